"""Tasks in, outcomes out: workers in processes of their own, and the one client they all ask.

A worker that ends by itself (its memory, a crash of a library) or that hangs costs no other article
anything: those that waited for an answer go to another worker, and those it may have been at are
tried once more, one at a time in a worker of their own; one that ends that too is recorded so.
"""

import asyncio
import os
from collections import Counter
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from functools import partial
from types import TracebackType
from typing import NamedTuple, Self

from pipeline.batch.plan import Plan
from pipeline.batch.process import Hear, Process, Running
from pipeline.batch.work import Task
from pipeline.batch.worker import Here, Knock, Question, Reply, Told
from pipeline.model.ask import Ask
from schemas.call import ModelError
from schemas.errors import EvenbriefError
from schemas.journal import Outcome, TaskState

CRASHED = "crashed"

PATIENCE_SECONDS = 600.0
"""How long one step of a worker may take before it counts as hanging; a long one takes a second."""
KNOCKS = 20
"""How often a worker is asked in that time whether it is getting on."""
STILLBORN = 3
"""Workers that end before they have begun, in a row, after which no more are started."""


class _Given(NamedTuple):
    """A task, and who waits for it."""

    task: Task
    done: asyncio.Future[Outcome]


class _Worker:
    """One worker and what it is at; it changes as work comes and goes."""

    def __init__(self, *, alone: bool) -> None:
        self.alone = alone
        self.process: Running
        self.at: dict[str, _Given] = {}
        self.waiting: Counter[str] = Counter()
        """Questions not yet answered, by the key of their task."""
        self.asking: set[asyncio.Task[None]] = set()
        self.has_begun = self.is_over = self.is_late = False
        self.knocks = 0
        """Since it was last heard."""


Start = Callable[[Plan, Hear], Running]


