"""What heads a cell: marked or not, over several rows or columns, and a heading in mid-table."""

import pytest

from pipeline.read.page import read_bytes
from schemas.article import Cell, Page


def cells(rows: str) -> tuple[Page, dict[str, Cell]]:
    """The page of a table, and its cells by their words."""
    page = read_bytes(f"<html><body><table>{rows}</table></body></html>".encode(), "a.html")
    (table,) = page.tables
    return page, {cell.span.cut(page.text): cell for cell in table.cells}


MARKED = """
<tr><th rowspan=2>Measure</th><th colspan=2>Arm</th></tr><tr><th>Drug</th><th>Placebo</th></tr>
<tr><th>ORR</th><td>52%</td><td>12%</td></tr>
<tr><th colspan=3>Safety</th></tr><tr><th>Grade 3</th><td>31%</td><td>9%</td></tr>"""
PLAIN = """
<tr><td>Year</td><td>Sales</td><td>Profit</td></tr>
<tr><td>2025</td><td>$41m</td><td>$3m</td></tr><tr><td>2024</td><td>$38m</td><td>$2m</td></tr>"""
REACHING = """
<tr><th>Cohort</th><th>Dose</th><th>CR</th></tr>
<tr><th rowspan=2>B-cell</th><td>10 mg</td><td>44%</td></tr><tr><td>20 mg</td><td>61%</td></tr>
<tr><th>T-cell</th><td>30 mg</td><td>7%</td></tr>"""
TWO_HEADS = """
<tr><th>Drug</th><th>ORR</th></tr><tr><td>A</td><td>52%</td></tr>
<tr><th>Maker</th><th>Price</th></tr><tr><td>B</td><td>$9</td></tr>"""
UNMARKED = """
<tr><td></td><td colspan=2>Drug</td><td colspan=2>Placebo</td></tr>
<tr><td>Event</td><td>10 mg</td><td>20 mg</td><td>Low</td><td>High</td></tr>
<tr><td>Rash</td><td>31.7%</td><td>30.1%</td><td>9%</td><td>8%</td></tr>"""
HALF_MARKED = """
<tr><th>Event</th><th colspan=2>Drug</th></tr><tr><td></td><td>Low</td><td>High</td></tr>
<tr><td>Rash</td><td>31.7%</td><td>30.1%</td></tr><tr><td>Cure</td><td>yes</td><td>no</td></tr>"""
BLANKS = """
<tr><td></td><td>ROWAN-2</td><td></td></tr><tr><td>Event</td><td>Drug</td><td>Placebo</td></tr>
<tr><td>Rash</td><td>31.7%</td><td>30.1%</td></tr>"""
TWICE = """
<tr><td>Event</td><td>ROWAN-2</td><td>ROWAN-2</td></tr>
<tr><td>n (%)</td><td>Drug</td><td>Placebo</td></tr>
<tr><td>Rash</td><td>31.7%</td><td>30.1%</td></tr>"""
NO_LABEL = """
<tr><th>Event</th><th>Drug</th><th>Placebo</th></tr><tr><td></td><td>N=40</td><td>N=41</td></tr>
<tr><td>Rash</td><td>31.7%</td><td>30.1%</td></tr>"""
TWO_TIMES = """
<tr><td></td><td>Week 4</td><td></td><td>Week 9</td><td></td></tr>
<tr><td>Event</td><td>Drug</td><td>Placebo</td><td>Drug</td><td>Placebo</td></tr>
<tr><td>Rash</td><td>1%</td><td>2%</td><td>3%</td><td>4%</td></tr>"""
UNEVEN = """
<tr><td></td><td>Drug</td><td>Placebo</td><td></td></tr>
<tr><td>Event</td><td>n (%)</td><td>n (%)</td><td>P</td></tr>
<tr><td>Rash</td><td>31%</td><td>30%</td><td>0.4</td></tr>"""
TITLED = """
<tr><td colspan=3>Table 1. Safety</td></tr><tr><td>Event</td><td>Drug</td><td>Placebo</td></tr>
<tr><td>Rash</td><td>31.7%</td><td>30.1%</td></tr>"""
WORDS_FIRST = """
<tr><td>Item</td><td>Drug</td><td>Placebo</td></tr>
<tr><td>Given</td><td>orally</td><td>by vein</td></tr>
<tr><td>Rash</td><td>31.7%</td><td>30.1%</td></tr>"""
WORDS_ONLY = """
<tr><td></td><td>Drug</td><td>Placebo</td></tr><tr><td></td><td>twice a day</td><td>daily</td></tr>
<tr><td>Given</td><td>orally</td><td>by vein</td></tr>"""
ONE_COLUMN_SHORT = """
<tr><td></td><td>Q1</td><td>Q2</td></tr><tr><td>Sales</td><td></td><td>$5m</td></tr>"""


