"""Claims about what has happened: approvals, and plans told as done.

In: the checked text and its sources as passages. Out: findings where the text is firmer than every
source: approved for accepted, held for planned to hold, met for missed, will for may.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from pipeline.figures import word_lists
from pipeline.figures.claims_events_words import EVENTS, Event
from pipeline.figures.claims_names import medicines_in
from pipeline.figures.claims_reading import (
    Mood,
    Passage,
    clause_after,
    clause_before,
    content_words,
    find_all,
    is_medical,
    mood_at,
    refute,
)
from pipeline.figures.claims_surroundings import holds
from pipeline.figures.claims_words import CONDITIONAL, MARKET, NEGATION, PLANNED, REGULATOR
from pipeline.figures.lazy_regex import lazy_regex
from schemas.verdict import ClaimFinding

_PAST = {e.name: lazy_regex(rf"\b(?:{e.past})\b") for e in EVENTS}
_WILL = {e.name: lazy_regex(rf"\bwill (?:\w+ )?(?:be )?(?:{e.past}|{e.other})\b") for e in EVENTS}
_ANY = {e.name: lazy_regex(rf"\b(?P<past>{e.past})\b|\b(?:{e.other})\b") for e in EVENTS}
_FORMS = {
    e.name: frozenset(
        f.split(" ")[0].replace("l?", x) for f in e.past.split("|") for x in ("", "l")
    )
    for e in EVENTS
}
"""The first words of the past forms; looking for them is faster than a pattern."""
_FIRST_WORDS = frozenset({"will"}).union(*_FORMS.values())
_PASSIVE = lazy_regex(r"\b(?:be|being|to have|have|having)(?: \w+ly)? ?$")
_MODAL_HAVE = lazy_regex(r"\b(?:could|would|might|may|should) (?:\w+ )?have (?:been )?(?:\w+ly )?$")
_REACH = 60
_YEAR = lazy_regex(r"\b20\d\d\b")
_APPROVED = lazy_regex(
    r"\b(?:approved|approves|authori[sz]ed|authori[sz]es|licen[sc]ed|cleared|clears|endorsed|"
    r"endorses|"
    r"green-?li(?:t|ghted|ghts)|(?:gave|given|gives|got|gets) (?:\w+ ){0,3}(?:green light|"
    r"go-ahead|nod|all-clear)|"
    r"(?:granted|received|receives|won|wins|gained|gains|secured|secures|obtained|got) "
    r"(?:[\w-]+ ){0,4}(?:approval|authori[sz]ation|clearance|licen[sc]e))\b"
)
_NEAR = lazy_regex(
    r"\b(?:on track (?:for|to)|near(?:s|ing)?|close to|heading (?:for|to|towards?)|headed (?:for|"
    r"to|towards?)|"
    r"set for|poised for|bound for|on the (?:way|path|road|cusp|verge) (?:to|of)|clos(?:er|ing "
    r"in) (?:to|on)|"
    r"assur(?:es?|ed)|guarantees?|signals?|paves? the way (?:for|to)|cleared the way (?:for|to)) "
    r"(?:an? |the |its |fda |eu |full |accelerated |regulatory |early |faster |u\.s\. |us "
    r"){0,3}approval\b"
    r"|\bwill (?:\w+ly |also |then )?(?:decide|determine|settle|win|gain|get"
    r"|receive|secure|bring|earn|obtain|be granted|be given|lead to|result in|deliver|ensure"
    r"|guarantee|mean|support|trigger) (?:\w+ ){0,4}approval\b"
    r"|\bwill (?:\w+ly |also |then )?(?:be )?(?:approved?|authori[sz]ed?|licen[sc]ed?)\b"
    r"|\bapproval (?:\w+ ){0,3}(?:is|looks|seems|appears) (?:\w+ )?(?:likely|imminent|near|"
    r"assured|expected|certain|close)\b"
)
_AS_DRUG = lazy_regex(
    r"\b(?:is|was|been|now|already|fully) (?:\w+ly )?approved (?:for|in|to treat|as a treatment)\b"
    r"|\b(?:won|wins|gained|received|secured|obtained|got) (?:\w+ ){0,2}?(?:marketing|regulatory|"
    r"full|accelerated) approval\b"
)
"""Approved as a drug is, whoever approved it."""
_APPROVAL_WORD = lazy_regex(
    r"\bapprov(?:ed|es|als?|e)\b|\bauthori[sz]\w+|\blicen[sc]ed\b|\bclear(?:ed|s|ance)\b|"
    r"\bendors\w+|\bgreen[- ]?li\w+|\bgo-ahead\b"
)
_Told = tuple[Mood, tuple[Passage, int]]
"""How firmly a source tells something, and where."""


def check_approval(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """Approved, cleared, endorsed or near approval, where no source goes as far."""
    for pattern, near in ((_APPROVED, False), (_NEAR, True)):
        for found in pattern.finditer(text.folded):
            start, end = text.sentence_at(found.start())
            mood = _event_mood(text, found.start(), past=True)
            named = _find_subject(text, found, sources)
            if mood < Mood.PLANNED or not _is_regulatory(
                text, sources, start, end, near=near or bool(named)
            ):
                continue
            topic = content_words(text.folded[start:end]) - _APPROVAL_TOPIC
            best = _best_approval(sources, topic, named, near=near)
            if best is None:
                reason = f"“{found.group()}”: no source says so."
                yield refute(text, found, "EB_APPROVAL", reason)
            elif best[0] < (Mood.PLANNED if near else mood):
                reason = f"“{found.group()}”: the sources name approval only as open or not given."
                yield refute(text, found, "EB_APPROVAL", reason, best[1])


_APPROVAL_TOPIC = content_words(" ".join(word_lists.words("common_words", "approval")))


def _is_regulatory(
    text: Passage, sources: Sequence[Passage], start: int, end: int, *, near: bool
) -> bool:
    """Is the sentence about a regulator and a treatment, rather than a council and a bypass?"""
    return is_medical(text, sources) and (
        near
        or bool(REGULATOR.search(text.folded, start, end))
        or bool(_AS_DRUG.search(text.folded, start, end))
    )


def _best_approval(
    sources: Sequence[Passage], topic: frozenset[str], named: Sequence[str], *, near: bool
) -> _Told | None:
    """The firmest mention of an approval of this topic, and of a product it names, in the sources.

    `approved` before a noun is said of what that noun names, not of the sentence's product.
    """
    told = []
    for hit in find_all(sources, _APPROVAL_WORD):
        if (topic and not topic & hit.topic) or (named and not _is_of(*hit, named)):
            continue
        if not hit.match.group().startswith(("approval", "clearance")):
            mood = _event_mood(*hit.place, past=True)
        elif hit.is_stated and not near and not _is_granted(*hit.place):
            mood = Mood.OPEN
        else:
            mood = mood_at(*hit.place)
        told.append((mood, hit.place))
    return max(told, key=_mood_of, default=None)


def _mood_of(told: _Told) -> Mood:
    return told[0]


def _find_subject(
    text: Passage, found: re.Match[str], sources: Sequence[Passage]
) -> tuple[str, ...]:
    """The products that a clause on an approval names, and the name it is said of."""
    before, after = clause_before(text, found.start()), clause_after(text, found.end())
    words = before + found.group() + after
    products = set(medicines_in(words, sources))
    first = found.start() - len(before)
    said = _SUBJECT.search(text.source.text, first, found.end() + len(after))
    name = (said["a"] or said["b"]).lower() if said else ""
    if name and name not in _APPROVAL_TOPIC and any(name in source.words for source in sources):
        products.add(name)
    return tuple(name for name in products if holds(words, name))


_SUBJECT = lazy_regex(
    r"\b(?P<a>[A-Z][a-z][\w-]{2,}) (?:is|was|has been|has|won|wins|received|gained|got|secured"
    r"|obtained|will)\b"
    r"|\b(?:approved|approves|cleared|authori[sz]ed|licensed) (?P<b>[a-z][\w-]{5,})"
)
"""A name that is approved, or the one word that is."""


def _is_of(source: Passage, found: re.Match[str], named: Sequence[str]) -> bool:
    """Is this mention of an approval about one of these products?"""
    start, end = source.sentence_at(found.start())
    before = source.folded[start : found.start()]
    if _ATTRIBUTIVE.search(before[-_REACH:]) and not _APPOSED.search(before[-_REACH:]):
        after = source.folded[found.end() : min(end, found.end() + _REACH // 2)]
        return any(holds(after, name) for name in named)
    index = bisect_right(source.starts, start) - 1
    words = source.folded[source.starts[max(0, index - 1)] : end]
    return any(holds(words, name) for name in named)


_ATTRIBUTIVE = lazy_regex(
    r"(?:^|[.:;,(-] ?|\b(?:an?|the|any|no|other|of|with|to|by|as|for|than|existing|currently"
    r"|already|newly|recently|several|many|few|and|or|between|against) )$"
)
"""`any approved therapy`: what stands before the word makes it say which, not what happened."""
_APPOSED = lazy_regex(r"(?:, | is | was | are | as | becom\w+ )(?:an?|the|its) (?:first )?$")
"""`Veltoran, an approved antibody`."""
_GRANTED = lazy_regex(
    r"\b(?:granted|received|receives|won|wins|gained|secured|obtained|got|gave|given|since|after|"
    r"following|with)\b[^.;]{0,60}$"
)


def _is_granted(source: Passage, place: int) -> bool:
    """Does the noun `approval` follow a word that says it was given?"""
    return bool(_GRANTED.search(clause_before(source, place)))


def check_status(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """Something told as done, or as sure to come, that every source tells as less."""
    if text.words.isdisjoint(_FIRST_WORDS):
        return
    is_planned = "will" in text.words
    for event in EVENTS:
        patterns = () if text.words.isdisjoint(_FORMS[event.name]) else (_PAST[event.name],)
        for pattern in (*patterns, *((_WILL[event.name],) if is_planned else ())):
            for found in pattern.finditer(text.folded):
                issue = _check_event(text, sources, event, found)
                if issue:
                    yield issue


def _check_event(
    text: Passage, sources: Sequence[Passage], event: Event, found: re.Match[str]
) -> ClaimFinding | None:
    """A finding where this mention is firmer than every mention of it in the sources."""
    start, end = text.sentence_at(found.start())
    is_will = found.group().startswith("will")
    if _NAMES_PEOPLE.search(text.folded, max(start, found.start() - _REACH), found.start()):
        return None
    mood = Mood.PLANNED if is_will else _event_mood(text, found.start(), past=True)
    if is_will and _has_condition(text, found.start()):
        return None
    if mood < Mood.PLANNED or (mood is Mood.PLANNED and not is_will):
        return None
    if not (MARKET.search(text.folded, start, end) or is_medical(text, sources)):
        return None
    topic = _topic(text.folded[found.end() : min(end, found.end() + _REACH)])
    topic |= _topic(text.folded[max(start, found.start() - _REACH) : found.start()])
    best = _best_event(sources, event, topic, content_words(text.folded[start:end]))
    if best is None or best[0] >= mood or (is_will and best[0] is Mood.DENIED):
        return None
    told = {
        Mood.DENIED: "not done",
        Mood.OPEN: "open or conditional",
        Mood.PLANNED: "planned or expected",
    }[best[0]]
    reason = f"“{found.group()}”: the source tells it as {told}."
    return refute(text, found, "EB_STATUS", reason, best[1])


def _topic(words: str) -> frozenset[str]:
    """What a stretch is about, with the years it names."""
    fda = {"fda"} if "food and drug administration" in words else frozenset[str]()
    return content_words(words) | frozenset(_YEAR.findall(words)) | fda


def _best_event(
    sources: Sequence[Passage], event: Event, topic: frozenset[str], said: frozenset[str]
) -> _Told | None:
    """The firmest mention of an event with this topic in the sources, if any.

    What is forbidden has not been denied, nor has what a denial says of other things than `said`.
    """
    told = []
    need = 2 if event.name == "present" else max(1, min(2, len(topic)))
    for hit in find_all(sources, _ANY[event.name]):
        if len(topic & _topic(hit.source.sentence(hit.match.start()))) < need:
            continue
        mood = _event_mood(*hit.place, past=hit.match["past"] is not None)
        if mood is not Mood.DENIED or not _denies_else(*hit.place, said):
            told.append((mood, hit.place))
    return max(told, key=_mood_of, default=None)


_FORBIDDEN = lazy_regex(
    r"\b(?:must|should|do|may|can|could) ?(?:not|n't) (?:be |\w+ly )?$|\bcannot $"
)
_DENIED_NOUN = lazy_regex(
    r"\b(?:no|neither|nor|none of the|without(?: any)?) (?P<noun>[^,;]{3,60}) (?:was|were|has|have"
    r"|had|been|is|are)(?: been)? $"
)


def _denies_else(source: Passage, place: int, said: frozenset[str]) -> bool:
    """`must not start it`, or `no deaths were` before an event of something else."""
    before = clause_before(source, place)
    if _FORBIDDEN.search(before):
        return True
    noun = _DENIED_NOUN.search(before)
    return noun is not None and not content_words(noun["noun"]) <= said


def _event_mood(passage: Passage, place: int, *, past: bool) -> Mood:
    """How firmly an event is told; a past form without `be` before it is done."""
    before = clause_before(passage, place)
    near = before[-_REACH:]
    if NEGATION.search(near):
        return Mood.DENIED
    if _MODAL_HAVE.search(before):
        return Mood.OPEN
    if past and _ALREADY.search(near):
        return Mood.STATED
    if (
        past
        and not _HEARSAY.search(near)
        and not _PASSIVE.search(before)
        and not re.search(r"\b(?:if|unless|whether|once|when|until)\b", near)
    ):
        return Mood.STATED
    if CONDITIONAL.search(near) or _HEARSAY.search(near) or _has_condition(passage, place):
        return Mood.OPEN
    if PLANNED.search(near) or _ANNOUNCED.match(passage.folded, place):
        return Mood.PLANNED
    return Mood.STATED


_ALREADY = lazy_regex(r"\b(?:now|already|so far)\b[^,;.]{0,20}$")
"""`if the trial, now a third enrolled, succeeds`: enrolled they are, whatever the `if` is about."""
_HEARSAY = lazy_regex(
    r"\b(?:claim(?:s|ed|ing)?|rumou?r\w*|unverified|unconfirmed|message boards?|reportedly)\b"
)
"""Words of a source for what nobody has confirmed."""
_CONDITION = lazy_regex(
    r"[^;]{0,200}?\b(?:if|provided|subject to|depend(?:s|ing) on|unless|pending|assuming|should the"
    r"|contingent on|would)\b"
)
_NAMES_PEOPLE = lazy_regex(
    r"\b(?:who|whose|(?:people|patients|participants|those|m[ae]n|wom[ae]n|adults|children) that)"
    r" (?:had |have |has )?(?:been )?(?:\w+ly |also |since )?$"
)
"""`people who stopped the drug`: the words say which people are meant, not what has happened."""
_ANNOUNCED = lazy_regex(
    r"[\w-]+(?: \w+){0,6}? (?:is|are|was) (?:\w+ )?(?:planned|expected|scheduled|due|pencilled"
    r"|slated|targeted|anticipated)\b"
)
"""`a filing is planned`: the plan stands behind the noun."""


def _has_condition(passage: Passage, place: int) -> bool:
    """Does a condition follow in the sentence: `a filing would come, provided that …`?"""
    _, end = passage.sentence_at(place)
    return bool(_CONDITION.match(passage.folded, place, end))
