"""The flags of a model, declared once for every command that may ask one; what they said out."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

import click

from pipeline.model_settings import SETTINGS, flag

Command = TypeVar("Command", bound=Callable[..., object])

_CHOICES: Mapping[str, tuple[str, ...]] = {
    "mode": ("auto", "schema", "tools", "json"),
    "prompt": ("draft_brief", "draft_brief_free"),
    "cache": ("off", "readwrite", "replay"),
}
_METAVARS = {
    "model": "NAME", "base_url": "URL", "budget": "USD", "effort": "WORD", "temperature": "NUMBER",
    "window": "TOKENS",
}  # fmt: skip
_FLAGS = ("model", "base_url", "mode", "prompt", "cache", "budget", "effort", "temperature",
          "window")  # fmt: skip
"""Settings that a single run may want otherwise; the others stand in the environment or a file."""

_META = "evenbrief.model"


def model_options(command: Command) -> Command:
    """A command with the flags of a model; it reads them with `model_flags`."""
    for name in reversed(_FLAGS):
        choices = _CHOICES.get(name)
        add = click.option(
            flag(name),
            type=click.Choice(choices) if choices else str,
            metavar=_METAVARS.get(name),
            callback=_keep,
            expose_value=False,
            help=f"{SETTINGS[name].meaning[0].upper()}{SETTINGS[name].meaning[1:]}.",
        )
        command = add(command)
    return command


def model_flags() -> Mapping[str, str]:
    """What the flags of this run said, by the names of `SETTINGS`."""
    return cast("Mapping[str, str]", click.get_current_context().meta.get(_META, {}))


def _keep(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    if value is not None and parameter.name:
        context.meta.setdefault(_META, {})[parameter.name] = value
