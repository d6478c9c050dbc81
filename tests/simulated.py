"""A provider with hidden limits, and an event loop whose clock jumps: minutes in milliseconds.

In the loop nothing is waited for: when all tasks sleep, the clock goes on to when the first one
wakes, and where none ever would, the test fails at once.
"""

import asyncio
import math
import random
import selectors
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, Protocol, TypeVar

from pipeline.model.asking import Asking, Failed
from pipeline.model.budget import Budget
from pipeline.model.failures import Complaint, Place, read_status
from pipeline.model.meter import Meter
from pipeline.model.pace import UNLIMITED, Pacing
from pipeline.model.sending import Body, Post, Sender
from pipeline.model.shelf import Shelf
from pipeline.model.transport import Reply
from schemas.model import Mode, ModelSettings
from schemas.prompt import PromptRef
from schemas.stored import Cache

Found = TypeVar("Found")

PLACE = Place("m", "http://127.0.0.1:1/v1")
REF = PromptRef(name="draft_brief", version=2, sha="0123456789ab")
MINUTE = 60.0


class _Jumping(selectors.SelectSelector):
    """Finds nothing to wait for, and lets the time pass that would have been waited."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0

    def select(self, timeout: float | None = None) -> list[Any]:
        """Whatever is ready now."""
        ready = super().select(0)
        if timeout is None and not ready:
            raise AssertionError(f"after {self.now:.1f} seconds all tasks wait for ever")
        self.now += 0.0 if ready else max(0.0, timeout or 0.0)
        return ready


class _Loop(asyncio.SelectorEventLoop):
    """An event loop by that clock."""

    def __init__(self) -> None:
        self._jumping = _Jumping()
        super().__init__(self._jumping)

    def time(self) -> float:
        """Seconds since the loop began."""
        return self._jumping.now


def simulate(work: Coroutine[Any, Any, Found]) -> Found:
    """What `work` comes to, in no time."""
    with asyncio.Runner(loop_factory=_Loop) as runner:
        return runner.run(work)


def now() -> float:
    """Seconds of the simulated clock."""
    return asyncio.get_running_loop().time()


class Meters(Protocol):
    """One way in which a server counts what it allows."""

    limit: float

    def level(self, at: float) -> float:
        """What is left."""

    def take(self, amount: float, at: float) -> None:
        """So much is used."""

    def reset(self, at: float) -> float:
        """Seconds until all is there again."""

    def wait(self, amount: float, at: float) -> float:
        """Seconds until so much is there again."""


@dataclass
class Leaking:
    """A bucket that fills little by little, as OpenAI's does; it may hold less than a minute's."""

    limit: float
    """A minute."""
    holds: float = math.nan
    """At most; by itself as much as a minute brings."""
    _level: float = math.nan
    _at: float = 0.0

    def __post_init__(self) -> None:
        self.holds = self.limit if math.isnan(self.holds) else self.holds
        self._level = self.holds

    def level(self, at: float) -> float:
        """What is left."""
        return min(self.holds, self._level + self.limit / MINUTE * (at - self._at))

    def take(self, amount: float, at: float) -> None:
        """So much is used."""
        self._level, self._at = self.level(at) - amount, at

    def reset(self, at: float) -> float:
        """Seconds until all is there again."""
        return (self.holds - self.level(at)) / self.limit * MINUTE

    def wait(self, amount: float, at: float) -> float:
        """Seconds until so much is there again."""
        return max(0.0, amount - self.level(at)) / self.limit * MINUTE


@dataclass
class Windowed:
    """A count that begins anew with each minute of the server's own clock."""

    limit: float
    offset: float = 0.0
    _used: float = 0.0
    _window: int = -1

    @property
    def holds(self) -> float:
        """At most."""
        return self.limit

    def _turn(self, at: float) -> None:
        window = int((at + self.offset) // MINUTE)
        if window != self._window:
            self._window, self._used = window, 0.0

    def level(self, at: float) -> float:
        """What is left."""
        self._turn(at)
        return self.limit - self._used

    def take(self, amount: float, at: float) -> None:
        """So much is used."""
        self._turn(at)
        self._used += amount

    def reset(self, at: float) -> float:
        """Seconds until all is there again."""
        return MINUTE - (at + self.offset) % MINUTE

    def wait(self, amount: float, at: float) -> float:
        """Seconds until so much is there again."""
        return 0.0 if amount <= self.level(at) else self.reset(at)


@dataclass
class Sliding:
    """What was used in the last minute, at any moment."""

    limit: float
    _used: deque[tuple[float, float]] = field(default_factory=deque)

    @property
    def holds(self) -> float:
        """At most."""
        return self.limit

    def level(self, at: float) -> float:
        """What is left."""
        while self._used and self._used[0][0] <= at - MINUTE:
            self._used.popleft()
        return self.limit - sum(amount for _, amount in self._used)

    def take(self, amount: float, at: float) -> None:
        """So much is used."""
        self._used.append((at, amount))

    def reset(self, at: float) -> float:
        """Seconds until all is there again."""
        return self._used[-1][0] + MINUTE - at if self._used else 0.0

    def wait(self, amount: float, at: float) -> float:
        """Seconds until so much is there again."""
        return 0.0 if amount <= self.level(at) or not self._used else self._used[0][0] + MINUTE - at


def duration(seconds: float) -> str:
    """As OpenAI writes it."""
    if seconds < 1:
        return f"{seconds * 1000:.0f}ms"
    minutes, rest = divmod(seconds, 60)
    return f"{minutes:.0f}m{rest:.3f}s" if minutes else f"{rest:.3f}s"


@dataclass
class Provider:
    """A server with hidden limits; it writes down when it admitted and when it refused."""

    requests: Any = None
    tokens: Any = None
    tells: bool = True
    """Do its answers have the headers?"""
    asks_to_wait: bool = False
    """Do its refusals say how long?"""
    seconds: float = 2.0
    """What an answer takes in the middle."""
    at_once: int = UNLIMITED
    """It refuses what is more than so many in flight."""
    seed: int = 0
    admitted: list[float] = field(default_factory=list)
    refused: list[float] = field(default_factory=list)
    used: float = 0.0
    in_flight: int = 0
    most_in_flight: int = 0

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)

    async def post(self, body: Body, most_tokens: int, seconds: float) -> Reply:
        """One request."""
        size = body["size"]
        at = now()
        met = [
            (kind, meter, amount)
            for kind, meter, amount in (
                ("requests", self.requests, 1),
                ("tokens", self.tokens, size),
            )
            if meter
        ]
        over = [(kind, meter, amount) for kind, meter, amount in met if amount > meter.level(at)]
        if over or self.in_flight >= self.at_once:
            self.refused.append(at)
            headers = self._headers(at)
            await asyncio.sleep(self._random.uniform(0.02, 0.08))
            wait = max((meter.wait(amount, at) for _, meter, amount in over), default=0.5)
            if self.asks_to_wait:
                headers["retry-after-ms"] = f"{wait * 1000:.0f}"
            kind = over[0][0] if over else ""
            return Reply(None, read_status(PLACE, 429, Complaint(), headers), 429, headers, kind)
        self.admitted.append(at)
        self.used += size
        for _, meter, amount in met:
            meter.take(amount, at)
        headers = self._headers(at)
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        await asyncio.sleep(self.seconds * self._random.lognormvariate(0, 0.5))
        self.in_flight -= 1
        return Reply(answer(size), None, 200, headers)

    def _headers(self, at: float) -> dict[str, str]:
        """What OpenAI's answers have."""
        said: dict[str, str] = {}
        for kind, meter in (("requests", self.requests), ("tokens", self.tokens)):
            if meter and self.tells:
                said[f"x-ratelimit-limit-{kind}"] = f"{meter.holds:.0f}"
                said[f"x-ratelimit-remaining-{kind}"] = f"{max(0, math.floor(meter.level(at)))}"
                said[f"x-ratelimit-reset-{kind}"] = duration(meter.reset(at))
        return said

    def count(self, begin: float, end: float) -> tuple[int, int]:
        """How many were admitted and how many refused from one time to another."""
        return (
            sum(begin <= at < end for at in self.admitted),
            sum(begin <= at < end for at in self.refused),
        )


