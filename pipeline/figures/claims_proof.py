"""What was shown and what was not: significance beside a large p, a cause that is not established.

In: the checked text and its sources as passages. Out: findings where the text calls significant
what a source prints with p above 0.05, tells as caused what a source leaves open, calls reviewed
what is not, beats what it missed, or adds up two looks at the same patients.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipeline.figures.claims_mentions import (
    Mention,
    figures_between,
    find_mentions,
    near,
    telling_figures,
)
from pipeline.figures.claims_reading import (
    Mood,
    Passage,
    clause_before,
    content_words,
    finding,
    mood_at,
    sentence_evidence,
)
from schemas.figure import Kind
from schemas.verdict import ClaimFinding, Severity

_SIGNIFICANT = re.compile(r"(?<!not )(?<!no )\b(?:statistically )?significant(?:ly)?\b")
_P = re.compile(
    r"\bp(?: ?-?values?)? ?(?:for \w+ )?(?P<sign>[<=≤>≥]|of|was|is) ?(?P<value>0?\.\d+|1\.0+)"
)
_ALPHA = Decimal("0.05")


def check_p_value(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`a significant 2.3 points` where the source prints p=0.07 beside the 2.3 points."""
    for found in text.find(_SIGNIFICANT):
        start, end = near(text, found.start())
        if mood_at(text, found.start()) is not Mood.STATED or _NOMINAL.search(
            text.folded, start, end
        ):
            continue
        if _is_large(text.folded[start:end]):
            reason = f"“{found.group()}” stands beside a p-value above 0.05."
            yield finding(text, found, "EB_SIGNIFICANCE", (Severity.ERROR, reason))
            continue
        for figure in telling_figures(text, start, end):
            mentions = find_mentions(figure, sources) if figure.kind is not Kind.DURATION else ()
            if not mentions or not all(map(_is_chance, mentions)):
                continue
            why = "only nominal" if _NOMINAL.search(mentions[0].sentence) else "above 0.05"
            reason = f"“{found.group()}”: the source's p-value for it is {why}."
            verdict = (Severity.ERROR, reason)
            yield finding(text, found, "EB_SIGNIFICANCE", verdict, (mentions[0].evidence,))
            break


def _is_chance(mention: Mention) -> bool:
    """Does the sentence of a figure print p-values, all above 0.05 or only nominal?"""
    return _is_large(mention.sentence) or bool(_NOMINAL.search(mention.sentence))


_NOMINAL = re.compile(
    r"\bnominal(?:ly)?\b|\bnot (?:adjusted|corrected) for multipl\w+|\bunadjusted for multipl\w+"
)
"""A p-value that carries no claim of significance (ICH E9, multiplicity)."""


def _is_large(sentence: str) -> bool:
    """Are there p-values in a sentence, and all of them above 0.05?"""
    printed = list(_P.finditer(sentence))
    large = [m for m in printed if m["sign"] not in "<≤" and Decimal(m["value"]) > _ALPHA]
    return bool(printed) and len(large) == len(printed)


_CAUSED = re.compile(r"\b(?:caus(?:es|ed)|was the cause of|killed)\b")
_LINK = r"(?:causal(?:ity)?|causal link|link|connection|causation|relationship|association)"
_NO_LINK = re.compile(
    rf"\b{_LINK}\b[^.;]{{0,80}}?\b(?:not|neither|nor|never|no)\b[^.;]{{0,30}}?"
    r"\b(?:established|confirm\w*|prove[dn]?|shown|demonstrated|ruled out|determined|clear|known)\b"
    r"|\b(?:no|not|cannot|without|nor)\b[^.;]{0,60}?\bcausal(?:ity)?\b"
    r"|\bnot (?:yet |been )*(?:established|determined|known|clear|shown) (?:whether|if|that)\b"
    r"|\bcould not (?:determine|say|tell) (?:whether|if)\b|\bunder investigation\b"
)
"""A source leaves open whether one thing caused another."""


