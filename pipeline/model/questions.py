"""Settings and a prompt in, what goes along with them and the key of their answer out."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import JsonValue

from pipeline.model.ask import Turn
from pipeline.model.asking import Asking
from pipeline.model.modes import write_messages
from pipeline.store.keys import OPENAI, Key, make_key, plain_url
from schemas.model import Mode, ModelSettings
from schemas.prompt import Prompt
from schemas.stored import Question, Stored


def find_parameters(settings: ModelSettings) -> dict[str, Any]:
    """What goes to the server with every question.

    OpenAI and reasoning models call the most tokens of an answer `max_completion_tokens`; other
    servers know the older name.
    """
    newer = settings.effort or plain_url(settings.base_url) == OPENAI
    values = {
        "max_completion_tokens" if newer else "max_tokens": settings.most_tokens,
        "temperature": None if settings.temperature is None else float(settings.temperature),
        "reasoning_effort": settings.effort or None,
        "seed": settings.seed,
    }
    return {name: value for name, value in values.items() if value is not None}


def find_key(
    settings: ModelSettings,
    prompt: Prompt,
    turns: Sequence[Turn],
    schema: Mapping[str, JsonValue],
) -> Key:
    """The key of an answer; it holds the mode as it was set, so that a replay needs no probe."""
    return make_key(
        Question(
            messages=tuple(write_messages(prompt, turns, Mode.SCHEMA, schema)),
            answer_schema=schema,
            model=settings.model,
            parameters={"mode": settings.mode.value, **find_parameters(settings)},
            base_url=settings.base_url,
        )
    )


def read_stored(asking: Asking) -> Stored:
    """What is kept of an answer: as it was sent, and what all its attempts took."""
    call = asking.call()
    return Stored(
        raw=asking.raw,
        answered=asking.answered,
        tokens=call.tokens,
        cost=call.cost,
        seconds=sum(attempt.seconds for attempt in call.attempts),
        prompt=call.prompt.label,
    )
