"""What the command line said of a batch in, a folder of briefs out; told on standard error."""

import asyncio
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, closing, suppress
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr

from pipeline.batch.count import count_articles
from pipeline.batch.crew import Crew, count_cores
from pipeline.batch.documents import Document, Source, check_inputs, list_documents
from pipeline.batch.manifest import Counter
from pipeline.batch.outputs import Place, write_outputs
from pipeline.batch.plan import Plan, describe_plan
from pipeline.batch.run import Orders, Run, Tally
from pipeline.batch.shown import Wanted
from pipeline.cli.batch_progress import watching
from pipeline.cli.batch_rehearsing import find_store, rehearse_batch
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
    with hold_alone(store), closing(Database(store)) as database:
        journal = Journal(database)
        described = describe_plan(Plan(options.length, options.use))
        began = Began(journal.begin(described), described, datetime.now(UTC), Counter())
        tally = asyncio.run(_run(options, began, database))
        wanted = Wanted(settings, options.forms, options.one_file_each)
        place = Place(folder, _workers(options))
        told = tell_manifest(options, settings, began, tally)
        files = write_outputs(journal.read(began.run), wanted, place, told)
        if tally.complete and not tally.halted:
            journal.end(began.run)
    for line in end_lines(tally, files, folder):
        say(f"evenbrief: {line}")
    return find_exit(tally, files)


async def _run(options: "Options", began: Began, database: Database) -> Tally:
    """Until all is done, or the run is stopped: once by what is under way, twice at once."""
    at_once = options.use.at_once if options.use else QUEUED * _workers(options)
    orders = Orders(began.run, began.plan, at_once, options.only_failed)
    async with AsyncExitStack() as opened:
        ask = await opened.enter_async_context(_client(options, database))
        plan = Plan(options.length, options.use and options.use.model_copy(update=_KEYLESS))
        crew = await opened.enter_async_context(Crew(plan, _workers(options), ask))
        reader = opened.enter_context(Reader())
        watch = opened.enter_context(
            watching(
                asked=options.progress, count=lambda: count_articles(options.inputs, options.limit)
            )
        )
        run = Run(orders, Journal(database), crew, watch)
        _mind_interruptions(run)
        source = Source(reader.parse, fetch if options.fetch else None, options.column)
        documents: Iterator[Document] = list_documents(options.inputs, source, began.counter.count)
        if options.limit is not None:
            documents = islice(documents, options.limit)
        return await run.go(documents)


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


def _mind_interruptions(run: Run) -> None:
    """The first interruption lets what is under way end; the second ends it."""
    loop, this = asyncio.get_running_loop(), asyncio.current_task()

    def interrupt() -> None:
        if run.tally.interrupted and this:
            this.cancel()
            return
        say("evenbrief: ending what is under way; interrupt once more to stop at once")
        run.interrupt()

    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):
            loop.add_signal_handler(number, interrupt)
