"""Figures of a table that a page marks: what heads them decides, over two columns or two rows."""

import pytest

from pipeline.figures.arithmetic import check_source
from pipeline.figures.check import check_against
from pipeline.figures.reading import read_figures, read_source
from pipeline.figures.tables import tables_of
from pipeline.read.page import read_bytes
from schemas.source import Source
from schemas.verdict import Verdict

NESTED = """<html><body><h1>Harrow trial tables</h1><p>The table gives the results by arm.</p>
<table><caption>Table 2. Response and safety, %</caption>
<tr><th rowspan=2>Measure</th><th colspan=2>Selomab</th><th colspan=2>Placebo</th></tr>
<tr><th>10 mg</th><th>20 mg</th><th>10 mg</th><th>20 mg</th></tr>
<tr><th colspan=5>Efficacy</th></tr>
<tr><th>ORR</th><td>52</td><td>61</td><td>12</td><td>14</td></tr>
<tr><th>CR</th><td>21</td><td>30</td><td>2</td><td>3</td></tr>
<tr><th colspan=5>Safety</th></tr>
<tr><th>Neutropenia</th><td>31</td><td>44</td><td>9</td><td>8</td></tr></table></body></html>"""


def source_of(markup: str) -> Source:
    """The page with its tables, as a command reads it."""
    page = read_bytes(markup.encode(), "a.html")
    return read_source(page.text, page.id, tables=page.tables)


def test_a_heading_over_two_columns_is_part_of_both() -> None:
    """And one alone in its row, only where two rows share their names."""
    (table,) = tables_of(source_of(NESTED))

    assert table.heads == ("Selomab 10 mg", "Selomab 20 mg", "Placebo 10 mg", "Placebo 20 mg")
    assert table.names == ("ORR", "CR", "Neutropenia")
    assert {cell.figure.unit for cell in table.cells} == {"%"}


def test_rows_of_one_name_are_told_apart_by_what_stands_above_them() -> None:
    """`Grade 3` of two events."""
    rows = """<tr><th>Event</th><th>Drug</th><th>Placebo</th></tr>
    <tr><th colspan=3>Nausea</th></tr><tr><th>Grade 3</th><td>4%</td><td>1%</td></tr>
    <tr><th colspan=3>Rash</th></tr><tr><th>Grade 3</th><td>7%</td><td>2%</td></tr>"""
    (table,) = tables_of(source_of(f"<html><body><table>{rows}</table></body></html>"))

    assert table.names == ("Nausea Grade 3", "Rash Grade 3")


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("The ORR was 61% with selomab 20 mg.", Verdict.EXACT),
        ("The ORR was 61% with selomab 20 mg and 14% with placebo.", Verdict.EXACT),
        ("Neutropenia was seen in 44% on selomab.", Verdict.EXACT),
        ("The ORR with placebo was 61%.", Verdict.MISATTRIBUTED),
        ("Neutropenia was seen in 44% on placebo.", Verdict.MISATTRIBUTED),
        ("The ORR was 61% with selomab 10 mg.", Verdict.MISATTRIBUTED),
    ],
)
def test_a_figure_belongs_to_its_row_and_column(said: str, verdict: Verdict) -> None:
    """An arm that only the upper head names is told from the other."""
    report = check_against(read_figures(said), (source_of(NESTED),))

    checks = {check.figure.text: check.verdict for check in report.checks}
    assert checks[next(text for text in ("61%", "44%") if text in checks)] is verdict


def test_a_table_blanked_out_of_the_text_says_nothing() -> None:
    """As boilerplate is."""
    page = read_bytes(NESTED.encode(), "a.html")
    (table,) = page.tables
    start, end = table.span.start, table.span.end
    masked = page.text[:start] + " " * (end - start) + page.text[end:]

    assert tables_of(read_source(masked, page.id, tables=page.tables)) == ()


def test_lines_beside_a_marked_table_are_read_as_before() -> None:
    """A table of tabs that nothing marks."""
    lines = "Response, %\tSelomab\tPlacebo\nORR\t52\t12\nCR\t21\t2\n"

    assert len(tables_of(read_source(lines))) == 1


PIPES = """# Harrow trial

|  | HARROW-2 |  |
|---|---|---|
| Event | Selomab (N=402) | Placebo (N=399) |
| Rash | 31.7% (127) | 30.1% (120) |
| Cough | 8.9% (36) | 4.2% (17) |
"""
SIZES = """<html><body><table>
<tr><td>Event</td><td>Selomab</td><td>Placebo</td></tr><tr><td></td><td>N=402</td><td>N=399</td></tr>
<tr><td>Rash</td><td>31.7%</td><td>30.1%</td></tr><tr><td>Cough</td><td>8.9%</td><td>4.2%</td></tr>
</table></body></html>"""


