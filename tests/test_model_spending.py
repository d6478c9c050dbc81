"""A run costs no more than it may, and what is not known is said to be unknown."""

import asyncio
from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.model.budget import Budget
from pipeline.model.client import Client
from schemas.answer import DraftAnswer
from schemas.call import Ending, Tokens
from tests.model_client import (
    GOOD,
    PRICE,
    PROMPT,
    SHAPELESS,
    ask,
    endings_of,
    fail,
    settings,
    use,
)
from tests.model_server import (
    ModelServer,
    fails,
    hangs,
    in_turn,
)


def test_a_budget_refuses_before_it_is_exceeded() -> None:
    """Nothing is sent."""
    with ModelServer(lambda request: GOOD) as server:
        error = fail(settings(server, price=PRICE), Budget(Decimal("0.001")))

    assert error.ending is Ending.BUDGET
    assert "$0.0010 is left" in str(error)
    assert endings_of(error) == []
    assert not server.requests


def test_a_budget_settles_what_calls_did_cost() -> None:
    """And lets those wait that may still fit."""
    budget = Budget(Decimal("0.05"))
    usage = {"prompt_tokens": 100, "completion_tokens": 20}

    async def work(client: Client) -> None:
        for _ in range(3):
            await asyncio.gather(*(client.ask(PROMPT, DraftAnswer) for _ in range(4)))

    with ModelServer(lambda request: replace(GOOD, usage=usage)) as server:
        use(settings(server, price=PRICE), work, budget)

    # By hand: 100 at $2 and 20 at $8 a million, twelve times.
    assert budget.spent == Decimal("0.00432")
    assert budget.held == 0
    assert len(server.requests) == 12


def test_a_budget_stops_retries_and_reasks_as_well() -> None:
    """Each request is held to it, not only the first."""
    usage = {"prompt_tokens": 10, "completion_tokens": 4000}
    with ModelServer(lambda request: replace(SHAPELESS, usage=usage)) as server:
        error = fail(settings(server, price=PRICE), Budget(Decimal("0.05")))

    assert error.ending is Ending.BUDGET
    assert endings_of(error) == ["reasked"]


def test_errors_cost_nothing_and_silence_counts_as_spent() -> None:
    """A server that never answered may have worked, and charged."""
    budget = Budget(Decimal(1))
    with ModelServer(in_turn(fails(500), hangs(), GOOD)) as server:
        ask(settings(server, price=PRICE, timeout=1.5), budget)

    assert budget.held == 0
    worst = Decimal(4000) * 8 / 1_000_000
    assert worst < budget.spent < 2 * worst


def test_a_budget_needs_a_known_price() -> None:
    """It could not be kept otherwise."""
    with ModelServer(lambda request: GOOD) as server:
        error = fail(settings(server), Budget(Decimal(1)))

    assert error.ending is Ending.BUDGET
    assert "no known price" in str(error)
    assert not server.requests


def test_an_unknown_price_is_said_to_be_unknown() -> None:
    """Not nought."""
    with ModelServer(lambda request: GOOD) as server:
        unknown = ask(settings(server))
        uncounted_server = ModelServer(lambda request: replace(GOOD, usage=None))
        with uncounted_server:
            uncounted = ask(settings(uncounted_server, price=PRICE))

    assert unknown.call.cost is None
    assert unknown.call.tokens.prompt > 0
    assert uncounted.call.cost is None
    assert uncounted.call.tokens == Tokens()


def test_a_question_that_is_given_up_counts_as_spent() -> None:
    """Ctrl-C does not stop the server's meter."""
    budget = Budget(Decimal(1))

    async def work(client: Client) -> None:
        task = asyncio.create_task(client.ask(PROMPT, DraftAnswer))
        while not server.requests:
            await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    with ModelServer(lambda request: hangs()) as server:
        use(settings(server, price=PRICE), work, budget)

    assert budget.held == 0
    assert budget.spent > 0
