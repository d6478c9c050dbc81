"""Settings in, the parameters that go along with every question out."""

from typing import Any

from pipeline.store.keys import OPENAI, plain_url
from schemas.model import ModelSettings

LIMIT_NAMES = {"max_tokens": "max_completion_tokens", "max_completion_tokens": "max_tokens"}
"""The two names for the most tokens of an answer, each with the other."""


def find_parameters(settings: ModelSettings) -> dict[str, Any]:
    """What goes to the server with every question, besides the most tokens of an answer."""
    values = {
        "temperature": None if settings.temperature is None else float(settings.temperature),
        "reasoning_effort": settings.effort or None,
        "seed": settings.seed,
    }
    return {name: value for name, value in values.items() if value is not None}


def find_limit_name(settings: ModelSettings) -> str:
    """What the server calls the most tokens of an answer, as far as can be known beforehand.

    OpenAI and reasoning models have a newer name; other servers know the older one.
    """
    newer = settings.effort or plain_url(settings.base_url) == OPENAI
    return "max_completion_tokens" if newer else "max_tokens"
