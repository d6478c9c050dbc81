"""How two numbers relate, whatever they say: the same, a fair rounding, a single-step derivation.

Every relation here is between one figure of the checked text and one of the source; what needs two
source figures is in `derive`.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import IntEnum
from typing import NamedTuple

from pipeline.figures import word_lists
from pipeline.figures.dates import short_forms
from pipeline.figures.numbers import is_rounding_of
from schemas.figure import Bound, Figure, Kind

LOOSE = frozenset({Kind.COUNT, Kind.NUMBER, Kind.SCORE, Kind.QUANTITY, Kind.ORDINAL, Kind.AGE})
"""Kinds a writer may print the same number as: `42`, `42 people`, `a score of 42`."""

EXACT_CONVERSIONS = {
    (larger, smaller): count
    for units, count in word_lists.counts("units", "exact").items()
    for larger, smaller in [units.split()]
}
"""Units that convert without remainder; a month is not four weeks, a trial's year is 52."""


class Strength(IntEnum):
    """The better the relation, the higher."""

    NONE = 0
    DERIVED = 1
    ROUNDED = 2
    EXACT = 3


class Relation(NamedTuple):
    """How a checked figure relates to a source figure; `formula` where it is derived."""

    strength: Strength
    formula: str = ""


Rule = Callable[[Figure, Figure], Relation]

NO_RELATION = Relation(Strength.NONE)
SAME = Relation(Strength.EXACT)


def relate(figure: Figure, source: Figure) -> Relation:
    """The best relation of `figure` to `source`, by value and unit alone."""
    rule = _RULES.get((figure.kind, source.kind))
    return rule(figure, source) if rule else NO_RELATION


def _zeros(figure: Figure, source: Figure) -> Relation:
    return SAME if _is_zero(figure) and _is_zero(source) else NO_RELATION


def _same(figure: Figure, source: Figure) -> Relation:
    return SAME


def _numbers(figure: Figure, source: Figure) -> Relation:
    if not figure.values or not source.values:
        return _vague(figure, source)
    if not _is_like_unit(figure, source):
        return _converted(figure, source)
    return _values(figure, source)


_VAGUE = {"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "millions": 2 * 10**6,
          "billions": 2 * 10**9}  # fmt: skip


def _vague(figure: Figure, source: Figure) -> Relation:
    """`hundreds` matches itself, and any count of at least two hundred."""
    if figure.text.lower() == source.text.lower():
        return SAME
    least = _VAGUE.get(figure.text.lower().split()[-1])
    if least and source.values and source.kind in LOOSE and source.values[0] >= least:
        return Relation(Strength.DERIVED, f"{source.text} are {figure.text.lower()}")
    return NO_RELATION


def _times(figure: Figure, source: Figure) -> Relation:
    """`7 pm` is `19:00`; it is also `7` or `7:00` where the half of the day is left open."""
    minutes = [f.values[0] if f.kind is Kind.TIME else f.values[0] * 60 for f in (figure, source)
               if len(f.values) == 1 and (f.kind is Kind.TIME or f.kind in LOOSE)]  # fmt: skip
    if len(minutes) != 2:
        return NO_RELATION
    if minutes[0] == minutes[1]:
        return SAME
    open_half = not all(f.text.lower().rstrip(".").endswith("m") for f in (figure, source))
    return SAME if open_half and abs(minutes[0] - minutes[1]) == 720 else NO_RELATION


def _is_zero(figure: Figure) -> bool:
    if figure.kind is Kind.PROPORTION:
        return figure.part == 0
    return figure.kind is Kind.NONE or figure.values == (Decimal(0),)


_PEOPLE = frozenset({"patient", "person", "participant", "subject", "adult", "child"})


def _is_like_unit(a: Figure, b: Figure) -> bool:
    """Do the units of two figures whose kinds may name one number let them do so?"""
    if a.kind is not b.kind and not (a.kind in LOOSE and b.kind in LOOSE):
        counted = a if a.kind is Kind.COUNT else b
        if counted.kind is Kind.COUNT and counted.unit in _PEOPLE:
            return False  # `10 months` is not a `10-patient` cohort
        return not (counted.kind is Kind.COUNT and counted.is_words and counted.unit)
    if a.unit and b.unit and a.unit.endswith(_PERSON_TIME) != b.unit.endswith(_PERSON_TIME):
        return False  # `340,000 patient-years` are not so many patients
    if Kind.QUANTITY in (a.kind, b.kind):
        return a.unit == b.unit or not (a.unit and b.unit)
    if a.kind is Kind.INTERVAL and not (a.unit and b.unit):
        return True  # `95% CI 59.4, 80.0` of a rate: its unit is the rate's
    return a.kind in LOOSE or a.kind in (Kind.GRADE, Kind.LINE) or is_same_unit(a.unit, b.unit)


