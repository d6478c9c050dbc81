"""A comparison in words against the two rates that the source prints.

In: the checked text and its sources as passages. Out: findings where a text says that something is
more or less common with one than with another, and the source's two percentages say the contrary.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipeline.figures.claims_reading import (
    Mood,
    Passage,
    content_words,
    finding,
    mood_at,
    sentence_evidence,
)
from pipeline.figures.claims_surroundings import find_key, holds
from schemas.figure import Bound, Figure, Kind
from schemas.verdict import ClaimFinding, Severity

_THAN = re.compile(
    r"\b(?P<word>(?:higher|greater|(?:more|less) (?:frequent|common|often)|lower|rarer|fewer))\b"
    r"(?P<mid>[^.;]{3,60}?)\bthan\b(?P<after>[^.;]{3,90})"
)
_LESS = ("lower", "less", "rarer", "fewer")
_NEAR = 45


def check_compared(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`less common with the drug than with placebo` where the source prints 14% and 9%."""
    for found in _THAN.finditer(text.folded):
        if mood_at(text, found.start()) is not Mood.STATED:
            continue
        first, second = content_words(found["mid"]), content_words(found["after"])
        start, _ = text.sentence_at(found.start())
        topic = content_words(text.folded[start : found.start()])
        sides = (first - second - topic, second - first - topic)
        if not (all(sides) and topic):
            continue
        printed = [p for s in sources for p in _find_rates(s, topic, sides)]
        is_less = found["word"].startswith(_LESS)
        against = [p for p in printed if (p[2] < p[3]) != is_less]
        if against and len(against) == len(printed):
            source, at, one, other = against[0]
            reason = f"The source prints {one}% for the first and {other}% for the second."
            evidence = (sentence_evidence(source, at),)
            yield finding(text, found, "EB_DIRECTION", (Severity.ERROR, reason), evidence)


def _find_rates(
    source: Passage, topic: frozenset[str], sides: tuple[frozenset[str], frozenset[str]]
) -> Iterator[tuple[Passage, int, Decimal, Decimal]]:
    """The two unequal percentages of each sentence on this topic, one for each side."""
    for sentence in source.source.sentences:
        words = source.folded[sentence.start : sentence.end]
        if 2 * sum(holds(words, key) for key in topic) < len(topic) + 1:
            continue
        rates = [f for f in source.source.figures if _is_rate(f) and sentence.covers(f.span)]
        if len(rates) != 2:
            continue
        owners = [_owner(source, rate, sides) for rate in rates]
        if sorted(owners) == [0, 1] and rates[0].values[0] != rates[1].values[0]:
            one, other = (rates[owners.index(side)].values[0] for side in (0, 1))
            yield source, sentence.start, one, other


def _is_rate(figure: Figure) -> bool:
    """Is it one plain percentage?"""
    return figure.kind is Kind.PERCENT and len(figure.values) == 1 and figure.bound is Bound.EXACTLY


def _owner(source: Passage, rate: Figure, sides: tuple[frozenset[str], frozenset[str]]) -> int:
    """Whose rate it is by the next word of either side behind it: 0, 1, or -1 for nobody's."""
    after = source.folded[rate.span.end : rate.span.end + _NEAR]
    places = [
        min((at for key in side for at in find_key(after, key)), default=_NEAR) for side in sides
    ]
    return -1 if places[0] == places[1] else places.index(min(places))
