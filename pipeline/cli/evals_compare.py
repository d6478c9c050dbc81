"""`evenbrief evals compare`: two stored runs in, what changed document by document out."""

from pathlib import Path

import click

from pipeline.cli.output import put, say
from schemas.exits import Exit

FORMATS = ("text", "markdown", "json")


@click.command
@click.argument("base", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
def command(base: Path, new: Path, form: str) -> Exit:
    """Set two runs side by side: BASE and NEW are files of `evals run --out`, or their folders.

    Ends with 4 where the two runs are not of the same cases; it judges nothing, `gate` does.
    """
    from evals.compare import compare_runs
    from evals.compare_show import render_comparison
    from evals.stored import read_run
    from pipeline.show.plain import plain, to_json

    runs = []
    for path in (base, new):
        stored = read_run(find_run(path))
        if stored.note:
            say(f"evenbrief: {stored.note}")
        runs.append(stored.run)
    found = compare_runs(*runs)
    if form == "json":
        put(to_json(plain(found.model_dump(by_alias=True))) + "\n")
    else:
        put(render_comparison(found, markdown=form == "markdown"))
    return Exit.FINE if found.is_complete else Exit.INCOMPLETE


def find_run(path: Path) -> Path:
    """The file of a run, or the only one of a folder; raises EvalError where there are others."""
    from schemas.errors import EvalError

    if not path.is_dir():
        return path
    files = sorted(path.glob("*.jsonl"))
    if len(files) != 1:
        names = ", ".join(file.name for file in files) or "none"
        raise EvalError(f"{path}: holds {len(files)} runs ({names}); name one of its files")
    return files[0]
