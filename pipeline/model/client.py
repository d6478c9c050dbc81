"""Questions in, answers in their shape out: the one file that talks to the SDKs.

Each kind of failure has one layer. What may pass (network, 408, 409, 429, 5xx) is tried again by
tenacity, in `_send`; the openai SDK's own retries are off. An answer that is not in its shape is
asked for again by instructor, around `_send`, so every request of ours is one attempt with its own
tokens and cost. All else ends the question at once, with one sentence (`failures`).

Importing this file loads the SDKs, so only what is about to use a model may import it.
"""

import asyncio
import functools
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from decimal import Decimal
from typing import Any, NamedTuple, Protocol, cast

import instructor
import openai
from instructor.core import InstructorRetryException, ResponseParsingError
from openai.types.chat import ChatCompletion
from pydantic import BaseModel
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception

from pipeline.model.ask import Answered, Shape, Turn
from pipeline.model.asking import Asking, Failed, find_pause
from pipeline.model.budget import Budget, BudgetSpent, Hold
from pipeline.model.completion import read_completion
from pipeline.model.failures import (
    Place,
    find_problem,
    misshapen,
    not_completed,
    over_budget,
    read_complaint,
    read_error,
    read_status,
)
from pipeline.model.meter import Meter
from pipeline.model.modes import PROBE, Misfit, Ready, read_answer, write_messages
from pipeline.model.questions import LIMIT_NAMES, find_limit_name, find_parameters
from pipeline.model.shelf import Asked, Shelf
from pipeline.store.keys import OPENAI, plain_url
from pipeline.store.recall import Answers
from schemas.call import Attempt, Call, Ending, ModelError, Tokens
from schemas.model import Mode, ModelSettings
from schemas.prompt import Prompt
from schemas.stored import Cache

Pause = Callable[[float], Awaitable[None]]

SILENT = logging.CRITICAL + 1

UNFIT = frozenset({Ending.BAD_REQUEST, Ending.MALFORMED, Ending.EMPTY, Ending.TRUNCATED,
                   Ending.REFUSED, Ending.SERVER})  # fmt: skip
"""Endings of a probe that speak against a mode; the others, and a server that fails in both modes,
speak against the server."""


PROBE_TOKENS = 1000
"""Enough for a reasoning model to say one word, and an end for one that rambles."""


class Read(NamedTuple):
    """An answer as instructor hands it back; it would mark a bare model with private fields."""

    value: BaseModel


class Reader(instructor.ResponseSchema):
    """What instructor is given in place of a shape: it asks it for a schema and has it read JSON.

    instructor wraps a plain pydantic model anew for each call and walks all its types several
    times, which makes most of the CPU of a call; a class that has no fields of its own and keeps
    its schema costs nothing of that. See tests/test_model_speed.py.
    """


class Prepared(NamedTuple):
    """A shape made ready, once."""

    reader: type[Reader]
    schema: dict[str, Any]


class Create(Protocol):
    """instructor's side of a question: schema, reading and re-asks around `Client._send`."""

    async def __call__(
        self,
        *,
        response_model: type[Reader],
        messages: list[dict[str, str]],
        max_retries: int,
        strict: bool,
        asking: Asking,
    ) -> Read:
        """The answer, read."""


@functools.cache
def prepare(shape: type[BaseModel]) -> Prepared:
    """The reader and the strict schema of a shape, made once for each."""
    function = openai.pydantic_function_tool(shape)["function"]
    schema = {"description": "", **function["parameters"], "title": shape.__name__}

    class ShapeReader(Reader):
        @classmethod
        def model_json_schema(cls) -> dict[str, Any]:  # type: ignore[override]
            return schema

        @classmethod
        def model_validate_json(  # type: ignore[override]
            cls, text: str, *, context: None = None, strict: bool | None = None
        ) -> Read:
            return Read(read_answer(text, shape))

    ShapeReader.__name__ = shape.__name__
    return Prepared(ShapeReader, schema)


