"""An effect called significant that the source says was not.

In: the checked text and its sources as passages. Out: findings where the text tells a significant
effect on an outcome, and a source says of this outcome that nothing significant was seen, and shows
it nowhere else but of several outcomes taken together.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipeline.figures.claims_reading import (
    Mood,
    Passage,
    content_words,
    find_all,
    is_claimed,
    mood_at,
    refute,
)
from pipeline.figures.claims_surroundings import holds
from pipeline.figures.claims_words import NEGATION
from pipeline.figures.composites import find_composites
from schemas.verdict import ClaimFinding

_CHANGE = (
    r"(?:reduc\w+|lower\w*|cuts?|cutting|fewer|less|decreas\w+|falls?|drops?|improv\w+|increas\w+"
    r"|rais\w+|prolong\w+|extend\w*|slow\w*|prevent\w*|differences?|effects?|benefits?|impact)"
)
_OBJECT = r"(?P<{}>[a-z][a-z' -]{{2,60}}?)"
_END = (
    r"(?=[.,;:()]|$| (?:by|with|in|compared|versus|vs|against|than|among|over|at|after|and|or|but"
    r"|to|from|while|was|were|had|when|on)\b)"
)
_LEAD = r"(?: in| of| on| for| to| the| an?| rates?| risks?| odds| chances?| number)*"
_SIGNIFICANT = re.compile(
    rf"\bsignificant(?:ly)? (?:\w+ ){{0,2}}?{_CHANGE}{_LEAD} {_OBJECT.format('after')}{_END}"
    rf"|\b{_CHANGE}{_LEAD} {_OBJECT.format('within')} (?:\w+ )?significantly\b"
    rf"|(?:^|[.;,] )(?:the )?{_OBJECT.format('before')} (?:was|were|fell|rose|improved|decreased)"
    rf" (?:\w+ )?significantly\b"
)
_DENIED = re.compile(
    r"\b(?:not|n't|neither|nor) (?:\w+ ){0,3}?(?:significant(?:ly)?|significance|differ)\b"
    r"|\bno (?:\w+ )?(?:significant )?(?:differences?|effect|benefit|reduction|improvement)\b"
    r"|\bnon-?significant(?:ly)?\b"
)
_SHOWN = re.compile(r"\bsignifican(?:tly|t|ce)\b")
_P = re.compile(r"\bp ?(?:-?value)? ?(?P<sign>[<=≤]) ?(?P<value>0?\.\d+)")
_ALPHA = Decimal("0.05")
_STEM = 5
"""Letters by which two sorts of stems are compared."""


def check_unshown(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`significantly reduced deaths` where the source says the difference was not significant."""
    denied = find_all(sources, _DENIED)
    for found in text.find(_SIGNIFICANT) if denied else ():
        outcome = content_words(next(filter(None, found.groups())))
        outcome = frozenset(word for word in outcome if not re.match(rf"{_CHANGE}$", word))
        if not outcome or NEGATION.search(found.group()):
            continue
        if not is_claimed(text, found, negative=False):
            continue
        against = next((h for h in denied if _is_of(*h.place, outcome)), None)
        if against and not any(_shows(source, outcome) for source in sources):
            reason = "The source says of this outcome that nothing significant was seen."
            word = _SHOWN.search(text.folded, *found.span()) or found
            yield refute(text, word, "EB_SIGNIFICANCE", reason, against.place)


def _is_of(source: Passage, place: int, outcome: frozenset[str]) -> bool:
    sentence = source.sentence(place)
    return all(holds(sentence, word) for word in outcome)


def _shows(source: Passage, outcome: frozenset[str]) -> bool:
    """Does a sentence show something significant of the outcome, and not of it with others?"""
    for start in source.starts:
        sentence = source.sentence(start)
        if not all(holds(sentence, word) for word in outcome) or not _is_shown(source, start):
            continue
        together = [word for c in find_composites(sentence) for o in c.outcomes for word in o.words]
        if not any(word.startswith(one[:_STEM]) for word in together for one in outcome):
            return True
    return False


def _is_shown(source: Passage, start: int) -> bool:
    """Does a sentence print a small p-value, or say `significant` and not deny it?"""
    begin, end = source.sentence_at(start)
    sentence = source.folded[begin:end]
    if any(Decimal(m["value"]) <= _ALPHA for m in _P.finditer(sentence)):
        return True
    denials = [(begin + m.start(), begin + m.end()) for m in _DENIED.finditer(sentence)]
    return any(
        mood_at(source, m.start()) is not Mood.DENIED
        and not any(a <= m.start() < b for a, b in denials)
        for m in _SHOWN.finditer(source.folded, begin, end)
    )
