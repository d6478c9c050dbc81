"""Results that nobody printed: an endpoint met or missed, a death, its cause.

In: the checked text and its sources as passages. Out: findings where a medical text tells a result
of which no source says anything of the sort.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.figures.claims_reading import (
    Mood,
    Passage,
    clause_before,
    content_words,
    find_all,
    find_first,
    find_stated,
    finding,
    is_medical,
    mood_at,
    refute,
)
from pipeline.figures.claims_surroundings import holds
from pipeline.figures.lazy_regex import lazy_regex
from schemas.verdict import ClaimFinding, Severity

_GOAL = r"(?:end[- ]?points?|goals?|targets?|objectives?|aims?)"
_CAME = r"(?:met|missed|achieved|reached|hit)"
_ENDPOINT = lazy_regex(
    r"\b(?P<met>met|meets|achieved|achieves|hit|hits|reached|satisfied)\b"
    rf" [^.;:]{{0,40}}\b{_GOAL}\b"
    r"|\b(?:missed|misses|failed|fails|did not (?:meet|achieve|hit|reach)|fell short of)\b"
    rf" [^.;:]{{0,40}}\b{_GOAL}\b"
    rf"|\b{_GOAL}\b (?:was|were|has been|is) (?:\w+ly |also |not )?{_CAME}\b"
)
_RESULT = lazy_regex(
    r"\b(?:met|meet|meets|meeting|achiev\w+|hit|hits|reach\w*|satisf\w+|miss\w*|fail\w*"
    rf"|f(?:e|a)ll(?:s|ing)? short)\b[^.;]{{0,80}}\b{_GOAL}\b"
    rf"|\b{_GOAL}\b[^.;]{{0,60}}\b(?:{_CAME}|failed|not)\b"
    r"|\b(?:trial|study) (?:\w+ ){0,4}succe(?:ss|ed)\w*"
    r"|\b(?:trial|study)\b[^.;]{0,40}\bfail(?:ed|s|ure)\b|\bnot statistically significant\b"
    r"|\bpositive (?:top-?line|phase|results?|data)\b"
)
_STUDY = lazy_regex(r"\b(?:trial|study|primary|secondary|main|end[- ]?points?)\b")
_COMPARED = lazy_regex(r"\bp ?(?:-?value)? ?[<=≤] ?0?\.0|\bstatistically significant")
_DEATH = lazy_regex(
    r"\b(?:died|dies|deaths?|fatalit(?:y|ies)|killed|kills"
    r"|lost (?:his|her|their) li\w+)\b"
)
_NOBODY_DIED = lazy_regex(
    r"\b(?:nobody|no one|no-one|no (?:\w+ )?(?:patients?|participants?|people|wom[ae]n|m[ae]n"
    r"|adults?|child(?:ren)?|subjects?)|none of (?:the|them)(?: \w+)?) (?:\w+ )?died\b"
    r"|\b(?:no|zero|without(?: any)?) deaths?\b|\bno (?:patient )?fatalities\b"
)
_ANY_DEATH = lazy_regex(
    r"\b(?:die[sd]?|dying|deaths?|dead|fatal\w*|mortality|kill\w*|surviv\w*|alive|decea\w+|succumb\w*"
    r"|lethal|suicid\w*|passed away|lives?|grade 5|lost (?:his|her|their))\b"
)
_DIED_OF = lazy_regex(
    r"\b(?:died (?:of|from|after|because of|due to|as a result of)"
    r"|deaths? (?:from|due to|caused by|because of)|killed by) (?:an? |the )?"
    r"(?P<cause>(?:[a-z][\w'-]* ){0,3}?[a-z][\w'-]*)"
    r"(?=[.,;:)]|$| (?:and|in|on|at|while|during|after|with|within|among|that|which|by|were|was"
    r"|taken|together|combined|alone)\b)"
)
_RELATED = lazy_regex(r"\b(?:treatment|drug|therapy|study|product)-related\b")


def check_endpoints(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`met its primary endpoint` where no source tells how any endpoint of a study came out."""
    for found in text.find(_ENDPOINT) if is_medical(text, sources) else ():
        if not _is_settled(text, found.start()) or is_of_people(text, found.start()):
            continue
        if not _STUDY.search(text.folded, *text.sentence_at(found.start())):
            continue
        if any(_is_settled(*h.place) for h in find_all(sources, _RESULT)):
            return
        printed = found["met"] and any(s.find(_COMPARED) for s in sources)
        level = Severity.WARN if printed else Severity.ERROR
        reason = f"“{found.group()}”: no source tells how an endpoint came out."
        yield finding(text, found, "EB_STATUS", (level, reason))


