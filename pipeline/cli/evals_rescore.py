"""`evenbrief evals rescore`: a stored run in, the same texts judged by today's labels out."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.evals_shown import shown_options
from schemas.exits import Exit

if TYPE_CHECKING:
    from schemas.eval import Run


@click.command
@click.argument("run", type=click.Path(path_type=Path))
@click.argument("golden", type=click.Path(path_type=Path), default=Path("golden"))
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Keep it there.")
@shown_options
def command(run: Path, golden: Path, out: Path | None) -> Exit:
    """Judge the texts of a stored RUN again by the labels of GOLDEN; nobody is asked anything.

    What needs more than a text stays as it was measured: notes, balance, cost, what was withheld.
    """
    from evals.read import select_goldens
    from evals.rescore import rescore
    from evals.stored import read_run
    from pipeline.cli.evals_shown import show_run
    from pipeline.cli.output import say

    goldens = select_goldens(golden, "all")
    stored = read_run(run)
    if stored.note:
        say(f"evenbrief: {stored.note}")
    anew = rescore(stored.run, goldens)
    if out:
        _keep(anew, out)
    show_run(anew, goldens)
    return _outcome(anew)


def _outcome(run: "Run") -> Exit:
    """Incomplete where a case came to nothing or was never reached."""
    from evals.measures import count_endings, count_missing
    from pipeline.cli.output import say

    missing, endings = count_missing(run), count_endings(run.cases)
    if missing:
        say(f"evenbrief: {missing} cases of the run are missing; take it up with `evals run --out`")
    lost = missing or endings.errored or endings.skipped
    return Exit.INCOMPLETE if lost else Exit.FINE


def _keep(run: "Run", path: Path) -> None:
    from evals.results import keep_run

    kept = keep_run(path, run.header)
    for case in run.cases:
        kept.add(case)
    kept.finish(run.footer.seconds if run.footer else 0)
