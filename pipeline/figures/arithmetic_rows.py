"""The rows of an article's tables, as a label with its numbers.

In: a sheet. Out: rows, whether their cells are parted by strokes, bars, tabs or wide gaps.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from pipeline.figures.arithmetic_reading import Sheet
from pipeline.figures.claims_reading import content_words
from pipeline.figures.lazy_regex import lazy_regex
from pipeline.figures.tables import tables_of
from schemas.text import Span

_PARTED = lazy_regex(r"\s*\|\s*|\t+| +/ +| +; +|[ \u00a0]{3,}")
_NUMBER = lazy_regex(r"(?P<minus>[(\-+−–])? ?[$€£¥]?(?P<n>\d[\d,]*(?:\.\d+)?) ?(?P<percent>%)?\)?")
_ROWS = 2


class Number(NamedTuple):
    """A number of a cell, without its sign, and where it stands."""

    value: Decimal
    step: Decimal
    is_percent: bool
    span: Span


class Line(NamedTuple):
    """A row: what its label says, its numbers from left to right, and where it stands."""

    label: str
    words: frozenset[str]
    numbers: tuple[Number, ...]
    place: Span


class _Kept(tuple[Line, ...]):
    """The rows of a source, under a type of their own."""


def lines_of(sheet: Sheet) -> tuple[Line, ...]:
    """All rows with a label and two numbers or more, read on first use and kept with the source."""
    kept = sheet.source.kept.get(_Kept)
    if not isinstance(kept, _Kept):
        kept = sheet.source.kept[_Kept] = _Kept(_find(sheet))
    return kept


def _find(sheet: Sheet) -> tuple[Line, ...]:
    """Each line of the text read by itself."""
    found = []
    start = 0
    for line in sheet.source.text.split("\n"):
        row = _read(line, start)
        if row is not None:
            found.append(row)
        start += len(line) + 1
    return tuple(found)


def _read(line: str, start: int) -> Line | None:
    """A line as a row; `None` for prose."""
    pieces = list(_cut(line))
    if len(pieces) <= _ROWS:
        return None
    label = pieces[0][1]
    numbers = [number for at, text in pieces[1:] if (number := _number(text, start + at))]
    if len(numbers) < _ROWS or not re.search(r"[A-Za-z]{2}", label) or len(label) > 80:
        return None
    words = content_words(label.lower())
    return Line(label, words, tuple(numbers), Span(start=start, end=start + len(line)))


def _cut(line: str) -> Iterator[tuple[int, str]]:
    """The cells of a line, each with where it begins."""
    at = 0
    for mark in _PARTED.finditer(line):
        if line[at : mark.start()].strip():
            yield at, line[at : mark.start()]
        at = mark.end()
    if line[at:].strip():
        yield at, line[at:]


def _number(text: str, start: int) -> Number | None:
    """A cell that is one number, in brackets, with its sign or plain."""
    lead = len(text) - len(text.lstrip())
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        return None
    digits = found["n"].replace(",", "")
    step = Decimal(1).scaleb(-len(digits.partition(".")[2]))
    place = Span(start=start + lead + found.start("n"), end=start + lead + found.end("n"))
    return Number(Decimal(digits), step, bool(found["percent"]), place)


def is_in_table(sheet: Sheet, place: int) -> bool:
    """Does a place lie in a row, of this kind or another?"""
    inside = any(line.place.start <= place < line.place.end for line in lines_of(sheet))
    return inside or any(t.span.start <= place < t.span.end for t in tables_of(sheet.source))
