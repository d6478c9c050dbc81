"""A comparison in words, or a change, against what the source says or prints of the two.

In: the checked text and its sources as passages. Out: findings where a text says that something is
more or less with one than with another, and the source's words or its two figures say the contrary.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipeline.figures.claims_mentions import figures_between
from pipeline.figures.claims_reading import Passage, content_words, find_all, find_stated, refute
from pipeline.figures.claims_surroundings import find_key, holds, sentences_about
from pipeline.figures.lazy_regex import lazy_regex
from schemas.figure import Bound, Figure, Kind
from schemas.verdict import ClaimFinding

_MORE_THAN = lazy_regex(
    r"\b(?P<word>(?:higher|greater|(?:more|less) (?:frequent|common|often)|lower|rarer|fewer))\b"
    r"(?P<mid>[^.;]{3,60}?)\bthan\b(?P<after>[^.;]{3,90})"
)
_RARER = ("lower", "less", "rarer", "fewer")
_NEAR = 45


def check_compared(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`less common with the drug than with placebo` where the source prints 14% and 9%."""
    for found in find_stated(text, _MORE_THAN):
        first, second = content_words(found["mid"]), content_words(found["after"])
        start, _ = text.sentence_at(found.start())
        topic = content_words(text.folded[start : found.start()])
        sides = (first - second - topic, second - first - topic)
        if not (all(sides) and topic):
            continue
        printed = [p for s in sources for p in _find_rates(s, topic, sides)]
        is_less = found["word"].startswith(_RARER)
        against = [p for p in printed if (p[2] < p[3]) != is_less]
        if against and len(against) == len(printed):
            source, at, one, other = against[0]
            reason = f"The source prints {one}% for the first and {other}% for the second."
            yield refute(text, found, "EB_DIRECTION", reason, (source, at))


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


_MORE = lazy_regex(
    r"\b(?P<word>more|less) (?:common|frequent|often|likely|frequently) "
    r"(?:with|on|in|among|for|under) (?:the )?(?P<side>[\w-]+)(?P<rest>[^.;]*)"
)


def check_more(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`more common on placebo` where the source prints less there, or says less."""
    for found in find_stated(text, _MORE):
        if " than " in found["rest"]:
            continue
        start, _ = text.sentence_at(found.start())
        topic = sorted(content_words(text.folded[start : found.start()]))
        for source in sources if topic else ():
            against = _find_contrary(source, topic, (found["word"], found["side"]))
            if against:
                place, reason = against
                span = (found.start(), found.end("side"))
                yield refute(text, span, "EB_DIRECTION", reason, (source, place))
                break


def _find_contrary(
    source: Passage, topic: Sequence[str], told: tuple[str, str]
) -> tuple[int, str] | None:
    """Where a source says or prints the contrary of `more` with this side, of this topic."""
    word, side = told
    for start, end, _ in sentences_about(source, topic, len(topic)):
        for said in _MORE.finditer(source.folded, start, end):
            if said["side"] == side:
                is_contrary = said["word"] != word and " than " not in said["rest"]
                return (start, f"The source says “{said['word']}”.") if is_contrary else None
        pair = _pair(source, (start, end), side)
        if pair and pair[0] != pair[1]:
            if (pair[0] > pair[1]) is (word == "more"):
                return None
            return start, f"The source prints {pair[0]:f} there and {pair[1]:f} elsewhere."
    return None


_COUNTS = ((Kind.COUNT, Kind.NUMBER), (Kind.PROPORTION,), (Kind.PERCENT,))


def _pair(source: Passage, bounds: tuple[int, int], side: str) -> tuple[Decimal, Decimal] | None:
    """The figure of a side and the only other of its kind in a sentence."""
    figures = [f for f in figures_between(source, *bounds) if f.values]
    for kinds in _COUNTS:
        same = [f for f in figures if f.kind in kinds]
        if len(same) != 2:
            continue
        first, second = same
        after = source.folded[first.span.end : second.span.start]
        last = source.folded[second.span.end : min(bounds[1], second.span.end + _BEHIND)]
        is_first, is_second = holds(after, side), holds(last, side)
        if is_first != is_second:
            one, other = (first, second) if is_first else (second, first)
            return one.values[0], other.values[0]
    return None


_BEHIND = 60
_THAN = lazy_regex(
    r"\b(?P<word>higher|greater|more (?:frequent|common|likely|often|severe)|worse|better|longer"
    r"|larger|elevated|"
    r"lower|less (?:frequent|common|likely|often|severe)|rarer|fewer|shorter|smaller|milder)\b"
    r"(?P<mid>[^.;]{0,60}?)\b(?:than|compared (?:to|with)|versus)\b(?P<after>[^.;]{3,90})"
)
_LESS = ("lower", "less", "rarer", "fewer", "shorter", "smaller", "milder")


def check_direction(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """A comparison of two groups that the sources make the other way round."""
    for found in find_stated(text, _THAN):
        ours = _read_comparison(text, found)
        sides = [(h, _agrees(ours, _read_comparison(*h))) for h in find_all(sources, _THAN)]
        against = [hit for hit, agrees in sides if agrees is False]
        if against and not any(agrees for _, agrees in sides):
            reason = f"The source compares them the other way: “{against[0].match['word']}”."
            yield refute(text, found, "EB_DIRECTION", reason, against[0].place)


def _read_comparison(
    passage: Passage, found: re.Match[str]
) -> tuple[bool, frozenset[str], frozenset[str]]:
    """Is the first side the lower one, and the topics of both sides; what both share is dropped."""
    start, _ = passage.sentence_at(found.start())
    first = content_words(passage.folded[start : found.start()] + found["mid"])
    second = content_words(found["after"])
    return found["word"].startswith(_LESS), first - second, second - first


def _agrees(
    ours: tuple[bool, frozenset[str], frozenset[str]],
    theirs: tuple[bool, frozenset[str], frozenset[str]],
) -> bool | None:
    """Do two comparisons of the same sides say the same? `None` where the sides are others."""
    straight = bool(ours[1] & theirs[1]) and bool(ours[2] & theirs[2])
    crossed = bool(ours[1] & theirs[2]) and bool(ours[2] & theirs[1])
    if straight == crossed:
        return None
    return (ours[0] == theirs[0]) == straight
