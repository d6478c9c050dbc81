"""What a brief is doing right now, for whoever waits for it: a terminal, a log, an API."""

from collections.abc import Callable
from enum import StrEnum

from schemas.base import Value
from schemas.call import Call


class Stage(StrEnum):
    """The steps of the straight line, as they begin."""

    READING = "reading"
    EXTRACTING = "extracting"
    DRAFTING = "drafting"
    CHECKING = "checking"
    REVISING = "revising"
    DONE = "done"


class Event(Value):
    """One step that begins."""

    stage: Stage
    story: str
    """The article's id."""
    attempt: int = 1
    """Which draft: 2 is the first revision."""
    calls: tuple[Call, ...] = ()
    """What the step before asked a model."""


Tell = Callable[[Event], None]
"""Takes each event as it comes; it must return at once."""


def say_nothing(event: Event) -> None:
    """For whoever does not want to know."""
