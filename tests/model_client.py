"""One client against one scripted server: questions put, waits written down, books compared."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeVar

import pytest
from pydantic import SecretStr

from pipeline.model.ask import Answered
from pipeline.model.budget import Budget
from pipeline.model.client import Client, open_client
from pipeline.model.pace import Pacing
from schemas.answer import DraftAnswer
from schemas.call import Attempt, ModelError
from schemas.model import Mode, ModelSettings, Price
from schemas.prompt import Prompt, PromptRef
from schemas.stored import Cache
from tests.model_server import ModelServer, gives

Found = TypeVar("Found")

KEY = "sk-canary-7731"
ARTICLE = "Velcamet {{ 7*7 }} {% b {# gone #} {% raw %} cut  deaths in 48 patients.\n   Indented."
PROMPT = Prompt(
    ref=PromptRef(name="draft_brief", version=2, sha="0123456789ab"),
    system="You write briefs.",
    user=ARTICLE,
)
DRAFT = {"headline": "H", "sentences": [{"topic": "benefit", "text": "{f1} responded."}]}
GOOD = gives(DRAFT)
SHAPELESS = gives({"headline": "H"})
PRICE = Price(prompt=Decimal(2), cached=Decimal("0.5"), completion=Decimal(8))


@dataclass
class Pauses:
    """Waits that are written down instead of waited; their clock says that they were."""

    seconds: list[float] = field(default_factory=list)

    async def __call__(self, seconds: float) -> None:
        """One wait."""
        self.seconds.append(seconds)

    def clock(self) -> float:
        """The time, with all waits in it."""
        return time.monotonic() + sum(self.seconds)

    @property
    def pacing(self) -> Pacing:
        """Pacing by this clock."""
        return Pacing(pause=self, clock=self.clock)


def settings(server: ModelServer, **given: Any) -> ModelSettings:
    """Settings for the server; schema mode unless told otherwise."""
    usual = {"model": "m", "base_url": server.url, "mode": Mode.SCHEMA, "key": SecretStr(KEY)}
    return ModelSettings.model_validate(usual | given)


def use(
    chosen: ModelSettings,
    work: Callable[[Client], Coroutine[Any, Any, Found]],
    budget: Budget | None = None,
    pauses: Pauses | None = None,
) -> Found:
    """What `work` makes of an open client; waits between retries are not waited."""

    async def run() -> Found:
        waits = pauses or Pauses()
        opening = open_client(chosen, None, Cache.OFF, budget or Budget(), waits.pacing)
        async with opening as client:
            return await work(client)

    return asyncio.run(run())


def ask(
    chosen: ModelSettings, budget: Budget | None = None, pauses: Pauses | None = None
) -> Answered[DraftAnswer]:
    """One question."""
    return use(chosen, lambda client: client.ask(PROMPT, DraftAnswer), budget, pauses)


def fail(chosen: ModelSettings, budget: Budget | None = None) -> ModelError:
    """One question that is not answered."""
    with pytest.raises(ModelError) as caught:
        ask(chosen, budget)
    return caught.value


def attempts_of(found: Answered[Any] | ModelError) -> tuple[Attempt, ...]:
    """All attempts of a question, however it ended."""
    assert found.call is not None
    return found.call.attempts


def endings_of(found: Answered[Any] | ModelError) -> list[str]:
    """How each attempt ended."""
    return [attempt.ending.value for attempt in attempts_of(found)]


def check_books(server: ModelServer, found: Answered[Any] | ModelError) -> None:
    """Our books and the server's agree: requests and tokens."""
    assert found.call is not None
    assert len(server.requests) == len(found.call.attempts)
    assert server.tokens == found.call.tokens
