"""Does a bare number of a source stand where the unit is said that the text gives it?

In: a checked figure with a unit, and a source figure without one. Out: no, where neither the
number's sentence nor the lines that head it name the unit: `16.8` under `months` is no 16.8 weeks.
"""

import re

from pipeline.figures.glyphs import shade_once
from pipeline.figures.units import DURATIONS, MEASURES
from schemas.figure import Figure, Kind
from schemas.source import Role, Source

_UNITED = frozenset({Kind.DURATION, Kind.QUANTITY})
_BARE = frozenset({Kind.NUMBER, Kind.COUNT})
_NAMES = {
    unit: tuple(word for word, canonical in (*DURATIONS.items(), *MEASURES.items())
                if canonical == unit)
    for unit in {*DURATIONS.values(), *MEASURES.values()}
}  # fmt: skip
"""Every way to write a unit, by our name of it."""
_PERCENTED = re.compile(r"%|per ?cent|\b(?:rate|share|proportion|efficacy)s?\b")
_REACH = 400
"""Characters before a number in which a heading of its column or its list may name its unit."""


def lacks_unit(figure: Figure, source: Source, at: int) -> bool:
    """Is a source's number bare, and the text's unit said nowhere near it?"""
    other = source.figures[at]
    if figure.kind is Kind.QUANTITY and other.kind is Kind.ORDINAL and figure.unit:
        return True  # `a third patient` for 3 mg
    if figure.kind is Kind.PERCENT and other.kind in _BARE:
        return not _PERCENTED.search(_around(source, at))
    if figure.kind not in _UNITED or other.kind not in _BARE or not figure.unit or figure.is_words:
        return False
    if other.kind is Kind.COUNT and other.unit:
        return False  # `10 injections` for 10 mg is for the rule on things counted
    if _SHARED.match(source.text, other.span.end):
        return True  # `6 (12%)` counts; it is no 6 mg
    around = _around(source, at)
    names = _NAMES.get(figure.unit, (figure.unit.lower(),))
    return not any(re.search(rf"(?<![a-zµ]){re.escape(name)}s?(?![a-z])", around) for name in names)


_SHARED = re.compile(r" ?\(\d+(?:\.\d+)? ?%")
"""The share behind a count: `6 (12%)`."""
_POINT = re.compile(r"\b(?P<unit>day|week|month)s? \Z")
_SPELLED = {"day": r"d(?:ay)?", "week": r"w(?:ee)?k?", "month": r"m(?:on|o|th|onth)?"}
_LEFT, _RIGHT = 60, 12
"""Characters before and behind a number in which its own words may call it a point in time."""


def named_point(figure: Figure, role: Role) -> str:
    """`week`, where the text numbers a point in time: `at week 24`; otherwise empty."""
    if figure.kind not in _BARE or len(figure.values) != 1:
        return ""
    found = _POINT.search(role.before)
    return found["unit"] if found else ""


def is_no_such_point(figure: Figure, role: Role, source: Source, at: int) -> bool:
    """Does `week 7` meet a seven, beside which the source speaks of no week?"""
    unit = named_point(figure, role)
    if not unit:
        return False
    span = source.figures[at].span
    around = shade_once(source).low[max(0, span.start - _LEFT) : span.end + _RIGHT]
    return not re.search(rf"(?<![a-z]){_SPELLED[unit]}s?(?![a-z])", around)


def _around(source: Source, at: int) -> str:
    """The sentence of a number, with what stands before it as far as a heading may reach."""
    sentence = source.sentences[source.sentence_numbers[at]]
    start = min(sentence.start, max(0, source.figures[at].span.start - _REACH))
    return shade_once(source).low[start : sentence.end]
