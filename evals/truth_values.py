"""Can a figure of a brief be a telling of a labelled one, by value and unit alone?

In: a figure as found in a brief, a labelled figure with its fact. Out: yes or no. Roundings, other
ways to print a proportion and lossless changes of unit are the same value; what a brief calls about
may be a twentieth off.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from evals.truth_roles import Place
from schemas.figure import Bound, Figure, Kind
from schemas.golden import GoldenFact, GoldenFigure

ABOUT = Decimal("0.05")
"""How far off a value may be that is told as about."""
FRACTION = Decimal("2.5")
"""Percentage points that a fraction in words may be off: `two-thirds` for 65%."""
BEYOND = Decimal("0.15")
"""How far within its bound a value may lie: `more than half` for 57%, not for 90%."""

_FAMILIES = {
    Kind.PERCENT: "%",
    Kind.POINTS: "pp",
    Kind.MONEY: "money",
    Kind.DURATION: "time",
    Kind.AGE: "time",
    Kind.DATE: "date",
    Kind.TIME: "clock",
    Kind.NONE: "none",
    Kind.NOT_REACHED: "not reached",
    Kind.PROPORTION: "proportion",
    Kind.MULTIPLE: "multiple",
}
_UNCOUNTED = frozenset({Kind.QUANTITY, Kind.RATIO, Kind.P_VALUE, Kind.MULTIPLE})
"""Kinds that no number of people can be."""
PEOPLE = frozenset({"patient", "person", "people", "death", "case", "child", "adult", "woman",
                    "man", "participant", "event"})  # fmt: skip
"""Units of what is counted one by one."""
_UNITS = {
    "year": ("month", Decimal(12)),
    "quarter": ("month", Decimal(3)),
    "week": ("day", Decimal(7)),
    "fortnight": ("day", Decimal(14)),
    "hour": ("minute", Decimal(60)),
}
"""Lossless changes of unit."""


def family(kind: Kind) -> str:
    """What a kind may be told as: durations and ages are times, counts and scores are numbers."""
    return _FAMILIES.get(kind, "number")


def place_figure(
    figure: Figure, offset: int, labels: Sequence[GoldenFigure], facts: Mapping[str, GoldenFact]
) -> Place:
    """The figure with the facts whose value it has, and those of its sort with another value."""
    fits = {one.fact for one in labels if agrees(figure, one, facts[one.fact])}
    rivals = {
        one.fact
        for one in labels
        if one.fact not in fits and _is_alike(figure, one, facts[one.fact])
    }
    start, end = figure.span.start - offset, figure.span.end - offset
    return Place(start, end, tuple(sorted(fits)), tuple(sorted(rivals)))


def _is_alike(figure: Figure, label: GoldenFigure, fact: GoldenFact) -> bool:
    """Could the figure, with another value, have told this fact?"""
    shares = {"%", "proportion"}
    one, other = family(figure.kind), family(label.kind)
    return one == other or (one in shares and (other in shares or bool(fact.n and fact.N)))


def agrees(figure: Figure, label: GoldenFigure, fact: GoldenFact) -> bool:
    """Could the figure state the labelled fact, as far as its value and unit go?"""
    kind = family(figure.kind)
    if kind == "date" or label.kind is Kind.DATE:
        return _is_of_date(figure, label, fact)
    if _is_verbatim(figure.text.lower(), label.text.lower()):
        return True
    if kind == "none":
        return label.kind is Kind.NONE or _is_nought(label, fact)
    if kind == "not reached":
        return label.kind is Kind.NOT_REACHED
    if figure.kind is Kind.GRADE:
        return _is_grade(figure, label, fact)
    if figure.kind is Kind.COUNT and figure.unit in PEOPLE and label.kind in _UNCOUNTED:
        return False
    if (figure.kind is Kind.ORDINAL) is not (label.kind is Kind.ORDINAL):
        return False
    if figure.is_range:
        return _is_range(figure, label)
    if len(figure.values) == 2 and figure.values == tuple(map(Decimal, label.values)):
        return True
    return any(_near(told, figure, true) for told, true in _readings(figure, label, fact))


def _is_verbatim(told: str, printed: str) -> bool:
    """The label's very words, and more than bare digits, which tell no unit."""
    return told == printed and not printed.replace(",", "").replace(".", "").isdigit()


