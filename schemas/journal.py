"""What a batch writes down of its articles: which there are, and what became of each."""

from enum import StrEnum
from typing import NamedTuple


class TaskState(StrEnum):
    """What became of one article."""

    DONE = "done"
    FAILED = "failed"
    """For a reason of its own that a second try would meet again; tried when asked for."""
    LEFT = "left"
    """For a reason that passes or that its user mends; tried again by the next run."""


class Outcome(NamedTuple):
    """What became of one article under one key. A plain tuple, for processes send many of them."""

    key: str
    state: TaskState
    result: bytes = b""
    """Its briefs as `pipeline.batch.result` packs them; empty where there is none."""
    reason: str = ""
    """One sentence why it is not done; empty where it is."""
    ending: str = ""
    """The kind of reason: an `Ending`, `unreadable`, `crashed`."""
    spent: str = ""
    """What it took, a `Spent` as JSON; empty for nothing."""


class Found(NamedTuple):
    """What became of an article that has ended, and which run brought it there."""

    state: TaskState
    run: int


class Item(NamedTuple):
    """One article of a run's inputs, in their order."""

    position: int
    """From 0."""
    name: str
    """The input it came from: a path, with `#3` behind it in an input of several."""
    key: str
    """Of its task; empty where the article could not be read to the point of having one."""
    fault: str = ""
    """Why it has none."""


class Listed(NamedTuple):
    """An item beside what became of it so far; `outcome` is `None` where nothing did yet."""

    item: Item
    outcome: Outcome | None