class Client:
    """One model at one server, open; made by `open_client`."""

    def __init__(
        self,
        settings: ModelSettings,
        store: Answers | None,
        cache: Cache,
        budget: Budget,
        pause: Pause,
    ) -> None:
        self.settings = settings
        self.place = Place(settings.model, plain_url(settings.base_url))
        self.probed: Call | None = None
        """What finding the mode took, also where it had to be begun anew; `None` for nothing."""
        self._shelf, self._meter = Shelf(settings, store, cache), Meter(settings, budget)
        self._pause = pause
        self._parameters = find_parameters(settings)
        self._limit, self._renamed = find_limit_name(settings), False
        self._mode: Mode | None = None if settings.mode is Mode.AUTO else settings.mode
        self._probing = asyncio.Lock()
        self._key = settings.key.get_secret_value()
        self._sdk = open_sdk(settings)
        text = instructor.patch(create=self._send, mode=instructor.Mode.JSON_SCHEMA)
        tools = instructor.patch(create=self._send, mode=instructor.Mode.TOOLS)
        self._creates = {
            Mode.SCHEMA: cast(Create, text),
            Mode.JSON: cast(Create, text),
            Mode.TOOLS: cast(Create, tools),
        }

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
        asking = self._begin(prompt, await self.probe())
        value = await self._put(asking, prompt, shape, turns)
        if key:
            await self._shelf.keep(key, asking)
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
        await self._sdk.close()

    def _begin(self, prompt: Prompt, mode: Mode) -> Asking:
        chosen = self.settings
        return Asking(prompt.ref, chosen.model, mode, chosen.most_tokens, chosen.patience)

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
                if error.ending not in UNFIT or (last and error.ending is Ending.SERVER):
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
        except InstructorRetryException as error:
            failure = asking.failure or asking.take_misfit(
                misshapen(self.place, shape.__name__, _find_problems(error.__cause__))
            )
        raise asking.error(failure)

    async def _send(
        self,
        *,
        messages: list[dict[str, Any]],
        asking: Asking,
        response_format: dict[str, Any] | None = None,
        tools: list[dict[str, Any]] | None = None,
        tool_choice: dict[str, Any] | None = None,
    ) -> ChatCompletion:
        """One answer, tried for again while what is in its way may pass; instructor calls this."""
        asking.take_reask()
        if asking.mode is Mode.JSON:
            response_format = None
        elif response_format:
            strict = {**response_format["json_schema"], "strict": True}
            response_format = {**response_format, "json_schema": strict}
        body = {
            "model": self.settings.model,
            "messages": messages,
            "response_format": response_format,
            "tools": tools,
            "tool_choice": tool_choice,
        }
        body = {name: value for name, value in body.items() if value is not None}
        retrying = AsyncRetrying(
            retry=retry_if_exception(_may_pass),
            wait=_wait,
            stop=functools.partial(self._enough, asking),
            sleep=self._pause,
            reraise=True,
        )
        return await retrying(self._attempt, body, asking)

    def _enough(self, asking: Asking, state: RetryCallState) -> bool:
        """Is the next retry one too many, or would it come too late?"""
        return asking.retried > self.settings.retries or state.upcoming_sleep >= asking.left()

    async def _attempt(self, body: dict[str, Any], asking: Asking) -> ChatCompletion:
        """One request. Raises Failed for whatever is no answer; its attempt is written down."""
        try:
            async with self._meter.hold(body) as hold:
                return await self._request(body, asking, hold)
        except BudgetSpent as spent:
            failure = over_budget(self.place, str(spent))
        raise asking.failed(failure)

    async def _request(self, body: dict[str, Any], asking: Asking, hold: Hold) -> ChatCompletion:
        """What the server sends, or Failed.

        The body goes along as it is: the SDK's walk through a schema in a parameter of its own is
        a third of the CPU of a call.
        """
        began, status = time.monotonic(), 0
        try:
            async with asyncio.timeout(min(self.settings.timeout, max(asking.left(), 0.01))):
                got: object = await self._sdk.chat.completions.create(
                    model=self.settings.model,
                    messages=body["messages"],
                    extra_body=body | self._parameters | {self._limit: asking.most_tokens},
                )
        except openai.APIStatusError as error:
            status, complaint = error.status_code, read_complaint(error.body, self._key)
            failure = read_status(self.place, status, complaint, error.response.headers)
            if failure.ending is Ending.BAD_REQUEST and self._rename_limit(complaint.param):
                failure = failure._replace(passing=True, wait=0.0)
        except (openai.APIError, ValueError, TimeoutError) as error:
            failure = read_error(self.place, error)
        else:
            return self._receive(got, asking, hold, time.monotonic() - began)
        if not failure.charged:
            hold.settle(Decimal(0))
        seconds = time.monotonic() - began
        raise asking.failed(failure, Attempt(ending=failure.ending, seconds=seconds, status=status))

    def _rename_limit(self, refused: str) -> bool:
        """Is the most tokens of an answer now called otherwise than the server refused?

        Each server knows one of two names, or both; the other one is taken once.
        """
        if refused == self._limit and not self._renamed:
            self._limit, self._renamed = LIMIT_NAMES[refused], True
        return refused in LIMIT_NAMES and refused != self._limit

    def _receive(self, got: object, asking: Asking, hold: Hold, seconds: float) -> ChatCompletion:
        """An answer of the server's, its tokens counted; Failed where it ends amiss.

        The tokens are copied here and now: instructor adds up those of all attempts in place.
        """
        answer = read_completion(got, self._key)
        asking.raw, asking.answered = answer.text, answer.model
        tokens = answer.usage.tokens if answer.usage else Tokens()
        cost = self._meter.cost(answer)
        hold.settle(cost)
        attempt = Attempt(
            ending=answer.ending, tokens=tokens, cost=cost, seconds=seconds, status=200
        )
        if answer.ending is not Ending.ANSWERED:
            raise asking.failed(not_completed(self.place, answer.ending), attempt)
        asking.failure = None
        asking.attempts.append(attempt)
        return cast(ChatCompletion, got)


