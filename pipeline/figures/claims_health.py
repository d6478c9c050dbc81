"""Claims about what a treatment does: safe, effective, of benefit.

In: the checked text and its sources as passages. Out: findings. Each public function is one rule
of the table in `claims.py`; all stay silent on texts that are not about medicine.
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
    is_claimed,
    is_medical,
    mood_at,
    refute,
    stem,
)
from pipeline.figures.lazy_regex import lazy_regex
from schemas.verdict import ClaimFinding, Severity

_SAFETY = {
    "safe": lazy_regex(r"\bsafe(?:ly)?\b(?! (?:haven|harbou?r|seat|bet|space|house|to say))"),
    "well tolerated": lazy_regex(r"\bwell[- ]tolerated\b|\btolerable\b"),
    "harmless": lazy_regex(r"\bharmless\b|\bnon-?toxic\b"),
    "no safety concerns": lazy_regex(
        r"\bno (?:\w+ )?safety (?:concerns?|signals?|issues?|problems?|worries|risks?)\b"
        r"|\braised no (?:\w+ )?(?:safety )?concerns?\b"
    ),
    "no side effects": lazy_regex(r"\b(?:no|without|free (?:of|from)) side[- ]effects?\b"),
    "does not cause": lazy_regex(
        r"\b(?:(?:does|do|did|will|would) not|doesn't|don't|didn't|won't|cannot|can't|never) "
        r"(?:cause|trigger|induce|produce|lead to|carry)\b(?= [^.;]{0,60}?\b(?:crs|icans|gvhd|"
        r"toxic\w*|"
        r"neurotox\w*|side[- ]effects?|adverse|infections?|deaths?|harm|risks?|syndrome|cytokine|"
        r"bleeding|hepat\w+|graft)\b)"
    ),
    "clean safety": lazy_regex(
        r"\b(?:clean|favou?rable|excellent|acceptable|benign|reassuring|strong|good) "
        r"(?:\w+ )?(?:safety|tolerability)\b"
    ),
}
_SAFETY_SUPPORT = {
    "safe": lazy_regex(r"\bsafe(?:ly)?\b"),
    "well tolerated": lazy_regex(
        r"\bwell[- ](?:\w+ )?tolerated\b|\btolerable\b|\bgood tolerability\b"
    ),
    "clean safety": lazy_regex(
        r"\b(?:clean|favou?rable|excellent|acceptable|benign|reassuring|strong|good)\b[^.;]{0,60}"
        r"\b(?:safety|tolerability)\b|\b(?:safety|tolerability)\b[^.;]{0,60}"
        r"\b(?:clean|favou?rable|excellent|acceptable|benign|reassuring|strong|good)\b"
    ),
}
_NEGATIVE_CLAIMS = frozenset({"no safety concerns", "no side effects", "does not cause"})
_EFFICACY = {
    "effective": lazy_regex(
        r"\b(?:effective|efficacious)\b(?! (?:date|tax|rate|from|as of|immediately|dose))"
    ),
    "works": lazy_regex(
        r"\b(?:works|worked|is working)\b(?=[.,;]|$| (?:in|against|well|better|by|for patients)\b)"
    ),
    "cures": lazy_regex(r"\b(?:cures|cured|a cure for|curative)\b"),
    "efficacy confirmed": lazy_regex(
        r"\b(?:confirm|prov|demonstrat|establish|validat)(?:s|e|es|ed|ing|en)\b[^.;]{0,30}"
        r"\b(?:efficacy|effectiveness|clinical benefit)\b"
        r"|\b(?:efficacy|effectiveness|clinical benefit)\b[^.;]{0,30}"
        r"\b(?:confirmed|proven|demonstrated|established|validated)\b"
    ),
}
_EFFICACY_SUPPORT = {
    "effective": lazy_regex(r"\b(?:effective(?:ness)?|efficacious)\b"),
    "works": lazy_regex(r"\b(?:works?|worked|working)\b"),
    "cures": lazy_regex(r"\b(?:cures?|cured|curable|curative)\b"),
}
_BENEFIT = lazy_regex(
    r"\b(?:(?P<verb>prevent|avoid|halt|stop|delay|reduc|cut|lower|extend|prolong|lengthen|improv)"
    r"(?:p?s|e?s|e?d|t?ed|ts|ped|ing|ting|ping)?)\b (?:the |their |a |an )?(?:risk of |rates? of |"
    r"chances? of |overall |progression-free |event-free |patients' )?"
    r"(?P<object>relapses?|recurrences?|deaths?|mortality|progression|hospitali[sz]ations?|"
    r"survival|"
    r"life|lives)\b"
)
_OBJECTS = tuple(
    lazy_regex("|".join(rf"\b{begin}" for begin in begins))
    for begins in (
        ("relapse", "recur", "remission"),
        ("death", "mortality", "died", "dying", r"die\ ", "fatal", "surviv"),
        ("progress",),
        ("hospitali",),
        ("surviv", "life", "lives", "lived", r"live\ "),
    )
)
"""What a benefit is in, by the beginnings of the words for it; the first that fits is meant."""


def check_safety(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`safe`, `well tolerated` and their like, unless a source says the same as a fact."""
    if not is_medical(text, sources):
        return
    for name, pattern in _SAFETY.items():
        for found in pattern.finditer(text.folded):
            if not is_claimed(text, found, negative=name in _NEGATIVE_CLAIMS):
                continue
            support = _SAFETY_SUPPORT.get(name, pattern)
            if not _is_said(sources, support, negative=name in _NEGATIVE_CLAIMS):
                reason = f"No source says “{found.group()}”; none reported is not the same."
                yield refute(text, found, "EB_SAFETY", reason, find_first(sources, _HARMS))


