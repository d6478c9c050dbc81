"""The lines of all pages in; out, which of them are running heads and feet, and page numbers."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.read.pdf_lines import group_rows
from pipeline.read.pdf_shapes import Line

ZONE = 0.14
"""Of the page's height, at its top and its bottom: where running heads and feet stand."""

_OUTER = 0.085
"""The same for what stands on one page alone."""

_MOST_ROWS = 3
"""Of a running head or foot."""

_SET_APART = 1.7
"""Of the size of the body's type: so far at least a head or foot stands from the text."""

_SMALL_APART = 1.2
"""The same for what recurs in smaller type."""

_SMALL = 0.93
"""Of the size of the body's type."""

_NUMBER = re.compile(
    r"(?:page\s*|seite\s*|p\.\s*|s\.\s*)?[-–—|\s]*\d{1,4}[-–—|\s]*"
    r"(?:\s*(?:of|/|von|sur|de)\s*\d{1,4})?",
    re.IGNORECASE,
)
"""`3`, `Page 3 of 12`, `– 3 –`, `3/12`."""


class PageLines(NamedTuple):
    """The lines of one page, and how high it is."""

    lines: Sequence[Line]
    height: float


class Furniture(NamedTuple):
    """The rows of a page that belong to its frame and not to its text."""

    heads: tuple[tuple[Line, ...], ...] = ()
    feet: tuple[tuple[Line, ...], ...] = ()


def find_furniture(pages: Sequence[PageLines], body_size: float) -> list[Furniture]:
    """For each page the rows at its edges that recur on another page, or are its number.

    Digits do not count, so that `Page 1` recurs as `Page 2`. On one page alone a row is a head or
    foot if it is smaller than the body's type and stands far from it at the very edge.
    """
    edges = [
        (_edge(page, body_size, is_top=True), _edge(page, body_size, is_top=False))
        for page in pages
    ]
    counts = Counter(key for pair in edges for key in {k for rows in pair for k in _keys(rows)})
    found = []
    for page, (top, bottom) in zip(pages, edges, strict=True):
        heads = _run(top, counts, page.height, body_size)
        feet = _run(bottom, counts, page.height, body_size)
        found.append(Furniture(heads, feet[::-1]))
    return found


class _Row(NamedTuple):
    lines: tuple[Line, ...]
    gap: float
    """To the next row inwards, in sizes of the body's type."""
    is_top: bool


def _edge(page: PageLines, body_size: float, *, is_top: bool) -> list[_Row]:
    """The rows in the zone at an edge, from the edge inwards."""
    rows = group_rows(page.lines)
    rows = rows if is_top else rows[::-1]
    found = []
    for at, row in enumerate(rows[:_MOST_ROWS]):
        depth = row[0].base if is_top else page.height - row[0].base
        if depth > ZONE * page.height:
            break
        inner = rows[at + 1][0] if at + 1 < len(rows) else None
        gap = abs(inner.base - row[0].base) / body_size if inner else 99.0
        found.append(_Row(tuple(row), gap, is_top))
    return found


def _keys(rows: Sequence[_Row]) -> Iterator[tuple[str, bool]]:
    for row in rows:
        for line in row.lines:
            yield re.sub(r"\d+", "#", line.text.casefold()), row.is_top


def _run(
    rows: Sequence[_Row], counts: Counter[tuple[str, bool]], height: float, body_size: float
) -> tuple[tuple[Line, ...], ...]:
    """The rows of a head or foot: up to the last that recurs and stands apart from the text."""
    last = 0
    for at, row in enumerate(rows, start=1):
        recurs = all(counts[key] > 1 for key in _keys([row]))
        is_number = all(_NUMBER.fullmatch(line.text) for line in row.lines)
        if not recurs and not is_number and not _is_lone(row, height, body_size):
            break
        small = row.lines[0].size < _SMALL * body_size
        far = _SET_APART * (1.0 if small or is_number else 1.5)
        if row.gap >= (_SMALL_APART if small and recurs else far):
            last = at
    return tuple(row.lines for row in rows[:last])


def _is_lone(row: _Row, height: float, body_size: float) -> bool:
    first = row.lines[0]
    depth = first.base if row.is_top else height - first.base
    is_note = not first.text[:1].isalnum() or "⁰" <= first.text[:1] <= "⁹"
    return (
        depth < _OUTER * height
        and first.size < _SMALL * body_size
        and row.gap >= 2 * _SET_APART
        and not is_note
    )
