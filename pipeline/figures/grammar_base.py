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


JOIN = r"(?: ?- ?| to | and | or )"


PERCENT = r"(?: ?%| ?per ?cent\b| pct\b)"


SCALE = rf"(?:[ -]?(?P<scale>{SCALE_WORD})\b|(?P<short>[kmb])\b(?!/|\.\w))"


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
