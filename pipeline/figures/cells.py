"""A checked figure against the cells of the source's tables: right, another's, or nothing told.

A cell's headings are its labels. Where the checked sentence names one row or column of the table
and the value is another's, it is misattributed; a heading abbreviated or not named tells nothing.
"""

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from pipeline.figures.headed import measure_of
from pipeline.figures.relate import relate
from pipeline.figures.relation import Strength
from pipeline.figures.series_phrases import COMPARED, STRONG
from pipeline.figures.support import Support
from pipeline.figures.tables import Cell, Table, Tokens, find_tokens, tables_of
from pipeline.figures.tables_units import in_full
from schemas.figure import Bound, Figure, Kind
from schemas.source import Role, Source
from schemas.text import Evidence
from schemas.verdict import FigureCheck, Severity, Verdict

_VALUES = frozenset({
    Kind.PERCENT, Kind.COUNT, Kind.NUMBER, Kind.MONEY, Kind.DURATION, Kind.SCORE, Kind.QUANTITY,
})  # fmt: skip
"""What a cell may hold; an age, a date or a dose in the sentence names a row or a column.

A quantity is a cell's only where the table says that its numbers are in the unit.
"""

_RATES = frozenset({Kind.PERCENT, Kind.PROPORTION, Kind.COUNT, Kind.NUMBER, Kind.MONEY})
"""Kinds of another value in the sentence, which takes the name beside it."""


_MOST = 20
"""Cells of one value that are looked at; a value that more print tells nothing apart."""


class Place(NamedTuple):
    """A cell whose value is that of the checked figure."""

    source: Source
    table: Table
    cell: Cell


class Said(NamedTuple):
    """The checked sentence as one table reads it."""

    low: str
    at: int
    """Where the checked figure is in it."""
    values: tuple[int, ...]
    """Where the figures are that some cell prints."""
    figures: tuple[Figure, ...]
    others: tuple[int, ...]
    """Where the values are that no cell prints."""
    tokens: dict[str, int]
    """Where each word and each other number stands first."""


class Axis(NamedTuple):
    """What the sentence tells of one heading: whether it is named, and which instead."""

    is_named: bool = False
    other: int | None = None


def check_cells(
    index: int, text: Source, sources: Sequence[Source], supports: Sequence[Support]
) -> FigureCheck | None:
    """The verdict that the sources' tables give on figure `index`, where they tell.

    Args:
        index: The checked figure.
        text: The text it is in.
        sources: What it is checked against.
        supports: The figures of their prose and tables that have its value.
    """
    figure = text.figures[index]
    if figure.kind not in _VALUES or figure.bound is not Bound.EXACTLY or len(figure.values) != 1:
        return None
    places = list(islice((p for source in sources for p in _places(figure, source)), _MOST))
    if not places:
        return None
    in_prose = [s for s in supports if not _is_in_table(s)]
    finding: FigureCheck | None = None
    fair: Place | None = None
    read: dict[int, Said] = {}
    for place in places:
        if _is_unlike(figure, text.roles[index], place):
            continue
        said = read.get(id(place.table)) or read.setdefault(
            id(place.table), _read(index, text, place.table)
        )
        row = _tell(said, place, is_row=True)
        column = _tell(said, place, is_row=False)
        if row.other is None and column.other is None:
            if row.is_named and (column.is_named or not in_prose):
                return _right(figure, place)
            fair = fair or place
        else:
            finding = finding or _wrong(said, place, row, column)
    if fair is not None:
        return None if in_prose else _right(figure, fair)
    return finding if not in_prose else None


def _is_unlike(figure: Figure, role: Role, place: Place) -> bool:
    """Does the cell tell another measure or direction, or a hedge? Other rules see to it."""
    its = measure_of(place.table, place.cell)
    turns = {role.direction, place.cell.direction}
    is_hedged = place.cell.figure.approximate and not figure.approximate
    is_turned = figure.kind is Kind.PERCENT and turns == {"up", "down"}
    return (bool(role.measure and its) and its != role.measure) or is_hedged or is_turned


def _places(figure: Figure, source: Source) -> Iterator[Place]:
    for table in tables_of(source):
        for cell in table.cells:
            if _is_same(figure, cell.figure):
                yield Place(source, table, cell)


