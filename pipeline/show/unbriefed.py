"""An article without a brief: why, and its figures, which is what can be shown of it."""

from typing import NamedTuple

from pipeline.figures.scan import find_figures
from schemas.article import Page
from schemas.call import Call
from schemas.figure import Figure, Identifier
from schemas.text import Span


class Unbriefed(NamedTuple):
    """A page or a story of which there is no brief."""

    page: Page
    id: str
    """The page's, or the story's."""
    why: str
    shown: Span | None = None
    """The story's place on its page; `None` for all of it."""
    engine: str = ""
    """The engine that failed; empty where none began."""
    calls: tuple[Call, ...] = ()
    """What was asked of a model all the same."""


def figures_of(one: Unbriefed) -> tuple[tuple[Figure, ...], tuple[Identifier, ...]]:
    """The figures and identifiers of the article; spans are into the page."""
    figures, identifiers = find_figures(one.page.text)
    if one.shown is None:
        return figures, identifiers
    place = one.shown
    return (
        tuple(f for f in figures if place.start <= f.span.start and f.span.end <= place.end),
        tuple(i for i in identifiers if place.start <= i.span.start and i.span.end <= place.end),
    )
