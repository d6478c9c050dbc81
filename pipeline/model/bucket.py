"""A limit as a bucket: what is in it, how it fills, and when so much can be taken from it. Pure.

A server's headers say what was left when a request came, and when all will be there again, but not
how it fills: little by little, or all at once when a minute of its own begins. Little by little is
taken for granted until two answers contradict it, since then the time to be whole is in proportion
to what was used. What is left is reckoned along, and put right by each answer.
"""

import math
from enum import Enum
from typing import NamedTuple

from pipeline.model.told import Told

_ENOUGH = 1e-6
"""Less than this is missing from rounding only."""
_NEAR, _ROUNDED = 0.25, 1.0
"""By which share, and by how many seconds more, a reset may miss what was foreseen."""
_SHY = 0.99
"""Of the rate that a bucket fills with; on the very moment the server may see it otherwise."""
_FAR = 0.5
"""Of what should be there, a share that nobody else could have left."""


class Filling(Enum):
    """How a bucket fills."""

    SLOWLY = "slowly"
    """Little by little; in how long, the resets tell."""
    AT_ONCE = "at once"
    """Whole again at a time that the resets tell."""
    EVENLY = "evenly"
    """Neither holds, as with what counts the last minute at any moment: little by little, in as
    long as the longest reset."""


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
    filling: Filling = Filling.SLOWLY
    period: float = 60.0
    """Seconds in which it fills from nothing."""
    used: float = 0.0
    """The largest share used that `period` was reckoned from; nought for none."""
    refills: int = 0
    """How often it was filled all at once."""
    corrected: float = 0.0
    """By how much answers have put the level right, all together."""


class Sent(NamedTuple):
    """Which request an answer is to."""

    at: float
    since: float
    """What was taken after it, by requests that the answer cannot know of."""
    left: Bucket | None
    """The bucket as it left it; `None` where nothing was known then."""


def fill(bucket: Bucket, now: float) -> Bucket:
    """The bucket as it is by `now`."""
    if now >= bucket.whole_at:
        # Nothing was heard since; what was said last held for so long.
        whole_at, refills = now + bucket.period, bucket.refills + 1
        return bucket._replace(level=bucket.most, at=now, whole_at=whole_at, refills=refills)
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


def hear(bucket: Bucket | None, told: Told, sent: Sent, now: float) -> Bucket:
    """The bucket after an answer that told of the limit; `None` for the first one."""
    if bucket is None or bucket.most != told.limit:
        bucket = Bucket(told.limit, told.limit, now)
    known = _learn_filling(fill(bucket, now), told, sent)
    if known.filling is Filling.AT_ONCE:
        known = _learn_whole(known, told, sent, now)
    else:
        known = known._replace(rate=_SHY * known.most / known.period, whole_at=math.inf)
    level = min(known.most, known.level + _find_error(known, told, sent, now))
    return known._replace(level=level, corrected=known.corrected + level - known.level)


def _find_error(bucket: Bucket, told: Told, sent: Sent, now: float) -> float:
    """What the reckoned level lacks; servers tell whole numbers, so less than one is none."""
    left = sent.left
    if left is None or left.most != told.limit:
        come = bucket.rate * (now - sent.at)
        return min(bucket.most, told.remaining + come) - sent.since - bucket.level
    if left.refills != bucket.refills:
        return 0.0  # it was filled since, and what was told is of the time before
    foreseen = left.level + bucket.corrected - left.corrected
    if told.remaining >= foreseen:
        return told.remaining - foreseen
    return min(0.0, told.remaining + 1 - foreseen)


def _learn_filling(bucket: Bucket, told: Told, sent: Sent) -> Bucket:
    """How it fills, and in how long; the answer that used most tells best."""
    used = (told.limit - told.remaining) / told.limit
    if bucket.filling is not Filling.SLOWLY:
        bucket = bucket._replace(period=max(bucket.period, told.reset))
        return bucket._replace(filling=Filling.EVENLY) if _is_short(bucket, told, sent) else bucket
    if not used or not told.reset:
        return bucket
    foreseen = bucket.period * used
    slack = _NEAR * max(foreseen, told.reset) + _ROUNDED
    if bucket.used and abs(foreseen - told.reset) > slack:
        return bucket._replace(filling=Filling.AT_ONCE, rate=0.0, period=max(1.0, told.reset))
    if used < bucket.used:
        return bucket
    return bucket._replace(used=used, period=max(1e-3, told.reset / used))


def _is_short(bucket: Bucket, told: Told, sent: Sent) -> bool:
    """Is much less there than a bucket would have that was filled all at once?"""
    left = sent.left
    if left is None or not left.refills == bucket.refills > 0:
        return False
    there = left.level + bucket.corrected - left.corrected
    return there - told.remaining > max(2.0, _FAR * there, _FAR / 2 * bucket.most)


def _learn_whole(bucket: Bucket, told: Told, sent: Sent, now: float) -> Bucket:
    """When it is whole; the earliest of what the answers of one minute say."""
    if told.reset < now - sent.at:
        return bucket  # the minute it speaks of is over
    return bucket._replace(whole_at=min(bucket.whole_at, now + told.reset))
