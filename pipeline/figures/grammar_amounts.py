"""Grammars of numbers that measure or count: money, physical units, powers of ten, counts."""

import re
from decimal import Decimal

from pipeline.figures.found import Reading, Text
from pipeline.figures.glyphs import SUPERSCRIPT_DIGIT, SUPERSCRIPTS
from pipeline.figures.grammar_base import JOIN, SCALE, Hit, number_at, signed_start
from pipeline.figures.numbers import DIGITS, Number, read_number
from pipeline.figures.units import (
    CURRENCY_SIGNS,
    CURRENCY_WORDS,
    MEASURES,
    SCALE_WORD,
    one_of,
    singular,
)
from schemas.figure import Kind

_SCIENTIFIC = re.compile(
    rf"(?P<a>{DIGITS})(?: ?- ?(?P<b>{DIGITS}))? ?[x*] ?10(?:\^|\*\*|"
    rf"e)?(?P<power>\(?-?\d{{1,2}}\)?|⁻?[{SUPERSCRIPTS}]{{1,2}})"
    rf"(?: ?(?P<unit>car t cells/kg|cells/kg|cells|/kg|/l|/ml))?"
)


def scientific(text: Text, at: int) -> Hit | None:
    """`2 × 10⁶`, `1x10^8 cells/kg`, `0.3-4.8 x 106/kg` with its superscript lost."""
    m = _SCIENTIFIC.match(text.low, at)
    if m is None:
        return None
    power = int(m["power"].translate(SUPERSCRIPT_DIGIT).strip("()"))
    numbers = [read_number(n) for n in (m["a"], m["b"]) if n]
    values = tuple(n.value.scaleb(power) for n in numbers)
    unit = m["unit"] or ""
    step = numbers[0].step.scaleb(power)
    reading = Reading(Kind.QUANTITY, values, step, unit, is_range=len(values) == 2)
    return Hit(at, m.end(), reading)


_CURRENCY_LEFT = re.compile(rf"(?:(?<![a-z])(?:{one_of(CURRENCY_SIGNS)})) ?\(?[+-]?\Z")


_PER = re.compile(
    r"(?: ?/ ?| per | a | each )(?P<per>share|month|week|year|day|barrel|tonne|dose|patient|hour|"
    r"head|unit|annum)\b"
)


_MONEY_RIGHT = re.compile(rf"[ -]?(?P<word>{one_of(CURRENCY_WORDS)})(?![a-z])|p\b(?! ?[=<>])")


_SECOND = re.compile(rf"(?:{JOIN})(?:us|a|c|hk)?[$€£¥]?(?P<b>{DIGITS}){SCALE}?(?! ?%)")


_SCALED = re.compile(rf"{SCALE}")


def money(text: Text, at: int) -> Hit | None:
    """`$6.92`, `A$1.4bn`, `$10 to $15 billion`, `181.75p`, `20 million euros`, `$(0.72)`."""
    left = text.low[max(0, at - 8) : at]
    sign = _CURRENCY_LEFT.search(left)
    got = number_at(text, at)
    if got is None:
        return None
    end, number = got
    scaled = _SCALED.match(text.low, end)
    power_end = scaled.end() if scaled else end
    if sign is None:
        return _money_by_word(text, at, power_end, _rescale(number, scaled))
    start = max(0, at - 8) + sign.start()
    unit = CURRENCY_SIGNS[re.sub(r"[ (+-]", "", sign[0])]
    values, step, end = _money_pair(text, number, scaled, end)
    if "(" in sign[0] and text.low[end : end + 1] == ")":
        values, end = (-values[0],), end + 1
    elif sign[0].endswith("-") or (
        text.low[start - 1 : start] == "-" and text.low[start - 2 : start - 1] in " ("
    ):
        values = (-values[0], *values[1:])
    per = _PER.match(text.low, end)
    unit = f"{unit}/{per['per']}" if per else unit
    return Hit(start, end, Reading(Kind.MONEY, values, step, unit, is_range=len(values) == 2))


def _money_pair(
    text: Text, number: Number, scaled: re.Match[str] | None, end: int
) -> tuple[tuple[Decimal, ...], Decimal, int]:
    first_end = scaled.end() if scaled else end
    second = _SECOND.match(text.low, first_end)
    if second is None or text.low[first_end:].startswith((" and", " or")):
        one = _rescale(number, scaled)
        return (one.value,), one.step, first_end
    two = _rescale(read_number(second["b"]), second)
    one = _rescale(number, scaled or second)
    return (one.value, two.value), min(one.step, two.step), second.end()


