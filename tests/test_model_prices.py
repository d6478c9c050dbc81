"""Prices are data with a date; what is not in the table is not guessed."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.prices import Usage, find_cost, find_price, find_worst, read_table
from schemas.call import Tokens
from schemas.model import ModelSettings, Price

OWN = Price(prompt=Decimal(3), completion=Decimal(6))


def settings(model: str, base_url: str = "", price: Price | None = None) -> ModelSettings:
    """Settings of that model."""
    return ModelSettings(model=model, base_url=base_url, price=price)


def test_the_table_says_when_and_where_it_was_read() -> None:
    """Prices change; a total is worth no more than its date."""
    table = read_table()

    assert date.fromisoformat(table.read) <= date(2026, 11, 21)
    assert table.source
    assert len(table.models) > 20
    for name, price in table.models.items():
        assert price.completion >= price.prompt > 0, name
        assert price.cached is None or price.cached < price.prompt, name
        assert price.written is None or price.written > price.prompt, name


@pytest.mark.parametrize(
    ("model", "prompt"),
    [
        ("gpt-4o", "2.5"),
        ("gpt-4o-2024-11-20", "2.5"),
        ("gpt-4o-2024-05-13", "5"),
        ("gpt-4o-mini", "0.15"),
        ("gpt-4o-mini-2024-07-18", "0.15"),
        ("gpt-4o-audio-preview", None),
        ("gpt-4o-2024", None),
        ("GPT-4o", None),
        ("llama-3.1-8b", None),
        ("", None),
    ],
)
def test_a_models_price_is_looked_up_by_its_name(model: str, prompt: str | None) -> None:
    """A dated name has the plain one's price unless it has its own; a likeness has none."""
    price = find_price(settings(model))

    assert (price and price.prompt) == (prompt and Decimal(prompt))


def test_the_same_name_at_another_server_has_no_known_price() -> None:
    """A proxy or a local server may charge anything, or nothing."""
    assert find_price(settings("gpt-4o", "http://127.0.0.1:8080/v1")) is None
    assert find_price(settings("gpt-4o", "https://api.openai.com.llm.example/v1")) is None
    assert find_price(settings("gpt-4o", "https://api.openai.com/v1")) is not None


def test_the_desks_own_price_goes_before_the_table() -> None:
    """Contracts differ from lists."""
    assert find_price(settings("gpt-4o", price=OWN)) == OWN
    assert find_price(settings("any", "http://127.0.0.1/v1", OWN), "other") == OWN


def test_the_model_that_answered_is_paid() -> None:
    """Not the one that was asked for; a stranger's price is not known."""
    answered = find_price(settings("gpt-4o"), "gpt-4o-mini-2024-07-18")

    assert answered is not None
    assert answered.prompt == Decimal("0.15")
    assert find_price(settings("gpt-4o"), "somebody-else") is None


def test_a_cost_counts_cached_and_written_tokens_at_their_own_prices() -> None:
    """By hand: 500 at $2, 300 at $0.20, 200 at $2.50 and 100 at $10 a million."""
    price = Price(
        prompt=Decimal(2), cached=Decimal("0.2"), written=Decimal("2.5"), completion=Decimal(10)
    )
    tokens = Tokens(prompt=1000, cached=300, completion=100, reasoning=60)

    assert find_cost(Usage(tokens, written=200), price) == Decimal("0.00256")


def test_without_a_discount_kept_tokens_cost_what_others_do() -> None:
    """By hand: 1000 at $3 and 10 at $6 a million."""
    tokens = Tokens(prompt=1000, cached=1000, completion=10)

    assert find_cost(Usage(tokens), OWN) == Decimal("0.00306")


def test_a_price_that_holds_for_shorter_prompts_is_not_known_for_longer_ones() -> None:
    """Some models cost twice as much beyond 272,000 tokens; nobody is told half."""
    price = OWN.model_copy(update={"holds_to": 100})

    assert find_cost(Usage(Tokens(prompt=100)), price) is not None
    assert find_cost(Usage(Tokens(prompt=101)), price) is None
    assert find_worst(100, 1, price) is not None
    assert find_worst(101, 1, price) is None


COUNT = st.integers(0, 10_000)
MONEY = st.integers(0, 10_000).map(lambda n: Decimal(n) / 100)


@given(
    text=st.text(max_size=200),
    most=COUNT,
    share=st.integers(0, 100),
    price=st.builds(
        Price,
        prompt=MONEY,
        cached=st.none() | MONEY,
        written=st.none() | MONEY,
        completion=MONEY,
        holds_to=st.none(),
    ),
)
def test_no_answer_within_its_limits_costs_more_than_the_worst_case(
    text: str, most: int, share: int, price: Price
) -> None:
    """A token is at least one byte, so bytes bound a prompt whatever its tokenizer."""
    size = len(text.encode())
    cached = size * share // 100
    tokens = Tokens(prompt=size, cached=cached, completion=most)

    worst = find_worst(size, most, price)
    cost = find_cost(Usage(tokens, written=size - cached), price)

    assert worst is not None
    assert cost is not None
    assert cost <= worst
