"""What was counted: events told as the people who had them, a latest date told for an earliest.

In: the checked text and its sources as passages. Out: findings where a number is right and its noun
is not: `47 patients` for 47 reports on 43 patients, `by 2027 at the latest` for `at the earliest`.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice

from pipeline.figures.claims_mentions import (
    MOST,
    Mention,
    figures_apart,
    find_mentions,
    near,
    telling_figures,
)
from pipeline.figures.claims_reading import Mood, Passage, content_words, finding, mood_at
from schemas.figure import Figure, Kind
from schemas.verdict import ClaimFinding, Severity

_PEOPLE = frozenset(
    {"patient", "people", "person", "adult", "child", "participant", "volunteer", "man", "woman",
     "subject", "recipient", "infant", "boy", "girl"}
)  # fmt: skip
_WHO = re.compile(
    r"(?: [\w-]+){0,2}? (?:patients?|people|persons?|adults?|child(?:ren)?|participants?|m[ae]n"
    r"|volunteers?|wom[ae]n|recipients?|infants?|boys?|girls?|them|those)\b"
)
_EVENTS = (
    r"(?:events?|episodes?|reports?|rescues?|effects|reactions|falls|bleeds|attacks|seizures|cases"
    r"|occasions|claims|complaints|faults|failures|accidents|admissions|hospitali[sz]ations|incidents|flares|relapses|infections|crashes)"
)
_OF_EVENTS = re.compile(rf"(?: [\w-]+){{0,3}}? {_EVENTS}\b")
_REPEATED = re.compile(
    r"\b(?:count(?:s|ing|ed)?|includ(?:es|ing|ed)|with) (?:\w+ )?(?:repeats?|repeat(?:ed)? events"
    r"|recurren\w+)|\b(?:first and (?:repeat|recurrent|subsequent)|repeat events)\b"
)
_TOTAL = frozenset({Kind.COUNT, Kind.NUMBER, Kind.PROPORTION})


def check_events(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`47 patients had liver injury` where the source has 47 reports on 43 patients."""
    for figure in figures_apart(text, 0, len(text.folded)):
        value = _counted(text, figure)
        if value is None or mood_at(text, figure.span.start) is Mood.OPEN:
            continue
        start, end = near(text, figure.span.start)
        topic = content_words(text.folded[start:end])
        mentions = [
            (len(topic & content_words(m.sentence)), m)
            for source in sources
            for m in islice(_counts_of(source, value), MOST)
        ]
        most = max((hits for hits, _ in mentions), default=0)
        best = [m for hits, m in mentions if hits == most]
        if not most or not all(_is_of_events(m, figure.unit) for m in best):
            continue
        reason = f"The source counts {best[0].figure.text} events or reports, not who had them."
        span = (figure.span.start, figure.span.end)
        verdict = (Severity.ERROR, reason)
        yield finding(text, span, "EB_RESTRICTOR", verdict, (best[0].evidence,))


def _counted(text: Passage, figure: Figure) -> Decimal | None:
    """How many people or things a figure of the text counts; none where it counts neither."""
    _, end = text.sentence_at(figure.span.start)
    if figure.kind is Kind.PROPORTION and figure.part is not None:
        is_people = _WHO.match(text.folded, figure.span.end, end)
        return figure.part if is_people else None
    if figure.kind is not Kind.COUNT or len(figure.values) != 1:
        return None
    said = figure.unit or text.folded.startswith(" of them", figure.span.end)
    return figure.values[0] if said and figure.values[0] > 1 else None


def _counts_of(source: Passage, value: Decimal) -> Iterator[Mention]:
    """Where a source counts so many of anything."""
    for kind in _TOTAL:
        for index in source.source.indexes_by_kind.get(kind, ()):
            figure = source.source.figures[index]
            if value in (figure.part, *figure.values[:1]):
                yield Mention(source, figure, index)


def _is_of_events(mention: Mention, unit: str) -> bool:
    """Does an event's noun follow the number, and its sentence count what the text counts apart?"""
    if mention.figure.unit in _PEOPLE | {unit} or mention.figure.kind is Kind.PROPORTION:
        return False
    source, at = mention.source, mention.figure.span
    start, end = source.sentence_at(at.start)
    is_people = unit in _PEOPLE or unit in ("", "of")
    if is_people and _REPEATED.search(source.folded, start, end):
        return True
    others = (
        f
        for f in source.source.figures
        if start <= f.span.start < end
        and f.kind is Kind.COUNT
        and (f.unit in _PEOPLE if is_people else f.unit == unit)
    )
    is_apart = any(f.values and f.values[0] != mention.figure.values[0] for f in others)
    return is_apart and bool(_OF_EVENTS.match(source.folded, at.end - _within(mention), end))


def _within(mention: Mention) -> int:
    """How many characters of an event's noun a figure's own span already holds."""
    found = re.search(rf" {_EVENTS}$", mention.figure.text.lower())
    return len(found.group()) if found else 0


_LATEST = (
    re.compile(r"(?:by|no later than|not later than|within)(?: the)? $"),
    re.compile(r"[^.;]{0,12}?\bat the latest\b"),
)
_EARLIEST = (
    re.compile(r"(?:no (?:sooner|earlier) than|not before|not until|at least)(?: the)? $"),
    re.compile(r"[^.;]{0,12}?\b(?:at the earliest|or later|at the soonest)\b"),
)


def check_deadline(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`by mid-2027 at the latest` where the source says `in mid-2027 at the earliest`."""
    for figure in telling_figures(text, 0, len(text.folded)):
        if figure.kind not in (Kind.DATE, Kind.DURATION):
            continue
        place = (figure.span.start, figure.span.end)
        for said, meant in ((_LATEST, _EARLIEST), (_EARLIEST, _LATEST)):
            if not _is_bound(text, place, said):
                continue
            mentions = find_mentions(figure, sources)
            turned = [_is_bound(m.source, (m.figure.span.start, m.figure.span.end), meant)
                      for m in mentions]  # fmt: skip
            if turned and all(turned):
                reason = f"The source has {mentions[0].figure.text} as the bound on the other side."
                verdict = (Severity.ERROR, reason)
                yield finding(text, place, "EB_REVERSED", verdict, (mentions[0].evidence,))


def _is_bound(
    passage: Passage, place: tuple[int, int], sides: tuple[re.Pattern[str], re.Pattern[str]]
) -> bool:
    """Do the words around a date or a time make it such a bound?"""
    start, end = passage.sentence_at(place[0])
    before = passage.folded[max(start, place[0] - 25) : place[0]]
    return bool(sides[0].search(before) or sides[1].match(passage.folded, place[1], end))
