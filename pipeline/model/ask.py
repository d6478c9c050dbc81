"""How every step reaches a model: one question in, one answer in its shape out.

`client` implements it over the SDKs; a test passes its own.
"""

from typing import Generic, NamedTuple, Protocol, TypeVar

from pydantic import BaseModel

from schemas.call import Call
from schemas.prompt import Prompt

Shape = TypeVar("Shape", bound=BaseModel)


class Turn(NamedTuple):
    """What was said after the prompt: an answer of the model's, and what we found wrong with it."""

    answer: str
    complaint: str


class Answered(NamedTuple, Generic[Shape]):
    """An answer in its shape, as it was sent, and what it took."""

    value: Shape
    raw: str
    call: Call


class Ask(Protocol):
    """Puts a question to a model."""

    async def __call__(
        self, prompt: Prompt, shape: type[Shape], turns: tuple[Turn, ...] = ()
    ) -> Answered[Shape]:
        """The model's answer to `prompt`, read as `shape`.

        Args:
            prompt: System and user message.
            shape: What to read the answer as; its schema is sent along.
            turns: Earlier answers with our complaints, oldest first; the model sees them too.

        Raises:
            ModelError: no usable answer came; the sentence says why and what to do.
        """
