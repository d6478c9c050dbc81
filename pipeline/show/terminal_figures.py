"""The figures of a text in, a table for the terminal out: as printed, as understood, where.

What stands in boilerplate is listed, and marked with its kind.
"""

from collections.abc import Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from pipeline.show.findings import plural
from pipeline.show.offsets import Lines
from pipeline.show.snippets import harmless, snippet
from pipeline.show.terminal import QUIET, Paper, printed
from schemas.article import SegmentKind
from schemas.figure import Bound, Figure, Identifier

_WIDE = 80
"""Columns from which on there is room for the words around a figure."""


Found = Sequence[tuple[Figure, SegmentKind | None]]
"""Figures, and for those that are no part of a story, the kind of boilerplate they stand in."""


def render_figures(
    text: str,
    figures: Found,
    identifiers: Sequence[Identifier],
    paper: Paper,
    name: str = "",
) -> str:
    """One row a figure in reading order; then the names that hold digits, which are no figures.

    Under `name`, where the text is one of several of a feed or a file of JSON lines.
    """
    table = _table(text, figures, paper.width)
    count = sum(kind is not None for _, kind in figures)
    title = plural(len(figures), "figure") + (f", {count} in boilerplate" if count else "")
    parts: list[RenderableType] = [Text(title, "bold"), table]
    if name:
        parts = [Text(" ".join(harmless(name).split()), "bold"), "", *parts]
    if identifiers:
        names = list(dict.fromkeys(" ".join(harmless(i.text).split()) for i in identifiers))
        parts += ["", Text.assemble(("Names, not figures: ", "bold"), ", ".join(names))]
    shown = printed(parts, paper)
    return f"{shown}\n" if name else shown


def _table(text: str, figures: Found, width: int) -> Table:
    """Place, figure as printed, figure as understood; and its words where there is room."""
    lines = Lines(text)
    rows = [
        (
            f"line {lines.line(figure.span.start)}",
            " ".join(harmless(figure.text).split()),
            understood(figure) + (f" ({kind.value.replace('_', ' ')})" if kind else ""),
        )
        for figure, kind in figures
    ]
    is_wide = width >= _WIDE
    most = (12, 24, 32) if is_wide else (12, 14, width - 32)
    widths = [min(max((len(row[i]) for row in rows), default=1), most[i]) for i in range(3)]
    table = Table.grid(padding=(0, 2, 0, 0))
    for column, style in zip(widths, (QUIET, "bold", ""), strict=True):
        table.add_column(style=style, width=column, overflow="fold")
    if not is_wide:
        for row in rows:
            table.add_row(*map(Text, row))
        return table
    rest = width - sum(widths) - 2 * len(widths)
    table.add_column(style=QUIET, no_wrap=True, overflow="ellipsis")
    for (figure, _), row in zip(figures, rows, strict=True):
        around = max(4, (rest - len(figure.text) - 4) // 2)
        table.add_row(*map(Text, row), Text("".join(snippet(text, figure.span, around))))
    return table


def understood(figure: Figure) -> str:
    """What we read: `percent 44 to 67 %`, `date 2027-04-01 to 2027-09-30`, `count at least 3`."""
    values = " to " if figure.is_range else " of " if figure.part is not None else ", "
    said = values.join(format(value, "f") for value in figure.values)
    if figure.first is not None and figure.last is not None:
        days = (figure.first.isoformat(), figure.last.isoformat())
        said = days[0] if days[0] == days[1] else " to ".join(days)
    bound = "" if figure.bound is Bound.EXACTLY else figure.bound.value
    about = "about" if figure.approximate else ""
    kind = figure.kind.value.replace("_", " ")
    if figure.unit == "%":
        return " ".join(part for part in (kind, about, bound, f"{said}%") if part)
    return " ".join(part for part in (kind, about, bound, said, figure.unit) if part)
