"""A page in, a brief of each of its stories out, with the steps between on disk if asked for."""

import asyncio

from pipeline.cli.inputs import aside, extent, named_text, pick_stories
from pipeline.cli.steps import Watched, steps_for
from pipeline.embedded.engine import EmbeddedEngine
from pipeline.show.briefed import Briefed
from pipeline.split import split_page
from pipeline.summarise import summarise
from schemas.article import Article, Page
from schemas.brief import Brief


def brief_page(
    page: Page, path: str, length: int, story: int | None, folder: str | None
) -> list[Briefed]:
    """A brief of each story of the page, or of the one asked for, counted from 1.

    Raises EvenbriefError where there is no such story, or the steps cannot be written.
    """
    ids = [article.id for article in split_page(page)]
    briefed = []
    for article in pick_stories(page, path, story):
        brief = _brief_story(page, article, length, folder)
        source = named_text(page, path, brief.source.id).model_copy(
            update={"shown": extent(article), "aside": aside(article)}
        )
        briefed.append(Briefed(brief, source, ids.index(article.id) + 1, len(ids)))
    return briefed


def _brief_story(page: Page, article: Article, length: int, folder: str | None) -> Brief:
    """The one place where the command waits for an engine."""
    engine = EmbeddedEngine()
    if folder is None:
        return asyncio.run(summarise(page, article, engine, length))
    steps = steps_for(folder, page, article)
    brief = asyncio.run(summarise(page, article, Watched(engine, steps), length))
    steps.write_brief(brief)
    return brief
