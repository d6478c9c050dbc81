"""Where a source prints a figure that the text prints too, and the words around it there.

In: a figure of the text and the sources as passages. Out: mentions. The rules that ask what a
figure is told as (planned, claimed, a benchmark, of a subgroup) share this; a rule speaks up only
where every mention is of the sort it asks for, so a figure printed twice of two things passes.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from typing import NamedTuple

from pipeline.figures.claims_reading import Passage, clause_after, clause_before
from pipeline.figures.crowds import has_crowd, is_in_crowd
from schemas.figure import Figure, Kind

_PLAIN = frozenset({Kind.COUNT, Kind.NUMBER, Kind.SCORE, Kind.POINTS})
"""Kinds of one number whose noun may be left out: `fell by 4.6` and `fell by 4.6 points`."""
_UNITS = frozenset({Kind.MONEY, Kind.DURATION, Kind.QUANTITY})
_TELLING = frozenset(
    {Kind.PERCENT, Kind.POINTS, Kind.COUNT, Kind.MONEY, Kind.DURATION, Kind.DATE, Kind.QUANTITY,
     Kind.SCORE, Kind.NUMBER}
)  # fmt: skip
_SMALL = 10


class Mention(NamedTuple):
    """One place where a source prints the figure."""

    source: Passage
    figure: Figure
    number: int
    """Which of the source's figures it is."""

    @property
    def time(self) -> str:
        """When it was measured, as its role tells; empty where it does not."""
        return self.source.source.roles[self.number].time

    @property
    def place(self) -> tuple[Passage, int]:
        """The source, and where in it the figure starts."""
        return self.source, self.figure.span.start

    @property
    def sentence(self) -> str:
        """The folded sentence around it."""
        return self.source.sentence(self.figure.span.start)

    @property
    def leading(self) -> str:
        """The folded words of its sentence that lead up to it."""
        start, _ = self.source.sentence_at(self.figure.span.start)
        return self.source.folded[start : self.figure.span.start]

    @property
    def before(self) -> str:
        """The folded clause that leads up to it."""
        return clause_before(*self.place)

    @property
    def after(self) -> str:
        """The folded clause behind it."""
        return clause_after(self.source, self.figure.span.end)


def telling_figures(text: Passage, start: int, end: int) -> Iterator[Figure]:
    """The figures of a stretch that can tell by themselves what they are: no `one` or `two`."""
    for figure in figures_apart(text, start, end):
        if figure.kind in _TELLING:
            is_small = figure.kind in _PLAIN - {Kind.POINTS, Kind.SCORE}
            if not (is_small and all(abs(v) < _SMALL and v == int(v) for v in figure.values)):
                yield figure


def told_only_so(
    text: Passage,
    sources: Sequence[Passage],
    is_so: Callable[[Mention], bool],
    bounds: tuple[int, int] | None = None,
) -> Iterator[tuple[Figure, Sequence[Mention]]]:
    """The figures of a text, or of its stretch, that every source which prints them tells so."""
    for figure in telling_figures(text, *(bounds or (0, len(text.folded)))):
        mentions = find_mentions(figure, sources)
        if mentions and all(map(is_so, mentions)):
            yield figure, mentions


def figures_apart(text: Passage, start: int, end: int) -> tuple[Figure, ...]:
    """The figures that start in a stretch and stand in no crowd, in reading order."""
    if not has_crowd(text.source):
        return figures_between(text, start, end)
    first, last = _bounds(text, start, end)
    indexes = (i for i in range(first, last) if not is_in_crowd(i, text.source))
    return tuple(text.source.figures[i] for i in indexes)


def figures_between(text: Passage, start: int, end: int) -> tuple[Figure, ...]:
    """The figures that start in a stretch, in reading order."""
    first, last = _bounds(text, start, end)
    return text.source.figures[first:last]


def _bounds(text: Passage, start: int, end: int) -> tuple[int, int]:
    starts = text.once(_starts)
    return bisect_left(starts, start), bisect_left(starts, end)


def _starts(text: Passage) -> tuple[int, ...]:
    """Where each figure of a text starts."""
    return tuple(figure.span.start for figure in text.source.figures)


def near(text: Passage, place: int) -> tuple[int, int]:
    """The bounds of the sentence around a place, at most so far; a heap of words is no sentence."""
    start, end = text.sentence_at(place)
    return max(start, place - _REACH), min(end, place + _REACH)


_REACH = 300


MOST = 60
"""Places of one value; a source that prints it more often is judged by the first of them."""


def find_mentions(figure: Figure, sources: Sequence[Passage]) -> tuple[Mention, ...]:
    """Every place where a source prints this value in this unit, at most `MOST` of each."""
    return tuple(
        Mention(source, source.source.figures[index], index)
        for source in sources
        for index in islice(_find_same(figure, source), MOST)
    )


def _find_same(figure: Figure, source: Passage) -> Iterator[int]:
    """The figures of a source of this value, by index; only those of about it are looked at."""
    kinds = _PLAIN | {Kind.PROPORTION} if figure.kind in _PLAIN else {figure.kind}
    said, width = _value(figure), figure.step / 2
    if said is not None:
        known = source.once(_by_value)
        near = (
            line[bisect_left(line, (said - width, 0)) : bisect_right(line, (said + width, _LAST))]
            for line in (known.get(kind, ()) for kind in kinds)
        )
        for index in sorted(index for places in near for _, index in places):
            if _is_same(figure, source.source.figures[index]):
                yield index


_LAST = 10**9
"""Beyond the index of any figure."""


def _by_value(source: Passage) -> Mapping[Kind, Sequence[tuple[Decimal, int]]]:
    """The figures of each kind in order of their values, with their indexes."""
    lines: dict[Kind, list[tuple[Decimal, int]]] = {}
    for index, figure in enumerate(source.source.figures):
        value = _value(figure)
        if value is not None:
            lines.setdefault(figure.kind, []).append((value, index))
    return {kind: sorted(line) for kind, line in lines.items()}


def _value(figure: Figure) -> Decimal | None:
    """The number by which figures are looked up: a date's day, an n/N's n, else the value."""
    if figure.kind is Kind.DATE:
        return None if figure.first is None else Decimal(figure.first.toordinal())
    if figure.kind is Kind.PROPORTION and figure.part is not None:
        return figure.part
    return figure.values[0] if figure.values else None


def _is_same(figure: Figure, other: Figure) -> bool:
    """Is it the same value, or one that the text's is a rounding of?"""
    if figure.kind is Kind.DATE or other.kind is Kind.DATE:
        return (
            figure.kind is other.kind
            and figure.first is not None
            and (figure.first, figure.last) == (other.first, other.last)
        )
    if figure.kind in _PLAIN and other.kind is Kind.PROPORTION:
        return other.part is not None and figure.values == (other.part,)
    kinds = figure.kind is other.kind or {figure.kind, other.kind} <= _PLAIN
    if not kinds or (figure.kind in _UNITS and _base(figure) != _base(other)):
        return False
    if not figure.values or len(figure.values) != len(other.values):
        return False
    pairs = zip(figure.values, other.values, strict=True)
    return all(2 * abs(a - b) <= (figure.step if figure.step > other.step else 0) for a, b in pairs)


def _base(figure: Figure) -> str:
    """Its unit without what it is per: dollars a year are dollars."""
    return figure.unit.partition("/")[0]
