"""Tables flattened into lines: what is found, and what the cells tell of a checked figure."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.figures.check import check_figures
from pipeline.figures.tables import find_tables
from tests.figure_texts import any_text

CASES: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "tables.toml").read_text("utf-8")
)
RIGHT = [(c["text"], s) for c in CASES["told"] for s in c["right"]]
WRONG = [(c["text"], *row) for c in CASES["told"] for row in c["wrong"]]


@pytest.mark.parametrize("case", CASES["table"], ids=[c["why"] for c in CASES["table"]])
def test_each_cell_is_read_under_its_own_headings(case: dict[str, Any]) -> None:
    """Every number of the row's table, in order, with its row, column and kind; and no other."""
    cells = [
        f"{t.names[c.row]} | {t.heads[c.column] if t.heads else ''} | "
        f"{c.figure.text} | {c.figure.kind.value}"
        for t in find_tables(case["text"])
        for c in t.cells
    ]

    assert cells == case["cells"]


def test_a_scale_in_the_heading_is_part_of_the_value() -> None:
    """`41.2` under `$ million` is 41,200,000 dollars, known to the hundred thousand."""
    table = next(find_tables("Division ($ million; 2031, 2030)\nBoats 41.2 40.0\nSails 9.5 10.0\n"))

    figure = table.cells[0].figure
    assert (str(figure.values[0].normalize()), figure.unit) == ("4.12E+7", "USD")
    assert figure.step == 100_000


@pytest.mark.parametrize(("source", "sentence"), RIGHT, ids=[s for _, s in RIGHT])
def test_a_cell_supports_what_its_headings_let_it_say(source: str, sentence: str) -> None:
    """No figure of a sentence that tells the table rightly is an error."""
    report = check_figures(sentence, source)

    assert [(c.figure.text, c.reason) for c in report.checks if not c.ok] == []


@pytest.mark.parametrize(
    ("source", "sentence", "figure", "fix"), WRONG, ids=[s for _, s, _, _ in WRONG]
)
def test_a_cell_of_another_row_or_column_is_an_error(
    source: str, sentence: str, figure: str, fix: str
) -> None:
    """The figure that stands under another heading is flagged, and the right cell is its fix."""
    report = check_figures(sentence, source)

    wrong = {c.figure.text: c for c in report.checks if not c.ok}
    assert figure in wrong
    if fix:
        assert wrong[figure].rule == "EB_MISATTRIBUTED"
        assert wrong[figure].fix == fix


def test_a_hedge_that_a_cell_prints_is_asked_for() -> None:
    """`~38%` in a table is about 38%; a text that says 38% has dropped that."""
    report = check_figures(
        "The overall response rate was 38%.",
        "Cut / treated / ORR\nMarch / 9 / ~38%\nJune / 9 / 50%\n",
    )

    assert [c.rule for c in report.checks] == ["EB_HEDGE_DROPPED"]


_LINE = st.text("ab 12|/;:%$().\t-", max_size=24)


@given(st.one_of(any_text, st.lists(_LINE, max_size=12).map("\n".join)))
@settings(max_examples=200, deadline=None)
def test_any_text_has_tables_whose_cells_stand_in_it(text: str) -> None:
    """Each cell's span holds its text, in a row and a column that the table has."""
    for table in find_tables(text):
        for cell in table.cells:
            assert text[cell.figure.span.start : cell.figure.span.end] == cell.figure.text
            assert 0 <= cell.row < len(table.rows)
            assert not table.heads or 0 <= cell.column < len(table.columns)


@given(st.lists(_LINE, max_size=8).map("\n".join), _LINE)
@settings(max_examples=100, deadline=None)
def test_checking_against_any_lines_ends_in_a_report(source: str, text: str) -> None:
    """There is one verdict for every figure, whatever the lines hold."""
    report = check_figures(text, source)

    assert all(c.severity is not None for c in report.checks)
