"""A question that is answered later, in a batch of the provider's, and such a batch."""

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class QuestionState(StrEnum):
    """Where a question is."""

    WAITING = "waiting"
    """To be sent."""
    SENT = "sent"
    ANSWERED = "answered"
    """The answer is in the store, as it was sent."""
    FAILED = "failed"
    """It was given up; `ending` and `reason` say why."""


class Waiting(NamedTuple):
    """A question as it is to be sent. A plain tuple, for there are many of them."""

    key: str
    inputs: str
    """What the key is the hash of."""
    body: bytes
    """The request's JSON."""
    prompt: str
    """Name and version of our wording."""
    worst: Decimal | None
    """The most that it may cost, in US dollars; `None` where its price is not known."""


class Standing(NamedTuple):
    """What became of a question so far."""

    state: QuestionState
    tries: int
    """How often it was sent, or is to be."""
    ending: str = ""
    reason: str = ""


class JobState(StrEnum):
    """Where a batch is, by our own account."""

    PREPARED = "prepared"
    """Its questions are chosen; whether the provider has it is not known."""
    SENT = "sent"
    ENDED = "ended"


class Job(NamedTuple):
    """A batch at the provider."""

    id: int
    token: str
    """Ours; it goes along, so that a batch is found again whose id we were never told."""
    provider: str
    """The provider's id; empty until we were told."""
    state: JobState
    requests: int
