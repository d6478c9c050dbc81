"""Characters to a value: `1.2 million` is 1200000, known to the nearest 100000."""

import re
from decimal import Decimal
from typing import NamedTuple

SCALES = {
    "hundred": 2, "thousand": 3, "k": 3, "million": 6, "mln": 6, "mn": 6, "m": 6, "mm": 6,
    "billion": 9, "bln": 9, "bn": 9, "b": 9, "trillion": 12, "tn": 12, "trn": 12, "lakh": 5,
    "crore": 7,
}  # fmt: skip
"""Short scale, as in English-language news: a billion is 10**9."""

UNITS_TO_19 = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
WORDS = {w: i for i, w in enumerate(UNITS_TO_19)} | {w: 20 + 10 * i for i, w in enumerate(TENS)}
BIG_WORDS = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9,
             "trillion": 10**12, "dozen": 12}  # fmt: skip
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12,
}  # fmt: skip
FRACTION_PARTS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6,
    "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip

DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
"""Written digits: `1,204.50`, `58.3`, `.05`. Thousands need groups of exactly three."""


class Number(NamedTuple):
    """A value and the size of its last printed digit."""

    value: Decimal
    step: Decimal


def read_number(digits: str, scale: str = "") -> Number:
    """Read written digits and an optional scale word.

    Args:
        digits: ASCII digits with optional thousands commas and decimal point, e.g. `1,204.50`; a
            lone comma before one or two digits is a decimal comma (`0,02`).
        scale: A key of `SCALES`, or empty.

    Raises:
        KeyError: If `scale` is not in `SCALES`.
    """
    if re.fullmatch(r"\d+,\d{1,2}", digits):
        digits = digits.replace(",", ".")
    written = Decimal(digits.replace(",", "").replace(" ", ""))
    power = SCALES[scale] if scale else 0
    exponent = written.as_tuple().exponent
    places = exponent if isinstance(exponent, int) else 0
    return Number(written.scaleb(power), Decimal(1).scaleb(places + power))


def read_words(phrase: str) -> Decimal | None:
    """Read a number in words: `twenty-two`, `one hundred and five`, `two dozen`; `None` if not one.

    The words are lower case; hyphens count as spaces. `a` may stand for one before a big word.
    """
    words = [w for w in re.split(r"[\s-]+", phrase) if w and w != "and"]
    if not words:
        return None
    total = current = 0
    for word in words:
        if word in WORDS:
            current += WORDS[word]
        elif word in ("a", "an"):
            current += 1
        elif word in ("hundred", "dozen"):
            current = (current or 1) * BIG_WORDS[word]
        elif word in BIG_WORDS:
            total += (current or 1) * BIG_WORDS[word]
            current = 0
        else:
            return None
    return Decimal(total + current)


def is_rounding_of(value: Decimal, step: Decimal, exact: Decimal) -> bool:
    """Could a careful writer have rounded `exact` to `value`, whose last printed digit is `step`?

    A printed value stands for all within half of its last digit, both ends included: 43 for 42.5
    to 43.5. Printed practice is half-up, AMA 19.4.2 half-even; both are fair.
    """
    return abs(value - exact) <= step / 2
