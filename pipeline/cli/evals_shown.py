"""How a run is shown: the options that several commands share, and the report they ask for."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from schemas.eval import Run
    from schemas.golden import Golden

Command = TypeVar("Command", bound=Callable[..., object])

FORMATS = ("text", "markdown", "json")
_META = "evenbrief.evals.shown"


def shown_options(command: Command) -> Command:
    """A command with `--format`, `--page`, `--junit` and `--github`; `show_run` reads them."""
    options = (
        click.option("--format", type=click.Choice(FORMATS), default="text", show_default=True,
                     callback=_keep, expose_value=False),
        click.option("--page", metavar="FILE", callback=_keep, expose_value=False,
                     help="Write one self-contained HTML page there."),
        click.option("--junit", metavar="FILE", callback=_keep, expose_value=False,
                     help="Write JUnit XML there."),
        click.option("--github", is_flag=True, callback=_keep, expose_value=False,
                     help="Annotations, and a step summary where GITHUB_STEP_SUMMARY is set."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def _keep(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    context.meta.setdefault(_META, {})[parameter.name] = value


def show_run(run: "Run", goldens: "Sequence[Golden]") -> None:
    """The report of a run on standard output, and the files asked for beside it."""
    from evals.measures import measure_run
    from pipeline.cli.output import put

    lines = [f"{m.measure.group}: {m.measure.title}: {m.rate.share}" for m in measure_run(run)]
    put("\n".join(lines) + "\n")