@asynccontextmanager
async def open_client(
    settings: ModelSettings,
    store: Answers | None,
    cache: Cache,
    budget: Budget,
    pause: Pause = asyncio.sleep,
) -> AsyncIterator[Client]:
    """A client for one model, its connections closed at the end.

    Raises ModelError where the key or the base URL cannot be used as they are. `pause` waits
    between retries.
    """
    client = Client(settings, store, cache, budget, pause)
    try:
        yield client
    finally:
        await client.close()


def open_sdk(settings: ModelSettings) -> openai.AsyncOpenAI:
    """The SDK, its retries off, over aiohttp: its own transport collapses at 256 in flight."""
    key = settings.key.get_secret_value()
    if problem := find_problem(settings.base_url, key):
        place = Place(settings.model, plain_url(settings.base_url))
        raise ModelError(f"{place}: {problem.sentence}", problem.ending)
    # Both print prompts and answers: instructor each misfit as an error, openai all at debug.
    for name in ("instructor", "openai", "httpx2"):
        logging.getLogger(name).setLevel(SILENT)
    return openai.AsyncOpenAI(
        api_key=key or "none",
        base_url=settings.base_url or OPENAI,
        max_retries=0,
        timeout=settings.timeout,
        # A redirect could carry article and key to another server than the one that was set.
        http_client=openai.DefaultAioHttpClient(timeout=settings.timeout, follow_redirects=False),
    )


def _find_problems(cause: BaseException | None) -> tuple[str, ...]:
    """What was wrong with the last answer."""
    if isinstance(cause, Misfit):
        return cause.problems
    if isinstance(cause, ResponseParsingError):
        return ("it did not call the tool it was told to call",)
    raise AssertionError("instructor raised what this client does not know") from cause


def _may_pass(error: BaseException) -> bool:
    return isinstance(error, Failed) and error.failure.passing


def _wait(state: RetryCallState) -> float:
    """Seconds until the next attempt."""
    error = state.outcome.exception() if state.outcome else None
    asked = error.failure.wait if isinstance(error, Failed) else None
    return find_pause(state.attempt_number, asked)
