"""`evenbrief batch`: thousands of articles in, their briefs in a folder out; it can be resumed."""

from typing import TYPE_CHECKING, NamedTuple

import click

from pipeline.cli.model_options import model_flags, model_options
from schemas.exits import Exit

if TYPE_CHECKING:
    from pipeline.model_use import ModelUse

EMBEDDED, MODEL = ENGINES = ("embedded", "model")
LOCAL, LATER, RAY = PLACES = ("local", "openai-batch", "ray")
FORMS = ("parquet", "jsonl")
ABOVE_ZERO = click.FloatRange(min=0, min_open=True)
LENGTHS = ("60", "120", "250")


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
    use: "ModelUse | None" = None
    """The model; `None` for the embedded engine."""


@click.command
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--out", required=True, metavar="DIR", help="Where all goes, the journal too.")
@click.option(
    "--length", type=click.Choice(LENGTHS), default="120", show_default=True, help="Words at most."
)
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
    options = Options(
        inputs, out, int(length), column, fetch, only_failed, limit, workers, config, engine,
        on, form, (rpm, tpm), wait, poll, progress,
    )  # fmt: skip
    if on == LATER and engine == EMBEDDED:
        raise click.UsageError(f"--on {LATER} asks a model; add --engine model")
    if on == LATER and "-" in inputs:
        raise click.UsageError(f"--on {LATER} reads inputs several times; save - as a file")
    options = options._replace(use=_find_use(options))
    if on == RAY:
        from pipeline.cli.batching_ray import run_on_ray

        return run_on_ray(options)
    from pipeline.cli.batching import run_batch

    return run_batch(options)


def _find_use(options: Options) -> "ModelUse | None":
    from pipeline.cli.chosen import find_chosen
    from pipeline.settings import load_settings

    return find_chosen(options.engine, model_flags(), load_settings(options.config), options.config)