_PERSON_TIME = ("-year", "-month", "-day")


def is_same_unit(a: str, b: str) -> bool:
    """`USD/share` may be printed as plain `USD`, never as `USD/month`."""
    return a == b or (a.partition("/")[0] == b.partition("/")[0] and not ("/" in a and "/" in b))


def _keeps_the_hedge(figure: Figure, source: Figure) -> bool:
    """`nearly 191` of `nearly 190`: the source's own hedge, which allows no further rounding."""
    hedged = figure.hedge.lower() == source.hedge.lower() != ""
    return hedged and figure.step <= source.step and not figure.is_words


def _values(figure: Figure, source: Figure) -> Relation:
    if len(figure.values) != len(source.values):
        return _end_of_range(figure, source)
    said, known = tuple(map(abs, figure.values)), tuple(map(abs, source.values))
    is_level = figure.kind in (Kind.GRADE, Kind.LINE)
    if said == known:
        if is_level and figure.bound is not source.bound:
            return Relation(Strength.ROUNDED)
        return SAME if _bounds_meet(figure, source) else NO_RELATION
    if is_level or figure.kind is Kind.ORDINAL or _keeps_the_hedge(figure, source):
        return NO_RELATION
    if figure.is_words and figure.step == 1 and not figure.approximate:
        return _bounded(figure, source)  # `just under seven months` of 6.9; bare `seven` is seven
    if figure.step > source.step or figure.approximate:
        if 0 in said:
            return NO_RELATION  # nothing that is something rounds to nothing
        step = max(figure.step, _round_step(figure))
        fair = all(is_rounding_of(a, step, b) for a, b in zip(said, known, strict=True))
        if fair and _is_on_its_side(figure.bound, said[0], known[0]):
            return Relation(Strength.ROUNDED)
    return _bounded(figure, source)


def _is_on_its_side(bound: Bound, said: Decimal, known: Decimal) -> bool:
    """`more than 19` is no 18.9, and `just under 19` no 19.2, though both round to it."""
    if bound in (Bound.MORE, Bound.AT_LEAST):
        return known >= said
    return known <= said if bound in (Bound.LESS, Bound.AT_MOST, Bound.NEARLY) else True


def _bounds_meet(figure: Figure, source: Figure) -> bool:
    """`nearly 500` is not `more than 500`; a bound that is merely absent is for the hedge rule."""
    below = {Bound.NEARLY, Bound.LESS, Bound.AT_MOST}
    above = {Bound.MORE, Bound.AT_LEAST}
    opposed = (figure.bound in below and source.bound in above) or (
        figure.bound in above and source.bound in below
    )
    return not opposed


def _round_step(figure: Figure) -> Decimal:
    """`1,300` may be known to the hundred; `500 million` to a hundred million.

    Trailing zeros of a whole number count as rounding only where the writer says `about`, or the
    number has at least three of its digits left out.
    """
    value = abs(figure.values[0])
    is_share = figure.kind in (Kind.PERCENT, Kind.POINTS)  # `about 30%` is not 27%
    if value == 0 or value != value.to_integral_value() or is_share:
        return figure.step
    zeros = len(str(int(value))) - len(str(int(value)).rstrip("0"))
    if zeros == 0:
        return figure.step
    allowed = zeros if (figure.approximate or zeros >= 3) else 0
    return max(figure.step, Decimal(10) ** allowed) if allowed else figure.step


def _bounded(figure: Figure, source: Figure) -> Relation:
    """`more than 1,300` over 1,312; `nearly 500` under 497; at most a tenth away."""
    if figure.bound is Bound.EXACTLY or len(figure.values) != 1 or len(source.values) != 1:
        return NO_RELATION
    said, known = abs(figure.values[0]), abs(source.values[0])
    if said == 0 or (abs(known - said) > said / 10 and not _is_cut_to(said, known)):
        return NO_RELATION
    above = figure.bound in (Bound.MORE, Bound.AT_LEAST) and known > said
    below = figure.bound in (Bound.LESS, Bound.AT_MOST, Bound.NEARLY) and known < said
    return Relation(Strength.ROUNDED) if above or below else NO_RELATION


