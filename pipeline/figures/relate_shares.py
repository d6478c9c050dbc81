"""Shares of a whole: fractions, percentages and multiples that say one thing in two ways.

In: a figure of the checked text and one of the source, at least one of them a share. Out: how the
one relates to the other.
"""

from decimal import Decimal

from pipeline.figures.numbers import is_rounding_of
from pipeline.figures.relate_values import relate_values
from pipeline.figures.relation import NO_RELATION, SAME, Relation, Strength
from schemas.figure import Bound, Figure, Kind


def relate_hazard(figure: Figure, source: Figure) -> Relation:
    """A `59% reduction` from a hazard ratio of 0.41."""
    if len(figure.values) != 1 or len(source.values) != 1:
        return NO_RELATION
    reduction = (1 - source.values[0]) * 100
    if reduction > 0 and is_rounding_of(figure.values[0], figure.step, reduction):
        return Relation(Strength.DERIVED, f"1 - {source.values[0]} = {reduction.normalize():f}%")
    return NO_RELATION


def relate_proportions(figure: Figure, source: Figure) -> Relation:
    """`7 of 12` is 58.3%, `half` is 50%, and either number of `7 of 12` may be told alone."""
    if figure.kind is source.kind:
        same = figure.part == source.part and figure.whole == source.whole
        if same:
            return SAME
        a, b = _share(figure), _share(source)
        loose = Decimal(2) if figure.is_words and figure.hedge else _spoken(figure)
        if (figure.is_words or source.is_words) and abs(a - b) <= loose:
            return Relation(Strength.DERIVED, f"{source.text} = {figure.text}")
        return _beyond(figure, source, b)
    fraction, other = (figure, source) if figure.kind is Kind.PROPORTION else (source, figure)
    if other.kind is Kind.PERCENT and len(other.values) == 1:
        share = _share(fraction)
        loose = Decimal(2) if fraction.approximate or fraction.hedge else _spoken(fraction)
        spoken = fraction.is_words and " of " not in fraction.text
        precise = other is figure and not (figure.approximate or figure.hedge)
        width = max(other.step / 2, loose) if spoken and not precise else other.step / 2
        if abs(share - abs(other.values[0])) <= width:
            return Relation(Strength.DERIVED, f"{source.text} = {figure.text}")
        return _beyond(figure, source, abs(other.values[0])) if other is source else NO_RELATION
    if " in " in fraction.text or (fraction.is_words and " of " not in fraction.text):
        return NO_RELATION  # `one in 20` counts neither one nor twenty, `half` neither one nor two
    if other.values == (fraction.part,):
        return Relation(Strength.DERIVED, f"the part of {fraction.text}")
    if other.values[:1] == (fraction.whole,):
        return Relation(Strength.DERIVED, f"the whole of {fraction.text}")
    return NO_RELATION


def _spoken(fraction: Figure) -> Decimal:
    """How far off an unhedged share may be: `six in ten` for 61% is said in tenths."""
    return Decimal("1.5") if fraction.is_words and " in " in fraction.text else Decimal("0.5")


_BEYOND = Decimal(10)
"""Percentage points; what is further off than that would be called by the next simple fraction."""


def _beyond(figure: Figure, source: Figure, share: Decimal) -> Relation:
    """`more than half` of 58%, `fewer than one in six` of 15.7%, `nearly a third` of 31%."""
    if not figure.is_words:
        return NO_RELATION
    gap = share - _share(figure)
    above = figure.bound in (Bound.MORE, Bound.AT_LEAST) and 0 < gap <= _BEYOND
    below = figure.bound in (Bound.LESS, Bound.AT_MOST) and -_BEYOND <= gap < 0
    close = figure.bound is Bound.NEARLY and -_BEYOND / 2 <= gap < 0
    if above or below or close:
        return Relation(Strength.DERIVED, f"{source.text} is {figure.hedge} {figure.text}")
    return NO_RELATION


def _share(figure: Figure) -> Decimal:
    part, whole = figure.part or Decimal(0), figure.whole or Decimal(1)
    return part * 100 / whole


def relate_multiples(figure: Figure, source: Figure) -> Relation:
    """`tripled` is threefold is 200% up; `halved` is 50% down."""
    if figure.kind is source.kind:
        return relate_values(figure, source)
    multiple, other = (figure, source) if figure.kind is Kind.MULTIPLE else (source, figure)
    if other.kind is not Kind.PERCENT or len(other.values) != 1 or len(multiple.values) != 1:
        return NO_RELATION
    change = (multiple.values[0] - 1) * 100
    if abs(abs(other.values[0]) - abs(change)) <= max(other.step / 2, Decimal("0.5")):
        return Relation(Strength.DERIVED, f"{source.text} = {figure.text}")
    return NO_RELATION


def relate_halves(figure: Figure, source: Figure) -> Relation:
    """`fell by half` is `halved`; no other share is a multiple."""
    half = figure.values == source.values == (Decimal("0.5"),)
    return Relation(Strength.DERIVED, f"{source.text} = {figure.text}") if half else NO_RELATION
