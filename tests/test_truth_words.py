"""The words that tell a plan, a doubt or a bound, and words that only begin like them."""

import re

import pytest

from evals.truth_told import EXPECTED, LIMITS, UNVERIFIED


@pytest.mark.parametrize(
    ("words", "text", "told"),
    [
        (EXPECTED, "Approval may come in June.", True),
        (EXPECTED, "Approval came in May 2027.", False),
        (EXPECTED, "William Hart announced the approval.", False),
        (EXPECTED, "The plant opened.", False),
        (EXPECTED, "The company plans a filing.", True),
        (EXPECTED, "A filing is planned.", True),
        (UNVERIFIED, "The company said on Thursday that it has cut 31 jobs.", False),
        (UNVERIFIED, "A post said that it has cut 31 jobs.", True),
        (UNVERIFIED, "It was reported without naming a source.", True),
        (UNVERIFIED, "Patients recovered without treatment.", False),
        (LIMITS, "A capsule was given within minutes.", True),
        (LIMITS, "A capsule was given in ten minutes.", False),
        (LIMITS, "The price is capped at $9.", True),
    ],
)
def test_a_word_counts_whole(words: re.Pattern[str], text: str, told: bool) -> None:
    """A month is no plan, a capsule no cap, and who says something does not doubt it."""
    assert bool(words.search(text)) is told