def _is_settled(passage: Passage, place: int) -> bool:
    """Is it told as so or as not so, and not as planned or open?"""
    return mood_at(passage, place) in (Mood.STATED, Mood.DENIED)


def is_of_people(passage: Passage, place: int) -> bool:
    """Is it people, or a share of them, who met or missed a goal here, and no study?"""
    return bool(_OF_PEOPLE.search(clause_before(passage, place)))


_OF_PEOPLE = lazy_regex(
    r"(?:\b(?:patients|participants|people|adults|children|volunteers|subjects|responders"
    r"|recipients|wom[ae]n|m[ae]n|who|those|them)\b|\d ?%|\b(?:half|thirds?|quarters?|fifths?)\b)"
    r"[^.;,]{0,60}$"
)
"""`38% of patients met the target`: a result of theirs, not of the study."""


def check_deaths(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """Deaths that no source reports, and causes of death that no source sentence on one gives."""
    if not is_medical(text, sources):
        return
    for found in _DEATH.finditer(_NOBODY_DIED.sub(_blank, text.folded)):
        if mood_at(text, found.start()) is not Mood.STATED or _is_denied_near(text, found):
            continue
        told = find_all(sources, _ANY_DEATH)
        if not any(mood_at(*h.place) is not Mood.DENIED for h in told):
            place = find_first(sources, _ANY_DEATH)
            yield refute(text, found, "EB_STATUS", "No source reports a death.", place)
    yield from _check_nobody(text, sources)
    for found in find_stated(text, _DIED_OF):
        yield from _check_cause(text, found, sources)


def _check_nobody(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`no deaths` where a source reports one of what the sentence is about."""
    nobody = text.find(_NOBODY_DIED)
    if not nobody or any(s.find(_NOBODY_DIED) for s in sources):
        return
    told = [h for h in find_all(sources, _DEATH) if h.is_stated and not _is_denied_near(*h)]
    for found in nobody if told else ():
        start, end = text.sentence_at(found.start())
        rest = content_words(text.folded[found.end() : end])
        rest |= content_words(text.folded[start : found.start()])
        of_it = (
            h for h in told if all(holds(h.source.with_next(h.match.start()), k) for k in rest)
        )
        against = next(of_it, None)
        if against and mood_at(text, found.start()) is not Mood.OPEN:
            yield refute(text, found, "EB_REVERSED", "The source reports a death.", against.place)


def _blank(found: re.Match[str]) -> str:
    """As many spaces as a match has characters."""
    return " " * len(found.group())


def _is_denied_near(text: Passage, found: re.Match[str]) -> bool:
    """Does `none`, `0` or `zero` stand right behind the word: `deaths: none`?"""
    return bool(re.match(r"[^.;]{0,20}\b(?:none|zero|0|not)\b", text.folded[found.end() :]))


def _check_cause(
    text: Passage, found: re.Match[str], sources: Sequence[Passage]
) -> Iterator[ClaimFinding]:
    """A cause of death that stands beside no death in the sources."""
    cause = found["cause"]
    is_related = _RELATED.search(cause)
    keys = content_words(_RELATED.sub("", cause))
    deaths = find_all(sources, _ANY_DEATH)
    for source, death in deaths:
        near = source.with_next(death.start())
        if all(holds(near, k) for k in keys) and (not is_related or _is_tied(near)):
            return
    if deaths and (keys or is_related):
        reason = f"No source gives “{cause}” as a cause of death."
        yield refute(text, found.span("cause"), "EB_CAUSE", reason, deaths[0].place)


def _is_tied(words: str) -> bool:
    """Do these words tie something to the treatment?"""
    return bool(
        _RELATED.search(words)
        or re.search(
            r"\b(?:related|attribut\w+|linked|due|caused) (?:to|by) (?:the |study )?"
            r"(?:treatment|drug|therapy|product|study|medicine)",
            words,
        )
    )
