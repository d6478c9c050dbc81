"""Deaths and harms said to come of a treatment, where the sources say that they did not.

In: the checked text and its sources as passages. Out: findings where every source sentence that
asks whether a death or a serious event was related to treatment denies it, of all or of most.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.figures.claims_reading import (
    Mood,
    Passage,
    clause_before,
    finding,
    mood_at,
    sentence_evidence,
)
from schemas.verdict import ClaimFinding, Severity

_TIED = (
    r"(?:(?:treatment|drug|vaccine|study|device|therapy|product)-related"
    r"|(?:related|attributable|attributed|linked|due|down) to|connected with"
    r"|caused by|because of|blamed on)"
)
_SAID = re.compile(
    r"\b(?:judged|considered|deemed|thought|found|believed|ruled|was|were|as) "
    rf"(?:to (?:be|have been) )?(?:\w+ly )?{_TIED}"
)
_RELATED = re.compile(rf"\b(?:un|non-)?{_TIED}|\b(?:un)?related\b")
_HARMS = {
    "death": re.compile(r"\b(?:deaths?|died|dies|fatal|fatalit(?:y|ies)|killed)\b"),
    "serious event": re.compile(
        r"\b(?:serious (?:adverse |side |treatment-emergent adverse )?(?:events?|effects?"
        r"|reactions?)|saes?)\b"
    ),
}
_NO = re.compile(r"\b(?:no|none|not|neither|nor|never|without|unrelated|ruled out|zero)\b|n't\b")
_ONLY = re.compile(r"\b(?:only|just|one|a single)\b")
_ALL = re.compile(
    r"(?<!of )\b(?:all|every|each|both|the (?:two|three|four|five|six|seven|eight|nine))\b"
)


def check_related(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`two deaths were judged related to the drug` where investigators judged none to be."""
    for found in _SAID.finditer(text.folded):
        start, end = text.sentence_at(found.start())
        if _NO.search(text.folded, start, end) or mood_at(text, found.start()) is not Mood.STATED:
            continue
        for harm in _HARMS.values():
            if not harm.search(text.folded, start, found.start()):
                continue
            asked = [spot for s in sources for spot in _asked(s, harm)]
            is_all = bool(_ALL.search(text.folded, start, found.start()))
            against = [spot for spot in asked if _is_denied(*spot, is_all=is_all)]
            if against and len(against) == len(asked):
                reason = f"“{found.group()}”: the source says that it was not so, or of fewer."
                evidence = (sentence_evidence(*against[0]),)
                yield finding(text, found, "EB_CAUSE", (Severity.ERROR, reason), evidence)


def _asked(source: Passage, harm: re.Pattern[str]) -> Iterator[tuple[Passage, int]]:
    """Where a source says of a harm, there or in the sentence before, whether it was related."""
    for found in source.find(_RELATED):
        start, end = source.sentence_at(found.start())
        before = source.sentence_at(start - 1)[0] if start else start
        if harm.search(source.folded, start, end) or harm.search(source.folded, before, start):
            yield source, found.start()


def _is_denied(source: Passage, at: int, *, is_all: bool) -> bool:
    """Is it denied there, or where the text says all, said of one or some only?"""
    words = clause_before(source, at) + source.folded[at : at + 9]
    return bool(_NO.search(words) or (is_all and _ONLY.search(words)))
