"""Grammars of numbers that measure or count: money, physical units, powers of ten, counts."""

import re
from decimal import Decimal

from pipeline.figures import word_lists
from pipeline.figures.found import Reading, Text
from pipeline.figures.glyphs import SUPERSCRIPT_DIGIT, SUPERSCRIPTS
from pipeline.figures.grammar_base import SCALE, Hit, is_between, number_at, signed_start
from pipeline.figures.numbers import DIGITS, Number, read_number
from pipeline.figures.numerals import cents_at
from pipeline.figures.units import (
    BODY_AREA,
    CODES,
    CURRENCY_RIGHT,
    CURRENCY_SIGNS,
    CURRENCY_WORDS,
    MEASURES,
    SCALE_WORD,
    currency_named,
    one_of,
    singular,
)
from schemas.figure import Kind

_SCIENTIFIC = re.compile(
    rf"(?P<a>{DIGITS})(?: ?- ?(?P<b>{DIGITS}))?(?: ?[x*] ?10(?:\^|\*\*|"
    rf"e)?(?P<power>\(?-?\d{{1,2}}\)?|⁻?[{SUPERSCRIPTS}]{{1,2}})|e(?P<e>[+-]?\d{{1,2}})(?!\w|\.\d))"
    rf"(?: ?(?P<unit>car t cells/kg|cells/kg|cells|/kg|/l|/ml))?"
)


def scientific(text: Text, at: int) -> Hit | None:
    """`2 × 10⁶`, `1x10^8 cells/kg`, `2e6`, `0.3-4.8 x 106/kg` with its superscript lost."""
    m = _SCIENTIFIC.match(text.low, at)
    if m is None:
        return None
    power = int((m["power"] or m["e"]).translate(SUPERSCRIPT_DIGIT).strip("()"))
    numbers = [read_number(n) for n in (m["a"], m["b"]) if n]
    values = tuple(n.value.scaleb(power) for n in numbers)
    unit = m["unit"] or ""
    step = numbers[0].step.scaleb(power)
    reading = Reading(Kind.QUANTITY, values, step, unit, is_range=len(values) == 2)
    return Hit(at, m.end(), reading)


_CURRENCY_LEFT = re.compile(
    rf"(?:(?<![a-z])(?P<word>{one_of({k: v for k, v in CURRENCY_SIGNS.items() if k.isalpha()})})|"
    rf"(?<![a-z])(?P<sign>{one_of({k: v for k, v in CURRENCY_SIGNS.items() if not k.isalpha()})})|"
    r"(?P<bare>[$€£¥]))[ \n]?\(?[+-]?\Z"
)
_SIGNS = tuple(CURRENCY_SIGNS)
_PER = re.compile(
    r"(?: ?/ ?| per | an? | each )(?P<per>share|month|week|year|day|barrel|tonne|dose|patient|hour|"
    r"head|unit|annum|pound|ounce|kilogram|kilo|gram|litre|liter|gallon|ton|bushel|acre|hectare|megawatt-hour|"
    r"kilowatt-hour)\b(?! (?:ago|earlier|before|later|after))"
)
_SPACED = re.compile(rf"\d{{1,3}}(?: \d{{3}}){{1,5}}(?![\d,.])(?= (?:{one_of(CURRENCY_WORDS)})\b)")
_PENCE = re.compile(r"p\b(?! ?[=<>])")
_MONEY_SCALE = rf"(?:[ -]?(?P<scale>{SCALE_WORD})s?\b| ?(?P<short>mm|[kmbt])\b(?!/|\.\w))"
_SCALED = re.compile(_MONEY_SCALE)
_TO_MONEY = re.compile(
    rf"(?:(?: ?- ?| to )|(?P<and> and ))(?:us|a|c|hk)?[$€£¥]?(?P<b>{DIGITS}){_MONEY_SCALE}?(?! ?%)"
)


def money(text: Text, at: int) -> Hit | None:
    """`$6.92`, `A$1.4bn`, `$10 to $15 billion`, `181.75p`, `20 million euros`, `$(0.72)`."""
    return signed_money(text, at) or _money_by_word(text, at)


