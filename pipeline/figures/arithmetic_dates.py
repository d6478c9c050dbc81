"""Dates against each other and against the time that is said to lie between them.

In: a source. Out: notes where a hold or pause lasts another time than from its first day to its
last, and where an event of which there is one has two dates.
"""

import re
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from pipeline.figures.arithmetic_reading import Sheet, note
from schemas.figure import Figure, Kind
from schemas.verdict import SourceNote

_STOP = r"(?:hold|pause|halt|suspension|stoppage|moratorium|ban|shutdown|shortage|outage|recall)"
_LONG = re.compile(rf"\b{_STOP} (?:of|that lasted|lasting) (?:about |some |just |over |nearly )*$")
_LONG_AFTER = re.compile(rf"-? ?(?:[a-z]+ ){{0,2}}{_STOP}\b")
_BEGINS = re.compile(
    rf"\b(?:placed|imposed|ordered|put|began|begins|started|announced|full"
    rf"|came into force)\b[^.]{{0,60}}"
    rf"\b{_STOP}\b|\b{_STOP} (?:began|started|was imposed|was ordered)\b"
)
_ENDS = re.compile(
    rf"\b{_STOP}\b[^.]{{0,40}}\b(?:lifted|ended|removed|over|withdrawn)\b"
    rf"|\b(?:lifted|ended|removed|lifts|ends)\b[^.]{{0,40}}\b{_STOP}\b"
)
_MONTHS = {"day": 1 / 30.4, "week": 7 / 30.4, "month": 1.0}
_SLACK = 0.9
_DAY = re.compile(r"--(\d\d)-(\d\d)$")


def check_holds(sheet: Sheet) -> Iterator[SourceNote]:
    """`A hold of three months`, from 8 April to 9 November: seven."""
    said = [f for f in sheet.source.figures if f.kind is Kind.DURATION and _is_length(sheet, f)]
    dates = [f for f in sheet.source.figures if f.kind is Kind.DATE]
    begun = [f for f in dates if _BEGINS.search(_line(sheet, f))]
    ended = [f for f in dates if _ENDS.search(_line(sheet, f)) and f not in begun]
    if not said or not begun or not ended:
        return
    first, last = begun[0], ended[-1]
    months = _months_between(first, last)
    length = said[0]
    claimed = float(length.values[0]) * _MONTHS[length.unit]
    if months is not None and abs(months - claimed) > max(_SLACK, claimed / 10):
        reason = (
            f"From {first.text.strip('.')} to {last.text.strip('.')} are about {round(months)} "
            f"months; the article prints {length.text}."
        )
        yield note(sheet, "EB_SOURCE_CONFLICT", reason, (first.span, last.span, length.span))


def _is_length(sheet: Sheet, figure: Figure) -> bool:
    """Is it how long a hold, a pause or a recall lasted?"""
    if figure.unit not in _MONTHS or len(figure.values) != 1:
        return False
    before, after = sheet.before(figure, 50), sheet.after(figure, 40)
    return bool(_LONG.search(before) or _LONG_AFTER.match(after))


def _line(sheet: Sheet, figure: Figure) -> str:
    """The folded sentence of a date, and the one behind it where the date stands alone."""
    sentences = sheet.source.sentences
    for at, sentence in enumerate(sentences):
        if sentence.start <= figure.span.start < sentence.end:
            is_alone = sentence.end - sentence.start < len(figure.text) + 4
            end = sentences[at + 1].end if is_alone and at + 1 < len(sentences) else sentence.end
            return sheet.folded[sentence.start : end]
    return ""


def _months_between(first: Figure, last: Figure) -> float | None:
    """Months from one day to another; of days without a year within one year."""
    if first.first and last.last and first.first == first.last:
        return (last.last - first.first).days / 30.4
    days = [_DAY.search(f.unit) for f in (first, last)]
    if days[0] is None or days[1] is None:
        return None
    (one, two) = (int(d[1]) + int(d[2]) / 30.4 for d in days if d is not None)
    return two - one if two > one else two - one + 12


class _Event(NamedTuple):
    """An event that comes once, and the words that tell of it."""

    name: str
    told: re.Pattern[str]


_EVENTS = (
    _Event("data cut-off", re.compile(r"\bdata cut-?\s?off\b|\bcut-?off date\b|\bdatabase lock\b")),
    _Event("vote", re.compile(
        r"\b(?:shareholders?|holders|investors) (?:will |are to |to )?vote\b"
        r"|\b(?:special|general|extraordinary) meeting\b")),
    _Event("closing of the deal", re.compile(
        r"\b(?:deal|merger|acquisition|takeover|transaction|offering) (?:is |was "
        r"|will )?(?:expected "
        r"to |due to |to )?(?:close[sd]?|complete[sd]?)\b")),
    _Event("record date", re.compile(r"\brecord date\b|\bholders of record\b")),
    _Event("deadline", re.compile(r"\bdeadline\b|\boffer (?:period )?(?:ends|closes|expires)\b")),
)  # fmt: skip
_MOVED = re.compile(
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
            inside = [
                f for f in sheet.source.figures if sentence.start <= f.span.start < sentence.end
            ]
            dates = [f for f in inside if f.kind is Kind.DATE]
            if event.told.search(words) and not _MOVED.search(words) and len(dates) == 1:
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
