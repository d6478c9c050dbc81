"""Who goes next: a queue in which only the first one asks whether it may go.

All tasks of one event loop share it. Those that have asked before go first, so that one question
is finished before the next is begun.
"""

import asyncio
import heapq
import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

Pause = Callable[[float], Awaitable[None]]

_SHORTEST = 0.001
"""Seconds; a rest from rounding must pass some time, too."""


@dataclass(order=True, slots=True)
class _Place:
    """One that waits."""

    key: tuple[int, int]
    """Rank, then order of coming."""
    called: asyncio.Future[None] | None = field(default=None, compare=False)
    """Done when it has become the first."""


class Turns:
    """The queue; it has methods because tasks wait in it."""

    def __init__(self, pause: Pause) -> None:
        self._pause = pause
        self._queue: list[_Place] = []
        self._came = 0
        self._changed: asyncio.Future[None] | None = None

    async def wait(self, rank: int, held: Callable[[], float]) -> None:
        """Returns when this one is the first, and `held` says nought; it must go at once then.

        `held` says how many seconds it is held back as things stand, infinity for until something
        changes; what it raises ends the wait.
        """
        if not self._queue and not held():
            return
        self._came += 1
        place = _Place((rank, self._came))
        heapq.heappush(self._queue, place)
        try:
            while self._queue[0] is not place or (seconds := held()):
                if self._queue[0] is place:
                    await self._rest(seconds)
                else:
                    place.called = asyncio.get_running_loop().create_future()
                    await place.called
        finally:
            self._leave(place)

    def change(self) -> None:
        """Something that holds back has changed: the first one looks again."""
        if self._changed and not self._changed.done():
            self._changed.set_result(None)
        self._changed = None

    async def _rest(self, seconds: float) -> None:
        """So long, or until something changes."""
        if self._changed is None:
            self._changed = asyncio.get_running_loop().create_future()
        changed = self._changed
        if math.isinf(seconds):
            await asyncio.wait({changed})
            return
        nap = asyncio.ensure_future(self._pause(max(seconds, _SHORTEST)))
        try:
            await asyncio.wait({nap, changed}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            nap.cancel()

    def _leave(self, place: _Place) -> None:
        """It goes, or gives up; the next one is called."""
        if self._queue[0] is place:
            heapq.heappop(self._queue)
        else:
            self._queue.remove(place)
            heapq.heapify(self._queue)
        if self._queue and (called := self._queue[0].called) and not called.done():
            called.set_result(None)
