"""The tables that a page marks as such in; out, what heads the rows and columns, and the numbers.

What is marked need not be guessed from lines: a heading over two columns heads both, one beside
two rows both, and a unit in a caption is that of the cells.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.figures.tables_lines import Piece
from pipeline.figures.tables_units import Headings, read_cell, tells_change, without_size
from schemas.article import Cell as Printed
from schemas.article import Table as PrintedTable
from schemas.figure import Figure
from schemas.text import Span


class Value(NamedTuple):
    """One number of a marked table, and which of its rows and columns it stands in."""

    figure: Figure
    row: int
    column: int
    direction: str


class Marked(NamedTuple):
    """Rows under one and the same head, and their numbers; as `tables.Table`, before its tokens."""

    names: tuple[str, ...]
    heads: tuple[str, ...]
    values: tuple[Value, ...]
    span: Span


def read_marked(text: str, tables: Iterable[PrintedTable]) -> Iterator[Marked]:
    """The tables with any number in them; one with a second head in its midst is two.

    A table that is blanked out of the text, as the boilerplate of a page is, is left out.
    """
    for table in tables:
        caption = table.caption.cut(text).strip().lower() if table.caption else ""
        for part in _split(table.cells):
            titles = (_corner(text, table.cells, part), caption) if part else ()
            made = _read(text, part, titles)
            if made and made.values:
                yield made


def _split(cells: Sequence[Printed]) -> Iterator[list[Printed]]:
    """The cells of data, those under one head together."""
    part: list[Printed] = []
    known: dict[int, tuple[Span, ...]] = {}
    for cell in cells:
        if not (cell.row_heads or cell.column_heads):
            continue
        if known.get(cell.column, cell.column_heads) != cell.column_heads:
            yield part
            part, known = [], {}
        known[cell.column] = cell.column_heads
        part.append(cell)
    if part:
        yield part


def _read(text: str, cells: Sequence[Printed], titles: Sequence[str]) -> Marked | None:
    shown = [cell for cell in cells if cell.span.cut(text).strip()]
    inner = [cell for cell in shown if not _is_label(cell, shown)]
    if not inner:
        return None
    rows = sorted({cell.row for cell in inner})
    columns = sorted({cell.column for cell in inner})
    names = _name(text, {cell.row: cell.row_heads for cell in inner})
    heads = _name(text, {cell.column: cell.column_heads for cell in inner})
    values = [
        Value(figure, rows.index(cell.row), columns.index(cell.column), turn)
        for cell in inner
        for figure, turn in _numbers(text, cell, (heads[cell.column], names[cell.row], *titles))
    ]
    return Marked(
        tuple(names[row] for row in rows),
        tuple(heads[column] for column in columns) if any(heads.values()) else (),
        tuple(values),
        Span(start=inner[0].span.start, end=inner[-1].span.end),
    )


def _name(text: str, heads: Mapping[int, Sequence[Span]]) -> dict[int, str]:
    """Each row or column by its nearest heading; by all of them where several share that.

    A heading that gives no more than the size of a group, as `N=40` below `Drug`, is not its name.
    """
    names = {at: [s for s in spans if without_size(s.cut(text))] for at, spans in heads.items()}
    nearest = {at: _words(text, (names[at] or spans)[-1:]) for at, spans in heads.items()}
    shared = Counter(nearest.values())
    return {
        at: _words(text, spans) if shared[nearest[at]] > 1 else nearest[at]
        for at, spans in heads.items()
    }


def _is_label(cell: Printed, cells: Sequence[Printed]) -> bool:
    """Does it head another cell of these?"""
    return any(cell.span in other.row_heads for other in cells if other.row >= cell.row)


def _corner(text: str, cells: Sequence[Printed], part: Sequence[Printed]) -> str:
    """What heads the rows' own labels, as `n (%)` over `Nausea`: it tells of every cell."""
    labels = {span for cell in part for span in cell.row_heads}
    columns = {cell.column for cell in cells if cell.span in labels}
    first = min(cell.row for cell in part)
    over = [cell for cell in cells if cell.row < first and cell.column in columns]
    return _words(text, [c.span for c in over if not c.row_heads and c.span not in labels]).lower()


def _numbers(text: str, cell: Printed, near: Sequence[str]) -> Iterator[tuple[Figure, str]]:
    piece = Piece(cell.span.start, cell.span.cut(text))
    headings = Headings(tuple(words.lower() for words in near))
    sign = piece.text[:1]
    is_change = sign in _SIGNS and tells_change(headings.near[0])
    turn = ("up" if sign == "+" else "down") if is_change else ""
    for figure in read_cell(piece, headings):
        yield figure, turn


_SIGNS = frozenset("+-−–") - {""}


def _words(text: str, spans: Sequence[Span]) -> str:
    return " ".join(" ".join(span.cut(text).split()) for span in spans)
