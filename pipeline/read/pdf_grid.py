"""Words and rules of a page in; out, the tables whose cells are drawn, and the words left over.

A cell is what rules enclose: level and upright ones that meet cut a table into a grid, and where
an edge between two fields is not drawn, they are one cell.
"""

from collections.abc import Iterable, Iterator, Sequence

from pipeline.read.pdf_heads import mark_heads
from pipeline.read.pdf_lines import find_rows
from pipeline.read.pdf_shapes import Rule, TableCell, TableShape, Word

TOUCH = 3.0
"""Points; rules that come so near meet."""

_THIN = 1.2
"""Points; the edges of cells that lie so near are one line."""

MOST_RULES = 600
"""On one page, pieces put together; a page with more is a chart or a map."""

_MOST_LINES = 15
"""A cell with more lines is a page's column, not a table's cell."""

_LEAST_FIELD = 4.0
"""Points; a field that is narrower is the gap of a double rule."""


def find_grids(
    words: Sequence[Word], rules: Iterable[Rule]
) -> tuple[list[TableShape], tuple[Word, ...]]:
    """The tables in grids of rules, and the words outside them."""
    tables = []
    left = tuple(words)
    for group in _meeting(list(rules)):
        table = _table(left, group)
        if table:
            tables.append(table)
            taken = {word.order for c in table.cells for line in c.lines for word in line.words}
            left = tuple(word for word in left if word.order not in taken)
    return tables, left


def merge_rules(rules: Iterable[Rule]) -> list[Rule]:
    """The rules, pieces of one line put together; none where they are more than `MOST_RULES`."""
    merged: list[Rule] = []
    for is_level in (True, False):
        along = sorted(_along(rule) for rule in rules if rule.is_level == is_level)
        tracks: list[list[tuple[float, float, float, float]]] = []
        for piece in along:
            if tracks and piece[0] - tracks[-1][0][0] <= _THIN:
                tracks[-1].append(piece)
            else:
                tracks.append([piece])
        for across, start, end, far in (line for track in tracks for line in _lines(track)):
            level, upright = Rule(start, across, end, far), Rule(across, start, far, end)
            merged.append(level if is_level else upright)
    return merged if len(merged) <= MOST_RULES else []


def _lines(
    track: Iterable[tuple[float, float, float, float]],
) -> Iterator[tuple[float, float, float, float]]:
    """Pieces that lie on one track, put together where they meet."""
    line: tuple[float, float, float, float] | None = None
    for across, start, end, far in sorted(track, key=lambda piece: piece[1]):
        if line and start <= line[2] + TOUCH:
            line = (line[0], line[1], max(line[2], end), max(line[3], far))
        else:
            if line:
                yield line
            line = (across, start, end, far)
    if line:
        yield line


def _along(rule: Rule) -> tuple[float, float, float, float]:
    """Where it lies, begins and ends, and its far side."""
    if rule.is_level:
        return rule.top, rule.left, rule.right, rule.bottom
    return rule.left, rule.top, rule.bottom, rule.right


def _meeting(rules: list[Rule]) -> list[list[Rule]]:
    """Rules that meet, directly or over others, together."""
    groups: list[list[Rule]] = []
    for rule in rules:
        near = [group for group in groups if any(_meet(rule, other) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([rule, *(other for group in near for other in group)])
    return [group for group in groups if len(group) > 3]


def _meet(one: Rule, two: Rule) -> bool:
    return (
        one.left <= two.right + TOUCH
        and two.left <= one.right + TOUCH
        and one.top <= two.bottom + TOUCH
        and two.top <= one.bottom + TOUCH
    )


def _table(words: Sequence[Word], rules: Sequence[Rule]) -> TableShape | None:
    level = [rule for rule in rules if rule.is_level]
    upright = [rule for rule in rules if not rule.is_level]
    xs = _places([rule.left for rule in upright], [end for r in level for end in (r.left, r.right)])
    ys = _places([rule.top for rule in level], [end for r in upright for end in (r.top, r.bottom)])
    if len(xs) < 3 or len(ys) < 3 or not upright:
        return None
    cells = [_filled(cell, words, xs, ys) for cell in _fields(xs, ys, level, upright)]
    full = [cell for cell in cells if cell.lines]
    if len({cell.column for cell in full}) < 2 or len({cell.row for cell in full}) < 2:
        return None
    if any(len(cell.lines) > _MOST_LINES for cell in cells):
        return None
    return TableShape(mark_heads(cells), tuple(xs), xs[0], xs[-1], ys[0], ys[-1])


def _places(inner: Sequence[float], ends: Sequence[float]) -> list[float]:
    """Where fields begin and end: at rules across, and where the rules along end beyond them."""
    places: list[float] = []
    for place in sorted([*inner, min(ends, default=0.0), max(ends, default=0.0)]):
        if not places or place - places[-1] > _LEAST_FIELD:
            places.append(place)
    return places


def _fields(
    xs: Sequence[float], ys: Sequence[float], level: Sequence[Rule], upright: Sequence[Rule]
) -> list[TableCell]:
    """The cells of the grid, row by row; one takes all fields that no rule parts from its first."""
    taken: set[tuple[int, int]] = set()
    cells = []
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) in taken:
                continue
            columns = rows = 1
            middle = (ys[row] + ys[row + 1]) / 2
            while column + columns < len(xs) - 1 and not _is_ruled(
                upright, xs[column + columns], middle, is_level=False
            ):
                columns += 1
            middles = [(xs[n] + xs[n + 1]) / 2 for n in range(column, column + columns)]
            while row + rows < len(ys) - 1 and not any(
                _is_ruled(level, ys[row + rows], middle, is_level=True) for middle in middles
            ):
                rows += 1
            covered = {(row + r, column + c) for r in range(rows) for c in range(columns)}
            taken |= covered
            cells.append(TableCell((), row, column, rows, columns))
    return cells


def _is_ruled(rules: Sequence[Rule], place: float, middle: float, *, is_level: bool) -> bool:
    """Does a rule run at `place`, past `middle` of the field beside it?"""
    if is_level:
        return any(
            abs(rule.top - place) <= _LEAST_FIELD and rule.left - TOUCH <= middle <= rule.right
            for rule in rules
        )
    return any(
        abs(rule.left - place) <= _LEAST_FIELD and rule.top - TOUCH <= middle <= rule.bottom
        for rule in rules
    )


def _filled(
    cell: TableCell, words: Sequence[Word], xs: Sequence[float], ys: Sequence[float]
) -> TableCell:
    left, right = xs[cell.column], xs[cell.column + cell.columns]
    top, bottom = ys[cell.row], ys[cell.row + cell.rows]
    inside = [
        word
        for word in words
        if left < (word.left + word.right) / 2 < right
        and top < (word.top + word.bottom) / 2 < bottom
    ]
    return cell._replace(lines=tuple(find_rows(inside)))
