"""Reading a golden folder: what measures refuses labels of another text, as the lint does."""

from pathlib import Path

import pytest

from evals.read import read_goldens, select_goldens, tell_none
from schemas.errors import GoldenError
from tests.golden_folder import ARTICLE, sound_labels, write_folder


def test_sound_labels_are_read(tmp_path: Path) -> None:
    """Hash and spans are the article's."""
    (golden,) = read_goldens(write_folder(tmp_path, sound_labels()))

    assert golden.text == ARTICLE


def test_labels_of_another_text_are_refused(tmp_path: Path) -> None:
    """One letter of the article is another than when it was labelled."""
    folder = write_folder(tmp_path, sound_labels())
    path = folder / "articles" / "small.txt"
    path.write_text(ARTICLE.replace("trust", "Trust"), encoding="utf-8")

    with pytest.raises(GoldenError, match=r"small\.json: its article's SHA-256 is .*, not .*label"):
        read_goldens(folder)


@pytest.mark.parametrize("room", ["figures", "identifiers", "idle", "boilerplate", "opinion"])
def test_a_mark_that_is_no_slice_of_the_article_is_refused(tmp_path: Path, room: str) -> None:
    """A label shifted by three would be the engine's fault."""
    labels = sound_labels()
    labels.setdefault(room, [])
    if room == "opinion":
        start = ARTICLE.index("They trust")
        labels[room].append({"start": start, "end": start + 10, "text": "They trust"})
    for end in ("start", "end"):
        labels[room][0][end] += 3

    with pytest.raises(GoldenError, match=r"small\.json: says .* the article has .*; re-anchor"):
        read_goldens(write_folder(tmp_path, labels))


def test_a_headline_that_is_no_slice_is_refused(tmp_path: Path) -> None:
    """It is a mark, too."""
    labels = sound_labels()
    labels["stories"][0]["headline"]["start"] += 3
    labels["stories"][0]["headline"]["end"] += 3

    with pytest.raises(GoldenError, match="re-anchor the span"):
        read_goldens(write_folder(tmp_path, labels))


def test_shots_are_never_selected(tmp_path: Path) -> None:
    """What a model is shown measures nothing."""
    folder = write_folder(tmp_path, sound_labels())
    assert len(select_goldens(folder)) == len(select_goldens(folder, "dev")) == 1

    (folder / "splits.toml").write_text('[splits]\nsmall = "shots"\n', encoding="utf-8")

    assert select_goldens(folder) == ()


def test_why_nothing_was_selected_is_told(tmp_path: Path) -> None:
    """A folder of another form, or a split with nothing in it."""
    folder = write_folder(tmp_path, sound_labels())

    assert "put one at articles/<id>.txt" in tell_none(folder / "articles")
    assert "no golden article of split 'test'" in tell_none(folder, "test")
