"""A run in, Markdown out, for a pull request, a wiki or a step's summary.

Whatever a model or an article wrote is escaped: it mentions nobody, opens no tag and ends no table
cell. The text stays under a million bytes, for GitHub takes no longer summary.
"""

from collections.abc import Iterator, Sequence

from evals.compare_show import render_comparison
from evals.faults import Fault, find_faults, name_of
from evals.report_changes import Versus
from evals.report_tables import Plain, all_tables, moved_table, summary_line
from evals.report_words import about_run, title_words, warn_of
from pipeline.show.markdown import escaped
from schemas.eval import Run

MOST_BYTES = 1_000_000
"""GitHub refuses a step summary of over 1 MiB (docs.github.com, workflow commands; 2026-11-21)."""

_REST = 200
"""Bytes kept for the line that counts what is left out."""

_LONGEST = 2_000
"""Letters of a single fault."""


def render_markdown(
    run: Run, notes: Sequence[str] = (), versus: Versus | None = None, room: int = MOST_BYTES
) -> str:
    """What changed, warnings, every table, where the run comes from, then as many faults as fit.

    `room` is how many bytes there are for it all; what does not fit is counted.
    """
    changed = _changed(versus) if versus else ""
    head = "".join(f"{line}\n" for line in _head(run, notes))
    told = changed + head
    if len(told.encode()) > room - _REST:
        return f"{_cut(told, room - _REST)}\n\nThe rest did not fit; the page has all of it.\n"
    return told + _fitting(find_faults(run.cases), room - len(told.encode()))


def _cut(text: str, room: int) -> str:
    """As many whole lines as fit."""
    kept = text.encode()[: max(room, 0)].decode(errors="ignore")
    return kept[: kept.rfind("\n") + 1]


def _changed(versus: Versus) -> str:
    """What got worse, then the measures that moved."""
    told = render_comparison(versus.comparison, markdown=True)
    table = "".join(f"{line}\n" for line in table_lines(moved_table(versus)))
    return f"{told.rstrip()}\n\n{table}\n"


def cell(text: str) -> str:
    """Words on one line as Markdown prints them, in a table too."""
    return escaped(" ".join(text.split()))


def _head(run: Run, notes: Sequence[str]) -> Iterator[str]:
    yield f"## {cell(title_words(run))}\n"
    yield f"{cell(summary_line(run))}\n"
    for warning in (*notes, *warn_of(run)):
        yield f"> **!** {cell(warning)}\n"
    for table in all_tables(run):
        yield from table_lines(table)
    yield "<details><summary>Where this run comes from</summary>\n"
    yield from (f"- {cell(name)}: {cell(value)}" for name, value in about_run(run))
    yield "\n</details>\n"


def table_lines(plain: Plain) -> Iterator[str]:
    """A heading, the table and its note."""
    yield f"### {cell(plain.title)}\n"
    yield f"| {' | '.join(cell(column) for column in plain.columns)} |"
    yield f"| {' | '.join(['---', *['---:'] * (len(plain.columns) - 1)])} |"
    yield from (f"| {' | '.join(cell(word) for word in row)} |" for row in plain.rows)
    yield f"\n{cell(plain.note)}\n" if plain.note else ""


def _fitting(faults: Sequence[Fault], room: int) -> str:
    """As many faults as fit, and how many do not."""
    if not faults:
        return "Nothing is wrong in any case.\n"
    lines = ["### What is wrong, worst first\n\n"]
    left = room - _REST - len(lines[0].encode())
    for at, fault in enumerate(faults):
        line = _fault(fault)
        left -= len(line.encode())
        if left < 0:
            return "".join([*lines, f"\n… and {len(faults) - at} more, which the page shows.\n"])
        lines.append(line)
    return "".join(lines)


def _fault(fault: Fault) -> str:
    said = f"**{fault.sort.value}** {cell(name_of(fault.case))}: {cell(fault.title[:_LONGEST])}"
    return f"- {said}. {cell(fault.reason[:_LONGEST])}\n"
