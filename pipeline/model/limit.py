"""One limit of a server's, on requests or on tokens: what headers tell and what refusals teach.

Pure: a value, and what becomes of it.
"""

import math
from typing import NamedTuple

from pipeline.model.bucket import Bucket, Sent, find_wait, hear, take
from pipeline.model.learned import Learned, Refusal, refuse, send
from pipeline.model.told import Told

_BREACHES, _BREACH_SECONDS = 20, 60.0
"""So many refusals against the headers, none so long after the one before: they mislead."""
_BURST_SECONDS = 0.1
"""What may be asked for at once of a rate that was learned; clocks do not tick finer."""


class Limit(NamedTuple):
    """What is known of it; refusals teach nothing where headers tell, unless those mislead."""

    told: Bucket | None = None
    """`None` where headers do not tell."""
    learned: Learned = Learned()
    paced: Bucket | None = None
    """The learned rate as a bucket; `None` where none is known."""
    breaches: int = 0
    """Refusals of requests that should have been admitted by the headers."""
    breached_at: float = -math.inf


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
    if told is None or limit.breaches >= _BREACHES:
        return limit
    bucket = hear(limit.told, told, sent, now)
    if limit.told is None:
        return Limit(told=bucket)
    return limit._replace(told=bucket)


def refuse_at(limit: Limit, refusal: Refusal, left: Bucket | None) -> Limit:
    """The limit after a request was refused; `left` as the request left what headers told of."""
    if limit.told is None:
        return limit._replace(learned=refuse(limit.learned, refusal))
    if left is None:
        return limit
    again = refusal.at < limit.breached_at + _BREACH_SECONDS
    breaches = limit.breaches + 1 if again else 1
    told = limit.told if breaches < _BREACHES else None
    return limit._replace(told=told, breaches=breaches, breached_at=refusal.at)


def is_known(limit: Limit, left: Bucket | None) -> bool:
    """Is there a rate to keep to, or was there one when a request left `left` of it?"""
    return left is not None or limit.paced is not None


def _paced(limit: Limit, learned: Learned, now: float) -> Limit:
    """The limit with what was learned; its bucket changes only where the rate does."""
    if learned.rate == limit.learned.rate:
        return limit._replace(learned=learned)
    if math.isinf(learned.rate):
        return limit._replace(learned=learned, paced=None)
    most = max(1.0, learned.rate * _BURST_SECONDS)
    level = min(most, limit.paced.level) if limit.paced else 0.0
    return limit._replace(learned=learned, paced=Bucket(most, level, now, learned.rate))