def signed_money(text: Text, at: int) -> Hit | None:
    """Money whose sign or code stands before it: `$6.92`, `A$1.4bn`, `$(0.72)`."""
    if not text.low[max(0, at - 8) : at].rstrip(" \n(+-").endswith(_SIGNS):
        return None
    sign = _CURRENCY_LEFT.search(text.low, max(0, at - 8), at)
    amount = _amount(text, at) if sign else None
    if sign is None or amount is None or not _is_sign(text, sign):
        return None
    (end, number), start = amount, sign.start()
    named = re.sub(r"[\s(+-]", "", sign[0])
    values, step, end = _money_pair(text, at, number, end)
    if len(named) == 4 and named[0] == "m" and named[1:] in CODES:
        values, step = tuple(v * 10**6 for v in values), step * 10**6
    if "(" in sign[0] and text.low[end : end + 1] == ")":
        values, end = (-values[0],), end + 1
    elif sign[0].endswith("-") or (
        text.low[start - 1 : start] == "-" and text.low[start - 2 : start - 1] in " ("
    ):
        values = (-values[0], *values[1:])
    unit = CURRENCY_SIGNS[named]
    if len(values) == 1 and (change := cents_at(text.low, end, unit)):
        values, step, end = (values[0] + change.value,), change.step, change.end
    per = _PER.match(text.low, end)
    unit = f"{unit}/{per['per']}" if per else unit
    return Hit(start, end, Reading(Kind.MONEY, values, step, unit, is_range=len(values) == 2))


_SMALL_CODES = frozenset(word_lists.words("money", "after_a_number"))


def _is_sign(text: Text, sign: re.Match[str]) -> bool:
    """A code of letters is a sign only in capitals, or where it is a common one: `RM42`, `Rs 5`."""
    word = sign["word"]
    if word is None or word in _SMALL_CODES:
        return True
    return text.plain[sign.start() : sign.start() + len(word)].isupper()


def _amount(text: Text, at: int) -> tuple[int, Number] | None:
    """The end and the value of a number that may be money: none before a percent sign."""
    if spaced := _SPACED.match(text.low, at):  # `10 000 dollars`; bare, it may be two table cells
        return spaced.end(), read_number(spaced[0])
    got = number_at(text, at)
    return None if got is None or text.low.startswith("%", got[0]) else got


def _money_pair(
    text: Text, at: int, number: Number, end: int
) -> tuple[tuple[Decimal, ...], Decimal, int]:
    scaled = _SCALED.match(text.low, end)
    first_end = scaled.end() if scaled else end
    second = _TO_MONEY.match(text.low, first_end)
    one = _rescale(number, scaled)
    if second is None or (second["and"] and not is_between(text, at)):
        return (one.value,), one.step, first_end
    two = _rescale(read_number(second["b"]), second)
    one = _rescale(number, scaled or second)
    return (one.value, two.value), min(one.step, two.step), second.end()


def _money_by_word(text: Text, at: int) -> Hit | None:
    """`20 million euros`, `12-15 rupees`, `75 USD million`, `30 MUSD`, `181.75p`."""
    amount = _amount(text, at)
    if amount is None:
        return None
    end, number = amount
    values, step, end = _money_pair(text, at, number, end)
    m = CURRENCY_RIGHT.match(text.low, end)
    unit = currency_named(m["money"], values[-1], step) if m else ""
    if not m or not unit:
        pence = _PENCE.match(text.low, end)
        if pence is None or ("." not in text.low[at:end] and number.value > 999):
            return None
        return Hit(
            at, pence.end(), Reading(Kind.MONEY, values, step, "penny", is_range=len(values) == 2)
        )
    end, factor = m.end(), Decimal(1)
    if unit.startswith("M") and len(unit) == 4:
        unit, factor = unit[1:], Decimal(10**6)
    elif m["money"] in CODES and (scaled := re.compile(rf" ({SCALE_WORD})\b").match(text.low, end)):
        end, factor = scaled.end(), read_number("1", scaled[1]).value
    values, step = tuple(v * factor for v in values), step * factor
    if len(values) == 1 and (change := cents_at(text.low, end, unit)):
        values, step, end = (values[0] + change.value,), change.step, change.end
    per = _PER.match(text.low, end)
    unit = f"{unit}/{per['per']}" if per and unit not in ("cent", "penny") else unit
    return Hit(at, end, Reading(Kind.MONEY, values, step, unit, is_range=len(values) == 2))


def _rescale(number: Number, scaled: re.Match[str] | None) -> Number:
    word = (scaled["scale"] or scaled["short"]) if scaled else None
    if not word:
        return number
    whole = read_number("1", word).value
    return Number(number.value * whole, number.step * whole)