def check_link(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`the pump caused a death` where the source says that a link is not established."""
    for found in text.find(_CAUSED):
        start, end = near(text, found.start())
        topic = content_words(text.folded[start:end])
        if mood_at(text, found.start()) is not Mood.STATED or _NO_LINK.search(
            text.folded, start, end
        ):
            continue
        for source in sources:
            open_links = [m for m in source.find(_NO_LINK) if topic & _about(source, m.start())]
            said = any(
                len(topic & _about(source, m.start())) > 1
                and mood_at(source, m.start()) is Mood.STATED
                for m in source.find(_CAUSED)
            )
            if not open_links or said:
                continue
            reason = f"“{found.group()}”: the source leaves it open whether one caused the other."
            evidence = (sentence_evidence(source, open_links[0].start()),)
            yield finding(text, found, "EB_CAUSE", (Severity.ERROR, reason), evidence)


def _about(source: Passage, place: int) -> frozenset[str]:
    """What the sentence around a place is about."""
    return content_words(source.folded[slice(*source.sentence_at(place))])


_REVIEWED = re.compile(r"\b(?:has|have|had|was|were|been) (?:\w+ )?(?:been )?peer[- ]reviewed\b")
_NOT_REVIEWED = re.compile(
    r"\b(?:not|yet to|nor|never)\b[^.;]{0,30}?\bpeer[- ]review(?:ed)?\b|\bunreviewed\b"
)


def check_reviewed(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`has been peer reviewed` where the source says that it has not."""
    denied = [(s, m) for s in sources for m in s.find(_NOT_REVIEWED)]
    if not denied or not text.find(_REVIEWED):
        return
    said = any(
        mood_at(s, m.start()) is Mood.STATED and not _NOT_REVIEWED.search(m.group())
        for s in sources
        for m in s.find(_REVIEWED)
    )
    for found in text.find(_REVIEWED):
        if not said and mood_at(text, found.start()) is Mood.STATED:
            if _NOT_REVIEWED.search(text.folded, *text.sentence_at(found.start())):
                continue
            reason = f"“{found.group()}”: the source says that it has not been."
            evidence = (sentence_evidence(denied[0][0], denied[0][1].start()),)
            yield finding(text, found, "EB_REVERSED", (Severity.ERROR, reason), evidence)


_HOPED = (
    r"(?:analysts'?|consensus|the street|wall street|expectations|looking for"
    r"|(?:market|city|brokers'?) (?:forecasts?|estimates))"
)
_RUN = r"(?:[^.;]|\.\d){0,50}?"
_BEAT = re.compile(
    r"\b(?:beat|beats|beating|topped|tops|exceed(?:s|ed|ing)|surpass(?:es|ed|ing)|above|ahead of)\b"
    rf"{_RUN}\b{_HOPED}\b|\b(?:better|more|higher) than (?:the )?(?:{_HOPED}|expected)\b"
)
_MISS = re.compile(
    r"\b(?:miss(?:es|ed|ing)?|f(?:e|a)ll(?:s|ing)? short of|short of|below|behind|lag(?:s|ged)?"
    rf"|trail(?:s|ed))\b{_RUN}\b{_HOPED}\b"
    rf"|\b(?:worse|less|lower) than (?:the )?(?:{_HOPED}|expected)\b"
)


def check_consensus(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`beat analysts' forecasts` where every source that compares says that it fell short."""
    for said, meant in ((_BEAT, _MISS), (_MISS, _BEAT)):
        for found in text.find(said):
            if mood_at(text, found.start()) not in (Mood.STATED, Mood.PLANNED):
                continue
            topic = _leading(text, found.start())
            against = [(s, m) for s in sources for m in s.find(meant)]
            same = [(s, m) for s in sources for m in s.find(said)]
            if same:  # sales beat and profit missed: only what is said of the same counts
                against = [(s, m) for s, m in against if topic & _leading(s, m.start())]
            if not against or any(not topic or topic & _leading(s, m.start()) for s, m in same):
                continue
            reason = f"“{found.group()}”: the source says “{against[0][1].group()}”."
            evidence = (sentence_evidence(against[0][0], against[0][1].start()),)
            yield finding(text, found, "EB_REVERSED", (Severity.ERROR, reason), evidence)


def _leading(source: Passage, place: int) -> frozenset[str]:
    """What the clause that leads up to a place is about."""
    return content_words(clause_before(source, place)) - _AMOUNTS


_AMOUNTS = content_words("million billion euros dollars pounds quarter first second third fourth")


_VOTE = re.compile(
    r"\bvot(?:e|ed|ing)\b[^.;]{0,30}?\b(?P<a>\d+|[a-z]+)(?: to |-)(?P<b>\d+|[a-z]+)\b"
    r"[^.;]{0,20}?\b(?P<way>in favou?r|for|to (?:back|recommend|approve)|against|to reject)\b"
)


def check_vote(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`voted 9 to 4 in favour` where the source has the same vote against."""
    for found in text.find(_VOTE):
        same = [
            (s, m)
            for s in sources
            for m in s.find(_VOTE)
            if (m["a"], m["b"]) == (found["a"], found["b"])
        ]
        if same and all(_is_against(m) is not _is_against(found) for _, m in same):
            reason = f"“{found['way']}”: the source has the vote “{same[0][1]['way']}”."
            evidence = (sentence_evidence(same[0][0], same[0][1].start()),)
            verdict = (Severity.ERROR, reason)
            yield finding(text, found.span("way"), "EB_REVERSED", verdict, evidence)


def _is_against(vote: re.Match[str]) -> bool:
    """Did the larger side of a vote say no?"""
    return vote["way"] in ("against", "to reject")


_LOOKS = r"(?:cuts?|cut-?offs?|snapshots|read-?outs?|looks|datasets|data sets|analyses|updates)"
_POOLED = re.compile(
    rf"\b(?:across|over|in|from) (?:both|the two|all)(?: data| analysis)? {_LOOKS}\b"
    rf"|\b(?:both|the two) {_LOOKS} (?:combined|together|pooled)\b"
)


def check_pooled(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`Across both cuts, 33 of 47 responded`: the same patients counted twice, in no source."""
    for found in text.find(_POOLED):
        start, end = near(text, found.start())
        if any(source.find(_POOLED) for source in sources):
            continue
        for figure in figures_between(text, start, end):
            if figure.kind is not Kind.PROPORTION:
                continue
            if figure.whole is None or _prints(figure.whole, figure.part, sources):
                continue
            reason = "Two looks at the same patients cannot be added up; no source does."
            span = (figure.span.start, figure.span.end)
            yield finding(text, span, "EB_RESTRICTOR", (Severity.ERROR, reason))


def _prints(whole: Decimal, part: Decimal | None, sources: Sequence[Passage]) -> bool:
    """Does a source print so many of so many?"""
    return any(
        f.whole == whole and f.part == part for source in sources for f in source.source.figures
    )
