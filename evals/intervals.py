"""How far a measured share can be trusted. In: counts by document; out: 95% intervals.

Texts about one document succeed and fail together, so what is drawn again is documents, never
texts. Where each document has one text Wilson's interval is exact enough and needs no drawing;
`evals.rates` chooses.
"""

import random
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple

from schemas.score import Share

ROUNDS = 2000
"""Times that documents are drawn; enough to hold the second digit of a percentage still."""

SEED = 0
"""Fixed, so that the same data give the same bytes."""

_Z = Decimal("1.959964")
"""Normal quantile of 97.5%."""

Counts = tuple[int, ...]
Statistic = Callable[[Counts], Decimal | None]


class Interval(NamedTuple):
    """A 95% interval, both ends from 0 to 1."""

    low: Decimal
    high: Decimal


class Rate(NamedTuple):
    """A share and how far to trust it; `interval` is `None` where nothing was measured."""

    share: Share
    interval: Interval | None


def wilson(share: Share) -> Interval | None:
    """Wilson's score interval of independent trials; `None` where there are none.

    Example: 8 of 10 gives 49.0% to 94.3%; 0 of 10 gives 0 to 27.8%. Source: Wilson 1927.
    """
    p = share.value
    if p is None:
        return None
    n, square = Decimal(share.of), _Z * _Z
    centre = p + square / (2 * n)
    reach = _Z * (p * (1 - p) / n + square / (4 * n * n)).sqrt()
    scale = 1 + square / n
    return Interval(
        max(Decimal(0), (centre - reach) / scale), min(Decimal(1), (centre + reach) / scale)
    )


def bootstrap(documents: Sequence[Counts], statistic: Statistic) -> Interval | None:
    """The middle 95% of a statistic of summed counts when documents are drawn again and again.

    Draws in which the statistic has no value, because nothing to be counted was drawn, are left
    out; `None` where that is every draw.
    """
    draw = random.Random(SEED)
    found = []
    for _ in range(ROUNDS if documents else 0):
        sample = draw.choices(documents, k=len(documents))
        value = statistic(tuple(map(sum, zip(*sample, strict=True))))
        if value is not None:
            found.append(value)
    found.sort()
    if not found:
        return None
    return Interval(found[len(found) * 25 // 1000], found[max(0, len(found) * 975 // 1000 - 1)])