@pytest.mark.parametrize(
    ("rows", "cell", "beside", "above"),
    [
        (MARKED, "52%", ["ORR"], ["Arm", "Drug"]),
        (MARKED, "12%", ["ORR"], ["Arm", "Placebo"]),
        (MARKED, "9%", ["Safety", "Grade 3"], ["Arm", "Placebo"]),
        (MARKED, "ORR", [], []),
        (PLAIN, "$2m", ["2024"], ["Profit"]),
        (PLAIN, "$41m", ["2025"], ["Sales"]),
        (REACHING, "44%", ["B-cell"], ["CR"]),
        (REACHING, "61%", ["B-cell"], ["CR"]),
        (REACHING, "20 mg", ["B-cell"], ["Dose"]),
        (REACHING, "7%", ["T-cell"], ["CR"]),
        (TWO_HEADS, "52%", ["A"], ["ORR"]),
        (TWO_HEADS, "$9", ["B"], ["Price"]),
        (ONE_COLUMN_SHORT, "$5m", ["Sales"], ["Q2"]),
        (UNMARKED, "30.1%", ["Rash"], ["Drug", "20 mg"]),
        (UNMARKED, "8%", ["Rash"], ["Placebo", "High"]),
        (BLANKS, "31.7%", ["Rash"], ["ROWAN-2", "Drug"]),
        (BLANKS, "30.1%", ["Rash"], ["ROWAN-2", "Placebo"]),
        (TWICE, "30.1%", ["Rash"], ["ROWAN-2", "Placebo"]),
        (NO_LABEL, "30.1%", ["Rash"], ["Placebo", "N=41"]),
        (TWO_TIMES, "2%", ["Rash"], ["Week 4", "Placebo"]),
        (TWO_TIMES, "3%", ["Rash"], ["Week 9", "Drug"]),
        (UNEVEN, "30%", ["Rash"], ["Placebo", "n (%)"]),
        (UNEVEN, "0.4", ["Rash"], ["P"]),
        (TITLED, "30.1%", ["Rash"], ["Table 1. Safety", "Placebo"]),
        (WORDS_FIRST, "by vein", ["Given"], ["Placebo"]),
        (WORDS_FIRST, "30.1%", ["Rash"], ["Placebo"]),
        (WORDS_ONLY, "by vein", ["Given"], ["Placebo"]),
        (HALF_MARKED, "31.7%", ["Rash"], ["Drug", "Low"]),
        (HALF_MARKED, "no", ["Cure"], ["Drug", "High"]),
    ],
)
def test_a_cell_knows_its_headings(
    rows: str, cell: str, beside: list[str], above: list[str]
) -> None:
    """By span, in the page's own words."""
    page, found = cells(rows)

    assert [span.cut(page.text) for span in found[cell].row_heads] == beside
    assert [span.cut(page.text) for span in found[cell].column_heads] == above


def test_a_cell_stands_in_its_column_below_one_that_reaches_down() -> None:
    """In the grid and, by its tabs, in the text."""
    page, found = cells(REACHING)

    assert (found["61%"].row, found["61%"].column) == (2, 2)
    assert "\n\t20 mg\t61%\n" in page.text


def test_a_table_that_only_lays_out_a_page_is_none() -> None:
    """One column of paragraphs."""
    markup = (
        "<html><body><table><tr><td>One 5%</td></tr><tr><td>Two</td></tr></table></body></html>"
    )

    assert read_bytes(markup.encode(), "a.html").tables == ()


def test_a_caption_belongs_to_its_table() -> None:
    """And stands before its first row."""
    page, _ = cells("<caption>Table 1. Response</caption>" + PLAIN)
    (table,) = page.tables

    assert table.caption is not None
    assert table.caption.cut(page.text) == "Table 1. Response"
    assert table.span.cut(page.text).startswith("Table 1. Response\nYear\tSales")
