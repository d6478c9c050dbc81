"""What the command line said of a batch in, a folder of briefs out; told on standard error."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, closing, suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr

from pipeline.batch.crew import Crew, count_cores
from pipeline.batch.documents import Document, Source, list_documents
from pipeline.batch.outputs import Files, write_outputs
from pipeline.batch.plan import Plan, describe_plan
from pipeline.batch.run import Orders, Run, Tally
from pipeline.cli.batch_progress import watching
from pipeline.cli.output import say
from pipeline.read.apart import Reader
from pipeline.read.fetch import fetch
from pipeline.settings import load_settings
from pipeline.store.answers import AnswerStore
from pipeline.store.database import Database
from pipeline.store.journal import Journal
from pipeline.store.lock import hold_alone
from pipeline.store.place import VARIABLE
from schemas.exits import Exit
from schemas.journal import TaskState
from schemas.stored import Cache

if TYPE_CHECKING:
    from pipeline.cli.batch import Options
    from pipeline.model.ask import Ask

STORE = "store.db"
QUEUED = 2
"""Articles that each worker has at a time where no model is waited for: one, and the next."""


def run_batch(options: "Options") -> Exit:
    """The whole of a batch.

    Raises EvenbriefError where it cannot begin, or where the journal or the outputs cannot be kept.
    """
    folder = Path(options.out)
    store = Path(os.environ.get(VARIABLE) or folder / STORE).expanduser()
    settings = load_settings(options.config)
    with hold_alone(store), closing(Database(store)) as database:
        journal = Journal(database)
        passes = Passes(options, database)
        if options.on == "local":
            tally = asyncio.run(_run_here(passes))
        else:
            from pipeline.cli.batching_later import run_later

            tally = asyncio.run(run_later(passes))
        files = write_outputs(journal, passes.run, settings, folder)
        if tally.complete and not tally.halted:
            journal.end(passes.run)
        counts = journal.count(passes.run)
    _tell_end(tally, files, folder)
    return _outcome(tally, counts)


class Passes:
    """Passes over all inputs, each of them a run of the journal's; it knows the one under way."""

    def __init__(self, options: "Options", database: Database) -> None:
        self.options, self.database = options, database
        self.run = 0
        """The number of the last run that was begun."""
        self.stop = asyncio.Event()
        """Set by the first interruption."""
        self._under_way: Run | None = None

    async def go(self, ask: "Ask | None") -> Tally:
        """One pass with one way to ask."""
        options = self.options
        described = describe_plan(Plan(options.length, options.use))
        self.run = Journal(self.database).begin(described)
        at_once = options.use.at_once if options.use else QUEUED * _workers(options)
        orders = Orders(self.run, described, at_once, options.only_failed)
        async with AsyncExitStack() as opened:
            plan = Plan(options.length, options.use and options.use.model_copy(update=_KEYLESS))
            crew = await opened.enter_async_context(Crew(plan, _workers(options), ask))
            reader = opened.enter_context(Reader())
            watch = opened.enter_context(watching(asked=options.progress))
            self._under_way = Run(orders, Journal(self.database), crew, watch)
            source = Source(reader.parse, fetch if options.fetch else None, options.column)
            documents: Iterator[Document] = list_documents(options.inputs, source)
            if options.limit is not None:
                documents = islice(documents, options.limit)
            return await self._under_way.go(documents)

    def mind_interruptions(self) -> None:
        """The first interruption lets what is under way end; the second ends it."""
        loop, this = asyncio.get_running_loop(), asyncio.current_task()

        def interrupt() -> None:
            if self.stop.is_set() and this:
                this.cancel()
                return
            say("evenbrief: ending what is under way; interrupt once more to stop at once")
            self.stop.set()
            if self._under_way:
                self._under_way.interrupt()

        for number in (signal.SIGINT, signal.SIGTERM):
            with suppress(NotImplementedError):
                loop.add_signal_handler(number, interrupt)


async def _run_here(passes: Passes) -> Tally:
    """One pass, each question put at once."""
    passes.mind_interruptions()
    async with _client(passes.options, passes.database) as ask:
        return await passes.go(ask)


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


def _tell_end(tally: Tally, files: Files, folder: Path) -> None:
    """What became of the articles, and where it lies."""
    if tally.halted:
        say(f"evenbrief: stopped before the end: {tally.halted}; run again to go on")
    parts = [
        f"{tally.listed} articles",
        f"{tally.done} briefed",
        f"{tally.before} ended before",
        f"{tally.failed} failed",
        f"{tally.left + tally.waiting} left",
        f"{tally.unreadable} unreadable",
    ]
    say(f"evenbrief: {', '.join(parts)}; {files.briefs} briefs in {folder}")


def _outcome(tally: Tally, counts: Mapping[TaskState | None, int]) -> Exit:
    if tally.interrupted:
        return Exit.INTERRUPTED
    if not tally.listed:
        return Exit.NOTHING
    is_whole = tally.complete and set(counts) == {TaskState.DONE}
    return Exit.FINE if is_whole and not tally.halted else Exit.INCOMPLETE