_QUANTITY = re.compile(
    rf"(?P<a>{DIGITS})(?:(?: ?- ?| to | and |"
    rf" or )(?P<b>{DIGITS}))?(?P<gap>[ -]?)(?P<unit>{one_of(MEASURES)}){BODY_AREA}?(?![\w/])"
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


_METRES = re.compile(
    r"(?P<a>\d+(?:\.\d+)?)(?: ?|-)m(?:-| )(?:tall|long|wide|high|deep|away|above|below|sprint|race|"
    r"freestyle|hurdles|butterfly|backstroke|breaststroke|relay|final|heats?|dash|down|ahead|"
    r"north|south|east|west|from|square|in (?:length|width|height|depth|diameter))\b"
)
_BARE_METRES = re.compile(r"(?P<a>\d+(?:\.\d+)?) ?m\b(?!/|²)")
_LENGTH_LEFT = re.compile(
    r"(?:altitude|height|length|depth|distance|elevation|width|diameter)\b[^.;\d]{0,40}(?:is|was|of|:)"
    r"(?: about| approximately)? \Z"
)


def metres(text: Text, at: int) -> Hit | None:
    """`1.8m tall`, `a 100m sprint`, `altitude: 3160m`: an `m` that is no million."""
    m = _METRES.match(text.low, at)
    if m is None:
        m = _BARE_METRES.match(text.low, at)
        if m and not _LENGTH_LEFT.search(text.low, max(0, at - 64), at):
            return None
    if m is None:
        return None
    number = read_number(m["a"])
    end = text.low.index("m", m.end("a")) + 1
    return Hit(at, end, Reading(Kind.QUANTITY, (number.value,), number.step, "m"))


def _counts(join: str) -> re.Pattern[str]:
    """A count whose two ends, if it has two, are joined by `join`."""
    return re.compile(
        rf"(?P<a>\d{{1,3}}(?: \d{{3}}){{1,5}}(?! ?\d)|{DIGITS}){SCALE}?(?:(?:{join})(?P<b>{DIGITS})"
        rf"(?:[ -]?(?P<scale2>{SCALE_WORD})\b)?)?(?P<noun>(?: or (?:more|fewer|less))?[ -]"
        r"(?P<word>[a-z]+))?"
    )


_COUNT = _counts(" ?- ?| to ")
_COUNT_BETWEEN = _counts(" ?- ?| to | and ")


_SCORE_LEFT = re.compile(
    r"(?:scores?|index|rating|ecog(?: \w+ \w+)?|performance status)(?: (?:was|of|is|at))?[\s:=]+\Z"
)
_SCORES = ("score", "index", "rating", "ecog", "status")


_STOP = frozenset(word_lists.words("common_words", "after_a_number"))


_FIRST_CELL = re.compile(
    rf"(?P<a>{DIGITS})(?P<b>)(?P<scale>)(?P<short>)(?P<scale2>)(?P<noun>)(?P<word>)"
)
"""The first number alone, where plain spaces part what only looks like thousands: `10 900`."""


def count(text: Text, at: int) -> Hit | None:
    """Any other number: with a noun a count (`1,300 staff`), after a score's name a score."""
    m = (_COUNT_BETWEEN if is_between(text, at) else _COUNT).match(text.low, at)
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
    if word and (time := _PERSON_TIME.match(text.low, m.end("word"))):
        word = f"{singular(word)}{time['unit']}"
    start, sign = signed_start(text, at)
    values = (sign * values[0], *values[1:])
    left = text.low[max(0, at - 30) : at]
    named = any(map(left.__contains__, _SCORES)) and _SCORE_LEFT.search(left)
    kind = Kind.SCORE if named else Kind.COUNT if word else Kind.NUMBER
    reading = Reading(kind, values, step, singular(word), is_range=len(values) == 2)
    return Hit(start, end, reading)


_PERSON_TIME = re.compile(r"(?P<unit>-(?:year|month|day))s?\b")
"""`340,000 patient-years` are years."""


def _is_thin(text: Text, start: int, end: int) -> bool:
    """Are the groups thousands: parted by thin spaces, or by plain ones before a `000`?

    A cell of a table never reads `000`, so `70 000` is one number and `10 900` may be two.
    """
    printed = text.text[start:end]
    return " " not in printed or " 000" in printed
