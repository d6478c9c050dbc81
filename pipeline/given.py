"""A page and its path in, its stories out; a brief in, the brief beside its story out.

What every command and the batch need to know of an article around its brief.
"""

from typing import NamedTuple

from pipeline.balance.table import weigh
from pipeline.settings import Settings, apply_settings
from pipeline.show.briefed import Briefed
from pipeline.split import split_page, told_text
from schemas.article import EDITORIAL, Article, Page
from schemas.brief import Brief
from schemas.checked import NamedText
from schemas.errors import EvenbriefError
from schemas.text import Span


class Given(NamedTuple):
    """A page, and the path it was given by."""

    page: Page
    path: str


class Story(NamedTuple):
    """One story that is to be briefed."""

    given: Given
    article: Article
    number: int
    of: int


def find_stories(given: Given, story: int | None) -> list[Story]:
    """The stories of a page, or the one asked for.

    Raises EvenbriefError where there is no such story.
    """
    stories = split_page(given.page)
    return [
        Story(given, article, stories.index(article) + 1, len(stories))
        for article in pick_stories(stories, given.path, story)
    ]


def pick_stories(stories: tuple[Article, ...], path: str, story: int | None) -> tuple[Article, ...]:
    """The stories of a page, or the one asked for, counted from 1.

    Raises EvenbriefError where there is none, or not that one.
    """
    if not stories:
        raise EvenbriefError(f"{path}: no story found on the page; give the article's text")
    if story is None:
        return stories
    if not 1 <= story <= len(stories):
        list_ = "; ".join(f"{n} {a.headline or '(no headline)'}" for n, a in enumerate(stories, 1))
        raise EvenbriefError(f"{path}: --story {story}, the page has {len(stories)}: {list_}")
    return (stories[story - 1],)


def set_beside(brief: Brief, story: Story) -> Briefed:
    """The brief beside the page it was made from."""
    page, path = story.given
    source = named_text(page, path, brief.source.id).model_copy(
        update={"shown": extent(story.article), "aside": aside(page, story.article)}
    )
    return Briefed(brief, source, story.number, story.of, page.metadata)


def weigh_anew(brief: Brief, settings: Settings) -> Brief:
    """The brief with the desk's severities and dismissals, its gates asked again with them."""
    report = apply_settings(brief.report, settings)
    if report is brief.report:
        return brief
    balance = weigh(brief.headline, brief.sentences, brief.record, brief.source, report)
    return brief.model_copy(update={"report": report, "balance": balance})


def named_text(page: Page, path: str, id: str) -> NamedText:
    """The page under the name it was given by."""
    return NamedText(
        id=id, name=path, text=page.text, media=page.media, language=page.language,
        origins=page.origins,
    )  # fmt: skip


def extent(article: Article) -> Span:
    """From the story's first character to its last."""
    spans = [segment.span for segment in article.segments]
    return Span(start=min(s.start for s in spans), end=max(s.end for s in spans))


def aside(page: Page, article: Article) -> tuple[Span, ...]:
    """The story's boilerplate: shown, but nothing is looked up in it."""
    told = told_text(page, article)
    return tuple(
        segment.span
        for segment in article.segments
        if segment.kind not in EDITORIAL and not segment.span.cut(told).strip()
    )
