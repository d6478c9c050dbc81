"""Percentages tied to their group by its sentence, by a bracket, or by the head of a column.

In: a source. Out: notes on those that no whole number of the group gives; as in
`arithmetic_patients`, whose exemptions hold here too.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from pipeline.figures.arithmetic_patients import EXEMPT, is_change, word_reason
from pipeline.figures.arithmetic_reading import (
    PEOPLE,
    Sheet,
    figures_in,
    note,
    percents_of,
    sentence_at,
)
from pipeline.figures.intervals import percent_of, whole_counts
from pipeline.figures.lazy_regex import lazy_regex
from pipeline.figures.tables import Cell, tables_of
from schemas.figure import Bound, Figure, Kind
from schemas.text import Span
from schemas.verdict import SourceNote

_MOST = 100
"""A percentage without decimals says nothing of larger groups."""
_EXACTLY_N = lazy_regex(r" ?[(\[]n ?= ?(?P<n>\d{1,3})[)\]]")
_OF_THEM = lazy_regex(
    rf" (?:of (?:them|these|those|the (?:\w+ )?{PEOPLE})(?: {PEOPLE})?|were|was|had|responded"
    r"|remained|reported|stayed|reached|achieved|improved|relapsed|stopped|kept|lost|died)\b"
)
_OWN_GROUP = lazy_regex(r"\b(?:who|whose|responders|placebo|control|those with|subgroup|subset)\b")
_THERE = lazy_regex(
    r"^[\s\"“]*(?:at|in|among|of|with|across|for) (?:that|this|these|those|the same|them)\b"
    r"(?: (?:dose|level|group|cohort|arm|setting|patients|people|children|women|men))?"
)
_HEAD_N = lazy_regex(r"\bn ?= ?(?P<n>\d{1,3})\b(?![,.]\d)")


class _Bound(NamedTuple):
    """A percentage, the number of its group and where that number stands."""

    figure: Figure
    whole: int
    place: Span


def check_groups(sheet: Sheet) -> Iterator[SourceNote]:
    """`70% (n=9)`, `in 13 boys … 90% of them`: a share that no whole number of its group gives."""
    seen: set[Span] = set()
    for bound in (*_in_brackets(sheet), *_in_sentences(sheet), *_in_columns(sheet)):
        value, step = bound.figure.values[0], bound.figure.step
        if bound.figure.span in seen or not 2 <= bound.whole < _MOST / min(step, Decimal(1)):
            continue
        if whole_counts(value, bound.whole, step):
            continue
        seen.add(bound.figure.span)
        reason = word_reason(bound.whole, bound.figure, (value, step), ((value, step),))
        yield note(sheet, "EB_SOURCE_GRIM", reason, (bound.figure.span, bound.place))


def _in_brackets(sheet: Sheet) -> Iterator[_Bound]:
    """`70% (n=9)`, where nine is not the part either."""
    for figure in percents_of(sheet):
        found = _EXACTLY_N.match(sheet.folded, figure.span.end)
        if found is None:
            continue
        number = int(found["n"])
        wholes = range(number, 40 * number + 1)
        is_part = any(
            abs(percent_of(number, whole) - figure.values[0]) <= figure.step / 2 for whole in wholes
        )
        if not is_part:
            yield _Bound(figure, number, Span(start=found.start("n"), end=found.end("n")))


def _in_sentences(sheet: Sheet) -> Iterator[_Bound]:
    """A percentage of those who are counted, once and alone, in its sentence or the one before."""
    sentences = sheet.source.sentences
    for figure in percents_of(sheet):
        at = sentence_at(sheet, figure.span.start)
        if at < 0 or figure.hedge:
            continue
        here = sentences[at]
        if _is_exempt(_THERE.sub("", _clause(sheet, here, figure))):
            continue
        lead = sheet.folded[here.start : figure.span.start]
        if _OWN_GROUP.search(lead) or _OWN_GROUP.search(sheet.after(figure, 50).split(",")[0]):
            continue
        whole = None
        if _OF_THEM.match(sheet.folded, figure.span.end):
            whole = _only_group(sheet, here, figure.span.start)
        if whole is None and at and _THERE.match(lead):
            whole = _only_group(sheet, sentences[at - 1], sentences[at - 1].end)
        if whole is not None:
            yield _Bound(figure, int(whole.values[0]), whole.span)


_NAMED = lazy_regex(r"\bdoses?\b|\bof (?:them|these|those)\b")
_CHANGED = lazy_regex(
    r"\b(?:by|fell|rose|dropped|declined|improved by|reduced|increased|reduction|increase|decrease"
    r"|change|difference|relative|absolute|decline)\b"
)


def _is_exempt(words: str) -> bool:
    """Do the words of a percentage's own clause name a sort of rate that counts no patients?"""
    words = _NAMED.sub("", words)
    return bool(_CHANGED.search(words)) or any(p.search(words) for p in EXEMPT.values())