class Crew:
    """Workers; use it as an asynchronous context, whose end ends them."""

    def __init__(
        self,
        plan: Plan,
        size: int,
        ask: Ask | None = None,
        patience_seconds: float = PATIENCE_SECONDS,
        start: Start = Process,
    ) -> None:
        """`ask` puts the workers' questions to a model; `None` where the plan asks none."""
        self._plan, self._size, self._ask, self._begun = plan, size, ask, start
        self._pause = patience_seconds / KNOCKS
        self._workers: list[_Worker] = []
        self._open: dict[str, _Given] = {}
        self._aside: set[asyncio.Task[None]] = set()
        self._stillborn = 0
        self._fault: BaseException | None = None
        self._closed = False

    @property
    def processes(self) -> tuple[int, ...]:
        """The ids of the workers' processes."""
        return tuple(worker.process.id for worker in self._workers)

    async def __aenter__(self) -> Self:
        self._loop = asyncio.get_running_loop()
        for _ in range(self._size):
            self._start()
        self._begin(self._knock())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._closed = True
        for worker in self._workers:
            worker.process.kill()
        for task in self._aside:
            task.cancel()
        await asyncio.gather(*self._aside, return_exceptions=True)
        await asyncio.gather(*(worker.process.end() for worker in self._workers))

    async def work(self, task: Task) -> Outcome:
        """What becomes of one article; at most one task of a key may be given at a time.

        Raises what makes all further work vain: the store's fault, workers that cannot be started.
        """
        if self._fault:
            raise self._fault
        given = _Given(task, self._loop.create_future())
        self._open[task.key] = given
        try:
            self._give(given)
            return await given.done
        finally:
            del self._open[task.key]

    def _give(self, given: _Given) -> None:
        """To the worker that has least to do."""
        usual = [worker for worker in self._workers if not worker.alone]
        if usual:  # Else none can be started, and who waits is about to be told.
            self._hand(given, min(usual, key=lambda one: len(one.at)))

    def _hand(self, given: _Given, worker: _Worker) -> None:
        worker.at[given.task.key] = given
        worker.process.tell(given.task)

    def _start(self, *, alone: bool = False) -> _Worker:
        worker = _Worker(alone=alone)
        try:
            worker.process = self._begun(self._plan, partial(self._post, worker))
        except OSError as error:
            raise _unstarted(error.strerror or str(error)) from error
        self._workers.append(worker)
        return worker

    def _post(self, worker: _Worker, message: Told | None) -> None:
        """Called from the threads that listen."""
        with suppress(RuntimeError):  # The loop has ended, and with it all who wait.
            self._loop.call_soon_threadsafe(self._take, worker, message)

    def _take(self, worker: _Worker, message: Told | None) -> None:
        worker.knocks = 0
        if self._closed or worker.is_over:
            return
        if message is None:
            self._bury(worker)
            self._begin(self._do_over(worker))
        elif isinstance(message, Here):
            worker.has_begun, self._stillborn = True, 0
        elif isinstance(message, Question):
            asking = self._begin(self._answer(worker, message))
            worker.asking.add(asking)
            asking.add_done_callback(worker.asking.discard)
        elif given := worker.at.pop(message.key, None):
            _end(given, message)

    async def _answer(self, worker: _Worker, question: Question) -> None:
        """Put a worker's question; it is told of every failure of the model."""
        assert self._ask is not None
        number = question.number
        worker.waiting[question.key] += 1
        try:
            answered = await self._ask(question.prompt, question.shape, question.turns)
            reply = Reply(number, answered)
        except ModelError as error:
            reply = Reply(number, None, str(error), error.ending, error.call)
        if not worker.is_over:
            worker.waiting[question.key] -= 1
            worker.process.tell(reply)

    def _begin(self, work: Coroutine[None, None, None]) -> "asyncio.Task[None]":
        task = asyncio.create_task(work)
        self._aside.add(task)
        task.add_done_callback(self._end_aside)
        return task

    def _end_aside(self, task: "asyncio.Task[None]") -> None:
        self._aside.discard(task)
        if not task.cancelled() and (error := task.exception()):
            self._fail(error)

    def _fail(self, error: BaseException) -> None:
        """Nothing more can be worked on: all who wait are told why."""
        self._fault = self._fault or error
        for given in self._open.values():
            if not given.done.done():
                given.done.set_exception(self._fault)

    async def _knock(self) -> None:
        """End workers that hang. Counted in knocks, so that a stopped machine is no hanging one."""
        while True:
            await asyncio.sleep(self._pause)
            for worker in self._workers:
                if worker.knocks == KNOCKS:
                    worker.is_late = True
                    worker.process.kill()
                elif worker.at and worker.has_begun:
                    worker.knocks += 1
                    worker.process.tell(Knock())

    def _bury(self, worker: _Worker) -> None:
        """A worker has ended by itself: another takes its place."""
        worker.is_over = True
        self._workers.remove(worker)
        self._stillborn += not worker.has_begun
        if worker.alone or self._stillborn >= STILLBORN:
            return
        try:
            self._start()
        except EvenbriefError as error:
            self._fail(error)

    async def _do_over(self, worker: _Worker) -> None:
        """What the ended worker was at: apart where it may have been the cause, else as usual."""
        ended = _how(worker, await worker.process.end(), self._pause * KNOCKS)
        if self._stillborn >= STILLBORN:
            raise _unstarted(ended)
        if worker.asking:  # Answers on their way are paid for, and will be found in the store.
            await asyncio.wait(set(worker.asking))
        suspects = []
        for given in worker.at.values():
            if given.done.done():
                continue
            if worker.waiting[given.task.key] or not worker.has_begun:
                self._give(given)
            elif worker.alone:
                _end(given, _crashed(given.task, ended))
            else:
                suspects.append(given)
        await self._try_apart(suspects)

    async def _try_apart(self, suspects: Sequence[_Given]) -> None:
        """One after another, so that none is blamed for what another does."""
        worker: _Worker | None = None
        for given in suspects:
            if given.done.done():
                continue
            if worker is None or worker.is_over:
                worker = self._start(alone=True)
            self._hand(given, worker)
            await asyncio.wait((given.done,))
        if worker and not worker.is_over:
            worker.is_over = True
            worker.process.kill()
            await worker.process.end()
            self._workers.remove(worker)


def _end(given: _Given, outcome: Outcome) -> None:
    """Tell who waits, if anybody still does."""
    if not given.done.done():
        given.done.set_result(outcome)


def _unstarted(why: str) -> EvenbriefError:
    return EvenbriefError(
        f"evenbrief batch: no process can be started to work in ({why}); see what stands above, "
        "and to the machine's memory, then run again"
    )


def _how(worker: _Worker, code: int | None, seconds: float) -> str:
    """`signal 9`, `exit code 1`, `hung for 600 seconds`."""
    if worker.is_late:
        return f"hung for {seconds:g} seconds"
    return f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"


def _crashed(task: Task, ended: str) -> Outcome:
    reason = (
        f"{task.document.name}: ended the process that worked on it ({ended}), twice; "
        "leave it out, and report it"
    )
    return Outcome(task.key, TaskState.FAILED, reason=reason, ending=CRASHED)


def count_cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
