"""A limit in dollars in, leave to call out: what a call may cost is held back before it is made.

All tasks of one event loop share a `Budget`. A call that does not fit waits while others are under
way, for they mostly cost far less than was held back for them; it is refused when none is left to
wait for. What may have been charged without our seeing it, as after a timeout, counts as spent.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from decimal import Decimal


class BudgetSpent(Exception):
    """What is left does not pay for the call, whatever the calls under way will cost."""


class Hold:
    """Money held back for one call; it counts as spent unless the call says what it did cost."""

    def __init__(self, worst: Decimal) -> None:
        self.worst = worst
        self.cost = worst

    def settle(self, cost: Decimal | None) -> None:
        """The call's real cost; `None`, not known, leaves all that was held back spent."""
        if cost is not None:
            self.cost = cost


class Budget:
    """What a run may cost; it has methods because calls under way share it."""

    def __init__(self, limit: Decimal | None = None) -> None:
        """`limit` in US dollars; `None` for no limit, and then everything is only counted."""
        self.limit = limit
        self._spent = Decimal(0)
        self._held = Decimal(0)
        self._waiting: deque[asyncio.Future[None]] = deque()

    @property
    def spent(self) -> Decimal:
        """US dollars spent so far, as far as prices are known."""
        return self._spent

    @property
    def held(self) -> Decimal:
        """US dollars held back for calls under way."""
        return self._held

    @property
    def left(self) -> Decimal | None:
        """US dollars that are neither spent nor held back; `None` for no limit."""
        return None if self.limit is None else self.limit - self._spent - self._held

    @asynccontextmanager
    async def hold(self, worst: Decimal) -> AsyncIterator[Hold]:
        """Holds back the most that a call may cost while it is made.

        Raises BudgetSpent where the limit cannot pay for it, whatever comes back.
        """
        await self._take(worst)
        hold = Hold(worst)
        try:
            yield hold
        finally:
            self._held -= worst
            self._spent += hold.cost
            self._wake()

    async def _take(self, worst: Decimal) -> None:
        """Waits its turn; first come, first served among those that fit."""
        while self.limit is not None and self._spent + self._held + worst > self.limit:
            if not self._held or self._spent + worst > self.limit:
                raise BudgetSpent(f"may cost ${worst:.4f} for this, and ${self.left:.4f} is left")
            turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting.append(turn)
            await turn
        self._held += worst

    def _wake(self) -> None:
        """Lets all who wait look again; each that still does not fit waits on."""
        waiting, self._waiting = self._waiting, deque()
        for turn in waiting:
            if not turn.done():
                turn.set_result(None)
