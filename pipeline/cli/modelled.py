"""Pages in, a brief of each of their stories by a model out: side by side, through one client.

One budget pays for all of them. A story that the model fails says so and the others go on; what a
story took is said as it ends, and what all took at the end.
"""

import asyncio
from collections.abc import Iterable
from typing import NamedTuple

from pipeline.cli.briefing import Made, Wanted, finish, write_brief
from pipeline.cli.model_client import OPENAI_ONLY, exit_for, is_kept_back, open_model
from pipeline.cli.output import say
from pipeline.embedded.engine import EmbeddedEngine
from pipeline.given import Given, Story, extent, find_stories
from pipeline.model.client import Client
from pipeline.model.engine import Manner, ModelEngine
from pipeline.model.ledger import Ledger
from pipeline.model_use import Drafting, ModelUse
from pipeline.progress import Spent, add_up
from pipeline.show.unbriefed import Unbriefed
from pipeline.show.usage import total_line, usage_line
from schemas.brief import Brief
from schemas.call import Ending, ModelError
from schemas.errors import EvenbriefError
from schemas.event import Event, Stage
from schemas.exits import Exit

Place = tuple[int, int]
"""Which page, and which story of it; both from 0, so that results sort into the order given."""


class Asked(NamedTuple):
    """What became of the pages: of each story that came to an end, in the order given."""

    made: list[Made]
    interrupted: bool = False
    fault: BaseException | None = None
    """An error of ours that ended a story; it is raised once the others are printed."""


class _Run:
    """What the stories of one run share; it changes as they end."""

    def __init__(self, use: ModelUse, wanted: Wanted) -> None:
        self.use, self.wanted = use, wanted
        self.turn = asyncio.Semaphore(use.at_once)
        self.spent: dict[Place, Spent] = {}
        self.ended: dict[Place, Made] = {}
        self.faults: list[BaseException] = []

    def all(self, *, interrupted: bool = False) -> Asked:
        """What came to an end."""
        made = [self.ended[place] for place in sorted(self.ended)]
        return Asked(made, interrupted, next(iter(self.faults), None))


def brief_all(pages: Iterable[Given], wanted: Wanted, use: ModelUse) -> Asked:
    """A brief of each story of the pages; a page or story that cannot be briefed says so.

    Interrupted, it gives what was done until then. Raises ModelError or StoreError where nothing
    can be asked with these settings at all.
    """
    run = _Run(use, wanted)
    try:
        asyncio.run(_brief_all(run, tuple(pages)))
    except KeyboardInterrupt:
        return run.all(interrupted=True)
    return run.all()


async def _brief_all(run: _Run, pages: tuple[Given, ...]) -> None:
    async with open_model(run.use) as client:
        work = [
            _brief_story(run, client, story, (at, number))
            for at, given in enumerate(pages)
            for number, story in enumerate(_stories(run, given, at))
        ]
        try:
            ends = await asyncio.gather(*work, return_exceptions=True)
        finally:
            probed = add_up((client.probed,) if client.probed else ())
            if probed.requests:
                say(f"evenbrief: finding how the server answers in a shape: {usage_line(probed)}")
            if line := total_line(list(run.spent.values()), probed):
                say(f"evenbrief: {line}")
        run.faults += [end for end in ends if end is not None]


def _stories(run: _Run, given: Given, at: int) -> list[Story]:
    """The stories of a page that are to be briefed; none where that cannot be, which is said."""
    try:
        return find_stories(given, run.wanted.story)
    except EvenbriefError as error:
        say(f"evenbrief: {error}")
        run.ended[at, 0] = Made(outcome=Exit.BAD_INPUT)
        return []


async def _brief_story(run: _Run, client: Client, story: Story, place: Place) -> None:
    """One story from its turn to its end, with what it took."""
    ledger = Ledger(client.ask)
    free = run.use.prompt is Drafting.FREE
    engine = ModelEngine(ledger, EmbeddedEngine(), Manner(run.use, free=free))
    async with run.turn:
        try:
            brief = await write_brief(story, engine, run.wanted)
            run.ended[place] = _made(ledger.complete(brief), story, run.wanted)
        except EvenbriefError as error:
            spent = error.call if isinstance(error, ModelError) else None
            run.wanted.tell(
                Event(stage=Stage.DONE, story=story.article.id, calls=(spent,) if spent else ())
            )
            why = _why(error, run.use)
            say(f"evenbrief: {story.article.id}: {why}")
            failed = Unbriefed(
                story.given.page, story.article.id, why, extent(story.article), engine.name,
                tuple(ledger.calls),
            )  # fmt: skip
            run.ended[place] = Made(unbriefed=(failed,), outcome=_exit(error))
        finally:
            run.spent[place] = add_up(ledger.calls)
            if line := usage_line(run.spent[place]):
                say(f"evenbrief: {story.article.id}: {line}")


def _made(brief: Brief, story: Story, wanted: Wanted) -> Made:
    """The brief; one whose revision failed stands, but not all was done that was asked for."""
    briefed = (finish(brief, story, wanted),)
    if not brief.provenance.failed:
        return Made(briefed)
    say(f"evenbrief: {story.article.id}: not revised to the end: {brief.provenance.failed}")
    return Made(briefed, outcome=Exit.INCOMPLETE)


def _exit(error: EvenbriefError) -> Exit:
    return exit_for(error.ending) if isinstance(error, ModelError) else Exit.BAD_INPUT


def _why(error: EvenbriefError, use: ModelUse) -> str:
    """The error's sentence; with it, that the key there is was not meant for this server."""
    bad_key = isinstance(error, ModelError) and error.ending is Ending.BAD_KEY
    return f"{error} ({OPENAI_ONLY})" if bad_key and is_kept_back(use) else str(error)
