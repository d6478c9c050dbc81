"""When a request may be sent: one object shared by all tasks that ask one model.

It holds back what a server's limits, a pause that it asked for, its silence, or the requests in
flight do not allow yet; and it stops everything where no further question can be answered. What it
knows are small values, each with its own rules: `limit`, `window`, `breaker`, `halt`. Where a
server says nothing of limits and refuses nothing, nobody is held back.
"""

import asyncio
import math
import sys
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.model import breaker as breakers
from pipeline.model import halt as halts
from pipeline.model import trouble as troubles
from pipeline.model.asking import find_pause
from pipeline.model.breaker import Breaker
from pipeline.model.bucket import Bucket, Sent
from pipeline.model.failures import Failure
from pipeline.model.gauge import Gauge, count, guess_tokens
from pipeline.model.halt import Halt
from pipeline.model.learned import Refusal
from pipeline.model.limit import Limit, find_limit_wait, hear_limit, is_known, refuse_at, take_from
from pipeline.model.told import read_told
from pipeline.model.trouble import Trouble
from pipeline.model.turns import Pause, Turns
from pipeline.model.window import Window, grow, shrink
from schemas.call import Ending

Clock = Callable[[], float]

UNLIMITED = sys.maxsize
_SILENCE = frozenset({Ending.SERVER, Ending.UNREACHABLE, Ending.TIMEOUT})
"""Failures that say that a server is down, or too slow; many in a row open the breaker."""
_MOST_GUESS = 60.0
"""A limit that headers told of keeps nobody longer from asking how it stands now: they are hints,
and some speak of a day."""


class Pacing(NamedTuple):
    """How requests are paced, and by which clock."""

    most_in_flight: int = UNLIMITED
    pause: Pause = asyncio.sleep
    """Waits so many seconds of the clock."""
    clock: Clock = time.monotonic


class Wish(NamedTuple):
    """A request that is to be sent."""

    letters: int
    """How long it is."""
    most_tokens: int
    """Of its answer."""
    patience: float
    """Seconds that its question may still take."""
    again: bool
    """Has its question been asked before?"""


class Heard(NamedTuple):
    """What came of a request."""

    failure: Failure | None = None
    """`None` where it was answered, however that reads."""
    headers: Mapping[str, str] = {}
    tokens: int = 0
    """As the server counted them; nought where it does not say."""
    kind: str = ""
    """The `type` of an error; servers say there which limit was met."""


