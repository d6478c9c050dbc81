"""How two numbers relate, whatever they say: the same, a fair rounding, a single-step derivation.

Every relation here is between one figure of the checked text and one of the source; what needs two
source figures is in `derive`.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal

from pipeline.figures.relate_dates import relate_dates, relate_times
from pipeline.figures.relate_shares import (
    relate_halves,
    relate_hazard,
    relate_multiples,
    relate_proportions,
)
from pipeline.figures.relate_values import relate_ends, relate_numbers, relate_points
from pipeline.figures.relation import LOOSE, NO_RELATION, SAME, Relation, Strength
from schemas.figure import Figure, Kind

Rule = Callable[[Figure, Figure], Relation]


def relate(figure: Figure, source: Figure) -> Relation:
    """The best relation of `figure` to `source`, by value and unit alone."""
    rule = _RULES.get((figure.kind, source.kind))
    return rule(figure, source) if rule else NO_RELATION


def _zeros(figure: Figure, source: Figure) -> Relation:
    return SAME if _is_zero(figure) and _is_zero(source) else NO_RELATION


def _same(figure: Figure, source: Figure) -> Relation:
    return SAME


def _is_zero(figure: Figure) -> bool:
    if figure.kind is Kind.PROPORTION:
        return figure.part == 0
    return figure.kind is Kind.NONE or figure.values == (Decimal(0),)


_BARE = frozenset({Kind.NUMBER, Kind.COUNT})
_UNIT_IN_HEADING = frozenset({Kind.MONEY, Kind.DURATION, Kind.RATIO, Kind.INTERVAL})
"""`the stock closed at 6.92`, `23 to 45 (months)`: what a bare number may be of."""


def _rule(one: Kind, two: Kind) -> Rule | None:
    """What relates a checked figure of kind `one` to a source figure of kind `two`, if anything."""
    kinds = {one, two}
    if one is two:
        return {
            Kind.DATE: relate_dates,
            Kind.TIME: relate_times,
            Kind.NONE: _zeros,
            Kind.NOT_REACHED: _same,
            Kind.PROPORTION: relate_proportions,
            Kind.MULTIPLE: relate_multiples,
        }.get(one, relate_numbers)
    if kinds & {Kind.DATE, Kind.NOT_REACHED}:
        return None
    if Kind.NONE in kinds:
        return _zeros
    if Kind.TIME in kinds:
        return relate_times if kinds <= LOOSE | {Kind.TIME} else None
    if named := _NAMED.get(frozenset(kinds)):
        return named
    if Kind.PROPORTION in kinds:
        return relate_proportions if Kind.PERCENT in kinds or one in LOOSE else None
    if Kind.MULTIPLE in kinds:
        return relate_multiples if Kind.PERCENT in kinds else None
    if (one, two) == (Kind.PERCENT, Kind.RATIO):
        return relate_hazard
    if kinds & _BARE and kinds & {Kind.MONEY, Kind.DURATION}:
        return _bare_amount
    is_bare = bool(kinds & _BARE and kinds & _UNIT_IN_HEADING)
    may_be_one = kinds <= LOOSE or is_bare or kinds == {Kind.DURATION, Kind.AGE}
    return relate_numbers if may_be_one else None


def _bare_amount(figure: Figure, source: Figure) -> Relation:
    """`closed at 6.92` is $6.92; a bare 11 is not $11.27, whatever rounding allows."""
    relation = relate_numbers(figure, source)
    near = relation.strength is not Strength.ROUNDED or max(map(abs, figure.values)) >= 1000
    return relation if near else NO_RELATION


_NAMED: Mapping[frozenset[Kind], Rule] = {
    frozenset({Kind.POINTS, Kind.COUNT}): relate_points,
    frozenset({Kind.PERCENT, Kind.INTERVAL}): relate_ends,
    frozenset({Kind.PROPORTION, Kind.MULTIPLE}): relate_halves,
}
_RULES = {(a, b): rule for a in Kind for b in Kind if (rule := _rule(a, b))}
RELATED = {a: tuple(b for b in Kind if (a, b) in _RULES) for a in Kind}
"""By the kind of a checked figure, the kinds of source figures that it may relate to."""
