"""Characters to a value: `1.2 million` is 1200000, known to the nearest 100000."""

import re
from decimal import Decimal
from typing import NamedTuple

SCALES = {
    "hundred": 2, "thousand": 3, "k": 3, "million": 6, "mln": 6, "mn": 6, "m": 6, "mm": 6,
    "mil": 6, "billion": 9, "bln": 9, "bn": 9, "b": 9, "trillion": 12, "tn": 12, "trn": 12,
    "tln": 12, "t": 12, "lakh": 5, "lac": 5, "crore": 7,
}  # fmt: skip
"""Short scale, as in English-language news: a billion is 10**9."""

UNITS_TO_19 = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
WORDS = {w: i for i, w in enumerate(UNITS_TO_19)} | {w: 20 + 10 * i for i, w in enumerate(TENS)}
BIG_WORDS = frozenset("hundred thousand million billion trillion dozen".split())
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12,
}  # fmt: skip
FRACTION_PARTS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6,
    "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip

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
