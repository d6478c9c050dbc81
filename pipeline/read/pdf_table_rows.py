"""The lines of a table and its columns in, the lines of each of its rows out."""

from collections.abc import Sequence
from itertools import pairwise
from math import inf
from typing import NamedTuple

from pipeline.read.pdf_heads import is_value
from pipeline.read.pdf_shapes import Line, Rule
from pipeline.read.pdf_table_columns import OVERLAP, Row, column_of

BREAK = 1.3
"""Of the usual step: a wider one parts rows, or tables."""

MOST_STEP = 1.9
"""Of the type size: the lines of one cell stand no farther apart."""

_FLUSH = 1.0
"""Points; edges that differ by less are one."""

_LINKS = [["of"], ["to"], ["and"], ["or"], ["vs"], ["in"], ["at"]]
"""The last words of a cell that goes on below: `29 of`."""


class Band(NamedTuple):
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


def rules_between(rows: Sequence[Row], rules: Sequence[Rule]) -> list[float]:
    """Where level rules run between rows over most of a table's width."""
    lines = [line for row in rows for line in row]
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    top, bottom = rows[0][0].base, rows[-1][0].base
    return sorted(
        rule.top
        for rule in rules
        if rule.is_level
        and top < rule.top < bottom
        and min(rule.right, right) - max(rule.left, left) > 0.6 * (right - left)
    )


def group_lines(
    bands: Sequence[Band], rules: Sequence[float], edges: Sequence[float]
) -> list[list[Line]]:
    """The lines of each row: what no rule parts and holds one base, or what stands near one."""
    groups: list[list[Band]] = [[]]
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


def _by_steps(bands: Sequence[Band], edges: Sequence[float]) -> list[list[Line]]:
    """Rows of lines, parted by how far they stand from each other.

    Lines that stand as near as those of one cell do, with one line of figures among them, are a
    row; where there are more such lines, each begins one, and the rest go by how they read.
    """
    near = _line_step(bands)
    if near == inf:
        return _by_reading(bands, edges)
    groups: list[list[Band]] = [[bands[0]]]
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


def _unlapped(bands: Sequence[Band]) -> list[Band]:
    """The bands that do not overlap the one above them."""
    return [
        band
        for at, band in enumerate(bands)
        if not at or band.base - bands[at - 1].base >= OVERLAP * band.size
    ]


def _line_step(bands: Sequence[Band]) -> float:
    """How far the lines of one cell stand apart; endless where all lines stand alike."""
    steps = [(two.base - one.base) / two.size for one, two in pairwise(bands)]
    apart = [step for step in steps if step >= OVERLAP]
    if not apart or max(apart) < BREAK * min(apart) or min(apart) > MOST_STEP:
        return inf
    return 1.12 * min(apart) * bands[0].size


def _by_reading(bands: Sequence[Band], edges: Sequence[float]) -> list[list[Line]]:
    """Rows of lines that stand alike: one that reads as the rest of the row above belongs to it."""
    rows: list[list[Line]] = [list(bands[0].lines)]
    for above, band in pairwise(bands):
        step = band.base - above.base
        if step < OVERLAP * band.size:
            joins = True
        elif band.is_base:
            joins = (
                is_rest(band.lines, rows[-1], edges)
                or _is_head_rest(band, rows, edges)
                or _is_label_rest(band, rows[-1], edges)
            )
        else:
            joins = runs_on(band.lines[0].text) or is_rest(band.lines, rows[-1], edges)
        if joins and step <= MOST_STEP * band.size:
            rows[-1].extend(band.lines)
        else:
            rows.append(list(band.lines))
    return rows


def _is_head_rest(band: Band, rows: Sequence[Sequence[Line]], edges: Sequence[float]) -> bool:
    """Does it go on with the heads of the columns, word below word?"""
    if len(rows) > 1 or any(is_value(line.text) for line in (*rows[-1], *band.lines)):
        return False
    above = {column_of(line, edges) for line in rows[-1]}
    here = {column_of(line, edges) for line in band.lines}
    if len(rows[-1]) == len(band.lines) == 1:
        return _is_flush(rows[-1][0], band.lines[0])
    return here <= above and len(band.lines) < len(edges)


def _is_flush(above: Line, below: Line) -> bool:
    """Do two lines begin, end or have their middle on one upright line?"""
    left, right = below.left - above.left, below.right - above.right
    return min(abs(left), abs(right), abs(left + right) / 2) < _FLUSH


def _is_label_rest(band: Band, row: Sequence[Line], edges: Sequence[float]) -> bool:
    """Does what it says first go on with the lines of the first column that stand alone above?"""
    first = band.lines[0]
    is_first = column_of(first, edges) == (0, 1)
    alone = all(column_of(line, edges) == (0, 1) for line in row)
    return is_first and alone and runs_on(first.text)


def is_rest(lines: Sequence[Line], row: Sequence[Line], edges: Sequence[float]) -> bool:
    """Is each of these lines the rest of a cell above?"""
    above = {column_of(line, edges)[0]: line.text for line in row}
    return all(
        runs_on(line.text) or _is_open(above.get(column_of(line, edges)[0], "")) for line in lines
    )


def runs_on(text: str) -> bool:
    """Does it begin as the middle of a text does?"""
    return text[:1].islower() or (text[:1] in "(,;%&–)" and len(text) > 1)


def _is_open(text: str) -> bool:
    """Does it end before its end: with a dash, a small word, or within brackets?"""
    return (
        text.split()[-1:] in _LINKS
        or (text[-1:] in "–-/,(" and len(text) > 1)
        or text.count("(") > text.count(")")
    )
