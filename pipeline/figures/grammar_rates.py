"""Grammars of numbers that compare: shares, percentages, multiples, ratios and their certainty."""

import re
from decimal import Decimal

from pipeline.figures.found import Reading, Text
from pipeline.figures.grammar_base import (
    COUNTED,
    PERCENT,
    Hit,
    is_between,
    is_of_percent,
    number_at,
    signed_start,
)
from pipeline.figures.numbers import DIGITS, WORDS, read_number
from pipeline.figures.units import one_of
from schemas.figure import Bound, Kind

_PROPORTION = re.compile(
    r"(?P<part>\d{1,3}(?:,\d{3})+|\d+)(?: ?/ ?|-of-|(?: (?P<noun>[a-z]+))? (?:out )?of (?:the |"
    r"all |a total of |its |their |an? (?=[a-z]))?"
    r"(?:first |planned |possible |targeted |expected |intended |required |scheduled )?)"
    r"(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?![\d%]|[.,]\d|/\d|st\b|nd\b|rd\b|th\b| per ?cent|"
    r" million| billion)"
)


_ONE_IN = re.compile(
    r"(?P<part>1(?= )|\d+(?= in \d+ [a-z])) in (?P<whole>\d{1,3}(?:,\d{3})+|\d+)"
    r"(?![\d%]|[.,/]\d| (?:19|20)\d\d)"
)
_PARTED = " / "
"""What parts the cells of a flattened row, where a line holds it twice."""


def proportion(text: Text, at: int) -> Hit | None:
    """`7/12`, `7 of 12`, `7 out of the 12`, `1 in 5`; part never above whole."""
    m = _PROPORTION.match(text.low, at) or _ONE_IN.match(text.low, at)
    if m is None:
        return None
    part, whole = read_number(m["part"]).value, read_number(m["whole"]).value
    noun = m.groupdict().get("noun")
    if part > whole or whole == 0 or (noun and not COUNTED.match(noun)):
        return None
    slashed = "/" in m[0]
    if _PARTED in m[0] and _is_row(text.low, at):
        return None
    if slashed and (m["part"].startswith("0") and len(m["part"]) > 1):
        return None
    if not slashed and 1900 <= whole <= 2099 and "," not in m["whole"]:
        return None
    return Hit(at, m.end(), Reading(Kind.PROPORTION, (part, whole), part=part, whole=whole))


def _is_row(low: str, at: int) -> bool:
    """Is the line around `at` a row of cells, `Cash / 118 / 163`, whose numbers are no shares?"""
    end = low.find("\n", at)
    line = low[low.rfind("\n", 0, at) + 1 : end if end >= 0 else len(low)]
    return line.count(_PARTED) > 1


_INTERVAL = re.compile(
    rf"(?P<level>\d{{2}}(?:\.\d+)?) ?%[ -](?:ci|c\.i\.|confidence intervals?|cri|"
    rf"credible intervals?)(?: (?:for|of|in)(?: [a-z-]+){{1,5}}?)??"
    rf"[ ,:;=]*(?:\(ci\)|\[ci\])?[ ,:;=]*(?:of |was |is |range of |"
    rf"from )?[\[(]?(?P<a>[+-]?{DIGITS}) ?%?(?: ?- ?| ?to ?| ?, ?|; ?|"
    rf" and )(?:(?P<b>[+-]?{DIGITS})(?P<unit> ?%)?|(?P<open>ne|nr|not (?:estimable|reached))(?!\w))"
)


def interval(text: Text, at: int) -> Hit | None:
    """`95% CI 0.24-0.69`, `(95% CI, 31.0 to 52.1)`, `95% CI 12.1 to NE` (open above)."""
    m = _INTERVAL.match(text.low, at)
    if m is None:
        return None
    a = read_number(m["a"].lstrip("+"))
    if m["open"]:
        reading = Reading(
            Kind.INTERVAL, (a.value,), a.step, level=Decimal(m["level"]), bound=Bound.AT_LEAST
        )
        return Hit(at, m.end(), reading)
    b = read_number(m["b"].lstrip("+"))
    reading = Reading(
        Kind.INTERVAL, (a.value, b.value), min(a.step, b.step), "%" if m["unit"] else "",
        level=Decimal(m["level"]), is_range=True,
    )  # fmt: skip
    return Hit(at, m.end(), reading)


_ALLOTTED = (
    r"(?:randomi[sz]\w*|allocat\w*|assigned|ratio(?: of)?|outnumber\w*|split|odds(?: of)?)"
    r"(?: (?:in|at|by|a|of|was))*"
)
_ALLOCATION_LEFT = re.compile(rf"{_ALLOTTED} [a(]? ?\Z")
_ALLOCATION = re.compile(
    r"(?P<a>\d{1,2}):(?P<b>\d{1,2})(?::(?P<c>\d{1,2}))?(?![\d:]|\.\d| ?[ap]\.?m\b)"
)
_ALLOTTED_AHEAD = re.compile(r"\d{1,2}(?::| to |-to-)")
_ALLOCATION_WORDS = re.compile(
    rf"(?P<a>{one_of(WORDS)}|\d{{1,2}})(?: to |-to-)(?P<b>{one_of(WORDS)}|\d{{1,2}})(?![\w-]|\.\d)"
)
_RATIO_RIGHT = re.compile(r" (?:ratio|randomi[sz]|allocation|in favou?r)")


