"""`evenbrief evals power`: goldens in; out, what share of provable errors is caught."""

import os
from pathlib import Path

import click

from pipeline.cli.output import put, say
from schemas.exits import Exit


@click.command
@click.argument("golden", type=click.Path(path_type=Path), default=Path("golden"))
@click.option("--split", type=click.Choice(("dev", "test")), help="Only this one.")
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "markdown", "json")),
    default="text",
    show_default=True,
)
@click.option(
    "--tried",
    "tried_path",
    type=click.Path(path_type=Path),
    help="Write all that was tried into a file, one JSON line each.",
)
@click.option("--survivors", is_flag=True, help="List every mutant that passed.")
@click.option("--enforce", is_flag=True, help="End with 1 where a target is missed.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes; by default one a core.")
def command(
    golden: Path,
    split: str | None,
    form: str,
    tried_path: Path | None,
    survivors: bool,  # noqa: FBT001 - click gives flags by name
    enforce: bool,  # noqa: FBT001
    jobs: int | None,
) -> Exit:
    """Make true sentences of the GOLDEN folder wrong, and count what the check catches."""
    from evals.power import measure_power
    from evals.power_json import render_power_json
    from evals.power_show import render_power
    from evals.power_table import count_power
    from evals.read import select_goldens

    goldens = select_goldens(golden, split or "all")
    if not goldens:
        say(f"{golden}: no article to try{f' in split {split}' if split else ''}.")
        return Exit.NOTHING
    power = measure_power(goldens, jobs or os.cpu_count() or 1)
    if tried_path:
        _write(tried_path, [tried.model_dump_json() for tried in power.tried])
    table = count_power(power)
    if form == "json":
        put(render_power_json(table))
    else:
        put(render_power(table, markdown=form == "markdown", survivors=survivors))
    for group in table.missed if enforce else ():
        say(f"power: {group} misses its target")
    return Exit.FAILED if enforce and table.missed else Exit.FINE


def _write(path: Path, lines: list[str]) -> None:
    """JSON lines into a file; a path that cannot be written is the user's to mend."""
    from schemas.errors import EvalError

    try:
        path.write_text("\n".join((*lines, "")), encoding="utf-8")
    except OSError as error:
        raise EvalError(f"{path}: {error.strerror}; name a file that can be written") from error
