"""A run in, what a person reads at the terminal out: warnings, scores, what is wrong.

Calm: one table of scores, and of the kinds of figure only those in which something is wrong. All
of it is printed where everything is asked for, and stands on the page anyway.
"""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from evals.compare_show import render_comparison
from evals.counts import first, released
from evals.faults import Fault, find_faults, name_of
from evals.measures import Better, Group, Measured, measure_run
from evals.report_changes import Versus
from evals.report_tables import (
    Plain,
    group_tables,
    matrix_tables,
    moved_table,
    score_row,
    sides_table,
    summary_line,
)
from evals.report_words import BESIDE, about_run, title_words, warn_of
from pipeline.show.findings import plural
from pipeline.show.snippets import harmless
from pipeline.show.terminal import QUIET, Paper, printed
from schemas.eval import Run

MOST = 12
"""Faults printed, unless everything is asked for."""

SHORT = "s·e·a"
"""Heads the column of cases that were skipped, errored and abstained."""

ARROWS = {Better.HIGHER: "↑", Better.LOWER: "↓"}


def render_terminal(
    run: Run, paper: Paper, notes: Sequence[str] = (), versus: Versus | None = None
) -> str:
    """Warnings first, then every rate with what it is made of, then the worst faults.

    With `versus` what changed stands before all that, and only that unless all is asked for.
    `notes` are what reading the run's file had to say. `paper.explain` prints all there is.
    """
    warnings = [Text(f"! {_line(text)}", "yellow") for text in (*notes, *warn_of(run))]
    changed = _changed(versus) if versus else []
    if versus and not paper.explain:
        return printed([*changed, *warnings, *_titled(sides_table(run))], paper)
    parts: list[RenderableType] = [Text(_line(title_words(run)), "bold"), Text(summary_line(run))]
    parts += [*warnings, "", *_titled(sides_table(run))]
    parts += [Text("Scores", "bold"), _scores(measure_run(run)), Text(_KEY, QUIET), ""]
    for table in _others(run, paper):
        parts += _titled(table)
    parts += [*fault_lines(find_faults(run.cases), paper), _about(run)]
    return printed([*changed, *parts], paper)


def _changed(versus: Versus) -> list[RenderableType]:
    """What got worse, then the measures that moved."""
    told = _mute(render_comparison(versus.comparison).rstrip())
    return [Text(told, no_wrap=True, overflow="ignore"), "", *_titled(moved_table(versus))]


_KEY = (
    f"{SHORT}: cases {BESIDE}. 95%: Wilson, or documents drawn again. ↑ more is better, ↓ less. "
    "(hard): a single new one blocks."
)


def _scores(measured: Sequence[Measured]) -> Table:
    """Every measure in one table, a line before each group."""
    table = _table(("", "hits/of", "share", "95%", "articles", SHORT))
    for group in Group:
        table.add_row(Text(group.value, QUIET))
        for one in (each for each in measured if each.measure.group is group):
            title, *numbers, beside, _ = score_row(one)
            words = f"  {ARROWS[one.measure.better]} {title}"
            table.add_row(Text(words), *map(Text, (*numbers, beside.replace(" ", ""))))
    return table


def _others(run: Run, paper: Paper) -> Iterator[Plain]:
    """By split and kind, then the matrices: of kinds only those with something wrong."""
    yield from group_tables(run)
    sides = (("the released briefs", released), ("the first drafts", first))
    for of, pick in sides if paper.explain else sides[:1]:
        for table in matrix_tables(run, of, pick):
            is_of_kinds = table.title.startswith("Kinds")
            yield _troubled(table) if is_of_kinds and not paper.explain else table


def _troubled(table: Plain) -> Plain:
    """Only kinds of which a figure is wrong, and how many kinds were left out."""
    *rows, sums = table.rows
    right = table.columns.index("supported") if "supported" in table.columns else 0
    kept = [row for row in rows if row[right] != row[-1]]
    left = plural(len(rows) - len(kept), "kind")
    said = f"{left} without a wrong figure left out; {table.note}"
    return table._replace(rows=(*kept, sums), note=said if len(kept) < len(rows) else table.note)


def _titled(plain: Plain) -> list[RenderableType]:
    """A table under its title, its note below."""
    table = _table(tuple(SHORT if column == BESIDE else column for column in plain.columns))
    for row in plain.rows:
        table.add_row(*(Text(_line(cell).replace(" · ", "·")) for cell in row))
    note = [Text(plain.note, QUIET)] if plain.note else []
    return [Text(plain.title, "bold"), table, *note, ""]


def _table(columns: Sequence[str]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style=QUIET)
    for at, column in enumerate(columns):
        table.add_column(
            Text(column, QUIET), justify="right" if at else "left", overflow="fold", vertical="top"
        )
    return table


def fault_lines(faults: Sequence[Fault], paper: Paper) -> list[RenderableType]:
    """Each fault with its reason, worst first, and how many are left out."""
    if not faults:
        return [Text("Nothing is wrong in any case.", "green"), ""]
    shown = faults if paper.explain else faults[:MOST]
    parts: list[RenderableType] = [Text("What is wrong, worst first", "bold")]
    for fault in shown:
        sign, style = ("✗", "red") if fault.is_hard else ("?", "yellow")
        said = f"{sign} {fault.sort.value}  {name_of(fault.case)}  {fault.title}"
        parts.append(Text(_line(said, "  "), style))
        parts.append(Padding(Text(_line(fault.reason)), (0, 0, 0, 4)))
    if len(faults) > len(shown):
        parts.append(Text(f"and {len(faults) - len(shown)} more: --explain", QUIET))
    return [*parts, ""]


def _line(text: str, apart: str = " ") -> str:
    """The text on one line, without what steers a terminal or a build server's log."""
    return harmless(_mute(apart.join(" ".join(part.split()) for part in text.split(apart))))


def _mute(text: str) -> str:
    """GitHub obeys a line of a log that begins with `::`, and `##[` anywhere; here neither is."""
    return text.replace("::", ": :").replace("##[", "## [")


def _about(run: Run) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in about_run(run):
        table.add_row(Text(name, QUIET), Text(_line(value)))
    return table
