"""Printed dates, quarters and half-years to intervals of days, both ends included."""

import re
from calendar import monthrange
from datetime import date

from pipeline.figures.found import Reading
from pipeline.figures.numbers import ORDINALS
from pipeline.figures.units import MONTH_WORD, MONTHS
from schemas.figure import Kind

YEAR = r"(?:19|20)\d\d"
DAY = r"(?:0?[1-9]|[12]\d|3[01])"

ISO = re.compile(rf"({YEAR})-(\d\d)-(\d\d)(?!\d)")
SLASHED = re.compile(rf"(\d{{1,2}})([/.])(\d{{1,2}})\2({YEAR}|\d\d)(?![\d/])")
DAY_MONTH = re.compile(
    rf"({DAY})(?:st|nd|rd|th)?(?: of)? ({MONTH_WORD})\b(?:\.?,? ({YEAR}))?(?!\d)"
)
MONTH_DAY = re.compile(
    rf"({MONTH_WORD})\b\.? ({DAY})(?:st|nd|rd|th)?(?!\d|[,.]\d|%| ?per ?cent\b)(?:,? ({YEAR}))?"
    r"(?!\d)"
)
MONTH_YEAR = re.compile(rf"({MONTH_WORD})\b\.?(?: of)?,? ({YEAR})(?!\d)")
PERIOD = re.compile(
    rf"(?:(?P<q>q[1-4]|[1-4]q)|(?P<h>h[12]|[12]h)|(?P<fy>fy))[ '-]?(?P<year>{YEAR}|"
    rf"\d\d(?!\d))?(?![\w])"
)
ORDINAL_PERIOD = re.compile(
    r"(?P<nth>first|second|third|fourth|last|final|latter(?=[ -]half))[ -](?P<what>half|quarter)\b"
    rf"(?:(?: of)?(?: the)?(?: (?:fiscal|financial|calendar))?(?: year)? (?P<year>{YEAR})(?!\d))?"
)
PART_OF_YEAR = re.compile(
    rf"(?P<part>mid|middle of|early|late|end|start|beginning|end of|the end of|"
    rf"year-end)[ -](?P<year>{YEAR})(?!\d)"
)
FIRST_MONTHS = re.compile(
    r"(?P<nth>first|last|final) (?P<size>three|six|3|6) months of (?:the year )?"
    rf"(?P<year>{YEAR})(?!\d)"
)
EARLY_MONTHS = re.compile(
    rf"(?P<nth>first|early|opening|last|final|closing) (?:few )?months of (?P<year>{YEAR})(?!\d)"
)
YEAR_RANGE = re.compile(rf"({YEAR})(?:-| to )({YEAR}|\d\d)(?![\d%])")
DECADE = re.compile(r"((?:19|20)\d0)\'?s\b")
LONE_YEAR = re.compile(rf"({YEAR})(?![\d%]|[.,]\d)")

_PARTS = {"mid": (4, 9), "middle of": (4, 9), "early": (1, 4), "late": (9, 12), "end": (10, 12),
          "end of": (10, 12), "the end of": (10, 12), "year-end": (10, 12), "start": (1, 3),
          "beginning": (1, 3)}  # fmt: skip
"""Months a part of a year may mean; wide on purpose, since writers do not say more."""


def months(year: int, first: int, last: int) -> tuple[date, date]:
    """The days from the first of one month to the last of another in one year."""
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def dated(span: tuple[date, date] | None) -> Reading:
    """A reading of kind date; without a year its interval is not known."""
    if span is None:
        return Reading(Kind.DATE)
    return Reading(Kind.DATE, first=span[0], last=span[1])


def day(year: str | None, month: int, number: str) -> Reading | None:
    """One day; `None` where the calendar has no such day."""
    if not year:
        return Reading(Kind.DATE, unit=f"--{month:02d}-{int(number):02d}") if month <= 12 else None
    try:
        one = date(int(year), month, int(number))
    except ValueError:
        return None
    return dated((one, one))


def read_digit_date(low: str, at: int) -> tuple[int, Reading] | None:
    """A date that begins with a digit at `at`: its end and reading."""
    for pattern, read in ((ISO, _iso), (SLASHED, _slashed), (DAY_MONTH, _day_month)):
        m = pattern.match(low, at)
        reading = read(m) if m else None
        if m and reading:
            return m.end(), reading
    return None


def read_word_date(low: str, at: int) -> tuple[int, Reading] | None:
    """A date that begins with a word at `at`: a month, a period, a part of a year."""
    for pattern, read in (
        (MONTH_DAY, _month_day),
        (MONTH_YEAR, _month_year),
        (ORDINAL_PERIOD, _ordinal_period),
        (FIRST_MONTHS, _first_months),
        (EARLY_MONTHS, _early_months),
        (PART_OF_YEAR, _part_of_year),
    ):
        m = pattern.match(low, at)
        reading = read(m) if m else None
        if m and reading:
            return m.end(), reading
    return None


