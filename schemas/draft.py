"""A brief before its figures are written in: unbelieved, unchecked, by reference."""

from enum import StrEnum

from pydantic import Field

from schemas.base import Value
from schemas.call import Call
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
    MODEL = "model"
    """Written by a model, its figures by reference."""
    FREE = "free"
    """Written by a model, figures and all."""


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

    `{f12}` prints fact f12 with its hedge and unit; `{f12:plain}` without the hedge; `{f12:bare}`
    the number alone; `{f12:count}` its n/N as `7 of 12`; `{m34}` prints figure 34 of the source
    exactly as it stands there, `{m34:count}` as `7 of 12`; `{s20-41}` the source's characters 20 to
    41; `{diff f3 f4}`, `{sum f3 f4}`, `{ratio f3 f4}`, `{share f3 f4}` what follows from two facts.
    A literal brace is doubled: `{{`, `}}`.
    """

    text: str
    move: Move
    topic: Topic
    evidence: tuple[Evidence, ...] = ()


class Refusal(Value):
    """A sentence of a model's that was not taken, and the first rule it broke."""

    text: str
    rule: str
    reason: str


class Draft(Value):
    """What an engine hands over: a headline and sentences, most important first."""

    headline: str
    sentences: tuple[DraftSentence, ...]
    limit: int = Field(default=0, ge=0)
    """Words of text that were asked for; 0 where the engine does not say."""
    calls: tuple[Call, ...] = ()
    """What asking a model for this draft took; empty without a model."""
    refused: tuple[Refusal, ...] = ()
    """Sentences that a model would not put right, and that are therefore not in the draft."""
