"""A model's answer as it is kept: the question it depends on, and what it took at the time."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from pydantic import JsonValue

from schemas.base import Value
from schemas.call import Tokens


class Cache(StrEnum):
    """What stored answers are used for."""

    OFF = "off"
    """Ask every time, keep nothing."""
    READWRITE = "readwrite"
    """Take what is stored, keep what is new."""
    REPLAY = "replay"
    """Take what is stored and ask nobody; what is not stored fails."""


class Message(Value):
    """One message as it is sent, every template rendered."""

    role: str
    content: str


class Question(Value):
    """All that an answer depends on; two questions that differ in nothing share one answer.

    The API key is no part of it, and no field may hold it.
    """

    messages: tuple[Message, ...]
    answer_schema: Mapping[str, JsonValue]
    """JSON schema of the answer's shape; empty where plain text is asked for."""
    model: str
    """The model asked for."""
    parameters: Mapping[str, Decimal | JsonValue] = {}
    """What else goes to the server and changes its answer: mode, temperature, seed, most tokens."""
    base_url: str = ""
    """Empty for OpenAI's own."""
    repeat: int = 0
    """Which of several answers to the same question, counted from 0."""


class Stored(Value):
    """One answer of a server's with what it cost at the time; taken from the store it is free."""

    raw: str
    """What the server sent, character for character, before anybody parsed it."""
    answered: str
    """The model that the server says has answered."""
    tokens: Tokens
    cost: Decimal | None
    """In US dollars; `None` where the model's price was not known."""
    seconds: float
    """How long the answer took."""
    prompt: str = ""
    """Name and version of our wording, e.g. `draft_brief@2`; for people, no part of the key."""
