"""Articles, workers and a journal that a test makes up, to play a batch through without processes.

What a fake worker does with an article stands in the article's name: `fine`, `ends it`, `hangs`,
`asks`, `asks, then ends it`; a number behind it tells articles apart. Words that begin with `once`
hold for the first worker only that is given the article.
"""

import asyncio
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.batch.documents import Document
from pipeline.batch.plan import Plan
from pipeline.batch.process import Hear
from pipeline.batch.work import Task
from pipeline.batch.worker import Here, Knock, Question, Reply, Said
from pipeline.model_use import ModelUse
from pipeline.read.page import Given
from schemas.answer import DraftAnswer
from schemas.journal import Found, Item, Outcome, TaskState
from schemas.prompt import Prompt, PromptRef

PLAN = Plan(120)
ASKING = Plan(120, ModelUse(model="m"))
PROMPT = Prompt(ref=PromptRef(name="draft_brief", version=2, sha="0" * 12), system="s", user="u")


def document(name: str, text: str = "") -> Document:
    """An article of that name; of another name or text it is another article."""
    data = (text or name).encode()
    return Document(name, hashlib.sha256(data).hexdigest(), Given(data, "a.txt"))


def task(name: str) -> Task:
    """The same with a key that says what it is."""
    return Task(name, document(name))


def done(key: str) -> Outcome:
    """An article that came to a good end."""
    return Outcome(key, TaskState.DONE, result=key.encode())


@dataclass
class Shop:
    """Starts fake workers, and knows what each was told."""

    is_broken: bool = False
    """Does each end before it has begun?"""
    workers: list["FakeWorker"] = field(default_factory=list)

    def __call__(self, plan: Plan, hear: Hear) -> "FakeWorker":
        """One more worker."""
        worker = FakeWorker(self, hear, len(self.workers) + 1)
        self.workers.append(worker)
        hear(None if self.is_broken else Here())
        return worker

    def met(self, key: str) -> list[int]:
        """The numbers of the workers that were given an article."""
        return [worker.id for worker in self.workers for one in worker.given if one == key]


class FakeWorker:
    """Does at once what articles say, and says so."""

    def __init__(self, shop: Shop, hear: Hear, number: int) -> None:
        self.id, self.given, self.killed = number, list[str](), False
        self._shop, self._hear, self._hangs, self.is_over = shop, hear, False, shop.is_broken

    def tell(self, message: Said) -> None:
        """See `Running`."""
        if self.is_over or self._hangs:
            return
        if isinstance(message, Task):
            self.given.append(message.key)
            self._meet(message.key)
        elif isinstance(message, Knock):
            self._hear(Here())
        elif isinstance(message, Reply):
            self._go_on(message)

    def _meet(self, key: str) -> None:
        words = key.partition("once ")[2] if len(self._shop.met(key)) == 1 else key
        does = words or ("fine" if key.startswith("once") else key)
        if does.startswith("asks"):
            self._hear(Question(len(self.given), key, PROMPT, DraftAnswer, ()))
        elif does.startswith("ends it"):
            self._end()
        elif does.startswith("hangs"):
            self._hangs = True
        elif not does.startswith("waits"):
            self._hear(done(key))

    def _go_on(self, reply: Reply) -> None:
        key = self.given[reply.number - 1]
        if "then ends it" in key:
            self._end()
        else:
            self._hear(done(key)._replace(reason=reply.sentence))

    def kill(self) -> None:
        """See `Running`."""
        self.killed = True
        self._end()

    def _end(self) -> None:
        if not self.is_over:
            self.is_over = True
            self._hear(None)

    async def end(self) -> int | None:
        """See `Running`."""
        self.kill() if not self.is_over else None
        await asyncio.sleep(0)
        return -9 if self.killed else 3


@dataclass
class Memory:
    """A journal in memory; what it is told to refuse it refuses."""

    listed: list[Item] = field(default_factory=list)
    ended: dict[str, tuple[Outcome, int]] = field(default_factory=dict)
    kept: list[list[str]] = field(default_factory=list)
    """The keys of each writing."""
    fault: Exception | None = None

    def list(self, run: int, items: Sequence[Item]) -> None:
        """See `Book`."""
        self.listed += items

    def find(self, keys: Sequence[str]) -> Mapping[str, Found]:
        """See `Book`."""
        found = {key: self.ended[key] for key in keys if key in self.ended}
        return {key: Found(outcome.state, run) for key, (outcome, run) in found.items()}

    def keep(self, run: int, outcomes: Sequence[Outcome]) -> None:
        """See `Book`."""
        if self.fault:
            raise self.fault
        self.kept.append([outcome.key for outcome in outcomes])
        self.ended |= {outcome.key: (outcome, run) for outcome in outcomes}


@dataclass
class Hands:
    """Workers in this process: each article takes a few turns of the loop and ends as planned."""

    endings: Mapping[str, Outcome] = field(default_factory=dict)
    """By the article's name, without its key; the others are done."""
    fault: Mapping[str, Exception] = field(default_factory=dict)
    worked: list[str] = field(default_factory=list)
    now: int = 0
    most: int = 0
    """At the same time."""
    turns: int = 3

    async def work(self, task: Task) -> Outcome:
        """See `Workers`."""
        name = task.document.name
        self.worked.append(name)
        self.now += 1
        self.most = max(self.most, self.now)
        try:
            for _ in range(self.turns):
                await asyncio.sleep(0)
            if name in self.fault:
                raise self.fault[name]
            return self.endings.get(name, done(""))._replace(key=task.key)
        finally:
            self.now -= 1


def endless(*names: str) -> Iterator[Document]:
    """Articles one by one, and then ever more."""
    yield from map(document, names)
    number = 0
    while True:
        number += 1
        yield document(f"fine {number}")


def unused(*_: Any) -> None:
    """Nothing; where somebody has to be told."""
