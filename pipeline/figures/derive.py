"""The closed list of derivations from two source figures of one measure, cut and population.

Nothing is derived merely because some pair of numbers gives it: the pair must stand in one sentence
or be of one fact's measure, and the relation must be one of those listed here.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from pipeline.figures.lazy_regex import lazy_regex
from pipeline.figures.numbers import is_rounding_of
from pipeline.figures.relate_values import EXACT_CONVERSIONS, is_same_unit
from pipeline.figures.relation import LOOSE
from schemas.figure import Figure, Kind
from schemas.source import Role, Source


class Derivation(NamedTuple):
    """A figure worked out from source figures."""

    indexes: tuple[int, ...]
    formula: str


def derive(figure: Figure, role: Role, source: Source) -> Derivation | None:
    """The first derivation in the closed list that gives `figure`, or `None`.

    The list: a time point; a difference of two rates or values; a responders' count from a rate and
    its denominator; n of N from such a count; a sum of complete and partial responses; a range from
    its two ends.
    """
    if len(figure.values) == 2 and figure.kind is not Kind.PROPORTION:
        return _range(figure, role, source)
    for rule in (_timepoint, _difference, _parts, _count_of_rate, _sum_of_responses):
        found = rule(figure, role, source)
        if found is not None:
            return found
    return None


def _pairs(
    source: Source, kinds: frozenset[Kind], *, same_unit: bool = True
) -> Iterator[tuple[int, int]]:
    """Index pairs of one-value figures of these kinds in one sentence, in reading order."""
    figures = source.figures
    for inside in source.indexes_by_sentence.values():
        plain = [i for i in inside if figures[i].kind in kinds and len(figures[i].values) == 1]
        for a, b in combinations(plain[:12], 2):
            if not same_unit or figures[a].unit == figures[b].unit:
                yield a, b


_CALLED_GAP = lazy_regex(
    r"\b(?:difference|gap|gains?|gained|loss|lost|rose|rise|fell|fall|more|less|fewer|higher|lower|"
    r"longer|shorter|increase[ds]?|decrease[ds]?|up|down|above|below|premium|discount|spread)\b"
)


def _difference(figure: Figure, role: Role, source: Source) -> Derivation | None:
    """`41.6 percentage points` from 58.3% and 16.7% of one measure in one sentence.

    Points are a difference by nature; money and time must be called one.
    """
    if figure.kind not in (Kind.POINTS, Kind.MONEY, Kind.DURATION) or len(figure.values) != 1:
        return None
    if figure.kind is not Kind.POINTS and not _CALLED_GAP.search(f"{role.before} {role.after}"):
        return None
    wanted = Kind.PERCENT if figure.kind is Kind.POINTS else figure.kind
    for a, b in _pairs(source, frozenset({wanted})):
        one, two = source.figures[a], source.figures[b]
        if not _is_one_group(source.roles[a], source.roles[b]) or _is_change(one, two):
            continue
        if figure.kind is not Kind.POINTS and not is_same_unit(figure.unit, one.unit):
            continue
        gap = abs(one.values[0] - two.values[0])
        width = (one.step + two.step + figure.step) / 2
        if figure.kind is not Kind.POINTS and width * 20 > gap:
            continue  # values so coarse give nearly any gap
        if gap and abs(gap - abs(figure.values[0])) <= figure.step / 2:
            points = figure.kind is Kind.POINTS
            result = f"{gap:f} percentage points" if points else figure.text
            return Derivation((a, b), f"{one.text} - {two.text} = {result}")
    return None


def _is_change(one: Figure, two: Figure) -> bool:
    """Is one of two values a change itself, printed with its sign, and the other none?"""
    return (one.text[:1] in "+-−–") != (two.text[:1] in "+-−–")


def _is_one_group(one: Role, two: Role) -> bool:
    """One measure of one population and cut; arms and times may differ, that is the comparison."""
    return one.measure == two.measure and all(
        not x or not y or x == y
        for x, y in ((one.population, two.population), (one.cut, two.cut), (one.grade, two.grade))
    )


def _count_of_rate(figure: Figure, role: Role, source: Source) -> Derivation | None:
    """`4 of 6` from 67% and the 6 it was measured in; `4 responders` likewise."""
    if figure.kind is Kind.PROPORTION and figure.part is not None and not figure.is_words:
        part, whole = figure.part, figure.whole
    elif figure.kind in LOOSE and len(figure.values) == 1:
        part, whole = figure.values[0], None
    else:
        return None
    if part != part.to_integral_value():
        return None
    for a, b in _rates_with_counts(source):
        rate, size = source.figures[a], source.figures[b].values[0]
        if whole is not None and size != whole:
            continue
        if size <= 0 or size > 1000 or part > size:
            continue
        near = is_rounding_of(rate.values[0], rate.step, part * 100 / size)
        if near and _may_share(role, source.roles[a]):
            return Derivation((a, b), f"{rate.text} of {size:f} = {part:f}")
    return None


def is_counted_out(figure: Figure) -> bool:
    """`six of 176`, `7/12`: each is counted; a fraction such as `six in ten` counts nobody."""
    return " of " in figure.text or "/" in figure.text


def _parts(figure: Figure, role: Role, source: Source) -> Derivation | None:
    """`one of six` from the 1 complete response and the 6 evaluable patients of one sentence."""
    if figure.kind is not Kind.PROPORTION or figure.part is None or figure.whole is None:
        return None
    if not is_counted_out(figure):
        return None
    for a, b in _counted(source):
        for part, whole in ((a, b), (b, a)):
            if (source.figures[part].values[0], source.figures[whole].values[0]) != (
                figure.part, figure.whole,
            ):  # fmt: skip
                continue
            if role.measure and source.roles[part].measure == role.measure:
                texts = f"{source.figures[part].text} of {source.figures[whole].text}"
                return Derivation((part, whole), texts)
    return None


def _rates_with_counts(source: Source) -> Iterator[tuple[int, int]]:
    """A rate and a count of people in its sentence: `67% ORR in 6 evaluable patients`."""
    for inside in source.indexes_by_sentence.values():
        rates = [i for i in inside if _is_one(source.figures[i], _RATES)]
        sizes = [i for i in inside if _is_one(source.figures[i], _SIZES)] if rates else []
        for a in rates:
            for b in sorted(sizes, key=lambda b: (b > a, abs(b - a))):
                if source.figures[b].values[0] > 1:
                    yield a, b


_RATES = frozenset({Kind.PERCENT})
_SIZES = frozenset({Kind.COUNT, Kind.NUMBER})


def _is_one(figure: Figure, kinds: frozenset[Kind]) -> bool:
    """Is it one value of these kinds?"""
    return figure.kind in kinds and len(figure.values) == 1


def _may_share(one: Role, two: Role) -> bool:
    return not one.measure or not two.measure or one.measure == two.measure or "orr" in (
        one.measure, two.measure
    )  # fmt: skip


def _counted(source: Source) -> Iterator[tuple[int, int]]:
    """Pairs of counts; a count's unit is the noun behind it (`1 complete`, `3 partial`)."""
    return _pairs(source, frozenset({Kind.COUNT, Kind.NUMBER}), same_unit=False)


