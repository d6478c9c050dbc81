"""Significant, superior, proved: what a text may say only of a small p or where a source says so.

In: the checked text and its sources as passages. Out: findings where the text calls significant
what a source prints with p above 0.05, sets against a benchmark, or prints without statistics.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipeline.figures.claims_mentions import Mention, figures_between, near, told_only_so
from pipeline.figures.claims_reading import (
    Mood,
    Passage,
    clause_after,
    clause_before,
    content_words,
    find_all,
    find_stated,
    finding,
    is_claimed,
    is_medical,
    mood_at,
    refute,
)
from pipeline.figures.claims_surroundings import holds
from pipeline.figures.lazy_regex import lazy_regex
from schemas.figure import Kind
from schemas.verdict import ClaimFinding, Severity

_CALLED = lazy_regex(r"(?<!not )(?<!no )\b(?:statistically )?significant(?:ly)?\b")
_P = lazy_regex(
    r"\bp(?: ?-?values?)? ?(?:for \w+ )?(?P<sign>[<=≤>≥]|of|was|is) ?(?P<value>0?\.\d+|1\.0+)"
)
_ALPHA = Decimal("0.05")


def check_p_value(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`a significant 2.3 points` where the source prints p=0.07 beside the 2.3 points."""
    for found in find_stated(text, _CALLED):
        start, end = near(text, found.start())
        if _NOMINAL.search(text.folded, start, end):
            continue
        if _is_large(text.folded[start:end]):
            reason = f"“{found.group()}” stands beside a p-value above 0.05."
            yield finding(text, found, "EB_SIGNIFICANCE", (Severity.ERROR, reason))
            continue
        told = told_only_so(text, sources, _is_chance, (start, end))
        by_chance = (mentions[0] for f, mentions in told if f.kind is not Kind.DURATION)
        mention = next(by_chance, None)
        if mention:
            why = "only nominal" if _NOMINAL.search(mention.sentence) else "above 0.05"
            reason = f"“{found.group()}”: the source's p-value for it is {why}."
            yield refute(text, found, "EB_SIGNIFICANCE", reason, mention.place)


def _is_chance(mention: Mention) -> bool:
    """Does the sentence of a figure print p-values, all above 0.05 or only nominal?"""
    return _is_large(mention.sentence) or bool(_NOMINAL.search(mention.sentence))


_NOMINAL = lazy_regex(
    r"\bnominal(?:ly)?\b|\bnot (?:adjusted|corrected) for multipl\w+|\bunadjusted for multipl\w+"
)
"""A p-value that carries no claim of significance (ICH E9, multiplicity)."""


def _is_large(sentence: str) -> bool:
    """Are there p-values in a sentence, and all of them above 0.05?"""
    printed = list(_P.finditer(sentence))
    large = [m for m in printed if m["sign"] not in "<≤" and Decimal(m["value"]) > _ALPHA]
    return bool(printed) and len(large) == len(printed)


_BETTER = lazy_regex(
    r"\bsignificantly (?:\w+ ){0,2}?(?:better|higher|greater|more|longer|superior|above|exceed\w*"
    r"|surpass\w*|outperform\w*|beat\w*|improv\w*|lower|fewer|shorter)\b"
)
_YARDSTICK = lazy_regex(r"\b(?:historical|benchmark|registry|published|external|literature)\b")
_TESTED = lazy_regex(
    r"\bp ?(?:-?value)? ?[<=≤] ?0?\.\d|\bconfidence interval|\b\d\d ?% ?ci\b|\bstatistically\b"
)


