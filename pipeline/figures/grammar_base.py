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
