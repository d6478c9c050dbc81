"""A limit that nobody tells, learned from being refused. Pure.

Between two refusals a server has admitted what its limit allows, however it counts: so much in so
long is the rate. We stay a little below. A round without a refusal proves a rate, and a somewhat
higher one is tried; when that is refused the proved one is taken again, for longer each time.
Refusals that do not lessen with the rate have another reason, and then no rate is kept.
"""

import math
from typing import NamedTuple

BELOW = 0.95
"""Of a rate that was measured, this share is asked for."""
FEWEST = 10
"""Requests that a rate is measured by; fewer say little."""
ROUND_SECONDS, ROUND_REQUESTS, SEARCH_REQUESTS = 60.0, 200, 60
"""A round is at least so long, since servers count by the minute, and at least so many requests,
since of two hundred one may be refused; of fewer as long as no rate was found to be too high."""
FIRST_STEP, SEARCH_STEP, MOST_STEP = 0.02, 0.08, 1.0
"""By which share a proved rate is raised; doubled each time that this proves right, too."""
MOST_ROUNDS = 16
"""Rounds that a rate is kept at most before a higher one is tried."""
DOUBTS = 6
"""Rates that are measured in a row, none proved, before they are not believed any more."""
DISBELIEF = 600.0
"""Seconds for which they are not."""


class Refusal(NamedTuple):
    """A request that was refused."""

    number: int
    amount: float
    """What it would have taken."""
    at: float
    until: float
    """Up to when the server said that it would refuse others, too."""


class Learned(NamedTuple):
    """What is known of a limit, and since when. Times are nought or not a number for none."""

    rate: float = math.inf
    """Requests or tokens a second that we may ask for; infinite where nothing is known."""
    proved: float = math.nan
    """A lower rate that a whole round has proved."""
    refused_at: float = math.nan
    """When the server refused first, where that is not judged yet."""
    mark: float = math.nan
    """When it had refused first before what is counted now."""
    since: int = 0
    """The number of the first request that is counted."""
    asked: int = 0
    """Requests since, without those refused."""
    amount: float = 0.0
    """What they take."""
    shut_until: float = 0.0
    """Up to when the server is known to have refused."""
    tried: int = -1
    """The number of the request that was sent first after that."""
    tried_late: float = 0.0
    """How many seconds after."""
    idle: float = 0.0
    """Seconds in which we did not ask though the server may have admitted; they do not count."""
    round_at: float = 0.0
    round_asked: int = 0
    round_amount: float = 0.0
    rounds: int = 0
    """Rounds without a refusal at this rate."""
    needed: int = 1
    """So many prove it."""
    step: float = SEARCH_STEP
    doubts: int = 0
    believed_at: float = 0.0
    """From when on refusals are taken for a limit."""


def send(learned: Learned, number: int, amount: float, now: float) -> Learned:
    """Request `number` is sent, and takes so much.

    A refusal is judged only now: of the requests that were in flight with it, those refused have
    been heard of.
    """
    if not math.isnan(learned.refused_at):
        learned = _try(_judge(learned, number), number, now)
    if math.isnan(learned.mark):
        return learned
    learned = learned._replace(
        asked=learned.asked + 1,
        amount=learned.amount + amount,
        round_asked=learned.round_asked + 1,
        round_amount=learned.round_amount + amount,
    )
    fewest = SEARCH_REQUESTS if learned.needed == 1 else ROUND_REQUESTS
    if math.isinf(learned.rate) or learned.round_asked < fewest:
        return learned
    seconds = now - learned.round_at
    return learned if seconds < ROUND_SECONDS else _end_round(learned, seconds, now)


def refuse(learned: Learned, refusal: Refusal) -> Learned:
    """A request was refused."""
    if refusal.at < learned.believed_at or refusal.number < learned.since:
        return learned
    first = refusal.at if math.isnan(learned.refused_at) else learned.refused_at
    counted = not math.isnan(learned.mark)
    wrong = learned.tried_late if refusal.number == learned.tried else 0.0
    return learned._replace(
        refused_at=first,
        asked=learned.asked - counted,
        amount=learned.amount - counted * refusal.amount,
        shut_until=max(learned.shut_until, refusal.until),
        idle=learned.idle - wrong,
    )


def _end_round(learned: Learned, seconds: float, now: float) -> Learned:
    """A round without a refusal is over; one that asked for much less proves nothing."""
    proves = learned.round_amount / seconds >= BELOW * BELOW * learned.rate
    learned = _begin_round(learned, now, learned.rounds + proves)
    if learned.rounds < learned.needed:
        return learned
    return learned._replace(
        rate=learned.rate * (1 + learned.step),
        proved=learned.rate,
        step=min(MOST_STEP, 2 * learned.step),
        rounds=0,
        doubts=0,
    )


def _judge(learned: Learned, following: int) -> Learned:
    """What a refusal means for the rate; request `following` is the first one after it."""
    refused_at = learned.refused_at
    if math.isnan(learned.mark):
        return _mark(learned, following)
    if not math.isnan(learned.proved):
        needed = min(MOST_ROUNDS, 2 * learned.needed)
        back = learned._replace(rate=learned.proved, proved=math.nan, needed=needed)
        return _mark(back._replace(step=FIRST_STEP), following)
    seconds = refused_at - learned.mark - learned.idle
    if learned.asked < FEWEST or seconds <= 0:
        return _begin_round(learned._replace(refused_at=math.nan), refused_at, 0)
    if learned.doubts >= DOUBTS:
        return Learned(believed_at=refused_at + DISBELIEF)
    rate = BELOW * min(learned.rate, learned.amount / seconds)
    return _mark(learned._replace(rate=rate, doubts=learned.doubts + 1), following)


def _mark(learned: Learned, following: int) -> Learned:
    """Counting begins anew, from the time of the refusal."""
    marked = learned._replace(
        mark=learned.refused_at,
        refused_at=math.nan,
        since=following,
        asked=0,
        amount=0.0,
        idle=0.0,
    )
    return _begin_round(marked, marked.mark, 0)


def _try(learned: Learned, number: int, now: float) -> Learned:
    """Request `number` is sent first after a refusal, some time after the server had to refuse."""
    late = max(0.0, now - learned.shut_until)
    return learned._replace(tried=number, tried_late=late, idle=learned.idle + late)


def _begin_round(learned: Learned, at: float, rounds: int) -> Learned:
    return learned._replace(round_at=at, round_asked=0, round_amount=0.0, rounds=rounds)
