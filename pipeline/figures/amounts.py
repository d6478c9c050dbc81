"""A sum of money that we worked out, printed as the figure it comes from prints money.

In: a value and a figure of money. Out: words: `$20 million`, `20 million CHF`, `-$1.5 billion`.
"""

import re
from decimal import Decimal

from schemas.figure import Figure

_SCALES = ((Decimal(10**9), "billion"), (Decimal(10**6), "million"))
_SIGN = re.compile(r"^[-−(]*([^\d(−-]*)")


def say_money(value: Decimal, like: Figure) -> str:
    """The amount with the sign, or else the unit, of its figure, scaled as news prints it."""
    found = _SIGN.match(like.text)
    sign = found[1] if found else ""
    tail = "" if sign.strip() else f" {like.unit}"
    minus = "-" if value < 0 else ""
    size, word = scale_of(value)
    number = f"{abs(value / size).normalize():,f}"
    return f"{minus}{sign}{number}{word and f' {word}'}{tail}"


def scale_of(value: Decimal) -> tuple[Decimal, str]:
    """By how much an amount is divided in print, and the word for it; 1 and none where it is small.

    Example: 20,000,000 gives a million and `million`.
    """
    return next((s for s in _SCALES if abs(value) >= s[0]), (Decimal(1), ""))


def round_money(value: Decimal) -> Decimal:
    """The amount to a thousandth of what it is printed in, or to a hundredth where it is small."""
    size, word = scale_of(value)
    step = size / 1000 if word else Decimal("0.01")
    return (value / step).quantize(Decimal(1)) * step