class Kept(Exception):
    """A request is not sent at all; never leaves the model room."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.sentence)
        self.failure = failure


@dataclass(slots=True)
class Ticket:
    """Leave to send one request."""

    number: int
    at: float
    wish: Wish
    size: float
    """Tokens it is guessed to take."""
    sent: float
    """Tokens of all requests up to and with this one."""
    excused: float
    """Seconds it waited that do not count against the patience of its question."""
    tries: bool = False
    """Does it go first, to see whether the server answers again?"""
    requests: Bucket | None = None
    tokens: Bucket | None = None
    """What was left of both limits, as far as headers had told, when it was sent."""


class Pacer:
    """The object; it has methods because tasks share it."""

    def __init__(self, pacing: Pacing) -> None:
        self._clock = pacing.clock
        self._turns = Turns(pacing.pause)
        self._requests, self._tokens = Limit(), Limit()
        self._window = Window(pacing.most_in_flight, pacing.most_in_flight)
        self._breaker, self._halt, self._trouble = Breaker(), Halt(), Trouble()
        self._gauge = Gauge()
        self._in_flight = self._number = 0
        self._sent = 0.0
        self._asked_at = -math.inf

    @asynccontextmanager
    async def turn(self, wish: Wish) -> AsyncIterator[Ticket]:
        """Leave to send a request, when it may be sent; it is in flight until the block ends.

        Raises Kept where no answer can come, or none came to anybody for all of its patience.
        """
        began = self._clock()
        await self._turns.wait(int(not wish.again), lambda: self._find_wait(wish, began))
        ticket = self._go(wish, began)
        try:
            yield ticket
        finally:
            self._in_flight -= 1
            self._breaker = breakers.stop_trying(self._breaker, ticket.number)
            self._halt = halts.land(self._halt, ticket.number)
            self._turns.change()

    def hear(self, ticket: Ticket, heard: Heard) -> None:
        """What came of a request; to be called while it is in flight."""
        now, failure = self._clock(), heard.failure
        self._hear_limits(ticket, heard, now)
        if failure is None:
            self._window = grow(self._window, ticket.number)
            self._gauge = count(self._gauge, ticket.wish.letters, heard.tokens)
            self._trouble = troubles.meet_answer(self._trouble)
        elif failure.ending is Ending.RATE_LIMITED:
            self._refuse(ticket, heard, now)
        elif failure.passing and failure.ending in _SILENCE:
            self._fail(ticket, failure, now)
        else:
            self._trouble = troubles.meet_lasting(self._trouble, failure)
        if not (failure and failure.passing):
            self._breaker = Breaker()
            self._halt = halts.meet_answer(self._halt, ticket.number)

    def give_up(self, failure: Failure) -> None:
        """A question ended with this after all its retries.

        A server that has answered nobody yet and cannot be reached is not asked by others either.
        """
        if failure.ending is Ending.UNREACHABLE and not self._trouble.answered:
            self._trouble = self._trouble._replace(lasting=failure)
            self._turns.change()

    def _find_wait(self, wish: Wish, began: float) -> float:
        """Seconds that a request is held back as things stand; nought for not at all."""
        now, trouble, asked = self._clock(), self._trouble, self._halt.asked
        if trouble.lasting:
            raise Kept(trouble.lasting)
        left = wish.patience - troubles.find_counted(trouble, began, now)
        if asked and self._halt.until - now > left:
            raise Kept(asked._replace(wait=self._halt.until - now))
        if trouble.failure and left <= 0:
            raise Kept(trouble.failure)
        held = self._find_held(wish, now)
        return min(held, left) if trouble.failure else held

    def _find_held(self, wish: Wish, now: float) -> float:
        """The same for whoever has all the patience there is; infinity for until others return."""
        trying, closed = self._breaker.trying >= 0, breakers.is_closed(self._breaker)
        full = self._in_flight >= self._window.size
        if full or trying:
            return math.inf
        size = guess_tokens(self._gauge, wish.letters, wish.most_tokens)
        limits = max(
            find_limit_wait(self._requests, 1, now), find_limit_wait(self._tokens, size, now)
        )
        limits = min(limits, self._asked_at + _MOST_GUESS - now)
        opening = 0.0 if closed else self._breaker.until - now
        feeling = halts.find_feeling(self._halt, now)
        return max(0.0, self._halt.until - now, opening, feeling, limits)

    def _go(self, wish: Wish, began: float) -> Ticket:
        """It is sent."""
        now, number = self._clock(), self._number
        size = guess_tokens(self._gauge, wish.letters, wish.most_tokens)
        tries = not breakers.is_closed(self._breaker)
        self._requests = take_from(self._requests, number, 1, now)
        self._tokens = take_from(self._tokens, number, size, now)
        self._halt = halts.launch(self._halt, now)
        if tries:
            self._breaker = breakers.begin_trying(self._breaker, number)
        self._in_flight += 1
        self._number += 1
        self._sent += size
        self._asked_at = now
        excused = now - began - troubles.find_counted(self._trouble, began, now)
        left = self._requests.told, self._tokens.told
        return Ticket(number, now, wish, size, self._sent, excused, tries, *left)

    def _hear_limits(self, ticket: Ticket, heard: Heard, now: float) -> None:
        """What the headers say is as of when the request was sent; others were sent after it."""
        told = read_told(heard.headers, "requests")
        sent = Sent(ticket.at, self._number - ticket.number - 1, ticket.requests)
        self._requests = hear_limit(self._requests, told, sent, now)
        told = read_told(heard.headers, "tokens")
        sent = Sent(ticket.at, self._sent - ticket.sent, ticket.tokens)
        self._tokens = hear_limit(self._tokens, told, sent, now)

    def _refuse(self, ticket: Ticket, heard: Heard, now: float) -> None:
        """A limit was met; one of tokens where the server says so, else one of requests."""
        assert heard.failure is not None
        number, wait = ticket.number, heard.failure.wait
        until = now + (wait or 0.0)
        if heard.kind == "tokens":
            known = is_known(self._tokens, ticket.tokens)
            refusal = Refusal(number, ticket.size, now, until)
            self._tokens = refuse_at(self._tokens, refusal, ticket.tokens)
        else:
            known = is_known(self._requests, ticket.requests)
            refusal = Refusal(number, 1, now, until)
            self._requests = refuse_at(self._requests, refusal, ticket.requests)
        if ticket.tokens and heard.kind != "requests":
            self._gauge = self._gauge._replace(careful=True)
        new = halts.is_new(self._halt, number)
        if new:
            self._halt = halts.meet_refusal(self._halt, self._number)
        if new or wait is not None:
            self._stop(heard.failure, now)
        if not known:
            self._window = shrink(self._window, number, self._in_flight, self._number)
        self._trouble = troubles.meet_passing(self._trouble, heard.failure, now)

    def _fail(self, ticket: Ticket, failure: Failure, now: float) -> None:
        """The server is down, or too slow for so many at once."""
        if failure.wait is not None:
            self._stop(failure, now)
        if failure.ending is Ending.TIMEOUT:
            self._window = shrink(self._window, ticket.number, self._in_flight, self._number)
        self._breaker = breakers.meet_failure(self._breaker, ticket.number, self._number, now)
        self._trouble = troubles.meet_passing(self._trouble, failure, now)

    def _stop(self, failure: Failure, now: float) -> None:
        """Nobody asks for a while; the server's own word on how long holds."""
        until = now + find_pause(max(1, self._halt.row), failure.wait)
        asked = failure if failure.wait is not None else None
        self._halt = halts.stop_until(self._halt, until, asked)
