"""A process that briefs: articles come in through a pipe, questions and outcomes go out.

It holds no key, no store and no connection: what it wants to know of a model it asks the process
that started it. Many articles are under way in one worker, each waiting for its own answers; while
one is being read and checked the others of this worker wait, and those of other workers do not.
"""

import asyncio
import gc
import signal
import threading
from multiprocessing.connection import Connection
from typing import Any, NamedTuple

from pipeline.batch.plan import Plan
from pipeline.batch.work import Task, Tools, work_on
from pipeline.model.ask import Answered, Shape, Turn
from pipeline.read.apart import Reader
from schemas.call import Call, Ending, ModelError
from schemas.journal import Outcome
from schemas.prompt import Prompt

OBJECTS_BETWEEN_COLLECTIONS = 50_000
"""As the command itself does; see `pipeline.cli.main`."""


class Question(NamedTuple):
    """What a worker asks."""

    number: int
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


class _Desk:
    """The worker's side of the pipe; it changes as questions are put and answered."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._open: dict[int, asyncio.Future[Reply]] = {}
        self._asked = 0

    async def ask(
        self, prompt: Prompt, shape: type[Shape], turns: tuple[Turn, ...] = ()
    ) -> Answered[Shape]:
        """See `pipeline.model.ask`."""
        self._asked += 1
        number = self._asked
        coming = self._open[number] = asyncio.get_running_loop().create_future()
        self._pipe.send(Question(number, prompt, shape, turns))
        reply = await coming
        if reply.answered is None:
            raise ModelError(reply.sentence, reply.ending, reply.call)
        answered: Answered[Shape] = reply.answered
        return answered

    def take(self, reply: Reply) -> None:
        """An answer has come."""
        self._open.pop(reply.number).set_result(reply)

    def send(self, outcome: Outcome) -> None:
        """An article has ended."""
        self._pipe.send(outcome)


def main(pipe: Connection, plan: Plan) -> None:
    """Work until the other end of the pipe is closed; an interruption is for that end to mind."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    asyncio.run(_serve(pipe, plan))


async def _serve(pipe: Connection, plan: Plan) -> None:
    desk, inbox = _Desk(pipe), asyncio.Queue[Task | Reply | None]()
    loop = asyncio.get_running_loop()
    threading.Thread(target=_listen, args=(pipe, inbox, loop), daemon=True).start()
    under_way: set[asyncio.Task[None]] = set()
    with Reader() as reader:
        tools = Tools(plan, reader.parse, desk.ask if plan.use else None)
        while message := await inbox.get():
            if isinstance(message, Reply):
                desk.take(message)
                continue
            work = asyncio.create_task(_work(message, tools, desk))
            under_way.add(work)
            work.add_done_callback(under_way.discard)


async def _work(task: Task, tools: Tools, desk: _Desk) -> None:
    desk.send(await work_on(task, tools))


def _listen(
    pipe: Connection, inbox: "asyncio.Queue[Task | Reply | None]", loop: asyncio.AbstractEventLoop
) -> None:
    """Hand on what comes, until nothing can come any more."""
    try:
        while True:
            loop.call_soon_threadsafe(inbox.put_nowait, pipe.recv())
    except (EOFError, OSError):
        loop.call_soon_threadsafe(inbox.put_nowait, None)
    except RuntimeError:
        return  # The loop has ended, and nobody is left to hand it to.
