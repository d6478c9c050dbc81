"""How well contradictions are found in short passages made for it. In: a file of passages.

Out: of the passages that clash, those that a note names; of the controls, which only look as if
they clash, those left in peace. A clash is named where one note points at both of its places. The
rules are built against `open.toml`; `kept.toml` is scored and not read.
"""

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.figures.arithmetic import check_source
from pipeline.figures.reading import read_source
from schemas.base import Value
from schemas.score import Share
from schemas.verdict import SourceNote


class Passage(Value):
    """A short invented text, and where it contradicts itself."""

    id: str
    kind: str
    """`value`, `total`, `change`, `part_over_whole`, `status`, …"""
    text: str
    clash: tuple[tuple[str, ...], ...] = ()
    """Two places, each told by the words that stand there; none where nothing clashes."""
    why: str = ""


class PassageScore(Value):
    """What the notes on a file of passages are worth."""

    named: Share
    """Of the passages that clash, those with a note that points at both places."""
    quiet: Share
    """Of the controls, those without any note."""
    missed: tuple[str, ...] = ()
    """Ids of clashes that no note names."""
    false: tuple[str, ...] = ()
    """Ids of controls that have a note."""


def read_passages(path: Path) -> tuple[Passage, ...]:
    """The passages of a file, in its order."""
    rows = tomllib.loads(path.read_text("utf-8"))["passage"]
    return tuple(Passage.model_validate(row) for row in rows)


def score_passages(passages: Sequence[Passage]) -> PassageScore:
    """Every passage read as an article of its own and held against itself."""
    clashing = [one for one in passages if one.clash]
    controls = [one for one in passages if not one.clash]
    missed = tuple(one.id for one in clashing if not is_named(one))
    false = tuple(one.id for one in controls if check_source(read_source(one.text, one.id)))
    return PassageScore(
        named=Share(hits=len(clashing) - len(missed), of=len(clashing)),
        quiet=Share(hits=len(controls) - len(false), of=len(controls)),
        missed=missed,
        false=false,
    )


def is_named(passage: Passage) -> bool:
    """Does one note point at both places of a passage's clash?"""
    notes = check_source(read_source(passage.text, passage.id))
    return any(
        all(_touches(note, place, passage.text) for place in passage.clash) for note in notes
    )


def _touches(note: SourceNote, place: Sequence[str], text: str) -> bool:
    """Does a note point at any of the words that tell a place?"""
    return any(
        evidence.span.start < end and start < evidence.span.end
        for words in place
        for start, end in _find(words, text)
        for evidence in note.evidence
    )


def _find(words: str, text: str) -> Iterator[tuple[int, int]]:
    """Where words stand in a text, as half-open bounds."""
    start = text.find(words)
    while start >= 0:
        yield start, start + len(words)
        start = text.find(words, start + 1)
