"""`evenbrief doctor`: this machine in; what is installed, configured and missing out."""

import os
import platform
import re
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, requires, version
from typing import TYPE_CHECKING, TypedDict

import click

from pipeline.cli.model_options import model_flags, model_options
from pipeline.cli.output import put
from schemas.exits import Exit, heaviest

if TYPE_CHECKING:
    from pipeline.cli.doctor_model import CallReport, ModelReport
    from pipeline.model_use import ModelUse

MISSING = "missing"


class Report(TypedDict):
    """What the doctor found."""

    schema: str
    evenbrief: str
    python: str
    engine: str
    figures: str
    model: "ModelReport"
    call: "CallReport | None"
    """What a call said; `None` where none was asked for."""
    settings: str | None
    packages: dict[str, str]
    reading: dict[str, str]
    """What the extra `read` brings; one missing is no fault, it only reads less."""
    missing: list[str]


@click.command
@click.option(
    "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True
)
@click.option("--config", metavar="FILE", help="Settings; without it ./evenbrief.toml, if there.")
@model_options
@click.option("--call", "calls", is_flag=True, help="Ask the model one tiny question.")
def command(form: str, config: str | None, calls: bool) -> Exit:  # noqa: FBT001
    """Say what is installed, what is configured and what is missing."""
    from pipeline.cli.doctor_model import call, examine
    from pipeline.model_use import find_use
    from pipeline.settings import find_settings, load_settings

    file = find_settings(config)
    use = find_use(model_flags(), os.environ, load_settings(config).model, str(file))
    packages, asked = _packages(), examine(use, os.environ)
    said, ended = call(_callable(use)) if calls else (None, Exit.FINE)
    report: Report = {
        "schema": "evenbrief.doctor/1",
        "evenbrief": version("evenbrief"),
        "python": platform.python_version(),
        "engine": _engine(),
        "figures": _figures_engine(),
        "model": asked,
        "call": said,
        "settings": str(file.resolve()) if file else None,
        "packages": packages,
        "reading": _packages("read"),
        "missing": [name for name, found in packages.items() if found == MISSING]
        + (asked["missing"] if use else []),
    }
    if form == "json":
        from pipeline.show.plain import plain, to_json

        put(to_json(plain(report)) + "\n")
    else:
        put(_prose(report))
    return heaviest((ended, Exit.FAILED if report["missing"] else Exit.FINE))


def _callable(use: "ModelUse | None") -> "ModelUse":
    """A model that can be asked; EvenbriefError where none is named, or it cannot."""
    from pipeline.cli.extras import require_model
    from schemas.errors import SettingsError

    if use is None:
        raise SettingsError("--call: no model is named; give --model NAME, or set EVENBRIEF_MODEL")
    require_model()
    return use


def _packages(extra: str = "") -> dict[str, str]:
    """The version of each library evenbrief asks for, or an extra of it."""
    marks = (f"extra == '{extra}'", f'extra == "{extra}"')
    needed = sorted(
        re.split(r"[^A-Za-z0-9._-]", need, maxsplit=1)[0]
        for need in requires("evenbrief") or ()
        if (any(mark in need for mark in marks) if extra else "extra ==" not in need)
    )
    return {name: _version(name) for name in needed}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return MISSING


def _prose(report: Report) -> str:
    from pipeline.cli.doctor_model import call_row
    from pipeline.cli.doctor_model import rows as model_rows

    libraries = ", ".join(f"{name} {found}" for name, found in report["packages"].items())
    missing = ", ".join(report["missing"]) or "nothing"
    rows = (
        ("evenbrief", report["evenbrief"]),
        ("Python", report["python"]),
        ("engine", f"{report['engine']} (rules, no key needed)"),
        ("figures", report["figures"]),
        *model_rows(report["model"]),
        *((call_row(report["call"]),) if report["call"] else ()),
        ("settings", report["settings"] or "no evenbrief.toml here; built-in severities"),
        ("reading", _reading(report["reading"])),
        ("libraries", libraries),
        ("missing", missing),
    )
    return "".join(f"{name:<10} {value}\n" for name, value in rows)


def _reading(packages: Mapping[str, str]) -> str:
    """Which kinds of input can be read, and what the others need."""
    kinds = "text, HTML, Markdown, DOCX, feeds, JSON"
    missing = ", ".join(name for name, found in packages.items() if found == MISSING)
    if missing:
        return f"{kinds}; PDF and addresses not whole: {missing} missing, install evenbrief[read]"
    return f"{kinds}, PDF, addresses"


def _engine() -> str:
    """The name of the engine that works without a key."""
    from pipeline.embedded.engine import EmbeddedEngine

    return EmbeddedEngine().name


def _figures_engine() -> str:
    """The name and version under which verdicts are given."""
    from pipeline.figures.check import check_figures

    return check_figures("", "").engine
