"""The lines of a part of a page in; out, the same with those that make a table put into one.

Rows are lines with wide gaps one below another; columns are what the gaps common to them part.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import inf
from statistics import median
from typing import NamedTuple

from pipeline.read.pdf_columns import Item
from pipeline.read.pdf_heads import is_value, mark_heads
from pipeline.read.pdf_lines import group_rows, line_of
from pipeline.read.pdf_shapes import Line, Rule, TableCell, TableShape

Row = list[Line]

_FAR = 3.2
"""Of the type size: rows of a table stand no farther apart, from baseline to baseline."""

_BREAK = 1.3
"""Of the usual step: a wider one may part two tables."""

_OVERLAP = 0.85
"""Of the type size: lines that stand nearer overlap, and so are of one row."""

_SENTENCE = 4
"""Words; so many with a full stop are a sentence."""

_MOST_ALONE = 8
"""Lines of one cell between two rows of several cells."""

_MOST_STEP = 1.9
"""Of the type size: the lines of one cell stand no farther apart."""


_LINKS = [["of"], ["to"], ["and"], ["or"], ["vs"], ["in"], ["at"]]
"""The last words of a cell that goes on below: `29 of`."""


class _Band(NamedTuple):
    """The lines of one row of a table."""

    lines: Row
    is_base: bool
    """Do figures or several cells stand in it, so that it is a row and not part of one?"""

    @property
    def base(self) -> float:
        """Where its baseline runs."""
        return self.lines[0].base

    @property
    def size(self) -> float:
        """Of its type."""
        return self.lines[0].size


def find_tables(items: Sequence[Item], rules: Sequence[Rule]) -> list[Item]:
    """What is read from the top down: lines whole, and tables."""
    found: list[Item] = [item for item in items if isinstance(item, TableShape)]
    rows = group_rows(item for item in items if isinstance(item, Line))
    at = 0
    while at < len(rows):
        end = _run_end(rows, at + _lead(rows, at))
        table = _table(rows[at:end], rules) if end > at + 1 else None
        while table is None and (end := _widest(rows, at, end)) > at + 1:
            table = _table(rows[at:end], rules)
        if table:
            found.append(table)
            at = end
        else:
            found.append(line_of([word for line in rows[at] for word in line.words]))
            at += 1
    return sorted(found, key=lambda item: item.top)


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
    overlaps = beside.base - lead[-1].base < _OVERLAP * beside.size
    fits = all(line.right < beside.left for line in lead)
    tight = all(step <= _MOST_STEP * beside.size for step in steps)
    return end - start if overlaps and fits and tight else 0


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
    if len(steps) < 3 or max(steps)[0] < _BREAK * median(step for step, _ in steps):
        return start
    return max(steps)[1]


def _begins_table(row: Row, step: float, above: Sequence[Row]) -> bool:
    """Does a row without figures, set apart from those above, head a table of its own?"""
    steps = [two[0].base - one[0].base for one, two in pairwise(above)]
    is_apart = len(steps) > 1 and step > _BREAK * median(steps)
    return is_apart and len(row) > 1 and not any(is_value(line.text) for line in row[1:])


def _with_tail(rows: Sequence[Row], last: int, end: int) -> int:
    """Past the last row of several cells, the lines that go on in one of them."""
    while last < end and len(rows[last]) == 1:
        line, above = rows[last][0], rows[last - 1][0]
        if line.base - above.base > _MOST_STEP * line.size or not _runs_on(line.text):
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
    edges = _columns(rows)
    if edges is None:
        return None
    bands = [_Band(row, len(row) > 1 or _column_of(row[0], edges)[0] > 0) for row in rows]
    groups = _grouped(bands, _row_rules(rows, rules), edges)
    cells = [cell for at, group in enumerate(groups) for cell in cells_of(group, at, edges)]
    cells = _spread(cells, len(edges))
    if len(groups) < 2 or not _tells_figures(cells):
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


def _columns(rows: Sequence[Row]) -> tuple[float, ...] | None:
    """Where the columns begin, after the rows with the most usual number of cells."""
    spanned = [_spans(lines) for lines in _lapped(rows)]
    counts = [len(spans) for spans in spanned if len(spans) > 1]
    if not counts:
        return None
    usual = max(set(counts), key=lambda n: (counts.count(n) * n, n))
    spans = _merged([span for row in spanned if len(row) == usual for span in row])
    if len(spans) < 2 or counts.count(usual) < 2:
        return None
    spans = _widened(spans, [line for row in rows for line in row])
    starts = [spans[0][0]]
    starts.extend((one[1] + two[0]) / 2 for one, two in pairwise(spans))
    return tuple(starts)


def _lapped(rows: Sequence[Row]) -> list[Row]:
    """Rows that overlap put together: a cell of two lines stands beside figures between them."""
    found: list[Row] = []
    last = 0.0
    for row in rows:
        if found and row[0].base - last < _OVERLAP * row[0].size:
            found[-1] = [*found[-1], *row]
        else:
            found.append(list(row))
        last = row[0].base
    return found


def _spans(lines: Sequence[Line]) -> list[tuple[float, float]]:
    return _merged([(line.left, line.right) for line in lines])


def _merged(spans: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """From left to right, those that overlap as one."""
    merged: list[tuple[float, float]] = []
    for left, right in sorted(spans):
        if merged and left < merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    return merged


def _widened(
    spans: Sequence[tuple[float, float]], lines: Sequence[Line]
) -> list[tuple[float, float]]:
    """The columns with all lines that stand in one of them alone."""
    wide = list(spans)
    for line in lines:
        touched = [
            at for at, span in enumerate(spans) if line.left < span[1] and line.right > span[0]
        ]
        if len(touched) == 1:
            at = touched[0]
            wide[at] = (min(wide[at][0], line.left), max(wide[at][1], line.right))
    return wide


def _left(line: Line) -> float:
    return line.left


def _column_of(line: Line, edges: Sequence[float]) -> tuple[int, int]:
    """The first column that a line stands in, and how many it spans."""
    inset = min(2.0, (line.right - line.left) / 4)
    first = max((n for n, edge in enumerate(edges) if edge <= line.left + inset), default=0)
    last = max((n for n, edge in enumerate(edges) if edge < line.right - inset), default=0)
    return first, max(last - first, 0) + 1


def _row_rules(rows: Sequence[Row], rules: Sequence[Rule]) -> list[float]:
    """Where level rules run between rows over most of a table's width."""
    lines = [line for row in rows for line in row]
    left, right = min(map(_left, lines)), max(line.right for line in lines)
    top, bottom = rows[0][0].base, rows[-1][0].base
    return sorted(
        rule.top
        for rule in rules
        if rule.is_level
        and top < rule.top < bottom
        and min(rule.right, right) - max(rule.left, left) > 0.6 * (right - left)
    )


