"""A crew gives every article to a worker and hears of its end, whatever happens to workers."""

import asyncio
import time
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from pipeline.batch.crew import CRASHED, KNOCKS, STILLBORN, Crew
from pipeline.model.ask import Answered, Shape, Turn
from schemas.call import Call, Ending, ModelError
from schemas.errors import EvenbriefError, StoreError
from schemas.journal import Outcome, TaskState
from schemas.prompt import Prompt
from tests.batch_fakes import ASKING, PLAN, Shop, task
from tests.model_client import DRAFT

PATIENCE = 0.2
"""Seconds after which a fake worker that says nothing counts as hanging."""


class Model:
    """Answers after a while, or fails as it is told to, and knows in which order."""

    def __init__(self, fault: Exception | None = None, seconds: float = 0.001) -> None:
        self.fault, self.seconds = fault, seconds
        self.did: list[str] = []

    async def __call__(
        self, prompt: Prompt, shape: type[Shape], turns: tuple[Turn, ...] = ()
    ) -> Answered[Shape]:
        """See `pipeline.model.ask`."""
        self.did.append("asked")
        await asyncio.sleep(self.seconds)
        if self.fault:
            raise self.fault
        self.did.append("answered")
        return Answered(shape.model_validate(DRAFT), "raw", Call(prompt=prompt.ref, asked="m"))


def work(
    names: Sequence[str],
    shop: Shop,
    size: int = 2,
    model: Model | None = None,
) -> list[Outcome]:
    """What becomes of articles, all given at once."""

    async def run() -> list[Outcome]:
        plan = ASKING if model else PLAN
        async with Crew(plan, size, model, PATIENCE, shop) as crew:
            return await asyncio.gather(*(crew.work(task(name)) for name in names))

    return asyncio.run(asyncio.wait_for(run(), 20))


def states(outcomes: Sequence[Outcome]) -> dict[str, str]:
    """How each article ended."""
    return {outcome.key: outcome.ending or outcome.state.value for outcome in outcomes}


def test_each_article_comes_to_its_end_once() -> None:
    """Two workers, seven articles."""
    shop = Shop()
    names = [f"fine {number}" for number in range(7)]

    assert [outcome.key for outcome in work(names, shop)] == names
    assert all(len(shop.met(name)) == 1 for name in names)
    assert {len(worker.given) for worker in shop.workers} == {3, 4}


def test_an_article_that_ends_its_worker_twice_is_recorded_and_costs_no_other_anything() -> None:
    """It is tried again alone, so no other article can be to blame the second time."""
    shop = Shop()
    outcomes = work(["ends it 1", *(f"fine {n}" for n in range(6))], shop)

    assert states(outcomes) == {"ends it 1": CRASHED} | {f"fine {n}": "done" for n in range(6)}
    assert outcomes[0].state is TaskState.FAILED
    assert outcomes[0].reason == (
        "ends it 1: ended the process that worked on it (exit code 3), twice; leave it out, and "
        "report it"
    )
    assert len(shop.met("ends it 1")) == 2


def test_an_article_that_was_only_beside_the_one_that_ended_the_worker_is_done() -> None:
    """All that a worker was at are tried apart, and only the cause ends that worker as well."""
    shop = Shop()
    outcomes = work(["once waits 1", "once waits 2", "ends it", "fine"], shop, size=1)

    assert states(outcomes) == {
        "once waits 1": "done", "once waits 2": "done", "ends it": CRASHED, "fine": "done",
    }  # fmt: skip


def test_a_worker_that_ends_by_chance_costs_nothing() -> None:
    """The machine took its memory: the same article is done the second time."""
    assert states(work(["once ends it 1", "fine"], Shop())) == {
        "once ends it 1": "done",
        "fine": "done",
    }


def test_a_worker_that_hangs_is_ended_and_its_article_is_recorded() -> None:
    """It says nothing for so long that no step of an article can be meant."""
    shop = Shop()
    outcomes = work(["once waits", "hangs", "fine"], shop, size=1)

    assert states(outcomes) == {"once waits": "done", "hangs": CRASHED, "fine": "done"}
    assert f"(hung for {PATIENCE:g} seconds), twice" in outcomes[1].reason
    assert [worker.killed for worker in shop.workers][:2] == [True, True]


