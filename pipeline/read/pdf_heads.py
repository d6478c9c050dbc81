"""The cells of a table in, the same with those that are headings marked out."""

import re
from collections.abc import Sequence
from itertools import groupby

from pipeline.read.pdf_shapes import TableCell

_VALUE = re.compile(r"[(\[<>≤≥~≈+−–-]*\d[\d.,\s()\[\]%/±+−–-]*(?:to\s*[\d.,%()]*)?")
"""A cell that is nothing but figures."""


def mark_heads(cells: Sequence[TableCell]) -> tuple[TableCell, ...]:
    """The first column heads the rows, the first rows head the columns.

    These are the first row, unless figures stand in it; rows below one whose cells span several
    columns or whose first is empty; and rows that are bold as the first one is.
    """
    rows = [list(row) for _, row in groupby(cells, key=lambda cell: cell.row)]
    heads = _head_rows(rows)
    return tuple(
        cell._replace(is_head=at < heads or cell.column == 0)
        for at, row in enumerate(rows)
        for cell in row
    )


def _head_rows(rows: Sequence[Sequence[TableCell]]) -> int:
    if not rows or len(rows) < 2 or _has_values(rows[0]):
        return 0
    count = 1
    while count < len(rows) - 1 and not _has_values(rows[count]):
        spans = any(cell.columns > 1 for cell in rows[count - 1] if cell.column > 0)
        bold = _is_bold(rows[0]) and _is_bold(rows[count]) and len(rows[count]) > 1
        if not spans and not bold and not _is_partial(rows[count - 1]):
            break
        count += 1
    return count


def _is_partial(row: Sequence[TableCell]) -> bool:
    """Is nothing said in the first column, so that the row below is needed to tell what it is?"""
    return not any(cell.lines for cell in row if cell.column == 0 and cell.rows == 1)


def is_value(text: str) -> bool:
    """Is it a figure alone, with its signs and brackets?"""
    return _VALUE.fullmatch(text) is not None


def _has_values(row: Sequence[TableCell]) -> bool:
    """Does a figure alone stand in one of its cells but the first column's?"""
    return any(
        is_value(line.text) and not is_year(line.text)
        for cell in row
        if cell.column > 0
        for line in cell.lines[:1]
    )


def is_year(text: str) -> bool:
    """Is it a year alone, which heads a column?"""
    return re.fullmatch(r"(?:19|20)\d\d", text) is not None


def _is_bold(row: Sequence[TableCell]) -> bool:
    return all(line.bold for cell in row for line in cell.lines)
