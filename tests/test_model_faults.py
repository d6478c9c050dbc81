"""A server over real sockets that fails in every way, under a limit that it does not tell.

Seconds are sped up sixtyfold on our side: a minute of pacing takes one second of the test.
"""

import asyncio
import itertools
import random
import threading
import time
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.model.ask import Answered
from pipeline.model.budget import Budget
from pipeline.model.client import Client, open_client
from pipeline.model.pace import Pacing
from schemas.answer import DraftAnswer
from schemas.call import Ending, ModelError
from schemas.model import ModelSettings
from schemas.stored import Cache
from tests.model_client import GOOD, PRICE, PROMPT, SHAPELESS, settings
from tests.model_server import (
    RATE_LIMIT,
    ModelServer,
    Reply,
    Request,
    fails,
    hangs,
    limited,
    resets,
)

SPEED = 60.0


async def pause(seconds: float) -> None:
    """Waits, sixty times as fast."""
    await asyncio.sleep(seconds / SPEED)


def clock() -> float:
    """Seconds, sixty times as fast."""
    return time.monotonic() * SPEED


class Limit:
    """So many answers in each second; handler threads share it."""

    def __init__(self, each_second: int) -> None:
        self.each_second = each_second
        self._lock = threading.Lock()
        self._counts: Counter[int] = Counter()
        self.refused = 0

    def admits(self) -> bool:
        """One more?"""
        with self._lock:
            second = int(time.monotonic())
            if self._counts[second] >= self.each_second:
                self.refused += 1
                return False
            self._counts[second] += 1
            return True


def ask_many(
    chosen: ModelSettings, questions: int, budget: Budget
) -> list[Answered[DraftAnswer] | ModelError]:
    """How each of so many questions ended, 64 in flight."""

    async def ask(client: Client, number: int) -> Answered[DraftAnswer] | ModelError:
        prompt = PROMPT.model_copy(update={"user": f"article {number}"})
        try:
            return await client.ask(prompt, DraftAnswer)
        except ModelError as error:
            return error

    async def run() -> list[Answered[DraftAnswer] | ModelError]:
        pacing = Pacing(64, pause, clock)
        async with open_client(chosen, None, Cache.OFF, budget, pacing) as client:
            return await asyncio.gather(*(ask(client, number) for number in range(questions)))

    return asyncio.run(run())


@pytest.mark.slow
def test_under_a_hidden_limit_every_question_is_answered() -> None:
    """Three seconds' worth of questions, each with patience for one minute of our clock."""
    limit = Limit(40)
    with ModelServer(lambda request: GOOD if limit.admits() else RATE_LIMIT) as server:
        ended = ask_many(settings(server, patience=60 * SPEED, retries=0), 100, Budget())

    assert [one for one in ended if isinstance(one, ModelError)] == []
    assert len(server.requests) == 100 + limit.refused


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_question_ends_in_an_answer_or_a_reason_whatever_the_server_does(seed: int) -> None:
    """5% 429 with and without headers, 2% 500, 2% malformed, 1% resets, 1% stalls, and a limit."""
    chances = random.Random(seed)
    mixed = itertools.cycle(
        chances.sample(
            [
                *[RATE_LIMIT] * 10, *[limited("1")] * 5, *[limited("500", "retry-after-ms")] * 5,
                *[replace(fails(429), headers={
                    "x-ratelimit-limit-requests": "500", "x-ratelimit-remaining-requests": "0",
                    "x-ratelimit-reset-requests": "1s"})] * 5,
                *[fails(500)] * 10, *[SHAPELESS] * 4, *[Reply(body=b'{"id": 1,')] * 3,
                *[replace(GOOD, cut=0.5)] * 3, *[resets()] * 5, *[hangs()] * 5, *[GOOD] * 445,
            ],
            500,
        )
    )  # fmt: skip
    limit, lock = Limit(60), threading.Lock()

    def script(request: Request) -> Reply:
        if not limit.admits():
            return RATE_LIMIT
        with lock:
            return replace(next(mixed))

    with ModelServer(script) as server:
        chosen = settings(server, timeout=1.5, patience=3600.0, price=PRICE)
        ended = ask_many(chosen, 300, Budget(Decimal(100)))

    answered = [one for one in ended if isinstance(one, Answered)]
    failed = [one for one in ended if isinstance(one, ModelError)]
    assert len(answered) + len(failed) == 300
    assert len(answered) >= 299
    assert all(one.ending in Ending and str(one).startswith("m at ") for one in failed)
    # An attempt may break off before it arrives, but none arrives that is not written down.
    tried = sum(len(one.call.attempts) for one in ended if one.call)
    assert tried >= len(server.requests)


def test_a_budget_that_is_used_up_ends_all_questions_with_that_reason() -> None:
    """Those it paid for are answered; nothing is sent for the others, and none waits its turn."""
    budget = Budget(Decimal("0.10"))
    usage = {"prompt_tokens": 500, "completion_tokens": 1000}
    with ModelServer(lambda request: replace(GOOD, usage=usage)) as server:
        ended = ask_many(settings(server, price=PRICE), 60, budget)

    endings = Counter(one.ending for one in ended if isinstance(one, ModelError))
    # By hand: 500 at $2 and 1000 at $8 a million are $0.009; held back are $0.032 and more.
    assert list(endings) == [Ending.BUDGET]
    assert budget.spent <= Decimal("0.10")
    assert budget.spent == len(server.requests) * Decimal("0.009")
    assert len(server.requests) == 60 - endings[Ending.BUDGET] >= 7
