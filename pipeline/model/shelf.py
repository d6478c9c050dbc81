"""A question in, its stored answer out; a new answer in, kept for next time."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pydantic import BaseModel, JsonValue

from pipeline.model.ask import Answered, Shape, Turn
from pipeline.model.asking import Asking
from pipeline.model.failures import Place, misshapen
from pipeline.model.modes import Misfit, read_answer, write_messages
from pipeline.model.questions import find_parameters
from pipeline.store.keys import Key, make_key, plain_url
from pipeline.store.recall import Answers, Entry, find_stored, keep
from schemas.call import Call, ModelError
from schemas.model import Mode, ModelSettings
from schemas.prompt import Prompt
from schemas.stored import Cache, Question, Stored


class Asked(NamedTuple):
    """All of a question but who is asked."""

    prompt: Prompt
    turns: Sequence[Turn]
    schema: Mapping[str, JsonValue]
    repeat: int


class Shelf:
    """The store as one client uses it; disks are waited for in a thread of their own."""

    def __init__(self, settings: ModelSettings, store: Answers | None, cache: Cache) -> None:
        self._settings, self._store, self._cache = settings, store, cache

    def key(self, asked: Asked) -> Key | None:
        """What an answer depends on; `None` where nothing is stored.

        It holds the mode as it was set, not as it was found, so that a replay needs no probe.
        """
        if self._cache is Cache.OFF:
            return None
        limits = {"mode": self._settings.mode.value, "most_tokens": self._settings.most_tokens}
        return make_key(
            Question(
                messages=tuple(write_messages(asked.prompt, asked.turns, Mode.SCHEMA, {})),
                answer_schema=asked.schema,
                model=self._settings.model,
                parameters={**limits, **find_parameters(self._settings)},
                base_url=self._settings.base_url,
                repeat=asked.repeat,
            )
        )

    async def find(self, key: Key, prompt: Prompt, shape: type[Shape]) -> Answered[Shape] | None:
        """The stored answer; one that does not fit its shape any more is dropped.

        Raises ModelError in a replay where there is none that fits.
        """
        label = prompt.ref.label
        stored = await asyncio.to_thread(find_stored, self._store, key, self._cache, label)
        if stored is None:
            return None
        call = Call(
            prompt=prompt.ref, asked=self._settings.model, answered=stored.answered, stored=True
        )
        try:
            return Answered(read_answer(stored.raw, shape), stored.raw, call)
        except Misfit as misfit:
            problems = misfit.problems
        if self._cache is Cache.REPLAY:
            raise self._unfit(shape, problems, call)
        if self._store:
            await asyncio.to_thread(self._store.drop, key, stored.raw)
        return None

    async def keep(self, asking: Asking) -> None:
        """Keeps an answer as it was sent, before anybody reads it, and what its attempts took.

        It takes the place of an answer to the same question that did not fit.
        """
        if asking.key is None:
            return
        call = asking.call()
        stored = Stored(
            raw=asking.raw,
            answered=asking.answered,
            tokens=call.tokens,
            cost=call.cost,
            seconds=sum(attempt.seconds for attempt in call.attempts),
            prompt=call.prompt.label,
        )
        entry = Entry(asking.key, stored, asking.kept)
        await asyncio.to_thread(keep, self._store, entry, self._cache)
        asking.kept = stored.raw

    async def forget(self, asking: Asking) -> None:
        """The question has ended without an answer that fits: what was kept for it is none."""
        if self._store and asking.key and asking.kept:
            await asyncio.to_thread(self._store.drop, asking.key, asking.kept)

    def _unfit(self, shape: type[BaseModel], problems: tuple[str, ...], call: Call) -> ModelError:
        place = Place(self._settings.model, plain_url(self._settings.base_url))
        failure = misshapen(place, shape.__name__, problems)
        return ModelError(failure.sentence, failure.ending, call)
