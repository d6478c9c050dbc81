"""One article in, its briefs or why there are none out; whatever happens becomes an outcome."""

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.batch.documents import Document
from pipeline.batch.plan import Plan
from pipeline.batch.result import Result, pack
from pipeline.embedded.engine import EmbeddedEngine
from pipeline.engine import Engine
from pipeline.given import Given, Story, extent, find_stories, set_beside
from pipeline.model.ask import Ask
from pipeline.model.engine import Manner, ModelEngine
from pipeline.model.ledger import Ledger
from pipeline.model_use import Drafting
from pipeline.progress import Spent, add_up
from pipeline.read.page import Parse, read_given
from pipeline.show.languages import UNDERSTOOD, no_brief
from pipeline.show.unbriefed import Unbriefed
from pipeline.summarise import summarise
from schemas.article import Page
from schemas.call import Call, Ending, ModelError
from schemas.errors import EvenbriefError, ReadError
from schemas.journal import Outcome, TaskState

UNREADABLE = "unreadable"
NO_STORY = "no story"
FAULT = "our own fault"
UNREVISED = "unrevised"

LASTING = frozenset(
    {
        Ending.TRUNCATED,
        Ending.REFUSED,
        Ending.EMPTY,
        Ending.FILTERED,
        Ending.MALFORMED,
        Ending.TOO_LONG,
        Ending.BAD_REQUEST,
    }
)
"""Failures that the same article would meet again; the others pass, or their user mends them."""


class Task(NamedTuple):
    """An article, and the key its outcome is kept under."""

    key: str
    document: Document


class Tools(NamedTuple):
    """What a worker works with."""

    plan: Plan
    parse: Parse
    ask: Ask | None = None
    """`None` for the embedded engine."""


class _End(NamedTuple):
    """One story's end."""

    result: Result
    calls: Sequence[Call] = ()
    failure: ModelError | None = None


async def work_on(task: Task, tools: Tools) -> Outcome:
    """What becomes of one article; never raises but for a cancellation."""
    try:
        return await _work_on(task, tools)
    except ReadError as error:
        return Outcome(task.key, TaskState.FAILED, reason=str(error), ending=UNREADABLE)
    except EvenbriefError as error:
        return Outcome(task.key, TaskState.FAILED, reason=str(error), ending=NO_STORY)
    except Exception as error:  # noqa: BLE001 - the edge: a fault of ours is a recorded loss
        reason = f"{task.document.name}: {type(error).__name__}: {error}; please report it"
        return Outcome(task.key, TaskState.FAILED, reason=reason, ending=FAULT)


async def _work_on(task: Task, tools: Tools) -> Outcome:
    ends: list[_End] = []
    for page in read_pages(task.document, tools.parse):
        if page.language not in UNDERSTOOD:
            why = no_brief(page.language)
            ends.append(_End(Result(unbriefed=(Unbriefed(page, page.id, why),))))
            continue
        for story in find_stories(Given(page, task.document.name), None):
            ends.append(await _brief(story, tools))
    return _gather(task.key, ends)


def read_pages(document: Document, parse: Parse) -> tuple[Page, ...]:
    """The pages of an article, called as it is; raises ReadError."""
    if document.page is not None:
        pages: tuple[Page, ...] = (document.page,)
    elif document.given is not None:
        found = read_given(document.given, parse)
        for fault in found.faults:
            raise ReadError(fault)
        pages = found.pages
    else:
        raise ReadError(document.fault)
    several = len(pages) > 1
    return tuple(
        page.model_copy(update={"id": f"{document.id}.{number}" if several else document.id})
        for number, page in enumerate(pages, 1)
    )


async def _brief(story: Story, tools: Tools) -> _End:
    """One story's brief, or why the model gave none."""
    page = story.given.page
    if tools.ask is None or tools.plan.use is None:
        brief = await summarise(page, story.article, EmbeddedEngine(), tools.plan.length)
        return _End(Result((set_beside(brief, story),)))
    ledger = Ledger(tools.ask)
    engine = _engine(ledger, tools)
    try:
        brief = ledger.complete(await summarise(page, story.article, engine, tools.plan.length))
    except ModelError as error:
        failed = Unbriefed(
            page, story.article.id, str(error), extent(story.article), engine.name,
            tuple(ledger.calls),
        )  # fmt: skip
        return _End(Result(unbriefed=(failed,)), ledger.calls, error)
    return _End(Result((set_beside(brief, story),)), ledger.calls)


def _engine(ledger: Ledger, tools: Tools) -> Engine:
    assert tools.plan.use is not None
    free = tools.plan.use.prompt is Drafting.FREE
    return ModelEngine(ledger, EmbeddedEngine(), Manner(tools.plan.use, free=free))


def _gather(key: str, ends: Sequence[_End]) -> Outcome:
    """The stories of an article as one outcome; one that failed makes the article not done."""
    result = Result(
        tuple(one for end in ends for one in end.result.briefed),
        tuple(one for end in ends for one in end.result.unbriefed),
    )
    spent = add_up([call for end in ends for call in end.calls])
    failure = next((end.failure for end in ends if end.failure), None)
    outcome = Outcome(
        key,
        TaskState.DONE,
        pack(result),
        spent="" if spent == Spent() else spent.model_dump_json(),
    )
    if failure:
        state = TaskState.FAILED if failure.ending in LASTING else TaskState.LEFT
        return outcome._replace(state=state, reason=str(failure), ending=failure.ending.value)
    unrevised = next(
        (b.brief.provenance.failed for b in result.briefed if b.brief.provenance.failed), ""
    )
    if unrevised:
        return outcome._replace(
            state=TaskState.FAILED, reason=f"not revised to the end: {unrevised}", ending=UNREVISED
        )
    return outcome
