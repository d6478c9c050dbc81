"""Values with their units: the same, fairly rounded, within a bound, converted without remainder.

In: a figure of the checked text and one of the source, of kinds that may name one number. Out: how
the one relates to the other.
"""

from decimal import Decimal

from pipeline.figures import word_lists
from pipeline.figures.numbers import is_rounding_of
from pipeline.figures.relation import LOOSE, NO_RELATION, SAME, Relation, Strength
from schemas.figure import Bound, Figure, Kind

EXACT_CONVERSIONS = {
    (larger, smaller): count
    for units, count in word_lists.counts("units", "exact").items()
    for larger, smaller in [units.split()]
}
"""Units that convert without remainder; a month is not four weeks, a trial's year is 52."""


def relate_numbers(figure: Figure, source: Figure) -> Relation:
    """`42%` is 42%, 42.3% rounded, or `two years` 24 months: values, each with its unit."""
    if not figure.values or not source.values:
        return _vague(figure, source)
    if not _is_like_unit(figure, source):
        return _converted(figure, source)
    return relate_values(figure, source)


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


def relate_values(figure: Figure, source: Figure) -> Relation:
    """The same for two figures whose units are known to be alike."""
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


def relate_points(figure: Figure, source: Figure) -> Relation:
    """`a drop of 0.9 points` is 0.9 percentage points, where the text says no percent beside it."""
    unit = (figure if figure.kind is Kind.COUNT else source).unit
    return relate_values(figure, source) if unit == "point" else NO_RELATION


def relate_ends(figure: Figure, source: Figure) -> Relation:
    """`a confidence interval from 41% to 76%` is the interval that is printed in brackets."""
    are_pairs = len(figure.values) == len(source.values) == 2
    return relate_values(figure, source) if are_pairs else NO_RELATION
