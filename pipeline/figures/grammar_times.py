"""Grammars of numbers that date, last or rank: days, hours, ages, grades, lines, ordinals."""

import re
from decimal import Decimal

from pipeline.figures import dates
from pipeline.figures.found import Reading, Text
from pipeline.figures.grammar_base import Hit, is_between
from pipeline.figures.numbers import DIGITS, read_number
from pipeline.figures.units import DURATION_WORD, DURATIONS, PLURAL
from schemas.figure import Bound, Kind

_DURATION = re.compile(
    rf"(?P<a>{DIGITS})(?:(?: ?- ?|-? to |-? or |-to-|(?P<and> and ))(?P<b>{DIGITS}))?"
    rf"(?:[ -](?:(?:full|consecutive|straight|successive|whole|calendar|business|trading|more) )?|"
    rf"(?=[a-z]))(?P<unit>{DURATION_WORD}){PLURAL}\b(?!-line)(?P<old>[ -]olds?\b| of age\b)?"
)


_AGED = re.compile(r"(?:aged|ages?|age of)(?: between)? \Z")


def duration(text: Text, at: int) -> Hit | None:
    """`9.5 months`, `12-18 months`, `three-month`'s digit form `3-month`, `45-year-old`."""
    m = _DURATION.match(text.low, at)
    if m is None or (m["and"] and not is_between(text, at)):
        return None
    numbers = [read_number(n) for n in (m["a"], m["b"]) if n]
    unit = DURATIONS[m["unit"]]
    if m["unit"] in ("min", "second", "sec", "hr", "mo", "quarter") and "," in m["a"]:
        return None
    kind = Kind.AGE if m["old"] or _AGED.search(text.low[max(0, at - 14) : at]) else Kind.DURATION
    values = tuple(n.value for n in numbers)
    step = min(n.step for n in numbers)
    return Hit(at, m.end(), Reading(kind, values, step, unit, is_range=len(values) == 2))


_AGE = re.compile(r"(?P<a>\d{1,3})(?:(?:-| to | and )(?P<b>\d{1,3}))?(?![\w%/]|[.,]\d)")
_NAME_LEFT = re.compile(r"[A-Z][\w'-]+, \Z")
_COMMA = re.compile(r",(?: |\Z)")


def age(text: Text, at: int) -> Hit | None:
    """`Jane Roe, 54, said`, `aged 18 to 65`: a number of years that does not say so."""
    m = _AGE.match(text.low, at)
    if m is None or int(m["a"]) > 120:
        return None
    left = text.plain[max(0, at - 20) : at]
    aged = _AGED.search(left.lower())
    named = left.endswith(", ") and _NAME_LEFT.search(left) and _COMMA.match(text.low, m.end())
    if not aged and not (named and not m["b"]):
        return None
    values = tuple(Decimal(n) for n in (m["a"], m["b"]) if n)
    return Hit(at, m.end(), Reading(Kind.AGE, values, unit="year", is_range=len(values) == 2))


_CLOCK = re.compile(
    r"(?:(?P<h>[01]?\d|2[0-3])[:.](?P<m>[0-5]\d)(?: ?(?P<ap>[ap]\.?m\b\.?))?|(?P<h2>1[0-2]|"
    r"[1-9]) ?(?P<ap2>[ap]\.?m\b))(?!\d)"
)


def clock(text: Text, at: int) -> Hit | None:
    """`3:41pm`, `20:45`, `7 am`: a time of day, its value in minutes after midnight."""
    m = _CLOCK.match(text.low, at)
    if m is None or (m["h"] and "." in m[0][:3] and not m["ap"]):
        return None
    hour, minute = int(m["h"] or m["h2"]), int(m["m"] or 0)
    half = (m["ap"] or m["ap2"] or "")[:1]
    hour = hour % 12 + 12 if half == "p" else hour % 12 if half == "a" else hour
    end = m.end()
    return Hit(at, end, Reading(Kind.TIME, (Decimal(hour * 60 + minute),), unit="minute"))


