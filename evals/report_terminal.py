"""A run in, what a person reads at the terminal out: warnings, tables, what is wrong."""

from collections.abc import Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from evals.faults import Fault, find_faults, name_of
from evals.report_tables import Plain, all_tables, summary_line
from evals.report_words import about_run, title_words, warn_of
from pipeline.show.snippets import harmless
from pipeline.show.terminal import QUIET, Paper, printed
from schemas.eval import Run

MOST = 12
"""Faults printed, unless everything is asked for."""


def render_terminal(run: Run, paper: Paper, notes: Sequence[str] = ()) -> str:
    """Warnings first, then every rate with what it is made of, then the worst faults.

    `notes` are what reading the run's file had to say. `paper.explain` prints all faults.
    """
    parts: list[RenderableType] = [Text(harmless(title_words(run)), "bold")]
    parts += [Text(summary_line(run)), ""]
    warnings = (*notes, *warn_of(run))
    parts += [Text(f"! {harmless(warning)}", "yellow") for warning in warnings]
    parts += [""] if warnings else []
    for table in all_tables(run):
        parts += [Text(table.title, "bold"), _table(table), *_note(table), ""]
    parts += _faults(find_faults(run.cases), paper)
    parts += [_about(run)]
    return printed(parts, paper)


def _table(plain: Plain) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style=QUIET)
    for at, column in enumerate(plain.columns):
        right = "left" if at == 0 else "right"
        table.add_column(
            Text(column, QUIET),
            justify="left" if right == "left" else "right",
            ratio=None,
            no_wrap=at > 0 and len(column) < 16,
            overflow="fold",
        )
    for row in plain.rows:
        table.add_row(*(Text(harmless(cell)) for cell in row))
    return table


def _note(plain: Plain) -> list[RenderableType]:
    return [Text(plain.note, QUIET)] if plain.note else []


def _faults(faults: Sequence[Fault], paper: Paper) -> list[RenderableType]:
    if not faults:
        return [Text("Nothing is wrong in any case.", "green"), ""]
    shown = faults if paper.explain else faults[:MOST]
    parts: list[RenderableType] = [Text("What is wrong, worst first", "bold")]
    for fault in shown:
        style = "red" if fault.is_hard else "yellow"
        said = f"{fault.sort.value}  {name_of(fault.case)}  {fault.title}"
        parts.append(Text(f"{'✗' if fault.is_hard else '?'} {_line(said)}", style))
        parts.append(Padding(Text(_line(fault.reason)), (0, 0, 0, 4)))
    if len(faults) > len(shown):
        parts.append(Text(f"and {len(faults) - len(shown)} more; the page shows all", QUIET))
    return [*parts, ""]


def _line(text: str) -> str:
    return harmless(" ".join(text.split()))


def _about(run: Run) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in about_run(run):
        table.add_row(Text(name, QUIET), Text(harmless(value)))
    return table