def _is_same(figure: Figure, printed: Figure) -> bool:
    """Has the cell the value, in a unit that its heading gives or no figure of the kind needs?

    A cell is read without its sign, and so is what is held against it.
    """
    if figure.values and len(figure.values) == 1 and figure.values[0] < 0:
        figure = figure.model_copy(update={"values": (-figure.values[0],)})
    if figure.kind is Kind.QUANTITY and figure.unit != printed.unit:
        return False
    if not printed.values or abs(figure.values[0] - printed.values[0]) > max(
        figure.step, printed.step
    ):
        return False
    return relate(figure, printed).strength > Strength.DERIVED


def _is_in_table(support: Support) -> bool:
    span = support.figure.span
    return any(t.span.covers(span) for t in tables_of(support.source))


def _read(index: int, text: Source, table: Table) -> Said:
    number = text.sentence_numbers[index]
    span = text.sentences[number]
    every = [text.figures[i] for i in text.indexes_by_sentence[number]]
    figures = tuple(
        f for f in every
        if f.kind in _VALUES and len(f.values) == 1
        and any(_is_same(f, c.figure) for c in table.cells)
    )  # fmt: skip
    others = (f for f in every if f.kind in _RATES and f not in figures)
    low = text.text[span.start : span.end].lower()
    held = [(f.span.start - span.start, f.span.end - span.start) for f in figures]
    tokens: dict[str, int] = {}
    for token, at in find_tokens(low):
        if not any(a <= at < b for a, b in held) or token.isalpha():
            tokens.setdefault(token, at)
    at = text.figures[index].span.start - span.start
    return Said(
        low, at, tuple(a for a, _ in held), figures,
        tuple(f.span.start - span.start for f in others), tokens,
    )  # fmt: skip


def _tell(said: Said, place: Place, *, is_row: bool) -> Axis:
    """What the sentence tells of the cell's row, or of its column."""
    labels = place.table.rows if is_row else place.table.columns
    mine = place.cell.row if is_row else place.cell.column
    if not labels or not labels[mine]:
        return Axis()
    named = _named(labels, said.tokens)
    told = _dealt(said, named)
    if told is None and len(named) == 1 and _is_free(said, place, named[0], is_row=is_row):
        told = named[0][1]
    own = labels[mine]
    if told is None and not named and not is_row:
        told = _elsewhere(labels, own, said)
    if told is None or told == mine or labels[told] == own:
        return Axis(is_named=_covers(said.tokens, own) or (is_row and _has_neighbour(said, place)))
    apart = own - labels[told]
    if len(said.values) < 2 and any(t in said.tokens for t in apart):
        return Axis(is_named=_covers(said.tokens, apart))
    return Axis(other=told)


def _elsewhere(labels: Sequence[Tokens], own: Tokens, said: Said) -> int | None:
    """The heading most like a cell's own among those that have the words said, if its own has none.

    `The ORR with placebo was 61%` names no heading of `Drug 10 mg`, `Drug 20 mg`, `Placebo 10 mg`
    and `Placebo 20 mg` in full, and yet none of the first two.
    """
    every = frozenset.union(*labels)
    telling = {t for t in every if t in said.tokens and t.isalpha()}
    telling = {t for t in telling if sum(t in one for one in labels) < len(labels)}
    if not telling or telling & own or not all(_is_joined(said, said.tokens[t]) for t in telling):
        return None
    there = [i for i, one in enumerate(labels) if telling <= one]
    return max(there, key=lambda i: len(labels[i] & own), default=None)


def _has_neighbour(said: Said, place: Place) -> bool:
    """Does the sentence tell another cell of the row as well?"""
    figures = [f for f, at in zip(said.figures, said.values, strict=True) if at != said.at]
    row = [
        c.figure for c in place.table.cells
        if c.row == place.cell.row and c.figure.span != place.cell.figure.span
    ]  # fmt: skip
    return any(_is_same(f, other) for f in figures for other in row)


def _covers(tokens: dict[str, int], label: Tokens) -> bool:
    return sum(t in tokens for t in label) * 2 >= len(label)


def _named(labels: Sequence[Tokens], tokens: dict[str, int]) -> list[tuple[int, int]]:
    """Where each heading that the sentence names is named; the longest of those within another."""
    full = [i for i, one in enumerate(labels) if _is_named(one, labels, tokens)]
    full = [i for i in full if not any(labels[i] < labels[k] for k in full)]
    found = []
    for i in full:
        said = [t for t in labels[i] if t in tokens]
        rarest = min(said, key=lambda t: (sum(t in one for one in labels), tokens[t]))
        found.append((tokens[rarest], i))
    return sorted(found)


