"""`evenbrief brief`: articles in, one checked brief per story out in the form asked for."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import click

from pipeline.cli.output import is_colourful, put, say, width
from schemas.exits import Exit, heaviest

if TYPE_CHECKING:
    from pipeline.show.briefed import Briefed
    from schemas.article import Page

FORMATS = ("text", "json", "markdown", "html")
LENGTHS = ("60", "120", "250")


class _Options(NamedTuple):
    """What the command line said."""

    articles: tuple[str, ...]
    length: int
    format: str
    steps: str | None
    story: int | None
    config: str | None


@click.command
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...")
@click.option(
    "--length", type=click.Choice(LENGTHS), default="120", show_default=True, help="Words at most."
)
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--steps", metavar="DIR", help="Write every value between article and brief there.")
@click.option("--story", type=click.IntRange(min=1), metavar="N", help="One story of the page.")
@click.option("--config", metavar="FILE", help="Settings; without it ./evenbrief.toml, if there.")
def command(
    articles: tuple[str, ...],
    length: str,
    form: str,
    steps: str | None,
    story: int | None,
    config: str | None,
) -> Exit:
    """Write a balanced brief of each story of each ARTICLE (a path, or - for standard input)."""
    # One parameter an option is click's way; they become one value before anything is done.
    if articles.count("-") > 1:
        raise click.UsageError("standard input (-) can be read once only")
    if story is not None and len(articles) > 1:
        raise click.UsageError("--story picks a story of one article; give one ARTICLE")
    return _brief(_Options(articles, int(length), form, steps, story, config))


def _brief(options: _Options) -> Exit:
    """Brief each article; one that cannot be read says so and the others go on."""
    from pipeline.cli.briefing import Wanted, brief_page
    from pipeline.cli.inputs import unique_ids
    from pipeline.read.page import read_input
    from pipeline.settings import load_settings
    from pipeline.show.languages import UNDERSTOOD
    from schemas.errors import EvenbriefError

    wanted = Wanted(options.length, options.story, options.steps, load_settings(options.config))
    outcomes: set[Exit] = set()
    briefed: list[Briefed] = []
    unread: list[Page] = []
    for path, id in zip(options.articles, unique_ids(options.articles), strict=True):
        try:
            page = read_input(path).model_copy(update={"id": id})
            if page.language in UNDERSTOOD:
                briefed += brief_page(page, path, wanted)
            else:
                unread.append(page)
                outcomes.add(_figures_only(path, page, options.format))
        except EvenbriefError as error:
            say(f"evenbrief: {error}")
            outcomes.add(Exit.BAD_INPUT)
    put(_render(briefed, unread, options.format))
    return heaviest(outcomes | {_outcome(one) for one in briefed})


def _outcome(one: "Briefed") -> Exit:
    """A brief without a sentence is no success, though nothing in it is wrong."""
    if not one.brief.summary:
        say(f"evenbrief: {one.source.name}: nothing of story {one.number} could be briefed")
    if not one.brief.ok:
        return Exit.FAILED
    return Exit.FINE if one.brief.summary else Exit.INCONCLUSIVE


def _figures_only(path: str, page: "Page", form: str) -> Exit:
    """What can be done for an article whose words we do not read: its figures, and saying so."""
    from pipeline.cli.figures import list_figures
    from pipeline.show.languages import no_brief

    say(f"evenbrief: {path}: {no_brief(page.language)}")
    if form == "text":
        list_figures(path, page, form)
    return Exit.INCOMPLETE


def _render(briefed: "Sequence[Briefed]", unread: "Sequence[Page]", form: str) -> str:
    """All briefs in one form; each form's libraries are imported for that form only."""
    if form == "json":
        from pipeline.show.documents import brief_document, unbriefed_document
        from pipeline.show.plain import to_json

        documents = [brief_document(b.brief) for b in briefed]
        return to_json([*documents, *map(unbriefed_document, unread)]) + "\n"
    if form == "markdown":
        from pipeline.show.markdown import render_markdown, render_unread

        return "\n".join(
            part for part in (render_markdown(briefed), *map(render_unread, unread)) if part
        )
    if form == "html" and (briefed or unread):
        from pipeline.show.page import render_brief_page

        return render_brief_page(briefed, unread)
    if not briefed:
        return ""
    from pipeline.show.terminal import Paper
    from pipeline.show.terminal_brief import render_briefs

    return render_briefs(briefed, Paper(width(), is_colourful()))
