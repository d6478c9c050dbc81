"""A question to a model in, the key of its answer out; no file, no clock, no chance.

The key is the SHA-256 of the question as canonical JSON: sorted names, no white space, ASCII,
numbers in one form. What was hashed is kept beside the answer, so that a miss can be explained.
"""

import hashlib
import json
from decimal import Decimal
from typing import NamedTuple
from urllib.parse import urlsplit

from schemas.stored import Question

EPOCH = 1
"""Raise it when our code changes what a stored answer means; every key changes with it."""

OPENAI = "https://api.openai.com/v1"
"""Where the SDK asks when no base URL is given (openai 3.3.0, `OpenAI.base_url`, 2026-11-21)."""

SECRET = frozenset({"api_key", "authorization", "extra_headers", "headers", "key", "token"})
"""Parameters that could hold a key; none changes an answer."""


class Key(NamedTuple):
    """The key of an answer, and the canonical JSON it is the hash of."""

    sha256: str
    inputs: str


def make_key(question: Question, epoch: int = EPOCH) -> Key:
    """The key of a question's answer.

    Raises ValueError for a parameter that could hold a secret, or is no JSON: our own fault.
    """
    secret = sorted(SECRET & {name.lower() for name in question.parameters})
    if secret:
        raise ValueError(f"parameters: {secret} may hold a key; leave them out of the question")
    inputs = canonical(
        {
            "messages": [{"role": m.role, "content": m.content} for m in question.messages],
            "schema": question.answer_schema,
            "model": question.model,
            "parameters": question.parameters,
            "base_url": plain_url(question.base_url),
            "repeat": question.repeat,
            "epoch": epoch,
        }
    )
    return Key(hashlib.sha256(inputs.encode("ascii")).hexdigest(), inputs)


def canonical(value: object) -> str:
    """One spelling of a JSON value: equal values give equal characters.

    Example: `{"b": 1, "a": Decimal("0.70")}` gives `{"a":"0.7","b":1}`.
    Raises ValueError for what JSON cannot hold, such as NaN.
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False, default=_spell)


def _spell(value: object) -> object:
    """What json does not know itself: a decimal as its shortest digits, a mapping as a dict."""
    if isinstance(value, Decimal) and value.is_finite():
        return format(value.normalize() + 0, "f")
    if hasattr(value, "items"):
        return dict(value.items())
    raise ValueError(f"{value!r} is no JSON value; leave it out of the question")


def plain_url(url: str) -> str:
    """Server and path of a base URL, without user, password, query or a slash at its end.

    Example: `https://anna:pw@LLM.example/v1/?k=1` gives `https://llm.example/v1`.
    """
    parts = urlsplit(url.strip() or OPENAI)
    host = parts.netloc.rpartition("@")[2].lower()
    return f"{parts.scheme.lower()}://{host}{parts.path.rstrip('/')}"
