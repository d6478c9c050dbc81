"""What a person reads at the terminal."""

import re

from pipeline.show.terminal import Paper, render_check
from tests.builders import checked_of, report_of, right, usual, wrong

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
