"""What the command line said of a batch in, a folder of briefs out; told on standard error."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, closing, contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr

from pipeline.batch.apart import is_left
from pipeline.batch.count import count_articles
from pipeline.batch.crew import Crew, count_cores
from pipeline.batch.documents import Source, check_inputs, list_documents
from pipeline.batch.manifest import MANIFEST, Counter
from pipeline.batch.outputs import Place, write_outputs
from pipeline.batch.plan import Plan, describe_plan
from pipeline.batch.run import Orders, Run, Tally
from pipeline.batch.shown import Wanted
from pipeline.cli.batch_interrupted import Interruptions
from pipeline.cli.batch_progress import watching
from pipeline.cli.batch_rehearsing import STORE, find_store, rehearse_batch
from pipeline.cli.batch_telling import Began, end_lines, find_exit, tell_manifest
from pipeline.cli.output import say
from pipeline.read.apart import Reader
from pipeline.read.fetch import fetch
from pipeline.settings import load_settings
from pipeline.store.answers import AnswerStore
from pipeline.store.database import Database
from pipeline.store.journal import Journal
from pipeline.store.lock import hold_alone
from schemas.exits import Exit
from schemas.stored import Cache

if TYPE_CHECKING:
    from pipeline.cli.batch import Options
    from pipeline.model.ask import Ask

LATER = "openai-batch"

QUEUED = 2
"""Articles that each worker has at a time where no model is waited for: one, and the next."""


def run_batch(options: "Options") -> Exit:
    """The whole of a batch.

    Raises EvenbriefError where it cannot begin, or where the journal or the outputs cannot be kept.
    """
    folder = Path(options.out)
    store = find_store(folder)
    settings = load_settings(options.config)
    check_inputs(options.inputs)
    if options.dry_run:
        return rehearse_batch(options, store)
    with _hold(store, folder / STORE), closing(Database(store)) as database:
        passes = Passes(options, database)
        with Interruptions() as stops:
            tally = asyncio.run(_run(passes, stops))
        began = passes.began
        if tally is None or not (tally.complete or _is_new(folder)):
            say("evenbrief: stopped; what was done is kept, run again to go on")
            return _leave(Exit.INTERRUPTED)
        wanted = Wanted(settings, options.forms, options.one_file_each)
        place = Place(folder, _workers(options))
        told = tell_manifest(options, settings, began, tally)
        files = write_outputs(passes.journal.read(began.run), wanted, place, told)
        if tally.complete and not tally.halted:
            passes.journal.end(began.run)
    for line in end_lines(tally, files, folder):
        say(f"evenbrief: {line}")
    return _leave(find_exit(tally, files))


@contextmanager
def _hold(store: Path, outputs: Path) -> Iterator[None]:
    """No other run has this store, nor writes into the same folder."""
    with ExitStack() as held:
        for path in dict.fromkeys((store.resolve(), outputs.resolve())):
            held.enter_context(hold_alone(path))
        yield


def _is_new(folder: Path) -> bool:
    """Are there no outputs yet, which those of a run that met few articles would replace?"""
    return not (folder / MANIFEST).exists()


def _leave(code: Exit) -> Exit:
    """The code; the process ends here where Python would wait for an input that nobody gives."""
    if code is Exit.INTERRUPTED and is_left():
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(int(code))
    return code


class Passes:
    """Passes over all inputs, each a run of the journal's; it knows the one under way."""

    def __init__(self, options: "Options", database: Database) -> None:
        self.options, self.database = options, database
        self.journal = Journal(database)
        self.stop = asyncio.Event()
        """Set by the first interruption."""
        self._plan = describe_plan(Plan(options.length, options.use))
        self._under_way: Run | None = None
        self.began = self._begin()

    @property
    def interrupted(self) -> bool:
        """Is no more to be begun?"""
        return self.stop.is_set()

    def interrupt(self) -> None:
        """Let what is under way end, and begin nothing more."""
        self.stop.set()
        if self._under_way:
            self._under_way.interrupt()

    async def go(self, ask: "Ask | None") -> Tally:
        """One pass with one way to ask; `None` for the embedded engine."""
        options = self.options
        if self._under_way:
            self.began = self._begin()
        at_once = options.use.at_once if options.use else QUEUED * _workers(options)
        orders = Orders(self.began.run, self.began.plan, at_once, options.only_failed)
        async with AsyncExitStack() as opened:
            plan = Plan(options.length, options.use and options.use.model_copy(update=_KEYLESS))
            crew = await opened.enter_async_context(Crew(plan, _workers(options), ask))
            reader = opened.enter_context(Reader())
            watch = opened.enter_context(watching(asked=options.progress, count=self._count))
            self._under_way = Run(orders, self.journal, crew, watch)
            source = Source(reader.parse, fetch if options.fetch else None, options.column)
            documents = list_documents(options.inputs, source, self.began.counter.count)
            return await self._under_way.go(islice(documents, options.limit))

    def _begin(self) -> Began:
        return Began(self.journal.begin(self._plan), self._plan, datetime.now(UTC), Counter())

    def _count(self) -> int | None:
        return count_articles(self.options.inputs, self.options.limit)


async def _run(passes: Passes, stops: Interruptions) -> Tally | None:
    """Until all is done, or the run is stopped: once by what is under way, twice at once.

    `None` where it was stopped at once.
    """
    with stops.end(passes):
        if passes.options.on == LATER:
            from pipeline.cli.batching_later import run_later

            return await run_later(passes)
        async with _client(passes.options, passes.database) as ask:
            return await passes.go(ask)
    return None


_KEYLESS = {"key": SecretStr("")}
"""Workers ask nobody themselves, so they are not told the key."""


def _workers(options: "Options") -> int:
    return options.workers or count_cores()


@asynccontextmanager
async def _client(options: "Options", database: Database) -> "AsyncIterator[Ask | None]":
    """The one way to the model, its answers kept in the batch's store; `None` without a model."""
    if options.use is None:
        yield None
        return
    from pipeline.cli.model_client import check_use
    from pipeline.model.budget import Budget
    from pipeline.model.client import open_client

    cache = Cache.REPLAY if options.use.cache is Cache.REPLAY else Cache.READWRITE
    use = check_use(options.use.model_copy(update={"cache": cache}))
    async with open_client(use, AnswerStore(database), cache, Budget(use.budget)) as client:
        yield client.ask
