"""Questions in, how long each has to wait out, so that many clients together keep one rate."""

import asyncio
import time
from collections.abc import Callable
from typing import NamedTuple, Protocol

from pipeline.model.ask import Answered, Ask, Shape, Turn
from pipeline.model.tokens import estimate_tokens
from schemas.prompt import Prompt


class Rates(NamedTuple):
    """How fast a model may be asked by all together; `None` for no limit."""

    requests_a_minute: float | None = None
    tokens_a_minute: float | None = None


class Bucket:
    """A token bucket; it fills with time, and may be overdrawn by the last taker."""

    def __init__(self, a_minute: float | None, now: float) -> None:
        self._rate = None if a_minute is None else a_minute / 60
        self._level = self._rate or 0.0  # One second's worth, so that a start is no burst.
        self._then = now

    def take(self, amount: float, now: float) -> float:
        """Seconds to wait until the amount that is taken now is there."""
        if self._rate is None:
            return 0.0
        self._level = min(self._rate, self._level + (now - self._then) * self._rate) - amount
        self._then = now
        return max(0.0, -self._level / self._rate)


class Gate:
    """Says how long to wait before a question, so that the cluster keeps its rates."""

    def __init__(self, rates: Rates, clock: Callable[[], float] = time.monotonic) -> None:
        now, self._clock = clock(), clock
        self._requests = Bucket(rates.requests_a_minute, now)
        self._tokens = Bucket(rates.tokens_a_minute, now)

    def take(self, tokens: int) -> float:
        """Seconds until a question of so many tokens may be put."""
        now = self._clock()
        return max(self._requests.take(1, now), self._tokens.take(tokens, now))


class Waits(Protocol):
    """The gate, as an actor far away answers."""

    async def __call__(self, tokens: int) -> float:
        """Seconds until a question may be put."""


class GatedAsk:
    """A way to ask that waits its turn at the gate first."""

    def __init__(self, ask: Ask, wait: Waits, most_tokens: int) -> None:
        self._ask, self._wait, self._most_tokens = ask, wait, most_tokens

    async def __call__(
        self, prompt: Prompt, shape: type[Shape], turns: tuple[Turn, ...] = ()
    ) -> Answered[Shape]:
        """See `pipeline.model.ask`."""
        said = prompt.system + prompt.user + "".join(t.answer + t.complaint for t in turns)
        await asyncio.sleep(await self._wait(estimate_tokens(said) + self._most_tokens))
        return await self._ask(prompt, shape, turns)
