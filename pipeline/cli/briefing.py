"""A page in, a brief of each of its stories out, with the steps between on disk if asked for.

This is the line without a model, and what it shares with that of `modelled`.
"""

from collections.abc import Coroutine, Iterable
from typing import NamedTuple, cast

from pipeline.cli.output import say
from pipeline.cli.steps import Steps, Watched, steps_for
from pipeline.embedded.engine import EmbeddedEngine
from pipeline.engine import Engine
from pipeline.given import Given, Story, find_stories, set_beside, weigh_anew
from pipeline.settings import Settings
from pipeline.show.briefed import Briefed
from pipeline.show.unbriefed import Unbriefed
from pipeline.summarise import summarise
from schemas.brief import Brief
from schemas.errors import EvenbriefError
from schemas.event import Tell
from schemas.exits import Exit


class Wanted(NamedTuple):
    """What is asked of a brief."""

    length: int
    story: int | None
    """One story of the page, counted from 1; `None` for all."""
    steps: str | None
    """Where the values between article and brief go; `None` for nowhere."""
    settings: Settings
    tell: Tell
    """Whoever wants to know what is being done."""


class Made(NamedTuple):
    """What became of a story, or of a page."""

    briefed: tuple[Briefed, ...] = ()
    unbriefed: tuple[Unbriefed, ...] = ()
    outcome: Exit = Exit.FINE


def brief_all(pages: Iterable[Given], wanted: Wanted) -> list[Made]:
    """A brief of each story of the pages by rules; a page that cannot be briefed says so."""
    return [_brief_page(given, wanted) for given in pages]


def _brief_page(given: Given, wanted: Wanted) -> Made:
    try:
        stories = find_stories(given, wanted.story)
        return Made(tuple(finish(_brief_story(one, wanted), one, wanted) for one in stories))
    except EvenbriefError as error:
        say(f"evenbrief: {error}")
        return Made(outcome=Exit.BAD_INPUT)


def finish(brief: Brief, story: Story, wanted: Wanted) -> Briefed:
    """The brief as the desk weighs findings, beside its story."""
    return set_beside(weigh_anew(brief, wanted.settings), story)


async def write_brief(story: Story, engine: Engine, wanted: Wanted) -> Brief:
    """The straight line with one engine, its steps on disk if asked for.

    Raises EvenbriefError where they cannot be written, ModelError where no model answers.
    """
    steps: Steps | None = None
    if wanted.steps is not None:
        steps = steps_for(wanted.steps, story.given.page, story.article)
        engine = Watched(engine, steps)
    brief = await summarise(story.given.page, story.article, engine, wanted.length, wanted.tell)
    if steps:
        steps.write_brief(brief)
    return brief


def _brief_story(story: Story, wanted: Wanted) -> Brief:
    return _run(write_brief(story, EmbeddedEngine(), wanted))


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