def calendar(text: Text, at: int) -> Hit | None:
    """A date, quarter or half-year that begins with a digit: `12 July 2026`, `1H26`."""
    got = dates.read_digit_date(text.low, at) or dates.read_period(text.low, at)
    if got and got[1].unit and text.plain[at + 1] == "h":
        got = None  # `2h` is two hours, `2H` a half-year
    if got:
        return Hit(at, got[0], got[1])
    back = 2 if text.low[at - 2 : at] == "fy" else 1 if text.low[at - 1 : at] in ("q", "h") else 0
    got = dates.read_period(text.low, at - back) if back else None
    return Hit(at - back, got[0], got[1]) if got else None


_YEAR_LEFT = re.compile(
    r"(?P<part>mid|early|late|end|end of|the end of|start of|beginning of|middle of)[ -]\Z"
)


_COUNT_NOUN = re.compile(
    r" (?:patients|people|participants|subjects|men|women|children|deaths|cases|shares|jobs|"
    r"staff|employees|workers|troops|homes|units|copies|votes|students|volunteers|members|fans|"
    r"spectators|runs|points|goals|calories)\b"
)


def year(text: Text, at: int) -> Hit | None:
    """`2027`, `the 1990s`, `mid-2027`, `2027-2028`; four digits that count things are no year."""
    got = dates.read_year(text.low, at)
    if got is None or _COUNT_NOUN.match(text.low, got[0]) or (at and text.low[at - 1] in "$€£#"):
        return None
    left = _YEAR_LEFT.search(text.low[max(0, at - 16) : at])
    if left and not got[1].is_range:
        start = max(0, at - 16) + left.start()
        part = dates.read_word_date(text.low, start)
        if part and (start == 0 or not text.low[start - 1].isalnum()):
            return Hit(start, part[0], part[1])
    return Hit(at, got[0], got[1])


_ORDINAL = re.compile(r"(?P<a>\d+)(?:st|nd|rd|th)\b")


def ordinal(text: Text, at: int) -> Hit | None:
    """`21st`, `3rd`."""
    m = _ORDINAL.match(text.low, at)
    return Hit(at, m.end(), Reading(Kind.ORDINAL, (Decimal(m["a"]),))) if m else None


_GRADE = re.compile(
    r"(?P<a>[0-5])(?: ?[-/] ?(?P<b>[0-5])| (?:to|and|or) (?P<c>[0-5])(?! grade))?"
    r"(?P<up>\+|[ -]?(?:or|and)[ -](?:higher|above|greater|more|worse|over))?(?![\d%]|[.,]\d)"
)


_GRADE_LEFT = re.compile(r"(?<![\w])grades?[ -](?:of )?(?P<sign>>=|≥|<=|≤|>)? ?\Z")


def grade(text: Text, at: int) -> Hit | None:
    """`Grade 3 or higher`, `grade ≥3`, `Grade 1-2`: the span begins at the word."""
    before = text.low[max(0, at - 14) : at]
    left = _GRADE_LEFT.search(before) if "grade" in before else None
    m = _GRADE.match(text.low, at) if left else None
    if left is None or m is None:
        return None
    low = Decimal(m["a"])
    high = m["b"] or m["c"]
    up = bool(m["up"]) or left["sign"] in (">=", "≥")
    bound = (
        Bound.AT_LEAST if up else Bound.AT_MOST if left["sign"] in ("<=", "≤") else Bound.EXACTLY
    )
    values = (low, Decimal(high)) if high else (low,)
    start = max(0, at - 14) + left.start()
    reading = Reading(Kind.GRADE, values, unit="grade", bound=bound, is_range=len(values) == 2)
    return Hit(start, m.end(), reading)


_LINE = re.compile(r"(?P<a>[1-5])l(?P<up>\+)?(?![\w])")


def line(text: Text, at: int) -> Hit | None:
    """`≥3L`, `2L+`: a line of therapy in short form."""
    m = _LINE.match(text.low, at)
    if m is None or text.plain[at + 1] != "L":
        return None
    before = text.low[max(0, at - 2) : at]
    up = bool(m["up"]) or before.endswith(("≥", ">="))
    start = at - (2 if before == ">=" else 1) if before.endswith(("≥", ">=")) else at
    bound = Bound.AT_LEAST if up else Bound.EXACTLY
    return Hit(start, m.end(), Reading(Kind.LINE, (Decimal(m["a"]),), unit="line", bound=bound))
