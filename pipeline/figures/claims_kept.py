"""A forecast, dividend or rating told as cut or raised that the source has as kept, or the reverse.

In: the checked text and its sources as passages. Out: findings where a source says the contrary of
the same thing and nowhere the text's own word of it.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.figures.claims_reading import Mood, Passage, finding, mood_at, sentence_evidence
from schemas.verdict import ClaimFinding, Severity

_THING = (
    r"(?:its|the|their|his|her|a|an) (?:[\w-]+ ){0,3}?(?P<thing>forecasts?|guidance|outlook"
    r"|targets?|estimates?|dividends?|ratings?|recommendation)\b"
)
_KEPT = re.compile(
    rf"\b(?:kept|keeps|maintained|maintains|reaffirmed|reaffirms|reiterated|reiterates|stood by"
    rf"|stuck to|left|leaves|repeated|repeats) {_THING}"
)
_MOVED = re.compile(
    rf"\b(?:cut|cuts|lowered|lowers|raised|raises|lifted|lifts|reduced|reduces|trimmed|trims|slashed"
    rf"|increased|withdrew|withdraws|suspended|abandoned|scrapped|narrowed|changed) {_THING}"
)


def check_kept(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`cut its revenue forecast` where the only word on a forecast is that it was kept."""
    for said, contrary in ((_MOVED, _KEPT), (_KEPT, _MOVED)):
        for found in text.find(said):
            if mood_at(text, found.start()) is not Mood.STATED:
                continue
            thing = found["thing"].removesuffix("s")
            if any(thing in m.group() for s in sources for m in s.find(said)):
                continue
            against = [(s, m) for s in sources for m in s.find(contrary) if thing in m["thing"]]
            against = [(s, m) for s, m in against if mood_at(s, m.start()) is Mood.STATED]
            if against and _is_of_same(found.group(), against[0][1].group()):
                source, place = against[0]
                reason = f"“{found.group()}”: the source says “{place.group()}”."
                evidence = (sentence_evidence(source, place.start()),)
                yield finding(text, found, "EB_REVERSED", (Severity.ERROR, reason), evidence)


def _is_of_same(one: str, other: str) -> bool:
    """Do the words that say which forecast it is agree as far as both are said?"""
    ours, theirs = set(one.split()[2:-1]), set(other.split()[2:-1])
    return not ours or not theirs or bool(ours & theirs)
