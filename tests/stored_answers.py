"""Questions and answers for the tests of the store."""

from decimal import Decimal

from pipeline.store.keys import Key, make_key
from schemas.call import Tokens
from schemas.stored import Message, Question, Stored

ANSWER = Stored(
    raw='{"headline": "Qorvex halves relapses"}',
    answered="small-1-2026-10-01",
    tokens=Tokens(prompt=812, cached=640, completion=57, reasoning=20),
    cost=Decimal("0.00010"),
    seconds=0.31,
    prompt="draft_brief@2",
)


def key_of(number: int) -> Key:
    """The key of one of many questions."""
    question = Message(role="user", content=f"Qorvex, question {number}")
    return make_key(Question(messages=(question,), answer_schema={}, model="small-1"))
