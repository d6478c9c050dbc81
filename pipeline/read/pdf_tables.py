"""The lines of a part of a page in; out, the same with those that make a table put into one.

Rows are lines with wide gaps one below another; columns are what the gaps common to them part.
"""

from collections.abc import Sequence
from itertools import groupby, pairwise
from operator import itemgetter
from statistics import median

from pipeline.read.pdf_columns import Item
from pipeline.read.pdf_cuts import cut_rows
from pipeline.read.pdf_heads import is_value, mark_heads
from pipeline.read.pdf_lines import group_rows, line_of
from pipeline.read.pdf_shapes import Line, Rule, TableCell, TableShape
from pipeline.read.pdf_table_columns import (
    OVERLAP,
    Row,
    column_of,
    find_columns,
    spread_heads,
)
from pipeline.read.pdf_table_rows import (
    BREAK,
    MOST_STEP,
    Band,
    group_lines,
    rules_between,
    runs_on,
)
from pipeline.read.pdf_table_spans import is_label, row_cells, span_heads

_FAR = 3.2
"""Of the type size: rows of a table stand no farther apart, from baseline to baseline."""


_SENTENCE = 4
"""Words; so many with a full stop are a sentence."""

_EVEN = 0.12
"""Of the type size: gaps that differ by less are alike."""

_MOST_HEADS = 3
"""Lines above the first row of several cells."""

_MOST_ALONE = 8
"""Lines of one cell between two rows of several cells."""


def find_tables(items: Sequence[Item], rules: Sequence[Rule]) -> list[Item]:
    """What is read from the top down: lines whole, and tables."""
    found: list[Item] = [item for item in items if isinstance(item, TableShape)]
    rows = cut_rows(group_rows(item for item in items if isinstance(item, Line)))
    at = 0
    while at < len(rows):
        end = _run_end(rows, at + (_lead(rows, at) or _head_lead(rows, at)))
        table = _table(rows[at:end], rules) if end > at + 1 else None
        while table is None and (end := _widest(rows, at, end)) > at + 1:
            table = _table(rows[at:end], rules)
        if table:
            found.append(table)
            at = end
        else:
            found.append(_whole(rows[at]))
            at += 1
    return sorted(found, key=lambda item: item.top)


def _whole(row: Row) -> Line:
    return row[0] if len(row) == 1 else line_of([word for line in row for word in line.words])


def _lead(rows: Sequence[Row], start: int) -> int:
    """How many lines alone belong to the first cell of a row whose figures stand beside them."""
    end = start
    while end < len(rows) and len(rows[end]) == 1 and end - start < _MOST_ALONE:
        end += 1
    if end in {start, len(rows)} or len(rows[end]) < 2:
        return 0
    beside = rows[end][0]
    lead = [row[0] for row in rows[start:end]]
    steps = [two.base - one.base for one, two in pairwise(lead)]
    overlaps = beside.base - lead[-1].base < OVERLAP * beside.size
    fits = all(line.right < beside.left for line in lead)
    tight = all(step <= MOST_STEP * beside.size for step in steps)
    return end - start if overlaps and fits and tight else 0


def _head_lead(rows: Sequence[Row], start: int) -> int:
    """How many lines alone stand above the heads of columns, over them or beside the middle."""
    end = start
    while end < len(rows) and len(rows[end]) == 1 and end - start < _MOST_HEADS:
        end += 1
    table = rows[end : _run_end(rows, end)] if start < end else []
    edges = find_columns([*rows[start:end], *table]) if table else None
    if edges is None:
        return 0
    lead = [row[0] for row in rows[start:end]]
    beside = [line for row in table for line in row if column_of(line, edges)[0] > 0]
    left, right = min(line.left for line in beside), max(line.right for line in beside)
    for line, below in pairwise([*lead, rows[end][0]]):
        step = below.base - line.base
        is_centred = abs(line.left + line.right - left - right) < 2 * line.size
        fits = line.right < right + 1 or is_centred or abs(line.left - left) < 2
        is_over = column_of(line, edges)[0] > 0 and fits
        is_beside = step < OVERLAP * line.size and line.right < edges[1]
        if step > MOST_STEP * line.size or not (is_over or is_beside) or is_value(line.text):
            return 0
    return end - start


def _run_end(rows: Sequence[Row], start: int) -> int:
    """Where the run of rows ends that begins with several cells in one; `start` where none does."""
    if start >= len(rows) or len(rows[start]) < 2:
        return start
    end = last = start + 1
    while end < len(rows):
        row, above = rows[end], rows[end - 1]
        step = row[0].base - above[0].base
        size = max(row[0].size, above[0].size)
        if step > _FAR * size or row[0].size > 1.3 * rows[start][0].size:
            break
        if _begins_table(row, step, rows[start:end]):
            break
        if len(row) == 1 and (end - last >= _MOST_ALONE or _is_text(rows, start, end)):
            break
        end += 1
        if len(row) > 1:
            last = end
    return _with_tail(rows, last, end)


