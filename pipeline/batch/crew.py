"""Tasks in, outcomes out: workers in processes of their own, and the one client they all ask.

A worker that ends by itself (its memory, a crash of a library) costs no article: each that it was
at is tried once more, alone in a worker of its own, and one that ends that too is recorded so.
"""

import asyncio
import os
import threading
from collections.abc import Callable, Coroutine
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Any, NamedTuple, Self

from pipeline.batch.plan import Plan
from pipeline.batch.work import Task
from pipeline.batch.worker import Question, Reply, main
from pipeline.model.ask import Ask
from schemas.call import ModelError
from schemas.journal import Outcome, TaskState

CRASHED = "crashed"


class _Given(NamedTuple):
    """A task a worker is at, and who waits for it."""

    task: Task
    done: asyncio.Future[Outcome]


class _Worker:
    """One process and what it is at; it changes as work comes and goes."""

    def __init__(self, process: BaseProcess, pipe: Connection, *, alone: bool) -> None:
        self.process, self.pipe, self.alone = process, pipe, alone
        self.at: dict[str, _Given] = {}


class Crew:
    """Workers; use it as an asynchronous context, whose end ends them."""

    def __init__(self, plan: Plan, size: int, ask: Ask | None = None) -> None:
        """`ask` puts the workers' questions to a model; `None` where the plan asks none."""
        self._plan, self._size, self._ask = plan, size, ask
        self._workers: list[_Worker] = []
        self._aside: set[asyncio.Task[None]] = set()
        self._closed = False

    async def __aenter__(self) -> Self:
        self._loop = asyncio.get_running_loop()
        self._workers = [self._start() for _ in range(self._size)]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._closed = True
        for task in self._aside:
            task.cancel()
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            await asyncio.to_thread(worker.process.join)
            worker.pipe.close()

    async def work(self, task: Task) -> Outcome:
        """What becomes of one article; at most one task of a key may be given at a time."""
        given = _Given(task, self._loop.create_future())
        self._give(given)
        return await given.done

    def _give(self, given: _Given) -> None:
        """To the worker that has least to do."""
        self._hand(given, min(self._workers, key=lambda one: len(one.at)))

    def _hand(self, given: _Given, worker: _Worker) -> None:
        worker.at[given.task.key] = given
        with suppress(OSError):  # Its end is told by its listener, which gives the work on.
            worker.pipe.send(given.task)

    def _start(self, *, alone: bool = False) -> _Worker:
        ours, theirs = get_context("spawn").Pipe()
        process = get_context("spawn").Process(
            target=main, args=(theirs, self._plan), name="evenbrief-worker", daemon=True
        )
        process.start()
        theirs.close()
        worker = _Worker(process, ours, alone=alone)
        threading.Thread(target=_listen, args=(worker, self._post), daemon=True).start()
        return worker

    def _post(self, worker: _Worker, message: Outcome | Question | None) -> None:
        """Called by listeners, from their threads."""
        with suppress(RuntimeError):  # The loop has ended, and with it all who wait.
            self._loop.call_soon_threadsafe(self._take, worker, message)

    def _take(self, worker: _Worker, message: Outcome | Question | None) -> None:
        if self._closed:
            return
        if message is None:
            self._bury(worker)
        elif isinstance(message, Question):
            self._begin(self._answer(worker, message))
        else:
            given = worker.at.pop(message.key)
            if not given.done.done():
                given.done.set_result(message)

    async def _answer(self, worker: _Worker, question: Question) -> None:
        """Put a worker's question; it is told of every failure."""
        assert self._ask is not None
        number = question.number
        try:
            answered = await self._ask(question.prompt, question.shape, question.turns)
            reply = Reply(number, answered)
        except ModelError as error:
            reply = Reply(number, None, str(error), error.ending, error.call)
        with suppress(OSError):
            worker.pipe.send(reply)

    def _begin(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._aside.add(task)
        task.add_done_callback(self._aside.discard)

    def _bury(self, worker: _Worker) -> None:
        """A worker has ended by itself: another takes its place, and its work is tried apart."""
        worker.process.join()
        worker.pipe.close()
        if not worker.alone:
            self._workers[self._workers.index(worker)] = self._start()
            self._begin(self._try_alone(list(worker.at.values())))
            return
        for given in worker.at.values():
            given.done.set_result(_crashed(given.task, worker.process.exitcode))

    async def _try_alone(self, suspects: list[_Given]) -> None:
        """One after another, so that none is blamed for what another does."""
        for given in suspects:
            worker = self._start(alone=True)
            self._hand(given, worker)
            try:
                await asyncio.wait((given.done,))
            finally:
                worker.process.kill()


def _listen(worker: _Worker, post: Callable[[_Worker, Any], None]) -> None:
    try:
        while True:
            post(worker, worker.pipe.recv())
    except (EOFError, OSError):
        post(worker, None)


def _crashed(task: Task, code: int | None) -> Outcome:
    ended = f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"
    reason = (
        f"{task.document.name}: ended the process that worked on it ({ended}), twice; "
        "leave it out, and report it"
    )
    return Outcome(task.key, TaskState.FAILED, reason=reason, ending=CRASHED)


def count_cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0))