@pytest.mark.parametrize("page", [(PIPES, "a.md"), (SIZES, "a.html")])
@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("Rash was seen in 31.7% on selomab and 30.1% on placebo.", []),
        ("Cough was seen in 4.2% of patients given placebo.", []),
        ("Cough was seen in 4.2% of patients given selomab.", ["4.2%"]),
        ("Rash was seen in 30.1% on selomab and 31.7% on placebo.", ["30.1%", "31.7%"]),
    ],
)
def test_a_head_of_two_unmarked_rows_tells_the_arms_apart(
    page: tuple[str, str], said: str, wrong: list[str]
) -> None:
    """The size of a group is no part of its name, in brackets or in a row of its own."""
    read = read_bytes(page[0].encode(), page[1])
    source = read_source(read.text, read.id, tables=read.tables)
    report = check_against(read_figures(said), (source,))

    assert [c.figure.text for c in report.checks if not c.ok] == wrong


SIGNED = """<html><body><h1>Kelvarin cut protein</h1><p>The table gives the change by dose.</p>
<table><tr><th></th><th>300 mg (n=50)</th><th>100 mg (n=50)</th><th>Placebo (n=50)</th></tr>
<tr><td>UPCR change</td><td>−52.7%</td><td>−34.1%</td><td>−8.9%</td></tr></table></body></html>"""


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("UPCR changed by −34.1% on 100 mg.", Verdict.EXACT),
        ("UPCR changed by −52.7% on 300 mg.", Verdict.EXACT),
        ("UPCR changed by −34.1% on 300 mg.", Verdict.MISATTRIBUTED),
    ],
)
def test_signed_figures_of_neighbouring_cells_are_two(said: str, verdict: Verdict) -> None:
    """The second's minus is its sign, and no dash between the ends of a range."""
    source = source_of(SIGNED)
    report = check_against(read_figures(said), [source])

    assert report.checks[0].verdict is verdict, report.checks[0].reason
    assert not check_source(source)


def _safety(corner: str, cells: tuple[str, str, str, str]) -> Source:
    """A table of two events in two arms, whose corner or row says what the numbers are."""
    one, two, three, four = cells
    return source_of(
        "<html><body><h1>Halvenar in migraine</h1><p>The table gives the events by arm.</p>"
        f"<table><tr><th>{corner}</th><th>Halvenar</th><th>Placebo</th></tr>"
        f"<tr><td>Nausea</td><td>{one}</td><td>{two}</td></tr>"
        f"<tr><td>Raised ALT</td><td>{three}</td><td>{four}</td></tr></table></body></html>"
    )


@pytest.mark.parametrize("corner", ["n (%)", "Event, No. (%)", "n/N (%)", "Patients (%)"])
@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("Nausea affected 11.1% of patients on halvenar.", Verdict.EXACT),
        ("Nausea affected 4.3% of patients on placebo.", Verdict.EXACT),
        ("Raised ALT was seen in 4.6% on halvenar.", Verdict.EXACT),
        ("Nausea affected 4.3% of patients on halvenar.", Verdict.MISATTRIBUTED),
        ("Nausea affected 4.6% of patients on halvenar.", Verdict.MISATTRIBUTED),
    ],
)
def test_a_share_in_brackets_belongs_to_its_row_and_column(
    corner: str, said: str, verdict: Verdict
) -> None:
    """What stands over the labels says that a bare number in brackets is a percentage."""
    source = _safety(corner, ("34 (11.1)", "13 (4.3)", "14 (4.6)", "2 (0.7)"))
    report = check_against(read_figures(said), [source])

    assert report.checks[0].verdict is verdict, report.checks[0].reason


MEASURED = """<html><body><h1>Halvenar in asthma</h1><p>The table gives the results by arm.</p>
<table><tr><th>Measure</th><th>Halvenar</th><th>Placebo</th></tr>
<tr><td>FEV1 change, mL</td><td>61</td><td>22</td></tr>
<tr><td>Responders, %</td><td>47</td><td>29</td></tr></table></body></html>"""


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("FEV1 rose by 61 mL on halvenar.", Verdict.EXACT),
        ("FEV1 rose by 22 mL on halvenar.", Verdict.MISATTRIBUTED),
        ("Of those on halvenar 47% were responders.", Verdict.EXACT),
        ("Of those on halvenar 29% were responders.", Verdict.MISATTRIBUTED),
    ],
)
def test_a_unit_in_a_row_s_heading_is_that_of_its_bare_numbers(said: str, verdict: Verdict) -> None:
    """The cell's row and column are asked as where the cell itself prints the unit."""
    report = check_against(read_figures(said), [source_of(MEASURED)])

    figure = next(c for c in report.checks if c.figure.text[0] in "2346")
    assert figure.verdict is verdict, figure.reason
