"""A run's journal in, its files out; each is made anew from it, whole, at every end of a run."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pipeline.batch.result import Result, unpack
from pipeline.batch.whole import write_lines
from pipeline.given import weigh_anew
from pipeline.settings import Settings
from pipeline.show.documents import brief_document, unbriefed_document
from pipeline.show.plain import Json
from pipeline.store.journal import Journal
from schemas.journal import Item, Outcome, TaskState

BRIEFS, FAILURES = "briefs.jsonl", "failures.jsonl"
FAILURE = "evenbrief.failure/1"

AGAIN = {
    TaskState.FAILED: "run again with --only-failed to try it once more",
    TaskState.LEFT: "run again to go on with it",
}


class Ended(NamedTuple):
    """An article of a run, with what came of it."""

    item: Item
    outcome: Outcome | None
    result: Result


class Files(NamedTuple):
    """What was written."""

    briefs: int
    """Lines, one a story."""
    failures: int
    """Lines, one an article."""


def read_ended(journal: Journal, run: int, settings: Settings) -> Iterator[Ended]:
    """The articles of a run in their order, their findings weighed as the desk does."""
    for item, outcome in journal.read(run):
        result = unpack(outcome.result if outcome else b"", item.name)
        briefed = tuple(
            one._replace(brief=weigh_anew(one.brief, settings)) for one in result.briefed
        )
        yield Ended(item, outcome, result._replace(briefed=briefed))


def write_outputs(journal: Journal, run: int, settings: Settings, folder: Path) -> Files:
    """All files of a run; raises EvenbriefError where one cannot be written."""
    briefs = write_lines(
        folder / BRIEFS,
        (line for ended in read_ended(journal, run, settings) for line in brief_lines(ended)),
    )
    failures = write_lines(
        folder / FAILURES,
        (
            _line(failure_document(item, outcome))
            for item, outcome in journal.read(run)
            if outcome is None or outcome.state is not TaskState.DONE
        ),
    )
    return Files(briefs, failures)


def brief_lines(ended: Ended) -> Iterator[str]:
    """A line for each story of an article, as `brief --format json` prints it, with its input."""
    place: dict[str, Json] = {"input": ended.item.name, "position": ended.item.position}
    for document in brief_documents(ended.result):
        yield _line(place | document)


def brief_documents(result: Result) -> Iterator[dict[str, Json]]:
    """Each story of an article, as `brief --format json` prints it, with which story it is."""
    for one in result.briefed:
        yield {"story": one.number, "stories": one.of, **brief_document(one.brief)}
    for other in result.unbriefed:
        yield {"story": None, "stories": None, **unbriefed_document(other)}


def failure_document(item: Item, outcome: Outcome | None) -> dict[str, Json]:
    """Why an article is not done, and what to do."""
    form: dict[str, Json] = {
        "schema": FAILURE,
        "input": item.name,
        "position": item.position,
        "key": item.key,
    }
    if item.fault:
        told: dict[str, Json] = {"ending": "unreadable", "reason": item.fault, "do": "mend it"}
    elif outcome is None:
        told = {"ending": "not begun", "reason": "", "do": AGAIN[TaskState.LEFT]}
    else:
        told = {"ending": outcome.ending, "reason": outcome.reason, "do": AGAIN[outcome.state]}
    return form | told


def _line(document: dict[str, Json]) -> str:
    return json.dumps(document, ensure_ascii=False)