def _sum_of_responses(figure: Figure, role: Role, source: Source) -> Derivation | None:
    """`4 responses` from 1 complete and 3 partial responses in one sentence."""
    if figure.kind not in LOOSE or len(figure.values) != 1:
        return None
    for a, b in _counted(source) if role.measure == "orr" else ():
        measures = {source.roles[a].measure, source.roles[b].measure}
        total = source.figures[a].values[0] + source.figures[b].values[0]
        if measures == {"cr", "pr"} and total == figure.values[0]:
            one, two = source.figures[a].text, source.figures[b].text
            return Derivation((a, b), f"{one} + {two} = {total:f}")
    return None


_NUMBERED = lazy_regex(r"\b(?P<unit>day|week|month|year) $")


def _timepoint(figure: Figure, role: Role, source: Source) -> Derivation | None:
    """`at two years` of what the source calls `month 24`."""
    if figure.kind is not Kind.DURATION or len(figure.values) != 1:
        return None
    for index, other in enumerate(source.figures):
        if other.kind not in (Kind.NUMBER, Kind.COUNT) or len(other.values) != 1:
            continue
        named = _NUMBERED.search(source.roles[index].before)
        factor = EXACT_CONVERSIONS.get((figure.unit, named["unit"])) if named else None
        if named and factor and figure.values[0] * factor == other.values[0]:
            return Derivation((index,), f"{named['unit']} {other.text} = {figure.text}")
    return None


_ACROSS = lazy_regex(
    r"\b(?:depending on|across|rang(?:e|es|ed|ing)|according to|var(?:y|ied|ies))\b"
)
"""What says that the two ends are those of several groups."""


def _range(figure: Figure, role: Role, source: Source) -> Derivation | None:
    """`44% to 67%` where the source prints the two ends for one measure."""
    low, high = figure.values
    is_across = _ACROSS.search(f"{role.before} {role.after}") is not None
    ends: dict[Decimal, list[int]] = {low: [], high: []}
    for index, other in enumerate(source.figures):
        alike = other.kind is figure.kind and other.unit == figure.unit
        if alike and len(other.values) == 1 and other.values[0] in ends:
            ends[other.values[0]].append(index)
    for a in ends[low]:
        for b in ends[high]:
            one, two = source.roles[a], source.roles[b]
            listed = one.sentence == two.sentence and (figure.kind is Kind.GRADE or is_across)
            if listed or _is_one_measure(one, two):
                return Derivation((a, b), f"{source.figures[a].text} and {source.figures[b].text}")
    return None


def _is_one_measure(one: Role, two: Role) -> bool:
    return _is_one_group(one, two) and (bool(one.measure) or one.sentence == two.sentence)
