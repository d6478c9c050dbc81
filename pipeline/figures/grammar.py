"""A number that begins with a digit, to a typed reading: one small grammar per kind.

Each grammar gets the text and the number's start and answers with `(start, end, reading)` or
`None`; they are tried in the order of `GRAMMARS`, the most particular first.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from pipeline.figures import dates
from pipeline.figures.found import Reading, Text
from pipeline.figures.glyphs import SUPERSCRIPT_DIGIT, SUPERSCRIPTS
from pipeline.figures.numbers import DIGITS, Number, read_number
from pipeline.figures.units import (
    CURRENCY_SIGNS,
    CURRENCY_WORDS,
    DURATION_WORD,
    DURATIONS,
    MEASURES,
    SCALE_WORD,
    one_of,
    singular,
)
from schemas.figure import Bound, Kind


class Hit(NamedTuple):
    """Where a figure lies and how it reads."""

    start: int
    end: int
    reading: Reading


Grammar = Callable[[Text, int], Hit | None]

_JOIN = r"(?: ?- ?| to | and | or )"
_PERCENT = r"(?: ?%| ?per ?cent\b| pct\b)"
_POINTS = r"(?:[ -]percentage[ -]points?\b| ?pp\b| ?ppts?\b| percent points?\b)"
_BASIS = r"(?: basis points?\b| ?bps\b)"
_SCALE = rf"(?:[ -]?(?P<scale>{SCALE_WORD})\b|(?P<short>[kmb])\b(?!/|\.\w))"
_NUMBER = re.compile(DIGITS)
_CURRENCY_LEFT = re.compile(rf"(?:(?<![a-z])(?:{one_of(CURRENCY_SIGNS)})) ?\(?[+-]?\Z")
_SIGN_LEFT = re.compile(r"(?:^|[\s(\[,=:;$€£])(?P<sign>[+-])\Z")


def number_at(text: Text, at: int) -> tuple[int, Number] | None:
    """The plain number at `at`: its end and value; thin spaces may part its thousands."""
    m = _NUMBER.match(text.low, at)
    if m is None:
        return None
    return m.end(), read_number(m[0])


def signed_start(text: Text, at: int) -> tuple[int, int]:
    """Where the number at `at` begins with its sign, and the sign (1 or -1).

    A minus is a sign only after a start, space, bracket or operator: `ALLO-316` is not negative.
    """
    m = _SIGN_LEFT.search(text.low[max(0, at - 2) : at]) if at else None
    if m is None:
        return at, 1
    return at - 1, -1 if m["sign"] == "-" else 1


_PROPORTION = re.compile(
    rf"(?P<part>\d{{1,3}}(?:,\d{{3}})+|\d+)(?: ?/ ?|(?: (?P<noun>[a-z]+))? (?:out )?of (?:the |all |a total of )?(?:first )?)"
    rf"(?P<whole>\d{{1,3}}(?:,\d{{3}})+|\d+)(?![\d%]|[.,]\d|/\d|st\b|nd\b|rd\b|th\b| per ?cent| million| billion)"
)
_ONE_IN = re.compile(r"(?P<part>\d+) in (?P<whole>\d+)(?![\d%]|[.,/]\d| (?:19|20)\d\d)(?= [a-z])")
_COUNTED = re.compile(
    r"(?:patient|participant|subject|people|person|case|event|responder|women|men|child|infant|adult|individual|volunteer|recipient|evaluable|treated|of)"
)


def proportion(text: Text, at: int) -> Hit | None:
    """`7/12`, `7 of 12`, `7 out of the 12`, `1 in 5`; part never above whole."""
    m = _PROPORTION.match(text.low, at) or _ONE_IN.match(text.low, at)
    if m is None:
        return None
    part, whole = read_number(m["part"]).value, read_number(m["whole"]).value
    noun = m.groupdict().get("noun")
    if part > whole or whole == 0 or (noun and not _COUNTED.match(noun)):
        return None
    slashed = "/" in m[0]
    if slashed and (m["part"].startswith("0") and len(m["part"]) > 1):
        return None
    if not slashed and 1900 <= whole <= 2099 and "," not in m["whole"]:
        return None
    return Hit(at, m.end(), Reading(Kind.PROPORTION, (part, whole), part=part, whole=whole))


_SCIENTIFIC = re.compile(
    rf"(?P<a>{DIGITS})(?: ?- ?(?P<b>{DIGITS}))? ?[x*] ?10(?:\^|\*\*|e)?(?P<power>\(?-?\d{{1,2}}\)?|[{SUPERSCRIPTS}⁻]+)"
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


_INTERVAL = re.compile(
    rf"(?P<level>\d{{2}}(?:\.\d+)?) ?%[ -](?:ci|c\.i\.|confidence intervals?|cri|credible intervals?)"
    rf"[ ,:;=]*(?:\(ci\)|\[ci\])?[ ,:;=]*(?:of |was |range of |from )?[\[(]?(?P<a>[+-]?{DIGITS}) ?%?(?: ?- ?| ?to ?| ?, ?|; ?| and )(?P<b>[+-]?{DIGITS})(?P<unit> ?%)?"
)
_LEVEL_ONLY = re.compile(r"(?P<level>9\d(?:\.\d+)?) ?%[ -](?:ci|confidence|credible)\b")


def interval(text: Text, at: int) -> Hit | None:
    """`95% CI 0.24-0.69`, `(95% CI, 31.0 to 52.1)`."""
    m = _INTERVAL.match(text.low, at)
    if m is None:
        return None
    a, b = read_number(m["a"].lstrip("+")), read_number(m["b"].lstrip("+"))
    reading = Reading(
        Kind.INTERVAL, (a.value, b.value), min(a.step, b.step), "%" if m["unit"] else "",
        level=Decimal(m["level"]), is_range=True,
    )  # fmt: skip
    return Hit(at, m.end(), reading)


_RATIO_LEFT = re.compile(
    r"(?:(?:hazard|odds|risk|rate|incidence rate) ratios?(?: \(\w+\))?|relative risk(?: \(\w+\))?|(?<![\w])(?:a?hr|a?or|rr|irr))"
    r"(?: (?:was|is|of|for [a-z]+))?[ ,:=]{1,3}\Z"
)
_P_LEFT = re.compile(
    r"(?<![\w])p(?:[ -]?values?)?(?: (?:was|is|of))? ?(?P<sign><=|>=|[=<>≤≥])? ?\Z"
)


def p_value(text: Text, at: int) -> Hit | None:
    """`p<0.001`, `P = .04`; the span begins at the p."""
    left = text.low[max(0, at - 14) : at]
    if "p" not in left:
        return None
    m = _P_LEFT.search(left)
    got = number_at(text, at)
    if m is None or got is None or got[1].value > 1 or not (m["sign"] or "value" in m[0]):
        return None
    bound = {"<": Bound.LESS, "≤": Bound.AT_MOST, "<=": Bound.AT_MOST, ">": Bound.MORE}.get(
        m["sign"] or "", Bound.EXACTLY
    )
    start = max(0, at - 14) + m.start()
    return Hit(start, got[0], Reading(Kind.P_VALUE, (got[1].value,), got[1].step, bound=bound))


def ratio(text: Text, at: int) -> Hit | None:
    """`hazard ratio 0.41`, `OR = 2.3`; the span is the number alone."""
    left = text.low[max(0, at - 34) : at]
    m = _RATIO_LEFT.search(left)
    if m is None or _is_conjunction(text.plain[max(0, at - 34) : at], m.start()):
        return None
    got = number_at(text, at)
    return Hit(at, got[0], Reading(Kind.RATIO, (got[1].value,), got[1].step)) if got else None


def _is_conjunction(left: str, at: int) -> bool:
    return left.startswith("or", at) or left.startswith("Or", at)


_PER = re.compile(
    r"(?: ?/ ?| per | a | each )(?P<per>share|month|week|year|day|barrel|tonne|dose|patient|hour|head|unit|annum)\b"
)
_MONEY_RIGHT = re.compile(rf" ?(?P<word>{one_of(CURRENCY_WORDS)})(?![a-z])|p\b(?! ?[=<>])")
_SECOND = re.compile(rf"(?:{_JOIN})(?:us|a|c|hk)?[$€£¥]?(?P<b>{DIGITS}){_SCALE}?(?! ?%)")
_SCALED = re.compile(rf"{_SCALE}")


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
    elif (
        sign[0].endswith("-")
        or text.low[start - 1 : start] == "-"
        and text.low[start - 2 : start - 1] in " ("
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


_PERCENTS = re.compile(
    rf"(?P<a>{DIGITS}|\d+,\d{{1,2}}(?!\d))(?:{_PERCENT}?(?: ?- ?| to ){'(?P<sign>[+-])?'}(?P<b>{DIGITS}))?(?:(?P<points>{_POINTS})|(?P<basis>{_BASIS})|(?P<percent>{_PERCENT}))"
)
_AND_PERCENT = re.compile(rf"(?P<a>{DIGITS}) (?:and|or) {DIGITS}{_PERCENT}")


def percent(text: Text, at: int) -> Hit | None:
    """`67%`, `44%-67%`, `12 per cent`, `4 percentage points`, `50 basis points`, `96 and 95%`."""
    m = _PERCENTS.match(text.low, at)
    if m is None:
        shared = _AND_PERCENT.match(text.low, at)
        if shared is None:
            return None
        one = read_number(shared["a"])
        return Hit(at, shared.end("a"), Reading(Kind.PERCENT, (one.value,), one.step, "%"))
    start, sign = signed_start(text, at)
    numbers = [read_number(n) for n in (m["a"], m["b"]) if n]
    values = tuple(n.value for n in numbers)
    values = (sign * values[0], *values[1:])
    step = min(n.step for n in numbers)
    kind, unit = (Kind.POINTS, "pp") if m["points"] else (Kind.PERCENT, "%")
    if m["basis"]:
        kind, unit = Kind.POINTS, "pp"
        values, step = tuple(v / 100 for v in values), step / 100
    return Hit(start, m.end(), Reading(kind, values, step, unit, is_range=len(values) == 2))


_DURATION = re.compile(
    rf"(?P<a>{DIGITS})(?:(?: ?- ?| to | or |-to-)(?P<b>{DIGITS}))?(?:[ -](?:(?:full|consecutive|whole|calendar|business|trading|more) )?|(?=[a-z]))(?P<unit>{DURATION_WORD})s?\b(?P<old>[ -]olds?\b| of age\b)?"
)
_AGED = re.compile(r"(?:aged|ages?|age of)(?: between)? \Z")
_AGE_COMMA = re.compile(r"[a-z]\)?, \Z")
_AGE_RIGHT = re.compile(r"\d{1,3}(?=,(?: [a-z]| ?[\"'])|\)?\.?$)")


def duration(text: Text, at: int) -> Hit | None:
    """`9.5 months`, `12-18 months`, `three-month`'s digit form `3-month`, `45-year-old`."""
    m = _DURATION.match(text.low, at)
    if m is None:
        return None
    numbers = [read_number(n) for n in (m["a"], m["b"]) if n]
    unit = DURATIONS[m["unit"]]
    if m["unit"] in ("min", "second", "sec", "hr", "mo", "quarter") and "," in m["a"]:
        return None
    kind = Kind.AGE if m["old"] or _AGED.search(text.low[max(0, at - 14) : at]) else Kind.DURATION
    values = tuple(n.value for n in numbers)
    step = min(n.step for n in numbers)
    return Hit(at, m.end(), Reading(kind, values, step, unit, is_range=len(values) == 2))


