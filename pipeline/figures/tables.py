"""The tables of a text that were flattened into lines, and what heads each of their cells.

In: a source. Out: its tables, read on first use and kept with it. A table is a run of two rows or
more that have the same number of cells, or of labels each with its cells on lines of their own; the
short lines above it are its head.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.figures.sentences import stem
from pipeline.figures.series_phrases import words_of
from pipeline.figures.tables_lines import (
    Piece,
    Row,
    is_heading,
    is_label,
    is_value,
    read_row,
    split_at,
    split_wide,
    trim,
)
from pipeline.figures.tables_marked import Marked, read_marked
from pipeline.figures.tables_units import (
    Headings,
    carries_unit,
    read_cell,
    tells_change,
    without_size,
)
from schemas.figure import Figure
from schemas.source import Source
from schemas.text import Span

Tokens = frozenset[str]
"""The stems and the numbers of a heading."""


class Cell(NamedTuple):
    """One number of a table, and which row and column it stands in."""

    figure: Figure
    row: int
    column: int
    direction: str = ""
    """`up` or `down`, where it is a change and printed with its sign."""


class Table(NamedTuple):
    """What heads the rows and the columns, and the numbers."""

    rows: tuple[Tokens, ...]
    columns: tuple[Tokens, ...]
    cells: tuple[Cell, ...]
    names: tuple[str, ...]
    """The labels of the rows as printed."""
    heads: tuple[str, ...]
    """Those of the columns."""
    span: Span
    """From the first row to the end of the last."""


class _Kept(tuple[Table, ...]):
    """The tables of a source, under a type of their own."""

    __slots__ = ()


def tables_of(source: Source) -> tuple[Table, ...]:
    """The tables of a source; found once, however often asked."""
    kept = source.kept.get(_Kept)
    if not isinstance(kept, _Kept):
        kept = source.kept[_Kept] = _Kept(_all_tables(source))
    return kept


def _all_tables(source: Source) -> Iterator[Table]:
    """Those that the page marks, and those that are to be told from the lines beside them."""
    marked = [_of_marked(one) for one in read_marked(source.text, source.tables)]
    taken = [table.span for table in source.tables]
    found = [t for t in find_tables(source.text) if not any(t.span.overlaps(s) for s in taken)]
    yield from sorted((*marked, *found), key=lambda table: table.span.start)


def _of_marked(one: Marked) -> Table:
    cells = tuple(Cell(*value) for value in one.values)
    return Table(_apart(one.names), _apart(one.heads), cells, one.names, one.heads, one.span)


def find_tables(text: str) -> Iterator[Table]:
    """The tables of a text in reading order; spans are into the text."""
    lines = list(_lines(text))
    at = 0
    while at < len(lines):
        rows, end = _rows_from(lines, at)
        if len(rows) > 1:
            head = _head(lines, at, rows)
            if len(rows) > 2 and all(_YEAR.fullmatch(c.text) for c in rows[0].cells):
                titles = (rows[0].label.text, *head.titles)  # `Third quarter, $ million`
                head = _Head(titles, tuple(c.text for c in rows[0].cells))
                rows = rows[1:]
            yield _table(rows, head)
            at = end
        else:
            at += 1


def _lines(text: str) -> Iterator[Piece]:
    """The lines that hold anything, a rule of a drawn table left out."""
    start = 0
    for line in text.splitlines(keepends=True):
        piece = trim(start, line.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"))
        start += len(line)
        if piece.text and not _RULED.fullmatch(piece.text):
            yield piece


_RULED = re.compile(r"[-=+|:_ ]{3,}")


def _rows_from(lines: Sequence[Piece], at: int) -> tuple[list[Row], int]:
    """The rows of the table that begins at a line, and where it ends."""
    rows: list[Row] = []
    first = read_row(lines[at])
    if first is None:
        return _stacked_from(lines, at)
    width = len(first.cells)
    while at < len(lines) and len(rows) < _LONGEST:
        row = read_row(lines[at])
        if row is None or not _fits(row, width):
            break
        rows.append(_cut(row, width))
        at += 1
    return rows, at


def _fits(row: Row, width: int) -> bool:
    return len(row.cells) >= width


def _cut(row: Row, width: int) -> Row:
    """Of more values than the first row has, the first belong to the label: `Cycle 2 44 31`."""
    return Row(row.label, row.cells[len(row.cells) - width :])


_WIDEST = 12
"""Columns; more values on lines of their own are a list."""
_LONGEST = 200
"""Rows; what is longer is read as several tables, so that work stays linear."""


def _stacked_from(lines: Sequence[Piece], at: int) -> tuple[list[Row], int]:
    """The rows of a table whose label and cells have a line each, all rows as long."""
    rows: list[Row] = []
    width = 0
    while at < len(lines) and len(rows) < _LONGEST and is_label(lines[at].text):
        end = at + 1
        while end < len(lines) and end - at <= _WIDEST and is_value(lines[end].text):
            end += 1
        cells = tuple(lines[at + 1 : end])
        if len(cells) < 2 or (width and len(cells) != width):
            break
        width = len(cells)
        rows.append(Row(lines[at], cells))
        at = end
    return rows, at


class _Head(NamedTuple):
    titles: tuple[str, ...]
    columns: tuple[str, ...]


def _head(lines: Sequence[Piece], at: int, rows: Sequence[Row]) -> _Head:
    """The titles above a table, and the headings of its columns where they can be dealt out."""
    width = len(rows[0].cells)
    above = []
    for line in reversed(lines[max(0, at - _WIDEST - 2) : at]):
        if not is_heading(line.text):
            break
        above.append(line)
    if not above:
        return _Head((), ())
    if lines[at + 1] == rows[0].cells[0] and len(above) in (width, width + 1):
        stacked = tuple(p.text for p in reversed(above[:width]))
        if all(len(t) <= _HEADING and ";" not in t for t in stacked):
            return _Head(tuple(p.text for p in above[width:]), stacked)
    columns, titles = _deal(above[0], width)
    beside = above[1:2] if columns else above[:2]
    return _Head((*titles, *(p.text for p in beside)), columns)


_HEADING = 40
"""Characters; what is longer and has a line of its own is a title."""
_INNER = re.compile(r"[(\[]([^()\[\]]+)[)\]]\s*:?$|:\s+(.+)$")
_LISTED = re.compile(r"\s*[;,]\s*|\s+/\s+")
_SET = re.compile(r"\S+(?: [(\[][^()\[\]]*[)\]])?")


def _deal(line: Piece, width: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The headings of as many columns, and what the line holds beside them."""
    inner = _INNER.search(line.text)
    if inner:
        listed = [p.text for p in split_at(_LISTED, trim(0, inner[1] or inner[2]))]
        if len(listed) == width + 1 and listed[-1].lower().endswith("ci"):
            listed.pop()  # an interval is printed behind its value
        if len(listed) >= width > 1 and all(map(_may_head, listed)):
            left = listed[:-width]
            return tuple(listed[-width:]), (*left, line.text[: inner.start()])
    for parts in (split_wide(line), split_at(_LISTED, line), tuple(_words(line))):
        heads = [p.text for p in parts[-width:]]
        if width > 1 and len(parts) in (width, width + 1) and all(map(_may_head, heads)):
            corner = tuple(p.text for p in parts[:-width])  # `n (%)` over the rows' labels
            return tuple(heads), tuple(text for text in corner if carries_unit(text.lower()))
    words = line.text.split()
    if len(words) > width > 1 and any(_ACRONYM.fullmatch(w) for w in words[-width:]):
        return tuple(words[-width:]), ()
    return (), ()


