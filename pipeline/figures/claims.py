"""Words of a text that say more than its sources do: safety, approval, cause, order, names, quotes.

In: the checked text and its sources, each read once. Out: findings in reading order. Every rule is
one function in `RULES`; only rules whose trigger words stand in the text are run.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from pipeline.figures.claims_advice import check_advice
from pipeline.figures.claims_cause import check_cause, check_chronology, check_effect
from pipeline.figures.claims_events import check_approval, check_status
from pipeline.figures.claims_health import check_efficacy, check_safety, check_significance
from pipeline.figures.claims_names import check_names, check_quotes
from pipeline.figures.claims_negation import check_negation
from pipeline.figures.claims_negatives import check_restrictors
from pipeline.figures.claims_opposites import check_opposites
from pipeline.figures.claims_reading import Passage, read_passage
from pipeline.figures.claims_study import check_design, check_direction, check_speakers
from schemas.source import Source
from schemas.verdict import ClaimFinding, Severity


class ClaimRule(NamedTuple):
    """One kind of claim: its id, the check, and the folded words one of which must be there."""

    id: str
    check: Callable[[Passage, Sequence[Passage]], Iterator[ClaimFinding]]
    trigger: re.Pattern[str]


def _any_of(words: str) -> re.Pattern[str]:
    """A pattern that meets any of these word starts."""
    return re.compile("|".join(re.escape(word) for word in words.split()))


RULES: tuple[ClaimRule, ...] = (
    ClaimRule("EB_SAFETY", check_safety, _any_of("safe tolera harmless toxic cause side effect "
                                                 "concern induce")),
    ClaimRule("EB_EFFICACY", check_efficacy, _any_of(
        "effective effic works worked working cure curative benefit prevent avoid halt stop "
        "delay reduc cut lower exten "
        "prolong lengthen improv")),
    ClaimRule("EB_APPROVAL", check_approval, _any_of("approv authori licens licenc clear endors "
                                                     "green go-ahead nod")),
    ClaimRule("EB_STATUS", check_status, re.compile("")),
    ClaimRule("EB_SIGNIFICANCE", check_significance, _any_of("signific superior inferior prove")),
    ClaimRule("EB_CAUSE", check_cause, _any_of(
        "because due owing thanks result back strength driven fuel spark boost lift spur trigger "
        "prompt help caused "
        "buoyed powered response reaction amid following after on")),
    ClaimRule("EB_CAUSE", check_effect, _any_of("caused led result because due drove brought "
                                                "responsible")),
    ClaimRule("EB_CHRONOLOGY", check_chronology, _any_of("from later then update earlier newer "
                                                         "older latest subseq recent deepen "
                                                         "mature before")),
    ClaimRule("EB_RESTRICTOR", check_restrictors, re.compile(r"\bno[rt]?\b|zero|without|never|"
                                                             r"free|absen")),
    ClaimRule("EB_NAME", check_names, re.compile("")),
    ClaimRule("EB_QUOTE", check_quotes, re.compile("\"")),
    ClaimRule("EB_ADVICE", check_advice, _any_of("should must ought need well buy sell trade "
                                                 "conviction recommend advis urge suggest fade "
                                                 "short upside risk valu moat rat option brainer "
                                                 "bargain")),
    ClaimRule("EB_DESIGN", check_design, _any_of("control comparator placebo random blind")),
    ClaimRule("EB_ATTRIBUTION", check_speakers, _any_of("fda ema mhra food medicines regulator")),
    ClaimRule("EB_DIRECTION", check_direction, _any_of("than compared versus")),
    ClaimRule("EB_REVERSED", check_opposites, re.compile("")),
    ClaimRule("EB_REVERSED", check_negation, re.compile("")),
)  # fmt: skip
"""All claim rules, in the order in which they are run; DESIGN.md section 5, Claims."""

_OURS = frozenset({"EB_ADVICE"})
"""What stays ours to answer for even in the source's own words."""

_WEIGHT = {Severity.ERROR: 0, Severity.WARN: 1, Severity.NOTE: 2, Severity.NONE: 3}


def check_claims(text: Source, sources: Sequence[Source]) -> tuple[ClaimFinding, ...]:
    """Every claim of `text` that goes beyond `sources`, in reading order, the graver first.

    Words of the text that a source says itself, denied or reported as someone's view are not
    findings. Of two findings of one rule on overlapping words the graver stays.
    """
    passage = read_passage(text)
    read = tuple(read_passage(source) for source in sources)
    found = [
        finding
        for rule in RULES
        if rule.trigger.search(passage.folded)
        for finding in rule.check(passage, read)
    ]
    found = [f for f in found if f.rule in _OURS or not _is_verbatim(passage, f, read)]
    found.sort(key=lambda f: (_WEIGHT[f.severity], f.rule == "EB_REVERSED", f.span.start))
    kept: list[ClaimFinding] = []
    for finding in found:
        if not any(_covers(k, finding) for k in kept):
            kept.append(finding)
    return tuple(sorted(kept, key=lambda f: (f.span.start, f.span.end, f.rule)))


def _covers(kept: ClaimFinding, other: ClaimFinding) -> bool:
    """Does one finding make another on the same words idle: the same rule, or a narrower one?"""
    same = kept.rule == other.rule or (other.rule == "EB_REVERSED" and not kept.ok)
    return same and kept.span.overlaps(other.span)


def _is_verbatim(text: Passage, found: ClaimFinding, sources: Sequence[Passage]) -> bool:
    """Is the whole sentence around a finding a whole sentence of a source, word for word?"""
    start, end = text.sentence_at(found.span.start)
    words = text.folded[start:end].split()
    if not words:
        return False
    sentence = re.compile(" *".join(re.escape(word) for word in words) + " *")
    return any(
        place.start() in source.starts
        and (place.end() in source.starts or place.end() == len(source.folded))
        for source in sources
        if words[0] in source.folded
        for place in sentence.finditer(source.folded)
    )
