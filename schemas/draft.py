"""A brief before its figures are written in: unbelieved, unchecked, by reference."""

from enum import StrEnum

from pydantic import Field

from schemas.base import Value
from schemas.text import Evidence


class Move(StrEnum):
    """Where a sentence of a draft came from."""

    DATA = "data"
    """A slot pattern filled from the record."""
    CLAUSE = "clause"
    """The source's own clause with spin cut off."""
    QUOTE = "quote"
    """A short quotation in quotation marks."""
    CAUTION = "caution"
    """A caution chosen from the record."""


class Topic(StrEnum):
    """What a sentence of a draft is for."""

    CONTEXT = "context"
    BENEFIT = "benefit"
    HARM = "harm"
    LIMIT = "limit"
    REGULATORY = "regulatory"
    MARKET = "market"
    OPINION = "opinion"
    SENTIMENT = "sentiment"


class DraftSentence(Value):
    """One sentence, its figures as references.

    `{f12}` prints fact f12 with its hedge; `{f12:bare}` without; `{f12:of}` its n/N as `7 of 12`;
    `{m34}` prints figure 34 of the source exactly as it stands there, `{m34:of}` as `7 of 12`.
    A literal brace is doubled: `{{`, `}}`.
    """

    text: str
    move: Move
    topic: Topic
    evidence: tuple[Evidence, ...] = ()


class Draft(Value):
    """What an engine hands over: a headline and sentences, most important first."""

    headline: str
    sentences: tuple[DraftSentence, ...]
    limit: int = Field(default=0, ge=0)
    """Words of text that were asked for; 0 where the engine does not say."""
