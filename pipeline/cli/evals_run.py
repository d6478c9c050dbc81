"""`evenbrief evals run`: goldens in; every story briefed and judged by its labels, a report out."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.evals_scope import Options, engine_options, read_scope, scope_options
from pipeline.cli.evals_shown import shown_options
from pipeline.cli.model_options import model_flags, model_options
from schemas.exits import Exit, heaviest

if TYPE_CHECKING:
    from schemas.eval import CaseRecord


@click.command
@click.argument("golden", type=click.Path(path_type=Path), default=Path("golden"))
@engine_options
@scope_options
@click.option("--also-model", "models", multiple=True, metavar="NAME", help="One more model.")
@click.option(
    "--also-prompt",
    "prompts",
    type=click.Choice(("draft_brief", "draft_brief_free")),
    multiple=True,
    help="One more way to draft.",
)
@click.option("--repeats", type=click.IntRange(1, 20), default=1, show_default=True)
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Keep the run there.")
@model_options
@shown_options
def command(
    golden: Path,
    models: tuple[str, ...],
    prompts: tuple[str, ...],
    repeats: int,
    out: Path | None,
) -> Exit:
    """Brief every story of the GOLDEN folder and judge each brief by its labels.

    A run kept with --out is taken up where it stopped; cases that failed are asked again.
    """
    return _run(golden, Options(read_scope(), models, prompts, repeats, out))


def _run(golden: Path, options: Options) -> Exit:
    from evals.read import select_goldens, tell_none
    from pipeline.cli.evals_running import list_runs, run_one
    from pipeline.cli.evals_shown import show_run
    from pipeline.cli.output import say

    goldens = select_goldens(golden, options.scope.split)
    if not goldens:
        say(f"evenbrief: {tell_none(golden, options.scope.split)}")
        return Exit.NOTHING
    outcomes = []
    for wanted in list_runs(options, model_flags()):
        run = run_one(wanted, goldens, options)
        show_run(run, goldens)
        outcomes.append(_outcome(run.cases))
    return heaviest(outcomes)


def _outcome(cases: "tuple[CaseRecord, ...]") -> Exit:
    """Incomplete where a case came to nothing; how good the others are is for a gate to say."""
    from schemas.eval import Ending

    unmet = {Ending.ERRORED, Ending.SKIPPED}
    return Exit.INCOMPLETE if any(case.ending in unmet for case in cases) else Exit.FINE
