"""A row of a table is told as what it says of each group; a quotation closes what it opens."""

import asyncio

import pytest

from pipeline.embedded.clauses import is_closed, split_outside
from pipeline.embedded.draft_safety import _COMMA, _JOINT
from pipeline.embedded.engine import EmbeddedEngine
from pipeline.embedded.story import is_note
from pipeline.read.page import read_bytes
from pipeline.split import split_page
from pipeline.summarise import summarise

TABLE = """<table><tr><th>Event</th><th>Selomab (N=402)</th><th>Placebo (N=399)</th></tr>
<tr><td>Serious adverse events</td><td>21.7% (87)</td><td>20.1% (80)</td></tr>
<tr><td>Cough</td><td>8.9% (36)</td><td>4.2% (17)</td></tr></table>"""
PAGE = f"""<html><body><h1>Harrow reports trial of selomab in gout</h1>
<p>Selomab was tested against placebo in a Phase 3 trial of 801 adults with gout.</p>
<p>Harrow said that selomab will be filed in 2031.</p>{TABLE}</body></html>"""


def test_the_gravest_harm_of_a_table_is_told_by_group() -> None:
    """Not as `Serious adverse events 21.7% (87) 20.1% (80)` between quotation marks."""
    page = read_bytes(PAGE.encode(), "a.html")
    (article,) = split_page(page)
    brief = asyncio.run(summarise(page, article, EmbeddedEngine(), 120))

    told = "The article’s table gives serious adverse events as 21.7% for Selomab and 20.1% for"
    assert told.lower() in brief.summary.lower()
    assert "“Serious adverse events" not in brief.summary
    assert brief.report.ok


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("Rash (grade 3) was seen.", True),
        ("It says: “rash (hazard ratio 0.9; 95% CI 0.7 to 1.2)”.", True),
        ("It says: “rash (hazard ratio 0.9”.", False),
        ("It says: “rash (hazard ratio 0.9”; 95% CI 0.7 to 1.2).", False),
        ("It says: “rash", False),
        ("rash) was seen", False),
        ("It didn't [say so].", True),
        ('a "rash', False),
    ],
)
def test_a_text_closes_what_it_opens(text: str, closed: bool) -> None:
    """Brackets and quotation marks, in their order; an apostrophe opens nothing."""
    assert is_closed(text) is closed


def test_a_sentence_is_not_cut_within_a_bracket() -> None:
    """Nor at a comma of one."""
    text = "Deaths were rare (3; one late, one early); rash was not, they said"

    assert split_outside(_JOINT, text)[0] == "Deaths were rare (3; one late, one early);"
    assert split_outside(_COMMA, text)[-1] == " they said"


@pytest.mark.parametrize(
    ("text", "source", "note"),
    [
        ("¹ Not adjusted for age.", "Death¹ was rare.", True),
        ("2 Not adjusted for age.", "Death² was rare.", True),
        ("2 Not adjusted for age.", "Death was rare.", False),
        ("2 of them died.", "Death² was rare.", False),
        ("Death² was rare.", "Death² was rare.", False),
    ],
)
def test_a_note_is_told_by_its_mark(text: str, source: str, note: bool) -> None:
    """The mark stands raised behind a word or a number of the article."""
    assert is_note(text, source) is note


BARE = """<html><body><h1>Halvenar cut attacks in trial</h1>
<p>Orrin Bio said on Tuesday that halvenar cut the rate of attacks by 42% compared with placebo in a
phase 3 trial of 609 people with migraine.</p>
<p>The company plans to file for approval in the first half of 2027.</p>
<table><tr><th>Event, n (%)</th><th>Halvenar (n=306)</th><th>Placebo (n=303)</th></tr>
<tr><td>Serious adverse event</td><td>9 (2.9)</td><td>7 (2.3)</td></tr></table></body></html>"""


def test_a_harm_in_brackets_is_told_as_a_count_with_its_percentage() -> None:
    """The head says `n (%)`: 2.9 without its sign would be no figure of the source."""
    page = read_bytes(BARE.encode(), "a.html")
    (article,) = split_page(page)
    brief = asyncio.run(summarise(page, article, EmbeddedEngine(), 120))

    assert "as 9 (2.9%) for halvenar and 7 (2.3%) for placebo" in brief.summary
    assert "42%" in brief.summary
    assert brief.report.ok
    assert not brief.balance.failed_gates
