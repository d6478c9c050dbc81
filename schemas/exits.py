"""Outcomes of a command in, one exit code out."""

from collections.abc import Iterable
from enum import IntEnum


class Exit(IntEnum):
    """How a command ends; the members stand in order of weight, the heaviest first."""

    INTERRUPTED = 130
    OUR_FAULT = 70
    BAD_INPUT = 2
    INCOMPLETE = 4
    FAILED = 1
    INCONCLUSIVE = 3
    NOTHING = 5
    FINE = 0


MEANINGS = {
    Exit.FINE: "fine",
    Exit.FAILED: "the check or a gate failed",
    Exit.BAD_INPUT: "usage, bad input or an invalid golden",
    Exit.INCONCLUSIVE: "inconclusive, or a brief in which nothing stands",
    Exit.INCOMPLETE: "incomplete: error lines, unpaired cases, another language, a model's failure",
    Exit.NOTHING: "nothing selected",
    Exit.OUR_FAULT: "our own fault: please report it",
    Exit.INTERRUPTED: "interrupted",
}
"""What `--help` says of each; the one table of exit codes."""


def heaviest(outcomes: Iterable[Exit]) -> Exit:
    """The outcome that wins when several happened: an interruption first, `FINE` last.

    Example: a failed check (1) and a line with an error (4) end in 4.
    """
    order = list(Exit)
    return min(outcomes, key=order.index, default=Exit.FINE)
