"""The rows of a part of a page in; out, the same, cut where columns of figures stand close together.

In a narrow table a column's longest cell stands no farther from the next column than two words of
a sentence do. What parts them is an upright strip that is empty on all rows, and on some of them
wider than the words of that row stand apart.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from pipeline.read.pdf_heads import is_value, is_year
from pipeline.read.pdf_lines import is_marker, line_of
from pipeline.read.pdf_shapes import Line, Word
from pipeline.read.pdf_table_columns import Row

Gap = tuple[float, float]
"""Where a strip begins and ends."""

_NARROWEST = 0.12
"""Of the type size: a strip between columns is at least so wide."""

_SPACE = 0.28
"""Of the type size: how far words stand apart where a row does not tell."""

_WIDER = 1.6
"""Of the usual gap of its row: a gap that no sentence has."""

_STEP = 2.2
"""Of the type size: rows of a narrow table stand no farther apart, from baseline to baseline."""

_ALIGNED = 0.12
"""Of the type size: edges that differ by less are one."""

_OUTSIDE = 1e5
"""Points; no page is so wide."""

_MOST_BETWEEN = 3
"""Rows without figures between two with them: a label, the rest of a cell."""

_MOST_HEADS = 4
_MOST_WORDS = 6
"""Of a cell beside the first column."""

_BRACKETS = "([±/–"
_NOTHING = re.compile(r"[-–—…*†‡]|n/?[ar]|n\.[ar]\.|n[er]|ns|nil|none", re.IGNORECASE)
_MEASURED = re.compile(r"[<>≤≥~≈±+−–$€£¥-]*\d[\d.,]*%?(?: [^\W\d_]{1,12}){0,2}")
_FIGURE = re.compile(r"[(\[<>≤≥~≈±+−–$€£¥-]*\d")


class _Columns(NamedTuple):
    """Rows of figures, the strips between their columns, and where each column reaches."""

    rows: tuple[tuple[Word, ...], ...]
    strips: tuple[Gap, ...]

    @property
    def spans(self) -> list[Gap]:
        """The left and right edge of each column."""
        parts = [cells_at(row, self.strips) for row in self.rows]
        return [
            (
                min(cell[0].left for cell in column if cell),
                max(cell[-1].right for cell in column if cell),
            )
            for column in zip(*parts, strict=True)
        ]


def cut_rows(rows: Sequence[Row]) -> list[Row]:
    """The rows, those of narrow tables cut at their columns, with the heads above them."""
    cut = list(rows)
    at = 0
    while at < len(rows):
        found = _find_columns(rows, at)
        if found is None:
            at += 1
            continue
        end, columns = found
        for number in range(_first_head(rows, at, columns), end):
            cut[number] = _cut(rows[number], columns)
        at = end
    return cut


def _find_columns(rows: Sequence[Row], start: int) -> tuple[int, _Columns] | None:
    """Where the table ends whose figures begin on this row, and its columns."""
    words = _words(rows[start])
    if not any(_FIGURE.match(word.text) for word in words[1:]):
        return None
    best: tuple[int, _Columns] | None = None
    core, strips, last = [words], _gaps(words), start
    for at in range(start + 1, len(rows)):
        step = rows[at][0].base - rows[at - 1][0].base
        if at - last > _MOST_BETWEEN or step > _STEP * rows[at][0].size:
            break
        words = _words(rows[at])
        common = _common(strips, _gaps(words))
        columns = _proven((*core, words), common)
        if columns is None or (best and len(columns.strips) < len(best[1].strips)):
            if best and _is_sentence(words, best[1]):
                break
            continue
        core, strips, last = [*core, words], common, at
        best = at + 1, columns
    return best


def _words(row: Row) -> tuple[Word, ...]:
    return tuple(word for line in row for word in line.words)


def _gaps(words: Sequence[Word]) -> list[Gap]:
    """Where a strip may run through a row, or beside it."""
    inner = [
        (left.right, right.left)
        for left, right in pairwise(words)
        if right.left - left.right > _NARROWEST * right.size
    ]
    return [(-_OUTSIDE, words[0].left), *inner, (words[-1].right, _OUTSIDE)]


def _common(some: Sequence[Gap], others: Sequence[Gap]) -> list[Gap]:
    """What is empty in both."""
    met = (
        (max(one[0], two[0]), min(one[1], two[1]))
        for one in some
        for two in others
        if one[0] < two[1] and two[0] < one[1]
    )
    return [gap for gap in met if gap[1] - gap[0] > 1]


def _proven(rows: Sequence[Sequence[Word]], strips: Sequence[Gap]) -> _Columns | None:
    """The columns that these rows stand in, if all of them tell figures beside the first one."""
    strips = [strip for strip in strips if strip[0] > -_OUTSIDE and strip[1] < _OUTSIDE]
    wide = [strip for strip in strips if _is_wide(rows, strip, strips)]
    kept = tuple(
        strip for strip in strips if strip in wide or (wide and _parts_values(rows, strip, strips))
    )
    if kept and all(_is_mark(cells_at(row, kept)[0]) for row in rows):
        kept = kept[1:]
    if not kept or not all(_tells(row, kept) for row in rows):
        return None
    if not any(cells_at(row, kept)[0] for row in rows):
        return None
    if not any(
        ch.isdigit() for row in rows for cell in cells_at(row, kept)[1:] for ch in _text(cell)
    ):
        return None
    if len(rows) == 2 and not all(_is_aligned(rows, at, kept) for at in range(1, len(kept) + 1)):
        return None
    return _Columns(tuple(map(tuple, rows)), kept)


def _is_wide(rows: Sequence[Sequence[Word]], strip: Gap, strips: Sequence[Gap]) -> bool:
    """Is the gap there wider than a space on a third of the rows, up to what stands behind it?

    A bracket a space behind a figure belongs to it.
    """
    wide = [_is_wide_on(row, strip, strips) for row in rows]
    behind = [next((w.text for w in row if w.left >= strip[1]), "") for row in rows]
    is_bracket = any(
        text[:1] in _BRACKETS and text and not is_apart
        for text, is_apart in zip(behind, wide, strict=True)
    )
    return not is_bracket and any(wide) and 3 * sum(wide) >= len(rows)


def _is_wide_on(row: Sequence[Word], strip: Gap, strips: Sequence[Gap]) -> bool:
    gaps = [(left.right, right.left) for left, right in pairwise(row)]
    inner = [
        end - start
        for start, end in gaps
        if not any(start <= other[0] and other[1] <= end for other in strips)
    ]
    size = row[0].size
    usual = max(median(inner) if inner else 0.0, _SPACE * size)
    widths = [end - start for start, end in gaps]
    if len(widths) > 2 and max(widths) - min(widths) < _ALIGNED * size:
        return False
    for start, end in gaps:
        if start <= strip[0] and strip[1] <= end:
            is_last = not any(strip[1] < other[0] and other[1] <= end for other in strips)
            return is_last and end - start > _WIDER * usual
    return False


def _parts_values(rows: Sequence[Sequence[Word]], strip: Gap, strips: Sequence[Gap]) -> bool:
    """Do figures of their own stand right of it and left of it, one edge below the other?"""
    at = strips.index(strip) + 1
    for row in rows:
        cells = cells_at(row, strips)
        texts = _text(cells[at - 1]), _text(cells[at])
        if not all(text and _is_figure(text) for text in texts) or texts[1][0] in _BRACKETS:
            return False
    return at > 1 and _is_aligned(rows, at, strips)


def cells_at(row: Sequence[Word], strips: Sequence[Gap]) -> list[tuple[Word, ...]]:
    """The words of a row between the strips; a word belongs where its middle stands."""
    cells: list[list[Word]] = [[] for _ in range(len(strips) + 1)]
    for word in row:
        middle = (word.left + word.right) / 2
        cells[sum((left + right) / 2 < middle for left, right in strips)].append(word)
    return [tuple(cell) for cell in cells]


def _text(cell: Sequence[Word]) -> str:
    return " ".join(word.text for word in cell)


def _is_mark(cell: Sequence[Word]) -> bool:
    return len(cell) == 1 and is_marker(cell[0].text)


def _is_bare(text: str) -> bool:
    return any(shape.fullmatch(text) for shape in (_NOTHING, _MEASURED)) or is_value(text)


def _is_figure(text: str) -> bool:
    return _is_bare(text) or _FIGURE.match(text) is not None


def _tells(row: Sequence[Word], strips: Sequence[Gap]) -> bool:
    """Does a row say something first, and then mostly figures, each in a few words?

    What it says may stand lower, beside the middle of two rows of figures. Years are heads. Where no
    gap of the row is wide, it may be a sentence, and only figures count.
    """
    cells = cells_at(row, strips)
    beside = [_text(cell) for cell in cells[1:] if cell]
    if not beside or not (cells[0] or len(beside) > 1):
        return False
    if not any(_is_bare(text) and not is_year(text) for text in beside):
        return False
    if not any(_is_wide_on(row, strip, strips) for strip in strips):
        return all(map(_is_bare, beside)) and bool(re.search(r"\d", beside[0]))
    return (
        2 * sum(map(_is_figure, beside)) >= len(beside)
        and (all(map(_is_bare, beside)) or any(ch.isdigit() for text in beside for ch in text))
        and all(len(text.split()) <= _MOST_WORDS for text in beside)
    )


def _is_aligned(rows: Sequence[Sequence[Word]], at: int, strips: Sequence[Gap]) -> bool:
    """Do the cells of a column begin, end or have their middle on one upright line?"""
    cells = [cell for row in rows for cell in [cells_at(row, strips)[at]] if cell]
    far = _ALIGNED * max(word.size for cell in cells for word in cell) if cells else 0.0
    edges = [(cell[0].left, cell[-1].right) for cell in cells]
    return any(
        max(places) - min(places) <= far
        for places in (
            [left for left, _ in edges],
            [right for _, right in edges],
            [(left + right) / 2 for left, right in edges],
        )
        if places
    )


def _is_sentence(words: Sequence[Word], columns: _Columns) -> bool:
    """Is a row text below the table: does it cross a column's edge, and is it as wide as the rest?"""
    left, right = columns.spans[0][0], columns.spans[-1][1]
    crosses = len(_common(columns.strips, _gaps(words))) < len(columns.strips)
    return crosses and words[-1].right - words[0].left > 0.6 * (right - left)


