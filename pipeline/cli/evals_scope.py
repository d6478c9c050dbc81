"""What `evals run`, `probe` and `gate` are all asked: the options they share and their answers."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., object])

LENGTHS = ("60", "120", "250")
ENGINES = ("embedded", "model")
SPLITS = ("dev", "test", "all")
_META = "evenbrief.evals.scope"


class Scope(NamedTuple):
    """Of which goldens briefs are made, how long, and by whose settings."""

    split: str
    length: int
    """Words."""
    config: str | None
    engines: tuple[str, ...] = ENGINES[:1]


class Options(NamedTuple):
    """What a run of several engines is asked."""

    scope: Scope
    models: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()
    repeats: int = 1
    out: Path | None = None


def scope_options(command: Command) -> Command:
    """A command with `--split`, `--length` and `--config`; it reads them with `read_scope`."""
    options = (
        click.option("--split", type=click.Choice(SPLITS), default="all", show_default=True,
                     callback=_keep, expose_value=False),
        click.option("--length", type=click.Choice(LENGTHS), default="250", show_default=True,
                     callback=_keep, expose_value=False),
        click.option("--config", metavar="FILE", callback=_keep, expose_value=False,
                     help="Settings; without it ./evenbrief.toml, if there."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def engine_options(command: Command) -> Command:
    """A command with `--engine`, once for each that is to be run."""
    return click.option(
        "--engine", "engines", type=click.Choice(ENGINES), multiple=True,
        callback=_keep, expose_value=False,
        help="Several times for several; without it, the rules that need no key.",
    )(command)  # fmt: skip


def read_scope() -> Scope:
    """What the shared options of this run said."""
    said = click.get_current_context().meta[_META]
    engines = said.get("engines") or ENGINES[:1]
    return Scope(said["split"], int(said["length"]), said["config"], engines)


def _keep(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    context.meta.setdefault(_META, {})[parameter.name] = value
