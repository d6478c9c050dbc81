"""A page in, a brief of each of its stories out, with the steps between on disk if asked for."""

from collections.abc import Coroutine
from typing import NamedTuple, cast

from pipeline.balance.table import weigh
from pipeline.cli.inputs import aside, extent, named_text, pick_stories
from pipeline.cli.steps import Watched, steps_for
from pipeline.embedded.engine import EmbeddedEngine
from pipeline.settings import Settings, apply_settings
from pipeline.show.briefed import Briefed
from pipeline.split import split_page
from pipeline.summarise import summarise
from schemas.article import Article, Page
from schemas.brief import Brief


class Wanted(NamedTuple):
    """What is asked of a brief."""

    length: int
    story: int | None
    """One story of the page, counted from 1; `None` for all."""
    steps: str | None
    """Where the values between article and brief go; `None` for nowhere."""
    settings: Settings


def brief_page(page: Page, path: str, wanted: Wanted) -> list[Briefed]:
    """A brief of each story of the page, or of the one asked for, as the desk weighs findings.

    Raises EvenbriefError where there is no such story, or the steps cannot be written.
    """
    stories = split_page(page)
    briefed = []
    for article in pick_stories(stories, path, wanted.story):
        brief = weigh_anew(_brief_story(page, article, wanted), wanted.settings)
        source = named_text(page, path, brief.source.id).model_copy(
            update={"shown": extent(article), "aside": aside(article)}
        )
        briefed.append(Briefed(brief, source, stories.index(article) + 1, len(stories)))
    return briefed


def weigh_anew(brief: Brief, settings: Settings) -> Brief:
    """The brief with the desk's severities and dismissals, its gates asked again with them."""
    report = apply_settings(brief.report, settings)
    if report is brief.report:
        return brief
    balance = weigh(brief.headline, brief.sentences, brief.record, brief.source, report)
    return brief.model_copy(update={"report": report, "balance": balance})


def _run(work: Coroutine[None, None, Brief]) -> Brief:
    """What work gives that waits for nobody: rules alone need no event loop, whose start is slow.

    Measured 2026-11-21: importing asyncio and starting a loop is a fortieth of a second.
    """
    try:
        work.send(None)
    except StopIteration as done:
        return cast("Brief", done.value)
    work.close()
    raise RuntimeError("the embedded engine waited for something; it must not")


def _brief_story(page: Page, article: Article, wanted: Wanted) -> Brief:
    """The one place where the command waits for an engine."""
    engine = EmbeddedEngine()
    if wanted.steps is None:
        return _run(summarise(page, article, engine, wanted.length))
    steps = steps_for(wanted.steps, page, article)
    brief = _run(summarise(page, article, Watched(engine, steps), wanted.length))
    steps.write_brief(brief)
    return brief
