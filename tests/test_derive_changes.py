"""Changes, shares and distances that the text names, each both ways."""

import pytest

from pipeline.figures.check import check_figures
from schemas.verdict import FAILING, Verdict

TARGET = "The broker's target price went from $22.00 to $29.00."
EARNINGS = "Earnings were $1.07 a share, against $1.17 a year earlier. The dividend is $0.40."
SALES = "Filtration sales were $281.4 million. Group sales were $642.8 million."
DATES = (
    "The agency set 22 March 2026 for its decision. It was first scheduled for 22 December 2025."
)
TRIAL = "Efficacy was 71.3% (95% CI 59.4% to 80.0%)."
BENCH = "On the bench, the alarm failed in 6 of 300 pumps."

RIGHT = [
    (TARGET, "The broker raised its target by $7.00 to $29.00.", "$7.00"),
    (TARGET, "The broker lifted its target by $7.00, to $29.00.", "$7.00"),
    (EARNINGS, "Earnings were 10 cents lower than a year earlier, at $1.07.", "10 cents"),
    (SALES, "Filtration made up 44% of group sales.", "44%"),
    (DATES, "The decision is now due on 22 March 2026, three months later.", "three months"),
    (TRIAL, "The lower bound of efficacy was 59.4%.", "59.4%"),
    (BENCH, "On the bench, the alarm worked in 294 of 300 pumps, or 98%.", "294 of 300"),
    (BENCH, "On the bench, the alarm worked in 294 of 300 pumps, or 98%.", "98%"),
]
WRONG = [
    (TARGET, "The broker raised its target by $8.00 to $29.00.", "$8.00"),
    (TARGET, "The broker pays $7.00 for a share of $29.00.", "$7.00"),
    (EARNINGS, "Earnings were 12 cents lower than a year earlier, at $1.07.", "12 cents"),
    (SALES, "Filtration made up 48% of group sales.", "48%"),
    (DATES, "The decision is now due on 22 March 2026, four months later.", "four months"),
    (DATES, "The review was extended by three months.", "three months"),
    ("Sales rose to 6.4% of income from 5.1%.", "Sales rose by 1.3%.", "1.3%"),
    (TRIAL, "The lower bound of efficacy was 61.4%.", "61.4%"),
    (BENCH, "On the bench, the alarm worked in 284 of 300 pumps.", "284 of 300"),
    (BENCH, "On the bench, the alarm failed in 294 of 300 pumps.", "294 of 300"),
    (BENCH, "On the bench, the alarm worked in 294 of 300 pumps, or 96%.", "96%"),
]


def _verdict(source: str, text: str, figure: str) -> Verdict:
    return next(c.verdict for c in check_figures(text, source).checks if figure in c.figure.text)


@pytest.mark.parametrize(("source", "text", "figure"), RIGHT)
def test_what_the_words_name_and_the_source_gives_follows(
    source: str, text: str, figure: str
) -> None:
    """A change, a share, a distance or an end that is called one."""
    assert _verdict(source, text, figure) is Verdict.DERIVED


@pytest.mark.parametrize(("source", "text", "figure"), WRONG)
def test_another_number_or_another_word_does_not_follow(
    source: str, text: str, figure: str
) -> None:
    """A number that no two values give, or one that is not called a change."""
    assert _verdict(source, text, figure) in (*FAILING, Verdict.UNCLEAR)
