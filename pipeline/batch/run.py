"""Articles in, every one of them worked on once and its outcome in the journal out.

One run at a time has the journal. Articles are listed as they are met, those that came to an end
before are left alone, and outcomes are written together, as many as came while the last were being
written. What stops a run (an interruption, a spent budget, a key that is refused) loses nothing:
the next one goes on with what has no outcome.
"""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple, Protocol

from pipeline.batch.documents import Document
from pipeline.batch.plan import make_task_key
from pipeline.batch.work import Task
from pipeline.progress import Spent
from schemas.call import Ending
from schemas.errors import EvenbriefError
from schemas.journal import Item, Outcome, TaskState

CHUNK = 32
"""Articles that are listed together."""

HOPELESS = frozenset(
    {
        Ending.BUDGET,
        Ending.BAD_KEY,
        Ending.FORBIDDEN,
        Ending.QUOTA,
        Ending.UNKNOWN_MODEL,
        Ending.WRONG_URL,
        Ending.NOT_STORED,
    }
)
"""Endings that every further question would meet, too; after one nothing new is begun."""


class Book(Protocol):
    """The journal, as a run uses it."""

    def list(self, run: int, items: Sequence[Item]) -> None:
        """Write down articles of the run."""

    def find(self, keys: Sequence[str]) -> Mapping[str, TaskState]:
        """What became of those tasks that have ended."""

    def keep(self, run: int, outcomes: Sequence[Outcome]) -> None:
        """Write down how tasks ended."""


class Workers(Protocol):
    """Whoever works on tasks."""

    async def work(self, task: Task) -> Outcome:
        """What becomes of one article."""


class Orders(NamedTuple):
    """One run, and how it is to go."""

    run: int
    plan: str
    """As `describe_plan` gives it."""
    at_once: int
    only_failed: bool = False
    """Nothing but what has failed before."""


class Tally(NamedTuple):
    """How far a run is."""

    listed: int = 0
    before: int = 0
    """Of them, those that an earlier run, or the same article earlier in this one, has ended."""
    unreadable: int = 0
    begun: int = 0
    done: int = 0
    failed: int = 0
    left: int = 0
    complete: bool = False
    """Have all inputs been listed?"""
    halted: str = ""
    """Why nothing new is begun any more; empty where it still is."""
    spent: Spent = Spent()

    waiting: int = 0
    """Due, and not begun, for nothing new was begun any more."""
    interrupted: bool = False

    @property
    def under_way(self) -> int:
        """Begun and not ended."""
        return self.begun - self.done - self.failed - self.left


Watch = Callable[[Tally], None]


class Run:
    """A run under way; it changes as articles are met and end."""

    def __init__(self, orders: Orders, book: Book, workers: Workers, watch: Watch) -> None:
        self._orders, self._book, self._workers, self._watch = orders, book, workers, watch
        self._turn = asyncio.Semaphore(orders.at_once)
        self._at: dict[str, asyncio.Task[None]] = {}
        self._unkept: list[Outcome] = []
        self._keeping = asyncio.Lock()
        self._fault: EvenbriefError | None = None
        self.tally = Tally()

    def stop(self, why: str) -> None:
        """Begin nothing new; what is under way comes to its end, and the inputs are listed on."""
        if not self.tally.halted:
            self._tell(self.tally._replace(halted=why))

    def interrupt(self) -> None:
        """As `stop`, and list no more inputs."""
        self._tell(self.tally._replace(interrupted=True))
        self.stop("interrupted")

    async def go(self, documents: Iterator[Document]) -> Tally:
        """Work on all that is to be done.

        Raises StoreError where the journal cannot be kept, ReadError where an input is none.
        """
        try:
            await self._meet_all(documents)
            if self._at:
                await asyncio.gather(*self._at.values())
        finally:
            for task in self._at.values():
                task.cancel()
        if self._fault:
            raise self._fault
        return self.tally

    async def _meet_all(self, documents: Iterator[Document]) -> None:
        while not self.tally.interrupted:
            met = await asyncio.to_thread(lambda: list(islice(documents, CHUNK)))
            if not met:
                self._tell(self.tally._replace(complete=True))
                return
            await self._meet(met)

    async def _meet(self, met: Sequence[Document]) -> None:
        """List a few articles, and begin those of them that are to be worked on."""
        tasks = [Task(self._key(document), document) for document in met]
        listed = self.tally.listed
        items = [
            Item(listed + number, task.document.name, task.key, task.document.fault)
            for number, task in enumerate(tasks)
        ]
        await asyncio.to_thread(self._book.list, self._orders.run, items)
        ended = await asyncio.to_thread(self._book.find, [task.key for task in tasks])
        self._tell(self.tally._replace(listed=listed + len(tasks)))
        for task in tasks:
            await self._begin(task, ended.get(task.key))

    def _key(self, document: Document) -> str:
        return "" if document.fault else make_task_key(document.sha256, self._orders.plan)

    async def _begin(self, task: Task, state: TaskState | None) -> None:
        if not task.key:
            self._tell(self.tally._replace(unreadable=self.tally.unreadable + 1))
            return
        if task.key in self._at or not self._is_due(state):
            self._tell(self.tally._replace(before=self.tally.before + 1))
            return
        await self._turn.acquire()
        if self.tally.halted:
            self._turn.release()
            self._tell(self.tally._replace(waiting=self.tally.waiting + 1))
            return
        self._tell(self.tally._replace(begun=self.tally.begun + 1))
        self._at[task.key] = asyncio.create_task(self._work(task))

    def _is_due(self, state: TaskState | None) -> bool:
        if self._orders.only_failed:
            return state in {TaskState.FAILED, TaskState.LEFT}
        return state in {None, TaskState.LEFT}

    async def _work(self, task: Task) -> None:
        try:
            outcome = await self._workers.work(task)
            await self._keep(outcome)
            if not self._fault:
                self._count(outcome)
        finally:
            self._turn.release()
            del self._at[task.key]

    async def _keep(self, outcome: Outcome) -> None:
        """Write down an outcome together with all that came while others were written."""
        self._unkept.append(outcome)
        async with self._keeping:
            batch, self._unkept = self._unkept, []
            if not batch or self._fault:
                return
            try:
                await asyncio.to_thread(self._book.keep, self._orders.run, batch)
            except EvenbriefError as error:
                self._fault = error
                self.stop(str(error))

    def _count(self, outcome: Outcome) -> None:
        spent = Spent.model_validate_json(outcome.spent) if outcome.spent else Spent()
        tally = self.tally._replace(spent=self.tally.spent + spent)
        counted = {
            TaskState.DONE: tally._replace(done=tally.done + 1),
            TaskState.FAILED: tally._replace(failed=tally.failed + 1),
            TaskState.LEFT: tally._replace(left=tally.left + 1),
        }
        self._tell(counted[outcome.state])
        if outcome.ending in HOPELESS:
            self.stop(outcome.reason)

    def _tell(self, tally: Tally) -> None:
        self.tally = tally
        self._watch(tally)
