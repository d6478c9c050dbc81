"""An answer is read whatever stands around it, and refused without being quoted."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field, field_validator

from pipeline.model.ask import Turn
from pipeline.model.modes import (
    JSON_WORDS,
    PROBE,
    Misfit,
    find_json,
    read_answer,
    write_messages,
)
from schemas.model import Mode


class Dose(BaseModel):
    """A dose."""

    model_config = ConfigDict(extra="forbid")

    drug: str = Field(max_length=12)
    milligrams: float = Field(ge=0)

    @field_validator("drug")
    @classmethod
    def known(cls, value: str) -> str:
        """Quotes what it found, as validators do."""
        if value == "Velcamet":
            raise ValueError(f"{value} is secret")
        return value


GOOD = '{"drug": "Qorvex", "milligrams": 2.5}'


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        f"  \n{GOOD}\n",
        f"```json\n{GOOD}\n```",
        f"```\n{GOOD}\n```",
        f"Here it is:\n```json\n{GOOD}\n```\nAnything else?",
        f"<think>Is it {{this}}? ```json\n{{}}\n```</think>\n{GOOD}",
        f"Sure! {GOOD} Done.",
        f'```json\n{{"drug": "no"}}\n```\nor rather\n```json\n{GOOD}\n```',
    ],
)
def test_what_stands_around_an_answer_is_taken_off(text: str) -> None:
    """Fences, thoughts, remarks; of several blocks the last is the answer."""
    assert read_answer(text, Dose) == Dose(drug="Qorvex", milligrams=2.5)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "it is not JSON, or was cut off"),
        ("I would rather not.", "it is not JSON, or was cut off"),
        ('{"drug": "Qorvex", "millig', "it is not JSON, or was cut off"),
        ('{"drug": "Qorvex"}', "milligrams: Field required"),
        ("[1]", "Input should be an object"),
        ('{"drug": "Qorvex", "milligrams": "two"}', "milligrams: Input should be a valid number"),
        ('{"drug": "Qorvex", "milligrams": -1}', "milligrams: Input should be greater than"),
        ('{"drug": "Qorvex", "milligrams": 1e999}', "a number in it is too large, or is none"),
        ('{"drug": "Qorvex", "milligrams": -1E+400}', "a number in it is too large, or is none"),
        ('{"drug": "Qorvex", "milligrams": NaN}', "a number in it is too large, or is none"),
        ('{"drug": "Qorvex", "milligrams": Infinity}', "a number in it is too large, or is none"),
        (f'{{"drug": "Qorvex", "milligrams": {"9" * 400}}}', "a number in it is too large"),
        ('{"drug": "\\ud800", "milligrams": 1}', "it is not JSON, or was cut off"),
        ('{"drug": "\ud800", "milligrams": 1}', "Input should be a valid string"),
    ],
)
def test_an_answer_that_does_not_fit_says_where(text: str, problem: str) -> None:
    """The words go back to the model."""
    with pytest.raises(Misfit) as caught:
        read_answer(text, Dose)

    assert problem in str(caught.value)


def test_infinity_in_words_is_only_a_word() -> None:
    """A drug may be called anything."""
    assert read_answer('{"drug": "NaN 1e999", "milligrams": 1}', Dose).milligrams == 1


@pytest.mark.parametrize(
    "text",
    [
        '{"drug": "Velcamet", "milligrams": 1}',
        '{"drug": "Velcamet and many more", "milligrams": 1}',
        '{"drug": "Qorvex", "milligrams": "Velcamet"}',
        '{"drug": "Qorvex", "milligrams": 1, "Velcamet": 1}',
        '{"drug": {"Velcamet": 1}, "milligrams": 1}',
        "Velcamet",
    ],
)
def test_a_misfit_never_quotes_what_it_found(text: str) -> None:
    """It may be the article's words, and errors end up in logs."""
    with pytest.raises(Misfit) as caught:
        read_answer(text, Dose)

    assert "Velcamet" not in repr(caught.value) + str(caught.value)
    assert "http" not in str(caught.value)


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Models send anything."""
    try:
        read_answer(text, Dose)
    except Misfit as misfit:
        assert misfit.problems


@given(st.text(alphabet='{}[]`json\n" <think>/', max_size=4000))
def test_finding_json_gives_a_part_of_the_text(text: str) -> None:
    """Nothing is made up."""
    assert find_json(text) in text


def test_deep_nesting_is_refused() -> None:
    """Neither pydantic nor json may run out of stack."""
    text = '{"drug": "Qorvex", "milligrams": ' + "[" * 100_000 + "1e999" + "]" * 100_000 + "}"

    with pytest.raises(Misfit):
        read_answer(text, Dose)


def test_turns_follow_the_prompt_in_their_order() -> None:
    """The model sees its own answers and what was wrong with them."""
    turns = (Turn("first", "no"), Turn("", "still no"))

    messages = write_messages(PROBE, turns, Mode.SCHEMA, {})

    assert [m.role for m in messages] == ["system", "user", *["assistant", "user"] * 2]
    assert [m.content for m in messages[2:]] == ["first", "no", "{}", "still no"]


def test_only_json_mode_puts_the_schema_into_the_prompt() -> None:
    """Elsewhere it goes along in a field of its own."""
    schema = Dose.model_json_schema()

    for mode in (Mode.SCHEMA, Mode.TOOLS):
        assert write_messages(PROBE, (), mode, schema)[0].content == PROBE.system
    told = write_messages(PROBE, (), Mode.JSON, schema)[0].content
    assert told.startswith(f"{PROBE.system}\n\n{JSON_WORDS}")
    assert json.loads(told.removeprefix(f"{PROBE.system}\n\n{JSON_WORDS}")) == schema