def _grouped(
    bands: Sequence[_Band], rules: Sequence[float], edges: Sequence[float]
) -> list[list[Line]]:
    """The lines of each row: what no rule parts and holds one base, or what stands near one."""
    groups: list[list[_Band]] = [[]]
    for band in bands:
        if groups[-1] and any(groups[-1][-1].base < y < band.base for y in rules):
            groups.append([])
        groups[-1].append(band)
    rows: list[list[Line]] = []
    for group in groups:
        if len(rules) > 1 and sum(band.is_base for band in _unlapped(group)) <= 1:
            rows.append([line for band in group for line in band.lines])
        else:
            rows.extend(_by_steps(group, edges))
    return rows


def _by_steps(bands: Sequence[_Band], edges: Sequence[float]) -> list[list[Line]]:
    """Rows of lines, parted by how far they stand from each other.

    Lines that stand as near as those of one cell do, with one line of figures among them, are a
    row; where there are more such lines, each begins one, and the rest go by how they read.
    """
    near = _line_step(bands)
    if near == inf:
        return _by_reading(bands, edges)
    groups: list[list[_Band]] = [[bands[0]]]
    for above, band in pairwise(bands):
        if band.base - above.base <= near:
            groups[-1].append(band)
        else:
            groups.append([band])
    rows: list[list[Line]] = []
    for group in groups:
        if sum(band.is_base for band in _unlapped(group)) <= 1:
            rows.append([line for band in group for line in band.lines])
        else:
            rows.extend(_by_reading(group, edges))
    return rows


