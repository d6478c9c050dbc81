"""How a run is shown: the options that several commands share, and the report they ask for."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pipeline.cli.output import is_colourful, put, say, width

if TYPE_CHECKING:
    from evals.report import Report
    from schemas.eval import Run
    from schemas.golden import Golden

Command = TypeVar("Command", bound=Callable[..., object])

FORMATS = ("text", "markdown", "jsonl")
_META = "evenbrief.evals.shown"


def shown_options(command: Command) -> Command:
    """A command with `--format`, `--page`, `--junit`, `--github`, `--explain` for `show_run`."""
    options = (
        click.option("--format", "form", type=click.Choice(FORMATS), default="text",
                     show_default=True, callback=_keep, expose_value=False),
        click.option("--page", metavar="FILE", callback=_keep, expose_value=False,
                     help="Write one self-contained HTML page there."),
        click.option("--junit", metavar="FILE", callback=_keep, expose_value=False,
                     help="Write JUnit XML there."),
        click.option("--github", is_flag=True, callback=_keep, expose_value=False,
                     help="Annotations, and a step summary where GITHUB_STEP_SUMMARY is set."),
        click.option("--explain", is_flag=True, callback=_keep, expose_value=False,
                     help="Print every fault and table."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def _keep(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    if parameter.name in ("page", "junit") and value and not Path(value).parent.is_dir():
        raise click.BadParameter(f"{Path(value).parent}: no such folder; make it first")
    context.meta.setdefault(_META, {})[parameter.name] = value


def show_run(run: "Run", goldens: "Sequence[Golden]") -> None:
    """The report of a run on standard output, and the files asked for beside it.

    A command that shows several runs calls this for each: the files are then of all so far. The
    folder of the goldens is the command's argument of that name.
    """
    from evals.report import Report, render_report

    context = click.get_current_context()
    asked = context.meta.get(_META, {})
    folder = in_repository(context.params.get("golden", Path("golden")))
    paper = paper_of(explain=bool(asked.get("explain")))
    one = Report((run,), goldens, folder, paper=paper)
    runs = asked.setdefault("runs", [])
    runs.append(run)
    every = one._replace(runs=tuple(runs))
    put(render_report(asked.get("form", "text"), one))
    for form, name in (("html", asked.get("page")), ("junit", asked.get("junit"))):
        if name:
            write_report(Path(name), render_report(form, every))
    if asked.get("github"):
        is_data = asked.get("form") == "jsonl"
        (_beside if is_data else put)(render_report("github", one))
        write_summary(one)


def _beside(lines: str) -> None:
    """Annotations where standard output is for data; a runner reads both."""
    if lines:
        say(lines.removesuffix("\n"))


def in_repository(folder: Path) -> Path:
    """The folder as an annotation names it: from here, where it lies below."""
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder


def paper_of(*, explain: bool) -> Any:
    """What this terminal can show."""
    from pipeline.show.terminal import Paper

    return Paper(width=width(), colour=is_colourful(), explain=explain)


def write_report(path: Path, text: str) -> None:
    """The text as a file; raises EvalError where it cannot be written."""
    from schemas.errors import EvalError

    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise EvalError(f"{path}: cannot be written ({error.strerror}); name another") from error


def write_summary(report: "Report") -> None:
    """The report below what the step's summary holds already, as far as GitHub takes it."""
    from evals.report import render_summary
    from evals.report_markdown import MOST_BYTES
    from schemas.errors import EvalError

    name = os.environ.get("GITHUB_STEP_SUMMARY")
    if not name:
        return
    path = Path(name)
    try:
        there = path.stat().st_size if path.exists() else 0
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(render_summary(report, MOST_BYTES - there))
    except OSError as error:
        raise EvalError(
            f"{path}: the step's summary cannot be written ({error.strerror}); "
            "unset GITHUB_STEP_SUMMARY"
        ) from error