def _is_cut_to(said: Decimal, known: Decimal) -> bool:
    """Is the one the other with all but its first digit cut off: `more than 2,000` of 2,226?"""
    first = Decimal(10) ** known.adjusted()
    return known >= 100 and said == known // first * first


def _end_of_range(figure: Figure, source: Figure) -> Relation:
    """`up to 67%` of 44% to 67% is its upper end, `at least 44%` its lower."""
    if len(source.values) == 2 and len(figure.values) == 1 and not source.level:
        (low, high), said = source.values, figure.values[0]
        if said in (low, high) and _is_list(source) and figure.bound is source.bound:
            return SAME
        if said == high and figure.bound is Bound.AT_MOST:
            return Relation(Strength.DERIVED, f"upper end of {source.text}")
        if said == low and figure.bound is Bound.AT_LEAST:
            return Relation(Strength.DERIVED, f"lower end of {source.text}")
    return NO_RELATION


def _is_list(figure: Figure) -> bool:
    """`200 or 400 mg`, `60 and 600 mg`: two values that share a unit, no range between them."""
    joined = " or " in figure.text or " and " in figure.text
    return joined and figure.kind in (Kind.QUANTITY, Kind.DURATION, Kind.MONEY)


def _converted(figure: Figure, source: Figure) -> Relation:
    if len(figure.values) != len(source.values) or figure.kind is not source.kind:
        return NO_RELATION
    factor = _factor(figure.unit, source.unit)
    bare = not figure.approximate and figure.bound is Bound.EXACTLY
    whole = figure.kind is Kind.DURATION and figure.step >= 1 and bare
    room = Decimal(0) if whole else Decimal("0.1")  # `two years` are 24 months, about two 23
    if factor and all(
        is_rounding_of(a * factor, figure.step * factor, b) and abs(a * factor - b) <= abs(b) * room
        for a, b in zip(figure.values, source.values, strict=True)
    ):
        return Relation(Strength.DERIVED, f"{source.text} = {figure.text}")
    if factor and len(figure.values) == 1:
        scaled = figure.model_copy(update={"values": (figure.values[0] * factor,)})
        if _bounded(scaled, source).strength is not Strength.NONE:
            return Relation(Strength.DERIVED, f"{source.text} is {figure.hedge} {figure.text}")
    factor = _factor(source.unit, figure.unit)
    if factor and all(a == b * factor for a, b in zip(figure.values, source.values, strict=True)):
        return Relation(Strength.DERIVED, f"{source.text} = {figure.text}")
    return NO_RELATION


def _factor(larger: str, smaller: str) -> int:
    """How many of the one unit make one of the other, or nought; `USD/pound` may be plain `USD`."""
    if not ("/" in larger and "/" in smaller):
        larger, smaller = larger.partition("/")[0], smaller.partition("/")[0]
    return EXACT_CONVERSIONS.get((larger, smaller), 0)


def _hazard(figure: Figure, source: Figure) -> Relation:
    """A `59% reduction` from a hazard ratio of 0.41."""
    if len(figure.values) != 1 or len(source.values) != 1:
        return NO_RELATION
    reduction = (1 - source.values[0]) * 100
    if reduction > 0 and is_rounding_of(figure.values[0], figure.step, reduction):
        return Relation(Strength.DERIVED, f"1 - {source.values[0]} = {reduction.normalize():f}%")
    return NO_RELATION


def _proportions(figure: Figure, source: Figure) -> Relation:
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


def _points(figure: Figure, source: Figure) -> Relation:
    """`a drop of 0.9 points` is 0.9 percentage points, where the text says no percent beside it."""
    unit = (figure if figure.kind is Kind.COUNT else source).unit
    return _values(figure, source) if unit == "point" else NO_RELATION


def _ends(figure: Figure, source: Figure) -> Relation:
    """`a confidence interval from 41% to 76%` is the interval that is printed in brackets."""
    return _values(figure, source) if len(figure.values) == len(source.values) == 2 else NO_RELATION


