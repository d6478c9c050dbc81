"""A table as its parser found it in, the same with what heads each of its cells out."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise, takewhile

from pipeline.read.raw import RawCell, RawTable
from schemas.article import Cell, Table
from schemas.text import Span


class _Heads:
    """What heads the row that is being read; it changes from row to row."""

    def __init__(self, rows: Sequence[Sequence[RawCell]], text: str) -> None:
        self._text = text
        marked = [[cell.is_head for cell in row] for row in rows]
        self._is_marked = any(map(any, marked))
        self._marks_lefts = any(any(row) and not all(row) for row in marked)
        self._was_head = self._was_wide = False
        self._valued = [row[0].row for row in rows if any(map(self._is_value, row))]
        self._tops: list[RawCell] = []
        self._last: Sequence[RawCell] = ()
        self._lefts: list[RawCell] = []
        self._section: tuple[RawCell, ...] = ()

    def read(self, row: Sequence[RawCell], *, is_first: bool) -> Iterator[Cell]:
        """The cells of a row, with what heads each."""
        is_head = all(cell.is_head for cell in row) if self._is_marked else is_first
        is_head = is_head or self._goes_on(row)
        self._was_wide = is_head and any(cell.columns > 1 for cell in row) and len(row) > 1
        if is_head and (len(row) > 1 or is_first):
            above = self._tops[: -len(self._last)] if self._was_head else []
            reached = _reach(self._last, row) if self._was_head else []
            self._tops, self._last = [*above, *reached, *row], row
            self._section = ()
        elif len(row) == 1 and (is_head or row[0].columns > 1):
            self._section = (row[0],)
        else:
            yield from self._data(row)
            self._was_head = False
            return
        self._was_head = is_head
        yield from (_cell(cell) for cell in row)

    def _data(self, row: Sequence[RawCell]) -> Iterator[Cell]:
        """A row of data: what is marked at its left, else its first column, heads it."""
        number = row[0].row
        firsts = list(takewhile(self._is_left, row))
        self._lefts = [h for h in self._lefts if h.row + h.rows > number] + firsts
        for cell in row[: len(firsts)]:
            yield _cell(cell, (*self._section, *self._lefts[: self._lefts.index(cell)]))
        for cell in row[len(firsts) :]:
            above = (top for top in self._tops if _share_columns(top, cell))
            yield _cell(cell, (*self._section, *self._lefts), above)

    def _goes_on(self, row: Sequence[RawCell]) -> bool:
        """Is an unmarked row one more of the head, as the one above it leaves something open?"""
        if any(map(self._is_value, row)):
            return False
        if self._was_wide:
            return True
        is_above = (
            self._was_head
            and not self._section
            and any(number > row[0].row for number in self._valued)
        )
        return is_above and len(row) > 1 and self._leaves_open(row)

    def _leaves_open(self, row: Sequence[RawCell]) -> bool:
        """Is the head above a title, silent on a column or twice the same? Or is no label here?

        `| | ROWAN-2 | |` above `| Event | Drug | Placebo |`; a row of data has its label.
        """
        if len(self._last) < 2 or row[0].column > 0:
            return True
        bare = (c for c in row[1:] if not any(_share_columns(top, c) for top in self._last))
        words = [self._text[cell.start : cell.end].split() for cell in self._last]
        return any(bare) or any(one == two for one, two in pairwise(words))

    def _is_value(self, cell: RawCell) -> bool:
        """Is it a number, and no name that holds one, as `20 mg` over a column is?"""
        return _VALUE.match(self._text[cell.start : cell.end].strip()) is not None

    def _is_left(self, cell: RawCell) -> bool:
        return cell.is_head if self._marks_lefts else cell.column == 0


_VALUE = re.compile(r"[<>≤≥~+−–-]?\s?[$€£¥]?\d[\d,.]*\s?(?:%|\(|/|of\b|[bm]n?\b|million|billion|$)")


def head_cells(raw: RawTable, text: str) -> Table:
    """The table in a text, and what heads each of its cells.

    Rows of nothing but headings, or the first row where none is marked, head the columns that they
    span, down to the next such row; so does a row without numbers right below one that leaves open
    what its columns are: of which a cell spans several or says the same as the next, that is a
    title, or that says nothing of a column. A cell of a head above another head reaches over the
    empty ones to its right, if all such cells then have equally many below them. The marked cells
    at the left of a row, or its first column where no row of data has one, head the row, and all
    rows that they reach into. A cell alone in its row heads the rows below, up to the next.
    """
    rows = [tuple(row) for _, row in groupby(raw.cells, key=lambda cell: cell.row)]
    heads = _Heads(rows, text)
    cells = [c for n, row in enumerate(rows) for c in heads.read(row, is_first=n == 0)]
    return Table(
        span=Span(start=raw.start, end=raw.end),
        cells=tuple(cells),
        caption=Span(start=raw.caption[0], end=raw.caption[1]) if raw.caption else None,
    )


def _reach(upper: Sequence[RawCell], lower: Sequence[RawCell]) -> list[RawCell]:
    """The cells of a head over another, wide as they are drawn where the page has no wide cells."""
    ends = [*(cell.column for cell in upper[1:]), lower[-1].column + 1]
    below = [
        [c for c in lower if cell.column <= c.column < end]
        for cell, end in zip(upper, ends, strict=True)
    ]
    counts = {len(b) for cell, b in zip(upper, below, strict=True) if cell.column > 0 and b}
    if any(cell.columns > 1 for cell in upper) or len(counts) != 1:
        return list(upper)
    return [
        cell._replace(columns=b[-1].column + 1 - cell.column) if cell.column > 0 and b else cell
        for cell, b in zip(upper, below, strict=True)
    ]


def _share_columns(one: RawCell, two: RawCell) -> bool:
    return one.column < two.column + two.columns and two.column < one.column + one.columns


def _cell(cell: RawCell, beside: Iterable[RawCell] = (), above: Iterable[RawCell] = ()) -> Cell:
    return Cell(
        span=_span(cell),
        row=cell.row,
        column=cell.column,
        row_heads=tuple(map(_span, beside)),
        column_heads=tuple(map(_span, above)),
    )


def _span(cell: RawCell) -> Span:
    return Span(start=cell.start, end=cell.end)
