"""A request in, money held back for it out; an answer in, what it cost out."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from decimal import Decimal

from pipeline.model.budget import Budget, BudgetSpent, Hold
from pipeline.model.completion import NO_COMPLETION, Completion
from pipeline.model.prices import find_cost, find_price, find_worst
from schemas.model import ModelSettings


class Meter:
    """One model's prices against one budget."""

    def __init__(self, settings: ModelSettings, budget: Budget) -> None:
        self._settings, self._budget = settings, budget
        self._price = find_price(settings)

    @asynccontextmanager
    async def hold(self, body: Mapping[str, object]) -> AsyncIterator[Hold]:
        """Holds back the most that a request may cost while it is made.

        Raises BudgetSpent, which says why, where the budget does not pay for it. Without a limit
        nothing is held back, so that a price need not be known.
        """
        worst: Decimal | None = Decimal(0)
        if self._budget.limit is not None:
            most = self._settings.most_tokens
            size = len(json.dumps(body))
            worst = find_worst(size, most, self._price) if self._price else None
        if worst is None:
            raise BudgetSpent(
                f"has no known price for this, so a budget of ${self._budget.limit} cannot be kept"
            )
        async with self._budget.hold(worst) as hold:
            yield hold

    def cost(self, answer: Completion) -> Decimal | None:
        """What an answer cost; `None` where its price or its tokens are not known."""
        if answer is NO_COMPLETION:
            return Decimal(0)
        price = find_price(self._settings, answer.model)
        return find_cost(answer.usage, price) if answer.usage and price else None
