"""A limit as a bucket: what is in it, how it fills, and when so much can be taken from it. Pure.

A server's limit fills little by little, or all at once when a minute of its own begins; its headers
say what is left and when it is whole, but not which. A limit that fills little by little needs time
in proportion to what was used; where two answers contradict that, it fills all at once.
"""

import math
from typing import NamedTuple

from pipeline.model.told import Told

_ENOUGH = 1e-6
"""Less than this is missing from rounding only."""
_NEAR, _ROUNDED = 0.25, 1.0
"""By which share, and by how many seconds more, a reset may miss what was foreseen."""


class Bucket(NamedTuple):
    """A limit at one moment."""

    most: float
    """What it holds when it is whole."""
    level: float
    """What is in it; below nought where more was taken than there was."""
    at: float
    """When that was."""
    rate: float = 0.0
    """What comes in a second."""
    whole_at: float = math.inf
    """When it is whole, whatever the rate."""
    used: float = 0.0
    """The largest share used that `period` was reckoned from; nought for none."""
    period: float = 60.0
    """Seconds in which it fills from nothing."""
    at_once: bool = False
    """Does it fill all at once?"""


def fill(bucket: Bucket, now: float) -> Bucket:
    """The bucket as it is by `now`."""
    if now >= bucket.whole_at:
        # Nothing was heard since; what was said last held for so long.
        return bucket._replace(level=bucket.most, at=now, whole_at=now + bucket.period)
    level = min(bucket.most, bucket.level + bucket.rate * max(0.0, now - bucket.at))
    return bucket._replace(level=level, at=max(now, bucket.at))


def take(bucket: Bucket, amount: float, now: float) -> Bucket:
    """The bucket with so much less in it."""
    filled = fill(bucket, now)
    return filled._replace(level=filled.level - amount)


def find_wait(bucket: Bucket, amount: float, now: float) -> float:
    """Seconds until so much can be taken; what it can never hold may be taken once it is whole."""
    filled = fill(bucket, now)
    missing = min(amount, filled.most) - filled.level
    if missing <= _ENOUGH:
        return 0.0
    filling = missing / filled.rate if filled.rate else math.inf
    return min(filling, filled.whole_at - now)


class Sent(NamedTuple):
    """Which request an answer is to."""

    at: float
    since: float
    """What was taken after it, by requests that the answer cannot know of."""


def hear(bucket: Bucket | None, told: Told, sent: Sent, now: float) -> Bucket:
    """The bucket after an answer that told of the limit; `None` for the first one.

    What was left is as of the time when the question was sent.
    """
    known = bucket if bucket and bucket.most == told.limit else Bucket(told.limit, told.limit, now)
    known = _learn_period(known, told)
    if known.at_once:
        if told.reset < now - sent.at:
            return known  # the minute it speaks of is over
        same = known.whole_at > now
        whole_at = min(known.whole_at, now + told.reset) if same else now + told.reset
        level = told.remaining - sent.since
        return known._replace(level=level, at=now, rate=0.0, whole_at=whole_at)
    rate = known.most / known.period
    level = min(known.most, told.remaining + rate * (now - sent.at)) - sent.since
    return known._replace(level=level, at=now, rate=rate, whole_at=math.inf)


def _learn_period(bucket: Bucket, told: Told) -> Bucket:
    """Does it fill little by little, and in how long? The answer that used most tells best."""
    used = (told.limit - told.remaining) / told.limit
    if bucket.at_once:
        return bucket._replace(period=max(bucket.period, told.reset))
    if not used or not told.reset:
        return bucket
    foreseen = bucket.period * used
    slack = _NEAR * max(foreseen, told.reset) + _ROUNDED
    if bucket.used and abs(foreseen - told.reset) > slack:
        return bucket._replace(at_once=True, period=max(1.0, told.reset))
    if used < bucket.used:
        return bucket
    return bucket._replace(used=used, period=max(1e-3, told.reset / used))
