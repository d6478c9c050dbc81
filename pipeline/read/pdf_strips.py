"""Rows of words in; out, the columns of figures in them, however close together these stand.

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
from pipeline.read.pdf_lines import is_marker
from pipeline.read.pdf_shapes import Word
from pipeline.read.pdf_table_columns import Row

Gap = tuple[float, float]
"""Where a strip begins and ends."""

_NARROWEST = 0.12
"""Of the type size: a strip between columns is at least so wide."""

_SPACE = 0.28
"""Of the type size: how far words stand apart where a row does not tell."""

_WIDER = 1.6
"""Of the usual gap of its row: a gap that no sentence has."""

STEP = 2.2
"""Of the type size: rows of a narrow table stand no farther apart, from baseline to baseline."""

ALIGNED = 0.12
"""Of the type size: edges that differ by less are one."""

_OUTSIDE = 1e5
"""Points; no page is so wide."""

_MOST_BETWEEN = 3
"""Rows without figures between two with them: a label, the rest of a cell."""

_MOST_WORDS = 6
"""Of a cell beside the first column."""

_BRACKETS = "([±/–"
_NOTHING = re.compile(r"[-–—…*†‡]|n/?[ar]|n\.[ar]\.|n[er]|ns|nil|none", re.IGNORECASE)
_MEASURED = re.compile(r"[<>≤≥~≈±+−–$€£¥-]*\d[\d.,]*%?(?: [^\W\d_]{1,12}){0,2}")
_FIGURE = re.compile(r"[(\[<>≤≥~≈±+−–$€£¥-]*\d")


class Columns(NamedTuple):
    """Rows of figures, the strips between their columns, and where each column reaches."""

    rows: tuple[tuple[Word, ...], ...]
    """Those with figures."""
    strips: tuple[Gap, ...]
    """Where it is empty between the columns on all of them."""

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


def find_close_columns(rows: Sequence[Row], start: int) -> tuple[int, Columns] | None:
    """Where the table ends whose figures begin on this row, and its columns; `None` for none."""
    words = words_of(rows[start])
    if not any(_FIGURE.match(word.text) for word in words[1:]):
        return None
    best: tuple[int, Columns] | None = None
    core, strips, last = [words], _gaps(words), start
    for at in range(start + 1, len(rows)):
        step = rows[at][0].base - rows[at - 1][0].base
        if at - last > _MOST_BETWEEN or step > STEP * rows[at][0].size:
            break
        words = words_of(rows[at])
        common = _common(strips, _gaps(words))
        columns = _proven((*core, words), common)
        if columns is None or (best and len(columns.strips) < len(best[1].strips)):
            if best and _is_sentence(words, best[1]):
                break
            continue
        core, strips, last = [*core, words], common, at
        best = at + 1, columns
    return best


def words_of(row: Row) -> tuple[Word, ...]:
    """The words of a row, whatever lines they were cut into."""
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


def _proven(rows: Sequence[Sequence[Word]], strips: Sequence[Gap]) -> Columns | None:
    """The columns that these rows stand in, if all of them tell figures beside the first one."""
    strips = [strip for strip in strips if strip[0] > -_OUTSIDE and strip[1] < _OUTSIDE]
    wide = [strip for strip in strips if _is_wide(rows, strip, strips)]
    kept = tuple(
        strip for strip in strips if strip in wide or (wide and _parts_values(rows, strip, strips))
    )
    if kept and all(_is_mark(cells_at(row, kept)[0]) for row in rows):
        kept = kept[1:]
    columns = list(zip(*(cells_at(row, kept) for row in rows), strict=True))
    if not kept or not all(map(any, columns)) or not all(_tells(row, kept) for row in rows):
        return None
    if not any(ch.isdigit() for column in columns[1:] for cell in column for ch in _text(cell)):
        return None
    if len(rows) == 2 and not all(_is_aligned(rows, at, kept) for at in range(1, len(kept) + 1)):
        return None
    return Columns(tuple(map(tuple, rows)), kept)


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
    if len(widths) > 2 and max(widths) - min(widths) < ALIGNED * size:
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

    What it says may stand lower, beside the middle of two rows of figures. Years are heads. Where
    no gap of the row is wide, it may be a sentence, and only figures count.
    """
    cells = cells_at(row, strips)
    beside = [_text(cell) for cell in cells[1:] if cell]
    if not beside or not (cells[0] or len(beside) > 1):
        return False
    if not any(_is_bare(text) and not all(map(is_year, text.split())) for text in beside):
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
    far = ALIGNED * max(word.size for cell in cells for word in cell) if cells else 0.0
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


def _is_sentence(words: Sequence[Word], columns: Columns) -> bool:
    """Is a row text below the table: does it cross a column's edge, as wide as the rest?"""
    left, right = columns.spans[0][0], columns.spans[-1][1]
    crosses = len(_common(columns.strips, _gaps(words))) < len(columns.strips)
    return crosses and words[-1].right - words[0].left > 0.6 * (right - left)