def _first_head(rows: Sequence[Row], start: int, columns: _Columns) -> int:
    """The first of the rows right above the figures whose cells stand over the columns."""
    first = start
    while first > 0 and start - first < _MOST_HEADS:
        above, below = rows[first - 1], rows[first]
        far = below[0].base - above[0].base > _STEP * above[0].size
        if far or len(_cut(above, columns)) < 2:
            break
        first -= 1
    return first


def _cut(row: Row, columns: _Columns) -> Row:
    """The row's lines, cut at the columns too where all its cells stand over or in them."""
    words = _words(row)
    starts = {line.words[0] for line in row} | _edges(words, columns)
    pieces: list[list[Word]] = []
    for word in words:
        if word in starts:
            pieces.append([word])
        else:
            pieces[-1].append(word)
    lines = [line_of(piece) for piece in pieces]
    if words in columns.rows:
        return lines
    apart = {line.words[0]: line.words for line in row}
    is_beside = lines[0].left > columns.spans[0][1]
    if len(row) == 1 and len(lines) + is_beside <= len(columns.strips):
        return row
    fits = all(
        _stands_over(
            line, columns, is_loose=len(row) > 1 and apart.get(line.words[0]) == line.words
        )
        for line in lines
    )
    return lines if fits else row


def _edges(words: Sequence[Word], columns: _Columns) -> set[Word]:
    """The words that begin a column: behind the widest gap that meets the strip before it.

    Of gaps of one width it is that which ends as the column before it, or begins as the next one.
    """
    found = set()
    spans = columns.spans
    for at, (left, right) in enumerate(columns.strips):
        meeting = [
            (
                round(two.left - one.right),
                -min(abs(one.right - spans[at][1]), abs(two.left - spans[at + 1][0])),
                two,
            )
            for one, two in pairwise(words)
            if max(one.right, left) < min(two.left, right)
        ]
        if meeting and (at or words[0].left < spans[0][1]):
            found.add(max(meeting, key=lambda gap: gap[:2])[2])
    return found


def _stands_over(line: Line, columns: _Columns, *, is_loose: bool) -> bool:
    """Does a cell keep to one column, or to several beside the first?

    Where no wide gap stands in its row, it must begin, end or have its middle where a column does.
    """
    spans = columns.spans
    near = [span for span in spans if line.left < span[1] and line.right > span[0]]
    if not near:
        return is_loose
    left, right = near[0][0], near[-1][1]
    far = (3 if is_loose else 1) * _ALIGNED * line.size
    offs = (line.left - left, line.right - right, (line.left + line.right - left - right) / 2)
    is_aligned = min(map(abs, offs)) <= far
    if len(near) > 1 and near[0] == spans[0]:
        return False
    is_within = left - far <= line.left and line.right <= right + far
    return is_aligned or (is_within and (is_loose or near[0] == spans[0]))
