"""Results that nobody printed: an endpoint met or missed, a death, its cause, `all of them`.

In: the checked text and its sources as passages. Out: findings where a medical text tells a result
of which no source says anything of the sort, or which a source says of some and not of all.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.figures.claims_reading import (
    Mood,
    Passage,
    clause_before,
    content_words,
    finding,
    mood_at,
    sentence_evidence,
    stem,
)
from pipeline.figures.claims_surroundings import find_key, holds
from schemas.verdict import ClaimFinding, Severity

_GOAL = r"(?:end[- ]?points?|goals?|targets?|objectives?|aims?)"
_CAME = r"(?:met|missed|achieved|reached|hit)"
_ENDPOINT = re.compile(
    r"\b(?P<met>met|meets|achieved|achieves|hit|hits|reached|satisfied)\b"
    rf" [^.;:]{{0,40}}\b{_GOAL}\b"
    r"|\b(?:missed|misses|failed|fails|did not (?:meet|achieve|hit|reach)|fell short of)\b"
    rf" [^.;:]{{0,40}}\b{_GOAL}\b"
    rf"|\b{_GOAL}\b (?:was|were|has been|is) (?:\w+ly |also |not )?{_CAME}\b"
)
_RESULT = re.compile(
    r"\b(?:met|meet|meets|meeting|achiev\w+|hit|hits|reach\w*|satisf\w+|miss\w*|fail\w*"
    rf"|f(?:e|a)ll(?:s|ing)? short)\b[^.;]{{0,80}}\b{_GOAL}\b"
    rf"|\b{_GOAL}\b[^.;]{{0,60}}\b(?:{_CAME}|failed|not)\b"
    r"|\b(?:trial|study) (?:\w+ ){0,4}succe(?:ss|ed)\w*"
    r"|\b(?:trial|study)\b[^.;]{0,40}\bfail(?:ed|s|ure)\b|\bnot statistically significant\b"
    r"|\bpositive (?:top-?line|phase|results?|data)\b"
)
_STUDY = re.compile(r"\b(?:trial|study|primary|secondary|main|end[- ]?points?)\b")
_COMPARED = re.compile(r"\bp ?(?:-?value)? ?[<=≤] ?0?\.0|\bstatistically significant")

_DEATH = re.compile(
    r"\b(?:died|dies|deaths?|fatalit(?:y|ies)|killed|kills"
    r"|lost (?:his|her|their) li\w+)\b"
)
_NOBODY_DIED = re.compile(
    r"\b(?:nobody|no one|no-one|no (?:\w+ )?(?:patients?|participants?|people|wom[ae]n|m[ae]n"
    r"|adults?|child(?:ren)?|subjects?)|none of (?:the|them)(?: \w+)?) (?:\w+ )?died\b"
    r"|\b(?:no|zero|without(?: any)?) deaths?\b|\bno (?:patient )?fatalities\b"
)
_ANY_DEATH = re.compile(
    r"\b(?:die[sd]?|dying|deaths?|dead|fatal\w*|mortality|kill\w*|surviv\w*|alive|decea\w+|succumb\w*"
    r"|lethal|suicid\w*|passed away|lives?|grade 5|lost (?:his|her|their))\b"
)
_DIED_OF = re.compile(
    r"\b(?:died (?:of|from|after|because of|due to|as a result of)"
    r"|deaths? (?:from|due to|caused by|because of)|killed by) (?:an? |the )?"
    r"(?P<cause>(?:[a-z][\w'-]* ){0,3}?[a-z][\w'-]*)"
    r"(?=[.,;:)]|$| (?:and|in|on|at|while|during|after|with|within|among|that|which|by|were|was)\b)"
)
_RELATED = re.compile(r"\b(?:treatment|drug|therapy|study|product)-related\b")
_SORT = (
    r"(?:grade [1-5](?: or (?:higher|above|worse))?|fatal|serious|severe|moderate|mild|complete"
    r"|partial|confirmed|(?:treatment|drug)-related|resolved|reversible|women|men|female|male"
    r"|adults|children)"
)
_ALL_OF = re.compile(
    r"\ball (?:of )?(?:them|which|whom)\b[ ,]*(?:(?:was|were|being|are|had|as|at|of|been|an?) )*"
    rf"(?P<what>{_SORT})\b|\ball (?P<kind>{_SORT})\b(?! \w+ (?:was|were|had|are|is)\b)(?=[.,;)]|$)"
)


def check_endpoints(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`met its primary endpoint` where no source tells how any endpoint of a study came out."""
    for found in _ENDPOINT.finditer(text.folded):
        start, end = text.sentence_at(found.start())
        if mood_at(text, found.start()) not in (Mood.STATED, Mood.DENIED) or not _STUDY.search(
            text.folded, start, end
        ):
            continue
        if (
            is_of_people(text, found.start())
            or not _is_medical(text, sources)
            or any(
                mood_at(s, m.start()) in (Mood.STATED, Mood.DENIED)
                for s in sources
                for m in s.find(_RESULT)
            )
        ):
            continue
        printed = found["met"] and any(s.find(_COMPARED) for s in sources)
        level = Severity.WARN if printed else Severity.ERROR
        reason = f"“{found.group()}”: no source tells how an endpoint came out."
        yield finding(text, found, "EB_STATUS", (level, reason))


