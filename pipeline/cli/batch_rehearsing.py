"""What the command line said of a batch in, what it would do and cost on standard output out."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.batch.documents import Source, list_documents
from pipeline.batch.plan import Plan, describe_plan
from pipeline.batch.rehearse import Find, Rehearsal, Rehearsed, price_rehearsal, rehearse
from pipeline.cli.batch_progress import Pulse
from pipeline.cli.batch_telling import counted
from pipeline.cli.output import put
from pipeline.model.estimate import Estimate
from pipeline.read.apart import Reader
from pipeline.read.fetch import fetch
from pipeline.show.plain import Json, plain, to_json
from pipeline.store.database import Database
from pipeline.store.journal import Journal
from pipeline.store.place import VARIABLE
from schemas.exits import Exit
from schemas.journal import TaskState

if TYPE_CHECKING:
    from pipeline.cli.batch import Options

STORE = "store.db"
SCHEMA = "evenbrief.rehearsal/1"


def find_store(folder: Path) -> Path:
    """Where the journal lies: where `EVENBRIEF_STORE` says, else beside the outputs."""
    return Path(os.environ.get(VARIABLE) or folder / STORE).expanduser()


def rehearse_batch(options: "Options", store: Path) -> Exit:
    """Read all inputs, ask nobody, write nothing, and say what a run would do.

    Raises ReadError where an input is none, StoreError where a journal is there and is not one.
    """
    plan = Plan(options.length, options.use)
    with Reader() as reader, _finding(store) as find:
        source = Source(reader.parse, fetch if options.fetch else None, options.column)
        documents = islice(list_documents(options.inputs, source), options.limit)
        run = Rehearsed(plan, describe_plan(plan), reader.parse, find, options.only_failed)
        pulse = Pulse[Rehearsal](lambda found: f"{found.articles:,} articles read")
        found = rehearse(documents, run, pulse)
    estimate = price_rehearsal(found, plan)
    budget = options.use.budget if options.use else None
    if options.as_json:
        document = _document(found, estimate) | {"budget": plain(budget)}
        put(to_json(document) + "\n")
    else:
        limit = f"; a run stops at ${budget}" if budget is not None else ""
        put("\n".join(_lines(found, estimate, limit)) + "\n")
    return Exit.FINE if found.articles else Exit.NOTHING


@contextmanager
def _finding(store: Path) -> Iterator[Find]:
    """What the journal knows of tasks; nothing where there is none yet."""
    if not store.exists():
        yield _know_nothing
        return
    database = Database(store, writable=False)
    try:
        journal = Journal(database)
        yield lambda keys: {key: found.state for key, found in journal.find(keys).items()}
    finally:
        database.close()


def _know_nothing(keys: Sequence[str]) -> Mapping[str, TaskState]:
    return {}


def _lines(found: Rehearsal, estimate: Estimate | None, limit: str) -> Iterator[str]:
    """Example: `3 articles: 1 done before, 2 to be briefed (4 stories)`."""
    unreadable = f", {found.unreadable} unreadable" if found.unreadable else ""
    failed = f", {found.failed} failed before" if found.failed else ""
    stories = f"{found.stories:,} {'story' if found.stories == 1 else 'stories'}"
    yield (
        f"{counted(found.articles, 'article')}: {found.done:,} done before{failed}{unreadable}; "
        f"{found.due:,} to be briefed, {stories}"
    )
    if estimate is None:
        yield "no model is asked, so nothing is spent"
    else:
        yield f"{estimate}{limit}; stored answers cost nothing"


def _document(found: Rehearsal, estimate: Estimate | None) -> dict[str, Json]:
    return {
        "schema": SCHEMA,
        "articles": found.articles,
        "unreadable": found.unreadable,
        "done_before": found.done,
        "failed_before": found.failed,
        "due": found.due,
        "stories": found.stories,
        "questions": estimate.questions if estimate else 0,
        "tokens": estimate.tokens if estimate else 0,
        "cost_about": plain(estimate.cost) if estimate else "0",
        "cost_at_most": plain(estimate.most) if estimate else "0",
    }
