"""What every grammar of numbers shares: where a figure lies, a plain number, its sign."""

import re
from collections.abc import Callable
from typing import NamedTuple

from pipeline.figures.found import Reading, Text
from pipeline.figures.numbers import DIGITS, Number, read_number
from pipeline.figures.units import SCALE_WORD


class Hit(NamedTuple):
    """Where a figure lies and how it reads."""

    start: int
    end: int
    reading: Reading


Grammar = Callable[[Text, int], Hit | None]


PERCENT = r"(?: ?%| ?per ?cent\b| pct\b|pc\b)"


SCALE = rf"(?:[ -]?(?P<scale>{SCALE_WORD})s?\b|(?P<short>k|(?<!\d{{4}})[mb])\b(?!/|\.\w))"


_NUMBER = re.compile(DIGITS)


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


COUNTED = re.compile(
    r"(?:patient|participant|subject|people|person|case|event|responder|women|men|child|infant|"
    r"adult|individual|volunteer|recipient|evaluable|treated|of)"
)
"""Nouns whose `7 patients of 12` is a share."""


def is_between(text: Text, at: int) -> bool:
    """Does `between` stand before the number at `at`, so that `and` joins a range's two ends?"""
    left = text.low[max(0, at - 26) : at]
    return ("between" in left or "range" in left) and _BETWEEN_LEFT.search(left) is not None


_BETWEEN_LEFT = re.compile(
    r"\b(?:between|range of) (?:about |approximately |roughly |around )?[a-z]{0,3}[$€£¥]? ?\Z"
)


_CHANGE = (
    r"gap|margin|lead|difference|advantage|swing|improvement|gain|rise|increase|drop|fall|decline|"
    r"reduction"
)
_GAP_LEFT = re.compile(
    rf"\b(?:(?:{_CHANGE}) (?:was|is|of) (?:[a-z]+ )?|(?:by|up|down|rose|f[ae]ll(?:en)?|climbed|"
    r"dropped|slipped|eased|grew|widened|narrowed|gained|lost|shed|added) (?:about |around |some |"
    r"nearly |almost |roughly )?)\Z"
)
_GAP_RIGHT = re.compile(
    rf" (?:{_CHANGE}|higher|lower|more|less|fewer|above|below|under|over|ahead|behind|better|worse|"
    r"deeper|wider|narrower|short|to \d|on the (?:year|month|quarter|week|day))\b"
)
_PER_HUNDRED = re.compile(r"\d ?%|\bper ?cent(?:age points?)?\b")
_OTHER_POINTS = re.compile(
    r"\b(?:ind(?:ex|ices)|shares|stocks?|markets?(?! share)|futures|ftse|dow|nasdaq|s&p|nikkei"
    r"|dax|cac|scores?|scored|scale|questionnaire|league|table|season)\b"
)
_RATE = re.compile(r"\b(?:rates?|share|proportion|percentage|margin) (?:was|were|is|are|had|has)\b")
_ODDS = re.compile(r"\b(?:odds|chances?|probability|likelihood)\b")


def is_of_percent(low: str, at: int, end: int) -> bool:
    """Are the points that the number at `at` counts, up to `end`, percentage points?

    They must be called a gap in a sentence with a percentage, or follow two percentages; an index,
    a scale or a league has points of its own.
    """
    start = max(low.rfind(". ", 0, at), low.rfind("\n", 0, at), at - 200, 0)
    stop = low.find(". ", end, at + 120)
    last = stop if stop > 0 else at + 120
    if _OTHER_POINTS.search(low, start, last) and not _ODDS.search(low, start, last):
        return False
    is_gap = _GAP_LEFT.search(low, start, at) or _GAP_RIGHT.match(low, end)
    shares = _PER_HUNDRED.findall(low, start, last if is_gap else at)
    if is_gap and _RATE.search(low, start, at):
        return True
    return len(shares) >= (1 if is_gap else 2)
