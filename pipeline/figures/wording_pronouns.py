"""Where `one` or `zero` stands for a thing and counts none: `the one`, `one of the reasons`.

In: a text and the place of a lone number word. Out: whether it is a pronoun there.
"""

import re

from pipeline.figures.found import Text
from pipeline.figures.grammar_base import COUNTED
from pipeline.figures.numbers import WORDS
from pipeline.figures.units import DURATION_WORD, one_of

SIGN_LEFT = re.compile(r"\b(?:minus|negative) \Z")


def counts_people(right: str | None) -> bool:
    """Is one of these words a noun for people, or for what happens to them?"""
    return any(COUNTED.match(word) for word in (right or "").split())


_SMALL = one_of(WORDS)
_IDIOM_LEFT = re.compile(
    r"(?:\b(?:the|this|that|no|any|some|each|every|another|which|only|at|as|for|by|like|number|day|"
    r"from|back to square) )$"
)
_DESCRIBED_LEFT = re.compile(r"\b(?:an?|the) [a-z-]+ \Z")
_DESCRIBED_RIGHT = re.compile(
    r" (?:in|of|for|to|and|but|is|was|from|with|at|on|by|as)\b|[,.;:)!?]|$"
)
_TASK_RIGHT = re.compile(rf" (?!{DURATION_WORD})[a-z]+ to (?:[a-z]+)\b")
_IDIOM_RIGHT = re.compile(
    r" (?:of (?:the|its|his|her|their|our|my|those|these|them|us|a|which|whom|"
    rf"{_SMALL})\b|another|day|"
    r"thing|front|hand|side|way|point|or the other|who|that|which|to|is|was|would|could|can|has|"
    r"should|more|by one|time|step|and the same|in the|in his|in her|whose|"
    r"over the other)\b|-(?:off|sided|sidedly|"
    r"time|third|quarter|half|stop|liner|on-one|way|size)|[,.;:)!?]|$"
)

_TO_ANOTHER = re.compile(r" [a-z]+ to (?:another|the (?:next|other))\b")
_ZERO_LEFT = re.compile(r"\b(?:to|from|near|below|above|was|is|were|remained|exactly|than) \Z")
_ZERO_RIGHT = re.compile(
    r"-(?!sum|day|hour|based|emission|coupon|covid|rated)|%| (?!and|or|the|to|in|as|at|for|on|is|"
    r"was|by|from|"
    r"when|if|but|with|that|which|sum|hour|gravity|tolerance|chance|point|emission)[a-z]+"
)


def is_pronoun(text: Text, at: int, end: int) -> bool:
    """Does `one` or `zero` stand for a thing rather than count it: `an infused one`, `the one`?"""
    low = text.low
    left = low[max(0, at - 24) : at]
    if low.startswith("zero", at):
        return not (_ZERO_LEFT.search(left) or _ZERO_RIGHT.match(low, end))
    kept = ("only ", "for ", "from ", "by ", "as ", "at ")
    if _IDIOM_LEFT.search(left) and (not left.endswith(kept) or left.endswith("the only ")):
        return True
    if SIGN_LEFT.search(left) or (low.startswith("one", at) and _is_counted_too(low, at, end)):
        return False
    if _DESCRIBED_LEFT.search(left) and _DESCRIBED_RIGHT.match(low, end):
        return True
    task = _TASK_RIGHT.match(low, end)
    if task and not counts_people(task[0]):
        return True
    return any(p.match(low, end) for p in (_IDIOM_RIGHT, _TO_ANOTHER)) or low.startswith("'s", end)


_COUNT_LEFT = re.compile(
    r"\b(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) "
    r"(?!and\b|or\b|to\b)[^.;:()]{2,60}(?:,| and|, and) \Z"
)
_COUNT_RIGHT = re.compile(
    r" (?:of|on|in|to|with|from|for|because|after|died|had|was)\b(?! (?:hand|side)\b)"
)
_OF_PEOPLE = re.compile(
    r" of (?:those|these|the) (?:[\w-]+ )?(?:patients|people|participants|children|adults|women|"
    r"men|infants|babies|volunteers|deaths|cases|events|victims|survivors)\b"
    r"(?! (?:to|who is|that)\b)"
)


def _is_counted_too(low: str, at: int, end: int) -> bool:
    """`two died of sepsis and one of a stroke`, `one of those patients`: it counts as others do."""
    if _OF_PEOPLE.match(low, end):
        return True
    left = _COUNT_LEFT.search(low[max(0, at - 80) : at])
    return left is not None and _COUNT_RIGHT.match(low, end) is not None