def allocation(text: Text, at: int) -> Hit | None:
    """`randomised 2:1`, `1:1:1`, `assigned two to one`: how groups stand to each other.

    Two digits behind the colon may be a time; then a word of allotment must stand beside it.
    """
    if text.low[at].isdigit() and _ALLOTTED_AHEAD.match(text.low, at) is None:
        return None
    m = _ALLOCATION.match(text.low, at)
    if m is not None and len(m["b"]) == 1:
        parts = [Decimal(part) for part in m.groups() if part]
        return Hit(at, m.end(), Reading(Kind.RATIO, tuple(parts)))
    m = m or _ALLOCATION_WORDS.match(text.low, at)
    if m is None:
        return None
    allotted = _ALLOCATION_LEFT.search(text.low[max(0, at - 30) : at])
    against_one = "-to-" in m[0] and m["b"] in ("1", "one")
    if not (allotted or against_one or _RATIO_RIGHT.match(text.low, m.end())):
        return None
    parts = [Decimal(WORDS.get(part, part)) for part in m.groups() if part]
    is_words = not text.low[at].isdigit()
    return Hit(at, m.end(), Reading(Kind.RATIO, tuple(parts), is_words=is_words))


_RATIO_LEFT = re.compile(
    r"(?:(?:hazard|odds|risk|rate|incidence rate) ratios?(?: \(\w+\))?|"
    r"relative risk(?: \(\w+\))?|(?<![\w])(?:a?hr|a?or|rr|irr))"
    r"(?: for(?: [a-z-]+){1,4}?)?(?: (?:was|is|of|at))?[ ,:=]{1,3}\Z"
)


_RATIO_HINTS = ("ratio", "relative risk", "hr", "or ", "or=", "or:", "or,", "rr")
"""Letters without which `_RATIO_LEFT` cannot match; asked first, since they are much cheaper."""


def ratio(text: Text, at: int) -> Hit | None:
    """`hazard ratio 0.41`, `OR = 2.3`; the span is the number alone."""
    left = text.low[max(0, at - 60) : at]
    if not any(map(left.__contains__, _RATIO_HINTS)):
        return None
    m = _RATIO_LEFT.search(left)
    if m is None or _is_conjunction(text.plain[max(0, at - 60) : at], m.start()):
        return None
    got = number_at(text, at)
    return Hit(at, got[0], Reading(Kind.RATIO, (got[1].value,), got[1].step)) if got else None


def _is_conjunction(left: str, at: int) -> bool:
    return left.startswith("or", at) or left.startswith("Or", at)


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


POINTS = r"(?:[ -]percentage[ -]points?\b| ?pp\b| ?ppts?\b| percent points?\b)"


BASIS = r"(?: basis points?\b| ?bps\b)"


_PERCENT_TAIL = rf"(?:(?P<points>{POINTS})|(?P<basis>{BASIS})|(?P<percent>{PERCENT}))"
_PERCENTS = re.compile(
    rf"(?P<a>{DIGITS}|\d+,\d{{1,2}}(?!\d))(?:{PERCENT}?(?: ?- ?|"
    rf" to ){'(?P<sign>[+-])?'}(?P<b>{DIGITS}))?{_PERCENT_TAIL}"
)
_BETWEEN_PERCENTS = re.compile(rf"(?P<a>{DIGITS}){PERCENT}? and (?P<b>{DIGITS}){_PERCENT_TAIL}")


_AND_PERCENT = re.compile(rf"(?P<a>{DIGITS}) (?:and|or) {DIGITS}{PERCENT}")


_YEAR = re.compile(r"(?:19|20)\d\d (?:to|and|or) \d")
_IN_YEAR = re.compile(r"(?<!between )\b(?:in|during|for|since|of) (?:the year )?\Z")
"""`from 51% in 2023 to 44%`: a year before the next percentage is no end of a range."""


_SIGNS = frozenset("$€£¥")


def percent(text: Text, at: int) -> Hit | None:
    """`67%`, `44%-67%`, `12 per cent`, `4 percentage points`, `50 basis points`, `96 and 95%`."""
    if _YEAR.match(text.low, at) and _IN_YEAR.search(text.low, max(0, at - 24), at):
        return None
    joined = _BETWEEN_PERCENTS.match(text.low, at) if is_between(text, at) else None
    m = joined or _PERCENTS.match(text.low, at)
    if m is None:
        shared = None if text.low[at - 1 : at] in _SIGNS else _AND_PERCENT.match(text.low, at)
        if shared is None:
            return _points(text.low, at)
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


_POINTS = re.compile(rf"(?P<a>{DIGITS})[ -]points?\b")


def _points(low: str, at: int) -> Hit | None:
    """`58.3% and 16.7%, a gap of 41.6 points`: points of percent, although not said to be."""
    m = _POINTS.match(low, at)
    if m is None or not is_of_percent(low, at, m.end()):
        return None
    number = read_number(m["a"])
    return Hit(at, m.end(), Reading(Kind.POINTS, (number.value,), number.step, "pp"))


_MULTIPLE = re.compile(
    rf"(?P<a>{DIGITS})(?: ?- ?(?P<b>{DIGITS}))?(?:[ -]?fold\b|x\b(?! ?\d)| times\b(?= (?:higher|"
    rf"lower|more|less|greater|larger|as|the|that|faster|bigger|its|their|sales|earnings|likely|"
    rf"usual|normal|last|this|average|annual|forecast|expected|previous|what|"
    rf"revenues?|profits?|ebitda|book)))"
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
