"""Articles of a journal with what came of each, for tests of a batch's outputs."""

from collections.abc import Iterable
from pathlib import Path

from pipeline.batch.outputs import Files, Place, Told, write_outputs
from pipeline.batch.result import Result, pack
from pipeline.batch.shown import Wanted
from pipeline.progress import Spent
from pipeline.read.page import read_bytes
from pipeline.settings import Settings
from pipeline.show.briefed import Briefed
from pipeline.show.languages import no_brief
from pipeline.show.unbriefed import Unbriefed
from schemas.brief import Brief
from schemas.call import Tokens
from schemas.journal import Item, Listed, Outcome, TaskState
from tests.batch_inputs import TEXT
from tests.command import GERMAN
from tests.test_batch_result import TABLE, briefed

SPENT = Spent(requests=2, tokens=Tokens(prompt=900, completion=100), seconds=1.5)


def done(position: int, name: str, *briefs: Briefed) -> Listed:
    """An article with these briefs."""
    key = f"{position:064x}"
    packed = pack(Result(briefs or briefed(TEXT, "a.txt")))
    outcome = Outcome(key, TaskState.DONE, packed, spent=SPENT.model_dump_json())
    return Listed(Item(position, name, key), outcome)


def failed(position: int, name: str, ending: str = "rate_limited") -> Listed:
    """An article that a model did not brief."""
    key = f"{position:064x}"
    state = TaskState.LEFT if ending == "rate_limited" else TaskState.FAILED
    return Listed(Item(position, name, key), Outcome(key, state, b"", "no answer", ending))


def unreadable(position: int, name: str) -> Listed:
    """An article that could not be read to the point of having a key."""
    return Listed(Item(position, name, "", f"{name}: is empty; give an article"), None)


def foreign(position: int, name: str) -> Listed:
    """An article in a language that is not read."""
    page = read_bytes(GERMAN.encode(), name)
    one = Unbriefed(page, page.id, no_brief(page.language))
    key = f"{position:064x}"
    return Listed(Item(position, name, key), Outcome(key, TaskState.DONE, pack(Result((), (one,)))))


def changed(**changes: object) -> Briefed:
    """A brief of which this is otherwise."""
    (one,) = briefed(TABLE, "b.html")
    brief: Brief = one.brief.model_copy(update=changes)
    return one._replace(brief=brief)


def write(folder: Path, listed: Iterable[Listed], *forms: str, each: bool = False) -> Files:
    """The outputs of these articles."""
    wanted = Wanted(Settings(), forms, each)
    told = Told({"began": "2026-11-22T08:00:00+00:00"}, (("Engine", "rules"),))
    return write_outputs(listed, wanted, Place(folder), told)
