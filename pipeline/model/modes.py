"""A prompt in, messages out; an answer's text in, a value of its shape out. Knows no SDK.

What a server needs to be told about the shape differs by mode; how its answer is read does not: a
fence around it, or thoughts before it, are taken off in every mode, because servers that were not
asked for them send them too.

The constants in capitals marked PROMPT TEXT are read by models.
"""

import hashlib
import json
import math
import re
from collections.abc import Mapping, Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError

from pipeline.model.ask import Shape, Turn
from schemas.model import Mode
from schemas.prompt import Prompt, PromptRef
from schemas.stored import Message

JSON_WORDS = (
    "Answer with one JSON object and nothing else: no fence, no remark before or after it. It must "
    "fit this JSON schema:\n"
)
"""PROMPT TEXT of JSON mode; the schema follows."""

MISFIT_WORDS = "The answer does not fit its schema:"
"""PROMPT TEXT of a re-ask; one line for each problem follows."""


class Ready(BaseModel):  # PROMPT TEXT: a server that enforces schemas cannot answer otherwise
    """One word."""

    model_config = ConfigDict(extra="forbid")

    word: Literal["ready"]


def _probe() -> Prompt:
    """PROMPT TEXT: asks for plain words, so that only an enforced schema brings JSON."""
    system, user = "You answer in one plain word.", "Say: ready."
    sha = hashlib.sha256(f"{system}\n{user}".encode()).hexdigest()[:12]
    return Prompt(ref=PromptRef(name="probe", version=1, sha=sha), system=system, user=user)


PROBE = _probe()

FENCED = re.compile(r"```[A-Za-z]*[ \t]*\n(.*?)```", re.DOTALL)
THOUGHT = "</think>"
BEYOND_FLOATS = re.compile(r"[eE]\+?\d{3}|NaN|Infinity|\d{309}")
"""Any number that is none, or is infinite as a float, holds one of these."""


class Misfit(json.JSONDecodeError):
    """An answer is not in its shape; its words go back to the model.

    instructor asks again for JSON errors and pydantic's own. This is one of the former, because the
    latter quote what they found and point to a web page.
    """

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("", "", 0)
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join([MISFIT_WORDS, *(f"- {problem}" for problem in self.problems)])


def write_messages(
    prompt: Prompt, turns: Sequence[Turn], mode: Mode, schema: Mapping[str, JsonValue]
) -> list[Message]:
    """What is sent: the prompt, then each earlier answer with what we found wrong with it."""
    system = prompt.system
    if mode is Mode.JSON:
        system = f"{system}\n\n{JSON_WORDS}{json.dumps(schema, ensure_ascii=False)}"
    messages = [Message(role="system", content=system), Message(role="user", content=prompt.user)]
    for turn in turns:
        messages.append(Message(role="assistant", content=turn.answer or "{}"))
        messages.append(Message(role="user", content=turn.complaint))
    return messages


def read_answer(text: str, shape: type[Shape]) -> Shape:
    """The value in a model's answer.

    Raises Misfit, which says what does not fit without quoting the answer.
    """
    found = find_json(text)
    if BEYOND_FLOATS.search(found):
        _refuse_infinite(found)
    try:
        return shape.model_validate_json(found)
    except ValidationError as error:
        problems = tuple(describe(error))
    raise Misfit(problems)


def find_json(text: str) -> str:
    """The JSON in an answer: the whole of it, or what is left without thoughts, fence and remarks.

    Of several fenced blocks it is the last: what came before may have been quoted from the article.
    """
    text = text.strip()
    if text.startswith("{"):
        return text
    text = text.rpartition(THOUGHT)[2].strip()
    if blocks := FENCED.findall(text):
        return str(blocks[-1]).strip()
    begin, end = text.find("{"), text.rfind("}")
    return text[begin : end + 1] if 0 <= begin < end else text


def _refuse_infinite(text: str) -> None:
    """Raises Misfit where a number is none or infinite: pydantic would let `1e999` be a float."""
    try:
        json.loads(text, parse_float=_finite, parse_int=_finite, parse_constant=_finite)
    except (json.JSONDecodeError, RecursionError):
        return  # pydantic says what is wrong with it
    except ValueError:
        raise Misfit(("a number in it is too large, or is none",)) from None


def _finite(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise ValueError
    return value


def describe(error: ValidationError) -> list[str]:
    """One line for each problem, with its place and without the value that was found there."""
    return [
        _line(item["type"], item["loc"], item["msg"])
        for item in error.errors(include_url=False, include_input=False, include_context=False)
    ]


def _line(kind: str, place: tuple[int | str, ...], message: str) -> str:
    """`sentences.0.text: String should have at most 600 characters`.

    The name of a field that nobody asked for is the model's own words, so it is left out.
    """
    if kind == "extra_forbidden":
        place, message = place[:-1], "has a field that was not asked for"
    elif kind in {"value_error", "assertion_error"}:
        message = "has a value that is not allowed"
    elif kind == "json_invalid":
        message = "it is not JSON, or was cut off"
    where = ".".join(str(step) for step in place)
    return f"{where}: {message}" if where else message
