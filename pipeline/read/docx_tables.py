"""A table of a Word file in; its rows and cells with how far each spans out."""

from typing import NamedTuple

from lxml import etree

from pipeline.read.docx_xml import W, child, local, toggle, unwrapped, value, whole


class WordCell(NamedTuple):
    """One cell that is seen."""

    element: etree._Element
    number: int
    """Among the cells of its row in the file, from 1."""
    column: int
    columns: int
    rows: int


class WordRow(NamedTuple):
    """One row that is seen."""

    number: int
    """Among the rows of the table in the file, from 1."""
    before: int
    """Columns left free before its first cell."""
    cells: tuple[WordCell, ...]
    is_head: bool


def read_rows(table: etree._Element) -> tuple[WordRow, ...]:
    """The rows of a table; cells that another reaches down into are not among theirs."""
    elements = [one for one in unwrapped(table) if local(one) == "tr"]
    rows = [_row(element, number) for number, element in enumerate(elements, 1)]
    shown = [row for row, element in zip(rows, elements, strict=True) if not _is_gone(element)]
    return tuple(
        row._replace(cells=tuple(_merged(row.cells, shown[at + 1 :])))
        for at, row in enumerate(shown)
    )


def is_layout(table: etree._Element, rows: tuple[WordRow, ...]) -> bool:
    """Does the table only lay out the page: it holds another, or no row of it has two cells?"""
    return all(len(row.cells) < 2 for row in rows) or next(
        (True for _ in table.iterdescendants(W + "tbl")), False
    )


def _row(element: etree._Element, number: int) -> WordRow:
    properties = child(element, "trPr")
    before = max(whole(value(properties, "gridBefore")) or 0, 0)
    column = before
    cells = []
    found = [one for one in unwrapped(element) if local(one) == "tc"]
    for at, cell in enumerate(found, 1):
        columns = max(whole(value(cell, "tcPr", "gridSpan")) or 1, 1)
        cells.append(WordCell(cell, at, column, columns, 1))
        column += columns
    return WordRow(number, before, tuple(cells), toggle(properties, "tblHeader") is True)


def _is_gone(row: etree._Element) -> bool:
    properties = child(row, "trPr")
    return child(properties, "del") is not None or toggle(properties, "hidden") is True


def _merged(cells: tuple[WordCell, ...], below: list[WordRow]) -> list[WordCell]:
    """The cells that begin in their row, with how many rows each reaches over."""
    found = []
    for cell in cells:
        if not _goes_on(cell):
            rows = 1
            while rows <= len(below) and _reached(cell, below[rows - 1]):
                rows += 1
            found.append(cell._replace(rows=rows))
    return found


def _reached(cell: WordCell, row: WordRow) -> bool:
    """Does a cell reach down into a row, as that has a cell there that goes on from above?"""
    return any(_goes_on(one) and one.column == cell.column for one in row.cells)


def _goes_on(cell: WordCell) -> bool:
    merge = child(cell.element, "tcPr", "vMerge")
    return merge is not None and merge.get(W + "val", "continue") == "continue"