def check_yardstick(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`significantly better` of a rate set against a benchmark, where no test is printed."""
    for found in find_stated(text, _BETTER):
        if any(s.find(_TESTED) for s in sources):
            return
        numbers = [f.text for f in figures_between(text, *text.sentence_at(found.start()))]
        for source, benchmark in find_all(sources, _YARDSTICK) if numbers else ():
            words = source.sentence(benchmark.start())
            if sum(holds(words, number) for number in numbers) > 1:
                reason = "The source sets it against a benchmark and prints no test."
                yield refute(text, found, "EB_SIGNIFICANCE", reason, (source, benchmark.start()))
                return


_SIGNIFICANT = lazy_regex(
    r"\b(?:statistically )?significan(?:t|tly|ce)\b|\bsuperior(?:ity)?\b|\bnon-?inferior(?:ity)?\b"
    r"|\b(?:proved|proven|proves)\b(?! (?:to be )?(?:fatal|difficult|hard|costly|popular|lasting"
    r"|long-lasting|durable|brief|short-lived|elusive|disappointing|wrong|right|correct|too|rare"
    r"|common|mild|manageable|temporary|reversible|easy|easier|harder|resistant|cheap\w*)\b)"
)
_STATISTICS = lazy_regex(
    r"\bp ?(?:-?values? ?(?:of|was|is|=)? ?)?[<=≤>] ?0?\.\d+|\bp-?values?\b|\bconfidence "
    r"intervals?\b"
    r"|\b\d\d ?% ?(?:ci|confidence|cr?i)\b|\bci[,:]? ?\d"
)
_P_VALUE = lazy_regex(r"\bp ?(?:-?value)?s? ?(?P<sign>[<=≤>]) ?(?P<value>0?\.\d+)")
_FAMILIES = {
    "sig": lazy_regex(r"\bsignifican(?:t|tly|ce)\b"),
    "sup": lazy_regex(r"\bsuperior(?:ity)?\b|\bbetter than\b|\boutperform\w*"),
    "non": lazy_regex(r"\bnon-?inferior(?:ity)?\b"),
    "pro": lazy_regex(r"\b(?:proved|proven|proves|proof)\b"),
    "sta": lazy_regex(r"\bsignifican(?:t|tly|ce)\b"),
}
_TAKEN_BACK = lazy_regex(
    r"[^.;]{0,70}?\b(?:was|were|is|are|has|had|could|can|did|does)(?: \w+)?(?: not| never|n't)\b"
)
"""`Superiority in clearing bacteria, a secondary endpoint, was not [shown]`."""


def check_significance(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`significant`, `superior`, `proved`, unless a source says so or prints the statistics."""
    if not is_medical(text, sources):
        return
    for found in _SIGNIFICANT.finditer(text.folded):
        _, end = text.sentence_at(found.start())
        if not is_claimed(text, found, negative=False) or _TAKEN_BACK.match(
            text.folded, found.end(), end
        ):
            continue
        topic = content_words(
            clause_before(text, found.start()) + " " + clause_after(text, found.end())
        )
        if any(_prints_significance(source, found.group()[:3], topic) for source in sources):
            continue
        reason = (
            f"“{found.group()}” needs the source's word, a p-value or a confidence "
            f"interval; it has none here."
        )
        yield finding(text, found, "EB_SIGNIFICANCE", (Severity.ERROR, reason))


def _prints_significance(source: Passage, family: str, topic: frozenset[str]) -> bool:
    """Does the source say this word of this topic, or print statistics that carry it?"""
    denied = False
    for found in source.find(_FAMILIES[family]):
        start, end = source.sentence_at(found.start())
        near = content_words(source.folded[start:end])
        if mood_at(source, found.start()) is Mood.DENIED or _TAKEN_BACK.match(
            source.folded, found.end(), end
        ):
            denied = True
        elif not topic or near & topic:
            return True
    if denied and family == "sup":
        return False  # a printed interval shows no superiority that the source takes back
    values = list(source.find(_P_VALUE))
    if values and not re.search(r"confidence|\bci\b", source.folded):
        return any(m["sign"] != ">" and Decimal(m["value"]) <= _ALPHA for m in values)
    return bool(_STATISTICS.search(source.folded))
