"""`evenbrief evals lint`: a golden folder in, what is wrong with it out."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.output import put, say
from schemas.exits import Exit

if TYPE_CHECKING:
    from schemas.golden import LintReport


@click.command
@click.argument("golden", type=click.Path(path_type=Path), default=Path("golden"))
@click.option(
    "--prompts", multiple=True, type=click.Path(path_type=Path), metavar="FOLDER",
    help="Search these for goldens too; evenbrief's own prompts always are.",
)  # fmt: skip
@click.option("--seeds", type=click.Path(path_type=Path), metavar="FOLDER",
              help="Where the texts lie that seeds/*.json point into.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text",
              show_default=True)  # fmt: skip
def command(golden: Path, prompts: tuple[Path, ...], seeds: Path | None, form: str) -> Exit:
    """Check the GOLDEN folder, with no model and no network.

    Spans and hashes, values and sums, names of facts, duplicates, splits, reference briefs held
    against our own checker, second labels, and golden words or figures in prompts and examples.
    Complaints that disputes.toml overrules are listed apart. Ends with 2 where a fault stands.
    """
    from evals.lint_report import report_golden
    from evals.read import find_article_ids
    from pipeline.model.prompts import FOLDER
    from pipeline.show.plain import to_json

    _have_folders(golden, *prompts, *([seeds] if seeds else []))
    if not find_article_ids(golden):
        say(f"{golden}: no article found; put one at articles/<id>.txt")
        return Exit.NOTHING
    report = report_golden(golden, (FOLDER, *prompts), seeds)
    if form == "json":
        put(to_json({"schema": "evenbrief.lint/1", **report.model_dump(mode="json")}) + "\n")
    else:
        put(_text(report))
    return Exit.FINE if report.ok else Exit.BAD_INPUT


def _have_folders(*folders: Path) -> None:
    from schemas.errors import GoldenError

    for folder in folders:
        if not folder.is_dir():
            raise GoldenError(f"{folder}: no such folder; name one that is there")


def _text(report: "LintReport") -> str:
    """Faults first; what was overruled, what is stale and what was not looked at after them."""
    lines = [f"{finding.rule}: {finding.text}" for finding in report.faults]
    lines += [f"overruled: {each.finding.text} [{each.why}]" for each in report.accepted]
    lines += [
        f"stale: {each.article}: dispute about {each.words!r} overrules nothing; strike it out"
        for each in report.stale
    ]
    lines += [f"note: {remark}" for remark in report.remarks]
    lines.append(
        f"{report.golden}: {report.articles} articles, {len(report.faults)} faults, "
        f"{len(report.accepted)} overruled, {len(report.stale)} stale"
    )
    return "\n".join(lines) + "\n"
