"""What the arithmetic rules share: a source with its folded text, and notes on it.

In: a `Source`. Out: a `Sheet`, clauses of it, and notes whose evidence are figures or words of it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter

from pipeline.figures.claims_reading import fold
from pipeline.figures.lazy_regex import lazy_regex
from schemas.figure import Bound, Figure, Kind
from schemas.source import Source
from schemas.text import Evidence, Span
from schemas.verdict import SourceNote

PEOPLE = (
    r"(?:patients?|participants?|subjects?|people|persons|adults?|children|women|men|infants"
    r"|babies|"
    r"volunteers|individuals|recipients|responders)"
)
"""Whom a proportion of patients counts."""
_CLAUSE = lazy_regex(r";|\n|\. (?=[A-Z(\"“])")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A source for the arithmetic rules; places in `folded` are places in the source's text."""

    source: Source
    folded: str
    starts: tuple[int, ...]
    """Where each figure starts."""

    def between(self, first: Figure, second: Figure) -> str:
        """The folded characters from the end of one figure to the start of a later one."""
        return self.folded[first.span.end : second.span.start]

    def before(self, figure: Figure, reach: int) -> str:
        """Up to `reach` folded characters before a figure, hedge included."""
        return self.folded[max(0, figure.span.start - reach) : figure.span.start]

    def after(self, figure: Figure, reach: int) -> str:
        """Up to `reach` folded characters after a figure."""
        return self.folded[figure.span.end : figure.span.end + reach]


def read_sheet(source: Source) -> Sheet:
    """A source made ready for the arithmetic rules."""
    return Sheet(source, fold(source.text), tuple(f.span.start for f in source.figures))


def find_clauses(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """The stretches between semicolons, line breaks and full stops, as half-open bounds."""
    start = 0
    for stop in _CLAUSE.finditer(sheet.source.text):
        if stop.start() > start:
            yield start, stop.start()
        start = stop.end()
    if start < len(sheet.source.text):
        yield start, len(sheet.source.text)


def figures_in(sheet: Sheet, bounds: tuple[int, int], kind: Kind | None = None) -> list[Figure]:
    """The figures of a stretch, in reading order, of one kind where one is asked for."""
    first, last = (bisect_left(sheet.starts, bound) for bound in bounds)
    inside = sheet.source.figures[first:last]
    return [figure for figure in inside if kind is None or figure.kind is kind]


def sentence_at(sheet: Sheet, place: int) -> int:
    """The index of the sentence that a place is in or behind; -1 before the first."""
    return bisect_right(sheet.source.sentences, place, key=attrgetter("start")) - 1


def is_point(figure: Figure) -> bool:
    """Is it one plain value, neither a range nor a bound?"""
    return len(figure.values) == 1 and not figure.is_range and figure.bound is Bound.EXACTLY


def percents_of(sheet: Sheet) -> list[Figure]:
    """The percentages of a source that are one plain value from 0 to 100."""
    return [
        figure
        for figure in sheet.source.figures
        if figure.kind is Kind.PERCENT and is_point(figure) and 0 <= figure.values[0] <= 100
    ]


def note(sheet: Sheet, rule: str, reason: str, spans: Iterable[Span]) -> SourceNote:
    """A note on a source, with the words it is about in reading order, each once."""
    unique = sorted({(span.start, span.end) for span in spans})
    evidence = tuple(
        Evidence(
            source_id=sheet.source.id,
            span=Span(start=start, end=end),
            text=sheet.source.text[start:end],
        )
        for start, end in unique
    )
    return SourceNote(rule=rule, reason=reason, evidence=evidence)


def plain(value: Decimal) -> str:
    """A decimal as digits, without exponent or trailing zeros after the point."""
    printed = format(value, "f")
    return printed.rstrip("0").rstrip(".") if "." in printed else printed
