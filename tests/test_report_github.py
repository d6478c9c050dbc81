"""GitHub's annotations: beside the article's words, ten of a kind, no command but our own."""

import re
from pathlib import Path

from evals.report_changes import set_against
from evals.report_github import MOST, Places, escape_data, escape_property, render_github
from schemas.eval import Run, Truth
from tests.eval_runs import case, figure, run, text
from tests.report_runs import calm, golden, hostile, mixed

FOLDER = Path("golden")
NOWHERE = Places(FOLDER, ())
HERE = Places(FOLDER, [golden()])
COMMAND = re.compile(r"::(error|warning) (?:file=[^:,]+(?:,line=\d+)?,)?title=[^:,]*::[^\r\n]*")


def wrong(count: int) -> Run:
    """A run with so many wrong figures, and nothing else amiss."""
    brief = text(*[figure(Truth.ABSENT)] * count, lacking=())
    return run(case(first=brief, released=brief))


def test_a_wrong_figure_is_an_error_beside_the_articles_line() -> None:
    """The labelled mention is in the second line."""
    shown = render_github(wrong(1), HERE)

    assert shown.startswith(
        "::error file=golden/articles/orvane-one.txt,line=2,title=wrong figure%3A orvane-one#s1::"
        "52%25 is absent."
    )


def test_without_the_article_no_line_is_guessed() -> None:
    """The annotation stands without a file."""
    assert render_github(wrong(1), NOWHERE).startswith("::error title=wrong figure%3A")


def test_a_run_without_a_fault_prints_nothing() -> None:
    """So that a green step stays empty."""
    assert render_github(calm(), HERE) == ""


def test_what_does_not_block_is_a_warning() -> None:
    """A must-say that is lacking."""
    shown = render_github(run(case()), HERE)

    assert shown.startswith("::warning file=golden/articles/orvane-one.txt,title=must say%3A")
    assert "::error" not in shown


def test_ten_of_a_kind_are_printed_and_the_tenth_counts_the_rest() -> None:
    """Ten fit; of eleven two are counted."""
    ten, eleven = (render_github(wrong(n), HERE).splitlines() for n in (MOST, MOST + 1))

    assert len(ten) == len(eleven) == MOST
    assert "more not shown" not in ten[-1]
    assert "::2 more not shown" in eleven[-1]


def test_no_word_of_a_model_is_a_command() -> None:
    """Each line is one of ours from end to end: line breaks, colons and commas are escaped."""
    shown = render_github(hostile(), Places(FOLDER, [golden()]))

    assert shown
    for line in shown.rstrip("\n").split("\n"):
        assert COMMAND.fullmatch(line), line
    assert "%0D%0A::error" in shown


def test_escapes_are_those_of_the_runner() -> None:
    """The percent sign first, so that nothing is escaped twice or not at all."""
    assert escape_data("5%\r\n:,") == "5%25%0D%0A:,"
    assert escape_property("5%\r\n:,") == "5%25%0D%0A%3A%2C"


def test_what_is_incomplete_is_a_warning_too() -> None:
    """A case that was not asked, told before the must-says."""
    shown = render_github(mixed(), HERE)

    assert "::warning title=evenbrief::Incomplete: 1 cases were not asked" in shown


def test_what_only_the_draft_had_wrong_is_not_told() -> None:
    """It was caught."""
    drafted = run(case(first=text(figure(Truth.ABSENT)), released=text(lacking=())))

    assert render_github(drafted, HERE) == ""


def test_against_another_run_only_what_is_new_is_told() -> None:
    """The same fault in both is silence; one figure more and a must-say less are not."""
    known = render_github(wrong(1), HERE, versus=set_against(wrong(1), wrong(1)))
    fresh = render_github(wrong(2), HERE, versus=set_against(wrong(2), wrong(1)))
    lacking = run(case())
    lost = render_github(lacking, HERE, versus=set_against(lacking, calm()))
    kept = render_github(lacking, HERE, versus=set_against(lacking, lacking))

    assert known == kept == ""
    assert fresh.count("::error") == 1
    assert lost.count("::warning") == 1
    assert "Two people died." in lost
