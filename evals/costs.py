"""What a run will cost, before it starts. In: goldens, a plan, a model. Out: an estimate.

Each story is one question for the record and one for the draft; corrections come on top, so the
estimate has a most, too. Tokens are estimated by a rule; stored answers cost nothing.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from pipeline.model.prices import MILLION, find_price
from pipeline.model.prompts import read_wording
from pipeline.model.tokens import estimate_tokens
from schemas.golden import Golden
from schemas.model import ModelSettings

ANSWER = 900
"""Tokens of an answer, in the middle; a guess, named so."""
FACTS = 2
"""How often an article's length the list of its facts adds to a prompt, with the text itself."""
MOST = 3
"""Times the questions, where every answer is corrected twice."""


class Estimate(NamedTuple):
    """What is about to be spent."""

    questions: int
    tokens: int
    cost: Decimal | None
    """US dollars; `None` where the price is not known."""

    def __str__(self) -> str:
        """One line, as it is said before a run starts."""
        cost = "cost unknown: the model has no price"
        if self.cost is not None:
            cost = f"about ${self.cost:.2f}, at most some ${MOST * self.cost:.2f}"
        return f"{self.questions} questions, about {self.tokens:,} tokens, {cost}"


def estimate(
    goldens: Sequence[Golden], repeats: int, model: ModelSettings, prompts: Sequence[str]
) -> Estimate:
    """What every story takes once a repeat, if nothing is stored and no answer corrected."""
    base = sum(estimate_tokens(read_wording(name).words) for name in prompts)
    sent = answered = questions = 0
    for golden in goldens:
        for story in golden.labels.stories:
            own = estimate_tokens(story.span.cut(golden.text))
            sent += (base + len(prompts) * FACTS * own) * repeats
            answered += len(prompts) * ANSWER * repeats
            questions += len(prompts) * repeats
    price = find_price(model)
    cost = None
    if price is not None:
        cost = (sent * price.prompt + answered * price.completion) / MILLION
    return Estimate(questions, sent + answered, cost)
