"""What a row of a table says of each group, as a sentence: a row is never quoted as prose.

In: the places of figures and the source whose tables they stand in. Out: a template.
"""

from collections.abc import Iterable

from pipeline.embedded.draft_tables import join
from pipeline.embedded.labelled import lower_label
from pipeline.figures.tables import Cell, Table, tables_of
from pipeline.figures.tables_units import without_size
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
    firsts: dict[int, int] = {}
    for cell in table.cells:
        index = _find_figure(cell, source)
        if cell.row == found.row and cell.figure.kind is found.figure.kind and index >= 0:
            firsts.setdefault(cell.column, index)
    if not name or not table.heads or not 1 < len(firsts) <= MOST_GROUPS:
        return ""
    groups = {column: without_size(table.heads[column]) for column in firsts}
    if not all(group and any(map(str.isalpha, group)) for group in groups.values()):
        return ""
    told = [
        f"{{m{index}}} for {lower_label(groups[column], source.text)}"
        for column, index in sorted(firsts.items())
    ]
    label = lower_label(name, source.text)
    return f"The article’s table gives {label} as {join(told)}."


def _find_figure(cell: Cell, source: Source) -> int:
    """The index of the source's own figure that stands in the cell; -1 where it read none."""
    span = cell.figure.span
    return next((at for at, item in enumerate(source.figures) if item.span.overlaps(span)), -1)
