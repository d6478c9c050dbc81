"""`evenbrief figures`: a text in, its figures with their values out."""

from typing import TYPE_CHECKING

import click

from pipeline.cli.output import is_colourful, put, say, width
from schemas.exits import Exit, heaviest

if TYPE_CHECKING:
    from schemas.article import Page


@click.command
@click.argument("article", required=False)
@click.option("--texts", metavar="T.jsonl", help="Many at once: {id, text}, JSON lines out.")
@click.option(
    "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True
)
def command(article: str | None, texts: str | None, form: str) -> Exit:
    """List the figures of ARTICLE (a path, or - for standard input) with their values."""
    if (article is None) == (texts is None):
        raise click.UsageError("give an ARTICLE, or --texts T.jsonl")
    if texts is not None:
        return _read_texts(texts)
    from pipeline.cli.opening import name_pages, open_all, open_reader

    path = str(article)
    with open_reader() as parse:
        found = open_all(path, parse)
    for fault in found.faults:
        say(f"evenbrief: {fault}")
    opened = name_pages(found, path, path)
    is_one = len(opened) == 1
    outcomes = [list_figures(one.path, one.page, form, is_one=is_one) for one in opened]
    return heaviest([*outcomes, *([Exit.INCOMPLETE] if found.faults else [])])


def list_figures(path: str, page: "Page", form: str, *, is_one: bool = True) -> Exit:
    """Print the figures of a page that has been read, under its name where it is one of several."""
    from pipeline.figures.scan import find_figures
    from pipeline.split import boilerplate_of, split_page

    figures, identifiers = find_figures(page.text)
    kinds = boilerplate_of(split_page(page), [figure.span for figure in figures])
    found = list(zip(figures, kinds, strict=True))
    if not figures:
        say(f"{path}: no figures.")
    if form == "json":
        from pipeline.show.documents import figures_document
        from pipeline.show.plain import to_json

        put(to_json(figures_document(path, page, found, identifiers)) + "\n")
    elif figures or identifiers:
        from pipeline.show.terminal import Paper
        from pipeline.show.terminal_figures import render_figures

        paper = Paper(width(), is_colourful())
        name = "" if is_one else " · ".join(part for part in (path, page.title) if part)
        put(render_figures(page.text, found, identifiers, paper, name))
    return Exit.FINE


def _read_texts(path: str) -> Exit:
    """JSON lines in, JSON lines out, one at a time; a line with a fault says so."""
    from pipeline.cli.lines import read_lines
    from pipeline.figures.scan import find_figures
    from pipeline.show.documents import failed_figures_line, figures_line
    from pipeline.show.plain import to_line
    from schemas.errors import EvenbriefError

    outcomes: set[Exit] = set()
    for line in read_lines(path):
        try:
            text = line.text("text")
        except EvenbriefError as error:
            put(to_line(failed_figures_line(line.id, str(error), line.number)) + "\n")
            outcomes.add(Exit.INCOMPLETE)
            continue
        put(to_line(figures_line(line.id, *find_figures(text))) + "\n")
        outcomes.add(Exit.FINE)
    return heaviest(outcomes or {Exit.NOTHING})
