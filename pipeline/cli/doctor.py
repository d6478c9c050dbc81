"""`evenbrief doctor`: this machine in; what is installed, configured and missing out."""

import platform
import re
from importlib.metadata import PackageNotFoundError, requires, version
from typing import TypedDict

import click

from pipeline.cli.output import put
from schemas.exits import Exit

MISSING = "missing"
NO_MODEL = "none: the engine that asks one is not built yet"


class Report(TypedDict):
    """What the doctor found."""

    schema: str
    evenbrief: str
    python: str
    engine: str
    figures: str
    model: str
    settings: str | None
    packages: dict[str, str]
    missing: list[str]


@click.command
@click.option(
    "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True
)
@click.option("--config", metavar="FILE", help="Settings; without it ./evenbrief.toml, if there.")
def command(form: str, config: str | None) -> Exit:
    """Say what is installed, what is configured and what is missing."""
    from pipeline.settings import find_settings, load_settings

    load_settings(config)
    file = find_settings(config)
    packages = _packages()
    report: Report = {
        "schema": "evenbrief.doctor/1",
        "evenbrief": version("evenbrief"),
        "python": platform.python_version(),
        "engine": _engine(),
        "figures": _figures_engine(),
        "model": NO_MODEL,
        "settings": str(file.resolve()) if file else None,
        "packages": packages,
        "missing": [name for name, found in packages.items() if found == MISSING],
    }
    if form == "json":
        from pipeline.show.plain import plain, to_json

        put(to_json(plain(report)) + "\n")
    else:
        put(_prose(report))
    return Exit.FAILED if report["missing"] else Exit.FINE


def _packages() -> dict[str, str]:
    """The version of each library evenbrief asks for."""
    needed = sorted(
        re.split(r"[^A-Za-z0-9._-]", need, maxsplit=1)[0]
        for need in requires("evenbrief") or ()
        if "extra ==" not in need
    )
    return {name: _version(name) for name in needed}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return MISSING


def _prose(report: Report) -> str:
    libraries = ", ".join(f"{name} {found}" for name, found in report["packages"].items())
    missing = ", ".join(report["missing"]) or "nothing"
    rows = (
        ("evenbrief", report["evenbrief"]),
        ("Python", report["python"]),
        ("engine", f"{report['engine']} (rules, no key needed)"),
        ("figures", report["figures"]),
        ("model", report["model"]),
        ("settings", report["settings"] or "no evenbrief.toml here; built-in severities"),
        ("libraries", libraries),
        ("missing", missing),
    )
    return "".join(f"{name:<10} {value}\n" for name, value in rows)


def _engine() -> str:
    """The name of the engine that works without a key."""
    from pipeline.embedded.engine import EmbeddedEngine

    return EmbeddedEngine().name


def _figures_engine() -> str:
    """The name and version under which verdicts are given."""
    from pipeline.figures.check import check_figures

    return check_figures("", "").engine
