"""How many tokens a request will be counted as, from how long it is. Pure.

The mean of what the answers so far took; only ever a guess, since servers count in their own ways.
"""

from typing import NamedTuple

_LETTERS = 4.0
"""Of one token, before anything is known; see `tokens` for a better rule, which takes longer."""


class Gauge(NamedTuple):
    """What was counted so far."""

    letters: int = 0
    tokens: int = 0
    careful: bool = False
    """Has a server counted the longest answer that was allowed, whatever came?"""


def guess_tokens(gauge: Gauge, letters: int, most_tokens: int) -> float:
    """Tokens of a request and its answer."""
    if gauge.careful:
        return letters / _LETTERS + most_tokens
    if not gauge.tokens:
        return letters / _LETTERS
    return letters * gauge.tokens / gauge.letters


def count(gauge: Gauge, letters: int, tokens: int) -> Gauge:
    """An answer came, and the server counted so many; nought where it does not say."""
    if not tokens:
        return gauge
    return gauge._replace(letters=gauge.letters + letters, tokens=gauge.tokens + tokens)