def _widest(rows: Sequence[Row], start: int, end: int) -> int:
    """Where the widest step in a run is, if it is wider than most; else its start."""
    steps = [(rows[at][0].base - rows[at - 1][0].base, at) for at in range(start + 1, end)]
    if len(steps) < 3 or max(steps)[0] < BREAK * median(step for step, _ in steps):
        return start
    return max(steps)[1]


def _begins_table(row: Row, step: float, above: Sequence[Row]) -> bool:
    """Does a row without figures, set apart from those above, head a table of its own?"""
    steps = [two[0].base - one[0].base for one, two in pairwise(above)]
    is_apart = len(steps) > 1 and step > BREAK * median(steps)
    return is_apart and len(row) > 1 and not any(is_value(line.text) for line in row[1:])


def _with_tail(rows: Sequence[Row], last: int, end: int) -> int:
    """Past the last row of several cells, the lines that go on in one of them."""
    while last < end and len(rows[last]) == 1:
        line, above = rows[last][0], rows[last - 1][0]
        if line.base - above.base > MOST_STEP * line.size or not runs_on(line.text):
            break
        last += 1
    return last


def _is_text(rows: Sequence[Row], start: int, at: int) -> bool:
    """Is a line alone text between tables, and no part of the one that begins at `start`?

    It runs over the columns above, stands farther left than the rows around it, or is a sentence.
    """
    line = rows[at][0]
    many = [row for row in rows[start:at] if len(row) > 1]
    around = [*many, *(row for row in rows[at : at + _MOST_ALONE] if len(row) > 1)]
    left = min(row[0].left for row in around)
    if line.left < left - 2:
        return True
    first, second = max(row[0].right for row in many), min(row[1].left for row in many)
    if line.left < left + 2 and line.right > max(first, second):
        return True
    return line.text.endswith(".") and line.text[:1].isupper() and len(line.words) > _SENTENCE


def _table(rows: Sequence[Row], rules: Sequence[Rule]) -> TableShape | None:
    edges = find_columns(rows)
    if edges is None or _is_spread(rows):
        return None
    cells = _cells(rows, rules, edges)
    if not any(cell.row for cell in cells) or not _tells_figures(cells):
        return None
    lines = [line for row in rows for line in row]
    return TableShape(
        mark_heads(cells),
        (*edges, max(line.right for line in lines)),
        min(line.left for line in lines),
        max(line.right for line in lines),
        min(line.top for line in lines),
        max(line.bottom for line in lines),
    )


def _is_spread(rows: Sequence[Row]) -> bool:
    """Are they lines of text that were spread out to fill a narrow column?

    Their words stand alike apart in each row, but not from row to row, and all end at one edge.
    """
    usual = []
    for row in rows:
        words = [word for line in row for word in line.words]
        gaps = [two.left - one.right for one, two in pairwise(words)]
        if len(gaps) < 2 or max(gaps) - min(gaps) > _EVEN * row[0].size:
            return False
        usual.append(median(gaps))
    rights = [row[-1].right for row in rows]
    return max(rights) - min(rights) < 1 and max(usual) - min(usual) > _EVEN * rows[0][0].size


def _cells(rows: Sequence[Row], rules: Sequence[Rule], edges: Sequence[float]) -> list[TableCell]:
    """The cells of the rows; a label in the middle of the columns is a row of its own."""
    ruled = rules_between(rows, rules)
    labels = [is_label(row, rows, edges) for row in rows]
    cells: list[TableCell] = []
    for labelled, group in groupby(zip(labels, rows, strict=True), key=itemgetter(0)):
        some = [row for _, row in group]
        start = cells[-1].row + 1 if cells else 0
        if labelled:
            cells.extend(
                TableCell(tuple(row), start + at, 0, columns=len(edges))
                for at, row in enumerate(some)
            )
            continue
        bands = [Band(row, len(row) > 1 or column_of(row[0], edges)[0] > 0) for row in some]
        found = row_cells(group_lines(bands, ruled, edges), edges)
        cells.extend(cell._replace(row=start + cell.row) for cell in found)
    return span_heads(spread_heads(cells, len(edges)), edges)


def _tells_figures(cells: Sequence[TableCell]) -> bool:
    """Do figures stand in a third of the cells beside the first column? Else it is no table."""
    beside = [cell for cell in cells if cell.column > 0 and cell.lines]
    told = [
        any(ch.isdigit() for line in cell.lines for ch in line.text) or len(cell.lines[0].text) == 1
        for cell in beside
    ]
    return any(told) and 3 * sum(told) >= len(told)