def _is_of_date(figure: Figure, label: GoldenFigure, fact: GoldenFact) -> bool:
    """A date against a date, or a stretch of time that the label names."""
    if figure.kind is Kind.DURATION:
        return _is_stretch(figure.text.lower(), label.text.lower())
    return figure.kind is label.kind and _is_date(figure, label, fact)


def _is_stretch(told: str, printed: str) -> bool:
    """`nine months`, where the label is `first nine months of 2026`."""
    return re.search(rf"\b{re.escape(told)}\b", printed) is not None


def _is_grade(figure: Figure, label: GoldenFigure, fact: GoldenFact) -> bool:
    """The label's own grade, or the one that its fact is of."""
    told = {format(value.normalize(), "f") for value in figure.values}
    own = set(label.values) if label.kind is Kind.GRADE else set(_DIGIT.findall(fact.grade))
    return told <= own


_DIGIT = re.compile(r"\d")


def _is_date(figure: Figure, label: GoldenFigure, fact: GoldenFact) -> bool:
    """The same days, or fewer words for them: `in 2027` for the first half of 2027.

    A year that the label's words leave out must be one that its fact names.
    """
    if figure.first and figure.last and label.first and label.last:
        return figure.first.isoformat() <= label.first and label.last <= figure.last.isoformat()
    told, true = (text.lower().replace("-", " ") for text in (figure.text, label.text))
    years = set(_YEAR.findall(f"{fact.says} {fact.time} {fact.cut}"))
    return (told in true or true in told) and years.issuperset(_YEAR.findall(told))


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def _is_nought(label: GoldenFigure, fact: GoldenFact) -> bool:
    return fact.n == "0" or (bool(label.values) and Decimal(label.values[0]) == 0)


def _is_range(figure: Figure, label: GoldenFigure) -> bool:
    """Both ends, each as near as it is printed."""
    ends = sorted(figure.values)
    theirs = sorted(Decimal(value) for value in label.values)
    same = family(figure.kind) == family(label.kind) or Kind.NUMBER in (figure.kind, label.kind)
    interval = Kind.INTERVAL in (figure.kind, label.kind)
    return (
        (same or interval)
        and len(ends) == len(theirs) == 2
        and all(_near(one, figure, other) for one, other in zip(ends, theirs, strict=True))
    )


def _readings(
    figure: Figure, label: GoldenFigure, fact: GoldenFact
) -> Iterator[tuple[Decimal, Decimal]]:
    """Pairs of a told value and a labelled one that must be near each other for agreement."""
    told, true = family(figure.kind), family(label.kind)
    share = _share(label, fact)
    if told == "proportion":
        yield from _proportions(figure, label, fact)
        return
    if told == "pp" and figure.values and _is_points(figure, label, fact):
        yield figure.values[0], Decimal(label.values[0])
    if told == "%" and share is not None:
        yield figure.values[0], share
    if told == "number" and len(figure.values) == 1:
        yield from ((figure.values[0], Decimal(part)) for part in (fact.n, fact.N) if part)
        if true == "proportion" and len(label.values) == 2:
            yield from ((figure.values[0], Decimal(part)) for part in label.values)
    if len(figure.values) == 1 and len(label.values) == 1 and not label.is_range:
        yield from _singles(figure, label)
    if label.is_range and len(figure.values) == 1 and figure.bound is not Bound.EXACTLY:
        yield from ((figure.values[0], Decimal(end)) for end in label.values)


def _is_points(figure: Figure, label: GoldenFigure, fact: GoldenFact) -> bool:
    """`2.1 points` on a scale; or points that the article prints as a percent, as the fact says."""
    plain = len(label.values) == 1 and not label.is_range
    if label.kind is Kind.PERCENT:
        return plain and bool(re.search("percentage point|difference", fact.says))
    return plain and "percent" not in figure.text and family(label.kind) == "number"


_SCALES = {"thousand": Decimal(1000), "million": Decimal(1_000_000)}
"""A table's scale, as a label's unit gives it: `million USD`."""


