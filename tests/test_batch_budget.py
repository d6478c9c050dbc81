"""However the calls of a batch fall, together they never cost more than its budget."""

import asyncio
from dataclasses import dataclass, field
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.batch.run import Orders, Run
from pipeline.batch.work import Task
from pipeline.model.budget import Budget, BudgetSpent
from schemas.call import Ending
from schemas.journal import Outcome, TaskState
from tests.batch_fakes import Memory, document, done, unused

CALLS = 2
"""Of each article."""


@dataclass
class Server:
    """Charges what each call of each article costs, at the turn of the loop that was drawn."""

    costs: list[tuple[int, int, int]]
    """Of the calls in their order: the most it may cost, what it does, and how long it takes."""
    budget: Budget
    charged: Decimal = Decimal(0)
    calls: int = 0

    async def call(self) -> None:
        """One; raises BudgetSpent where there is no money for it."""
        worst, share, turns = self.costs[self.calls % len(self.costs)]
        self.calls += 1
        async with self.budget.hold(Decimal(worst)) as hold:
            for _ in range(turns):
                await asyncio.sleep(0)
            cost = Decimal(worst) * share / 4
            self.charged += cost
            hold.settle(cost if share else None)


@dataclass
class Askers:
    """Workers that put two questions for each article."""

    server: Server
    worked: list[str] = field(default_factory=list)

    async def work(self, task: Task) -> Outcome:
        """See `Workers`."""
        try:
            for _ in range(CALLS):
                await self.server.call()
        except BudgetSpent as spent:
            return Outcome(task.key, TaskState.LEFT, reason=str(spent), ending=Ending.BUDGET)
        self.worked.append(task.key)
        return done(task.key)


@given(
    costs=st.lists(
        st.tuples(st.integers(0, 40), st.integers(0, 4), st.integers(0, 6)), min_size=1, max_size=12
    ),
    limit=st.integers(0, 300),
    at_once=st.integers(1, 16),
    articles=st.integers(0, 40),
)
@settings(max_examples=60, deadline=None)
def test_no_interleaving_spends_more_than_the_budget(
    costs: list[tuple[int, int, int]], limit: int, at_once: int, articles: int
) -> None:
    """By the server's own books; and every article is done, or left for a larger budget."""
    budget = Budget(Decimal(limit))
    server, book = Server(costs, budget), Memory()
    askers = Askers(server)
    run = Run(Orders(1, "plan", at_once), book, askers, unused)
    documents = (document(f"a{number}") for number in range(articles))
    tally = asyncio.run(asyncio.wait_for(run.go(documents), 20))

    assert server.charged <= budget.spent <= limit
    assert budget.held == 0
    assert tally.listed == articles
    assert tally.done + tally.left + tally.waiting == articles
    assert tally.done == len(askers.worked)
    assert bool(tally.halted) == bool(tally.left)
