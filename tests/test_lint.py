"""The lint of golden folders: each rule finds its fault, and sound labels pass."""

import json
import shutil
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from evals.lint import lint_golden
from evals.lint_labels import read_plain
from schemas.golden import LintFinding
from tests.golden_folder import sound_labels, write_folder

CASES = tomllib.loads((Path(__file__).parent / "cases" / "lint.toml").read_text("utf-8"))["case"]


def changed(labels: dict[str, Any], case: dict[str, Any]) -> dict[str, Any]:
    """The labels with the one change of a row."""
    *way, last = case["at"]
    place: Any = labels
    for step in way:
        place = place[step]
    value = json.loads(case["to"].replace("LONG", "word " * 260))
    if case.get("move"):
        place["start"], place["end"] = place["start"] + 1, place["end"] + 1
    else:
        place[last] = value
    return labels


def rules(findings: tuple[LintFinding, ...]) -> set[str]:
    """The rules that found something."""
    return {finding.rule for finding in findings}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_each_fault_is_found_and_each_sound_change_passes(
    tmp_path: Path, case: dict[str, Any]
) -> None:
    """One change makes one kind of fault, said in a sentence that names it."""
    folder = write_folder(tmp_path, changed(sound_labels(), case))

    findings = lint_golden(folder)

    if "rule" in case:
        hits = [f for f in findings if f.rule == case["rule"] and case["says"] in f.text]
        assert hits, [f.text for f in findings]
    else:
        assert findings == ()


def test_sound_labels_pass(tmp_path: Path) -> None:
    """The golden that all rows change has no fault of its own."""
    assert lint_golden(write_folder(tmp_path, sound_labels())) == ()


def test_an_article_without_labels_and_labels_without_article_are_orphans(tmp_path: Path) -> None:
    """A file that belongs to nothing would never be measured."""
    folder = write_folder(tmp_path, sound_labels())
    (folder / "articles" / "lonely.txt").write_text("No labels.", encoding="utf-8")
    (folder / "labels" / "gone.json").write_text("{}", encoding="utf-8")
    (folder / "articles" / "stray.md").write_text("Not a text.", encoding="utf-8")

    texts = [f.text for f in lint_golden(folder) if f.rule == "orphan"]

    assert len(texts) == 3
    assert any("lonely.txt: has no labels" in text for text in texts)
    assert any("gone.json: has no article" in text for text in texts)
    assert any("stray.md: ends in '.md'" in text for text in texts)


def test_splits_must_name_every_article_and_nothing_else(tmp_path: Path) -> None:
    """An article without a split could slip from test into tuning."""
    folder = write_folder(tmp_path, sound_labels())
    (folder / "splits.toml").write_text('[splits]\nother = "dev"\n', encoding="utf-8")

    texts = [f.text for f in lint_golden(folder) if f.rule == "split"]

    assert any("'small' is missing" in text for text in texts)
    assert any("'other' is no article" in text for text in texts)


@pytest.mark.parametrize("splits", ["[splits", '[splits]\nsmall = "train"\n', ""])
def test_unreadable_splits_are_a_finding_not_a_crash(tmp_path: Path, splits: str) -> None:
    """A broken table is said in a sentence that names the splits there are."""
    folder = write_folder(tmp_path, sound_labels())
    (folder / "splits.toml").write_text(splits, encoding="utf-8")

    texts = [f.text for f in lint_golden(folder) if f.rule == "split"]

    assert len(texts) == 1
    assert "test" in texts[0]


def test_a_near_copy_of_an_article_is_found(tmp_path: Path) -> None:
    """The same article twice, under two names, would count twice."""
    folder = write_folder(tmp_path, sound_labels())
    copy = folder / "articles" / "twin.txt"
    shutil.copy(folder / "articles" / "small.txt", copy)
    copy.write_text(copy.read_text("utf-8") + "With a word more.\n", encoding="utf-8")

    texts = [f.text for f in lint_golden(folder) if f.rule == "duplicate"]

    assert len(texts) == 1
    assert "'twin'" in texts[0]


def test_an_empty_folder_is_a_finding(tmp_path: Path) -> None:
    """A wrong path must not look like a clean lint."""
    assert "orphan" in rules(lint_golden(tmp_path))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("$212.4 million", ["212400000"]),
        ("7 of 11", ["7", "11"]),
        ("55-60%", ["55", "60"]),
        ("\u22120.12", ["-0.12"]),
        ("-8.0 to 3.6", ["-8.0", "3.6"]),
        ("95% CI 4 to 55", ["4", "55"]),
        ("8,412 adults", ["8412"]),
        ("two-thirds", []),
    ],
)
def test_plain_values_are_read_from_their_digits(text: str, values: list[str]) -> None:
    """The lint reads digits by itself, so that it does not lean on the engine."""
    assert read_plain(text) == tuple(Decimal(value) for value in values)
