"""`No deaths`, and `no deaths from liver injury`: the cause that an absence is limited to.

In: the checked text and its sources as passages. Out: findings where the text says that nobody died
and every source says so of one cause only, or where the text says that nobody died of a cause of
which a source tells a death.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.figures.claims_reading import (
    Hit,
    Mood,
    Passage,
    content_words,
    find_all,
    mood_at,
    refute,
)
from pipeline.figures.claims_surroundings import holds
from schemas.verdict import ClaimFinding

_CAUSE = (
    r"(?: (?:from|of|due to|because of|owing to|caused by|as a result of|attributed to|related to"
    r"|linked to|tied to|by|after) (?P<{}>[a-z][^.;,:()]{{2,60}}))?"
)
_DENIAL = re.compile(
    r"\b(?:nobody|no one|no-one|not one(?: \w+)?|no (?:\w+ ){0,2}(?:patients?|participants?|people"
    r"|persons?|wom[ae]n|m[ae]n|adults?|child(?:ren)?|infants?|subjects?|volunteers?)"
    r"|none of (?:the |these |those |them\b)?(?:[\w,-]+ ){0,2}[\w,-]*)(?: [\w-]+){0,5}? died\b"
    + _CAUSE.format("of")
    + r"|\b(?:no|zero|without(?: any)?|absence of) (?P<kind>(?:[a-z][\w-]* ){0,3}?)"
    r"(?:deaths?|fatalities)\b" + _CAUSE.format("by")
)
_CUT = re.compile(
    r" (?:were|was|have|has|had|occurred|happened|in|among|during|at|on|with|while|within|and|but"
    r"|or|reported|seen|observed|so far|to date|through|up to|by|that|which|who|when|after)\b.*"
)
_ANY = re.compile(r"\b(?:any|all|whatever|either) (?:\w+ )?(?:causes?|reasons?)\b")
_LIGHT = content_words("further other new patient study trial more such known reported additional")
_ELSE = re.compile(
    r"\bdeaths?\b[^a-z\n]{0,20}(?:\b(?:none|nil)\b|\b0\b)"
    r"|\b(?:all|every|each)\b[^.;]{0,40}\b(?:survived|alive)\b|\bno mortality\b"
)
"""Other ways to say that nobody died."""
_DIED = re.compile(
    r"\b(?:fatal(?:ly|it(?:y|ies))?|died|deaths?|killed|succumbed|lethal)\b(?! \w+ (?:not|no)\b)"
)
_CONTROLS = re.compile(r"\b(?:placebo|control|controls|comparator|sham|untreated|observation)\b")


_TIED = re.compile(r"-(?:related|associated|induced|caused|attributable|linked)\b")
"""`infection-related`: the cause is what stands before it; a bare treatment is one too."""


_DENIES = re.compile(r"\b(?:no|none|not|neither|nor|never|without|unrelated|zero)\b|n't\b")
_BEHIND = 30
"""Characters behind a death in which it may be taken back: `deaths, none of them from sepsis`."""


class Denial(NamedTuple):
    """A statement that nobody died, and of what; no words where it is of anything."""

    found: re.Match[str]
    cause: frozenset[str]


def check_no_deaths(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """Absences of deaths that are wider than the sources', or that a source contradicts."""
    ours = find_denials(text)
    theirs = [(source, d) for source in sources for d in source.once(find_denials)] if ours else []
    for one in ours:
        if mood_at(text, one.found.start()) is Mood.OPEN:
            continue
        if one.cause:
            yield from _check_told(text, one, sources, [d for _, d in theirs])
        elif theirs and all(d.cause for _, d in theirs) and not any(s.find(_ELSE) for s in sources):
            source, limited = theirs[0]
            if not any(all(holds(_around(text, one), k) for k in d.cause) for _, d in theirs):
                reason = "The source says this only of one cause of death; the limit was dropped."
                place = (source, limited.found.start())
                yield refute(text, one.found, "EB_RESTRICTOR", reason, place)


def find_denials(passage: Passage) -> tuple[Denial, ...]:
    """Every place where a text says that nobody died, with the cause it names."""
    return tuple(
        Denial(found, _cause(found))
        for found in passage.find(_DENIAL)
        if "unclear" not in found.group()
    )


def _cause(found: re.Match[str]) -> frozenset[str]:
    told = _CUT.sub("", found["of"] or found["by"] or "")
    if _ANY.search(told):
        return frozenset()
    kind = _TIED.sub(" ", found["kind"] or "")
    cause = (content_words(told) | content_words(kind)) - _LIGHT
    return cause or frozenset({"treatment"} if kind != (found["kind"] or "") or told else ())


def _around(text: Passage, one: Denial) -> str:
    """The sentence without the statement itself."""
    start, end = text.sentence_at(one.found.start())
    return text.folded[start : one.found.start()] + text.folded[one.found.end() : end]


def _check_told(
    text: Passage, one: Denial, sources: Sequence[Passage], theirs: Sequence[Denial]
) -> Iterator[ClaimFinding]:
    """`No deaths from liver injury` where a source tells of a fatal liver injury."""
    if (
        one.cause == {"treatment"}
        or _CONTROLS.search(text.sentence(one.found.start()))
        or any(not d.cause or d.cause & one.cause for d in theirs)
    ):
        return
    against = next((h for h in find_all(sources, _DIED) if _is_death_of(h, one.cause)), None)
    if against is not None:
        reason = "The source reports a death of this cause."
        yield refute(text, one.found, "EB_REVERSED", reason, against.place)


def _is_death_of(hit: Hit, cause: frozenset[str]) -> bool:
    """Is a death stated there, in a sentence that names the whole cause and denies nothing?"""
    start, end = hit.source.sentence_at(hit.match.start())
    sentence = hit.source.folded[start:end]
    told = hit.source.folded[start : min(end, hit.match.end() + _BEHIND)]
    is_stated = mood_at(*hit.place) is Mood.STATED and not _DENIES.search(told)
    return is_stated and all(holds(sentence, word) for word in cause)
