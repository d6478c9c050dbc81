"""Runs in, a report of them out in any of its forms; the forms do not know of each other."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from evals.lines import line_of
from evals.report_changes import Versus
from evals.report_github import Places, render_github
from evals.report_junit import render_junit
from evals.report_markdown import MOST_BYTES, render_markdown
from evals.report_page import render_page
from evals.report_terminal import render_terminal
from pipeline.show.terminal import Paper
from schemas.errors import EvalError
from schemas.eval import Run
from schemas.golden import Golden


class Report(NamedTuple):
    """All that a report may print."""

    runs: Sequence[Run]
    goldens: Sequence[Golden] = ()
    """Give the articles, where they are at hand."""
    folder: Path = Path("golden")
    """Where they lie, as annotations name it."""
    versus: Versus | None = None
    """What the first run is held against."""
    notes: Sequence[str] = ()
    """What reading the first run's file had to say."""
    paper: Paper = Paper()

    def noted(self, at: int) -> tuple[Sequence[str], Versus | None]:
        """The notes and the comparison, which are of the first run only."""
        return ((), None) if at else (self.notes, self.versus)


def render_report(form: str, report: Report) -> str:
    """The report in one of `FORMS`."""
    return FORMS[form](report)


def render_summary(report: Report, room: int = MOST_BYTES) -> str:
    """Markdown of all runs within so many bytes, for a step's summary; empty where none fits."""
    told = ""
    for at, run in enumerate(report.runs):
        left = room - len(told.encode())
        told += render_markdown(run, *report.noted(at), left) if left > _LEAST else ""
    return told


_LEAST = 2_000
"""Bytes below which a summary is not begun."""


def _text(report: Report) -> str:
    return "\n".join(
        render_terminal(run, report.paper, *report.noted(at)) for at, run in enumerate(report.runs)
    )


def _github(report: Report) -> str:
    places = Places(report.folder, report.goldens)
    return "".join(
        render_github(run, places, *report.noted(at)) for at, run in enumerate(report.runs)
    )


def _lines(report: Report) -> str:
    """The run's own lines, in the order of goldens, stories and repeats."""
    if len(report.runs) > 1 or report.versus:
        raise EvalError("jsonl: is of one run; name one, or ask `evals compare --format json`")
    run = report.runs[0]
    lines = [line_of(run.header), *map(line_of, run.cases)]
    lines += [line_of(run.footer)] if run.footer else []
    return "".join(f"{line}\n" for line in lines)


FORMS: Mapping[str, Callable[[Report], str]] = {
    "text": _text,
    "markdown": render_summary,
    "junit": lambda report: render_junit(
        report.runs, report.versus.comparison if report.versus else None
    ),
    "github": _github,
    "jsonl": _lines,
    "html": lambda report: render_page(report.runs, report.goldens, report.versus, report.notes),
}
"""Every form, by the name that the command line gives it."""