def read_period(low: str, at: int) -> tuple[int, Reading] | None:
    """A quarter, half or fiscal year in short form at `at`: `Q1 2026`, `2H27`, `FY26`."""
    m = PERIOD.match(low, at)
    if m is None:
        return None
    year = _year(m["year"])
    if m["fy"]:
        return (m.end(), dated(months(year, 1, 12))) if year else None
    number = int(re.sub(r"\D", "", m["q"] or m["h"]))
    size = 3 if m["q"] else 6
    unit = f"{'Q' if m['q'] else 'H'}{number}"
    if year is None:
        return m.end(), Reading(Kind.DATE, unit=unit)
    span = months(year, (number - 1) * size + 1, number * size)
    return m.end(), dated(span)


def read_year(low: str, at: int) -> tuple[int, Reading] | None:
    """A year, a decade or a span of years at `at`: `2027`, `1990s`, `2027-2028`."""
    if m := YEAR_RANGE.match(low, at):
        first = int(m[1])
        last = int(m[2]) if len(m[2]) == 4 else first - first % 100 + int(m[2])
        if first < last:
            return m.end(), Reading(
                Kind.DATE, first=date(first, 1, 1), last=date(last, 12, 31), is_range=True
            )
    if m := DECADE.match(low, at):
        first = int(m[1])
        return m.end(), dated((date(first, 1, 1), date(first + 9, 12, 31)))
    if m := LONE_YEAR.match(low, at):
        return m.end(), dated(months(int(m[1]), 1, 12))
    return None


def _year(digits: str | None) -> int | None:
    if not digits:
        return None
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _iso(m: re.Match[str]) -> Reading | None:
    return day(m[1], int(m[2]), m[3]) if 1 <= int(m[2]) <= 12 else None


def _slashed(m: re.Match[str]) -> Reading | None:
    a, b = int(m[1]), int(m[3])
    year = str(_year(m[4]))
    if a > 12 and 1 <= b <= 12:
        return day(year, b, m[1])
    if b > 12 and 1 <= a <= 12:
        return day(year, a, m[3])
    if 1 <= a <= 12 and 1 <= b <= 12 and len(m[4]) == 4:
        # Day-first or month-first cannot be told: the two readings bound it.
        one, two = sorted((date(int(year), a, min(b, 28)), date(int(year), b, min(a, 28))))
        return dated((one, two))
    return None


def _day_month(m: re.Match[str]) -> Reading | None:
    return day(m[3], MONTHS[m[2]], m[1])


def _month_day(m: re.Match[str]) -> Reading | None:
    return day(m[3], MONTHS[m[1]], m[2])


def _month_year(m: re.Match[str]) -> Reading:
    return dated(months(int(m[2]), MONTHS[m[1]], MONTHS[m[1]]))


_OF_A_THING = re.compile(
    r" of (?!(?:the |this |next |last )?(?:year|fiscal|financial|calendar|decade|century|next|last|"
    r"this|season|\d))"
)


def _ordinal_period(m: re.Match[str]) -> Reading | None:
    size = 3 if m["what"] == "quarter" else 6
    count = 12 // size
    number = count if m["nth"] in ("last", "final", "latter") else ORDINALS[m["nth"]]
    if number > count:
        return None
    if not m["year"]:
        if _OF_A_THING.match(m.string, m.end()):
            return None  # `the second half of the match`
        return Reading(Kind.DATE, unit=f"{'Q' if size == 3 else 'H'}{number}", is_words=True)
    span = months(int(m["year"]), (number - 1) * size + 1, number * size)
    return Reading(Kind.DATE, first=span[0], last=span[1])


def _first_months(m: re.Match[str]) -> Reading:
    size = 3 if m["size"] in ("three", "3") else 6
    first = 1 if m["nth"] == "first" else 13 - size
    return dated(months(int(m["year"]), first, first + size - 1))


def _early_months(m: re.Match[str]) -> Reading:
    is_late = m["nth"] in ("last", "final", "closing")
    return dated(months(int(m["year"]), *_PARTS["late" if is_late else "early"]))


def _part_of_year(m: re.Match[str]) -> Reading:
    return dated(months(int(m["year"]), *_PARTS[m["part"]]))


def short_forms(first: date, last: date) -> frozenset[str]:
    """How an interval may be called without its year: `Q3`, `H1`, `--03-15` for 15 March."""
    days = (last - first).days
    forms = {f"--{first.month:02d}-{first.day:02d}"} if days == 0 else set()
    if 88 <= days <= 92:
        forms.add(f"Q{(first.month + 2) // 3}")
    if 180 <= days <= 184:
        forms.add(f"H{1 if first.month == 1 else 2}")
    return frozenset(forms)
