"""Questions in, answers in their shape out.

Each kind of failure has one layer. What may pass (network, 408, 409, 429, 5xx) is tried again by
`sending`; the openai SDK's own retries are off. An answer that is not in its shape is asked for
again by instructor (`reader`), around that, so every request of ours is one attempt with its own
tokens and cost. All else ends the question at once, with one sentence (`failures`).

Importing this file loads the SDKs, so only what is about to use a model may import it.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, cast

from openai.types.chat import ChatCompletion

from pipeline.model.ask import Answered, Shape, Turn
from pipeline.model.asking import Asking
from pipeline.model.budget import Budget
from pipeline.model.failures import Place, misshapen
from pipeline.model.meter import Meter
from pipeline.model.modes import PROBE, Ready, write_messages
from pipeline.model.pace import Pacing
from pipeline.model.reader import GivenUp, find_problems, open_creates, prepare
from pipeline.model.sending import Sender, write_body
from pipeline.model.shelf import Asked, Shelf
from pipeline.model.transport import Transport
from pipeline.store.keys import Key, plain_url
from pipeline.store.recall import Answers
from schemas.call import Call, Ending, ModelError
from schemas.errors import StoreError
from schemas.model import Mode, ModelSettings
from schemas.prompt import Prompt
from schemas.stored import Cache

UNFIT = frozenset({Ending.BAD_REQUEST, Ending.MALFORMED, Ending.EMPTY, Ending.TRUNCATED,
                   Ending.REFUSED, Ending.SERVER})  # fmt: skip
"""Endings of a probe that speak against a mode; the others, and a server that fails in both modes,
speak against the server."""

PROBE_TOKENS = 1000
"""Enough for a reasoning model to say one word, and an end for one that rambles."""


class Client:
    """One model at one server, open; made by `open_client`."""

    def __init__(
        self,
        settings: ModelSettings,
        store: Answers | None,
        cache: Cache,
        budget: Budget,
        pacing: Pacing,
    ) -> None:
        self.settings = settings
        self.place = Place(settings.model, plain_url(settings.base_url))
        self.probed: Call | None = None
        """What finding the mode took, also where it had to be begun anew; `None` for nothing."""
        self._shelf = Shelf(settings, store, cache)
        self._clock = pacing.clock
        self._transport = Transport(settings)
        meter = Meter(settings, budget)
        self._sender = Sender(settings, self._transport.post, meter, self._shelf, pacing)
        self._mode: Mode | None = None if settings.mode is Mode.AUTO else settings.mode
        self._probing = asyncio.Lock()
        self._creates = open_creates(self._send)

    async def ask(
        self,
        prompt: Prompt,
        shape: type[Shape],
        turns: tuple[Turn, ...] = (),
        repeat: int = 0,
    ) -> Answered[Shape]:
        """The model's answer to `prompt`, read as `shape`; see `pipeline.model.ask`.

        `repeat` tells several answers to the same question apart in the store; the model sees
        nothing of it.
        """
        asked = Asked(prompt, turns, prepare(shape).schema, repeat)
        key = self._shelf.key(asked)
        if key and (found := await self._shelf.find(key, prompt, shape)):
            return found
        asking = self._begin(prompt, await self.probe(), key)
        try:
            value = await self._put(asking, prompt, shape, turns)
        except ModelError:
            await self._shelf.forget(asking)
            raise
        return Answered(value, asking.raw, asking.call())

    async def probe(self) -> Mode:
        """How the server is made to answer in a shape: as set, or as it is found to honour.

        It is asked once, with two tiny calls at most.
        """
        async with self._probing:
            mode = self._mode or await self._find_mode()
            self._mode = mode
            return mode

    async def close(self) -> None:
        """Ends all connections."""
        await self._transport.close()

    def _begin(self, prompt: Prompt, mode: Mode, key: Key | None = None) -> Asking:
        chosen = self.settings
        return Asking(
            prompt=prompt.ref,
            asked=chosen.model,
            mode=mode,
            most_tokens=chosen.most_tokens,
            patience=chosen.patience,
            clock=self._clock,
            key=key,
        )

    async def _find_mode(self) -> Mode:
        """The strictest mode in which a question for plain words brings JSON all the same."""
        attempts = list(self.probed.attempts) if self.probed else []
        for mode in (Mode.SCHEMA, Mode.TOOLS):
            asking = self._begin(PROBE, mode)
            asking.most_tokens = min(asking.most_tokens, PROBE_TOKENS)
            try:
                await self._put(asking, PROBE, Ready, (), reasks=0)
                honoured = asking.raw.lstrip().startswith("{")
            except ModelError as error:
                last = mode is Mode.TOOLS and attempts[-1].ending is Ending.SERVER
                said = asking.attempts and error.ending in UNFIT
                if not said or (last and error.ending is Ending.SERVER):
                    raise
                honoured = False
            attempts += asking.attempts
            self.probed = asking.call().model_copy(update={"attempts": tuple(attempts)})
            if honoured:
                return mode
        return Mode.JSON

    async def _put(
        self,
        asking: Asking,
        prompt: Prompt,
        shape: type[Shape],
        turns: tuple[Turn, ...],
        reasks: int | None = None,
    ) -> Shape:
        """Asks until an answer fits, or says why none does."""
        ready = prepare(shape)
        messages = write_messages(prompt, turns, asking.mode, ready.schema)
        try:
            read = await self._creates[asking.mode](
                response_model=ready.reader,
                messages=[message.model_dump() for message in messages],
                max_retries=self.settings.reasks if reasks is None else reasks,
                strict=False,
                asking=asking,
            )
            return cast(Shape, read.value)
        except GivenUp as given_up:
            failure = self._find_error(given_up, asking, shape)
        raise failure

    def _find_error(self, given_up: GivenUp, asking: Asking, shape: type[Shape]) -> Exception:
        """Why there is no answer, for those who asked."""
        if isinstance(given_up.__cause__, StoreError):
            return given_up.__cause__  # the answer came, and could not be kept
        failure = asking.failure or asking.take_misfit(
            misshapen(self.place, shape.__name__, find_problems(given_up))
        )
        return asking.error(failure)

    async def _send(
        self,
        *,
        messages: list[dict[str, Any]],
        asking: Asking,
        response_format: dict[str, Any] | None = None,
        tools: list[dict[str, Any]] | None = None,
        tool_choice: dict[str, Any] | None = None,
    ) -> ChatCompletion:
        """One answer; instructor calls this, and names what it adds to ask for a shape."""
        form = {"response_format": response_format, "tools": tools, "tool_choice": tool_choice}
        body = write_body(self.settings.model, asking.mode, messages, form)
        return await self._sender.send(body, asking)


@asynccontextmanager
async def open_client(
    settings: ModelSettings,
    store: Answers | None,
    cache: Cache,
    budget: Budget,
    pacing: Pacing = Pacing(),  # noqa: B008 - a frozen value
) -> AsyncIterator[Client]:
    """A client for one model, its connections closed at the end.

    Raises ModelError where the key or the base URL cannot be used as they are. `pacing` says how
    many requests may be in flight, and by which clock they wait.
    """
    client = Client(settings, store, cache, budget, pacing)
    try:
        yield client
    finally:
        await client.close()
