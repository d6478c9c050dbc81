"""Paths in, named texts and sources out, with what a reader must know of them."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.cli.opening import name_pages, open_all
from pipeline.cli.output import say
from pipeline.figures.reading import read_source
from pipeline.figures.set_aside import Aside
from pipeline.given import aside, extent, named_text, pick_stories
from pipeline.read.page import Parse
from pipeline.split import split_page, story_text, told_text
from schemas.article import EDITORIAL, Article, Page
from schemas.checked import NamedText
from schemas.errors import ReadError
from schemas.source import Source


class Input(NamedTuple):
    """An article as it was given and as the engine reads it."""

    named: NamedText
    source: Source
    stories: tuple[Article, ...]
    asides: tuple[Aside, ...]
    """What was set aside of them, by kind."""


def read_articles(path: str, id: str, story: int | None, parse: Parse) -> list[Input]:
    """The articles at `path`, boilerplate masked: of each page one of its stories, or all.

    A feed or a file of JSON lines holds several; each has its own name behind the path's. One that
    cannot be read is told on standard error, and the others are used. Raises EvenbriefError where
    none can be read, or one has no such story.
    """
    found = open_all(path, parse)
    for fault in found.faults:
        if not found.pages:
            raise ReadError(fault)
        say(f"evenbrief: {fault}")
    return [_input(page, name, story) for page, name in name_pages(found, path, id)]


def read_article(path: str, id: str, story: int | None, parse: Parse) -> Input:
    """The one article at `path`; raises EvenbriefError also where there are several."""
    several = read_articles(path, id, story, parse)
    if len(several) > 1:
        raise ReadError(f"{path}: holds {len(several)} articles; give one as a file of its own")
    return several[0]


def _input(page: Page, path: str, story: int | None) -> Input:
    stories = pick_stories(split_page(page), path, story)
    merged = stories[0].model_copy(
        update={"segments": tuple(s for article in stories for s in article.segments)}
    )
    masked = told_text(page, merged)
    named = named_text(page, path, page.id).model_copy(update={"aside": aside(page, merged)})
    if story is not None:
        named = named.model_copy(update={"shown": extent(merged)})
    source = read_source(masked, page.id, tables=page.tables)
    return Input(named, source, stories, _asides(page, merged))


def _asides(page: Page, article: Article) -> tuple[Aside, ...]:
    """The boilerplate, all of one kind together."""
    kinds = {segment.kind for segment in article.segments} - EDITORIAL
    return tuple(
        Aside(page.id, kind, story_text(page, article, frozenset({kind}))) for kind in sorted(kinds)
    )


def unique_ids(paths: Sequence[str]) -> tuple[str, ...]:
    """An id for each path, no two alike: its file's name, the path where two files share one.

    A path given twice is told apart by its turn: `a.txt`, `a.txt (2)`.
    """
    names = {path: path.rsplit("/", 1)[-1] or path for path in paths}
    sharing = Counter(names.values())
    ids: list[str] = []
    for path in paths:
        plain = names[path] if sharing[names[path]] == 1 else path
        turn = paths[: len(ids)].count(path) + 1
        ids.append(plain if turn == 1 else f"{plain} ({turn})")
    return tuple(ids)
