"""The figures of a text in, a table for the terminal out: as printed, as understood, where."""

from collections.abc import Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from pipeline.show.findings import plural
from pipeline.show.offsets import Lines
from pipeline.show.snippets import harmless, snippet
from pipeline.show.terminal import QUIET, Paper, printed
from schemas.figure import Bound, Figure, Identifier


def render_figures(
    text: str, figures: Sequence[Figure], identifiers: Sequence[Identifier], paper: Paper
) -> str:
    """One row a figure in reading order; then the names that hold digits, which are no figures."""
    lines = Lines(text)
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(justify="right", style=QUIET, no_wrap=True)
    table.add_column(max_width=28, overflow="fold", style="bold")
    table.add_column(max_width=34, overflow="fold")
    table.add_column(ratio=1, no_wrap=True, overflow="ellipsis", style=QUIET)
    for figure in figures:
        before, words, after = snippet(text, figure.span, 30)
        table.add_row(
            f"line {lines.line(figure.span.start)}",
            Text(" ".join(harmless(figure.text).split())),
            Text(understood(figure)),
            Text(f"{before}{words}{after}"),
        )
    parts: list[RenderableType] = [Text(plural(len(figures), "figure"), "bold"), table]
    if identifiers:
        names = list(dict.fromkeys(" ".join(harmless(i.text).split()) for i in identifiers))
        parts += ["", Text.assemble(("Names, not figures: ", "bold"), ", ".join(names))]
    return printed(parts, paper)


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
    return " ".join(part for part in (kind, about, bound, said, figure.unit) if part)
