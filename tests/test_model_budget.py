"""A budget is kept whatever the order in which calls begin, end, fail or are given up."""

import asyncio
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.budget import Budget, BudgetSpent

CENT = Decimal("0.01")


class Planned(NamedTuple):
    """One call that will be made: when, for how long, at what price, and how it ends."""

    begins: int
    lasts: int
    """Turns of the event loop."""
    worst: Decimal
    share: int
    """Of its worst case, in hundredths, that it does cost."""
    fate: str

    @property
    def cost(self) -> Decimal:
        """What it does cost, or the worst case where nobody hears of it."""
        return self.worst * self.share / 100 if self.fate == "answered" else self.worst


MONEY = st.integers(0, 300).map(lambda cents: cents * CENT)
PLANS = st.lists(
    st.builds(
        Planned,
        begins=st.integers(0, 5),
        lasts=st.integers(0, 5),
        worst=MONEY,
        share=st.integers(0, 100),
        fate=st.sampled_from(["answered", "broken", "given up", "unknown"]),
    ),
    max_size=12,
)


class Book(NamedTuple):
    """What a test writes down beside the budget."""

    made: list[Planned]
    refused: list[tuple[Planned, Decimal]]
    """With what was spent when it was refused."""


async def make_call(budget: Budget, plan: Planned, book: Book) -> None:
    """One planned call, looking at the budget at each turn."""
    for _ in range(plan.begins):
        await asyncio.sleep(0)
    try:
        async with budget.hold(plan.worst) as hold:
            book.made.append(plan)
            for _ in range(plan.lasts):
                check(budget)
                await asyncio.sleep(0)
            end(plan)
            hold.settle(plan.cost if plan.fate == "answered" else None)
    except BudgetSpent:
        book.refused.append((plan, budget.spent))
    except (ConnectionError, asyncio.CancelledError):
        pass
    check(budget)


def end(plan: Planned) -> None:
    """Breaks off or gives up, where that is the plan."""
    if plan.fate == "broken":
        raise ConnectionError
    if plan.fate == "given up":
        raise asyncio.CancelledError


def check(budget: Budget) -> None:
    """What must hold at any time."""
    assert budget.limit is not None
    assert budget.held >= 0
    assert budget.spent + budget.held <= budget.limit


async def run_all(budget: Budget, plans: Sequence[Planned]) -> Book:
    """All calls at once; they end, whatever happens."""
    book = Book([], [])
    async with asyncio.timeout(5):
        await asyncio.gather(*(make_call(budget, plan, book) for plan in plans))
    return book


@given(limit=MONEY, plans=PLANS)
def test_a_budget_is_never_exceeded_in_any_interleaving(
    limit: Decimal, plans: list[Planned]
) -> None:
    """Every call is either made and paid for, or refused because what was left cannot pay."""
    budget = Budget(limit)

    book = asyncio.run(run_all(budget, plans))

    assert budget.held == 0
    assert budget.spent == sum((plan.cost for plan in book.made), Decimal(0)) <= limit
    assert len(book.made) + len(book.refused) == len(plans)
    assert all(spent + plan.worst > limit for plan, spent in book.refused)


@given(plans=PLANS)
def test_without_a_limit_everything_is_made_and_counted(plans: list[Planned]) -> None:
    """Counting goes on."""

    async def run() -> Budget:
        budget = Budget(None)
        for plan in plans:
            async with budget.hold(plan.worst) as hold:
                hold.settle(plan.cost)
        return budget

    budget = asyncio.run(run())

    assert budget.spent == sum((plan.cost for plan in plans), Decimal(0))
    assert budget.left is None


def test_a_call_waits_for_others_that_may_cost_less_than_was_held_back() -> None:
    """Ten calls that hold back 30 cents each and cost one all fit into 40 cents."""
    plans = [Planned(0, 3, 30 * CENT, 4, "answered")] * 10
    budget = Budget(42 * CENT)

    book = asyncio.run(run_all(budget, plans))

    assert not book.refused
    assert budget.spent == 12 * CENT


def test_a_call_that_can_never_fit_is_refused_at_once() -> None:
    """It does not wait for others, which could not help."""

    async def run() -> bool:
        budget = Budget(10 * CENT)
        async with budget.hold(5 * CENT):
            with pytest.raises(BudgetSpent):
                async with asyncio.timeout(1), budget.hold(11 * CENT):
                    pass
            return budget.held == 5 * CENT

    assert asyncio.run(run())


def test_who_stops_waiting_holds_nothing_back() -> None:
    """A task that is cancelled while it waits leaves no trace."""

    async def run() -> Decimal | None:
        budget = Budget(10 * CENT)
        async with budget.hold(8 * CENT) as hold:
            waiting = asyncio.create_task(make_call(budget, Planned(0, 0, 5 * CENT, 9, ""), BOOK))
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)
            hold.settle(CENT)
        return budget.left

    assert asyncio.run(run()) == 9 * CENT


BOOK = Book([], [])
