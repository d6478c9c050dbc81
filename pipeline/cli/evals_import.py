"""`evenbrief evals import`: labels from a file into a golden folder, each offset verified."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.output import say
from schemas.exits import Exit

if TYPE_CHECKING:
    from schemas.golden import Golden

FORMS = ("evenbrief", "label-studio", "doccano", "prodigy")


@click.command(name="import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--into", "golden", type=click.Path(path_type=Path), default=Path("golden"),
              show_default=True, help="The golden folder; made where it is not there.")  # fmt: skip
@click.option("--from", "form", type=click.Choice(FORMS), default="evenbrief", show_default=True)
@click.option("--split", type=click.Choice(("dev", "test")), default="dev", show_default=True,
              help="Where articles of other tools belong.")  # fmt: skip
@click.option("--offsets", type=click.Choice(("code-point", "utf-16", "utf-8")),
              help="What a file of another tool counts, where it records no words.")  # fmt: skip
@click.option("--replace", is_flag=True, help="Write over articles and labels of the same id.")
def command(
    file: Path,
    golden: Path,
    form: str,
    split: str,
    offsets: str | None,
    replace: bool,  # noqa: FBT001 - click gives flags by name
) -> Exit:
    """Read articles with labels from FILE: JSON lines of `evals export`, or another tool's export.

    A span is taken only where its words stand, counted in code points, UTF-16 units or bytes. One
    wrong offset in a line of ours refuses the file; a span of another tool is refused alone, and
    the command ends with 4. Of other tools only figures come: run `evenbrief evals lint` for what
    is still to be written.
    """
    from evals.exchange_folder import write_goldens
    from evals.read import read_text

    content = read_text(file)
    refused: list[str] = []
    if form == "evenbrief":
        goldens = _own(content, file)
    else:
        goldens, refused = _foreign(content, file, form, (split, offsets))
    if not goldens:
        say(f"{file}: holds no article")
        return Exit.NOTHING
    write_goldens(golden, goldens, replace=replace)
    for sentence in refused:
        say(f"refused: {sentence}")
    say(f"{golden}: {len(goldens)} articles from {file}, {len(refused)} spans refused")
    return Exit.INCOMPLETE if refused else Exit.FINE


def _own(content: str, file: Path) -> "list[Golden]":
    from evals.exchange import read_line

    # Not splitlines: an article may hold U+2028, which is no line end of JSON lines.
    lines = enumerate(content.split("\n"), start=1)
    return [read_line(line, f"{file}:{number}") for number, line in lines if line.strip()]


def _foreign(
    content: str, file: Path, form: str, wanted: tuple[str, str | None]
) -> "tuple[list[Golden], list[str]]":
    from evals.exchange_foreign import begin_golden, read_tasks
    from evals.offsets import Unit
    from schemas.golden import Split

    split, offsets = wanted
    begun = [
        begin_golden(task, Split(split), Unit(offsets) if offsets else None, f"{file}: {task.id}")
        for task in read_tasks(form, content, str(file))
    ]
    return [each.golden for each in begun], [text for each in begun for text in each.refused]
