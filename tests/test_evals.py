"""`python -m evals`: what it prints, how it ends, and the sums that the README shows."""

from pathlib import Path

import pytest

from evals.__main__ import LENGTH, main
from evals.read import read_goldens
from evals.summary import NOTHING, Measured, markdown_table, sum_up
from pipeline.embedded.engine import EmbeddedEngine
from schemas.exits import Exit
from schemas.score import Share

FOLDER = Path(__file__).parent.parent / "golden"


def test_a_folder_that_is_not_there_is_one_sentence_and_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No traceback, nothing on standard output."""
    code = main([str(tmp_path / "none")])
    shown = capsys.readouterr()

    assert code is Exit.BAD_INPUT
    assert shown.out == ""
    assert shown.err.startswith("evals: ")
    assert "no such folder" in shown.err
    assert shown.err.count("\n") == 1


def test_a_folder_without_articles_is_nothing_selected(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing measured is not a success."""
    code = main([str(tmp_path)])
    shown = capsys.readouterr()

    assert code is Exit.NOTHING
    assert shown.out == ""
    assert "holds no article" in shown.err


def test_an_article_without_labels_is_an_invalid_golden(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The sentence names the file that is missing."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "one.txt").write_text("Qorvex was studied.", encoding="utf-8")
    (tmp_path / "splits.toml").write_text("[splits]\none = 'dev'\n", encoding="utf-8")

    assert main([str(tmp_path)]) is Exit.BAD_INPUT
    assert "one.json" in capsys.readouterr().err


def test_every_golden_is_measured_and_every_story_has_its_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Nothing is left out in silence."""
    code = main([str(FOLDER)])
    shown = capsys.readouterr().out

    assert code is Exit.FINE
    for golden in read_goldens(FOLDER):
        assert f"\n{golden.id}\n" in shown
        assert all(f"brief {golden.id}#{story.id}:" in shown for story in golden.labels.stories)


def test_the_sums_are_those_of_the_goldens() -> None:
    """Each wrong sentence of the labels is in the denominator; no golden, no denominator."""
    goldens = read_goldens(FOLDER)
    wrong = sum(len(story.must_not_say) for g in goldens for story in g.labels.stories)

    shares = {m.what: m.share for m in sum_up(goldens, EmbeddedEngine(), LENGTH)}

    assert shares["deliberately wrong sentences called wrong"].of == wrong
    assert shares["labelled figures that are found"].of == sum(
        len(golden.labels.figures) for golden in goldens
    )
    assert {m.share for m in sum_up((), EmbeddedEngine(), LENGTH)} == {NOTHING}


@pytest.mark.parametrize(
    ("share", "row"),
    [
        (Share(hits=276, of=277), "| found | 276 of 277 | 99% |"),
        (Share(hits=3, of=3), "| found | 3 of 3 | 100% |"),
        (NOTHING, "| found | 0 of 0 |  |"),
    ],
)
def test_only_all_is_a_hundred_percent(share: Share, row: str) -> None:
    """276 of 277 is 99.6% and prints as 99%; nothing measured prints no percentage."""
    assert markdown_table([Measured("found", share)]).splitlines()[-1] == row
