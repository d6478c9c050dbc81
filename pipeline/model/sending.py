"""A request in, one answer out, tried again while what is in its way may pass.

tenacity owns the retries; the openai SDK's own are off. Every request is one attempt with its own
tokens and cost: it is paid from the budget, waits for its turn at the pacer, and its answer is kept
as it came before anybody reads it. Importing this file loads the SDKs.
"""

import functools
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Protocol, cast

from openai.types.chat import ChatCompletion
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception

from pipeline.model.asking import Asking, Failed, find_pause
from pipeline.model.budget import BudgetSpent, Hold
from pipeline.model.completion import Completion, read_completion
from pipeline.model.failures import Place, not_completed, over_budget
from pipeline.model.meter import Meter
from pipeline.model.pace import Heard, Kept, Pacer, Pacing, Ticket, Wish
from pipeline.model.shelf import Shelf
from pipeline.model.transport import Reply
from pipeline.store.keys import plain_url
from schemas.call import Attempt, Ending, Tokens
from schemas.model import Mode, ModelSettings

NOTHING = Decimal(0)
LEAST_SECONDS = 0.01
"""For an attempt whose question has no patience left."""

Body = Mapping[str, Any]


class Post(Protocol):
    """How one request reaches the server."""

    async def __call__(self, body: Body, most_tokens: int, seconds: float) -> Reply:
        """What comes back within so many seconds."""


class Sender:
    """One model's requests; it has methods because they share a pacer."""

    def __init__(
        self, settings: ModelSettings, post: Post, meter: Meter, shelf: Shelf, pacing: Pacing
    ) -> None:
        self._settings, self._post, self._meter, self._shelf = settings, post, meter, shelf
        self._place = Place(settings.model, plain_url(settings.base_url))
        self._key = settings.key.get_secret_value()
        self._pause, self._clock = pacing.pause, pacing.clock
        self._pacer = Pacer(pacing)

    async def send(self, body: Body, asking: Asking) -> ChatCompletion:
        """One answer, on the disk where answers are kept. Raises Failed where none comes."""
        asking.take_reask()
        retrying = AsyncRetrying(
            retry=retry_if_exception(_may_pass),
            wait=_find_own_pause,
            stop=functools.partial(self._enough, asking),
            sleep=self._rest,
            reraise=True,
        )
        try:
            got: object = await retrying(self._attempt, body, asking)
        except Failed as failed:
            self._pacer.give_up(failed.failure)
            raise
        await self._shelf.keep(asking)
        return cast(ChatCompletion, got)

    def _enough(self, asking: Asking, state: RetryCallState) -> bool:
        """Is the next retry one too many, or would it come too late?

        Being asked too often is not counted, for the pacer sees to that; patience ends it.
        """
        failed = state.outcome.exception() if state.outcome else None
        wait = failed.failure.wait if isinstance(failed, Failed) else None
        needed = max(state.upcoming_sleep, wait or 0.0)
        return asking.counted > self._settings.retries or needed >= asking.left()

    async def _rest(self, seconds: float) -> None:
        """A pause of this question's own."""
        if seconds:
            await self._pause(seconds)

    async def _attempt(self, body: Body, asking: Asking) -> object:
        """One request. Raises Failed for whatever is no answer; its attempt is written down."""
        letters = sum(len(message["content"] or "") for message in body["messages"])
        wish = Wish(letters, asking.most_tokens, asking.left(), bool(asking.attempts))
        try:
            async with self._meter.hold(body) as hold:
                hold.settle(NOTHING)  # it is not sent yet, and may never be
                async with self._pacer.turn(wish) as ticket:
                    asking.excuse(ticket.excused)
                    hold.settle(hold.worst)
                    return await self._request(body, asking, hold, ticket)
        except BudgetSpent as spent:
            failure = over_budget(self._place, str(spent))
        except Kept as kept:
            failure = kept.failure._replace(passing=False)
        raise asking.failed(failure)

    async def _request(self, body: Body, asking: Asking, hold: Hold, ticket: Ticket) -> object:
        """What the server sends, or Failed."""
        began = self._clock()
        seconds = min(self._settings.timeout, max(asking.left(), LEAST_SECONDS))
        reply = await self._post(body, asking.most_tokens, seconds)
        took = self._clock() - began
        if reply.failure:
            if not reply.failure.charged:
                hold.settle(NOTHING)
            ending, status = reply.failure.ending, reply.status
            attempt = Attempt(ending=ending, seconds=took, status=status)
            self._pacer.hear(ticket, Heard(reply.failure, reply.headers, 0, reply.kind))
            counted = not ticket.tries and ending is not Ending.RATE_LIMITED
            raise asking.failed(reply.failure, attempt, counted=counted)
        answer = read_completion(reply.got, self._key)
        hold.settle(self._meter.cost(answer))
        attempt = self._write_down(answer, took)
        failed = attempt.ending is not Ending.ANSWERED
        failure = not_completed(self._place, attempt.ending) if failed else None
        foreign = failure if attempt.ending is Ending.WRONG_URL else None
        tokens = attempt.tokens.prompt + attempt.tokens.completion
        self._pacer.hear(ticket, Heard(foreign, reply.headers, tokens))
        asking.take(answer.text, answer.model)
        if failure:
            raise asking.failed(failure, attempt)
        asking.failure = None
        asking.attempts.append(attempt)
        return reply.got

    def _write_down(self, answer: Completion, seconds: float) -> Attempt:
        """The attempt behind an answer of the server's.

        The tokens are copied here and now: instructor adds up those of all attempts in place.
        """
        return Attempt(
            ending=answer.ending,
            tokens=answer.usage.tokens if answer.usage else Tokens(),
            cost=self._meter.cost(answer),
            seconds=seconds,
            status=200,
        )


def write_body(
    model: str, mode: Mode, messages: list[dict[str, Any]], form: Mapping[str, Any]
) -> dict[str, Any]:
    """What is sent, but for the parameters; `form` is what instructor adds to ask for a shape.

    instructor sends no `strict` in chat completions; in JSON mode the prompt has the schema.
    """
    body: dict[str, Any] = {"model": model, "messages": messages}
    for name, value in form.items():
        if name == "response_format" and value:
            strict = {**value["json_schema"], "strict": True}
            body |= {} if mode is Mode.JSON else {name: {**value, "json_schema": strict}}
        elif value is not None:
            body[name] = value
    return body


def _may_pass(error: BaseException) -> bool:
    return isinstance(error, Failed) and error.failure.passing


def _find_own_pause(state: RetryCallState) -> float:
    """Seconds that this question alone waits before its next attempt.

    Where the server asks to wait, or is asked too often, the pacer holds all back instead.
    """
    failed = state.outcome.exception() if state.outcome else None
    assert isinstance(failed, Failed)
    if failed.failure.wait is not None or failed.failure.ending is Ending.RATE_LIMITED:
        return 0.0
    return find_pause(state.attempt_number, None)