def check_efficacy(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`effective`, `works`, `cures` or a prevented outcome, unless a source says it as a fact."""
    if not is_medical(text, sources):
        return
    for name, pattern in _EFFICACY.items():
        for found in pattern.finditer(text.folded):
            if not is_claimed(text, found, negative=False) or _is_measured(text, found, sources):
                continue
            level = _support_level(text, found, sources, _EFFICACY_SUPPORT.get(name, pattern))
            if level is not Severity.NONE:
                reason = f"No source says as a fact that it is so: “{found.group()}”."
                yield finding(text, found, "EB_EFFICACY", (level, reason))
    yield from _check_benefit(text, sources)
    yield from _check_same(text, sources)


_RATE = lazy_regex(r"(?:%|\bper ?cent) (?:to \d[\d.]*(?:%| per ?cent) )?$")
_BETTER = lazy_regex(r" (?:better|best|less well|worse)\b")
"""`worked better against some strains` compares two efficacies."""
_EFFICACY_MEASURED = lazy_regex(
    r"\b(?:efficacy|effective\w*|protect\w*|prevent\w*)\b[^.;]{0,120}\d"
)


def _is_measured(text: Passage, found: re.Match[str], sources: Sequence[Passage]) -> bool:
    """Is it a rate, as in `82% effective`, where a source prints an efficacy: a figure."""
    before = text.folded[max(0, found.start() - 30) : found.start()]
    compared = found.group().startswith("work") and _BETTER.match(text.folded, found.end())
    is_rate = bool(compared or _RATE.search(before))
    return is_rate and any(s.find(_EFFICACY_MEASURED) for s in sources)


_NO_DIFFERENCE = lazy_regex(
    r"\b(?P<a>[a-z]{4,}) (?:scores? |rates? |levels? |function )?(?:did not|didn't) (?:\w+ly )?"
    r"(?:differ|change|improve)\b|\bno (?:\w+ ){0,2}(?:difference|change|improvement|effect)s? "
    r"(?:in|on) (?:the )?(?P<b>[a-z]{4,})\b"
)
_BETTERED = lazy_regex(
    r"\b(?:improv|restor|rais|increas|boost|reduc|cut|lower|slow|enhanc|preserv)\w* (?:\w+ ){0,3}?"
    r"(?P<thing>[a-z]{4,})\b"
)


def _check_same(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """An effect on an outcome that a source says did not differ."""
    if not text.find(_BETTERED):
        return
    same = {stem(h.match["a"] or h.match["b"]): h.place for h in find_all(sources, _NO_DIFFERENCE)}
    for found in find_stated(text, _BETTERED) if same else ():
        words = found.group().split()
        thing = next((w for w in words[1:] if stem(w) in same), "")
        if thing and not any(thing in h.match.group() for h in find_all(sources, _BETTERED)):
            reason = f"The source says that {thing} did not differ."
            yield refute(text, found, "EB_EFFICACY", reason, same[stem(thing)])


def _check_benefit(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """A clinical benefit that sources give only as a hope, or only as a surrogate."""
    for found in _BENEFIT.finditer(text.folded):
        if not is_claimed(text, found, negative=False):
            continue
        outcome = next(p for p in _OBJECTS if p.match(found["object"]))
        told = find_all(sources, outcome)
        if not told:
            reason = f"No source reports this outcome: “{found.group()}”."
            yield refute(text, found, "EB_EFFICACY", reason)
        elif not any(hit.is_stated for hit in told):
            reason = (
                f"The sources speak of this outcome only as a hope or a plan: “{found.group()}”."
            )
            yield refute(text, found, "EB_EFFICACY", reason, told[0].place)


def _is_said(sources: Sequence[Passage], pattern: re.Pattern[str], *, negative: bool) -> bool:
    """Does a source say the pattern's words as a fact?"""
    least = Mood.PLANNED if negative else Mood.STATED
    return any(mood_at(*hit.place) >= least for hit in find_all(sources, pattern))


def _support_level(
    text: Passage, found: re.Match[str], sources: Sequence[Passage], support: re.Pattern[str]
) -> Severity:
    """How well sources carry a claim: not at all (error), of something else (warn), or fully."""
    subject = content_words(clause_before(text, found.start()))
    level = Severity.ERROR
    for source in sources:
        for place in find_stated(source, support):
            start, end = source.sentence_at(place.start())
            near = source.folded[max(0, start - 200) : end]
            if not subject or subject & content_words(near):
                return Severity.NONE
            level = Severity.WARN
    return level


_HARMS = lazy_regex(
    r"\b(?:no|none|without) [^.;]{0,80}?\b(?:adverse|crs|icans|deaths?|side[- ]effects?|toxicit)"
)