def is_of_people(passage: Passage, place: int) -> bool:
    """Is it people, or a share of them, who met or missed a goal here, and no study?"""
    return bool(_OF_PEOPLE.search(clause_before(passage, place)))


_OF_PEOPLE = re.compile(
    r"(?:\b(?:patients|participants|people|adults|children|volunteers|subjects|responders"
    r"|recipients|wom[ae]n|m[ae]n|who|those|them)\b|\d ?%|\b(?:half|thirds?|quarters?|fifths?)\b)"
    r"[^.;,]{0,60}$"
)
"""`38% of patients met the target`: a result of theirs, not of the study."""


def check_deaths(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """Deaths that no source reports, and causes of death that no source sentence on one gives."""
    if not _is_medical(text, sources):
        return
    for found in _DEATH.finditer(_NOBODY_DIED.sub(_blank, text.folded)):
        if mood_at(text, found.start()) is not Mood.STATED or _is_denied_near(text, found):
            continue
        told = [(s, m) for s in sources for m in s.find(_ANY_DEATH)]
        if not any(mood_at(s, m.start()) is not Mood.DENIED for s, m in told):
            reason = "No source reports a death."
            evidence = tuple(sentence_evidence(s, m.start()) for s, m in told[:1])
            yield finding(text, found, "EB_STATUS", (Severity.ERROR, reason), evidence)
    for found in _NOBODY_DIED.finditer(text.folded):
        told = [
            (s, m)
            for s in sources
            for m in s.find(_DEATH)
            if mood_at(s, m.start()) is Mood.STATED and not _is_denied_near(s, m)
        ]
        start, end = text.sentence_at(found.start())
        rest = content_words(text.folded[found.end() : end]) | content_words(
            text.folded[start : found.start()]
        )
        told = [
            (s, m) for s, m in told if all(holds(_sentence_and_next(s, m.start()), k) for k in rest)
        ]
        denied = any(s.find(_NOBODY_DIED) for s in sources)
        if told and not denied and mood_at(text, found.start()) is not Mood.OPEN:
            reason = "The source reports a death."
            evidence = (sentence_evidence(told[0][0], told[0][1].start()),)
            yield finding(text, found, "EB_REVERSED", (Severity.ERROR, reason), evidence)
    for found in _DIED_OF.finditer(text.folded):
        if mood_at(text, found.start()) is Mood.STATED:
            yield from _check_cause(text, found, sources)


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
    deaths = [(s, m) for s in sources for m in s.find(_ANY_DEATH)]
    for source, death in deaths:
        near = _sentence_and_next(source, death.start())
        if all(holds(near, k) for k in keys) and (not is_related or _is_tied(near)):
            return
    if deaths and (keys or is_related):
        reason = f"No source gives “{cause}” as a cause of death."
        evidence = (sentence_evidence(deaths[0][0], deaths[0][1].start()),)
        span = found.span("cause")
        yield finding(text, span, "EB_CAUSE", (Severity.ERROR, reason), evidence)


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


def _sentence_and_next(source: Passage, place: int) -> str:
    """The sentence around a place, and the next one."""
    start, end = source.sentence_at(place)
    _, last = source.sentence_at(min(end, len(source.folded) - 1)) if source.folded else (0, 0)
    return source.folded[start : max(end, last)]


def check_all(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`all of them Grade 3` where the source says Grade 3 of some, and of all of them nothing."""
    for found in _ALL_OF.finditer(text.folded) if _is_medical(text, sources) else ():
        what = found["what"] or found["kind"]
        keys = _said(what)
        if not keys or mood_at(text, found.start()) is not Mood.STATED:
            continue
        about = [
            (s, start)
            for s in sources
            for start in s.starts
            if all(holds(s.folded[start : s.sentence_at(start)[1]], k) for k in keys)
        ]
        if about and not any(_says_all(s, start, keys) for s, start in about):
            reason = f"“{found.group()}”: no source says it of all of them."
            evidence = (sentence_evidence(*about[0]),)
            yield finding(text, found, "EB_REVERSED", (Severity.ERROR, reason), evidence)


def _said(what: str) -> tuple[str, ...]:
    """What is said of all: its stems, and a grade as one."""
    grade = re.search(r"\bgrade \d", what)
    rest = content_words(what) - {"grad"}
    return (*((grade.group(),) if grade else ()), *(stem(k) for k in sorted(rest)))


def _says_all(source: Passage, start: int, keys: Sequence[str]) -> bool:
    """Does a source sentence say, close to it, that it is so of all it speaks of?"""
    words = source.folded[start : source.sentence_at(start)[1]]
    return any(
        _WHOLE.search(words[max(0, at - _CLOSE) : at + _CLOSE]) for at in find_key(words, keys[0])
    )


_CLOSE = 40
_WHOLE = re.compile(
    r"\b(?:all|every|each|both|only|solely|exclusively|entirely|everyone|highest|maximum|they)\b"
    r"|\b100 ?%|\b(?:none|nothing) (?:\w+ )?(?:higher|worse|more|above|greater)\b"
)


def _is_medical(text: Passage, sources: Sequence[Passage]) -> bool:
    """Is this exchange about medicine?"""
    return text.medical or any(source.medical for source in sources)
