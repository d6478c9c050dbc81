"""What asking a model will cost, worked out by hand."""

from decimal import Decimal

import pytest

from pipeline.model.estimate import (
    ANSWER,
    Asked,
    count_wording,
    estimate,
    estimate_story,
    price_asked,
)
from schemas.model import ModelSettings, Price

PRICED = ModelSettings(
    model="m", price=Price(prompt=Decimal(2), completion=Decimal(10))
)  # A million tokens.
TEXT = "one two three four five six"
"""Six tokens: a word each."""


def test_a_story_takes_its_prompts_its_text_and_its_facts() -> None:
    """Two prompts of 1,000 tokens in all; a text of 6, and as much again for its facts."""
    assert estimate_story(TEXT, 1_000, 2) == Asked(2, 1_000 + 2 * 2 * 6, 2 * ANSWER)


def test_a_cost_follows_from_the_price() -> None:
    """A million tokens sent at 2 and half a million answered at 10 dollars; at most three times."""
    found = price_asked(Asked(4, 1_000_000, 500_000), PRICED, 3)

    assert (found.questions, found.tokens) == (4, 1_500_000)
    assert (found.cost, found.most) == (Decimal(7), Decimal(21))
    assert str(found) == "4 questions, about 1,500,000 tokens, about $7.00, at most some $21.00"


def test_without_a_price_no_cost_is_made_up() -> None:
    """Tokens are told all the same."""
    found = price_asked(Asked(4, 100, 50), ModelSettings(model="nobody-knows-it"), 3)

    assert found.cost is None
    assert str(found) == "4 questions, about 150 tokens, cost unknown: the model has no price"


@pytest.mark.parametrize("repeats", [1, 3])
def test_stories_add_up_and_repeats_multiply(repeats: int) -> None:
    """Two stories, each asked for a record and a draft."""
    prompts = ("extract_record", "draft_brief")
    found = estimate([TEXT, TEXT], repeats, PRICED, prompts)
    each = count_wording(prompts) + 2 * 2 * 6 + 2 * ANSWER

    assert (found.questions, found.tokens) == (4 * repeats, 2 * each * repeats)
    assert count_wording(prompts) > 500


def test_nothing_to_ask_costs_nothing() -> None:
    """As when all is done already."""
    found = estimate([], 1, PRICED, ("extract_record",))

    assert (found.questions, found.tokens, found.cost) == (0, 0, Decimal(0))
