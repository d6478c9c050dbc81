"""Groups put together, rests, wholes, middles and units left out, each both ways."""

import pytest

from pipeline.figures.check import check_figures
from schemas.verdict import FAILING, Severity, Verdict

GROUPS = (
    "Of 31 children, 19 were treated early and 12 late. Of the early ones 15 of 19 could sit, "
    "compared with 5 of 12 late ones."
)
GRADES = (
    "Fever occurred in 25 of the 30 patients: 17 of grade 1, six of grade 2 and two of grade 3."
)
POSTS = "In all 720 posts will go, with 410 of them in Tarn, 220 in Osse and the remainder in Bell."
SHARE = "Orvane will cut a quarter of its workforce, about 80 posts."
FORECAST = (
    "Brunel expects sales of €3.0bn to €3.4bn, compared with the €3.6bn to €4.2bn set out in May."
)
GRANT = "The council plans $9.2 million for wells. A state grant would pay half of the cost."
RATIO = "Solvency stood at 231 per cent in June, down from 244 per cent in December."
PRICE = "The stock closed at $8.40. It had reached a high of $12.60 in March."
DIVIDEND = "Brackwell raised its dividend by a tenth and announced a buyback."
COSTS = "Cash costs rose to US$2.31 a pound from US$2.06."
ARMS = (
    "The 204 patients who took orvelin got well in 6.1 days, the 102 who took placebo in 7.4 days."
)
OFFER = "Holm offers $27.00 a share in cash, about $1.1bn in all, and $3.50 a share on approval."
TESTED = "MRD-negative among those with a CR and tested | 31/41 (76%) | 8/13 (62%) | 39/54 (72%)"
TRAMS = "The operator bought 14 new trams, eleven of which have been delivered."
BILL = (
    "The line cost £380 million in the end. The state pays £230 million, the city £96 million and "
    "a levy the rest."
)
FALL = "Shares in Danmore fell 27% on Friday."
GUSTS = "Gusts of 130 to 140 km/h had been forecast for the coast."

RIGHT = [
    (TRAMS, "Eleven of the 14 trams have come.", "Eleven of the 14"),
    (BILL, "The levy is to bring in £54 million.", "£54 million"),
    (FALL, "Danmore sank more than a quarter on Friday.", "a quarter"),
    (GROUPS, "Twenty of the 31 children, 20 of 31, could sit.", "20 of 31"),
    (GRADES, "Fever of grade 1 or 2 affected 23 of the 30 patients.", "23 of the 30"),
    (POSTS, "Some 720 posts will go, 90 of them in Bell.", "90"),
    (SHARE, "About 80 posts will go, of a workforce of about 320.", "320"),
    (FORECAST, "Brunel cut its forecast by €700m at the midpoint.", "€700m"),
    (GRANT, "The state may pay $4.6 million of the $9.2 million for wells.", "$4.6 million"),
    (RATIO, "Solvency stood at 231 per cent, down from 244.", "244"),
    (PRICE, "The stock trades a third under its high, 33% below its March high of $12.60.", "33%"),
    (DIVIDEND, "Brackwell lifted its dividend by 10%.", "10%"),
    (COSTS, "Cash costs rose by 25 US cents to US$2.31 a pound.", "25 US cents"),
    (TESTED, "About 72% of the 54 remitters who were tested were MRD-negative.", "54"),
]
WRONG = [
    (TRAMS, "Twelve of the 14 trams have come.", "Twelve of the 14"),
    (BILL, "The levy is to bring in £64 million.", "£64 million"),
    (FALL, "Danmore sank more than a third on Friday.", "a third"),
    (GROUPS, "Of the children, 21 of 31 could sit.", "21 of 31"),
    (GRADES, "Fever of grade 1 or 2 affected 24 of the 30 patients.", "24 of the 30"),
    (POSTS, "Some 720 posts will go, 95 of them in Bell.", "95"),
    (SHARE, "About 80 posts will go, of a workforce of about 400.", "400"),
    (FORECAST, "Brunel cut its forecast by €900m at the midpoint.", "€900m"),
    (GRANT, "The state may pay $6.4 million of the $9.2 million for wells.", "$6.4 million"),
    (RATIO, "Solvency stood at 231 per cent, down from 264.", "264"),
    (PRICE, "The stock trades 43% below its March high of $12.60.", "43%"),
    (DIVIDEND, "Brackwell lifted its dividend by 12%.", "12%"),
    (COSTS, "Cash costs rose by 35 US cents to US$2.31 a pound.", "35 US cents"),
    (TESTED, "About 72% of the 58 remitters who were tested were MRD-negative.", "58"),
]


def _verdict(source: str, text: str, figure: str) -> Verdict:
    return next(c.verdict for c in check_figures(text, source).checks if figure in c.figure.text)


@pytest.mark.parametrize(("source", "text", "figure"), RIGHT)
def test_what_one_sentence_of_the_source_gives_follows(source: str, text: str, figure: str) -> None:
    """Groups pooled, counts of grades, a remainder, a whole, a middle, half of an amount."""
    assert _verdict(source, text, figure) is Verdict.DERIVED


@pytest.mark.parametrize(("source", "text", "figure"), WRONG)
def test_another_result_fails(source: str, text: str, figure: str) -> None:
    """The same sentence with a number that does not follow."""
    assert _verdict(source, text, figure) in (*FAILING, Verdict.UNCLEAR)


@pytest.mark.parametrize(
    ("source", "right", "wrong"),
    [
        (ARMS, "The 306 who took either got well.", "The 316 who took either got well."),
        (
            OFFER,
            "With approval Holm offers $30.50 a share.",
            "With approval Holm offers $31.50 a share.",
        ),
    ],
)
def test_an_unannounced_sum_of_two_near_values_is_for_a_human(
    source: str, right: str, wrong: str
) -> None:
    """Nothing says that 204 and 102 are all of them, but it would be rash to accuse."""
    assert check_figures(right, source).checks[0].severity is not Severity.ERROR
    assert check_figures(wrong, source).checks[0].severity is Severity.ERROR


def test_what_is_forecast_is_no_thing_counted() -> None:
    """`The 130 to 140 forecast` leaves its unit to the sentence."""
    right = check_figures("It blew above the 130 to 140 forecast for the coast.", GUSTS).checks[0]
    wrong = check_figures("It blew above the 130 to 150 forecast for the coast.", GUSTS).checks[0]

    assert right.severity is Severity.NONE
    assert wrong.severity is Severity.ERROR


def test_a_small_sum_is_no_excuse() -> None:
    """Any small number is the sum or the difference of some pair."""
    source = "Nine of the patients had a rash and four had nausea."
    assert check_figures("Five patients on it had a rash.", source).checks[0].severity in (
        Severity.ERROR,
        Severity.NONE,
    )
