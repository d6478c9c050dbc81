"""A circuit breaker: after many failures in a row nobody asks for a while, then one tries. Pure."""

from typing import NamedTuple

MOST_FAILURES = 10
"""In a row; a question by itself gives up before that."""
FIRST_PAUSE, MOST_PAUSE = 5.0, 60.0
"""Seconds until one tries, doubled each time that it fails."""


class Breaker(NamedTuple):
    """Closed while requests may pass; open until a time; half open while one tries."""

    failures: int = 0
    """In a row."""
    openings: int = 0
    """In a row; nought while it is closed."""
    until: float = 0.0
    """When one may try."""
    since: int = 0
    """The number of the first request after it opened."""
    trying: int = -1
    """The number of the request that tries; -1 for none."""


def is_closed(breaker: Breaker) -> bool:
    """May all requests pass?"""
    return not breaker.openings


def begin_trying(breaker: Breaker, number: int) -> Breaker:
    """Request `number` goes first; all others wait for it."""
    return breaker._replace(trying=number)


def stop_trying(breaker: Breaker, number: int) -> Breaker:
    """It was given up before it had an answer, so another one may try."""
    return breaker._replace(trying=-1) if breaker.trying == number else breaker


def meet_failure(breaker: Breaker, number: int, following: int, now: float) -> Breaker:
    """Request `number` failed; those sent before it opened do not keep it open any longer."""
    if breaker.openings and number < breaker.since:
        return breaker
    failures = breaker.failures + 1
    if not breaker.openings and failures < MOST_FAILURES:
        return breaker._replace(failures=failures)
    pause = min(MOST_PAUSE, FIRST_PAUSE * 2**breaker.openings)
    return Breaker(failures, breaker.openings + 1, now + pause, following)
