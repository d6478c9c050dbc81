"""What an editor works out from two or more values of the source, each both ways."""

import pytest

from pipeline.figures.check import check_figures
from schemas.verdict import FAILING, Severity, Verdict

PLACED = "Delmore placed 186 analyzers during the quarter, compared with 151 a year earlier."
LOAN = "Varrick signed a loan of $120 million. Of that, $40 million was paid out at closing."
COSTS = "Cash costs at the Tarrow mine averaged $1.84 a pound, down from $1.97."
INDEX = "Of the 94 members of the Orrin index, 61 fell and 29 rose."
BUDGET = "The Selby tunnel will cost £3.4bn, up from a budget of £2.9bn."
SEASONS = (
    "Rovers lost £22.8m this season, against £41.3m the season before and £32.6m in the one "
    "before that."
)
DEATHS = "Two patients on the drug and three on placebo died."
IMPLANTS = "Implantation of the valve was attempted in 176 patients and succeeded in 170."
POWER = "Power was lost at 4,100 addresses on Saturday. By Monday all but 260 were connected again."
DONORS = "The parish relief fund had taken £212,000 from 640 donors by Monday."
SHARES = "The chief executive bought 40,000 shares at an average of $5.12, a filing showed."
RANGE = (
    "Halvern expects revenue of $860 million to $875 million, up from $845 million to $870 million."
)
RUNWAY = (
    "Zenwick ended June with $1.2 billion in cash and spends $410 million a year on operations."
)
LEVEL = "The Aske peaked at 5.82 metres on Sunday; the flood wall is designed for 5.75 metres."
RATES = "At 18 months, survival was 33% on belcoran and 24% on placebo."
JOBS = "The spray's maker will cut about 70 of its 260 jobs."
SYSTEMS = "Of 1,460 installed systems, 41% stand outside the country."
SUBGROUP = "In patients who had failed a biologic, remission was 18.8%. In the others it was 37.6%."

NARROWED = (
    "Kester narrowed its forecast to between 3.05 billion and 3.10 billion euros, from 3.05 "
    "billion to 3.25 billion."
)
EUROPE = "The pill had sales of 486 million euros last year, 38% of them in Europe."
DEALT = "Patients were randomised two to one to belcoran or placebo."
NET = "Absence fell by 1.2 percentage points, against 0.3 percentage points in other schools."
HBA = "HbA1c fell from 8.4% to 7.3% with the pump and from 8.3% to 7.9% with injections."
CI = "Efficacy was 62% (95% CI 41% to 76%)."

ROUND = "The new shares value Oxbow at $1.9 billion. Its last round valued it at $2.4 billion."
OVER = "The fire service said the season had cost A$236 million, A$58 million over budget."
SAVED = "The measures should save €140 million a year from 2029, about half of that by 2028."
GUIDED = "Brack expects adjusted earnings of $4.60 to $4.70 a share."
JOINED = "The study is to enrol 420 people; 187 had joined by the end of July."
BOOKS = "Readers now wait an average of 19 days for a reserved book, compared with 15 before."

