"""Figures in another order or with another word before them.

In: a template and its source. Out: `Change`s. A rate and the count it is of trade places inside and
outside their brackets, which makes neither of them of anything else.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.embedded.clauses import is_sentence
from schemas.figure import Kind
from schemas.source import Source


class Change(NamedTuple):
    """What could stand in place of a stretch of a template."""

    start: int
    end: int
    put: str
    rank: int


_COUNTED = re.compile(
    r"(?P<count>\{m(?P<one>\d+)\})(?P<what>(?: [\w/-]+){0,6}) \((?P<rate>\{m(?P<two>\d+)\})(?=[);])"
)
_COUNTS = frozenset({Kind.COUNT, Kind.NUMBER, Kind.PROPORTION})
_MOVED = re.compile(
    r"\b(?P<how>rose|fell|grew|increased|declined|dropped|climbed) (?:by )?"
    r"(?P<by>\{m(?P<one>\d+)\})"
    r" to (?P<to>\{m\d+\})(?=[,.;]| (?:and|in|after|on)\b)"
)
_UP = frozenset({"rose", "grew", "increased", "climbed"})
_RANGE = re.compile(r"\((?P<ci>\{m(?P<one>\d+)\})(?P<p>; (?P<two>\{m\d+\}))?\)")
_BESIDE = re.compile(r"(?P<mark>[,;]) (?=\{m(?P<one>\d+)\}[);,])")
_CAME = re.compile(r"\b(?:was|were) (?P<value>\{m(?P<one>\d+)\})")
_MORE = re.compile(r"\bmore than (?P<value>[$€£]?\{m(?P<one>\d+)\})")
_OVER = frozenset({Kind.PERCENT, Kind.MONEY, Kind.COUNT})
"""`over` is not put before a span of time, where it would mean `during`."""
_SIZES = frozenset({Kind.MONEY, Kind.PERCENT, Kind.POINTS, Kind.QUANTITY, Kind.RATIO})


def find_changes(text: str, source: Source) -> Iterator[Change]:
    """Every way in which the figures of a sentence could be told otherwise."""
    yield from _swap_counts(text, source)
    for match in _MOVED.finditer(text):
        if _kind(match["one"], source) is Kind.PERCENT:
            way = "up" if match["how"] in _UP else "down"
            put = f"{match['how']} to {match['to']}, {way} {match['by']}"
            yield Change(match.start(), match.end(), put, 1)
    for match in _RANGE.finditer(text):
        if _kind(match["one"], source) is Kind.INTERVAL:
            put = f"({match['two']}; {match['ci']})" if match["p"] else f"(with {match['ci']})"
            yield Change(match.start(), match.end(), put, 1)
    for match in _BESIDE.finditer(text):
        if _kind(match["one"], source) is Kind.INTERVAL:
            yield Change(match.start(), match.end(), f"{match['mark']} with ", 2)
    for shape, kinds, verb in ((_MORE, _OVER, "over"), (_CAME, _SIZES, "came to")):
        for match in shape.finditer(text):
            if _kind(match["one"], source) in kinds:
                yield Change(match.start(), match.end(), f"{verb} {match['value']}", 2)


def _kind(index: str, source: Source) -> Kind:
    return source.figures[int(index)].kind


def _swap_counts(text: str, source: Source) -> Iterator[Change]:
    """`7 of 12 on A (58%) and 3 of 11 (27%)` as `58% (7 of 12 on A) and 27% (3 of 11)`.

    All of a sentence or none, so that it reads alike; not over a verb, which would lose its place.
    """
    matches = list(_COUNTED.finditer(text))
    if not matches or not all(_is_swappable(match, text, source) for match in matches):
        return
    first, last = matches[0], matches[-1]
    put = _COUNTED.sub(lambda m: f"{m['rate']} ({m['count']}{m['what']}", text[: last.end() + 1])
    yield Change(first.start(), last.end() + 1, put[first.start() :], 1)


def _is_swappable(match: re.Match[str], text: str, source: Source) -> bool:
    """Is it a count with its rate, closed right behind, and no verb in between?"""
    kinds = _kind(match["one"], source), _kind(match["two"], source)
    closed = text[match.end() : match.end() + 1] == ")"
    counted = kinds[0] in _COUNTS and kinds[1] is Kind.PERCENT
    return closed and counted and not is_sentence(f"of all those{match['what']}")
