"""Where a source prints a figure that the text prints too, and the words around it there.

In: a figure of the text and the sources as passages. Out: mentions. The rules that ask what a
figure is told as (planned, claimed, a benchmark, of a subgroup) share this; a rule speaks up only
where every mention is of the sort it asks for, so a figure printed twice of two things passes.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.figures.claims_reading import Passage, clause_after, clause_before, sentence_evidence
from schemas.figure import Figure, Kind
from schemas.text import Evidence

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
    def sentence(self) -> str:
        """The folded sentence around it."""
        start, end = self.source.sentence_at(self.figure.span.start)
        return self.source.folded[start:end]

    @property
    def before(self) -> str:
        """The folded clause that leads up to it."""
        return clause_before(self.source, self.figure.span.start)

    @property
    def after(self) -> str:
        """The folded clause behind it."""
        return clause_after(self.source, self.figure.span.end)

    @property
    def evidence(self) -> Evidence:
        """The sentence around it, as evidence."""
        return sentence_evidence(self.source, self.figure.span.start)


def telling_figures(text: Passage, start: int, end: int) -> Iterator[Figure]:
    """The figures of a stretch that can tell by themselves what they are: no `one` or `two`."""
    for figure in text.source.figures:
        if start <= figure.span.start < end and figure.kind in _TELLING:
            is_small = figure.kind in _PLAIN - {Kind.POINTS, Kind.SCORE}
            if not (is_small and all(abs(v) < _SMALL and v == int(v) for v in figure.values)):
                yield figure


def find_mentions(figure: Figure, sources: Sequence[Passage]) -> tuple[Mention, ...]:
    """Every place where a source prints this value in this unit."""
    kinds = _PLAIN | {Kind.PROPORTION} if figure.kind in _PLAIN else {figure.kind}
    return tuple(
        Mention(source, source.source.figures[index], index)
        for source in sources
        for index in sorted(
            i for kind in kinds for i in source.source.indexes_by_kind.get(kind, ())
        )
        if _is_same(figure, source.source.figures[index])
    )


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
