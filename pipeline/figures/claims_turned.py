"""The contrary of what a source says of the same thing: cut for kept, beat for missed, in for out.

In: the checked text and its sources as passages. Out: findings where a source says the contrary and
nowhere the text's own word of it.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.figures.claims_mentions import find_mentions, telling_figures
from pipeline.figures.claims_reading import (
    Hit,
    Mood,
    Passage,
    clause_before,
    content_words,
    find_all,
    find_stated,
    mood_at,
    refute,
)
from pipeline.figures.claims_results import is_of_people
from pipeline.figures.lazy_regex import lazy_regex
from schemas.figure import Figure, Kind
from schemas.verdict import ClaimFinding

_THING = (
    r"(?:its|the|their|his|her|a|an) (?:[\w-]+ ){0,3}?(?P<thing>forecasts?|guidance|outlook"
    r"|targets?|estimates?|dividends?|ratings?|recommendation)\b"
)
_KEPT = lazy_regex(
    rf"\b(?:kept|keeps|maintained|maintains|reaffirmed|reaffirms|reiterated|reiterates|stood by"
    rf"|stuck to|left|leaves|repeated|repeats) {_THING}"
)
_MOVED = lazy_regex(
    rf"\b(?:cut|cuts|lowered|lowers|raised|raises|lifted|lifts|reduced|reduces|trimmed|trims|slashed"
    rf"|increased|withdrew|withdraws|suspended|abandoned|scrapped|narrowed|changed) {_THING}"
)


def check_kept(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`cut its revenue forecast` where the only word on a forecast is that it was kept."""
    for said, contrary in ((_MOVED, _KEPT), (_KEPT, _MOVED)):
        for found in find_stated(text, said):
            thing = found["thing"].removesuffix("s")
            if any(thing in h.match.group() for h in find_all(sources, said)):
                continue
            of_it = (h for h in find_all(sources, contrary) if thing in h.match["thing"])
            against = next((h for h in of_it if h.is_stated), None)
            if against and _is_of_same(found.group(), against.match.group()):
                yield _turned(text, found, "EB_REVERSED", against)


def _is_of_same(one: str, other: str) -> bool:
    """Do the words that say which forecast it is agree as far as both are said?"""
    ours, theirs = set(one.split()[2:-1]), set(other.split()[2:-1])
    return not ours or not theirs or bool(ours & theirs)


_REVIEWED = lazy_regex(r"\b(?:has|have|had|was|were|been) (?:\w+ )?(?:been )?peer[- ]reviewed\b")
_NOT_REVIEWED = lazy_regex(
    r"\b(?:not|yet to|nor|never)\b[^.;]{0,30}?\bpeer[- ]review(?:ed)?\b|\bunreviewed\b"
)


