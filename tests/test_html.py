"""Tests of `pipeline.read.html`: what is marked, and what is not."""

import time

import pytest

from pipeline.read.html import read_html

LAYOUT = """<table><tr><td><a href="/">Home</a></td><td><table><tr><td><b>Velm eases colic</b>
</td></tr><tr><td>Of 38 babies 17 cried less.</td></tr></table></td></tr></table>"""


def marked(markup: str) -> list[tuple[str, str]]:
    """The marks of a page and the words that they cover."""
    raw = read_html(markup, "a.html")
    return [(mark.tag, raw.text[mark.start : mark.end]) for mark in raw.marks]


def test_a_row_that_lays_out_a_page_is_no_row_of_a_table() -> None:
    """Its words are the story's, and no cells."""
    assert marked(LAYOUT) == [("a", "Home")]


def test_a_row_of_data_is_marked() -> None:
    """Within a cell of a layout, too."""
    table = "<table><tr><td>Velm<td>17</table>"

    assert marked(table) == [("tr", "Velm\t17")]
    assert marked(f"<table><tr><td>{table}</table>") == [("tr", "Velm\t17")]


def test_what_others_pay_for_stands_aside() -> None:
    """On a line of its own, whatever stands beside it."""
    assert marked("<p>a<amp-ad>Win 1000 dollars</amp-ad>b") == [("aside", "Win 1000 dollars")]


def test_figures_that_screen_readers_pass_over_are_found_in_linear_time() -> None:
    """Nested or side by side; each neighbour is looked at as far as a wording of it would go."""
    nested = "".join(f"<div><i aria-hidden=true>{n}</i>" for n in range(2000))
    beside = "<i aria-hidden=true>1</i><b>2</b>" * 5000

    assert read_html(nested, "a.html").text.split() == list(map(str, range(2000)))
    assert read_html(beside, "a.html").text == "12" * 5000


@pytest.mark.parametrize(
    "sheet",
    ["@media screen{" * 20_000 + ".x{display:none}" + "}" * 20_000, "/*" * 100_000, "'" * 100_001,
     ".x{display:none}" * 20_000, ".x," * 60_000 + "b{display:none}", "{" * 100_000, "}" * 100_000],
)  # fmt: skip
def test_a_sheet_of_any_make_is_read_in_linear_time(sheet: str) -> None:
    """Nested, unclosed or long; it costs less than a page of its length."""
    markup = f"<style>{sheet}</style><p>One of the words" + "<p>Two" * 1000

    begun = time.perf_counter()
    raw = read_html(markup, "a.html")

    assert raw.text.startswith("One of the words\n\nTwo")
    assert time.perf_counter() - begun < 3
