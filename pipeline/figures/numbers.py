"""Characters to a value: `1.2 million` is 1200000, known to the nearest 100000."""

import re
from decimal import Decimal
from typing import NamedTuple

from pipeline.figures import word_lists

SCALES = word_lists.counts("numbers", "scales")
"""Short scale, as in English-language news: a billion is 10**9."""

WORDS = word_lists.counts("numbers", "words")
BIG_WORDS = frozenset(word_lists.words("numbers", "big"))
ORDINALS = word_lists.counts("numbers", "ordinals")
FRACTION_PARTS = word_lists.counts("numbers", "parts")

DIGITS = (
    r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d{1,2}(?:,\d\d){1,4},\d{3}(?!\d)(?:\.\d+)?|"
    r"\d{1,3}(?:\.\d{3}){1,4},\d{1,2}(?!\d|,\d)|"
    r"(?:0,\d+|\d{1,3},\d{1,2}(?= ?(?:%|€|(?:million|billion|"
    r"bn|mn|euros?|per ?cent|mg|kg|km|cm|mm|ml|mmol|months?|years?|weeks?|hours?)\b)))(?![\d,])|"
    r"\d+(?:\.\d+)?|\.\d+)"
)
"""Written digits: `1,204.50`, `58.3`, `.05`, `12,34,567` (India), `1.111,11` and `7,2 mg` (Europe).

Thousands need groups of exactly three. A comma is a decimal point only behind a lone nought or
before a unit, since `1,8` alone may be two numbers.
"""


_DECIMAL_COMMA = re.compile(r"[\d.]+,\d{1,2}|0,\d+")
_ONE = Decimal(1)


class Number(NamedTuple):
    """A value and the size of its last printed digit."""

    value: Decimal
    step: Decimal


def read_number(digits: str, scale: str = "") -> Number:
    """Read written digits and an optional scale word.

    Args:
        digits: ASCII digits with optional thousands commas and decimal point, e.g. `1,204.50`; a
            comma that groups no thousands is a decimal comma (`0,02`, `1.111,11`).
        scale: A key of `SCALES`, or empty.

    Raises:
        KeyError: If `scale` is not in `SCALES`.
    """
    if not digits.isdigit():
        if _DECIMAL_COMMA.fullmatch(digits):
            digits = digits.replace(".", "").replace(",", ".")
        digits = digits.replace(",", "").replace(" ", "")
    elif not scale:
        return Number(Decimal(digits), _ONE)
    written = Decimal(digits)
    power = SCALES[scale] if scale else 0
    places = len(digits.partition(".")[2])
    return Number(written.scaleb(power), _ONE.scaleb(power - places))


def is_rounding_of(value: Decimal, step: Decimal, exact: Decimal) -> bool:
    """Could a careful writer have rounded `exact` to `value`, whose last printed digit is `step`?

    A printed value stands for all within half of its last digit, both ends included: 43 for 42.5
    to 43.5. Printed practice is half-up, AMA 19.4.2 half-even; both are fair.
    """
    return abs(value - exact) <= step / 2
