"""An engine's name and flags in, the model to ask out; `None` for the embedded engine."""

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pipeline.model_use import ModelUse
    from pipeline.settings import Settings

EMBEDDED = "embedded"


def find_chosen(
    engine: str, flags: Mapping[str, str], settings: "Settings", config: str | None
) -> "ModelUse | None":
    """The model to ask; the embedded engine is not delayed by the question.

    Raises UsageError for a model's flag without a model, SettingsError where none is named.
    """
    if engine == EMBEDDED:
        if flags:
            from pipeline.model_settings import flag

            raise click.UsageError(f"{flag(min(flags))} is for --engine model; add that")
        return None
    from pipeline.cli.extras import require_model
    from pipeline.model_use import find_use
    from pipeline.settings import find_settings
    from schemas.errors import SettingsError

    require_model()
    use = find_use(flags, os.environ, settings.model, str(find_settings(config)))
    if use is None:
        raise SettingsError(
            "--engine model: no model is named; give --model NAME, or set EVENBRIEF_MODEL, or "
            "model in [model] of evenbrief.toml"
        )
    return use