_ACRONYM = re.compile(r"[A-Z]{2,4}")
"""Among the last words of a head it tells that each of these stands over a column."""
_YEAR = re.compile(r"(?:19|20)\d\d")


def _may_head(text: str) -> bool:
    """Has it a letter, or is it a year?"""
    return any(c.isalpha() for c in text) or _YEAR.fullmatch(text) is not None


def _words(line: Piece) -> Iterator[Piece]:
    """The words of a line that may be a heading each: capitals all, and no plural closes them.

    `Vaccine Placebo` heads two columns, `Adverse events` is a title.
    """
    words = [Piece(line.start + m.start(), m[0]) for m in _SET.finditer(line.text)]
    capitals = all(w.text[0].isupper() or w.text[0].isdigit() for w in words)
    if capitals and not words[-1].text.endswith("s"):
        yield from words


def _table(rows: Sequence[Row], head: _Head) -> Table:
    names, heads = tuple(r.label.text for r in rows), head.columns
    last = rows[-1].cells[-1]
    span = Span(start=rows[0].label.start, end=last.start + len(last.text))
    return Table(_apart(names), _apart(heads), tuple(_cells(rows, head)), names, heads, span)


def _cells(rows: Sequence[Row], head: _Head) -> Iterator[Cell]:
    titles = tuple(t.lower() for t in head.titles)
    for number, row in enumerate(rows):
        signs = [bool(_SIGNED.match(c.text)) for c in row.cells]
        for place, cell in enumerate(row.cells):
            if not is_value(cell.text):
                continue
            column = head.columns[place].lower() if head.columns else ""
            alone = signs[place] and sum(signs) == 1
            is_change = alone or tells_change(column)
            turn = ("up" if cell.text[0] == "+" else "down") if is_change and signs[place] else ""
            near = Headings((column, row.label.text.lower(), *titles), alone)
            for figure in read_cell(cell, near):
                yield Cell(figure, number, place, turn)


_SIGNED = re.compile(r"[+\-−–]\d")
_TOKEN = re.compile(
    r"\b(?:group|arm|cohort|part|stage|level|type|class) [a-z0-9]{1,3}\b|"
    r"(?P<dose>\d+(?:\.\d+)?)[ -]?(?P<unit>mg|mcg|µg|g|ml|iu|kg)\b|"
    r"(?P<number>\d+(?:\.\d+)?)|[a-z][a-z0-9'+-]*"
)


def find_tokens(low: str) -> Iterator[tuple[str, int]]:
    """What can name a row or a column, and where: stems of words, numbers, doses."""
    for m in _TOKEN.finditer(low):
        if m["dose"]:
            yield f"{m['dose']} {m['unit']}", m.start()
        elif m["number"]:
            yield m["number"], m.start()
        else:
            for word in words_of(m[0]):
                yield word, m.start()


_WHOLE = frozenset(map(stem, "all total overall combined change efficacy rate number".split()))
"""What heads a sum, or says what is counted: no name of one of several."""


def _apart(headings: Sequence[str]) -> tuple[Tokens, ...]:
    """What sets each heading apart from the others: its tokens but for those that all have."""
    named = (without_size(heading).lower() for heading in headings)
    tokens = [frozenset(t for t, _ in find_tokens(name)) - _WHOLE for name in named]
    counted = Counter(t for one in tokens for t in one)
    return tuple(frozenset(t for t in one if counted[t] < len(tokens)) for one in tokens)
