"""How many requests may be in flight: halved when the server is in trouble, then one more by one.

Additive increase, multiplicative decrease, as TCP has it (RFC 5681, 3.1). Pure.
"""

from typing import NamedTuple


class Window(NamedTuple):
    """How many, and what it was decided by."""

    size: int
    most: int
    answered: int = 0
    """Answers since it changed; as many as its size are one window."""
    since: int = 0
    """The number of the first request that was sent after it was halved."""
    tried: bool = True
    """Was one of those answered? Only then may it be halved again."""


def grow(window: Window, number: int) -> Window:
    """Request `number` was answered: after a whole window of answers one more may be in flight."""
    if window.size >= window.most:
        return window
    tried = window.tried or number >= window.since
    if window.answered + 1 < window.size:
        return window._replace(answered=window.answered + 1, tried=tried)
    return window._replace(size=window.size + 1, answered=0, tried=tried)


def shrink(window: Window, number: int, in_flight: int, following: int) -> Window:
    """Request `number` met trouble: half of what was in flight, once for each window.

    `following` is the number of the next request. What was sent before the last halving says
    nothing about the half, nor does a server that has answered nobody since.
    """
    if number < window.since or not window.tried:
        return window
    size = max(1, min(window.size, in_flight) // 2)
    return window._replace(size=size, answered=0, since=following, tried=False)
