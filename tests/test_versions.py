"""Two versions of a story: what was altered, lost, hedged or rounded is told; the same is not."""

import json
import tomllib
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from pipeline.figures.reading import read_source
from pipeline.read.page import read_bytes
from pipeline.split import split_page, told_text
from pipeline.versions import diff_versions
from pipeline.versions_align import _near, _read
from schemas.diff import Change, ChangeKind, Diff
from schemas.exits import Exit
from schemas.source import Source
from tests.command import run

BASE = (
    "Dorvane Bio said that selomab produced responses in 7 of 12 patients (58.3%) in the HARROW "
    "trial. Median progression-free survival was 8.4 months.\n\n"
    "The drug is not approved. Dorvane had $41.2 million in cash at 30 June 2026."
)


def differ(old: str, new: str) -> Diff:
    """How two texts differ."""
    return diff_versions(read_source(old, "old"), read_source(new, "new"))


def test_only_sentences_with_a_rare_word_in_common_are_compared() -> None:
    """Four times the sentences are four times the comparisons, and not sixteen times."""

    def count(sentences: int) -> int:
        old, new = (
            dict(enumerate(_read(read_source(" ".join(
                f"Drug{a} was {verb} by Maker{a} in Town{a}." for a in _NUMBERED[:sentences]
            )))))
            for verb in ("sold", "made")
        )  # fmt: skip
        return len(list(_near(old, new)))

    assert count(20) >= 20
    assert count(80) <= 5 * count(20)


_NUMBERED = ["".join(two) for two in product("abcdefghi", repeat=2)]


PAIRS: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "versions.toml").read_text(encoding="utf-8")
)["pair"]


def read_version(text: str, id: str) -> Source:
    """A version as the command reads it: its stories, without what stands around them."""
    page = read_bytes(text.encode(), "v.html" if text.startswith("<html") else "v.txt")
    stories = split_page(page)
    segments = tuple(segment for story in stories for segment in story.segments)
    merged = stories[0].model_copy(update={"segments": segments})
    return read_source(told_text(page, merged), id, tables=page.tables)


def is_told(row: str, change: Change) -> bool:
    """Is the change of one of a row's kinds, and does it hold its words: `altered | 7% | 9%`?"""
    kinds, *sides = (part.strip() for part in row.split("|"))
    there = words(change)
    return there[0] in kinds.split("/") and all(
        any(words_ in text for words_ in side.split("/"))
        for side, text in zip(sides, there[1:], strict=True)
    )


def words(change: Change) -> tuple[str, str, str]:
    """Its kind, and what it points at in each version."""
    return (
        change.kind.value,
        change.old.text if change.old else "",
        change.new.text if change.new else "",
    )


@pytest.mark.parametrize("pair", PAIRS, ids=[pair["why"][:50] for pair in PAIRS])
def test_an_editor_is_told_what_differs_and_nothing_else(pair: dict[str, Any]) -> None:
    """Rows in cases/versions.toml: corrections, updates and copies of one story."""
    old, new = read_version(pair["old"], "old"), read_version(pair["new"], "new")
    left = list(diff_versions(old, new).changes)
    for row in pair["told"]:
        found = next((change for change in left if is_told(row, change)), None)
        assert found is not None, (row, [words(change) for change in left])
        left.remove(found)
    more = [c for c in left if not any(is_told(row, c) for row in pair.get("may", []))]

    assert [words(change) for change in more] == []


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("8.4 months", "9.4 months", ("altered", "8.4 months", "9.4 months")),
        ("$41.2 million", "$41 million", ("rounded", "$41.2 million", "$41 million")),
        ("7 of 12 patients (58.3%)", "58.3% of patients", ("denominator", "7 of 12", "58.3%")),
        ("was 8.4", "was nearly 8.4", ("hedge", "8.4 months", "8.4 months")),
        (
            " Median progression-free survival was 8.4 months.",
            "",
            ("gone", "8.4 months", ""),
        ),
        ("The drug", "It runs at 31 sites. The drug", ("added", "", "31")),
    ],
)
def test_what_became_of_a_figure_is_told(
    before: str, after: str, told: tuple[str, str, str]
) -> None:
    """With the words of each version; that alone, in these versions that differ in one place."""
    found = differ(BASE, BASE.replace(before, after))

    assert told in [words(change) for change in found.changes]
    assert {change.kind for change in found.changes} == {ChangeKind(told[0])}


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("is not approved", "is approved", "“not” is lost in the new version"),
        ("was 8.4 months", "was 8.4 months in a preliminary analysis", "“preliminary” is added"),
        ("produced responses", "may have produced responses", "“may” is added"),
    ],
)
def test_a_qualifier_lost_or_added_is_told(before: str, after: str, said: str) -> None:
    """Where no figure changes, too."""
    reasons = [change.reason for change in differ(BASE, BASE.replace(before, after)).changes]

    assert any(reason.startswith(said) for reason in reasons)


@pytest.mark.parametrize(
    "other",
    [
        BASE,
        BASE.replace("Dorvane Bio said that", "According to Dorvane Bio,"),
        BASE.replace("\n\n", " "),
        "\n".join(reversed(BASE.split("\n\n"))),
    ],
)
def test_a_copy_in_other_order_or_words_does_not_differ(other: str) -> None:
    """Its figures are all the same."""
    found = differ(BASE, other)

    assert found.changes == ()
    assert found.same == 5


def test_the_gravest_comes_first() -> None:
    """Altered before rounded, rounded before gone."""
    new = BASE.replace("8.4", "9.4").replace("$41.2 million", "$41 million")
    new = new.replace(" at 30 June 2026", "")
    kinds = [change.kind.value for change in differ(BASE, new).changes]

    assert kinds == sorted(kinds, key=[kind.value for kind in ChangeKind].index)
    assert kinds[0] == "altered"


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_the_command_tells_both_places_and_ends_with_1(form: str, tmp_path: Path) -> None:
    """In each form; with 0 where nothing differs."""
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text(BASE, encoding="utf-8")
    new.write_text(BASE.replace("8.4", "9.4"), encoding="utf-8")

    ended = run("diff", str(old), str(new), "--format", form, cwd=tmp_path)
    same = run("diff", str(old), str(old), "--format", form, cwd=tmp_path)

    assert (ended.returncode, same.returncode) == (Exit.FAILED, Exit.FINE)
    assert b"8.4 months" in ended.stdout
    assert b"9.4 months" in ended.stdout
    assert b"9.4 months" not in same.stdout
    if form == "json":
        document = json.loads(ended.stdout)
        assert document["schema"] == "evenbrief.diff/1"
        assert [change["new"]["line"] for change in document["changes"]] == [1]


def test_two_standard_inputs_are_refused(tmp_path: Path) -> None:
    """There is one."""
    assert run("diff", "-", "-", cwd=tmp_path).returncode == Exit.BAD_INPUT


def test_what_stands_word_for_word_in_both_has_not_changed() -> None:
    """Though the check has something to say of it: an opinion, a number told of two things."""
    opinion = "This is a buy, and you should add shares now at 12% below the peak."
    old = f"{BASE}\n\n{opinion}"

    found = differ(old, old.replace("8.4 months", "9.4 months"))

    assert [words(change) for change in found.changes] == [("altered", "8.4 months", "9.4 months")]
