"""A shape in; what instructor needs to ask for it, and its side of a question, out.

instructor asks again for an answer that is not in its shape. This file is all that knows how:
importing it loads the SDKs, so only what is about to use a model may import it.
"""

import functools
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, NamedTuple, Protocol, cast

import instructor
import openai
from instructor.core import InstructorRetryException, ResponseParsingError
from openai.types.chat import ChatCompletion
from pydantic import BaseModel

from pipeline.model.asking import Asking
from pipeline.model.modes import Misfit, read_answer
from schemas.model import Mode

GivenUp = InstructorRetryException
"""What a `Create` raises where no answer was read; its cause says why."""


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
    """instructor's side of a question: schema, reading and re-asks around one that sends."""

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


def open_creates(send: Callable[..., Awaitable[ChatCompletion]]) -> Mapping[Mode, Create]:
    """Who asks in each mode, around `send`, which brings one answer."""
    text = instructor.patch(create=send, mode=instructor.Mode.JSON_SCHEMA)
    tools = instructor.patch(create=send, mode=instructor.Mode.TOOLS)
    return {
        Mode.SCHEMA: cast(Create, text),
        Mode.JSON: cast(Create, text),
        Mode.TOOLS: cast(Create, tools),
    }


def find_problems(given_up: GivenUp) -> tuple[str, ...]:
    """What was wrong with the last answer."""
    cause = given_up.__cause__
    if isinstance(cause, Misfit):
        return cause.problems
    if isinstance(cause, ResponseParsingError):
        return ("it did not call the tool it was told to call",)
    raise AssertionError("instructor raised what this client does not know") from cause
