"""`evenbrief batch`: thousands of articles in, their briefs in a folder out; it can be resumed."""

from typing import TYPE_CHECKING, NamedTuple

import click

from pipeline.cli.extras import require_batch
from pipeline.cli.model_options import model_flags, model_options
from schemas.exits import Exit

if TYPE_CHECKING:
    from pipeline.model_use import ModelUse

EMBEDDED, MODEL = ENGINES = ("embedded", "model")
LOCAL, LATER, RAY = PLACES = ("local", "openai-batch", "ray")
FORMS = ("parquet", "jsonl")
ABOVE_ZERO = click.FloatRange(min=0, min_open=True)
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
    on: str
    form: str
    rates: tuple[float | None, float | None]
    """Requests and tokens a minute, of a whole cluster."""
    wait: bool
    poll: float
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
@click.option(
    "--on",
    type=click.Choice(PLACES),
    default=LOCAL,
    show_default=True,
    help="Here; here, but asking in the provider's batches at half the price; or on a cluster.",
)
@click.option(
    "--parts", "form", type=click.Choice(FORMS), default="parquet", help="What a cluster writes."
)
@click.option("--rpm", type=ABOVE_ZERO, metavar="N", help="Requests a minute of a whole cluster.")
@click.option("--tpm", type=ABOVE_ZERO, metavar="N", help="Tokens a minute of a whole cluster.")
@click.option("--wait/--no-wait", default=True, help="Wait for the provider's batches.")
@click.option(
    "--poll",
    type=ABOVE_ZERO,
    default=30.0,
    show_default=True,
    metavar="SECONDS",
    help="How often a batch at the provider is looked at.",
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
    on: str,
    form: str,
    rpm: float | None,
    tpm: float | None,
    wait: bool,  # noqa: FBT001
    poll: float,
    progress: bool | None,  # noqa: FBT001
) -> Exit:
    """Brief each article of each INPUT; a run that was stopped goes on where it was.

    INPUT is a file, a folder, a pattern, a feed, JSON lines (.jsonl), CSV or Parquet.
    """
    if inputs.count("-") > 1:
        raise click.UsageError("standard input (-) can be read once only")
    if as_json and not dry_run:
        raise click.UsageError("--json is for --dry-run; a run's outputs are files in --out")
    options = Options(
        inputs, out, int(length), column, fetch, only_failed, limit, workers, config, engine,
        on, form, (rpm, tpm), wait, poll,
        progress, tuple(dict.fromkeys(forms)), one_file_each, dry_run, as_json,
    )  # fmt: skip
    _check(options)
    require_batch()
    options = options._replace(use=_find_use(options))
    if on == RAY:
        from pipeline.cli.batching_ray import run_on_ray

        return run_on_ray(options)
    from pipeline.cli.batching import run_batch

    return run_batch(options)


def _check(options: Options) -> None:
    """UsageError for what does not go together."""
    if options.on == LATER and options.engine == EMBEDDED:
        raise click.UsageError(f"--on {LATER} asks a model; add --engine model")
    if options.on != LOCAL and "-" in options.inputs:
        raise click.UsageError(f"--on {options.on} reads inputs several times; save - as a file")
    here = {
        "--format": options.forms,
        "--one-file-each": options.one_file_each,
        "--dry-run": options.dry_run,
        "--only-failed": options.only_failed,
        "--limit": options.limit,
        "--fetch": options.fetch,
    }
    if options.on == RAY and (given := next((name for name, value in here.items() if value), "")):
        raise click.UsageError(f"{given} is not for --on {RAY}; leave it out")


def _find_use(options: Options) -> "ModelUse | None":
    from pipeline.cli.chosen import find_chosen
    from pipeline.settings import load_settings

    return find_chosen(options.engine, model_flags(), load_settings(options.config), options.config)