RIGHT = [
    (
        ROUND,
        "The deal values Oxbow at $1.9 billion, about a fifth less than the last round.",
        "fifth",
    ),
    (OVER, "The season cost A$236 million against a budget of A$178 million.", "A$178 million"),
    (
        SAVED,
        "Measures save €140 million a year, around €70 million of that by 2028.",
        "€70 million",
    ),
    (GUIDED, "Brack lifted the low end of its earnings guidance to $4.60.", "$4.60"),
    (JOINED, "By the end of July 187 of 420 had joined, or around 45%.", "45%"),
    (BOOKS, "Readers wait four days longer for a reserved book.", "four days"),
    (NARROWED, "Kester lowered the top of its forecast by 150 million euros.", "150 million"),
    (EUROPE, "Europe accounted for some 185 million euros of the pill's sales.", "185 million"),
    (DEALT, "Two-thirds of the patients were given belcoran.", "Two-thirds"),
    (HBA, "HbA1c fell 1.1 percentage points on the pump and 0.4 on injections.", "0.4"),
    (PLACED, "Delmore placed 35 more instruments in the quarter than a year before.", "35"),
    (LOAN, "Only a third of Varrick's loan is in hand.", "a third"),
    (LOAN, "The other $80 million of Varrick's loan has not been paid out.", "$80 million"),
    (COSTS, "Cash costs at the mine were 13 cents a pound lower.", "13 cents"),
    (INDEX, "About 65% of the index's 94 members ended lower.", "65%"),
    (BUDGET, "The Selby tunnel will cost about £500m more than budgeted.", "£500m"),
    (BUDGET, "The tunnel will cost 17% more than its budget.", "17%"),
    (SEASONS, "Over three seasons Rovers lost £96.7m.", "£96.7m"),
    (SEASONS, "Rovers cut their loss by about 45% this season.", "45%"),
    (DEATHS, "Five patients died, three of them on placebo.", "Five"),
    (IMPLANTS, "The valve could not be implanted in six of 176 patients.", "six of 176"),
    (POWER, "Power is back at 3,840 of the 4,100 addresses that lost it.", "3,840 of the 4,100"),
    (DONORS, "The relief fund raised about £330 per donor.", "£330"),
    (SHARES, "She spent a little over $200,000 on the 40,000 shares.", "$200,000"),
    (RANGE, "The midpoint of Halvern's revenue range is now $867.5 million.", "$867.5 million"),
    (RUNWAY, "Zenwick has cash for nearly three years of operations.", "three years"),
    (LEVEL, "The wall is designed for a river 7 centimetres lower than Sunday's peak.", "7 cent"),
    (RATES, "Survival at 18 months was nine points higher on belcoran.", "nine"),
    (JOBS, "The maker of the spray is shedding 70 posts out of 260.", "70"),
    (SYSTEMS, "About 600 of the 1,460 systems stand abroad.", "600"),
    (SUBGROUP, "Remission in the failures was half the 37.6% of the others.", "half"),
]
CUTS = (
    "Across two data cuts, response was seen in small cohorts of 6-9 evaluable patients. Of the 25 "
    "patients treated, 3 partial and 1 complete response were seen at the first attempt."
)

WRONG = [
    (CUTS, "A third of all patients treated with the cells responded.", "A third"),
    (CUTS, "The response was partial in 33% of patients treated.", "33%"),
    (CUTS, "The cells stopped working in 50% of patients treated.", "50%"),
    (
        ROUND,
        "The deal values Oxbow at $1.9 billion, about a third less than the last round.",
        "third",
    ),
    (OVER, "The season cost A$236 million against a budget of A$198 million.", "A$198 million"),
    (
        SAVED,
        "Measures save €140 million a year, around €90 million of that by 2028.",
        "€90 million",
    ),
    (GUIDED, "Brack lifted the low end of its earnings guidance to $4.65.", "$4.65"),
    (JOINED, "By the end of July 187 of 420 had joined, or around 55%.", "55%"),
    (BOOKS, "Readers wait nine days longer for a reserved book.", "nine days"),
    (NARROWED, "Kester lowered the top of its forecast by 250 million euros.", "250 million"),
    (EUROPE, "Europe accounted for some 285 million euros of the pill's sales.", "285 million"),
    (DEALT, "Three-quarters of the patients were given belcoran.", "Three-quarters"),
    (NET, "Absence fell by 1.2 percentage points, against 0.8 elsewhere.", "0.8"),
    (HBA, "HbA1c fell 1.1 percentage points on the pump and 0.9 on injections.", "0.9"),
    (PLACED, "Delmore placed 45 more instruments in the quarter than a year before.", "45"),
    (PLACED, "Delmore placed 35 analyzers during the quarter.", "35"),
    (LOAN, "Only a quarter of Varrick's loan is in hand.", "a quarter"),
    (LOAN, "The other $60 million of Varrick's loan has not been paid out.", "$60 million"),
    (LOAN, "Varrick signed a loan of $160 million.", "$160 million"),
    (COSTS, "Cash costs at the mine were 31 cents a pound lower.", "31 cents"),
    (INDEX, "About 56% of the index's 94 members ended lower.", "56%"),
    (BUDGET, "The Selby tunnel will cost about £700m more than budgeted.", "£700m"),
    (BUDGET, "The tunnel will cost 27% more than its budget.", "27%"),
    (SEASONS, "Over three seasons Rovers lost £86.7m.", "£86.7m"),
    (SEASONS, "Rovers cut their loss by about 55% this season.", "55%"),
    (DEATHS, "Seven patients died, three of them on placebo.", "Seven"),
    (IMPLANTS, "The valve could not be implanted in nine of 176 patients.", "nine of 176"),
    (IMPLANTS, "The valve was implanted in six of 176 patients.", "six of 176"),
    (POWER, "Power is back at 3,480 of the 4,100 addresses that lost it.", "3,480 of the 4,100"),
    (DONORS, "The relief fund raised about £430 per donor.", "£430"),
    (SHARES, "She spent a little over $300,000 on the 40,000 shares.", "$300,000"),
    (RANGE, "The midpoint of Halvern's revenue range is now $872.5 million.", "$872.5 million"),
    (RUNWAY, "Zenwick has cash for nearly five years of operations.", "five years"),
    (LEVEL, "The wall is designed for a river 17 centimetres lower than Sunday's peak.", "17 cent"),
    (RATES, "Survival at 18 months was 19 points higher on belcoran.", "19"),
    (SYSTEMS, "About 900 of the 1,460 systems stand abroad.", "900"),
    (SUBGROUP, "Remission in the failures was a third of the 37.6% of the others.", "a third"),
]


