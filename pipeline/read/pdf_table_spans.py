"""The rows of a table without rules in; out, what in them stands beside or above several cells.

A cell may stand beside the middle of two rows, a head above two columns, and a label in the middle
of them all.
"""

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.read.pdf_heads import is_value, is_year
from pipeline.read.pdf_shapes import Line, TableCell
from pipeline.read.pdf_table_columns import OVERLAP, cells_of, column_of
from pipeline.read.pdf_table_rows import is_rest

_CENTRED = 0.35
"""Of the type size: middles that differ by less are one."""

_FLUSH = 2.0
"""Points; left edges that differ by less are one."""


class Span(NamedTuple):
    """The left and right edge of what stands in a column."""

    left: float
    right: float

    @property
    def middle(self) -> float:
        """Half way between them."""
        return (self.left + self.right) / 2


def is_label(row: Sequence[Line], rows: Sequence[Sequence[Line]], edges: Sequence[float]) -> bool:
    """Does a line alone stand in the middle of the table, and not of its own column?"""
    line = row[0]
    column, count = column_of(line, edges)
    if len(row) > 1 or column == 0 or column + count == len(edges):
        return False
    others = [one for other in rows if other is not row for one in other]
    own = [one for one in others if column_of(one, edges) == (column, 1)]
    middle = (line.left + line.right) / 2
    whole = Span(min(one.left for one in others), max(one.right for one in others)).middle
    beside = Span(min(one.left for one in own), max(one.right for one in own)).middle if own else 0
    far = _CENTRED * line.size
    return abs(middle - whole) <= far < abs(middle - beside)


def row_cells(rows: Sequence[Sequence[Line]], edges: Sequence[float]) -> list[TableCell]:
    """The cells of all rows; those beside the middle of two rows take both."""
    cells: list[TableCell] = []
    at = 0
    for lines in rows:
        upper, lower, beside = _halves(lines, edges)
        found = cells_of([*upper, *beside], at, edges)
        tall = {column_of(line, edges)[0] for line in beside}
        at += 1
        if not lower:
            cells.extend(found)
            continue
        cells.extend(cell._replace(rows=2) if cell.column in tall else cell for cell in found)
        cells.extend(cell for cell in cells_of(lower, at, edges) if cell.column not in tall)
        at += 1
    return cells


def _halves(
    lines: Sequence[Line], edges: Sequence[float]
) -> tuple[list[Line], list[Line], list[Line]]:
    """The upper row of two that were taken for one, the lower one, and what stands beside both."""
    ordered = sorted(lines, key=lambda line: line.base)
    beside = [line for line in ordered if _is_beside_both(line, ordered)]
    rest = [line for line in ordered if line not in beside]
    if not rest:
        return ordered, [], []
    first = rest[0]
    upper = [line for line in rest if line.base - first.base < OVERLAP * first.size]
    lower = rest[len(upper) :]
    taken = {column_of(line, edges)[0] for line in beside}
    columns = {column_of(line, edges)[0] for line in rest}
    if not lower or taken & columns or not _are_two(upper, lower, edges):
        return ordered, [], []
    return upper, lower, beside


def _is_beside_both(line: Line, lines: Sequence[Line]) -> bool:
    """Does it overlap a line above it and one below, which do not overlap each other?"""
    near = [other.base for other in lines if abs(other.base - line.base) < OVERLAP * line.size]
    is_between = min(near) < line.base < max(near)
    return is_between and max(near) - min(near) >= OVERLAP * line.size


def _are_two(upper: Sequence[Line], lower: Sequence[Line], edges: Sequence[float]) -> bool:
    """Heads below a head that spans them, or figures below figures that do not go on in them?"""
    if not any(any(ch.isdigit() for ch in line.text[:3]) for line in upper):
        above = {column_of(line, edges) for line in upper}
        if not any(first for first, _ in above):
            return False
        below = {column_of(line, edges)[0] for line in lower}
        under = (sum(c in below for c in range(first, first + n)) for first, n in above)
        return len(below) > len(above) or any(count > 1 for count in under)
    both = {column_of(line, edges)[0] for line in upper} & {
        column_of(line, edges)[0] for line in lower
    }
    return len(both) > 1 and not is_rest(lower, upper, edges)


def span_heads(cells: Sequence[TableCell], edges: Sequence[float]) -> list[TableCell]:
    """The cells, with a head above several columns that have heads of their own spanning these."""
    first = [cell for cell in cells if cell.row == 0 and cell.lines]
    below = {cell.column for cell in cells if cell.row == 1 and cell.lines}
    told = [line.text for c in cells if c.row < 2 and c.column for line in c.lines[:1]]
    if any(is_value(text) and not is_year(text) for text in told):
        return list(cells)
    spans = _spans(cells, len(edges))
    taken = [cell.column for cell in first] + [len(edges)]
    wide = {}
    for at, cell in enumerate(first):
        left = max(taken[at - 1] + 1 if at else 1, 1)
        room = range(left, taken[at + 1])
        found = _columns_below(cell, spans, room, below)
        if found is None and room.start == 1 and room.stop == len(edges) and len(room) > 1:
            found = room if below.issuperset(room) and cell.columns == 1 else None
        if found and cell.column > 0 and cell.rows == 1:
            wide[cell.column] = found
    covered = {column for found in wide.values() for column in found}
    return [
        cell._replace(column=wide[cell.column][0], columns=len(wide[cell.column]))
        if cell.row == 0 and cell.lines and cell.column in wide
        else cell
        for cell in cells
        if cell.row > 0 or cell.lines or cell.column not in covered
    ]


def _columns_below(
    cell: TableCell, spans: Sequence[Span], room: range, below: set[int]
) -> range | None:
    """The columns that a head stands over the middle of, or begins with the first of."""
    if cell.columns > 1 or cell.column not in below:
        return None
    line = cell.lines[0]
    middle, far = (line.left + line.right) / 2, _CENTRED * line.size
    found = [
        (abs(Span(spans[start].left, spans[end - 1].right).middle - middle), range(start, end))
        for start in room
        for end in range(start + 1, room.stop + 1)
        if cell.column in range(start, end) and below.issuperset(range(start, end))
    ]
    off, columns = min(found, key=lambda one: one[0], default=(far + 1, range(0)))
    if off <= far:
        return columns if len(columns) > 1 else None
    end = next((n for n in range(cell.column, room.stop) if n not in below), room.stop)
    is_flush = abs(line.left - spans[cell.column].left) <= _FLUSH
    return range(cell.column, end) if is_flush and end - cell.column > 1 else None


def _spans(cells: Sequence[TableCell], count: int) -> list[Span]:
    """How far the cells of each column reach below the first row."""
    spans = []
    for column in range(count):
        lines = [
            ln for c in cells if c.row and c.column == column and c.columns == 1 for ln in c.lines
        ]
        spans.append(
            Span(
                min((ln.left for ln in lines), default=0),
                max((ln.right for ln in lines), default=0),
            )
        )
    return spans
