"""A process that briefs: articles come in through a pipe, questions and outcomes go out.

It holds no key, no store and no connection: what it wants to know of a model it asks the process
that started it, and it ends with that process, whatever it is doing then. Many articles are under
way in one worker, each waiting for its own answers; while one is being read and checked the others
of this worker wait, and those of other workers do not.
"""

import asyncio
import gc
import os
import signal
import threading
from collections.abc import Awaitable, Callable
from multiprocessing.connection import Connection
from typing import Any, NamedTuple

from pipeline.batch.child import end_with_parent
from pipeline.batch.plan import Plan
from pipeline.batch.work import Task, Tools, work_on
from pipeline.model.ask import Answered, Shape, Turn
from pipeline.read.apart import Reader
from schemas.call import Call, Ending, ModelError
from schemas.journal import Outcome
from schemas.prompt import Prompt

OBJECTS_BETWEEN_COLLECTIONS = 50_000
"""As the command itself does; see `pipeline.cli.main`."""

INTERRUPTIONS = (signal.SIGINT, signal.SIGTERM)
"""A terminal or a service manager sends them to all processes; the one that started us minds."""


class Question(NamedTuple):
    """What a worker asks."""

    number: int
    key: str
    """Of the task it asks for."""
    prompt: Prompt
    shape: type[Any]
    turns: tuple[Turn, ...]


class Reply(NamedTuple):
    """What it is answered: an answer, or what a `ModelError` is made of."""

    number: int
    answered: Any = None
    sentence: str = ""
    ending: Ending = Ending.ANSWERED
    call: Call | None = None


class Knock(NamedTuple):
    """Is the worker still getting on? It says `Here` once it is done with the step it is at."""


class Here(NamedTuple):
    """A worker has begun, or is getting on."""


Told = Outcome | Question | Here
"""What a worker says."""
Said = Task | Reply | Knock
"""What it is told."""


class Desk:
    """The worker's side of the pipe; it changes as questions are put and answered."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._open: dict[int, asyncio.Future[Reply]] = {}
        self._asked = 0

    async def put(self, question: Question) -> Reply:
        """Ask, and wait for what comes."""
        self._asked += 1
        number = self._asked
        coming: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self._open[number] = coming
        self.send(question._replace(number=number))
        return await coming

    def take(self, reply: Reply) -> None:
        """An answer has come."""
        self._open.pop(reply.number).set_result(reply)

    def send(self, message: Told) -> None:
        """Never waits for long: the other end has a thread that does nothing but read."""
        self._pipe.send(message)


class _Asker(NamedTuple):
    """How one task asks; see `pipeline.model.ask`."""

    desk: Desk
    key: str

    async def __call__(
        self, prompt: Prompt, shape: type[Shape], turns: tuple[Turn, ...] = ()
    ) -> Answered[Shape]:
        reply = await self.desk.put(Question(0, self.key, prompt, shape, turns))
        if reply.answered is None:
            raise ModelError(reply.sentence, reply.ending, reply.call)
        answered: Answered[Shape] = reply.answered
        return answered


Work = Callable[[Task, Tools], Awaitable[Outcome]]
"""As `work_on`."""


def main(pipe: Connection, plan: Plan) -> None:
    """Brief articles until the other end of the pipe is closed."""
    run_worker(pipe, plan, work_on)


def run_worker(pipe: Connection, plan: Plan, work: Work) -> None:
    """The same with work of one's own; an interruption is for the other end to mind."""
    end_with_parent(INTERRUPTIONS)
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    asyncio.run(_serve(pipe, plan, work))


async def _serve(pipe: Connection, plan: Plan, work: Work) -> None:
    desk, inbox = Desk(pipe), asyncio.Queue[Said]()
    loop = asyncio.get_running_loop()
    threading.Thread(target=_listen, args=(pipe, inbox, loop), daemon=True).start()
    under_way: set[asyncio.Task[None]] = set()
    desk.send(Here())
    with Reader() as reader:
        tools = Tools(plan, reader.parse)
        while True:
            message = await inbox.get()
            if isinstance(message, Reply):
                desk.take(message)
            elif isinstance(message, Knock):
                desk.send(Here())
            else:
                ask = _Asker(desk, message.key) if plan.use else None
                task = asyncio.create_task(_tell(desk, work(message, tools._replace(ask=ask))))
                under_way.add(task)
                task.add_done_callback(under_way.discard)
                task.add_done_callback(_end_if_lost)


async def _tell(desk: Desk, outcome: Awaitable[Outcome]) -> None:
    desk.send(await outcome)


def _end_if_lost(work: "asyncio.Task[None]") -> None:
    """An outcome that cannot be told is waited for in vain; that this process ends is seen."""
    if work.cancelled() or work.exception():
        os._exit(1)


def _listen(
    pipe: Connection, inbox: "asyncio.Queue[Said]", loop: asyncio.AbstractEventLoop
) -> None:
    """Hand on what comes; when nothing can come any more, end the process at once."""
    try:
        while True:
            loop.call_soon_threadsafe(inbox.put_nowait, pipe.recv())
    finally:
        os._exit(0)
