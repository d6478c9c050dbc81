"""A move told against its own two ends: `rose from $90 million to $70 million`.

In: the checked text as a passage. Out: findings, where the two ends that a sentence itself prints
show that what it calls a rise is a fall, or the other way round. No source is asked.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.figures.claims_reading import Passage, refute
from pipeline.figures.lazy_regex import lazy_regex
from schemas.figure import Bound, Figure, Kind
from schemas.verdict import ClaimFinding

_UP = r"rose|risen|rises?|rising|up|grew|grown|climbed|increased?|gained|jumped|advanced|higher"
_DOWN = r"fell|fallen|falls?|falling|down|dropped|declined?|decreased?|slid|slipped|lower|shrank"
_WAY = lazy_regex(rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b")
_ROUGHLY = r"(?: (?:about|around|some|roughly|nearly|almost|just under|just over))? ?"
_FROM_BEFORE = lazy_regex(rf"\b(?:{_UP}|{_DOWN})(?: by [^,.;]{{1,20}})?,? from{_ROUGHLY}$")
_TO_BETWEEN = lazy_regex(rf"(?: [a-z' ]{{0,50}})? to{_ROUGHLY}")
_TO_BEFORE = lazy_regex(rf"\b(?:{_UP}|{_DOWN}) to{_ROUGHLY}$")
_FROM_BETWEEN = lazy_regex(rf"(?: [a-z' ]{{0,40}})?,? from{_ROUGHLY}")
_WAY_BETWEEN = lazy_regex(rf"(?: [a-z' ]{{0,40}})?,? (?:{_UP}|{_DOWN}) from{_ROUGHLY}")
_MOVED = frozenset({Kind.MONEY, Kind.PERCENT, Kind.QUANTITY, Kind.COUNT, Kind.NUMBER})
_REACH = 60


def check_moves(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """A rise to what is less, a fall to what is more."""
    figures = text.source.figures
    for first, second in pairwise(figures):
        if not _is_pair(first, second):
            continue
        told = _read_move(text, first, second)
        if told is None:
            continue
        way, old, new = told
        rises = new.values[0] > old.values[0]
        if old.values != new.values and rises is not bool(way["up"]):
            reason = f"From {old.text} to {new.text} is {'a rise' if rises else 'a fall'}."
            yield refute(text, way.span(), "EB_DIRECTION", reason, None)


def _is_pair(one: Figure, two: Figure) -> bool:
    """Two plain values of one sort and unit."""
    alike = one.kind is two.kind and one.unit == two.unit and one.kind in _MOVED
    plain = all(
        len(f.values) == 1 and f.values[0] > 0 and f.bound is Bound.EXACTLY and not f.is_range
        for f in (one, two)
    )
    return alike and plain


def _read_move(
    text: Passage, first: Figure, second: Figure
) -> tuple[re.Match[str], Figure, Figure] | None:
    """The word that tells the way, and the move's beginning and end, if it is one."""
    low, start = text.folded, first.span.start
    between = low[first.span.end : second.span.start]
    begin = max(0, start - _REACH)
    if _WAY_BETWEEN.fullmatch(between):
        way = _WAY.search(low, first.span.end, second.span.start)
        return (way, second, first) if way else None
    before = low[begin:start]
    if _FROM_BEFORE.search(before) and _TO_BETWEEN.fullmatch(between):
        old, new = first, second
    elif _TO_BEFORE.search(before) and _FROM_BETWEEN.fullmatch(between):
        old, new = second, first
    else:
        return None
    ways = list(_WAY.finditer(low, begin, start))
    return (ways[-1], old, new) if ways else None
