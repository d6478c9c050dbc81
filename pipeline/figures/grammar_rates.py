"""Grammars of numbers that compare: shares, percentages, multiples, ratios and their certainty."""

import re
from decimal import Decimal

from pipeline.figures.found import Reading, Text
from pipeline.figures.grammar_base import PERCENT, Hit, number_at, signed_start
from pipeline.figures.numbers import DIGITS, read_number
from schemas.figure import Bound, Kind

_PROPORTION = re.compile(
    r"(?P<part>\d{1,3}(?:,\d{3})+|\d+)(?: ?/ ?|-of-|(?: (?P<noun>[a-z]+))? (?:out )?of (?:the |"
    r"all |a total of )?(?:first )?)"
    r"(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?![\d%]|[.,]\d|/\d|st\b|nd\b|rd\b|th\b| per ?cent|"
    r" million| billion)"
)


_ONE_IN = re.compile(r"(?P<part>\d+) in (?P<whole>\d+)(?![\d%]|[.,/]\d| (?:19|20)\d\d)(?= [a-z])")


_COUNTED = re.compile(
    r"(?:patient|participant|subject|people|person|case|event|responder|women|men|child|infant|"
    r"adult|individual|volunteer|recipient|evaluable|treated|of)"
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


_INTERVAL = re.compile(
    rf"(?P<level>\d{{2}}(?:\.\d+)?) ?%[ -](?:ci|c\.i\.|confidence intervals?|cri|"
    rf"credible intervals?)"
    rf"[ ,:;=]*(?:\(ci\)|\[ci\])?[ ,:;=]*(?:of |was |range of |"
    rf"from )?[\[(]?(?P<a>[+-]?{DIGITS}) ?%?(?: ?- ?| ?to ?| ?, ?|; ?|"
    rf" and )(?P<b>[+-]?{DIGITS})(?P<unit> ?%)?"
)


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
    r"(?:(?:hazard|odds|risk|rate|incidence rate) ratios?(?: \(\w+\))?|"
    r"relative risk(?: \(\w+\))?|(?<![\w])(?:a?hr|a?or|rr|irr))"
    r"(?: for(?: [a-z-]+){1,4}?)?(?: (?:was|is|of|at))?[ ,:=]{1,3}\Z"
)


def ratio(text: Text, at: int) -> Hit | None:
    """`hazard ratio 0.41`, `OR = 2.3`; the span is the number alone."""
    left = text.low[max(0, at - 60) : at]
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


_PERCENTS = re.compile(
    rf"(?P<a>{DIGITS}|\d+,\d{{1,2}}(?!\d))(?:{PERCENT}?(?: ?- ?|"
    rf" to ){'(?P<sign>[+-])?'}(?P<b>{DIGITS}))?(?:(?P<points>{POINTS})|(?P<basis>{BASIS})|"
    rf"(?P<percent>{PERCENT}))"
)


_AND_PERCENT = re.compile(rf"(?P<a>{DIGITS}) (?:and|or) {DIGITS}{PERCENT}")


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


_MULTIPLE = re.compile(
    rf"(?P<a>{DIGITS})(?: ?- ?(?P<b>{DIGITS}))?(?:[ -]?fold\b|x\b(?! ?\d)| times\b(?= (?:higher|"
    rf"lower|more|less|greater|larger|as|the|that|faster|bigger|its|their|sales|earnings|likely)))"
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
