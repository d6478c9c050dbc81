"""What a source says may happen, told as what will.

In: the checked text and its sources as passages. Out: findings where `will` stands before a verb
that every source sentence about the same things has only after may, might, could, would or if.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.figures.claims_reading import Mood, Passage, finding, mood_at, sentence_evidence, stem
from pipeline.figures.claims_surroundings import REACH, WIDE, count_around, find_topic
from schemas.verdict import ClaimFinding, Severity

_WILL = re.compile(
    r"\b(?:will|is (?:certain|sure|set|bound|guaranteed) to|are (?:certain|sure|set|bound) to)"
    r" (?:\w+ly |also |then |now |soon )?(?:be )?(?P<verb>[a-z]{4,})\b"
)
_MAY = re.compile(
    r"\b(?:may|might|could|potentially|possibly|perhaps|considering|weighing|minded|inclined|leaning)\b[^.;,]{0,30}$"
    r"|\b(?:if|unless|provided|should)\b[^.;]*$"
)
_WOULD = re.compile(r"[a-z]+ing (?:[\w-]+ ){1,9}?(?:would|could|might) ")
"""`extending it to all schools would cost`: nobody has said that it will be."""


def check_modality(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`will seek a partner` where the source says that it may."""
    for found in _WILL.finditer(text.folded):
        if mood_at(text, found.start()) in (Mood.DENIED, Mood.OPEN):
            continue
        verb, root = found["verb"], stem(found["verb"])
        topic = find_topic(text, *found.span("verb"), (verb, "will"))
        places = [
            (count_around(source, at, at + len(word), topic, REACH), source, at)
            for source in sources
            for word in source.words
            if word.startswith(root) and stem(word) == root
            for at in source.places(word)
        ]
        need = max(2, (len(topic) + 1) // 2)
        near = [(hits, source, at) for hits, source, at in places if hits >= need]
        if not near or any(not _is_open(s, at) for hits, s, at in places if hits >= need - 1):
            continue
        _, source, at = max(near, key=lambda place: place[0])
        reason = f"“{found.group()}”: the source tells it only as possible."
        evidence = (sentence_evidence(source, at),)
        yield finding(text, found, "EB_STATUS", (Severity.ERROR, reason), evidence)


def _is_open(source: Passage, at: int) -> bool:
    """Is what stands here only possible or conditional?"""
    start, end = source.sentence_at(at)
    before = source.folded[max(start, at - WIDE) : at]
    return bool(_MAY.search(before) or _WOULD.match(source.folded, at, end))
