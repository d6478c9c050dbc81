"""What a server's failures mean for the questions that wait: nothing, patience, or the end. Pure.

A wait counts against a question's patience only while nobody is answered; a wait for one's turn, at
a server that answers others, costs none. And some failures are of no single question: after those
no other needs to be asked.
"""

from typing import NamedTuple

from pipeline.model.failures import Failure
from schemas.call import Ending

LASTING = frozenset({Ending.BAD_KEY, Ending.QUOTA})
"""Whoever asks gets the same answer until somebody mends it."""
MISTAKABLE = frozenset({Ending.WRONG_URL, Ending.UNKNOWN_MODEL})
"""Lasting, too, but a server that has answered may send such a thing by mistake, now and then."""
MISTAKES = 3
"""In a row, which are none any more."""


class Trouble(NamedTuple):
    """What failed since anybody was answered."""

    failure: Failure | None = None
    """The last failure that may pass; `None` where all is well."""
    since: float = 0.0
    """When the first of them was."""
    answered: bool = False
    """Was anybody ever answered?"""
    mistakes: int = 0
    lasting: Failure | None = None
    """Why no further question can be answered."""


def find_counted(trouble: Trouble, began: float, now: float) -> float:
    """Seconds of a wait since `began` in which nobody was answered up to now."""
    return now - max(began, trouble.since) if trouble.failure else 0.0


def meet_passing(trouble: Trouble, failure: Failure, now: float) -> Trouble:
    """Something failed that may pass."""
    since = trouble.since if trouble.failure else now
    return trouble._replace(failure=failure, since=since)


def meet_answer(trouble: Trouble) -> Trouble:
    """Somebody was answered."""
    return trouble._replace(failure=None, answered=True, mistakes=0)


def meet_lasting(trouble: Trouble, failure: Failure) -> Trouble:
    """Something failed that will not pass; was it only about one question?

    A certificate that does not hold is the one way to be unreachable that does not pass.
    """
    mistakes = trouble.mistakes + (failure.ending in MISTAKABLE)
    sure = failure.ending in LASTING or failure.ending is Ending.UNREACHABLE
    known = failure.ending in MISTAKABLE and (not trouble.answered or mistakes >= MISTAKES)
    return trouble._replace(mistakes=mistakes, lasting=failure if sure or known else None)