def _money_by_word(text: Text, at: int, end: int, number: Number) -> Hit | None:
    m = _MONEY_RIGHT.match(text.low, end)
    if m is None or (m["word"] is None and "." not in text.low[at:end] and number.value > 999):
        return None
    unit = CURRENCY_WORDS[m["word"]] if m["word"] else "penny"
    return Hit(at, m.end(), Reading(Kind.MONEY, (number.value,), number.step, unit))


def _rescale(number: Number, scaled: re.Match[str] | None) -> Number:
    word = (scaled["scale"] or scaled["short"]) if scaled else None
    if not word:
        return number
    whole = read_number("1", word).value
    return Number(number.value * whole, number.step * whole)


_QUANTITY = re.compile(
    rf"(?P<a>{DIGITS})(?:(?: ?- ?| to | and |"
    rf" or )(?P<b>{DIGITS}))?(?P<gap>[ -]?)(?P<unit>{one_of(MEASURES)})(?![\w/])"
)


def quantity(text: Text, at: int) -> Hit | None:
    """`5-mg`, `60 and 600 mg/m2`, `7.2 mmol/L`, `20 miles`: a number with a physical unit."""
    m = _QUANTITY.match(text.low, at)
    if m is None or (m["unit"] == "g" and text.plain[m.end() - 1] == "G"):
        return None  # `5G` is a network
    numbers = [read_number(n) for n in (m["a"], m["b"]) if n]
    values = tuple(n.value for n in numbers)
    start, sign = signed_start(text, at)
    values = (sign * values[0], *values[1:])
    step = min(n.step for n in numbers)
    unit = MEASURES[m["unit"]]
    return Hit(
        start, m.end(), Reading(Kind.QUANTITY, values, step, unit, is_range=len(values) == 2)
    )


_COUNT = re.compile(
    rf"(?P<a>\d{{1,3}}(?: \d{{3}})+(?! ?\d)|{DIGITS}){SCALE}?(?:(?: ?- ?|"
    rf" to )(?P<b>{DIGITS})(?:[ -]?(?P<scale2>{SCALE_WORD})\b)?)?(?P<noun>[ -](?P<word>[a-z]+))?"
)


_SCORE_LEFT = re.compile(
    r"(?:scores?|index|rating|ecog(?: \w+ \w+)?|performance status)(?: (?:was|of|is|at))?[\s:=]+\Z"
)


_STOP = frozenset(
    "in of and or to the a an at on for by from with as is was were are be been has had have "
    "this that "
    "but while which who when than versus vs compared per out after before since until his her its "
    "their our my your it he she they we you i not no if so then also now more less other each all "
    "against over under into through during about between among across both where because".split()
)


_FIRST_CELL = re.compile(
    rf"(?P<a>{DIGITS})(?P<b>)(?P<scale>)(?P<short>)(?P<scale2>)(?P<noun>)(?P<word>)"
)
"""The first number alone, where plain spaces part what only looks like thousands: `10 900`."""


def count(text: Text, at: int) -> Hit | None:
    """Any other number: with a noun a count (`1,300 staff`), after a score's name a score."""
    m = _COUNT.match(text.low, at)
    if m is not None and " " in m["a"] and not _is_thin(text, at, m.end("a")):
        m = _FIRST_CELL.match(text.low, at)
    if m is None:
        return None
    one = read_number(m["a"], m["scale"] or m["short"] or m["scale2"] or "")
    values: tuple[Decimal, ...] = (one.value,)
    step = one.step
    ends = ("scale", "short", "a")
    if m["b"]:
        two = read_number(m["b"], m["scale2"] or "")
        values, step, ends = (one.value, two.value), min(one.step, two.step), ("scale2", "b", "a")
    end = m.end(next(name for name in ends if m[name]))
    word = m["word"] if m["noun"] and m["word"] not in _STOP else ""
    start, sign = signed_start(text, at)
    values = (sign * values[0], *values[1:])
    named = _SCORE_LEFT.search(text.low[max(0, at - 30) : at])
    kind = Kind.SCORE if named else Kind.COUNT if word else Kind.NUMBER
    reading = Reading(kind, values, step, singular(word), is_range=len(values) == 2)
    return Hit(start, end, reading)


def _is_thin(text: Text, start: int, end: int) -> bool:
    return all(c != " " for c in text.text[start:end])