def is_no_count(sheet: Sheet, sentence: Span, figure: Figure) -> bool:
    """Is a percentage of a sort that counts no patients, by the words of its clause?"""
    return _is_exempt(_clause(sheet, sentence, figure))


def _clause(sheet: Sheet, sentence: Span, figure: Figure) -> str:
    """The words of a percentage's own clause, with a mark where it stands."""
    before = re.split(r"[,;:]", sheet.folded[sentence.start : figure.span.start])[-1]
    after = re.split(r"[,;:.]", sheet.folded[figure.span.end : sentence.end])[0]
    return f"{before}%{after}".strip()


def _only_group(sheet: Sheet, sentence: Span, end: int) -> Figure | None:
    """The one number of people that a sentence gives before a place; none where it gives two."""
    inside = figures_in(sheet, (sentence.start, sentence.end))
    if any(f.kind is Kind.PROPORTION for f in inside):
        return None
    people = [f for f in inside if f.kind is Kind.COUNT and _is_people(sheet, f)]
    others = [f for f in inside if f.kind in (Kind.COUNT, Kind.NUMBER) and f.span.start < end]
    others = [f for f in others if not _CLOCK.search(sheet.before(f, 12))]
    if len(people) != 1 or people[0].span.end > end or people[0].hedge or len(others) > 1:
        return None
    return people[0] if people[0].bound is Bound.EXACTLY else None


_COUNTED = lazy_regex(rf"(?:[ -][a-z-]+){{0,2}}?[ -](?:{PEOPLE}|boys|girls|infants)\b")
_CLOCK = lazy_regex(r"\b(?:week|day|month|year|cycle|visit|grade) $")
_SHARE = lazy_regex(r" ?[(\[]\d")


def _is_people(sheet: Sheet, figure: Figure) -> bool:
    """Does a count count people, and is it no part with its own percentage behind it?"""
    after = sheet.after(figure, 60)
    counted = re.search(rf"{PEOPLE}$", figure.text.lower()) or _COUNTED.match(after)
    return bool(counted) and not _SHARE.match(after) and len(figure.values) == 1


def _in_columns(sheet: Sheet) -> Iterator[_Bound]:
    """A percentage in a column whose head prints the number of its group: `High dose (n=18)`."""
    for table in tables_of(sheet.source):
        for cell in table.cells:
            bound = _of_column(sheet, cell, table.names[cell.row], table.heads)
            if bound is not None:
                yield bound


def _of_column(sheet: Sheet, cell: Cell, label: str, heads: tuple[str, ...]) -> _Bound | None:
    """A cell's percentage with the number in the head of its column."""
    if cell.figure.kind is not Kind.PERCENT or cell.column >= len(heads):
        return None
    found = _HEAD_N.search(heads[cell.column].lower())
    if found is None or is_change(sheet, cell.figure.span, label, heads[cell.column]):
        return None
    if _is_exempt(label.lower()):
        return None
    place = sheet.folded.rfind(found.group(), 0, cell.figure.span.start)
    if place < 0:
        return None
    start = place + found.start("n") - found.start()
    return _Bound(cell.figure, int(found["n"]), Span(start=start, end=start + len(found["n"])))
