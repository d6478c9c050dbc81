"""A server that refused, or asked to wait, is left alone by all for so long. Pure.

Where it refuses again, and has answered nobody in between, one request goes first after the next
pause and the others follow when that was not refused.
"""

from typing import NamedTuple

from pipeline.model.failures import Failure

FEELING = 1.0
"""Seconds."""


class Halt(NamedTuple):
    """Until when nobody asks, and how often in a row that was so."""

    until: float = 0.0
    asked: Failure | None = None
    """The answer in which the server said itself how long; `None` where it did not."""
    row: int = 0
    """Refusals in a row, those of requests that were in flight together counted once."""
    since: int = 0
    """The number of the first request after the last of them."""
    flying: int = 0
    """Requests sent after it that are in flight."""
    felt_at: float = 0.0
    """When the first of them was sent."""


def find_feeling(halt: Halt, now: float) -> float:
    """Seconds that all others wait for the one that went first; nought for none.

    Refusals come at once and answers take long, so a while without either is an answer.
    """
    return max(0.0, halt.felt_at + FEELING - now) if halt.row > 1 and halt.flying else 0.0


def is_new(halt: Halt, number: int) -> bool:
    """Is a refusal of request `number` more than an echo of the last one?"""
    return number >= halt.since


def meet_refusal(halt: Halt, following: int) -> Halt:
    """The server refused anew; request `following` will be the first after that."""
    return halt._replace(row=halt.row + 1, since=following, flying=0)


def stop_until(halt: Halt, until: float, asked: Failure | None) -> Halt:
    """Nobody asks before `until`; the later of two times holds."""
    if until <= halt.until:
        return halt
    return halt._replace(until=until, asked=asked)


def launch(halt: Halt, now: float) -> Halt:
    """A request was sent."""
    if not halt.row:
        return halt
    felt_at = halt.felt_at if halt.flying else now
    return halt._replace(flying=halt.flying + 1, felt_at=felt_at)


def land(halt: Halt, number: int) -> Halt:
    """Request `number` is no longer in flight."""
    return halt._replace(flying=halt.flying - 1) if _counts(halt, number) else halt


def meet_answer(halt: Halt, number: int) -> Halt:
    """Request `number` was answered: the refusals are over, if it was sent after them."""
    return halt._replace(row=0, flying=0) if _counts(halt, number) else halt


def _counts(halt: Halt, number: int) -> bool:
    return halt.row > 0 and number >= halt.since
