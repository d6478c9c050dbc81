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

from pipeline.batch.apart import work_apart
from pipeline.batch.documents import Document
from pipeline.batch.plan import make_task_key
from pipeline.batch.work import Task
from pipeline.progress import Spent
from schemas.call import Ending
from schemas.journal import Found, Item, Outcome, TaskState

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


FEWEST_IN_A_ROW = 20
"""Articles that are left one after another, with none ended in between, before a run gives up; at
least twice as many as are under way at a time. Their reasons were to pass, and do not: a server
that is away for so long would have all the others wait in vain."""


class Book(Protocol):
    """The journal, as a run uses it."""

    def list(self, run: int, items: Sequence[Item]) -> None:
        """Write down articles of the run."""

    def find(self, keys: Sequence[str]) -> Mapping[str, Found]:
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
        self._interrupted = asyncio.Event()
        self._at: set[str] = set()
        self._ended: set[str] = set()
        """Keys of what has ended since the journal was last asked."""
        self._unkept: list[Outcome] = []
        self._keeping = asyncio.Lock()
        self._left_in_a_row = 0
        self.tally = Tally()

    def stop(self, why: str) -> None:
        """Begin nothing new; what is under way comes to its end, and the inputs are listed on."""
        if not self.tally.halted:
            self._tell(self.tally._replace(halted=why))

    def interrupt(self) -> None:
        """As `stop`, and list no more inputs."""
        self._interrupted.set()
        self._tell(self.tally._replace(interrupted=True))
        self.stop("interrupted")

    async def go(self, documents: Iterator[Document]) -> Tally:
        """Work on all that is to be done; a fault that no article is to blame for ends it at once.

        Raises StoreError where the journal cannot be kept, ReadError where an input is none, and
        what the workers raise.
        """
        try:
            async with asyncio.TaskGroup() as group:
                await self._meet_all(documents, group)
        except BaseExceptionGroup as faults:
            fault = faults.exceptions[0]
        else:
            return self.tally
        raise fault

    async def _meet_all(self, documents: Iterator[Document], group: asyncio.TaskGroup) -> None:
        while not self.tally.interrupted:
            met = await self._take(documents)
            if met is None:
                return
            if not met:
                self._tell(self.tally._replace(complete=True))
                return
            await self._meet(met, group)

    async def _take(self, documents: Iterator[Document]) -> list[Document] | None:
        """The next few articles, none where there are no more; `None` if interrupted first."""
        taking = asyncio.ensure_future(work_apart(lambda: list(islice(documents, CHUNK))))
        stop = asyncio.ensure_future(self._interrupted.wait())
        try:
            await asyncio.wait((taking, stop), return_when=asyncio.FIRST_COMPLETED)
            return taking.result() if taking.done() else None
        finally:
            taking.cancel()
            stop.cancel()

    async def _meet(self, met: Sequence[Document], group: asyncio.TaskGroup) -> None:
        """List a few articles, and begin those of them that are to be worked on."""
        tasks = [Task(self._key(document), document) for document in met]
        listed = self.tally.listed
        items = [
            Item(listed + number, task.document.name, task.key, task.document.fault)
            for number, task in enumerate(tasks)
        ]
        await asyncio.to_thread(self._book.list, self._orders.run, items)
        self._ended.clear()
        found = await asyncio.to_thread(self._book.find, [task.key for task in tasks])
        self._tell(self.tally._replace(listed=listed + len(tasks)))
        for task in tasks:
            await self._begin(task, found.get(task.key), group)

    def _key(self, document: Document) -> str:
        return "" if document.fault else make_task_key(document.sha256, self._orders.plan)

    async def _begin(self, task: Task, found: Found | None, group: asyncio.TaskGroup) -> None:
        if not task.key:
            self._tell(self.tally._replace(unreadable=self.tally.unreadable + 1))
            return
        if task.key in self._at or task.key in self._ended or not self._is_due(found):
            self._tell(self.tally._replace(before=self.tally.before + 1))
            return
        await self._turn.acquire()
        if self.tally.halted:
            self._turn.release()
            self._tell(self.tally._replace(waiting=self.tally.waiting + 1))
            return
        self._tell(self.tally._replace(begun=self.tally.begun + 1))
        self._at.add(task.key)
        group.create_task(self._work(task))

    def _is_due(self, found: Found | None) -> bool:
        """Once a run at most, whatever came of it."""
        if found is None:
            return not self._orders.only_failed
        if found.run == self._orders.run:
            return False
        return found.state is TaskState.LEFT or (
            found.state is TaskState.FAILED and self._orders.only_failed
        )

    async def _work(self, task: Task) -> None:
        outcome = await self._workers.work(task)
        await self._keep(outcome)
        self._at.remove(task.key)
        self._ended.add(task.key)
        self._turn.release()
        self._count(outcome)

    async def _keep(self, outcome: Outcome) -> None:
        """Write down an outcome together with all that came while others were written."""
        self._unkept.append(outcome)
        async with self._keeping:
            batch, self._unkept = self._unkept, []
            if batch:
                await asyncio.to_thread(self._book.keep, self._orders.run, batch)

    def _count(self, outcome: Outcome) -> None:
        spent = Spent.model_validate_json(outcome.spent) if outcome.spent else Spent()
        tally = self.tally._replace(spent=self.tally.spent + spent)
        counted = {
            TaskState.DONE: tally._replace(done=tally.done + 1),
            TaskState.FAILED: tally._replace(failed=tally.failed + 1),
            TaskState.LEFT: tally._replace(left=tally.left + 1),
        }
        self._tell(counted[outcome.state])
        self._left_in_a_row += 1
        if outcome.state is not TaskState.LEFT or outcome.ending == Ending.WAITING:
            self._left_in_a_row = 0  # Waiting for a batch of the provider's is as it should be.
        if outcome.ending in HOPELESS:
            self.stop(outcome.reason)
        elif self._left_in_a_row >= max(FEWEST_IN_A_ROW, 2 * self._orders.at_once):
            self.stop(f"{self._left_in_a_row} articles in a row were left, as in: {outcome.reason}")

    def _tell(self, tally: Tally) -> None:
        self.tally = tally
        self._watch(tally)
