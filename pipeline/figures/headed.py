"""What a figure in a flattened table measures: what its headings say, not its neighbour's words.

In: a source and one of its figures; out: the figure's role, its measure read from the column, else
the row, and its direction from a printed sign, where it stands in a table.
"""

from bisect import bisect_left

from pipeline.figures.lexicon import MEASURES, names_measure
from pipeline.figures.tables import Cell, Table, tables_of
from schemas.source import Role, Source


class _Cells:
    """The cells of a source's tables by place; kept with it."""

    def __init__(self, source: Source) -> None:
        found = {c.figure.span.start: (t, c) for t in tables_of(source) for c in t.cells}
        self.starts = sorted(found)
        self.found = [found[start] for start in self.starts]


def headed_role(source: Source, index: int) -> Role:
    """The role of figure `index`, as its headings tell where it stands in a table."""
    role = source.roles[index]
    found = find_cell(source, index)
    if found is None:
        return role
    table, cell = found
    told = {
        "measure": measure_of(table, cell),
        "direction": role.direction or cell.direction,
    }
    same = all(getattr(role, name) == value for name, value in told.items())
    return role if same else role.model_copy(update=told)


def find_cell(source: Source, index: int) -> tuple[Table, Cell] | None:
    """The cell that a source figure is, with its table; `None` where it stands in none."""
    if not tables_of(source):
        return None
    kept = source.kept.get(_Cells)
    if not isinstance(kept, _Cells):
        kept = source.kept[_Cells] = _Cells(source)
    span = source.figures[index].span
    at = bisect_left(kept.starts, span.start)
    if at == len(kept.starts) or kept.starts[at] >= span.end:
        return None
    return kept.found[at]


def measure_of(table: Table, cell: Cell) -> str:
    """The measure that the column names, else the row; empty where neither names just one."""
    column = table.heads[cell.column] if table.heads else ""
    for heading in (column, table.names[cell.row]):
        named = [key for key in MEASURES if names_measure(heading.lower(), key)]
        if named:
            return named[0] if len(named) == 1 else ""
    return ""
