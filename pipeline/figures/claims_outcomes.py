"""What a test came to, turned round: shown where the source says not shown, not met where met.

In: the checked text and its sources as passages. Out: findings where text and source tell of one
thing (`the endpoint`, `non-inferiority`) that it was or was not shown, or met, each the contrary,
and no source says anywhere of a thing of that name what the text says.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.figures.claims_reading import Mood, Passage, mood_at, refute, stem
from pipeline.figures.claims_words import GENERIC, NEGATION, STOPWORDS
from pipeline.figures.lazy_regex import lazy_regex
from schemas.verdict import ClaimFinding

_SHOWN = "shown demonstrated established proven proved".split()
_MET = "met reached achieved attained".split()
_TOLD = lazy_regex(
    r"(?:\b(?P<side>co-primary|primary|secondary|main|first|second|other) )?"
    r"\b(?P<thing>[a-z][a-z-]{4,}) (?:was|were|is|has been|have been|had been) "
    r"(?P<no>not |never )?(?:(?:yet|also|thus|therefore|clearly) )?"
    rf"(?P<word>{'|'.join((*_SHOWN, *_MET))})\b"
)
"""`non-inferiority was not shown`, `the primary endpoint was met`."""
_CONTRARY = lazy_regex(
    r"\b(?:miss\w*|fail\w*|fell short|falls short|neither|nor|without|lack\w*)\b"
)
_AFFIRMED = lazy_regex(
    r"\b(?:met|meets?|reach\w*|achiev\w*|hit|hits|show\w*|demonstrat\w*|establish\w*|prov\w+"
    r"|succe\w*|attain\w*)\b"
)


def check_outcomes(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`the endpoint was not met` where every source that tells of one says that it was."""
    for found in text.find(_TOLD):
        thing = found["thing"]
        if thing in STOPWORDS or thing in GENERIC or not _is_settled(text, found.start()):
            continue
        against = _contrary(found, sources)
        if against is not None and not _is_said(found, sources):
            said = "it is so" if found["no"] else "it is not so"
            yield refute(text, found, "EB_REVERSED", f"The source says that {said}.", against)


def _is_settled(passage: Passage, at: int) -> bool:
    return mood_at(passage, at) in (Mood.STATED, Mood.DENIED)


def _contrary(found: re.Match[str], sources: Sequence[Passage]) -> tuple[Passage, int] | None:
    """Where a source tells the contrary of the same thing; none where one tells the same."""
    against = None
    for source in sources:
        for other in source.find(_TOLD):
            if not _is_same_thing(found, other) or not _is_settled(source, other.start()):
                continue
            if bool(other["no"]) is bool(found["no"]):
                return None
            against = against or (source, other.start())
    return against


def _is_same_thing(one: re.Match[str], two: re.Match[str]) -> bool:
    """The same noun with the same sort of verb, and not a primary and a secondary one."""
    sides = {one["side"], two["side"]} - {None}
    alike = (one["word"] in _MET) is (two["word"] in _MET)
    return stem(one["thing"]) == stem(two["thing"]) and alike and len(sides) < 2


def _is_said(found: re.Match[str], sources: Sequence[Passage]) -> bool:
    """Does another sentence of a source say so of a thing of this name, in whatever words?"""
    for source in sources:
        for at in source.places(found["thing"]):
            start, end = source.sentence_at(at)
            denied = NEGATION.search(source.folded, start, end)
            denied = denied or _CONTRARY.search(source.folded, start, end)
            if found["no"] and denied:
                return True
            if not found["no"] and not denied and _AFFIRMED.search(source.folded, start, end):
                return True
    return False
