"""A chat completion as the SDK hands it over in, its ending, words and tokens out.

The SDK does not check what servers send, so neither do its types say what is there; nothing here
trusts them.
"""

import re
from typing import Any, NamedTuple

from pipeline.model.prices import Usage
from schemas.call import Ending, Tokens


class Completion(NamedTuple):
    """What one answer of a server's comes to."""

    ending: Ending
    text: str = ""
    """A tool's arguments where one was called, else the words of the message."""
    model: str = ""
    """The model that the server says has answered; empty where it does not say."""
    usage: Usage | None = None
    """`None` where the server does not count tokens."""


MODEL_NAME = re.compile(r"[\w.:/@+-]{1,120}")
UNREADABLE = "unreadable"

NO_COMPLETION = Completion(Ending.WRONG_URL)
"""What came with status 200 is no chat completion."""


def read_completion(got: Any, secret: str = "") -> Completion:
    """What an answer says and how it ended; `NO_COMPLETION` where it is none.

    A model's name that is no name, or holds the secret, is not repeated: it goes into records.
    """
    choices = getattr(got, "choices", None)
    if not isinstance(choices, list) or not choices or not hasattr(choices[0], "message"):
        return NO_COMPLETION
    text = read_text(choices[0].message)
    return Completion(
        find_ending(choices[0], text),
        text,
        read_model(getattr(got, "model", ""), secret),
        read_usage(getattr(got, "usage", None)),
    )


def read_model(name: object, secret: str) -> str:
    """The name of the model that answered, if it can stand in a record."""
    if not isinstance(name, str) or not name:
        return ""
    fits = MODEL_NAME.fullmatch(name) and not (secret and secret in name)
    return name if fits else UNREADABLE


def read_text(message: Any) -> str:
    """The arguments of the first tool that was called, else the message's words."""
    for tool in getattr(message, "tool_calls", None) or ():
        arguments = getattr(getattr(tool, "function", None), "arguments", None)
        return arguments if isinstance(arguments, str) else ""
    content = getattr(message, "content", None)
    return content if isinstance(content, str) else ""


def find_ending(choice: Any, text: str) -> Ending:
    """How an answer ended by its own account."""
    reason = getattr(choice, "finish_reason", None)
    if reason == "length":
        return Ending.TRUNCATED
    if reason == "content_filter":
        return Ending.FILTERED
    if getattr(choice.message, "refusal", None):
        return Ending.REFUSED
    return Ending.ANSWERED if text.strip() else Ending.EMPTY


def read_usage(usage: Any) -> Usage | None:
    """The tokens as the server counted them; `None` where it does not say."""
    if usage is None:
        return None
    prompt = getattr(usage, "prompt_tokens_details", None)
    completion = getattr(usage, "completion_tokens_details", None)
    tokens = Tokens(
        prompt=_count(usage, "prompt_tokens"),
        cached=_count(prompt, "cached_tokens"),
        completion=_count(usage, "completion_tokens"),
        reasoning=_count(completion, "reasoning_tokens"),
    )
    return Usage(tokens, _count(prompt, "cache_write_tokens"))


def _count(holder: Any, name: str) -> int:
    value = getattr(holder, name, None)
    return value if isinstance(value, int) and value > 0 else 0
