"""The cells of a table one after another in, the row and the column of each out.

Source: HTML Living Standard, 4.9.12.1, forming a table: a cell takes the first columns of its row
that no cell from above reaches down into.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, takewhile

from pipeline.read.raw import Pair, RawCell, RawTable
from schemas.article import Cell, Table
from schemas.text import Span

MOST_COLUMNS = 50
MOST_ROWS = 1000
"""A cell that says it spans more is not believed."""


class Grid:
    """A table being read; it holds which columns of the coming rows are taken already."""

    def __init__(self) -> None:
        self.cells: list[RawCell] = []
        self.caption: Pair | None = None
        self.column = 0
        """Where the cell that was opened last begins."""
        self.is_open = False
        """Is a cell open?"""
        self._row = -1
        self._next = 0
        self._covered: frozenset[int] = frozenset()
        self._below: dict[int, int] = {}
        self._spans = (1, 1, False)

    def open_row(self) -> None:
        """A row begins; a cell from above reaches into one row less of those still to come."""
        self._covered = frozenset(self._below)
        self._below = {column: left - 1 for column, left in self._below.items() if left > 1}
        self._row += 1
        self.column = self._next = 0

    def open_cell(self, columns: int, rows: int, *, is_head: bool) -> None:
        """A cell begins that spans so many columns and rows; one without a row makes one."""
        if self._row < 0:
            self.open_row()
        while self._next in self._covered:
            self._next += 1
        columns, rows = min(max(columns, 1), MOST_COLUMNS), min(max(rows, 1), MOST_ROWS)
        self.column = self._next
        self._next += columns
        if rows > 1:
            self._below |= dict.fromkeys(range(self.column, self._next), rows - 1)
        self._spans = (rows, columns, is_head)
        self.is_open = True

    def close_cell(self, text: Pair | None) -> None:
        """The cell ends; `text` is where its words stand, `None` where it has none."""
        if self.is_open and text:
            rows, columns, is_head = self._spans
            self.cells.append(RawCell(*text, self._row, self.column, rows, columns, is_head))
        self.is_open = False


class _Heads:
    """What heads the row that is being read; it changes from row to row."""

    def __init__(self, *, is_marked: bool) -> None:
        self._is_marked = is_marked
        self._was_head = False
        self._tops: list[RawCell] = []
        self._lefts: list[RawCell] = []
        self._section: tuple[RawCell, ...] = ()

    def read(self, row: Sequence[RawCell], *, is_first: bool) -> Iterator[Cell]:
        """The cells of a row, with what heads each."""
        is_head = all(cell.is_head for cell in row) if self._is_marked else is_first
        if is_head and (len(row) > 1 or is_first):
            self._tops = [*(self._tops if self._was_head else ()), *row]
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

    def _is_left(self, cell: RawCell) -> bool:
        return cell.is_head if self._is_marked else cell.column == 0


def head_cells(raw: RawTable) -> Table:
    """The table, and what heads each of its cells.

    Rows of nothing but headings, or the first row where none is marked, head the columns that they
    span, down to the next such row. The marked cells at the left of a row, or its first column,
    head the row, and all rows that they reach into. A cell alone in its row heads the rows below,
    up to the next.
    """
    heads = _Heads(is_marked=any(cell.is_head for cell in raw.cells))
    rows = [tuple(row) for _, row in groupby(raw.cells, key=lambda cell: cell.row)]
    cells = [c for n, row in enumerate(rows) for c in heads.read(row, is_first=n == 0)]
    return Table(
        span=Span(start=raw.start, end=raw.end),
        cells=tuple(cells),
        caption=Span(start=raw.caption[0], end=raw.caption[1]) if raw.caption else None,
    )


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
