"""Dates against each other and against the time that is said to lie between them.

In: a source. Out: notes where a hold or pause lasts another time than from its first day to its
last, and where an event of which there is one has two dates.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from pipeline.figures.arithmetic_reading import Sheet, figures_in, note, sentence_at
from pipeline.figures.lazy_regex import lazy_regex
from schemas.figure import Figure, Kind
from schemas.verdict import SourceNote

_STOP = r"(?:hold|pause|halt|suspension|stoppage|moratorium|ban|shutdown|shortage|outage|recall)"
_LONG = lazy_regex(rf"\b{_STOP} (?:of|that lasted|lasting) (?:about |some |just |over |nearly )*$")
_LONG_AFTER = lazy_regex(rf"-? ?(?:[a-z]+ ){{0,2}}{_STOP}\b")
_BEGINS = lazy_regex(
    rf"\b(?:placed|imposed|ordered|put|began|begins|started|announced|full"
    rf"|came into force)\b[^.]{{0,60}}"
    rf"\b{_STOP}\b|\b{_STOP} (?:began|started|was imposed|was ordered)\b"
)
_ENDS = lazy_regex(
    rf"\b{_STOP}\b[^.]{{0,40}}\b(?:lifted|ended|removed|over|withdrawn)\b"
    rf"|\b(?:lifted|ended|removed|lifts|ends)\b[^.]{{0,40}}\b{_STOP}\b"
)
_MONTH_DAYS = Decimal("30.4")
_DAYS = {"day": Decimal(1), "week": Decimal(7), "month": _MONTH_DAYS}
_SLACK = Decimal(28)
"""Days that a length told in months may miss, as `three months` is told of two and of four."""
_AGAIN = lazy_regex(
    r"\b(?:new|another|second|third|earlier|previous|prior|former|other|older|newer|separate"
    rf"|different|rival|sister|both|two) (?:[a-z]+ ){{0,3}}?(?:{_STOP}s?|programmes?|programs?"
    r"|trials?|stud(?:y|ies)|drugs?|candidates?|products?|compan(?:y|ies))\b"
)
"""Words that tell of a second hold, or of the hold of something else."""
_WHOSE = lazy_regex(
    r"(?P<what>[A-Za-z-]{4,}) (?:programme|program|trial|study|drug|candidate|product|project)\b"
)
_NAME = lazy_regex(
    r"(?<![.!?“\"] )(?<!^)\b(?P<name>[A-Z][a-z]{2,}[\w-]*)(?!['’]s?\b)"
    r"(?! (?:says?|said|speaks?|spoke|calls?|called|puts?|tells?|told|counts?|wrote|writes?)\b)"
    r"|^(?!The|Its?|This|That|After|Since|During|From|With|For|But|And|They)"
    r"(?P<first>[A-Z][a-z]{2,}[\w-]*)(?!['’])(?=,| (?:had|came|went|was|has|spent|faced|endured)\b)"
)
_DAY = lazy_regex(r"--(\d\d)-(\d\d)$")


def check_holds(sheet: Sheet) -> Iterator[SourceNote]:
    """`A hold of three months`, from 8 April to 9 November: seven."""
    said = [f for f in sheet.source.figures if f.kind is Kind.DURATION and _is_length(sheet, f)]
    dates = [f for f in sheet.source.figures if f.kind is Kind.DATE]
    begun = [f for f in dates if _BEGINS.search(_line(sheet, f))]
    ended = [f for f in dates if _ENDS.search(_line(sheet, f)) and f not in begun]
    if not said or not begun or not ended:
        return
    first, last, length = begun[0], ended[-1], said[0]
    days = _days_between(first, last)
    if days is None or not _is_one_hold(sheet, (first, last), said):
        return
    claimed = length.values[0] * _DAYS[length.unit]
    if abs(days - claimed) > max(_SLACK, claimed / 10):
        reason = (
            f"From {first.text.strip('.')} to {last.text.strip('.')} are about "
            f"{round(days / _MONTH_DAYS)} months; the article prints {length.text}."
        )
        yield note(sheet, "EB_SOURCE_CONFLICT", reason, (first.span, last.span, length.span))


def _is_one_hold(sheet: Sheet, ends: tuple[Figure, Figure], said: list[Figure]) -> bool:
    """Does the story tell of one hold alone, the one whose length and two days are printed?"""
    length = said[0]
    if any((f.values, f.unit) != (length.values, length.unit) for f in said):
        return False
    told = _line(sheet, length)
    days = " ".join(_line(sheet, figure) for figure in ends)
    if _AGAIN.search(f"{told} {days}"):
        return False
    sentence = next(s for s in sheet.source.sentences if s.start <= length.span.start < s.end)
    words = sheet.source.text[sentence.start : sentence.end]
    named = {(m["name"] or m["first"]).lower() for m in _NAME.finditer(words)}
    of_what = {m["what"].lower() for m in _WHOSE.finditer(words)} - {"this", "that", "whole"}
    return all(name in days for name in named | of_what)


def _is_length(sheet: Sheet, figure: Figure) -> bool:
    """Is it how long a hold, a pause or a recall lasted?"""
    if figure.unit not in _DAYS or len(figure.values) != 1:
        return False
    before, after = sheet.before(figure, 50), sheet.after(figure, 40)
    return bool(_LONG.search(before) or _LONG_AFTER.match(after))


def _line(sheet: Sheet, figure: Figure) -> str:
    """The folded sentence of a date, and the one behind it where the date stands alone."""
    sentences = sheet.source.sentences
    at = sentence_at(sheet, figure.span.start)
    sentence = sentences[at]
    is_alone = sentence.end - sentence.start < len(figure.text) + 4
    end = sentences[at + 1].end if is_alone and at + 1 < len(sentences) else sentence.end
    return sheet.folded[sentence.start : end]


def _days_between(first: Figure, last: Figure) -> Decimal | None:
    """Days from one day to a later one; `None` where one is no single day, or is not later.

    Two days without a year, or one of them, are of one year.
    """
    if first.first and last.first:
        if first.first != first.last or last.first != last.last:
            return None
        return Decimal((last.first - first.first).days) if last.first > first.first else None
    one, two = _day_of(first), _day_of(last)
    if one is None or two is None or two <= one:
        return None
    return (two[0] - one[0]) * _MONTH_DAYS + two[1] - one[1]


class _Event(NamedTuple):
    """An event that comes once, and the words that tell of it."""

    name: str
    told: re.Pattern[str]


_EVENTS = (
    _Event("data cut-off", lazy_regex(r"\bdata cut-?\s?off\b|\bcut-?off date\b|\bdatabase lock\b")),
    _Event("vote", lazy_regex(
        r"\b(?:shareholders?|holders|investors) (?:will |are to |to )?vote\b"
        r"|\b(?:special|general|extraordinary) meeting\b")),
    _Event("closing of the deal", lazy_regex(
        r"\b(?:deal|merger|acquisition|takeover|transaction|offering) (?:is |was "
        r"|will )?(?:expected "
        r"to |due to |to )?(?:close[sd]?|complete[sd]?)\b")),
    _Event("record date", lazy_regex(r"\brecord date\b|\bholders of record\b")),
    _Event("deadline", lazy_regex(r"\bdeadline\b|\boffer (?:period )?(?:ends|closes|expires)\b")),
)  # fmt: skip
_MOVED = lazy_regex(
    r"\b(?:extend\w*|previous\w*|earlier|prior|before|from|moved|pushed|delay\w*|instead"
    r"|revised|first"
    r"|second|third|next|shorten\w*|originally|versus|compared|after|since|postponed|interim"
    r"|another)\b"
)


def check_event_dates(sheet: Sheet) -> Iterator[SourceNote]:
    """A data cut-off, a vote or a closing with one date here and another there."""
    for event in _EVENTS:
        told: list[Figure] = []
        for sentence in sheet.source.sentences:
            words = sheet.folded[sentence.start : sentence.end]
            if not event.told.search(words) or _MOVED.search(words):
                continue
            dates = figures_in(sheet, (sentence.start, sentence.end), Kind.DATE)
            if len(dates) == 1:
                told += dates
        for first, second in combinations(told, 2):
            if _is_apart(first, second):
                reason = f"The article gives the {event.name} as {first.text} and as {second.text}."
                yield note(sheet, "EB_SOURCE_CONFLICT", reason, (first.span, second.span))
                break


def _is_apart(first: Figure, second: Figure) -> bool:
    """Can two dates not be one? A day without a year is set against the other's day."""
    if first.first and first.last and second.first and second.last:
        return first.last < second.first or second.last < first.first
    one, two = _day_of(first), _day_of(second)
    return one is not None and two is not None and one != two


def _day_of(figure: Figure) -> tuple[int, int] | None:
    """Month and day of a date; `None` where it names no day."""
    if figure.first and figure.first == figure.last:
        return figure.first.month, figure.first.day
    found = _DAY.search(figure.unit)
    return (int(found[1]), int(found[2])) if found else None