def _singles(figure: Figure, label: GoldenFigure) -> Iterator[tuple[Decimal, Decimal]]:
    """One value against one, in one unit."""
    told, true = family(figure.kind), family(label.kind)
    value, theirs = abs(figure.values[0]), abs(Decimal(label.values[0]))
    scale, _, currency = label.unit.partition(" ")
    if told == true == "money":
        unit = currency or scale
        if figure.unit.split("/")[0] == unit.split("/")[0] or not unit:
            yield value, theirs * _SCALES.get(scale, Decimal(1))
        if figure.unit == label.unit:
            yield value, theirs
    elif told == true == "time":
        yield _in_small(value, figure.unit), _in_small(theirs, label.unit)
    elif _is_other_unit(figure, label):
        return
    elif told == true or _is_bare(figure) or label.kind is Kind.NUMBER or figure.unit == label.unit:
        yield value, theirs
    if scale in _SCALES and figure.unit != label.unit and told == "number":
        yield value, theirs


def _is_other_unit(figure: Figure, label: GoldenFigure) -> bool:
    """`6 mg` is neither six patients nor 6 µg; a number that prints no unit may be either."""
    if figure.kind is not Kind.QUANTITY:
        return False
    one, other = figure.unit.lower(), label.unit.lower()
    return one not in other and (not other or other not in one)


def _is_bare(figure: Figure) -> bool:
    """A number whose unit the brief does not print: `9.1 a year before and 6.2 afterwards`."""
    broken = figure.kind is Kind.COUNT and figure.values[0] % 1 != 0
    return broken or (family(figure.kind) in {"number", "multiple"} and not figure.unit)


def _in_small(value: Decimal, unit: str) -> Decimal:
    """The value in the smaller unit, marked by a large shift so that weeks never meet months."""
    small, factor = _UNITS.get(unit, (unit, Decimal(1)))
    marks = {"month": Decimal(10) ** 12, "day": Decimal(10) ** 6, "minute": Decimal(10) ** 3}
    return value * factor + marks.get(small, Decimal(0)) if small in marks else value


def _share(label: GoldenFigure, fact: GoldenFact) -> Decimal | None:
    """The labelled proportion in percent, where both its numbers are known."""
    pair = (fact.n, fact.N)
    if not all(pair) and label.kind is Kind.PROPORTION and len(label.values) == 2:
        pair = label.values[0], label.values[1]
    if all(pair) and Decimal(pair[1]):
        return 100 * Decimal(pair[0]) / Decimal(pair[1])
    if label.kind is Kind.PROPORTION and len(label.values) == 1:
        return 100 * Decimal(label.values[0])
    return None


def _proportions(
    figure: Figure, label: GoldenFigure, fact: GoldenFact
) -> Iterator[tuple[Decimal, Decimal]]:
    """`7 of 12` against n and N or the label's own; a fraction in words against a share."""
    if figure.part is not None and figure.whole and len(figure.values) == 2:
        pairs = [(fact.n, fact.N), label.values]
        for pair in pairs:
            if len(pair) == 2 and all(pair) and Decimal(pair[1]) == figure.whole:
                yield figure.part, Decimal(pair[0])
        return
    share = _share(label, fact)
    if share is None and family(label.kind) in {"%", "pp"} and label.values:
        share = Decimal(label.values[0])
    if share is not None and figure.values:
        told = 100 * figure.values[0]
        yield (share, share) if abs(told - share) <= FRACTION else (told, share)


def _near(told: Decimal, figure: Figure, true: Decimal) -> bool:
    """Equal to the last printed digit, or as near as the figure's own words allow."""
    off = abs(abs(told) - abs(true))
    if off == 0 or (off <= figure.step / 2 and figure.kind is not Kind.PROPORTION):
        return True
    if not _is_rounder(told, true):
        return False
    if figure.bound in {Bound.MORE, Bound.AT_LEAST}:
        return abs(told) <= abs(true) and off <= BEYOND * abs(true)
    if figure.bound in {Bound.LESS, Bound.AT_MOST, Bound.NEARLY}:
        return abs(true) <= abs(told) and off <= BEYOND * abs(told)
    return figure.approximate and off <= ABOUT * abs(true)


def _is_rounder(told: Decimal, true: Decimal) -> bool:
    """Fewer digits that tell something: `more than 300` for 312, never `up to 341` for 340."""
    return _digits(told) < _digits(true)


def _digits(value: Decimal) -> int:
    return len(abs(value).normalize().as_tuple().digits)
