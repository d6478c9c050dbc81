"""The words before, between and behind the values of a chain, and which of them go together."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.figures.series_phrases import COMPARED, JOIN, STRONG, clause, pieces, trim, words_of


class Gap(NamedTuple):
    """The phrases between two values: of the left one, of the right one; how they are joined."""

    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    joined: bool = False
    compared: bool = False

    @property
    def sort(self) -> tuple[bool, bool, bool]:
        """Gaps of one sort make one series."""
        return bool(self.left), bool(self.right), self.joined

    @property
    def binds(self) -> int:
        """How closely it ties its two values."""
        return 2 if self.is_bare else int(self.compared)

    @property
    def is_bare(self) -> bool:
        """Is nothing but a connective there?"""
        return self.joined and not self.left and not self.right


class Group(NamedTuple):
    """Values that stand in parallel: those between words, or those that follow each other bare."""

    first: int
    gaps: tuple[Gap, ...]
    before: str
    after: str
    lead: tuple[str, ...]
    """Phrases before the first value."""
    tail: tuple[str, ...]
    """Phrases behind the last."""

    @property
    def is_bare(self) -> bool:
        """Do the values follow each other with nothing but a connective between?"""
        return bool(self.gaps) and self.gaps[0].is_bare


def find_groups(blank: str, ends: Sequence[tuple[int, int]]) -> Iterator[Group]:
    """The groups of a chain: bare runs, and what stands between words side by side."""
    gaps = [_gap(blank[a[1] : b[0]]) for a, b in pairwise(ends)]
    last = len(ends) - 1
    start = 0
    for stop in range(len(ends)):
        if stop < last and not _parts(gaps, start, stop):
            continue
        before = blank[ends[start - 1][1] if start else 0 : ends[start][0]]
        after = blank[ends[stop][1] : ends[stop + 1][0] if stop < last else len(blank)]
        yield Group(
            start, tuple(gaps[start:stop]), trim(before), after,
            gaps[start - 1].right if start else pieces(STRONG.split(before)[-1]),
            gaps[stop].left if stop < last else pieces(clause(after))[:1],
        )  # fmt: skip
        start = stop + 1


def _parts(gaps: Sequence[Gap], start: int, stop: int) -> bool:
    """Does a group that began at `start` end with the value at `stop`, before the gap there?

    It does where the gap is of another sort than the one before; but the value goes with what
    follows where that binds it closer: bare, or compared.
    """
    here = gaps[stop]
    following = gaps[stop + 1] if stop + 1 < len(gaps) else here
    if following.sort != here.sort and following.binds > here.binds:
        return True
    return not here.joined if stop == start else here.sort != gaps[stop - 1].sort


_ENDS = re.compile(r"\s*,?\s*(?:from|to)\s*")
"""`to 18 from 22`: the two ends of one change, of which all words are said."""
_PART_OF = re.compile(r"\bof (?:which|whom|them|these|those)\b")
"""What follows is a part of the value before, not its neighbour."""


def _gap(text: str) -> Gap:
    """The phrases between two values, parted at the connective."""
    flat = trim(text)
    if _ENDS.fullmatch(flat):
        return Gap(joined=True)
    if _PART_OF.search(flat):
        return Gap()
    compared = bool(COMPARED.search(flat))
    strong = list(STRONG.finditer(flat))
    if strong:
        left, right = flat[: strong[-1].start()], flat[strong[-1].end() :]
        return Gap(pieces(left)[:1], pieces(right), joined=True, compared=True)
    parts = JOIN.split(flat)
    if len(parts) == 1:
        # `given A (49), given B (52)`: between two brackets stands the name of the second.
        is_between = ")" in text and text.rstrip().endswith("(")
        return Gap(right=pieces(flat), joined=True) if is_between else Gap()
    inner = tuple(p for p in parts if words_of(p))
    if not inner:
        return Gap(left=pieces(text), joined=True, compared=compared)
    opens, closes = bool(words_of(parts[0])), bool(words_of(parts[-1]))
    if opens and closes:
        return Gap(inner[:1], inner[-1:], joined=True, compared=compared)
    return Gap(inner if opens else (), () if opens else inner, joined=True, compared=compared)