def _is_named(label: Tokens, labels: Sequence[Tokens], tokens: dict[str, int]) -> bool:
    """Are all its words said, or the dose that it alone has?"""
    if label and all(t in tokens for t in label):
        return True
    doses = [t for t in label if t[0].isdigit() and " " in t and t in tokens]
    return any(sum(d in one for one in labels) == 1 for d in doses)


def _dealt(said: Said, named: Sequence[tuple[int, int]]) -> int | None:
    """Which heading is the figure's: where names and values alternate, or stand in two lists."""
    if len(named) != len(said.values) or not named or said.at not in said.values:
        return None
    here = said.values.index(said.at)
    if len(named) == 1:
        return named[0][1] if _is_joined(said, named[0][0]) else None
    marks = sorted([(at, True) for at in said.values] + [(at, False) for at, _ in named])
    changes = sum(a[1] is not b[1] for a, b in pairwise(marks))
    if any(named[0][0] < other < said.at for other in said.others):
        return None  # `52 of 71 were added, 39% of those installed, used for 4.9 a day`: no list
    return named[here][1] if changes in (1, len(marks) - 1) else None


def _is_joined(said: Said, at: int) -> bool:
    """Does nothing that parts clauses or compares stand between a name and the figure?"""
    between = said.low[min(at, said.at) : max(at, said.at)]
    return STRONG.search(between) is None and COMPARED.search(between) is None


def _is_free(said: Said, place: Place, name: tuple[int, int], *, is_row: bool) -> bool:
    """May the one name be that of this figure: is what its own cell prints not said beside it?"""
    at, other = name
    if at > min(said.values, default=0) or not _is_joined(said, at):
        return False
    if any(at < one < said.at for one in said.others):
        return False
    row, column = place.cell.row, place.cell.column
    row, column = (other, column) if is_row else (row, other)
    rivals = _cells_at(place.table, row, column)
    return not any(_is_same(f, r.figure) for f in said.figures for r in rivals)


def _is_minus(source: Source, cell: Cell) -> bool:
    """Is the cell printed below nought?"""
    return source.text[max(0, cell.figure.span.start - 1)] in _MINUS


_MINUS = ("-", "−", "–")


def _cells_at(table: Table, row: int, column: int) -> list[Cell]:
    return [c for c in table.cells if c.row == row and c.column == column]


def _right(figure: Figure, place: Place) -> FigureCheck:
    exact = abs(figure.values[0]) == place.cell.figure.values[0]
    return FigureCheck(
        figure=figure, verdict=Verdict.EXACT if exact else Verdict.ROUNDED, severity=Severity.NONE,
        rule="EB_EXACT" if exact else "EB_ROUNDED",
        reason=f"The source's table prints it under {_heading(place.table, place.cell)}.",
        evidence=(_evidence(place.source, place.cell),),
    )  # fmt: skip


def _wrong(said: Said, place: Place, row: Axis, column: Axis) -> FigureCheck | None:
    """The finding, where the table has the named cell and it prints another value of the sort."""
    figure = next(f for f, at in zip(said.figures, said.values, strict=True) if at == said.at)
    mine = place.cell
    there = _cells_at(
        place.table,
        mine.row if row.other is None else row.other,
        mine.column if column.other is None else column.other,
    )
    right = [
        c for c in there
        if c.figure.kind is mine.figure.kind and c.figure.unit == mine.figure.unit
        and not _is_same(figure, c.figure)
        and (figure.values[0] >= 0 or _is_minus(place.source, c) is _is_minus(place.source, mine))
    ]  # fmt: skip
    if not right or any(_is_same(figure, c.figure) for c in there):
        return None
    fix = in_full(figure, mine.figure, right[0].figure)
    return FigureCheck(
        figure=figure, verdict=Verdict.MISATTRIBUTED, severity=Severity.ERROR,
        rule="EB_MISATTRIBUTED",
        reason=f"In the source's table {figure.text} stands under {_heading(place.table, mine)}; "
        f"under {_heading(place.table, right[0])} it has {fix}.",
        evidence=(_evidence(place.source, mine), _evidence(place.source, right[0])),
        fix=fix,
    )  # fmt: skip


def _heading(table: Table, cell: Cell) -> str:
    name = table.names[cell.row]
    return f"{name}, {table.heads[cell.column]}" if table.heads else name


def _evidence(source: Source, cell: Cell) -> Evidence:
    return Evidence(source_id=source.id, span=cell.figure.span, text=cell.figure.text)
