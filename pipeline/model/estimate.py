"""What asking a model will cost, before it is asked. In: stories' texts, a model. Out: an estimate.

Each story is one question for the record and one for the draft; corrections come on top, so the
estimate has a most, too. Tokens are estimated by a rule; stored answers cost nothing.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from pipeline.model.prices import MILLION, find_price
from pipeline.model.prompts import read_wording
from pipeline.model.tokens import estimate_tokens
from schemas.model import ModelSettings

ANSWER = 900
"""Tokens of an answer, in the middle; a guess, named so."""
FACTS = 2
"""How often an article's length the list of its facts adds to a prompt, with the text itself."""
MOST = 3
"""Times the questions, where every answer is corrected twice."""


class Asked(NamedTuple):
    """What is about to be asked; several are added with `plus`."""

    questions: int = 0
    sent: int = 0
    """Tokens."""
    answered: int = 0
    """Tokens."""

    def plus(self, other: "Asked") -> "Asked":
        """Both together."""
        return Asked(
            self.questions + other.questions,
            self.sent + other.sent,
            self.answered + other.answered,
        )


class Estimate(NamedTuple):
    """What is about to be spent."""

    questions: int
    tokens: int
    cost: Decimal | None
    """US dollars; `None` where the price is not known."""
    most: Decimal | None = None
    """US dollars, where every answer is corrected as often as may be; a budget stops it sooner."""

    def __str__(self) -> str:
        """One line, as it is said before a run starts."""
        cost = "cost unknown: the model has no price"
        if self.cost is not None and self.most is not None:
            cost = f"about ${self.cost:,.2f}, at most some ${self.most:,.2f}"
        return f"{self.questions:,} questions, about {self.tokens:,} tokens, {cost}"


def count_wording(prompts: Sequence[str]) -> int:
    """Tokens of the prompts themselves, without an article."""
    return sum(estimate_tokens(read_wording(name).words) for name in prompts)


def estimate_story(text: str, wording: int, prompts: int) -> Asked:
    """What one story takes, if nothing is stored and no answer corrected.

    `wording` is what `count_wording` gives for the prompts, which are `prompts` in number.
    """
    sent = wording + prompts * FACTS * estimate_tokens(text)
    return Asked(prompts, sent, prompts * ANSWER)


def estimate(
    texts: Iterable[str], repeats: int, model: ModelSettings, prompts: Sequence[str]
) -> Estimate:
    """What every story takes once a repeat, if nothing is stored and no answer corrected."""
    wording, asked = count_wording(prompts), Asked()
    for text in texts:
        asked = asked.plus(estimate_story(text, wording, len(prompts)))
    times = Asked(asked.questions * repeats, asked.sent * repeats, asked.answered * repeats)
    return price_asked(times, model, MOST)


def price_asked(asked: Asked, model: ModelSettings, most: Decimal | int) -> Estimate:
    """What it costs; at most, `most` times as much."""
    price = find_price(model)
    tokens = asked.sent + asked.answered
    if price is None:
        return Estimate(asked.questions, tokens, None)
    cost = (asked.sent * price.prompt + asked.answered * price.completion) / MILLION
    return Estimate(asked.questions, tokens, cost, cost * most)