def answer(tokens: int) -> SimpleNamespace:
    """A completion that took so many tokens, as the SDK hands it over."""
    message = SimpleNamespace(content="{}", tool_calls=None, refusal=None)
    usage = SimpleNamespace(prompt_tokens=tokens - tokens // 10, completion_tokens=tokens // 10)
    choice = SimpleNamespace(message=message, finish_reason="stop")
    return SimpleNamespace(choices=[choice], model="m", usage=usage)


def question(size: int) -> dict[str, Any]:
    """A request of so many tokens."""
    return {"size": size, "messages": [{"role": "user", "content": "x" * size * 4}]}


def open_sender(post: Post, most: int = UNLIMITED, **given: Any) -> Sender:
    """Our side: no key, no store, no budget, the simulated clock."""
    settings = ModelSettings.model_validate({"model": "m", "base_url": PLACE.url} | given)
    pacing = Pacing(most, asyncio.sleep, now)
    return Sender(
        settings, post, Meter(settings, Budget()), Shelf(settings, None, Cache.OFF), pacing
    )


async def send(sender: Sender, size: int = 100, patience: float = 300.0) -> Asking:
    """One question, and what it took."""
    asking = Asking(REF, "m", Mode.SCHEMA, 1000, patience, now)
    try:
        await sender.send(question(size), asking)
    except Failed:
        assert asking.failure
    return asking


async def keep_asking(
    provider: Provider, sender: Sender, minutes: float, sizes: Callable[[], int], at_once: int = 256
) -> list[Asking]:
    """So many tasks that ask one question after another, until the time is over."""
    asked: list[Asking] = []
    end = now() + minutes * MINUTE

    async def work() -> None:
        while now() < end:
            asked.append(await send(sender, sizes()))

    await asyncio.gather(*(work() for _ in range(at_once)))
    return asked
