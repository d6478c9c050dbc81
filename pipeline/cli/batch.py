"""`evenbrief batch`: thousands of articles in, their briefs in a folder out; it can be resumed."""

from typing import TYPE_CHECKING, NamedTuple

import click

from pipeline.cli.extras import require_batch
from pipeline.cli.model_options import model_flags, model_options
from schemas.exits import Exit

if TYPE_CHECKING:
    from pipeline.model_use import ModelUse

EMBEDDED, MODEL = ENGINES = ("embedded", "model")
LENGTHS = ("60", "120", "250")
FORMATS = ("markdown", "html")


class Options(NamedTuple):
    """What the command line said."""

    inputs: tuple[str, ...]
    out: str
    length: int
    column: str
    fetch: bool
    only_failed: bool
    limit: int | None
    workers: int | None
    config: str | None
    engine: str
    progress: bool | None
    """Whether progress is to be shown; `None` where nothing was said."""
    forms: tuple[str, ...] = ()
    one_file_each: bool = False
    dry_run: bool = False
    as_json: bool = False
    use: "ModelUse | None" = None
    """The model; `None` for the embedded engine."""


@click.command
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--out", required=True, metavar="DIR", help="Where all goes, the journal too.")
@click.option(
    "--length", type=click.Choice(LENGTHS), default="120", show_default=True, help="Words at most."
)
@click.option(
    "--format",
    "forms",
    type=click.Choice(FORMATS),
    multiple=True,
    help="A page for each brief, too; may be given twice.",
)
@click.option("--one-file-each", is_flag=True, help="JSON in a file an article, not in one of all.")
@click.option("--dry-run", is_flag=True, help="Say what is to be done and costs; do nothing.")
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
@click.option("--column", default="", metavar="NAME", help="The column of a table with the text.")
@click.option("--fetch", is_flag=True, help="Let inputs be addresses, and fetch them.")
@click.option("--only-failed", is_flag=True, help="Only what failed before, once more.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="The first N articles.")
@click.option("--workers", type=click.IntRange(1, 256), metavar="N", help="Processes; else cores.")
@click.option("--config", metavar="FILE", help="Settings; without it ./evenbrief.toml, if there.")
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default=EMBEDDED,
    envvar="EVENBRIEF_ENGINE",
    show_default=True,
    help="Rules that need no key, or a model.",
)
@model_options
@click.option("--progress/--no-progress", default=None, help="A bar; else only at a terminal.")
def command(
    inputs: tuple[str, ...],
    out: str,
    length: str,
    forms: tuple[str, ...],
    one_file_each: bool,  # noqa: FBT001
    dry_run: bool,  # noqa: FBT001
    as_json: bool,  # noqa: FBT001
    column: str,
    fetch: bool,  # noqa: FBT001
    only_failed: bool,  # noqa: FBT001
    limit: int | None,
    workers: int | None,
    config: str | None,
    engine: str,
    progress: bool | None,  # noqa: FBT001
) -> Exit:
    """Brief each article of each INPUT; a run that was stopped goes on where it was.

    INPUT is a file, a folder, a pattern, a feed, JSON lines (.jsonl), CSV or Parquet.
    """
    if inputs.count("-") > 1:
        raise click.UsageError("standard input (-) can be read once only")
    if as_json and not dry_run:
        raise click.UsageError("--json is for --dry-run; a run's outputs are files in --out")
    require_batch()
    from pipeline.cli.batching import run_batch

    options = Options(
        inputs, out, int(length), column, fetch, only_failed, limit, workers, config, engine,
        progress, tuple(dict.fromkeys(forms)), one_file_each, dry_run, as_json,
    )  # fmt: skip
    return run_batch(options._replace(use=_find_use(options)))


def _find_use(options: Options) -> "ModelUse | None":
    from pipeline.cli.chosen import find_chosen
    from pipeline.settings import load_settings

    return find_chosen(options.engine, model_flags(), load_settings(options.config), options.config)
