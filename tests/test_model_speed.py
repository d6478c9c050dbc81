"""Schema work is done once for each shape, however many questions are asked.

Where one of these fails after an update of instructor, its inner path has moved. instructor takes
any class that is a `ResponseSchema` as it is, asks it for `model_json_schema()` and has it read
answers with `model_validate_json()`; `Reader` and `prepare` in pipeline/model/reader.py stand on
that. See what `instructor.patch` does with `response_model` now, and give it what it wants there;
where that cannot be done, pin the older instructor in pyproject.toml and say so.
"""

import asyncio
from typing import Any

import instructor
import pytest
from pydantic import BaseModel, GetJsonSchemaHandler
from pydantic_core import CoreSchema

from pipeline.model.client import Client
from pipeline.model.reader import Read, prepare
from schemas.model import Mode
from tests.model_client import PROMPT, settings, use
from tests.model_server import ModelServer, gives, in_turn

MOVED = "see the docstring of this file: a path inside instructor has moved"


def counting_shape() -> tuple[type[BaseModel], list[str]]:
    """A shape, and a list that grows by one each time its schema is made."""
    made: list[str] = []

    class Counted(BaseModel):
        word: str

        @classmethod
        def __get_pydantic_json_schema__(
            cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
        ) -> dict[str, Any]:
            made.append(cls.__name__)
            return handler(core_schema)

    return Counted, made


@pytest.mark.parametrize("mode", [Mode.SCHEMA, Mode.TOOLS, Mode.JSON])
def test_a_schema_is_made_once_for_many_questions(mode: Mode) -> None:
    """Re-asks included; instructor as it comes makes one for every call."""
    shape, made = counting_shape()

    async def work(client: Client) -> list[type[BaseModel]]:
        answers = await asyncio.gather(*(client.ask(PROMPT, shape) for _ in range(12)))
        return [type(answered.value) for answered in answers]

    with ModelServer(in_turn(gives({}), gives({"word": "yes"}))) as server:
        types = use(settings(server, mode=mode), work)

    assert types == [shape] * 12, MOVED
    assert len(server.requests) == 13
    assert len(made) == 1, MOVED


def test_a_reader_is_made_once_and_is_handed_over_as_it_is() -> None:
    """It has no fields to walk through, and instructor does not wrap what is its own."""
    shape, _ = counting_shape()
    reader = prepare(shape).reader

    assert prepare(shape).reader is reader
    assert issubclass(reader, instructor.ResponseSchema), MOVED
    assert not reader.model_fields
    assert reader.__name__ == shape.__name__


def test_an_answer_is_not_marked_by_instructor() -> None:
    """It would hang the whole response on a bare model; what a reader returns is no model."""
    shape, _ = counting_shape()

    read = prepare(shape).reader.model_validate_json('{"word": "yes"}')

    assert isinstance(read, Read)
    assert set(vars(read.value)) == {"word"}
