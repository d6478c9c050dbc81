"""What a row of a table says of each group, as a sentence: a row is never quoted as prose.

In: the places of figures and the source whose tables they stand in. Out: a template.
"""

from collections.abc import Iterable

from pipeline.embedded.draft_tables import join
from pipeline.embedded.labelled import lower_label
from pipeline.figures.tables import Cell, Table, tables_of
from pipeline.figures.tables_units import without_size
from schemas.figure import Kind
from schemas.source import Source
from schemas.text import Span

MOST_GROUPS = 4
"""Columns in a sentence; a reader compares no more."""


def say_row(spans: Iterable[Span], source: Source) -> str:
    """`The article’s table gives rash as {m1} for drug A and {m5} for placebo.`

    Empty where the figures stand in no table whose columns are named, or in too wide a one.
    """
    wanted = tuple(spans)
    for table in tables_of(source):
        for cell in table.cells:
            if any(cell.figure.span.overlaps(span) for span in wanted):
                said = _say(table, cell, source)
                if said:
                    return said
    return ""


def _say(table: Table, found: Cell, source: Source) -> str:
    """The row of one cell, its first number of the same kind in every column that has one."""
    name = " ".join(table.names[found.row].split()).strip("¹²³⁴⁵⁶⁷⁸⁹⁰*†‡§ :")
    row = [cell for cell in table.cells if cell.row == found.row]
    firsts: dict[int, str] = {}
    for cell in row:
        value = _write(cell, row, source) if cell.figure.kind is found.figure.kind else ""
        if value:
            firsts.setdefault(cell.column, value)
    if not name or not table.heads or not 1 < len(firsts) <= MOST_GROUPS:
        return ""
    groups = {column: without_size(table.heads[column]) for column in firsts}
    if not all(group and any(map(str.isalpha, group)) for group in groups.values()):
        return ""
    told = [
        f"{value} for {lower_label(groups[column], source.text)}"
        for column, value in sorted(firsts.items())
    ]
    label = lower_label(name, source.text)
    return f"The article’s table gives {label} as {join(told)}."


def _write(cell: Cell, row: Iterable[Cell], source: Source) -> str:
    """A cell's number as a reference; a bare share in brackets as `{m1} ({m2}%)` with its count.

    Empty where the source read no figure there.
    """
    index = _find_figure(cell, source)
    if index < 0 or cell.figure.kind is not Kind.PERCENT or "%" in source.figures[index].text:
        return f"{{m{index}}}" if index >= 0 else ""
    counts = (
        _find_figure(one, source)
        for one in row
        if one.column == cell.column and one.figure.span.end < cell.figure.span.start
    )
    count = next((at for at in counts if at >= 0), -1)
    return f"{{m{count}}} ({{m{index}}}%)" if count >= 0 else f"{{m{index}}}%"


def _find_figure(cell: Cell, source: Source) -> int:
    """The index of the source's own figure that stands in the cell; -1 where it read none."""
    span = cell.figure.span
    return next((at for at, item in enumerate(source.figures) if item.span.overlaps(span)), -1)