def _unlapped(bands: Sequence[_Band]) -> list[_Band]:
    """The bands that do not overlap the one above them."""
    return [
        band
        for at, band in enumerate(bands)
        if not at or band.base - bands[at - 1].base >= _OVERLAP * band.size
    ]


def _line_step(bands: Sequence[_Band]) -> float:
    """How far the lines of one cell stand apart; endless where all lines stand alike."""
    steps = [(two.base - one.base) / two.size for one, two in pairwise(bands)]
    apart = [step for step in steps if step >= _OVERLAP]
    if not apart or max(apart) < _BREAK * min(apart) or min(apart) > _MOST_STEP:
        return inf
    return 1.12 * min(apart) * bands[0].size


def _by_reading(bands: Sequence[_Band], edges: Sequence[float]) -> list[list[Line]]:
    """Rows of lines that stand alike: one that reads as the rest of the row above belongs to it."""
    rows: list[list[Line]] = [list(bands[0].lines)]
    for above, band in pairwise(bands):
        step = band.base - above.base
        if step < _OVERLAP * band.size:
            joins = True
        elif band.is_base:
            joins = _is_rest(band, rows[-1], edges) or _is_head_rest(band, rows, edges)
        else:
            joins = _runs_on(band.lines[0].text)
        if joins and step <= _MOST_STEP * band.size:
            rows[-1].extend(band.lines)
        else:
            rows.append(list(band.lines))
    return rows


def _is_head_rest(band: _Band, rows: Sequence[Sequence[Line]], edges: Sequence[float]) -> bool:
    """Does it go on with the heads of the columns, word below word?"""
    above = {_column_of(line, edges) for line in rows[-1]}
    here = {_column_of(line, edges) for line in band.lines}
    return (
        len(rows) == 1
        and here <= above
        and len(band.lines) < len(edges)
        and not any(is_value(line.text) for line in (*rows[-1], *band.lines))
    )


def _is_rest(band: _Band, row: Sequence[Line], edges: Sequence[float]) -> bool:
    """Is each of its cells the rest of one above?"""
    above = {_column_of(line, edges)[0]: line.text for line in row}
    return all(
        _runs_on(line.text) or _is_open(above.get(_column_of(line, edges)[0], ""))
        for line in band.lines
    )


def _runs_on(text: str) -> bool:
    """Does it begin as the middle of a text does?"""
    return text[:1].islower() or (text[:1] in "(,;%&–)" and len(text) > 1)


def _is_open(text: str) -> bool:
    """Does it end before its end: with a dash, a small word, or within brackets?"""
    return (
        text.split()[-1:] in _LINKS
        or (text[-1:] in "–-/,(" and len(text) > 1)
        or text.count("(") > text.count(")")
    )


def cells_of(lines: Sequence[Line], row: int, edges: Sequence[float]) -> list[TableCell]:
    """The cells of a row, empty ones too: in each column what stands in it, from the top down."""
    found: dict[tuple[int, int], list[Line]] = {}
    for line in sorted(lines, key=lambda line: (line.base, line.left)):
        found.setdefault(_column_of(line, edges), []).append(line)
    cells: list[TableCell] = []
    column = 0
    for first, columns in sorted(found):
        cells.extend(TableCell((), row, empty) for empty in range(column, first))
        cells.append(TableCell(tuple(found[first, columns]), row, first, columns=columns))
        column = max(column, first + columns)
    return [*cells, *(TableCell((), row, empty) for empty in range(column, len(edges)))]


def _spread(cells: Sequence[TableCell], count: int) -> list[TableCell]:
    """The first row's cells over equal shares of the columns, where they are too few to fill them.

    `H1 2026` and `H1 2025` above four columns head two each, wherever in these they are set.
    """
    first = [cell for cell in cells if cell.row == 0]
    full = [cell for cell in first if cell.lines]
    share, rest = divmod(count - 1, len(full)) if full else (0, 1)
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


def _tells_figures(cells: Sequence[TableCell]) -> bool:
    """Do figures stand in a third of the cells beside the first column? Else it is no table."""
    beside = [cell for cell in cells if cell.column > 0 and cell.lines]
    told = [
        any(ch.isdigit() for line in cell.lines for ch in line.text) or len(cell.lines[0].text) == 1
        for cell in beside
    ]
    return any(told) and 3 * sum(told) >= len(told)
