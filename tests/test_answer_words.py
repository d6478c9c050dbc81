"""An answer's schema in words of our own: all that a model is told of it, nothing of pydantic's."""

from enum import StrEnum
from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field

from pipeline.model.answer_words import answer_words
from schemas.answer import DraftAnswer, FreeAnswer, RecordAnswer
from schemas.errors import PromptError

Short = Annotated[str, Field(max_length=5)]


class Mood(StrEnum):
    """A mood."""

    GOOD = "good"
    BAD = "bad"


class Inner(BaseModel):
    """One thing."""

    name: Short = Field(description="Its name,\n  as printed.")
    kind: Literal["a", "b"]


class Outer(BaseModel):
    """All things."""

    model_config = ConfigDict(extra="forbid")

    things: list[Inner] = Field(max_length=3)
    notes: list[Short] = Field(description="Short ones.")
    mood: Mood
    count: Annotated[int, Field(ge=0, le=9)] = 2
    sure: bool | None = None


def test_every_word_and_limit_of_a_schema_is_written_out() -> None:
    """Docstrings, descriptions, types, limits, defaults; each class once."""
    assert answer_words(Outer).splitlines() == [
        "Outer (extra forbid): All things.",
        "  things list of <Inner> [max_length 3]",
        "  notes list of <text [max_length 5]>: Short ones.",
        "  mood one of ['good', 'bad']",
        "  count whole number [ge 0, le 9] = 2",
        "  sure yes or no or nothing = None",
        "Inner (extra ignore): One thing.",
        "  name text [max_length 5]: Its name, as printed.",
        "  kind one of ['a', 'b']",
    ]


@pytest.mark.parametrize("shape", [RecordAnswer, DraftAnswer, FreeAnswer])
def test_the_answers_can_be_written_out(shape: type[BaseModel]) -> None:
    """Every word that stands in the JSON schema stands in ours."""
    words = answer_words(shape)
    schema = shape.model_json_schema()

    for part in (schema, *schema.get("$defs", {}).values()):
        assert " ".join(part["description"].split()) in words
        for name, field in part["properties"].items():
            assert f"  {name} " in words
            assert " ".join(field.get("description", "").split()) in words


def test_a_type_that_is_not_foreseen_is_refused() -> None:
    """Left out of the words, its change would go unseen."""

    class Odd(BaseModel):
        """Odd."""

        pairs: dict[str, int]

    with pytest.raises(PromptError, match="is not foreseen; say in _type"):
        answer_words(Odd)


def test_a_limit_that_is_not_foreseen_is_refused() -> None:
    """A pattern is sent to the model too."""

    class Odd(BaseModel):
        """Odd."""

        name: str = Field(json_schema_extra={"a": 1}, max_digits=3)

    with pytest.raises(PromptError, match="add its name to _LIMITS"):
        answer_words(Odd)
