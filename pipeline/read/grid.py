"""The cells of a table one after another in, the row and the column of each out.

Source: HTML Living Standard, 4.9.12.1, forming a table: a cell takes the first columns of its row
that no cell from above reaches down into.
"""

from pipeline.read.raw import Pair, RawCell

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
