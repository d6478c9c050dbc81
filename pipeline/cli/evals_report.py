"""`evenbrief evals report`: stored runs in, a report of them in any form out."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.evals_shown import in_repository, paper_of, write_report, write_summary
from pipeline.cli.output import put, say
from schemas.exits import Exit

if TYPE_CHECKING:
    from evals.report import Report
    from schemas.eval import Run
    from schemas.golden import Golden

FORMATS = ("text", "markdown", "junit", "github", "jsonl", "html")


@click.command
@click.argument("runs", nargs=-1, required=True, metavar="RUN...",
                type=click.Path(path_type=Path))  # fmt: skip
@click.option("--against", type=click.Path(path_type=Path), metavar="RUN",
              help="Show what changed since that run, worse first.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE",
              help="Write the report there instead of printing it.")  # fmt: skip
@click.option("--golden", type=click.Path(path_type=Path), default=Path("golden"),
              show_default=True, help="Where the articles lie, for their words.")  # fmt: skip
@click.option("--explain", is_flag=True, help="Print every fault and table.")
def command(
    runs: tuple[Path, ...],
    against: Path | None,
    form: str,
    out: Path | None,
    golden: Path,
    explain: bool,  # noqa: FBT001 - click gives flags by name
) -> Exit:
    """Print RUN again: a file of `evals run --out`, or its folder with all its runs.

    The github form also adds to the step's summary where GITHUB_STEP_SUMMARY is set. Ends with 4
    where a case came to nothing or the two runs are not of the same cases.
    """
    from evals.report import render_report

    report = _gather(runs, against, golden, needs_words=form in ("html", "github"))
    text = render_report(form, report._replace(paper=paper_of(explain=explain)))
    if out:
        write_report(out, text)
    else:
        put(text)
    if form == "github":
        write_summary(report)
    return _outcome(report)


def _gather(
    runs: tuple[Path, ...], against: Path | None, golden: Path, *, needs_words: bool
) -> "Report":
    """All that the report is of; what reading it had to say is said."""
    from evals.report import Report
    from evals.report_changes import set_against
    from pipeline.cli.evals_compare import find_run
    from schemas.errors import EvalError

    read = [_read(path) for folder in runs for path in _files(folder)]
    if against and len(read) > 1:
        raise EvalError(f"--against {against}: is for one run, {len(read)} are named; name one")
    base = _read(find_run(against)) if against else None
    notes = [note for _, note in (*read, *([base] if base else [])) if note]
    for note in notes:
        say(f"evenbrief: {note}")
    return Report(
        runs=tuple(run for run, _ in read),
        goldens=_goldens(golden) if needs_words else (),
        folder=in_repository(golden),
        versus=set_against(read[0][0], base[0]) if base else None,
        notes=tuple(notes),
    )


def _files(path: Path) -> tuple[Path, ...]:
    """The file itself, or every run of a folder."""
    from schemas.errors import EvalError

    if not path.is_dir():
        return (path,)
    files = tuple(sorted(path.glob("*.jsonl")))
    if not files:
        raise EvalError(f"{path}: holds no run; name a folder of `evals run --out`")
    return files


def _read(path: Path) -> "tuple[Run, str]":
    from evals.stored import read_run

    stored = read_run(path)
    return stored.run, stored.note


def _goldens(folder: Path) -> "tuple[Golden, ...]":
    """The articles where they are at hand; a report can do without, and says so."""
    from evals.read import find_article_ids, read_goldens

    if not folder.is_dir() or not find_article_ids(folder):
        say(f"evenbrief: {folder}: no articles there; the report does without their words")
        return ()
    return read_goldens(folder)


def _outcome(report: "Report") -> Exit:
    """Incomplete where a case came to nothing, or where the two runs are of other cases."""
    from evals.measures import count_endings, count_missing

    for run in report.runs:
        endings = count_endings(run.cases)
        if endings.errored or endings.skipped or count_missing(run):
            return Exit.INCOMPLETE
    is_paired = report.versus is None or report.versus.comparison.is_complete
    return Exit.FINE if is_paired else Exit.INCOMPLETE