def _verdict(source: str, text: str, figure: str) -> Verdict:
    return next(c.verdict for c in check_figures(text, source).checks if figure in c.figure.text)


@pytest.mark.parametrize(("source", "text", "figure"), RIGHT)
def test_what_the_words_announce_and_the_source_gives_follows(
    source: str, text: str, figure: str
) -> None:
    """A difference, a share, a change, a ratio, a sum, a rest, a mean that is called one."""
    assert _verdict(source, text, figure) is Verdict.DERIVED


@pytest.mark.parametrize(("source", "text", "figure"), WRONG)
def test_what_the_source_does_not_give_or_nothing_announces_fails(
    source: str, text: str, figure: str
) -> None:
    """Another result, or the right one told as something else."""
    assert _verdict(source, text, figure) in (*FAILING, Verdict.UNCLEAR)


def test_a_count_of_a_group_that_the_source_prints_apart_is_for_a_human() -> None:
    """`One of 275` may follow from one case and 275 people treated; only a reader can tell."""
    source = "The antibody went to 275 people. Anaphylaxis on the antibody was seen in one case."
    right = check_figures("One of 275 people on the antibody had anaphylaxis.", source).checks[0]
    wrong = check_figures("Two of 275 people on the antibody had anaphylaxis.", source).checks[0]

    assert right.severity is Severity.WARN
    assert wrong.severity is Severity.ERROR


def test_an_interval_written_out_is_the_interval_in_brackets() -> None:
    """`A confidence interval from 41% to 76%` prints what `(95% CI 41% to 76%)` prints."""
    right = check_figures("Efficacy was 62%, with an interval from 41% to 76%.", CI).checks[1]
    wrong = check_figures("Efficacy was 62%, with an interval from 41% to 67%.", CI).checks[1]

    assert right.severity is not Severity.ERROR
    assert wrong.severity is Severity.ERROR


def test_a_calculation_that_may_be_of_another_kind_is_for_a_human() -> None:
    """With one pair the result is known and another is wrong; with several a person looks."""
    one = "Delmore placed 186 analyzers this quarter, compared with 151 a year earlier."
    more = f"{one} It had placed 171 analyzers in the quarter before, and 140 in spring."
    text = "Delmore placed 43 more analyzers than in an average quarter."

    assert check_figures(text, one).checks[0].severity is Severity.ERROR
    assert check_figures(text, more).checks[0].severity is Severity.WARN
