"""Passes over the articles and batches of their questions by turns, until nobody waits any more.

In: a pass, which puts on file what it has no answer to; an office, which sends that and brings
answers. Out: the last pass's tally. Nothing is held in memory between them, so a run that was
stopped anywhere goes on from the files.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import NamedTuple, Protocol

from pipeline.batch.run import Tally

Pass = Callable[[], Awaitable[Tally]]


class Sends(Protocol):
    """An office, as rounds need it."""

    @property
    def open(self) -> bool:
        """Is anything at the provider?"""

    async def recover(self) -> None:
        """Find out what became of what was being sent."""

    async def collect(self) -> int:
        """Take in what has ended."""

    async def send(self) -> int:
        """Send what waits; how much the budget does not pay for."""

    async def wait(self, stop: asyncio.Event) -> None:
        """Until something has ended."""


class Ended(NamedTuple):
    """How rounds came to their end."""

    tally: Tally
    """Of the last pass."""
    passes: int
    unpaid: int = 0
    """Questions that the budget did not pay for."""
    is_out: bool = False
    """Are batches still at the provider, which nobody waits for now?"""


async def go_round(begin: Pass, office: Sends, stop: asyncio.Event, *, patient: bool) -> Ended:
    """Until every question has come to its end, the budget is spent, or nobody wants to wait.

    A run that is not `patient` sends what there is to send and ends. Raises ModelError where the
    provider takes or gives nothing.
    """
    await office.recover()
    passes = 0
    while True:
        await office.collect()
        tally = await begin()
        passes += 1
        if stop.is_set() or tally.interrupted:
            return Ended(tally, passes, is_out=office.open)
        unpaid = await office.send()
        if not office.open or not patient:
            return Ended(tally, passes, unpaid, office.open)
        await office.wait(stop)
        if stop.is_set():
            return Ended(tally, passes, unpaid, office.open)
