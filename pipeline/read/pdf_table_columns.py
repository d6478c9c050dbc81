"""The lines of a table in, where its columns begin and the cells of each row out.

Columns are what the gaps common to the rows part; the rows with the most usual number of cells
tell them, and every line that stands in one column alone widens it.
"""

from collections.abc import Sequence
from itertools import pairwise

from pipeline.read.pdf_shapes import Line, TableCell

Row = list[Line]
Span = tuple[float, float]
"""The left and right edge of a column or cell."""

OVERLAP = 0.85
"""Of the type size: lines that stand nearer overlap, and so are of one row."""


def find_columns(rows: Sequence[Row]) -> tuple[float, ...] | None:
    """Where the columns begin, after the rows with the most usual number of cells.

    Rows put together from several that overlap tell it only where there are no two others: a head
    may stand above several columns.
    """
    lapped = [(_spans(lines), lines in rows) for lines in _lapped(rows)]
    counts = [len(spans) for spans, _ in lapped if len(spans) > 1]
    if not counts:
        return None
    usual = max(set(counts), key=lambda n: (counts.count(n) * n, n))
    told = [(spans, is_plain) for spans, is_plain in lapped if len(spans) == usual]
    plain = [spans for spans, is_plain in told if is_plain]
    used = plain if len(plain) > 1 else [spans for spans, _ in told]
    spans = _united(used, usual)
    if len(spans) < 2 or len(told) < 2:
        return None
    fullest = sorted(rows, key=lambda row: -len(row))
    spans = _widened(spans, [line for row in fullest for line in row])
    starts = [spans[0][0]]
    starts.extend((one[1] + two[0]) / 2 for one, two in pairwise(spans))
    return tuple(starts)


def _united(rows: Sequence[Sequence[Span]], count: int) -> list[Span]:
    """The columns that these rows stand in, each of so many cells.

    A head may be set in the middle of a wide column whose cells are flush left, over none of them:
    where the rows below it have so many columns, its cells stand in these one by one.
    """
    spans = _merged([span for row in rows for span in row])
    below = _merged([span for row in rows[1:] for span in row])
    if len(spans) == count or len(below) != count:
        return spans
    pairs = zip(rows[0], below, strict=True)
    wide = [(min(one[0], two[0]), max(one[1], two[1])) for one, two in pairs]
    return wide if len(_merged(wide)) == count else below


def _lapped(rows: Sequence[Row]) -> list[Row]:
    """Rows that overlap put together: a cell of two lines stands beside figures between them."""
    found: list[Row] = []
    last = 0.0
    for row in rows:
        if found and row[0].base - last < OVERLAP * row[0].size:
            found[-1] = [*found[-1], *row]
        else:
            found.append(list(row))
        last = row[0].base
    return found


def _spans(lines: Sequence[Line]) -> list[Span]:
    return _merged([(line.left, line.right) for line in lines])


def _merged(spans: Sequence[Span]) -> list[Span]:
    """From left to right, those that overlap as one."""
    merged: list[Span] = []
    for left, right in sorted(spans):
        if merged and left < merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    return merged


def _widened(spans: Sequence[Span], lines: Sequence[Line]) -> list[Span]:
    """The columns with all lines that stand in one of them alone, those of full rows first."""
    wide = list(spans)
    for line in lines:
        touched = [
            at for at, span in enumerate(wide) if line.left < span[1] and line.right > span[0]
        ]
        if len(touched) == 1:
            at = touched[0]
            wide[at] = (min(wide[at][0], line.left), max(wide[at][1], line.right))
    return wide


def column_of(line: Line, edges: Sequence[float]) -> tuple[int, int]:
    """The first column that a line stands in, and how many it spans."""
    inset = min(2.0, (line.right - line.left) / 4)
    first = max((n for n, edge in enumerate(edges) if edge <= line.left + inset), default=0)
    last = max((n for n, edge in enumerate(edges) if edge < line.right - inset), default=0)
    return first, max(last - first, 0) + 1


def cells_of(lines: Sequence[Line], row: int, edges: Sequence[float]) -> list[TableCell]:
    """The cells of a row, empty ones too: in each column what stands in it, from the top down.

    What stands in one of the columns that another line of the row spans belongs to its cell.
    """
    places = {column_of(line, edges) for line in lines}
    found: dict[tuple[int, int], list[Line]] = {}
    for line in sorted(lines, key=lambda line: (line.base, line.left)):
        first, count = column_of(line, edges)
        around = [p for p in places if p[0] <= first and first + count <= p[0] + p[1]]
        found.setdefault(max(around, key=lambda place: place[1]), []).append(line)
    cells: list[TableCell] = []
    column = 0
    for first, columns in sorted(found):
        cells.extend(TableCell((), row, empty) for empty in range(column, first))
        cells.append(TableCell(tuple(found[first, columns]), row, first, columns=columns))
        column = max(column, first + columns)
    return [*cells, *(TableCell((), row, empty) for empty in range(column, len(edges)))]


def spread_heads(cells: Sequence[TableCell], count: int) -> list[TableCell]:
    """The first row's cells over equal shares of the columns, where they are too few to fill them.

    `H1 2026` and `H1 2025` above four columns head two each, wherever in these they are set.
    """
    first = [cell for cell in cells if cell.row == 0]
    full = [cell for cell in first if cell.lines]
    share, rest = divmod(count - 1, len(full)) if len(full) > 1 else (0, 1)
    starts = [1 + at * share for at in range(len(full))]
    fits = all(
        start <= cell.column < start + share for start, cell in zip(starts, full, strict=True)
    )
    if share < 2 or rest or not fits or any(cell.column == 0 for cell in full):
        return list(cells)
    spread = [
        cell._replace(column=start, columns=share) for start, cell in zip(starts, full, strict=True)
    ]
    return [TableCell((), 0, 0), *spread, *(cell for cell in cells if cell.row > 0)]


def _left(line: Line) -> float:
    return line.left
