"""`evenbrief brief`: articles in, one checked brief per story out in the form asked for."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

import click

from pipeline.cli.model_options import model_flags, model_options
from pipeline.cli.output import is_colourful, put, say, width
from schemas.exits import Exit, heaviest

if TYPE_CHECKING:
    from pipeline.cli.briefing import Made, Wanted
    from pipeline.given import Given
    from pipeline.model_use import ModelUse
    from pipeline.settings import Settings
    from pipeline.show.briefed import Briefed
    from pipeline.show.unbriefed import Unbriefed
    from schemas.article import Page
    from schemas.event import Tell

FORMATS = ("text", "json", "markdown", "html")
LENGTHS = ("60", "120", "250")
EMBEDDED, MODEL = ENGINES = ("embedded", "model")


class _Options(NamedTuple):
    """What the command line said."""

    articles: tuple[str, ...]
    length: int
    format: str
    steps: str | None
    story: int | None
    config: str | None
    engine: str
    progress: bool | None
    """Whether progress is to be shown; `None` where nothing was said."""


@click.command
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...")
@click.option(
    "--length", type=click.Choice(LENGTHS), default="120", show_default=True, help="Words at most."
)
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--steps", metavar="DIR", help="Write every value between article and brief there.")
@click.option("--story", type=click.IntRange(min=1), metavar="N", help="One story of the page.")
@click.option("--config", metavar="FILE", help="Settings; without it ./evenbrief.toml, if there.")
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default=EMBEDDED,
    envvar="EVENBRIEF_ENGINE",
    show_default=True,
    help="Rules that need no key, or a model.",
)
@model_options
@click.option(
    "--progress/--no-progress",
    default=None,
    help="Say each step on standard error; else only at a terminal, while a model is asked.",
)
def command(
    articles: tuple[str, ...],
    length: str,
    form: str,
    steps: str | None,
    story: int | None,
    config: str | None,
    engine: str,
    progress: bool | None,  # noqa: FBT001
) -> Exit:
    """Write a balanced brief of each story of each ARTICLE (a path, or - for standard input)."""
    # One parameter an option is click's way; they become one value before anything is done.
    if articles.count("-") > 1:
        raise click.UsageError("standard input (-) can be read once only")
    if story is not None and len(articles) > 1:
        raise click.UsageError("--story picks a story of one article; give one ARTICLE")
    return _brief(_Options(articles, int(length), form, steps, story, config, engine, progress))


def _brief(options: _Options) -> Exit:
    """Brief each article; one that cannot be read or briefed says so and the others go on."""
    from pipeline.cli.briefing import Wanted
    from pipeline.settings import load_settings

    settings = load_settings(options.config)
    use = _find_use(options, settings)
    pages, made = _read(options)
    with _told(options.progress, options.engine) as tell:
        wanted = Wanted(options.length, options.story, options.steps, settings, tell)
        made, fault = _write(pages, wanted, use, made)
    briefed = [one for each in made for one in each.briefed]
    unbriefed = [one for each in made for one in each.unbriefed]
    put(_render(briefed, unbriefed, options.format))
    if fault:
        raise fault
    return heaviest({each.outcome for each in made}.union(map(_outcome, briefed)))


def _find_use(options: _Options, settings: "Settings") -> "ModelUse | None":
    from pipeline.cli.chosen import find_chosen

    return find_chosen(options.engine, model_flags(), settings, options.config)


def _read(options: _Options) -> "tuple[list[Given], list[Made]]":
    """The pages whose words we read, and what becomes of the others."""
    from pipeline.cli.briefing import Made
    from pipeline.cli.inputs import unique_ids
    from pipeline.cli.opening import name_pages, open_all, open_reader
    from pipeline.given import Given
    from pipeline.show.languages import UNDERSTOOD
    from schemas.errors import EvenbriefError

    pages: list[Given] = []
    others: list[Made] = []
    with open_reader() as parse:
        for path, id in zip(options.articles, unique_ids(options.articles), strict=True):
            try:
                found = open_all(path, parse)
            except EvenbriefError as error:
                say(f"evenbrief: {error}")
                others.append(Made(outcome=Exit.BAD_INPUT))
                continue
            for fault in found.faults:
                say(f"evenbrief: {fault}")
                others.append(Made(outcome=Exit.INCOMPLETE))
            for page, name in name_pages(found, path, id):
                if page.language in UNDERSTOOD:
                    pages.append(Given(page, name))
                else:
                    others.append(_figures_only(name, page, options.format))
    return pages, others


def _write(
    pages: "list[Given]", wanted: "Wanted", use: "ModelUse | None", made: "list[Made]"
) -> "tuple[list[Made], BaseException | None]":
    """All that was made, and the fault of ours that ended one of them, if any did."""
    if use is None:
        from pipeline.cli.briefing import brief_all

        return [*made, *brief_all(pages, wanted)], None
    from pipeline.cli import modelled
    from pipeline.cli.briefing import Made

    asked = modelled.brief_all(pages, wanted, use)
    if asked.interrupted:
        say("evenbrief: interrupted")
        made = [*made, Made(outcome=Exit.INTERRUPTED)]
    return [*made, *asked.made], asked.fault


@contextmanager
def _told(progress: bool | None, engine: str) -> "Iterator[Tell]":  # noqa: FBT001
    """Who is told of each step; without a model only whoever asks for it."""
    if engine == EMBEDDED and not progress:
        from schemas.event import say_nothing

        yield say_nothing
        return
    from pipeline.cli.progress import choose_view, is_live_terminal, shown

    with shown(choose_view(asked=progress, is_terminal=is_live_terminal())) as tell:
        yield tell


def _outcome(one: "Briefed") -> Exit:
    """A brief without a sentence is no success, though nothing in it is wrong."""
    if not one.brief.summary:
        say(f"evenbrief: {one.source.name}: nothing of story {one.number} could be briefed")
    if not one.brief.ok:
        return Exit.FAILED
    return Exit.FINE if one.brief.summary else Exit.INCONCLUSIVE


def _figures_only(path: str, page: "Page", form: str) -> "Made":
    """What can be done for an article whose words we do not read: its figures, and saying so."""
    from pipeline.cli.briefing import Made
    from pipeline.cli.figures import list_figures
    from pipeline.show.languages import no_brief
    from pipeline.show.unbriefed import Unbriefed

    why = no_brief(page.language)
    say(f"evenbrief: {path}: {why}")
    if form == "text":
        list_figures(path, page, form)
    return Made(unbriefed=(Unbriefed(page, page.id, why),), outcome=Exit.INCOMPLETE)


def _render(briefed: "Sequence[Briefed]", unbriefed: "Sequence[Unbriefed]", form: str) -> str:
    """All briefs in one form; each form's libraries are imported for that form only."""
    if form == "json":
        from pipeline.show.documents import brief_document, unbriefed_document
        from pipeline.show.plain import to_json

        documents = [brief_document(b.brief) for b in briefed]
        return to_json([*documents, *map(unbriefed_document, unbriefed)]) + "\n"
    if form == "markdown":
        from pipeline.show.markdown import render_markdown, render_unbriefed

        return "\n".join(
            part for part in (render_markdown(briefed), *map(render_unbriefed, unbriefed)) if part
        )
    if form == "html" and (briefed or unbriefed):
        from pipeline.show.page import render_brief_page

        return render_brief_page(briefed, unbriefed)
    if not briefed:
        return ""
    from pipeline.show.terminal import Paper
    from pipeline.show.terminal_brief import render_briefs

    return render_briefs(briefed, Paper(width(), is_colourful()))