def age(text: Text, at: int) -> Hit | None:
    """`Jane Roe, 54, said`, `aged 18 to 65`: a number of years that does not say so."""
    left = text.plain[max(0, at - 20) : at]
    m = re.compile(r"(?P<a>\d{1,3})(?:(?:-| to | and )(?P<b>\d{1,3}))?(?![\w%/]|[.,]\d)").match(
        text.low, at
    )
    if m is None or int(m["a"]) > 120:
        return None
    aged = _AGED.search(left.lower())
    named = re.search(r"[A-Z][\w'-]+, $", left) and re.match(r",(?: |$)", text.low[m.end() :][:2])
    if not aged and not (named and not m["b"]):
        return None
    values = tuple(Decimal(n) for n in (m["a"], m["b"]) if n)
    return Hit(at, m.end(), Reading(Kind.AGE, values, unit="year", is_range=len(values) == 2))


_QUANTITY = re.compile(
    rf"(?P<a>{DIGITS})(?:(?: ?- ?| to | and | or )(?P<b>{DIGITS}))?(?P<gap>[ -]?)(?P<unit>{one_of(MEASURES)})(?![\w/])"
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


_MULTIPLE = re.compile(
    rf"(?P<a>{DIGITS})(?: ?- ?(?P<b>{DIGITS}))?(?:[ -]?fold\b|x\b(?! ?\d)| times\b(?= (?:higher|lower|more|less|greater|larger|as|the|that|faster|bigger|its|their|sales|earnings|likely)))"
)


def multiple(text: Text, at: int) -> Hit | None:
    """`4.5-fold`, `3.5x`, `3 times higher`: the factor."""
    m = _MULTIPLE.match(text.low, at)
    if m is None:
        return None
    numbers = [read_number(n) for n in (m["a"], m["b"]) if n]
    values = tuple(n.value for n in numbers)
    return Hit(
        at, m.end(), Reading(Kind.MULTIPLE, values, numbers[0].step, "x", is_range=len(values) == 2)
    )


_GRADE = re.compile(
    r"(?P<a>[0-5])(?: ?[-/] ?(?P<b>[0-5])| (?:to|and|or) (?P<c>[0-5]))?(?P<up>\+| ?(?:or|and) (?:higher|above|greater|more|worse|over))?(?![\d%]|[.,]\d)"
)
_GRADE_LEFT = re.compile(r"(?<![\w])grades?[ -](?:of )?(?P<sign>>=|≥|<=|≤|>)? ?\Z")


def grade(text: Text, at: int) -> Hit | None:
    """`Grade 3 or higher`, `grade ≥3`, `Grade 1-2`: the span begins at the word."""
    left = _GRADE_LEFT.search(text.low[max(0, at - 14) : at])
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


_CLOCK = re.compile(
    r"(?:(?P<h>[01]?\d|2[0-3])[:.](?P<m>[0-5]\d)(?: ?(?P<ap>[ap]\.?m\b\.?))?|(?P<h2>1[0-2]|[1-9]) ?(?P<ap2>[ap]\.?m\b))(?!\d)"
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
    if got:
        return Hit(at, got[0], got[1])
    back = 2 if text.low[at - 2 : at] == "fy" else 1 if text.low[at - 1 : at] in ("q", "h") else 0
    got = dates.read_period(text.low, at - back) if back else None
    return Hit(at - back, got[0], got[1]) if got else None


_YEAR_LEFT = re.compile(
    r"(?P<part>mid|early|late|end|end of|the end of|start of|beginning of|middle of)[ -]\Z"
)
_COUNT_NOUN = re.compile(
    r" (?:patients|people|participants|subjects|men|women|children|deaths|cases|shares|jobs|staff|employees|workers|troops|homes|units|copies|votes|students|volunteers|members|fans|spectators|runs|points|goals|calories)\b"
)


def year(text: Text, at: int) -> Hit | None:
    """`2027`, `the 1990s`, `mid-2027`, `2027-2028`; four digits that count things are no year."""
    got = dates.read_year(text.low, at)
    if got is None or _COUNT_NOUN.match(text.low, got[0]) or text.low[at - 1 : at] in "$€£#":
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


_COUNT = re.compile(
    rf"(?P<a>\d{{1,3}}(?: \d{{3}})+(?! ?\d)|{DIGITS}){_SCALE}?(?:(?: ?- ?| to )(?P<b>{DIGITS})(?:[ -]?(?P<scale2>{SCALE_WORD})\b)?)?(?P<noun>[ -](?P<word>[a-z]+))?"
)
_SCORE_LEFT = re.compile(
    r"(?:scores?|index|rating|ecog(?: \w+ \w+)?|performance status)(?: (?:was|of|is|at))?[\s:=]+\Z"
)
_STOP = frozenset(
    "in of and or to the a an at on for by from with as is was were are be been has had have this that "
    "but while which who when than versus vs compared per out after before since until his her its "
    "their our my your it he she they we you i not no if so then also now more less other each all "
    "against over under into through during about between among across both where because".split()
)


def count(text: Text, at: int) -> Hit | None:
    """Any other number: with a noun a count (`1,300 staff`), after a score's name a score."""
    m = _COUNT.match(text.low, at)
    if m is None:
        return None
    thin = " " in m["a"] and not _is_thin(text, at, m.end("a"))
    if thin:
        m = re.compile(
            rf"(?P<a>{DIGITS})(?P<b>)(?P<scale>)(?P<short>)(?P<scale2>)(?P<noun>)(?P<word>)"
        ).match(text.low, at)
        assert m is not None  # noqa: S101 - a digit stands at `at`
    scale = m["scale"] or m["short"] or ""
    one = read_number(m["a"], scale or (m["scale2"] or ""))
    values: tuple[Decimal, ...]
    values, step, end = (
        (one.value,),
        one.step,
        m.end("scale") if m["scale"] else m.end("short") if m["short"] else m.end("a"),
    )
    if m["b"]:
        two = read_number(m["b"], m["scale2"] or "")
        values, step, end = (
            (one.value, two.value),
            min(one.step, two.step),
            m.end("scale2") if m["scale2"] else m.end("b"),
        )
    word = m["word"] if m["noun"] and m["word"] not in _STOP else ""
    start, sign = signed_start(text, at)
    values = (sign * values[0], *values[1:])
    left = text.low[max(0, at - 30) : at]
    kind = Kind.SCORE if _SCORE_LEFT.search(left) else Kind.COUNT if word else Kind.NUMBER
    return Hit(
        start, end, Reading(kind, values, step, singular(word or ""), is_range=len(values) == 2)
    )


def _is_thin(text: Text, start: int, end: int) -> bool:
    return all(c != " " for c in text.text[start:end])


GRAMMARS: tuple[Grammar, ...] = (
    grade, line, calendar, clock, interval, p_value, scientific, ratio, proportion, money, percent,
    duration, age, quantity, multiple, year, ordinal, count,
)  # fmt: skip
"""In order: the first that reads the number wins, so the most particular come first."""
