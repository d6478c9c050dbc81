"""Sentences that say one thing in like words with another number.

In: a source. Out: notes on two figures of one kind whose clauses share most of their words,
where no word of either tells of another group, time or study.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from pipeline.figures.arithmetic_reading import Sheet, is_point, note
from pipeline.figures.arithmetic_rows import is_in_table
from pipeline.figures.claims_reading import content_words
from schemas.figure import Figure, Kind
from schemas.verdict import SourceNote

_KINDS = frozenset(
    {Kind.COUNT, Kind.PERCENT, Kind.MONEY, Kind.DURATION, Kind.PROPORTION, Kind.RATIO}
)
_SHARED = 3
_ALIKE = Decimal("0.6")
_MOST = 60
_NEAR = Decimal("0.35")
_OTHER = re.compile(
    r"\b(?:placebo|control|comparator|arm|cohort|group|subgroup|subset|phase|earlier"
    r"|previous\w*|prior"
    r"|first|second|third|fourth|interim|final|last|ago|before|after|until|by|since|from"
    r"|another|other"
    r"|rival|separate|versus|vs?|compared|than|average|expect\w*|forecast|plan\w*|target|goal|will"
    r"|would|could|new|more|further|additional|women|men|boys|girls|older|younger|dose|year|month"
    r"|week|quarter|half|january|february|march|april|may|june|july|august|september|october"
    r"|november|december|\d{4}|respectively|each|per|low|high|mid|both|either|grade|remaining|rest"
    r"|while|up|down|alone|combination)\b"
)


def check_echoes(sheet: Sheet) -> Iterator[SourceNote]:
    """Two clauses of nearly the same words with two numbers: `314 jobs go`, `341 jobs go`."""
    figures = [
        f
        for f in sheet.source.figures
        if f.kind in _KINDS
        and _is_whole(f)
        and not f.hedge
        and not is_in_table(sheet, f.span.start)
    ]
    clauses = {f.span: _clause(sheet, f) for f in figures}
    stems = {f.span: content_words(clauses[f.span]) for f in figures}
    for first, second in combinations(figures[:_MOST], 2):
        one, two = stems[first.span], stems[second.span]
        shared = one & two
        if len(shared) < _SHARED or len(shared) < _ALIKE * len(one | two):
            continue
        if not _differ(first, second) or not _are_apart(sheet, first, second):
            continue
        if any(_OTHER.search(clauses[f.span]) for f in (first, second)):
            continue
        reason = (
            f"The article prints {first.text} in one place and {second.text} in another, in nearly "
            "the same words."
        )
        yield note(sheet, "EB_SOURCE_CONFLICT", reason, (first.span, second.span))


def _is_whole(figure: Figure) -> bool:
    """Is it one plain value, or a part of a whole in numbers?"""
    return is_point(figure) or (figure.kind is Kind.PROPORTION and figure.part is not None)


def _clause(sheet: Sheet, figure: Figure) -> str:
    """The words around a figure in its clause, without it."""
    before = re.split(r"[.;:!?,(] |\n", sheet.before(figure, 90))[-1]
    return f"{before} {re.split(r'[.;:!?,)]', sheet.after(figure, 90))[0]}"


def _differ(first: Figure, second: Figure) -> bool:
    """Are they of one kind and unit, and do they differ by more than rounding?"""
    if first.kind is not second.kind or first.unit != second.unit:
        return False
    if first.kind is Kind.PROPORTION:
        return first.whole == second.whole and first.part != second.part
    slack = max(first.step, second.step) / 2
    if first.approximate or second.approximate:
        return False
    apart, larger = abs(first.values[0] - second.values[0]), max(first.values[0], second.values[0])
    if apart > larger * _NEAR:
        return False
    return apart > (0 if first.kind is Kind.COUNT else slack)


def _are_apart(sheet: Sheet, first: Figure, second: Figure) -> bool:
    """Do two figures stand in different sentences or lines?"""
    between = sheet.source.text[first.span.end : second.span.start]
    return bool(re.search(r"[.!?][\"”)]?\s|\n", between))
