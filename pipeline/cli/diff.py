"""`evenbrief diff`: two versions of one story in, how their figures and qualifiers differ out."""

from typing import TYPE_CHECKING

import click

from pipeline.cli.output import is_colourful, put, width
from schemas.exits import Exit

if TYPE_CHECKING:
    from pipeline.show.versions import Compared

FORMATS = ("text", "markdown", "json")


@click.command
@click.argument("old")
@click.argument("new")
@click.option("--story", type=click.IntRange(min=1), metavar="N", help="One story of both pages.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
def command(old: str, new: str, story: int | None, form: str) -> Exit:
    """Show how the figures, hedges and qualifiers of NEW differ from those of OLD.

    Two versions of one story, or two publishers' copies: a value altered, a "nearly" lost, 16.7
    become 16, a denominator gone. Ends with 1 where they differ.
    """
    if (old, new).count("-") > 1:
        raise click.UsageError("only one of OLD and NEW can be - (standard input)")
    from pipeline.cli.inputs import read_article, unique_ids
    from pipeline.cli.opening import open_reader
    from pipeline.show.versions import Compared
    from pipeline.versions import diff_versions

    ids = unique_ids((old, new))
    with open_reader() as parse:
        first, second = (
            read_article(path, id, story, parse) for path, id in zip((old, new), ids, strict=True)
        )
    found = diff_versions(first.source, second.source)
    put(_render(Compared(found, first.named, second.named), form))
    return Exit.FAILED if found.changes else Exit.FINE


def _render(compared: "Compared", form: str) -> str:
    if form == "text":
        from pipeline.show.terminal import Paper
        from pipeline.show.versions import render_diff

        return render_diff(compared, Paper(width(), is_colourful()))
    if form == "markdown":
        from pipeline.show.versions import render_diff_markdown

        return render_diff_markdown(compared)
    from pipeline.show.plain import to_json
    from pipeline.show.versions import diff_document

    return to_json(diff_document(compared)) + "\n"