def _multiples(figure: Figure, source: Figure) -> Relation:
    """`tripled` is threefold is 200% up; `halved` is 50% down."""
    if figure.kind is source.kind:
        return _values(figure, source)
    multiple, other = (figure, source) if figure.kind is Kind.MULTIPLE else (source, figure)
    if other.kind is not Kind.PERCENT or len(other.values) != 1 or len(multiple.values) != 1:
        return NO_RELATION
    change = (multiple.values[0] - 1) * 100
    if abs(abs(other.values[0]) - abs(change)) <= max(other.step / 2, Decimal("0.5")):
        return Relation(Strength.DERIVED, f"{source.text} = {figure.text}")
    return NO_RELATION


def _halves(figure: Figure, source: Figure) -> Relation:
    """`fell by half` is `halved`; no other share is a multiple."""
    half = figure.values == source.values == (Decimal("0.5"),)
    return Relation(Strength.DERIVED, f"{source.text} = {figure.text}") if half else NO_RELATION


def _dates(figure: Figure, source: Figure) -> Relation:
    """A date matches its like; coarser is a fair rounding, finer is not."""
    if figure.first is None or source.first is None or figure.last is None or source.last is None:
        return _yearless(figure, source)
    if (figure.first, figure.last) == (source.first, source.last):
        return SAME
    if figure.first <= source.first and source.last <= figure.last:
        return Relation(Strength.ROUNDED)
    return NO_RELATION


def _yearless(figure: Figure, source: Figure) -> Relation:
    if figure.first is None and source.first is None:
        return SAME if figure.unit == source.unit else NO_RELATION
    bare, full = (figure, source) if figure.first is None else (source, figure)
    if full.first is None or full.last is None:
        return NO_RELATION
    return SAME if bare.unit in short_forms(full.first, full.last) else NO_RELATION


_BARE = frozenset({Kind.NUMBER, Kind.COUNT})
_UNIT_IN_HEADING = frozenset({Kind.MONEY, Kind.DURATION, Kind.RATIO, Kind.INTERVAL})
"""`the stock closed at 6.92`, `23 to 45 (months)`: what a bare number may be of."""


def _rule(one: Kind, two: Kind) -> Rule | None:
    """What relates a checked figure of kind `one` to a source figure of kind `two`, if anything."""
    kinds = {one, two}
    if one is two:
        return {
            Kind.DATE: _dates, Kind.NONE: _zeros, Kind.NOT_REACHED: _same, Kind.TIME: _times,
            Kind.PROPORTION: _proportions, Kind.MULTIPLE: _multiples,
        }.get(one, _numbers)  # fmt: skip
    if kinds & {Kind.DATE, Kind.NOT_REACHED}:
        return None
    if Kind.NONE in kinds:
        return _zeros
    if Kind.TIME in kinds:
        return _times if kinds <= LOOSE | {Kind.TIME} else None
    if named := _NAMED.get(frozenset(kinds)):
        return named
    if Kind.PROPORTION in kinds:
        return _proportions if Kind.PERCENT in kinds or one in LOOSE else None
    if Kind.MULTIPLE in kinds:
        return _multiples if Kind.PERCENT in kinds else None
    if (one, two) == (Kind.PERCENT, Kind.RATIO):
        return _hazard
    if kinds & _BARE and kinds & {Kind.MONEY, Kind.DURATION}:
        return _bare_amount
    is_bare = bool(kinds & _BARE and kinds & _UNIT_IN_HEADING)
    may_be_one = kinds <= LOOSE or is_bare or kinds == {Kind.DURATION, Kind.AGE}
    return _numbers if may_be_one else None


def _bare_amount(figure: Figure, source: Figure) -> Relation:
    """`closed at 6.92` is $6.92; a bare 11 is not $11.27, whatever rounding allows."""
    relation = _numbers(figure, source)
    near = relation.strength is not Strength.ROUNDED or max(map(abs, figure.values)) >= 1000
    return relation if near else NO_RELATION


_NAMED: Mapping[frozenset[Kind], Rule] = {
    frozenset({Kind.POINTS, Kind.COUNT}): _points,
    frozenset({Kind.PERCENT, Kind.INTERVAL}): _ends,
    frozenset({Kind.PROPORTION, Kind.MULTIPLE}): _halves,
}
_RULES = {(a, b): rule for a in Kind for b in Kind if (rule := _rule(a, b))}
RELATED = {a: tuple(b for b in Kind if (a, b) in _RULES) for a in Kind}
"""By the kind of a checked figure, the kinds of source figures that it may relate to."""