def check_reviewed(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`has been peer reviewed` where the source says that it has not."""
    denied = find_all(sources, _NOT_REVIEWED) if text.find(_REVIEWED) else []
    said = find_all(sources, _REVIEWED) if denied else []
    if not denied or any(h.is_stated and not _NOT_REVIEWED.search(h.match.group()) for h in said):
        return
    for found in find_stated(text, _REVIEWED):
        if not _NOT_REVIEWED.search(text.sentence(found.start())):
            reason = f"“{found.group()}”: the source says that it has not been."
            yield refute(text, found, "EB_REVERSED", reason, denied[0].place)


_HOPED = (
    r"(?:analysts'?|consensus|the street|wall street|expectations|looking for"
    r"|(?:market|city|brokers'?) (?:forecasts?|estimates))"
)
_RUN = r"(?:[^.;]|\.\d){0,50}?"
_BEAT = lazy_regex(
    r"\b(?:beat|beats|beating|topped|tops|exceed(?:s|ed|ing)|surpass(?:es|ed|ing)|above|ahead of)\b"
    rf"{_RUN}\b{_HOPED}\b|\b(?:better|more|higher) than (?:the )?(?:{_HOPED}|expected)\b"
)
_MISS = lazy_regex(
    r"\b(?:miss(?:es|ed|ing)?|f(?:e|a)ll(?:s|ing)? short of|short of|below|behind|lag(?:s|ged)?"
    rf"|trail(?:s|ed))\b{_RUN}\b{_HOPED}\b"
    rf"|\b(?:worse|less|lower) than (?:the )?(?:{_HOPED}|expected)\b"
)


def check_consensus(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`beat analysts' forecasts` where every source that compares says that it fell short."""
    for said, contrary in ((_BEAT, _MISS), (_MISS, _BEAT)):
        for found in text.find(said):
            if mood_at(text, found.start()) < Mood.PLANNED:
                continue
            topic = _leading(text, found.start())
            against, same = find_all(sources, contrary), find_all(sources, said)
            if same:  # sales beat and profit missed: only what is said of the same counts
                against = [h for h in against if topic & _leading(*h.place)]
            if against and not any(not topic or topic & _leading(*h.place) for h in same):
                yield _turned(text, found, "EB_REVERSED", against[0])


def _leading(source: Passage, place: int) -> frozenset[str]:
    """What the clause that leads up to a place is about."""
    return content_words(clause_before(source, place)) - _AMOUNTS


_AMOUNTS = content_words("million billion euros dollars pounds quarter first second third fourth")
_VOTE = lazy_regex(
    r"\bvot(?:e|ed|ing)\b[^.;]{0,30}?\b(?P<a>\d+|[a-z]+)(?: to |-)(?P<b>\d+|[a-z]+)\b"
    r"[^.;]{0,20}?\b(?P<way>in favou?r|for|to (?:back|recommend|approve)|against|to reject)\b"
)


def check_vote(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`voted 9 to 4 in favour` where the source has the same vote against."""
    for found in text.find(_VOTE):
        votes = find_all(sources, _VOTE)
        same = [h for h in votes if h.match.group("a", "b") == found.group("a", "b")]
        if same and all(_is_against(h.match) is not _is_against(found) for h in same):
            reason = f"“{found['way']}”: the source has the vote “{same[0].match['way']}”."
            yield refute(text, found.span("way"), "EB_REVERSED", reason, same[0].place)


def _is_against(vote: re.Match[str]) -> bool:
    """Did the larger side of a vote say no?"""
    return vote["way"] in ("against", "to reject")


_OUT = lazy_regex(
    r"\b(?:excluding|excludes|excluded|exclusive of|not counting|not including|does not include"
    r"|without counting|before any|leaving out|apart from|other than)\b"
)
_IN = lazy_regex(
    r"\b(?:including|includes|inclusive of|counting|taking in|along with|together with)\b"
)


def check_counted_in(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`including business deals` of a sum or a date that the source gives without them."""
    for said, contrary in ((_IN, _OUT), (_OUT, _IN)):
        for found in text.find(said):
            keys = frozenset() if _is_turned(text, found.start()) else _named_behind(text, found)
            if not keys:
                continue
            start, _ = text.sentence_at(found.start())
            rest = content_words(text.folded[start : found.start()])
            against = [
                h for h in find_all(sources, contrary)
                if not _is_turned(*h.place)
                and len(keys & _named_behind(*h)) >= min(2, len(keys))
                and 2 * len(rest & h.topic) >= len(rest)
            ]  # fmt: skip
            if against and not any(
                keys & _named_behind(*h) and not _is_turned(*h.place)
                for h in find_all(sources, said)
            ):
                yield _turned(text, found, "EB_REVERSED", against[0])


def _is_turned(passage: Passage, place: int) -> bool:
    """Does a `not` right before the word turn it: `not including`?"""
    return bool(re.search(r"\b(?:not|without) $", passage.folded[max(0, place - 8) : place]))


def _named_behind(passage: Passage, found: re.Match[str]) -> frozenset[str]:
    """Stems of what is counted in or left out."""
    _, end = passage.sentence_at(found.start())
    behind = passage.folded[found.end() : min(end, found.end() + _NEXT)]
    return content_words(re.split(r"[,;:()]", behind)[0])


_NEXT = 70
_LATEST = (
    lazy_regex(r"(?:by|no later than|not later than|within)(?: the)? $"),
    lazy_regex(r"[^.;]{0,12}?\bat the latest\b"),
)
_EARLIEST = (
    lazy_regex(r"(?:no (?:sooner|earlier) than|not before|not until|at least)(?: the)? $"),
    lazy_regex(r"[^.;]{0,12}?\b(?:at the earliest|or later|at the soonest)\b"),
)


def check_deadline(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`by mid-2027 at the latest` where the source says `in mid-2027 at the earliest`."""
    for figure in telling_figures(text, 0, len(text.folded)):
        if figure.kind not in (Kind.DATE, Kind.DURATION):
            continue
        for said, contrary in ((_LATEST, _EARLIEST), (_EARLIEST, _LATEST)):
            mentions = find_mentions(figure, sources) if _is_bound(text, figure, said) else ()
            if mentions and all(_is_bound(m.source, m.figure, contrary) for m in mentions):
                reason = f"The source has {mentions[0].figure.text} as the bound on the other side."
                yield refute(text, figure.span, "EB_REVERSED", reason, mentions[0].place)


def _is_bound(
    passage: Passage, figure: Figure, sides: tuple[re.Pattern[str], re.Pattern[str]]
) -> bool:
    """Do the words around a date or a time make it such a bound?"""
    at, behind = figure.span.start, figure.span.end
    start, end = passage.sentence_at(at)
    before = passage.folded[max(start, at - 25) : at]
    return bool(sides[0].search(before) or sides[1].match(passage.folded, behind, end))


_GOAL = r"(?= [^.;]{0,40}\b(?:endpoints?|end points?|goals?|targets?|objectives?)\b)"
_MET = lazy_regex(rf"\b(?:met|meets|achieved|achieves|hit|hits|reached|satisfied)\b{_GOAL}")
_MISSED = lazy_regex(
    r"\b(?:missed|misses|failed to (?:meet|achieve|hit|reach)|(?:did|does) not "
    rf"(?:meet|achieve|hit|reach)|fell short of)\b{_GOAL}"
)


def check_met(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """Met for missed, or missed for met."""
    for said, contrary in ((_MET, _MISSED), (_MISSED, _MET)):
        for found in find_stated(text, said):
            if is_of_people(text, found.start()):
                continue
            against = find_all(sources, contrary)
            if against and not any(h.is_stated for h in find_all(sources, said)):
                yield _turned(text, found, "EB_STATUS", against[0])


def _turned(text: Passage, found: re.Match[str], rule: str, against: Hit) -> ClaimFinding:
    """A finding that sets the source's contrary words beside the text's."""
    reason = f"“{found.group()}”: the source says “{against.match.group()}”."
    return refute(text, found, rule, reason, against.place)
