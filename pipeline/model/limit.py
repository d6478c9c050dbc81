"""One limit of a server's, on requests or on tokens: what headers tell and what refusals teach.

Pure: a value, and what becomes of it.
"""

import math
from typing import NamedTuple

from pipeline.model.bucket import Bucket, Sent, find_wait, hear, take
from pipeline.model.learned import Learned, refuse, send
from pipeline.model.told import Told

_BURST_SECONDS = 0.1
"""What may be asked for at once of a rate that was learned; clocks do not tick finer."""


class Limit(NamedTuple):
    """Both sides of it; a request waits for both."""

    told: Bucket | None = None
    """`None` where headers do not tell."""
    learned: Learned = Learned()
    paced: Bucket | None = None
    """The learned rate as a bucket; `None` where none is known."""


def find_limit_wait(limit: Limit, amount: float, now: float) -> float:
    """Seconds until a request may take so much."""
    waits = [find_wait(bucket, amount, now) for bucket in (limit.told, limit.paced) if bucket]
    return max(waits, default=0.0)


def take_from(limit: Limit, number: int, amount: float, now: float) -> Limit:
    """The limit after request `number` was sent."""
    limit = _paced(limit, send(limit.learned, number, amount, now), now)
    return limit._replace(
        told=take(limit.told, amount, now) if limit.told else None,
        paced=take(limit.paced, amount, now) if limit.paced else None,
    )


def hear_limit(limit: Limit, told: Told | None, sent: Sent, now: float) -> Limit:
    """The limit after the headers of an answer."""
    return limit._replace(told=hear(limit.told, told, sent, now)) if told else limit


def refuse_at(limit: Limit, number: int, amount: float, now: float) -> Limit:
    """The limit after request `number` was refused."""
    return limit._replace(learned=refuse(limit.learned, number, amount, now))


def _paced(limit: Limit, learned: Learned, now: float) -> Limit:
    """The limit with what was learned; its bucket changes only where the rate does."""
    if learned.rate == limit.learned.rate:
        return limit._replace(learned=learned)
    if math.isinf(learned.rate):
        return limit._replace(learned=learned, paced=None)
    most = max(1.0, learned.rate * _BURST_SECONDS)
    level = min(most, limit.paced.level) if limit.paced else 0.0
    return Limit(limit.told, learned, Bucket(most, level, now, learned.rate))
