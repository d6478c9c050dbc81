"""Does the text tell a change from its end to its beginning?

`rose to 19.1% from 18.4%` where the source has `slipped to 18.4% from 19.1%`. In: a checked figure;
out: a finding where the source tells the same change the other way round, in a sentence or in a
table whose columns are years.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.figures.glyphs import shade_once
from pipeline.figures.relate import relate
from pipeline.figures.relation import Strength
from pipeline.figures.support import evidence
from pipeline.figures.tables import Table, tables_of
from schemas.figure import Figure, Kind
from schemas.source import Source
from schemas.text import Evidence
from schemas.verdict import FigureCheck, Severity, Verdict


class Change(NamedTuple):
    """Its two ends, and where the source prints them."""

    start: Figure
    end: Figure
    places: tuple[Evidence, ...] = ()


_KINDS = frozenset({Kind.PERCENT, Kind.MONEY, Kind.COUNT, Kind.NUMBER, Kind.DATE, Kind.DURATION})
_HEDGE = r"(?: (?:about|around|some|an estimated|roughly|nearly|almost|just under|just over))*"
_FROM = re.compile(rf"(?:^|[ ,(])from{_HEDGE} $")
_TO = re.compile(rf"(?:^|[ ,(])(?:to|at|up|down){_HEDGE} $")
_GAP = 40
"""Characters between the two ends; what stands further apart is no one change."""


def find_turned_ends(index: int, text: Source, sources: Sequence[Source]) -> FigureCheck | None:
    """The finding on the end of a change whose two values the source has the other way round."""
    said = next((c for c in _changes_at(text, index) if c.end is text.figures[index]), None)
    if said is None or not _is_told(said, sources):
        return None
    turned = None
    for source in sources:
        for change in _changes(source):
            if _is_same(said.start, change.start) and _is_same(said.end, change.end):
                return None
            if _is_same(said.start, change.end) and _is_same(said.end, change.start):
                turned = turned or change
    if turned is None:
        return None
    return FigureCheck(
        figure=said.end, verdict=Verdict.MISATTRIBUTED, severity=Severity.ERROR,
        rule="EB_MISATTRIBUTED",
        reason=f"The source has it the other way: from {turned.start.text} to {turned.end.text}.",
        evidence=turned.places, fix=said.start.text,
    )  # fmt: skip


def _is_told(said: Change, sources: Sequence[Source]) -> bool:
    """Are the two values different, so that their order says something?"""
    return bool(sources) and relate(said.start, said.end).strength is Strength.NONE


def _is_same(figure: Figure, other: Figure) -> bool:
    return relate(figure, other).strength > Strength.DERIVED


class _Changes(tuple[Change, ...]):
    """The changes that a source tells; kept with it."""

    __slots__ = ()


def _changes(source: Source) -> tuple[Change, ...]:
    kept = source.kept.get(_Changes)
    if not isinstance(kept, _Changes):
        told = (c for i in range(len(source.figures)) for c in _changes_at(source, i))
        rows = (c for table in tables_of(source) for c in _changes_in(source, table))
        kept = source.kept[_Changes] = _Changes((*told, *rows))
    return kept


def _changes_at(text: Source, index: int) -> Iterator[Change]:
    """The change that figure `index` and the one beside it are the two ends of."""
    low = shade_once(text).low
    for first in (index - 1, index):
        second = first + 1
        if first < 0 or second >= len(text.figures):
            continue
        one, two = text.figures[first], text.figures[second]
        gap = low[one.span.end : two.span.start]
        if one.kind is not two.kind or one.kind not in _KINDS or len(gap) > _GAP:
            continue
        if re.search(r"[.;]\s", gap):
            continue
        before = low[max(0, one.span.start - 30) : one.span.start]
        places = (evidence(text, first), evidence(text, second))
        if _FROM.search(before) and _TO.search(gap):
            yield Change(one, two, places)
        elif _FROM.search(gap) and (_TO.search(before) or one.kind is Kind.MONEY):
            yield Change(two, one, places)


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def _changes_in(source: Source, table: Table) -> Iterator[Change]:
    """From the column of the earlier year to that of the next, row by row."""
    years = [int(found[0]) if (found := _YEAR.findall(head)) else 0 for head in table.heads]
    if len(years) < 2 or not all(years):
        return
    for before in table.cells:
        for after in table.cells:
            is_next = years[before.column] < years[after.column]
            if before.row == after.row and is_next and before.figure.unit == after.figure.unit:
                cells = (before.figure, after.figure)
                places = tuple(
                    Evidence(source_id=source.id, span=f.span, text=f.text) for f in cells
                )
                yield Change(before.figure, after.figure, places)
