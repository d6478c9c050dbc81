"""A brief as an editor sees it: at the terminal, in Markdown, as JSON."""

import json
from typing import Any

import pytest

from pipeline.show.documents import brief_document
from pipeline.show.markdown import escaped, render_markdown
from pipeline.show.plain import to_json
from pipeline.show.terminal import Paper
from pipeline.show.terminal_brief import render_briefs
from schemas.balance import Outcome
from tests.builders import balance_of, brief_of, briefed_of, report_of, right, wrong

TEXT = "Qorvex\nRelapses fell by 52% in 30 people."
GOOD = briefed_of(brief_of(report_of(right(text=TEXT)), balance_of(Outcome.PASS), TEXT))
BAD = briefed_of(
    brief_of(report_of(wrong(text=TEXT), right(text=TEXT)), balance_of(Outcome.FAIL), TEXT)
)

EXPECTED = """\
in/article.txt ─────────────────────────────────────────────────────────────────

✗ gate failed G1 harms told: harms told, because.

Qorvex

Relapses fell by 52%✗ in 30 people.

✗ 2 figures: 1 wrong, 1 matches
  balance: 1 gate failed, 1 of 1 criteria met (1 do not apply)

Figures
  ✗ wrong  52%  The source has 25% here.
                line 2  “cut relapses by ‹25%›.”
                print: 25%

Not in the article
  • No control.
  • No date is given.

The article disagrees with itself
  • 25% or 30.
    line 2  “cut relapses by ‹25%›.”

Cautions
  • Small.

Our calculations, not the article's
  • 25% of 30 is 7.5 (0.25 x 30)

About this brief
  • Withheld, because it could not be supported: Nine in ten recovered.
  • evenbrief 0.0.0, embedded@test, figures@test; source abababababab; longest
  run of copied words 4, share copied 0.10.
"""


def test_a_failed_gate_stands_above_the_headline() -> None:
    """The whole page, as a person would proof-read it; what matters most first in each group."""
    assert render_briefs([BAD], Paper(width=80)) == EXPECTED


def test_a_good_brief_is_printed_clean() -> None:
    """No sign inside the text that an editor copies."""
    shown = render_briefs([GOOD], Paper(width=80))

    assert "\nRelapses fell by 52% in 30 people.\n" in shown
    assert "gate failed G1" not in shown
    assert "✓ 1 figure: 1 matches\n  balance: no gate failed" in shown


def test_stories_of_one_page_are_told_apart() -> None:
    """Each says which it is."""
    shown = render_briefs([GOOD._replace(number=2, of=3)], Paper(width=80))

    assert "in/article.txt, story 2 of 3" in shown


def test_markdown_puts_what_is_not_for_print_below_a_line() -> None:
    """Headline and text first."""
    text, notes = render_markdown([GOOD]).split("\n---\n")

    assert text.strip() == "## Qorvex\n\nRelapses fell by 52% in 30 people."
    assert "**For the editor, not for print.**" in notes
    assert "- No control." in notes


def test_markdown_says_a_failed_gate_first() -> None:
    """Before the headline."""
    assert render_markdown([BAD]).startswith("> **✗ Gate failed:** G1 harms told")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("~44%, ~67%", r"\~44%, \~67%"),
        ("<script>*a*</script>", r"\<script\>\*a\*\</script\>"),
        ("$1 and $2", r"\$1 and \$2"),
        ("1. first", r"1\. first"),
        ("- 4%", r"\- 4%"),
        ("1.5 million", "1.5 million"),
        ("a well-known -0.3%", "a well-known -0.3%"),
        ("[x](y)", r"\[x\](y)"),
    ],
)
def test_markdown_prints_what_it_could_obey(text: str, said: str) -> None:
    """Strikethrough, HTML, formulas, lists and links, and nothing that needs no escape."""
    assert escaped(text) == said


def test_a_brief_is_a_document_with_everything_in_it() -> None:
    """The keys that others build on."""
    document: dict[str, Any] = json.loads(to_json(brief_document(BAD.brief)))

    assert document["schema"] == "evenbrief.brief/1"
    assert {
        "headline",
        "summary",
        "sentences",
        "figures",
        "claims",
        "record",
        "notes",
        "balance",
        "engine",
        "provenance",
    } <= document.keys()
    assert document["ok"] is False
    assert document["figures"][0]["ok"] is False
    assert document["balance"]["failed_gates"] == ["G1"]
    assert document["balance"]["score"] == "1.00"
    assert document["record"]["inventory"]["figures"] == 2


def test_a_figure_of_a_brief_counts_from_the_start_of_its_text() -> None:
    """Headline, a newline, summary: the key `text`."""
    document: dict[str, Any] = json.loads(to_json(brief_document(GOOD.brief)))
    [figure] = document["figures"]

    assert document["text"][figure["start"] : figure["end"]] == "30 people"
