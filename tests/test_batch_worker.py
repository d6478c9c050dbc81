"""Workers as real processes: what they do to themselves, and what becomes of them."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from multiprocessing import Pipe
from pathlib import Path

import pytest

from pipeline.batch.crew import CRASHED, Crew
from pipeline.batch.plan import Plan
from pipeline.batch.work import Task
from pipeline.batch.worker import Desk, Question, Reply
from schemas.answer import DraftAnswer
from schemas.journal import Outcome, TaskState
from tests import batch_odd
from tests.batch_articles import write_article
from tests.batch_fakes import PLAN, PROMPT, document, task
from tests.test_store_writers import ROOT


def is_there(process: int) -> bool:
    """Does it still run? One that ended and was not waited for does not."""
    try:
        state = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def wait_until_gone(*processes: int, seconds: float = 20) -> None:
    """They end in time."""
    late = time.monotonic() + seconds
    while any(map(is_there, processes)):
        assert time.monotonic() < late, f"{processes} are still there"
        time.sleep(0.01)


def test_each_question_of_a_worker_gets_its_own_answer() -> None:
    """Two under way, answered the other way round."""
    ours, theirs = Pipe()

    async def run() -> list[object]:
        desk = Desk(theirs)
        question = Question(0, "k", PROMPT, DraftAnswer, ())
        waiting = [asyncio.ensure_future(desk.put(question)) for _ in range(2)]
        await asyncio.sleep(0)
        numbers = [ours.recv().number for _ in waiting]
        for number in reversed(numbers):
            desk.take(Reply(number, f"answer {number}"))
        return [(await one).answered for one in waiting]

    with ours, theirs:
        assert asyncio.run(asyncio.wait_for(run(), 5)) == ["answer 1", "answer 2"]


def test_an_article_that_ends_its_process_is_recorded_and_the_others_are_done() -> None:
    """In real processes: two tries, the second alone."""

    async def run() -> list[Outcome]:
        async with Crew(PLAN, 1, None, 600.0, batch_odd.start) as crew:
            names = ["fine 1", "ends it", "fine 2"]
            return await asyncio.gather(*(crew.work(task(name)) for name in names))

    outcomes = asyncio.run(asyncio.wait_for(run(), 60))

    assert [one.ending for one in outcomes] == ["", CRASHED, ""]
    assert "(exit code 3), twice" in outcomes[1].reason


@pytest.mark.slow
def test_no_end_of_a_process_costs_another_article_anything() -> None:
    """Ten articles beside one that is killed, one that ends its process and one that stops it."""

    async def run() -> list[Outcome]:
        async with Crew(PLAN, 2, None, 15.0, batch_odd.start) as crew:
            names = [f"fine {n}" for n in range(10)]
            names[3:3] = ["is killed", "ends it", "stops it"]
            return await asyncio.gather(*(crew.work(task(name)) for name in names))

    outcomes = {one.key: one for one in asyncio.run(asyncio.wait_for(run(), 120))}

    ended = {key: one.reason for key, one in outcomes.items() if one.state is TaskState.FAILED}
    assert set(ended) == {"is killed", "ends it", "stops it"}
    assert "(signal 9), twice" in ended["is killed"]
    assert "(hung for 15 seconds), twice" in ended["stops it"]


@pytest.mark.slow
def test_a_worker_briefs_an_article_as_the_command_does() -> None:
    """The real work, in the real process, with an article by its bytes."""

    async def run() -> Outcome:
        async with Crew(Plan(120), 1) as crew:
            return await crew.work(Task("k", document("a.txt", write_article(7))))

    outcome = asyncio.run(asyncio.wait_for(run(), 60))

    assert (outcome.key, outcome.state, outcome.reason) == ("k", TaskState.DONE, "")
    assert outcome.result


@pytest.mark.slow
def test_the_end_of_a_crew_leaves_no_process_even_where_one_is_stopped() -> None:
    """Killing is the only end that every process takes."""

    async def run() -> tuple[int, ...]:
        async with Crew(PLAN, 2, None, 60.0, batch_odd.start) as crew:
            await crew.work(task("fine 1"))
            await crew.work(task("fine 2"))
            waiting = [asyncio.ensure_future(crew.work(task(n))) for n in ("stops it", "is slow")]
            await asyncio.sleep(0.2)
            processes = crew.processes
            for one in waiting:
                one.cancel()
            return processes

    processes = asyncio.run(asyncio.wait_for(run(), 60))

    assert len(processes) == 2
    wait_until_gone(*processes, seconds=1)


PARENT = """
import asyncio, sys
from pipeline.batch.crew import Crew
from tests import batch_odd
from tests.batch_fakes import PLAN, PROMPT, task

async def run():
    async with Crew(PLAN, 2, None, 60.0, batch_odd.start) as crew:
        await crew.work(task("fine 1"))
        await crew.work(task("fine 2"))
        print(*crew.processes, flush=True)
        await asyncio.gather(*(crew.work(task(name)) for name in sys.argv[1:]))

if __name__ == "__main__":
    asyncio.run(run())
"""


@pytest.fixture
def parent() -> Iterator["subprocess.Popen[str]"]:
    """A process with a crew at work, one of whose workers is stopped."""
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, "is slow", "stops it"],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        yield process
        process.kill()


@pytest.mark.slow
def test_workers_of_a_killed_process_end_by_themselves(parent: "subprocess.Popen[str]") -> None:
    """One waits, one is stopped and could not even read that its pipe is closed."""
    assert parent.stdout is not None
    workers = [int(one) for one in parent.stdout.readline().split()]
    assert all(map(is_there, workers))
    parent.send_signal(signal.SIGKILL)
    parent.wait()

    wait_until_gone(*workers)


@pytest.mark.slow
def test_workers_do_not_mind_signals_that_their_group_is_sent(
    parent: "subprocess.Popen[str]",
) -> None:
    """A terminal sends Ctrl-C to all; what it means only the process that started them decides."""
    assert parent.stdout is not None
    workers = [int(one) for one in parent.stdout.readline().split()]
    for worker in workers:
        os.kill(worker, signal.SIGINT)
        os.kill(worker, signal.SIGTERM)
    time.sleep(0.3)

    assert all(map(is_there, workers))


SHOWING = """
import time
from multiprocessing import active_children
from pipeline.batch.shown import Wanted, show_all
from pipeline.settings import Settings
from schemas.journal import Item, Listed

if __name__ == "__main__":
    listed = (Listed(Item(n, f"{n}.txt", f"{n}"), None) for n in range(2000))
    shown = show_all(listed, Wanted(Settings()), workers=2)
    next(shown)
    print(*(child.pid for child in active_children()), flush=True)
    time.sleep(60)
"""


@pytest.mark.slow
def test_processes_that_make_outputs_end_with_the_one_that_started_them() -> None:
    """They wait for a queue that each of them holds open for the others."""
    with subprocess.Popen(
        [sys.executable, "-c", SHOWING], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        children = [int(one) for one in parent.stdout.readline().split()]
        assert len(children) == 2
        parent.send_signal(signal.SIGKILL)
        parent.wait()

    wait_until_gone(*children)