def test_a_worker_that_waits_for_a_model_longer_than_a_step_may_take_does_not_hang() -> None:
    """It answers when it is asked whether it gets on."""
    shop = Shop()
    outcomes = work(["asks"], shop, model=Model(seconds=PATIENCE * 2))

    assert states(outcomes) == {"asks": "done"}
    assert len(shop.workers) == 2


def test_a_stopped_machine_makes_no_worker_late() -> None:
    """Silence is counted in knocks that were made, and a suspended computer makes none."""

    async def run() -> int:
        shop = Shop()
        async with Crew(PLAN, 1, None, PATIENCE, shop) as crew:
            waiting = asyncio.ensure_future(crew.work(task("hangs")))
            await asyncio.sleep(0)
            time.sleep(PATIENCE * 1.5)
            await asyncio.sleep(2 * PATIENCE / KNOCKS)
            waiting.cancel()
            return len(shop.workers)

    assert asyncio.run(run()) == 1


def test_questions_are_answered_and_a_models_failure_reaches_the_article() -> None:
    """A failure is told to the worker, which decides what becomes of the article."""
    model = Model()
    assert states(work(["asks 1", "asks 2"], Shop(), model=model)) == {
        "asks 1": "done",
        "asks 2": "done",
    }
    assert model.did.count("asked") == 2

    failing = Model(ModelError("m: declined", Ending.REFUSED))
    assert work(["asks"], Shop(), model=failing)[0].reason == "m: declined"


@pytest.mark.parametrize("fault", [StoreError("s.db: is full"), AssertionError("our own")])
def test_what_no_article_is_to_blame_for_ends_the_work_of_all(fault: Exception) -> None:
    """A store that cannot keep answers, or a fault of ours: nobody waits for ever."""
    with pytest.raises(type(fault), match=str(fault)):
        work(["asks 1", "asks 2", "waits"], Shop(), model=Model(fault))


def test_an_answer_under_way_is_awaited_before_its_article_is_tried_again() -> None:
    """Its worker ended meanwhile; the answer is paid for, and asked for anew it is in the store."""
    model = Model(seconds=0.05)

    async def run() -> Outcome:
        shop = Shop()
        async with Crew(ASKING, 1, model, PATIENCE, shop) as crew:
            waiting = asyncio.ensure_future(crew.work(task("asks")))
            await asyncio.sleep(0.01)
            shop.workers[0].kill()
            return await waiting

    outcome = asyncio.run(asyncio.wait_for(run(), 20))

    assert outcome.state is TaskState.DONE
    assert model.did == ["asked", "answered", "asked", "answered"]


def test_an_article_whose_answer_ends_its_worker_is_recorded() -> None:
    """The answer was given, so the article was being worked on when its worker ended."""
    outcomes = work(["asks, then ends it", "fine"], Shop(), model=Model())

    assert states(outcomes) == {"asks, then ends it": CRASHED, "fine": "done"}


def test_workers_that_cannot_begin_are_not_started_for_ever() -> None:
    """No memory, or a library that does not load: one sentence instead of a loop."""
    shop = Shop(is_broken=True)
    with pytest.raises(EvenbriefError) as raised:
        work(["fine 1", "fine 2"], shop)

    assert str(raised.value) == (
        "evenbrief batch: no process can be started to work in (exit code 3); see what stands "
        "above, and to the machine's memory, then run again"
    )
    assert len(shop.workers) <= STILLBORN + 1


def test_a_machine_that_starts_no_process_says_so() -> None:
    """The operating system refuses one."""

    def refuse(*_: Any) -> Any:
        raise OSError(11, "Resource temporarily unavailable")

    async def run(start: Callable[..., Any]) -> None:
        async with Crew(PLAN, 1, None, PATIENCE, start):
            pass

    with pytest.raises(EvenbriefError, match=r"\(Resource temporarily unavailable\)"):
        asyncio.run(run(refuse))


def test_the_end_of_a_crew_ends_all_its_workers_even_in_the_middle_of_work() -> None:
    """An interruption leaves no process behind."""

    async def run() -> Shop:
        shop = Shop()
        async with Crew(PLAN, 3, None, PATIENCE, shop) as crew:
            names = [*(f"waits {n}" for n in range(5)), "ends it"]
            waiting = [asyncio.ensure_future(crew.work(task(name))) for name in names]
            await asyncio.sleep(0.01)
            for one in waiting:
                one.cancel()
        return shop

    shop = asyncio.run(run())

    assert len(shop.workers) >= 4
    assert all(worker.is_over for worker in shop.workers)
