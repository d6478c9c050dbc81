"""Asks a model for an eval, and writes down what was asked: every call, and a hash of every word.

In: a way to ask, and which repeat this is. Out: the same answers; afterwards the calls, those that
failed too, and one SHA-256 over all rendered messages and answer schemas in the order asked.
"""

import hashlib
import json
from typing import Protocol

from pipeline.model.ask import Answered, Shape, Turn
from schemas.call import Call, ModelError
from schemas.prompt import Prompt


class AskRepeat(Protocol):
    """Puts a question, told apart in the store from the same question asked before."""

    async def __call__(
        self, prompt: Prompt, shape: type[Shape], turns: tuple[Turn, ...] = (), repeat: int = 0
    ) -> Answered[Shape]:
        """See `pipeline.model.ask`."""


class Recorder:
    """A way to ask that changes as it is used: it remembers."""

    def __init__(self, ask: AskRepeat, repeat: int) -> None:
        self._ask, self._repeat = ask, repeat
        self._hash = hashlib.sha256()
        self.calls: list[Call] = []

    @property
    def rendered(self) -> str:
        """SHA-256 of all that was asked so far, in hex; empty where nothing was."""
        return self._hash.hexdigest() if self.calls else ""

    async def __call__(
        self, prompt: Prompt, shape: type[Shape], turns: tuple[Turn, ...] = ()
    ) -> Answered[Shape]:
        """The answer; see `pipeline.model.ask`."""
        asked = [prompt.system, prompt.user, shape.model_json_schema(), *turns]
        self._hash.update(json.dumps(asked, sort_keys=True).encode())
        try:
            answered = await self._ask(prompt, shape, turns, self._repeat)
        except ModelError as error:
            if error.call:
                self.calls.append(error.call)
            raise
        self.calls.append(answered.call)
        return answered
