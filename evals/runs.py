"""Brief every story of the goldens and set each beside its labels. In: goldens, engines, a plan.

Out: case records, one at a time, as they end. A story that cannot be briefed is a record too: a
crash is a loss, never a case less. What was asked before is not asked again.
"""

import asyncio
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple, Protocol

from evals.cases import fail_case, score_case
from evals.recorder import Recorder
from evals.stories import meet_stories
from evals.truth import Shelf, lay_out
from pipeline.engine import Engine
from pipeline.read.page import read_bytes
from pipeline.summarise import summarise
from schemas.article import Article, Page
from schemas.call import Call, ModelError
from schemas.call import Ending as CallEnding
from schemas.errors import EvenbriefError
from schemas.eval import CaseRecord, Ending
from schemas.golden import Golden

CaseId = tuple[str, str, int]
"""Golden, story, repeat."""


OnCase = Callable[[CaseRecord], None]
"""Told of each case as it ends."""


class Seat(NamedTuple):
    """An engine for one case; with a model, what it was asked is on its recorder."""

    engine: Engine
    recorder: Recorder | None = None


class Seats(Protocol):
    """Gives each case an engine of its own."""

    def __call__(self, repeat: int) -> Seat:
        """The engine for a case of this repeat."""


class Plan(NamedTuple):
    """What is asked of every story."""

    length: int = 250
    repeats: int = 1
    at_once: int = 4


class _Case(NamedTuple):
    """A story that is to be briefed."""

    page: Page
    shelf: Shelf
    article: Article | None
    repeat: int


def list_cases(goldens: Sequence[Golden], repeats: int) -> tuple[CaseId, ...]:
    """Every case of a plan, in order."""
    return tuple(
        (golden.id, story.id, repeat)
        for golden in goldens
        for story in golden.labels.stories
        for repeat in range(repeats)
    )


async def run_all(
    goldens: Sequence[Golden],
    seats: Seats,
    plan: Plan,
    on_case: OnCase,
    done: Collection[CaseId] = (),
) -> None:
    """Run every case that is not done, at most `plan.at_once` at a time; tell of each as it ends.

    Each is told of before the next begins, so that whoever stops a run has what has ended.
    """
    turn = asyncio.Semaphore(plan.at_once)
    todo = [
        case
        for case in _lay_out(goldens, plan.repeats)
        if (case.shelf.golden.id, case.shelf.story.id, case.repeat) not in done
    ]
    tasks = [asyncio.ensure_future(_run(case, seats, plan, turn, on_case)) for case in todo]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()


def _lay_out(goldens: Sequence[Golden], repeats: int) -> Iterator[_Case]:
    for golden in goldens:
        page = read_bytes(golden.text.encode(), golden.id)
        for story, article in meet_stories(golden):
            shelf = lay_out(golden, story)
            for repeat in range(repeats):
                yield _Case(page, shelf, article, repeat)


async def _run(
    case: _Case, seats: Seats, plan: Plan, turn: asyncio.Semaphore, on_case: OnCase
) -> None:
    """One case from its turn to its record, told of; whatever goes wrong becomes one."""
    async with turn:
        seat, began = seats(case.repeat), time.perf_counter()
        try:
            record = await _brief(case, seat, plan.length, began)
        except ModelError as error:
            spent = error.call.attempts[-1].ending if error.call and error.call.attempts else None
            unasked = CallEnding.BUDGET in {spent, error.ending}
            ending = Ending.SKIPPED if unasked else Ending.ERRORED
            record = fail_case(case.shelf, case.repeat, f"ModelError: {error}", ending)
        except EvenbriefError as error:
            record = fail_case(case.shelf, case.repeat, f"{type(error).__name__}: {error}")
        except Exception as error:  # noqa: BLE001 - the edge: a crash of ours is a recorded loss
            record = fail_case(case.shelf, case.repeat, f"{type(error).__name__}: {error}")
        on_case(_with_books(record, seat, began))


async def _brief(case: _Case, seat: Seat, length: int, began: float) -> CaseRecord:
    if case.article is None:
        headline = case.shelf.story.headline.text
        return fail_case(case.shelf, case.repeat, f"no story has the headline {headline!r}")
    brief = await summarise(case.page, case.article, seat.engine, length)
    return score_case(case.shelf, case.repeat, brief, time.perf_counter() - began)


def _with_books(record: CaseRecord, seat: Seat, began: float) -> CaseRecord:
    """The record with every call on it, also those of a question that came to nothing."""
    if seat.recorder is None:
        return record.model_copy(
            update={"seconds": time.perf_counter() - began, "cost": Decimal(0)}
        )
    calls = seat.recorder.calls
    return record.model_copy(
        update={
            "seconds": time.perf_counter() - began,
            "cost": add_costs(calls),
            "requests": sum(len(call.attempts) for call in calls if not call.stored),
            "cached": sum(call.stored for call in calls),
            "tokens": sum(a.tokens.prompt + a.tokens.completion for c in calls for a in c.attempts),
            "answered": tuple(sorted({call.answered for call in calls if call.answered})),
            "rendered": seat.recorder.rendered,
        }
    )


def add_costs(calls: Sequence[Call]) -> Decimal | None:
    """US dollars of all calls together; `None` where one has no known price."""
    costs = [call.cost for call in calls]
    return None if None in costs else sum((cost for cost in costs if cost), Decimal(0))
