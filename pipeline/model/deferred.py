"""A question in, its stored answer out, or its place in a later batch of the provider's.

The other way to ask a model: nobody is waited for. A question without an answer is put on file, and
whoever asked is told so by a ModelError that ends in `WAITING`; once the batch has brought answers,
asking the same again finds them. Nothing is asked twice: a question has one key, and the answers
lie in the store under it, as they were sent.
"""

import asyncio
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple, Protocol

from pipeline.model.ask import Answered, Shape, Turn
from pipeline.model.failures import Place, misshapen
from pipeline.model.modes import Misfit, read_answer, write_messages
from pipeline.model.prices import find_price, find_worst
from pipeline.model.questions import find_limit_name, find_parameters
from pipeline.model.reader import prepare
from pipeline.model.returned import halve
from pipeline.model.shelf import Asked, Shelf
from pipeline.store.keys import Key, plain_url
from pipeline.store.recall import Answers
from schemas.call import Call, Ending, ModelError
from schemas.deferred import QuestionState, Standing, Waiting
from schemas.model import Mode, ModelSettings
from schemas.prompt import Prompt
from schemas.stored import Cache

WAITS = "the question is in a batch of the provider's, whose answer is not here yet"


class Queue(Protocol):
    """Where questions wait. Each verb may wait for a disk."""

    def find(self, key: str) -> Standing | None:
        """What became of a question; `None` where it was never put."""

    def put(self, question: Waiting) -> None:
        """Have it sent with the next batch."""

    def put_again(self, key: str) -> None:
        """Have it sent once more, for its answer was none."""


class Desk(NamedTuple):
    """Where questions and answers lie."""

    queue: Queue
    answers: Answers


class DeferredClient:
    """One model that is asked in batches; its `ask` is one of `pipeline.model.ask`."""

    def __init__(self, settings: ModelSettings, desk: Desk) -> None:
        mode = Mode.SCHEMA if settings.mode is Mode.AUTO else settings.mode
        self._settings = settings
        self._mode = mode
        self._desk = desk
        self._shelf = Shelf(settings, desk.answers, Cache.READWRITE)
        self._place = Place(settings.model, plain_url(settings.base_url))

    async def ask(
        self, prompt: Prompt, shape: type[Shape], turns: tuple[Turn, ...] = ()
    ) -> Answered[Shape]:
        """The stored answer; see `pipeline.model.ask`.

        Raises ModelError: with `WAITING` where there is none yet, else as the question failed.
        """
        asked = Asked(prompt, turns, prepare(shape).schema, 0)
        key = self._shelf.key(asked)
        assert key is not None
        return await asyncio.to_thread(self._find, key, asked, shape)

    def _find(self, key: Key, asked: Asked, shape: type[Shape]) -> Answered[Shape]:
        stored = self._desk.answers.get(key)
        if stored is None:
            raise self._put(key, asked, shape)
        call = Call(
            prompt=asked.prompt.ref,
            asked=self._settings.model,
            answered=stored.answered,
            stored=True,
        )
        try:
            return Answered(read_answer(stored.raw, shape), stored.raw, call)
        except Misfit as misfit:
            problems = misfit.problems
        failure = misshapen(self._place, shape.__name__, problems)
        if not self._may_ask_again(key):
            raise ModelError(failure.sentence, failure.ending, call)
        self._desk.answers.drop(key, stored.raw)
        self._desk.queue.put_again(key.sha256)
        raise self._waits()

    def _put(self, key: Key, asked: Asked, shape: type[Shape]) -> ModelError:
        """Where the question is; put on file if it is nowhere."""
        standing = self._desk.queue.find(key.sha256)
        if standing is None:
            body = self._write_body(asked, shape)
            worst = self._find_worst(body)
            label = asked.prompt.ref.label
            self._desk.queue.put(Waiting(key.sha256, key.inputs, body, label, worst))
        elif standing.state is QuestionState.FAILED:
            return ModelError(standing.reason, Ending(standing.ending))
        elif standing.state is QuestionState.ANSWERED:
            self._desk.queue.put_again(key.sha256)  # Its answer was taken out of the store.
        return self._waits()

    def _may_ask_again(self, key: Key) -> bool:
        """An answer that does not fit is asked for again as often as one may be corrected."""
        standing = self._desk.queue.find(key.sha256)
        return standing is not None and standing.tries <= self._settings.reasks

    def _waits(self) -> ModelError:
        return ModelError(f"{self._place}: {WAITS}", Ending.WAITING)

    def _write_body(self, asked: Asked, shape: type[Any]) -> bytes:
        """The request as its line in a batch's file has it."""
        messages = write_messages(asked.prompt, asked.turns, self._mode, asked.schema)
        body: dict[str, Any] = {
            "model": self._settings.model,
            "messages": [message.model_dump() for message in messages],
            **_shape_words(self._mode, shape.__name__, asked.schema),
            **find_parameters(self._settings),
            find_limit_name(self._settings): self._settings.most_tokens,
        }
        return json.dumps(body, ensure_ascii=True).encode("ascii")

    def _find_worst(self, body: bytes) -> Decimal | None:
        price = find_price(self._settings)
        if price is None:
            return None
        return find_worst(len(body), self._settings.most_tokens, halve(price, self._settings))


def _shape_words(mode: Mode, name: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    """What tells the server the shape; in JSON mode the prompt does."""
    if mode is Mode.TOOLS:
        function = {"name": name, "parameters": schema, "strict": True}
        return {
            "tools": [{"type": "function", "function": function}],
            "tool_choice": {"type": "function", "function": {"name": name}},
        }
    if mode is Mode.SCHEMA:
        described = {"name": name, "schema": schema, "strict": True}
        return {"response_format": {"type": "json_schema", "json_schema": described}}
    return {}
