"""Whose a figure is, where the source names somebody the text does not; points told as percent."""

import pytest

from pipeline.figures.check import check_figures
from schemas.verdict import FigureCheck, Severity

MARKET = (
    "Hospital operator Pinhurst reported revenue of $3.92 billion. Pinhurst shares rose 1.9%.\n"
    "Elsewhere, Novarel won a contract in Denmark. Novarel shares closed 6.3% higher at 418 kroner."
)
SURVIVAL = "Survival at one year was 54% on belcoran and 43% on placebo; 11% of patients withdrew."

GAIN = "Survival rose by 11 percentage points on belcoran. Of the patients, 11% withdrew."
WELLS = "Four wells could supply 6 million gallons a day. Rain was 61% of normal since October."
OFFER = "The offer is a 35% premium to the previous close."

RIGHT = [
    (WELLS, "The wells could supply 6 million gallons a day.", "6 million"),
    (WELLS, "Rainfall since October was 61% of normal.", "61%"),
    (OFFER, "The offer is 35% above the previous close.", "35%"),
    (GAIN, "On belcoran 11% of the patients withdrew.", "11%"),
    (MARKET, "Pinhurst shares rose 1.9%.", "1.9%"),
    (MARKET, "Pinhurst's revenue was $3.92 billion. Novarel ended 6.3% higher.", "6.3%"),
    (MARKET, "Pinhurst rose, and another company's shares gained 6.3%.", "6.3%"),
    (SURVIVAL, "Survival was 54% on belcoran, up 26% from the 43% on placebo.", "26%"),
    (SURVIVAL, "On belcoran 11% of patients withdrew.", "11%"),
]
WRONG = [
    (WELLS, "The wells could supply 6 million gallons a week.", "6 million"),
    (WELLS, "Rainfall since October was 61% below normal.", "61%"),
    (OFFER, "The offer is 35% of the previous close.", "35%"),
    (GAIN, "Survival rose by 11% on belcoran.", "11%"),
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


STORIES = """Castine's pump cleared for a study

Castine may start a study of its wearable heart pump at five American hospitals, the agency said.
In Europe nine patients have received the pump, and Castine plans a first implant here in April.

Aurelin gets its drug back

Dunmore is returning a lung drug to Aurelin in 90 days. Aurelin had $131 million in cash at the
end of June, which it says should last 14 months. Its shares fell 34.2% to $5.06."""


def test_a_figure_of_another_story_is_told_apart_by_the_names_of_both() -> None:
    """The cash of one company is not another's, however the text speaks of the other."""
    wrong = _check(STORIES, "Castine's cash of $131 million should last a while.", "$131 million")
    right = _check(STORIES, "Aurelin's cash of $131 million should last a while.", "$131 million")
    both = _check(STORIES, "Castine may start; Aurelin has $131 million in cash.", "$131 million")

    assert wrong.severity is Severity.ERROR
    assert "Aurelin" in wrong.reason
    assert right.severity is not Severity.ERROR
    assert both.severity is not Severity.ERROR


SECTIONS = """Ondaril falls on a trial that met its goal

Shares of Ondaril sank on Monday after its eczema study. Nobody had looked for so steep a fall \
of Ondaril, whose drug is given by injection once in three months to adults with eczema.

What happened in the study

By EASI-90 the drug beat Celbrane, and on EASI-90 patients had hoped for more. On clear skin the \
high dose reached 27%, against 16% for placebo. Chills were seen in 14% of patients on that dose."""


def test_the_sections_of_one_story_are_no_stories_apart() -> None:
    """A headline that names nobody heads a part of a story, whatever names stand below it."""
    found = _check(SECTIONS, "On the high dose of Ondaril's drug 27% had clear skin.", "27%")

    assert found.severity is not Severity.ERROR


ROWS = """QUARTERLY at 22 months: responses hold in a hard-treated cancer

At the meeting in Oslo, Ruiz of the Lusi Institute said that QUARTERLY had gone well, with \\
responses in 39.6% of patients by QUARTERLY's rules. Ruiz has led the study for three years.

Median follow-up: 14 months; 22 months
Median duration of response: 8 months; 10 months
Discontinuation for adverse events: 6.0%; 8.1%

There had been one death, and Castavel of Lyon will file for approval in spring. The agency is to \\
decide on Castavel of Lyon by winter, after a review in which QUARTER-9 may count as well."""


def test_the_rows_of_a_list_head_no_story() -> None:
    """What stands behind a list is the story that the list stands in."""
    found = _check(ROWS, "By central review 39.6% responded to Castavel's drug.", "39.6%")

    assert found.severity is not Severity.ERROR
