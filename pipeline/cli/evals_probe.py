"""`evenbrief evals probe`: goldens in; their figures swapped, briefed again; who follows, out."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.evals_scope import Options, engine_options, read_scope, scope_options
from pipeline.cli.model_options import model_flags, model_options
from pipeline.cli.output import put, say
from schemas.exits import Exit, heaviest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evals.counterfactual import Counterfactual
    from schemas.eval import Run


@click.command
@click.argument("golden", type=click.Path(path_type=Path), default=Path("golden"))
@engine_options
@scope_options
@click.option("--seed", type=int, default=0, show_default=True, help="Other figures for another.")
@model_options
def command(golden: Path, seed: int) -> Exit:
    """Swap the figures of the GOLDEN articles, brief them again, and see that briefs follow.

    A brief that tells an old figure has it from elsewhere than its article. It ends with 1 where
    one does, with 4 where a brief did not come, and with 5 where no swapped figure was told.
    """
    from evals.counterfactual import make_counterfactual
    from evals.read import select_goldens, tell_none
    from pipeline.cli.evals_running import list_runs, run_one

    asked = Options(read_scope())
    goldens = select_goldens(golden, asked.scope.split)
    if not goldens:
        say(f"evenbrief: {tell_none(golden, asked.scope.split)}")
        return Exit.NOTHING
    others = [make_counterfactual(one, seed) for one in goldens]
    outcomes = []
    for wanted in list_runs(asked, model_flags()):
        run = run_one(wanted, [one.golden for one in others], asked)
        outcomes.append(_show(wanted.name, run, others))
    return heaviest(outcomes)


def _show(name: str, run: "Run", others: "Sequence[Counterfactual]") -> Exit:
    """What came of one engine, and its outcome."""
    from evals.counterfactual import add_followings, list_faults, score_following
    from evals.intervals import wilson
    from schemas.eval import Ending

    table = {one.golden.id: one for one in others}
    found = [score_following(case, table[case.golden]) for case in run.cases]
    total = add_followings(found)
    lost = sum(one.ending in {Ending.ERRORED, Ending.SKIPPED} for one in found)
    swaps = sum(len(one.swaps) for one in others)
    reach = wilson(total)
    low = f", at least {reach.low:.1%} (95%)" if reach else ""
    put(
        f"{name}: {total.hits} of {total.of} figures of swapped facts follow the source{low}; "
        f"{swaps} facts swapped in {len(found)} stories, {lost} without a brief"
    )
    for fault in list_faults(found):
        put(f"  {fault}")
    astray = sum(len(one.astray) for one in found)
    if astray:
        put(f"  {astray} more figures are neither old nor in the article, by its labels")
    if lost:
        return Exit.INCOMPLETE
    if not total.of:
        say(f"evenbrief: {name}: no figure of a swapped fact was told; nothing is shown by that")
        return Exit.NOTHING
    return Exit.FAILED if total.hits < total.of else Exit.FINE
