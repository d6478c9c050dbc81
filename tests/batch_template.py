"""A process that has loaded all of evenbrief and forks a batch for each order, in milliseconds.

An order is a line of JSON on standard input, an `Order` as a dict; the answer is a line with the
exit code, negative for a signal. A forked batch ends as by `kill -9` at the crossing that its order
names, in any of the places that `STAGES` lists; nothing of this is in the product. It writes down
each request that it sends and each answer it has stored, so that what was under way is known.

A forked batch forks its one worker, too, which closes all that it would not have had; `spawn`, as
in the product, is a second of loading the same files again.
"""

import json
import os
import resource
import signal
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from openai.resources.chat.completions import AsyncCompletions

import pipeline.batch.process as processes
from pipeline.batch.crew import Crew
from pipeline.batch.plan import Plan
from pipeline.batch.worker import Desk
from pipeline.batch.worker import main as work
from pipeline.cli.main import run
from pipeline.store.answers import AnswerStore
from pipeline.store.journal import Journal
from schemas.journal import Outcome

STAGES = (
    "begun", "listed", "asked", "received", "stored", "sent", "told", "kept", "drafted", "written",
    "ended",
)  # fmt: skip
"""Where a batch may be killed, in the order of an article's way: the run is begun; articles are
listed; a question goes out; its answer came; it is stored; the worker sent the outcome; it arrived;
it is kept; a file is drafted; it has its name; the run is marked as ended."""


@dataclass(frozen=True)
class Order:
    """One batch: what to run, and when it is killed."""

    arguments: list[str]
    folder: str
    environment: dict[str, str] = field(default_factory=dict)
    stage: str = ""
    """At which stage; empty for none."""
    crossing: int = 1
    """The how many-th time."""
    seconds: float = 0.0
    """After so many seconds, wherever it is then; 0 for not."""
    signal: int = signal.SIGKILL
    times: int = 1
    """How often it is sent, at that crossing and the ones after it."""
    most_bytes: int = 0
    """That a file may have; 0 for any number."""
    is_warming: bool = False
    """Is it run by the template itself, so that all that a batch loads is loaded for the others?"""


class Watch:
    """Counts crossings in one batch, and ends it at the one that was ordered."""

    def __init__(self, order: Order) -> None:
        self.order, self.left, self.process = order, order.crossing, os.getpid()
        self.log = os.open("calls.log", os.O_CREAT | os.O_WRONLY | os.O_APPEND)

    def cross(self, stage: str) -> None:
        """A stage is reached; perhaps nothing behind it happens."""
        if stage in {"asked", "stored"}:
            os.write(self.log, stage[:1].encode())
        if stage == self.order.stage:
            self.left -= 1
            if -self.order.times < self.left <= 0:
                os.kill(self.process, self.order.signal)
                if self.order.signal == signal.SIGKILL:
                    time.sleep(20)  # Where it is the worker that saw it.


def behind(stage: str, verb: Callable[..., Any], watch: Watch) -> Callable[..., Any]:
    """The verb, and then the stage."""

    def crossed(*given: Any, **named: Any) -> Any:
        found = verb(*given, **named)
        watch.cross(stage)
        return found

    return crossed


def instrument(watch: Watch) -> None:
    """Put the watch at every stage, in this process only."""
    Journal.begin = behind("begun", Journal.begin, watch)  # type: ignore[method-assign]
    Journal.list = behind("listed", Journal.list, watch)  # type: ignore[method-assign]
    Journal.keep = behind("kept", Journal.keep, watch)  # type: ignore[method-assign]
    Journal.end = behind("ended", Journal.end, watch)  # type: ignore[method-assign]
    AnswerStore.put = behind("stored", AnswerStore.put, watch)  # type: ignore[method-assign]
    create: Callable[..., Awaitable[Any]] = AsyncCompletions.create

    async def asking(*given: Any, **named: Any) -> Any:
        watch.cross("asked")
        found = await create(*given, **named)
        watch.cross("received")
        return found

    AsyncCompletions.create = asking  # type: ignore[method-assign]
    _instrument_ends(watch)


def _instrument_ends(watch: Watch) -> None:
    """The stages of outcomes and files."""
    send, take, replace = Desk.send, Crew._take, Path.replace

    def sending(self: Any, message: Any) -> None:
        send(self, message)
        if isinstance(message, Outcome):
            watch.cross("sent")

    def taking(self: Any, worker: Any, message: Any) -> None:
        if isinstance(message, Outcome):
            watch.cross("told")
        take(self, worker, message)

    def replacing(self: Path, target: Any) -> Path:
        watch.cross("drafted")
        found = replace(self, target)
        watch.cross("written")
        return found

    Desk.send, Crew._take = sending, taking  # type: ignore[method-assign]
    Path.replace = replacing  # type: ignore[method-assign, assignment]


class Forking:
    """Stands for the way to start processes: these are copies that close what is not theirs."""

    def __init__(self, method: str) -> None:
        self._real = get_context("fork")

    def Pipe(self) -> tuple[Connection, Connection]:
        """Two ends."""
        return self._real.Pipe()

    def Process(self, target: Any, args: tuple[Connection, Plan], **given: Any) -> Any:
        """One that runs the worker."""
        return self._real.Process(target=_work_alone, args=args, **given)


def _work_alone(pipe: Connection, plan: Plan) -> None:
    kept = pipe.fileno()
    os.closerange(3, kept)
    os.closerange(kept + 1, 1024)
    work(pipe, plan)


def warm(order: Order) -> int:
    """Its exit code; the process is as before, but for what it has loaded."""
    here, environment = Path.cwd(), dict(os.environ)
    os.chdir(order.folder)
    os.environ.update(order.environment)
    code = run(order.arguments)
    os.chdir(here)
    os.environ.clear()
    os.environ.update(environment)
    return int(code)


def start(order: Order) -> int:
    """The id of a new process that runs the batch."""
    process = os.fork()
    if process:
        return process
    os.chdir(order.folder)
    os.environ.update(order.environment)
    for stream, name in ((0, os.devnull), (1, "out.log"), (2, "err.log")):
        file = os.open(name, os.O_CREAT | os.O_RDWR | os.O_APPEND)
        os.dup2(file, stream)
    if order.most_bytes:
        resource.setrlimit(resource.RLIMIT_FSIZE, (order.most_bytes, order.most_bytes))
    processes.get_context = Forking  # type: ignore[assignment, attr-defined]
    instrument(Watch(order))
    code = run(order.arguments)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(int(code))


def end(process: int, seconds: float) -> int:
    """Its exit code, or minus its signal; it is killed after so many seconds, if any."""
    late = time.monotonic() + (seconds or 300)
    while time.monotonic() < late:
        found, status = os.waitpid(process, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.002)
    os.kill(process, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def write_order(order: Order) -> str:
    """One line."""
    return json.dumps(asdict(order)) + "\n"


def main() -> None:
    """Serve orders until there are no more."""
    for line in sys.stdin:
        order = Order(**json.loads(line))
        code = warm(order) if order.is_warming else end(start(order), order.seconds)
        print(code, flush=True)


if __name__ == "__main__":
    main()
