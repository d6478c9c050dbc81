"""Whose a figure is, where the source names somebody the text does not; points told as percent."""

import pytest

from pipeline.figures.check import check_figures
from schemas.verdict import FigureCheck, Severity

MARKET = (
    "Hospital operator Pinhurst reported revenue of $3.92 billion. Pinhurst shares rose 1.9%.\n"
    "Elsewhere, Novarel won a contract in Denmark. Novarel shares closed 6.3% higher at 418 kroner."
)
SURVIVAL = "Survival at one year was 54% on belcoran and 43% on placebo; 11% of patients withdrew."

RIGHT = [
    (MARKET, "Pinhurst shares rose 1.9%.", "1.9%"),
    (MARKET, "Pinhurst's revenue was $3.92 billion. Novarel ended 6.3% higher.", "6.3%"),
    (MARKET, "Pinhurst rose, and another company's shares gained 6.3%.", "6.3%"),
    (SURVIVAL, "Survival was 54% on belcoran, up 26% from the 43% on placebo.", "26%"),
    (SURVIVAL, "On belcoran 11% of patients withdrew.", "11%"),
]
WRONG = [
    (MARKET, "Pinhurst reported revenue of $3.92 billion. Its shares rose 6.3%.", "6.3%"),
    (MARKET, "Pinhurst's revenue was $3.92 billion. The operator's shares rose 6.3%.", "6.3%"),
    (SURVIVAL, "Survival improved by 11%, from 43% on placebo to 54% on belcoran.", "11%"),
]


def _check(source: str, text: str, figure: str) -> FigureCheck:
    return next(c for c in check_figures(text, source).checks if c.figure.text == figure)


@pytest.mark.parametrize(("source", "text", "figure"), RIGHT)
def test_the_right_bearer_and_the_right_unit_pass(source: str, text: str, figure: str) -> None:
    """A name the text gives, somebody else without a name, a change that is in percent."""
    assert _check(source, text, figure).severity is not Severity.ERROR


@pytest.mark.parametrize(("source", "text", "figure"), WRONG)
def test_another_bearer_and_points_told_as_percent_fail(
    source: str, text: str, figure: str
) -> None:
    """A value of somebody the text never names; a difference of two rates with a percent sign."""
    assert _check(source, text, figure).severity is Severity.ERROR
