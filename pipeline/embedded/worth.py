"""What each fact of a story is worth to its reader, whatever sentence tells it.

In: a record and its source. Out: points for each fact, by id. Results and harms the record holds,
what stands in the headline, what the article says more than once, and what it sets beside another
figure are worth most; dates, durations and what stands at the end of an article least.
"""

import re
from fractions import Fraction
from typing import NamedTuple

from schemas.article import ArticleKind, SegmentKind
from schemas.draft import Topic
from schemas.figure import Kind
from schemas.record import Passage, Record
from schemas.source import Fact, Source, Status
from schemas.text import Span

POINTS: dict[Kind, int] = {
    Kind.PERCENT: 20,
    Kind.POINTS: 24,
    Kind.INTERVAL: 20,
    Kind.RATIO: 20,
    Kind.QUANTITY: 18,
    Kind.PROPORTION: 18,
    Kind.NOT_REACHED: 16,
    Kind.MONEY: 16,
    Kind.COUNT: 14,
    Kind.MULTIPLE: 12,
    Kind.NONE: 10,
    Kind.P_VALUE: 8,
    Kind.NUMBER: 8,
    Kind.DATE: 6,
    Kind.DURATION: 4,
    Kind.AGE: 2,
    Kind.SCORE: 2,
    Kind.TIME: 1,
}
"""A rate, a difference and its uncertainty are what a story turns on; a span of time is not."""

HEADLINE = Fraction(8, 5)
"""How many times as much a fact is worth that the headline prints."""
AGAIN = Fraction(3, 2)
"""…that the article gives more than once."""
RESULT = Fraction(8, 5)
"""…that is a result, or the value a result is compared with."""
HARM = Fraction(3, 2)
COMPARED = Fraction(13, 10)
"""…that stands beside what it is to be compared with."""
DISPUTED = Fraction(7, 5)
"""…that the article itself contradicts."""
AWAITED, CHANGED = Fraction(3), Fraction(3, 2)
"""A day on which a reader will know more, or money runs out; a forecast that is now another."""
STEP = Fraction(1, 2)
UNSURE = Fraction(7, 10)
SIDE = Fraction(7, 10)
"""…that only a table or an answer in a list of questions gives."""
LATE, LAST = Fraction(7, 10), Fraction(2, 5)
"""…that stands in the seventh tenth of the story, or behind it."""

_BESIDE = re.compile(
    r"\b(?:placebo|control|against|versus|vs|compared|sham|up from|down from|a year (?:ago|earlier)"
    r"|after|than)\b"
)


_DUE = re.compile(
    r"\b(?:top-?line|read(?: ?out)?s?|results?|decision|decide|PDUFA|target (?:action )?date|"
    r"goal date|action date|last (?:in|un)?to|lasts?|runway|fund (?:its )?operations|money|"
    r"expires?|"
    r"clos(?:e|ing) (?:is|by|in)|deadline|fil(?:e|ing)|submi\w+|resubmi\w+)\b",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"\b(?:now (?:expects?|expected|sees?|seen|plans?|guides?)|instead of|had (?:promised|forecast|"
    r"expected|guided)|(?:cut|cuts|raised?|raises|lower(?:s|ed)?|narrow(?:s|ed)) (?:its|the|their) "
    r"(?:\w+ ){0,2}?(?:outlook|guidance|forecasts?|targets?)|was (?:delayed|postponed)|"
    r"correct(?:ed|ion)|previously)\b",
    re.IGNORECASE,
)


class _Kept(NamedTuple):
    """The points of a source's facts, and the record they were weighed by."""

    record: Record
    points: dict[str, int]


def find_worth(record: Record, source: Source) -> dict[str, int]:
    """Points for every fact of the story, by its id; kept for the next revision."""
    last = source.kept.get(_Kept)
    if isinstance(last, _Kept) and last.record is record:
        return last.points
    points = {fact.id: _weigh(fact, record, source) for fact in source.facts}
    source.kept[_Kept] = _Kept(record, points)
    return points


def _weigh(fact: Fact, record: Record, source: Source) -> int:
    """A fact's points: by its kind, then by what the story makes of it."""
    worth = Fraction(max(POINTS.get(source.figures[m].kind, 0) for m in fact.mentions))
    spans = [source.figures[m].span for m in fact.mentions]
    found = [find_passage_at(span, record) for span in spans]
    told = [(number, item) for number, item in found if item is not None]
    texts = [item.evidence.text for _, item in told]
    for times, holds in (
        (HEADLINE, any(item.kind is SegmentKind.HEADLINE for _, item in told)),
        (AGAIN, len({item.evidence.span for _, item in told}) > 1),
        (RESULT, _is_result(fact.id, record)),
        (HARM, any(event.fact == fact.id for event in record.safety)),
        (COMPARED, any(_BESIDE.search(text) for text in texts)),
        (DISPUTED, _is_disputed(spans, record)),
        (AWAITED, _is_dated(fact, source) and any(_DUE.search(t) for t in texts)),
        (CHANGED, any(_CHANGED.search(text) for text in texts)),
        (STEP, any(item.topics[:1] == (Topic.REGULATORY,) for _, item in told)),
        (UNSURE, fact.role.status is Status.EXPECTED and record.kind is not ArticleKind.OUTLOOK),
        (SIDE, bool(told) and all(item.kind in _ASIDE for _, item in told)),
        (_lateness([number for number, _ in told], len(record.passages)), True),
    ):
        worth *= times if holds else 1
    return int(worth)


_ASIDE = frozenset({SegmentKind.TABLE, SegmentKind.FAQ})


def find_passage_at(span: Span, record: Record) -> tuple[int, Passage | None]:
    """The passage that covers a place of the source, with its number; `None` where none does."""
    for number, item in enumerate(record.passages):
        if item.evidence.span.covers(span):
            return number, item
    return -1, None


def _is_dated(fact: Fact, source: Source) -> bool:
    return any(source.figures[mention].kind is Kind.DATE for mention in fact.mentions)


def _is_result(fact: str, record: Record) -> bool:
    return any(fact in {item.fact, item.comparator} for item in record.outcomes)


def _is_disputed(spans: list[Span], record: Record) -> bool:
    """Is any of these places one that a contradiction of the article rests on?"""
    return any(
        item.span.overlaps(span)
        for conflict in record.conflicts
        for item in conflict.evidence
        for span in spans
    )


def _lateness(numbers: list[int], of: int) -> Fraction:
    """Nothing taken off in the first six tenths of a story, most behind the seventh."""
    if not numbers or 10 * min(numbers) < 6 * of:
        return Fraction(1)
    return LATE if 10 * min(numbers) < 7 * of else LAST
