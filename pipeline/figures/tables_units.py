"""The unit or scale that a table's heading carries, and a cell's number read in that unit.

In: the headings over and beside a cell, and the cell; out: its figures, as prose would print them.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from pipeline.figures.numbers import SCALES
from pipeline.figures.tables_lines import Piece
from pipeline.figures.units import CURRENCY_SIGNS, MEASURES, one_of
from schemas.figure import Figure, Kind
from schemas.text import Span


class Unit(NamedTuple):
    """What a heading says its numbers are in; `NUMBER` where it does not tell."""

    kind: Kind = Kind.NUMBER
    name: str = ""
    sign: str = ""
    scale: str = ""


NO_UNIT = Unit()
_PERCENT = Unit(Kind.PERCENT, "%")
_SCALE = r"(?P<scale>thousand|million|billion|trillion|mn|bn|k|m)s?\b"
_MONEY = re.compile(
    r"(?P<sign>us\$|a\$|c\$|hk\$|[$€£¥]|\b(?:usd|eur|gbp|aud|cad|sek|chf)\b) ?"
    rf"(?:{_SCALE}|(?=[\s,;)]|$))"
)
_DOLLARS = re.compile(rf"\b{_SCALE} of (?P<sign>dollars|euros|pounds|yen)\b")
_SHARE = re.compile(r"%|\bper ?cent(?:age)?\b")
_COUNTED_SHARE = re.compile(
    r"\b(?:n(?: ?/ ?n)?|no\.?|number)(?!\w)[^a-z%]{0,4}[(\[]? ?%"
    r"|\b(?:patients|participants|subjects|events?) ?[(\[] ?%"
)
_CHANGE = re.compile(r"\b(?:change|chg|growth|yoy|margin|rise|fall|vs)\b|\+/-")
_TIME = re.compile(
    r"(?:^|[(\[,;]|\bin) ?(?P<time>day|week|month|year|hour|minute)s?\b(?= ?(?:[)\],;]|\(|$))"
)
_MEASURE = re.compile(rf"(?:[,;]|[(\[]|\bin) ?(?P<unit>{one_of(MEASURES)})(?=[)\],;]|$)(?! ?\d)")
"""`FEV1 change, mL`, `Weight (kg)`: a unit that closes a heading."""
_NAMES = {"dollars": "USD", "euros": "EUR", "pounds": "GBP", "yen": "JPY"}
_NAMED = {"dollars": "$", "euros": "€", "pounds": "£", "yen": "¥"}


def read_unit(heading: str) -> Unit:
    """The unit a heading in lower case carries, if it carries just one."""
    if _COUNTED_SHARE.search(heading):
        return NO_UNIT
    if _SHARE.search(heading):
        return _PERCENT if not _is_level(heading) else NO_UNIT
    money = _MONEY.search(heading) or _DOLLARS.search(heading)
    if money is not None:
        sign = money["sign"]
        name = _NAMES.get(sign) or CURRENCY_SIGNS.get(sign) or sign.upper()
        return Unit(Kind.MONEY, name, _NAMED.get(sign, sign), money["scale"] or "")
    time = _TIME.search(heading)
    if time is not None:
        return Unit(Kind.DURATION, time["time"])
    measure = _MEASURE.search(heading)
    return Unit(Kind.QUANTITY, MEASURES[measure["unit"]]) if measure else NO_UNIT


def carries_unit(heading: str) -> bool:
    """Does a heading in lower case say what numbers are in, or that they are counts with shares?"""
    return counts_with_share(heading) or read_unit(heading) != NO_UNIT


def counts_with_share(heading: str) -> bool:
    """Does it say `n (%)`: is what a cell has in brackets a percentage?"""
    return _COUNTED_SHARE.search(heading) is not None


def tells_change(heading: str) -> bool:
    """May its numbers be percentages, whatever the table is in?"""
    return _CHANGE.search(heading) is not None


def without_size(heading: str) -> str:
    """A heading without the size of the group that it names: `Drug` of `Drug (N=40)`."""
    return _SIZE.sub(" ", heading).strip()


_SIZE = re.compile(
    r"[(\[]\s*n\s?=\s?\d[\d, \u2009]*[)\]]|[,;:]?\s*\bn\s?=\s?\d[\d,]*", re.IGNORECASE
)


def _is_level(heading: str) -> bool:
    """`95% CI` heads no percentages."""
    return re.search(r"\d ?%", heading) is not None


_NUMBER = re.compile(r"[$€£¥]?(\d[\d,]*(?:\.\d+)?) ?(%)?")
_LONE_ASIDE = re.compile(r"[(\[]\s*[+\-−–]?(\d[\d,]*(?:\.\d+)?) ?(%)?\s*[)\]]")


class Headings(NamedTuple):
    """What stands over and beside a cell, in lower case, the nearest first."""

    near: Sequence[str]
    """Column, row and title."""
    is_signed: bool = False
    """Is the number printed with its sign, beside others that are not: a change?"""


def read_cell(cell: Piece, headings: Headings) -> Iterator[Figure]:
    """The figures a cell may be read as: its number, a change as percent too, and the aside."""
    main = _NUMBER.search(cell.text)
    aside = _LONE_ASIDE.search(cell.text)
    opening = re.search(r"[(\[]", cell.text)
    if main is not None and (opening is None or main.start() < opening.start()):
        yield from _read(cell, main, headings)
    if aside is not None:
        is_share = aside[2] or any(counts_with_share(h) for h in headings.near)
        unit = _PERCENT if is_share else NO_UNIT
        yield from _figure(cell, aside, unit)


def _read(cell: Piece, number: re.Match[str], headings: Headings) -> Iterator[Figure]:
    if number[2]:
        yield from _figure(cell, number, _PERCENT)
        return
    units = [u for u in map(read_unit, headings.near) if u != NO_UNIT]
    unit = units[0] if units else NO_UNIT
    yield from _figure(cell, number, unit)
    if unit.kind is not Kind.PERCENT and (headings.is_signed or tells_change(headings.near[0])):
        yield from _figure(cell, number, _PERCENT)


def _figure(cell: Piece, number: re.Match[str], unit: Unit) -> Iterator[Figure]:
    digits = number[1].rstrip(",").replace(",", "")
    if len(digits) > 18:
        return
    value = Decimal(digits)
    power = SCALES[unit.scale] if unit.scale else 0
    start = cell.start + number.start(1)
    end = start + len(number[1].rstrip(","))
    yield Figure(
        text=cell.text[number.start(1) : number.start(1) + end - start],
        span=Span(start=start, end=end),
        kind=unit.kind,
        values=(value.scaleb(power),),
        step=Decimal((0, (1,), int(value.as_tuple().exponent) + power)),
        unit=unit.name,
        approximate=any(c in "~<>≤≥" for c in cell.text[: number.start(1)]),
    )


def in_full(checked: Figure, mine: Figure, right: Figure) -> str:
    """The number of a cell in the words of the checked figure: `44%` for `31%`, `$9.1 million`."""
    if mine.text in checked.text:
        return checked.text.replace(mine.text, right.text, 1)
    return f"{right.text}%" if right.kind is Kind.PERCENT else right.text
