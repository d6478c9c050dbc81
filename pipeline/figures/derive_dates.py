"""The year before a date that the source names.

`$418.6 million at 31 December 2025, against $502.3 million a year earlier` is of two dates. In: a
date of the text and a source. Out: a derivation.
"""

import re
from datetime import date

from pipeline.figures.derive import Derivation
from pipeline.figures.glyphs import shade_once
from schemas.figure import Figure, Kind
from schemas.source import Source

_BEFORE = re.compile(
    r"\b(?:(?:a|one) year (?:earlier|before|ago|previously)|(?:the )?(?:year before"
    r"|(?:previous|prior|preceding) year)|year-ago)\b"
)


def derive_year_before(figure: Figure, source: Source) -> Derivation | None:
    """A date that lies a year before one whose sentence tells a value of `a year earlier`."""
    if figure.kind is not Kind.DATE or figure.first is None or figure.last is None:
        return None
    low = shade_once(source).low
    for index in source.indexes_by_kind.get(Kind.DATE, ()):
        other, number = source.figures[index], source.roles[index].sentence
        end = source.sentences[number].end
        if other.first is None or other.last is None or other.first.year < 2:
            continue
        if not _BEFORE.search(low, other.span.end, end):
            continue
        if figure.first <= _year_before(other.first) and _year_before(other.last) <= figure.last:
            return Derivation((index,), f"a year before {other.text}")
    return None


def _year_before(day: date) -> date:
    """The same day of the year before; the last of February where there is none."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)
