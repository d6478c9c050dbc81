"""Of how many, and of what: events told as people, a part's rate told of all, two looks added up.

In: the checked text and its sources as passages. Out: findings where a number is right and what it
is of is not: `47 patients` for 47 reports on 43 patients, `most` of a share below half.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice

from pipeline.figures import word_lists
from pipeline.figures.claims_mentions import (
    MOST,
    Mention,
    figures_apart,
    figures_between,
    find_mentions,
    near,
    telling_figures,
)
from pipeline.figures.claims_reading import Mood, Passage, content_words, finding, mood_at, refute
from pipeline.figures.lazy_regex import lazy_regex
from schemas.figure import Figure, Kind
from schemas.verdict import ClaimFinding, Severity

_PEOPLE = frozenset(word_lists.words("groups", "people"))
_WHO = lazy_regex(
    r"(?: [\w-]+){0,2}? (?:patients?|people|persons?|adults?|child(?:ren)?|participants?|m[ae]n"
    r"|volunteers?|wom[ae]n|recipients?|infants?|boys?|girls?|them|those)\b"
)
_EVENTS = (
    r"(?:events?|episodes?|reports?|rescues?|effects|reactions|falls|bleeds|attacks|seizures|cases"
    r"|occasions|claims|complaints|faults|failures|accidents|admissions|hospitali[sz]ations|incidents|flares|relapses|infections|crashes)"
)
_OF_EVENTS = lazy_regex(rf"(?: [\w-]+){{0,3}}? {_EVENTS}\b")
_REPEATED = lazy_regex(
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
        yield refute(text, figure.span, "EB_RESTRICTOR", reason, best[0].place)


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
        f for f in figures_between(source, start, end)
        if f.kind is Kind.COUNT and (f.unit in _PEOPLE if is_people else f.unit == unit)
    )  # fmt: skip
    is_apart = any(f.values and f.values[0] != mention.figure.values[0] for f in others)
    return is_apart and bool(_OF_EVENTS.match(source.folded, at.end - _within(mention), end))


def _within(mention: Mention) -> int:
    """How many characters of an event's noun a figure's own span already holds."""
    found = re.search(rf" {_EVENTS}$", mention.figure.text.lower())
    return len(found.group()) if found else 0


_RATES = frozenset({Kind.PERCENT, Kind.POINTS, Kind.MULTIPLE, Kind.RATIO})
_SIZED = lazy_regex(
    r"[- ]?(?:patient|person|people|participant|adult|volunteer)s?[- ](?:[\w-]+ ){0,3}"
    r"(?:trial|study)\b"
)
"""What stands behind the number of `a 244-patient Phase 2 trial`."""
_TRIAL_OF = lazy_regex(
    r"\b(?:trial|study) (?:of|in|with|involving|among|that enrolled) (?:[\w-]+ ){0,2}$"
)
_PART = lazy_regex(
    r"\b(?:among (?:those|the)|in (?:those|people|patients|a subgroup)|of those|subgroups?|subsets?"
    r"|post[- ]hoc|with (?:high|low|raised|elevated|severe|at least)|whose|evaluable|assessable"
    r"|who (?:had|were|could)|cohorts?|eligible|analysed|analyzed)\b"
)
"""Words by which a text itself speaks of a part of the trial."""


def check_subgroup(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`by 58% in a trial of 1,104` where the source prints 58% of a subgroup of 448."""
    for whole in text.source.figures:
        if whole.kind is not Kind.COUNT or whole.unit not in _SUBJECTS or not whole.values:
            continue
        start, end = text.sentence_at(whole.span.start)
        if _names_a_part(text, whole) or not _names_the_trial(text, whole):
            continue
        for rate in telling_figures(text, start, end):
            if not _is_result(rate) or mood_at(text, rate.span.start) is not Mood.STATED:
                continue
            part = _part_of(rate, whole, sources)
            if part is None:
                continue
            mention, count = part
            reason = f"The source gives {mention.figure.text} of {count.text}, not of {whole.text}."
            yield refute(text, rate.span, "EB_RESTRICTOR", reason, mention.place)


def _is_result(figure: Figure) -> bool:
    """Is it something measured, and no number of people, no time and no sum of money?"""
    if figure.kind in (Kind.COUNT, Kind.NUMBER, Kind.SCORE, Kind.QUANTITY):
        return bool(figure.unit) and figure.unit not in _SUBJECTS
    return figure.kind in _RATES


def _names_a_part(text: Passage, whole: Figure) -> bool:
    """Does the sentence speak of a part of the trial, outside the words that describe it all?"""
    start, end = text.sentence_at(whole.span.start)
    rest = text.folded[whole.span.end : end].partition(",")[2]
    return bool(_PART.search(text.folded, start, whole.span.start) or _PART.search(rest))


def _names_the_trial(text: Passage, whole: Figure) -> bool:
    """Is it the number that a trial had: `a trial of 1,104 patients`, `a 244-patient trial`?"""
    start, end = text.sentence_at(whole.span.start)
    before = text.folded[max(start, whole.span.start - _REACH) : whole.span.start]
    return bool(_SIZED.match(text.folded, whole.span.end, end) or _TRIAL_OF.search(before))


_REACH = 60


def _part_of(
    rate: Figure, whole: Figure, sources: Sequence[Passage]
) -> tuple[Mention, Figure] | None:
    """A mention of a rate beside a smaller number of people, where none stands beside the whole."""
    mentions = find_mentions(rate, sources)
    if not mentions or not find_mentions(whole, sources):
        return None
    smaller: tuple[Mention, Figure] | None = None
    for mention in mentions:
        counts = _counts_beside(mention)
        if not counts or any(c.values[0] >= whole.values[0] for c in counts):
            return None
        smaller = smaller or (mention, counts[0])
    return smaller


def _counts_beside(mention: Mention) -> list[Figure]:
    """The numbers of people in the sentence of a mention."""
    inside = figures_between(mention.source, *mention.source.sentence_at(mention.figure.span.start))
    people = [f for f in inside if f.kind is Kind.COUNT and f.unit in _SUBJECTS - {""}]
    return [f for f in people if f.values and f.values[0] > _FEW]


_FEW = 9
_SUBJECTS = frozenset(
    {"patient", "people", "person", "adult", "child", "participant", "volunteer", "man", "woman",
     "subject", "recipient", ""}
)  # fmt: skip
_LOOKS = r"(?:cuts?|cut-?offs?|snapshots|read-?outs?|looks|datasets|data sets|analyses|updates)"
_POOLED = lazy_regex(
    rf"\b(?:across|over|in|from) (?:both|the two|all)(?: data| analysis)? {_LOOKS}\b"
    rf"|\b(?:both|the two) {_LOOKS} (?:combined|together|pooled)\b"
)


def check_pooled(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`Across both cuts, 33 of 47 responded`: the same patients counted twice, in no source."""
    for found in text.find(_POOLED):
        if any(source.find(_POOLED) for source in sources):
            return
        for figure in figures_between(text, *near(text, found.start())):
            is_share = figure.kind is Kind.PROPORTION and figure.whole is not None
            if is_share and not _prints((figure.whole, figure.part), sources):
                reason = "Two looks at the same patients cannot be added up; no source does."
                yield finding(text, figure.span, "EB_RESTRICTOR", (Severity.ERROR, reason))


def _prints(share: tuple[Decimal | None, Decimal | None], sources: Sequence[Passage]) -> bool:
    """Does a source print so many of so many?"""
    return any((f.whole, f.part) == share for source in sources for f in source.source.figures)
