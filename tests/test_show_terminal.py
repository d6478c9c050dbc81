"""What a person reads at the terminal."""

import re

import pytest

from pipeline.show.page import render_check_page
from pipeline.show.terminal import Paper, render_check
from schemas.text import Evidence
from schemas.verdict import Severity, SourceNote, Verdict
from tests.builders import checked_of, claim, evidence_of, explained, report_of, right, usual, wrong
from tests.pages_read import Reader

PLAIN = Paper(width=80)
EXPECTED = """\
summary.txt  against article.txt

  Qorvex cut relapses by 52%✗ in 30 people✓. It was safe?.

✗ 2 figures: 1 wrong, 1 matches; 1 claim: 1 to look at

Figures
  ✗ wrong    52%        The source has 25% here.
                        line 2  “cut relapses by ‹25%›.”
                        print: 25%
  ✓ matches  30 people  line 1  “Qorvex, given to ‹30 people›,”

Claims
  ? look  safe  The source reports no serious event, which is not safety.
                line 3  “‹Nobody reported a serious event›.”

The source with itself
  • The parts make 31.
    line 1  “Qorvex, given to ‹30› people,”
"""


def test_a_check_reads_text_then_wrong_then_matching_then_notes() -> None:
    """The whole page, as a person would proof-read it."""
    assert render_check(usual(), PLAIN) == EXPECTED


def test_without_colour_there_is_no_escape_sequence() -> None:
    """What goes to a file or a pipe is plain."""
    assert "\x1b" not in render_check(usual(), PLAIN)


def test_colour_changes_nothing_but_colour() -> None:
    """Nothing is told by colour alone."""
    coloured = render_check(usual(), Paper(width=80, colour=True))

    assert "\x1b" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == EXPECTED


def test_explaining_adds_rule_verdict_and_severity() -> None:
    """What a newcomer does not need to see, and an engineer does."""
    explained = render_check(usual(), Paper(width=80, explain=True))

    assert "EB_ALTERED (altered, error)" in explained
    assert "EB_EXACT (exact, none)" in explained
    assert "[EB_SOURCE_SUM]" in explained


def test_explaining_names_the_fix_and_every_place_with_its_reason() -> None:
    """What was taken first, each with its words; nothing of it without being asked."""
    shown = render_check(explained(), Paper(width=80, explain=True))

    assert (
        """\
  ✗ wrong    52%        The source has 25% here.
                        fix: 25%
                        ● line 2  “cut relapses by ‹25%›.”
                          taken as the figure that belongs here
                        ○ line 1  “Qorvex, given to ‹30› people,”
                          another value: 30
                        EB_ALTERED (altered, error)
"""
        in shown
    )
    assert render_check(explained(), PLAIN) == EXPECTED


def test_a_figure_that_nothing_comes_near_says_so() -> None:
    """An absent one; but a claim rests on words, not on candidates."""
    lost = wrong().model_copy(update={"evidence": (), "fix": "", "verdict": Verdict.ABSENT})
    paper = Paper(width=80, explain=True)

    assert "nothing in the source comes near it" in render_check(checked_of(report_of(lost)), paper)
    assert "comes near" not in render_check(checked_of(report_of(claims=(claim(),))), paper)


def test_lines_keep_to_the_width() -> None:
    """Also on a narrow screen."""
    for width in (40, 60, 100):
        lines = render_check(usual(), Paper(width=width)).splitlines()

        assert max(map(len, lines)) <= width


def test_text_that_looks_like_markup_is_printed() -> None:
    """Neither rich's markup, nor emoji codes, nor a template is obeyed."""
    text = "[bold]52%[/bold] :smile: {{ 7*7 }} 30 people"

    assert f"{text[:9]}✗{text[9:]}✓" in render_check(
        checked_of(report_of(wrong(text=text), right(text=text)), text), PLAIN
    )


def test_a_text_without_figures_says_so() -> None:
    """And invents no table."""
    shown = render_check(checked_of(report_of(), "Nothing here."), PLAIN)

    assert "– no figures to check" in shown
    assert "Figures" not in shown


def test_words_that_are_wrong_as_a_whole_have_one_sign() -> None:
    """The figure `no` matches a figure of the source, the claim `no deaths` does not."""
    text = "There were no deaths."
    fault = claim("no deaths", text).model_copy(update={"severity": Severity.ERROR})
    checked = checked_of(report_of(right("no", text), claims=(fault,)), text)

    assert "  There were no deaths✗.\n" in render_check(checked, PLAIN)
    assert "no deaths✗" in Reader(render_check_page(checked)).text
    assert "no✓" not in Reader(render_check_page(checked)).text


def test_what_was_noted_of_a_match_is_said() -> None:
    """`exact`, and yet something of the source's words was lost."""
    lost = right().model_copy(update={"severity": Severity.NOTE, "reason": "It says about 30."})

    assert "It says about 30." in render_check(checked_of(report_of(lost)), PLAIN)


@pytest.mark.parametrize(
    ("words", "touched", "shown"),
    [
        ("30", (), "The parts make 31."),
        ("serious", (), "1 note on what this text does not mention: --explain"),
        ("serious", (evidence_of("serious"),), "The parts make 31."),
    ],
)
def test_a_note_on_the_source_is_shown_where_the_text_rests_on_its_words(
    words: str, touched: tuple[Evidence, ...], shown: str
) -> None:
    """The text rests on `30 people`, and on what else says the same fact; the rest is counted."""
    note = SourceNote(
        rule="EB_SOURCE_SUM", reason="The parts make 31.", evidence=(evidence_of(words),)
    )
    report = report_of(right()).model_copy(update={"source_notes": (note,)})
    checked = checked_of(report).model_copy(update={"touched": touched})

    assert shown in render_check(checked, PLAIN)
    assert ("The parts make" in shown) == ("The parts make" in render_check(checked, PLAIN))
    assert "The parts make 31." in render_check(checked, Paper(width=80, explain=True))


def test_standard_input_is_called_so() -> None:
    """`-` is what a command line calls it."""
    shown = render_check(checked_of(report_of(right()), name="-"), PLAIN)

    assert shown.startswith("standard input  against article.txt\n")
