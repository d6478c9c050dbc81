"""Labels into texts that are not ours: no words kept, each place held against the text."""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from evals.lint_report import report_golden
from evals.seeds import digest_of, lint_seeds, read_seed, seed_paths
from tests.golden_folder import sound_labels, write_folder

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT / "golden"
SEEDS = ROOT.parent / "shared" / "seeds"

needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed articles are not here")

TEXT = "Prasolene – the rate was 61% (11 of 18).\nIt sold $2.5 million of shares in May 2026.\n"


def labelled(words: str, fact: str, kind: str, *values: str) -> dict[str, Any]:
    """A label of words of the small text, by place and digest."""
    start = TEXT.index(words)
    return {
        "start": start,
        "end": start + len(words),
        "digest": digest_of(words),
        "fact": fact,
        "kind": kind,
        "values": values,
    }


def sound() -> dict[str, Any]:
    """Labels into the small text in which nothing is wrong."""
    return {
        "schema": "evenbrief.seed/1",
        "source": "theirs.txt",
        "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
        "characters": len(TEXT),
        "covers": "All of it.",
        "stories": [{"start": 0, "end": len(TEXT) - 1}],
        "facts": [
            {"id": "f1", "says": "61% responded.", "measure": "response"},
            {"id": "f2", "says": "It raised money.", "measure": "proceeds"},
            {"id": "f3", "says": "That was in May.", "measure": "date of the sale"},
        ],
        "figures": [
            labelled("61%", "f1", "percent", "61"),
            labelled("11 of 18", "f1", "proportion", "11", "18"),
            labelled("$2.5 million", "f2", "money", "2500000"),
            labelled("May 2026", "f3", "date"),
        ],
    }


def faults(folder: Path, labels: dict[str, Any], text: str | None = TEXT) -> list[tuple[str, str]]:
    """What the lint finds, with the text or without it."""
    (folder / "seeds").mkdir(parents=True)
    (folder / "seeds" / "one.json").write_text(json.dumps(labels), encoding="utf-8")
    if text is None:
        return [(f.rule, f.text) for f in lint_seeds(folder, None)]
    texts = folder / "texts"
    texts.mkdir()
    (texts / "theirs.txt").write_text(text, encoding="utf-8")
    return [(f.rule, f.text) for f in lint_seeds(folder, texts)]


@pytest.mark.parametrize("text", [TEXT, None])
def test_sound_labels_pass_with_their_text_and_without_it(tmp_path: Path, text: str | None) -> None:
    """Whoever has not the text can still run the lint."""
    assert faults(tmp_path, sound(), text) == []


@pytest.mark.parametrize(
    ("place", "field", "value", "rule", "says"),
    [
        (0, "start", 24, "slice", "re-anchor the span"),
        (0, "digest", digest_of("16%"), "slice", "has digest"),
        (0, "values", ["16"], "value", "its digits read otherwise"),
        (2, "values", ["2.5"], "value", "its digits read otherwise"),
    ],
)
def test_a_moved_place_or_another_value_is_found_with_the_text(
    tmp_path: Path, place: int, field: str, value: object, rule: str, says: str
) -> None:
    """By the digest of the words there, and by their digits."""
    labels = sound()
    labels["figures"][place][field] = value

    found = faults(tmp_path, labels)

    assert [each[0] for each in found] == [rule]
    assert says in found[0][1]


def test_another_text_is_found_by_its_hash_even_where_all_places_fit(tmp_path: Path) -> None:
    """The publisher has changed the page after the last label."""
    assert [rule for rule, _ in faults(tmp_path, sound(), TEXT + "Corrected.\n")] == ["hash"]


def test_a_text_that_is_missing_is_told(tmp_path: Path) -> None:
    """The folder was named, the file is not in it."""
    labels = sound() | {"source": "gone.txt"}

    assert [rule for rule, _ in faults(tmp_path, labels)] == ["article"]


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"figures": [labelled("61%", "f9", "percent", "61")], "facts": []}, "reference"),
        ({"characters": 30}, "slice"),
        ({"stories": [{"start": 0, "end": 27}]}, "story"),
        ({"figures": [{**labelled("61%", "f1", "percent", "61"), "text": "61%"}]}, "labels"),
    ],
)
def test_what_labels_show_without_their_text_is_found(
    tmp_path: Path, change: dict[str, Any], rule: str
) -> None:
    """Names that lead nowhere, places past the end or in no story; words are refused outright."""
    assert rule in {found for found, _ in faults(tmp_path, sound() | change, None)}


def test_a_label_as_long_as_a_sentence_is_refused(tmp_path: Path) -> None:
    """A figure is short; a sentence of another's text is not ours to point out in whole."""
    labels = sound()
    labels["figures"] = [{**labels["figures"][0], "start": 0, "end": len(TEXT) - 1}]
    labels["facts"] = labels["facts"][:1]

    assert "slice" in {rule for rule, _ in faults(tmp_path, labels, None)}


def test_the_labels_of_this_project_hold_without_their_texts() -> None:
    """Three pages, a hundred and twenty figures, no fault."""
    labels = [read_seed(path) for path in seed_paths(GOLDEN)]

    assert [label.source[:3] for label in labels] == ["000", "001", "002"]
    assert sum(len(label.figures) for label in labels) > 115
    assert lint_seeds(GOLDEN, None) == ()


@needs_seeds
def test_the_labels_of_this_project_fit_the_seeds() -> None:
    """Each place still holds the words that were labelled."""
    assert lint_seeds(GOLDEN, SEEDS) == ()


@needs_seeds
def test_an_edit_of_a_seed_is_found(tmp_path: Path) -> None:
    """One character more at its beginning moves every label."""
    for path in SEEDS.glob("*.txt"):
        shutil.copyfile(path, tmp_path / path.name)
    changed = tmp_path / read_seed(seed_paths(GOLDEN)[2]).source
    changed.write_text("x" + changed.read_text("utf-8"), encoding="utf-8")

    found = {finding.article for finding in lint_seeds(GOLDEN, tmp_path)}

    assert found == {"002"}


def test_the_lint_says_that_texts_were_not_looked_at(tmp_path: Path) -> None:
    """What was not checked is told, not passed over."""
    folder = write_folder(tmp_path / "golden", sound_labels())
    assert not [remark for remark in report_golden(folder).remarks if "--seeds" in remark]
    (folder / "seeds").mkdir()
    (folder / "seeds" / "one.json").write_text(json.dumps(sound()), encoding="utf-8")

    assert [remark for remark in report_golden(folder).remarks if "--seeds" in remark]
