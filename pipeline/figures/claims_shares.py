"""How many of a group, and which of two groups more, told in words against the printed shares.

In: the checked text and its sources as passages. Out: findings where a text says all or most and a
source prints a smaller share, or says which group had more and a source prints the contrary.
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
from pipeline.figures.claims_surroundings import count_by_sentence, find_key, holds
from schemas.figure import Figure, Kind
from schemas.verdict import ClaimFinding, Severity

_PEOPLE = (
    r"(?:patients|participants|people|women|men|adults|children|subjects|volunteers|responders"
    r"|of them)"
)
_SHARE = re.compile(
    rf"\b(?P<share>all|every|most|nearly all|almost all|(?:the|a) (?:vast )?majority of)"
    rf"(?: of)?(?: the| these)?(?: (?:\d+|\w+ly|evaluable|treated|[a-z]+ed))? {_PEOPLE}"
    r"(?: (?:with|on|in|given|taking|receiving|who) (?P<of>(?:[\w-]+ ){1,4}?))? ?"
    r"\b(?P<said>(?:had|were|responded|achieved|reached|experienced|developed|died|showed|saw"
    r"|suffered|relapsed|survived|entered|went|improved|remain|remained|stayed)\b[^.;,]{0,60})"
)
_LIGHT = frozenset(
    "had were achiev reach experienc develop show saw suffer enter went respons".split()
)
"""Stems of verbs that say little of what is shared."""
_UNIVERSAL = re.compile(
    r"\b(?:all|every|each|both|everyone|100 ?%|entire|none|no one|nobody|most|majority|nearly)\b"
)
_HALF = 50
_WHOLE = 100
_NEAR = 60
_MORE = re.compile(
    r"\b(?P<word>more|less) (?:common|frequent|often|likely|frequently) "
    r"(?:with|on|in|among|for|under) (?:the )?(?P<side>[\w-]+)(?P<rest>[^.;]*)"
)
_COUNTS = ((Kind.COUNT, Kind.NUMBER), (Kind.PROPORTION,), (Kind.PERCENT,))


def check_shares(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`most patients responded` where every share that the source prints of it is below half."""
    if not (text.medical or any(s.medical for s in sources)):
        return
    for found in _SHARE.finditer(text.folded):
        keys = sorted(content_words(found["said"]) - _LIGHT)
        if not keys or mood_at(text, found.start()) is not Mood.STATED:
            continue
        group = content_words(found["of"] or "")
        is_all = found["share"] in ("all", "every")
        shares = [
            (s, at, share, is_whole)
            for s in sources
            for at, share, is_whole in _find_shares(s, keys, group)
        ]
        limit = _WHOLE if is_all else _HALF
        if not shares or any(is_whole or share >= limit for _, _, share, is_whole in shares):
            continue
        source, at, share, _ = shares[0]
        reason = f"“{found['share']}”: the source prints {share.normalize():f}%."
        evidence = (sentence_evidence(source, at),)
        yield finding(text, found, "EB_REVERSED", (Severity.ERROR, reason), evidence)


def _find_shares(
    source: Passage, keys: Sequence[str], group: frozenset[str]
) -> Iterator[tuple[int, Decimal, bool]]:
    """Each share printed close to these words, and whether its sentence says all or most itself."""
    for index, hits in count_by_sentence(source, keys).items():
        if hits < len(keys) or index < 0:
            continue
        start, end = source.sentence_at(source.starts[index])
        words = source.folded[start:end]
        if not all(holds(words, key) for key in group):
            continue
        is_whole = bool(_UNIVERSAL.search(words))
        places = [start + at for at in find_key(words, keys[0])]
        for figure in _figures(source, start, end):
            share = _share(figure)
            if share is not None and any(abs(figure.span.start - at) < _NEAR for at in places):
                yield start, share, is_whole


def _figures(source: Passage, start: int, end: int) -> Iterator[Figure]:
    """The figures of a stretch."""
    return (f for f in source.source.figures if start <= f.span.start < end)


def _share(figure: Figure) -> Decimal | None:
    """A percentage, or a part of a whole as one."""
    if figure.kind is Kind.PERCENT and len(figure.values) == 1:
        return figure.values[0]
    if figure.kind is Kind.PROPORTION and len(figure.values) > 1 and figure.values[1]:
        return round(100 * figure.values[0] / figure.values[1], 1)
    return None


def check_more(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`more common on placebo` where the source prints less there, or says less."""
    for found in _MORE.finditer(text.folded):
        if " than " in found["rest"] or mood_at(text, found.start()) is not Mood.STATED:
            continue
        start, _ = text.sentence_at(found.start())
        topic = sorted(content_words(text.folded[start : found.start()]))
        for source in sources if topic else ():
            against = _find_contrary(source, topic, (found["word"], found["side"]))
            if against:
                place, reason = against
                evidence = (sentence_evidence(source, place),)
                span = (found.start(), found.end("side"))
                yield finding(text, span, "EB_DIRECTION", (Severity.ERROR, reason), evidence)
                break


def _find_contrary(
    source: Passage, topic: Sequence[str], told: tuple[str, str]
) -> tuple[int, str] | None:
    """Where a source says or prints the contrary of `more` with this side, of this topic."""
    word, side = told
    for index, hits in count_by_sentence(source, topic).items():
        if hits < len(topic) or index < 0:
            continue
        start, end = source.sentence_at(source.starts[index])
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


def _pair(source: Passage, bounds: tuple[int, int], side: str) -> tuple[Decimal, Decimal] | None:
    """The figure of a side and the only other of its kind in a sentence."""
    figures = [f for f in _figures(source, *bounds) if f.values]
    for kinds in _COUNTS:
        same = [f for f in figures if f.kind in kinds]
        if len(same) != 2:
            continue
        first, second = same
        after = source.folded[first.span.end : second.span.start]
        last = source.folded[second.span.end : min(bounds[1], second.span.end + _NEAR)]
        is_first, is_second = holds(after, side), holds(last, side)
        if is_first != is_second:
            one, other = (first, second) if is_first else (second, first)
            return one.values[0], other.values[0]
    return None
