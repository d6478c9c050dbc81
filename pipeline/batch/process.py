"""One worker as the process that started it has it: what it is told goes in, what it says comes.

Two threads mind its pipe, one for each direction, so that neither process ever waits for the other
while it could do something else: not when both send at once, and not when one of them hangs.
"""

import asyncio
import pickle
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.util import Finalize
from queue import SimpleQueue
from typing import Protocol

from pipeline.batch.plan import Plan
from pipeline.batch.worker import INTERRUPTIONS, Said, Told, main

LAST_SECONDS = 5.0
"""How long a process whose pipe is closed may take to end by itself, so that its code is known."""

Hear = Callable[[Told | None], None]
"""Called from another thread with what a worker says; at last with `None`: it says no more."""

Main = Callable[[Connection, Plan], None]


class Running(Protocol):
    """A worker that runs."""

    @property
    def id(self) -> int:
        """Of its process."""

    def tell(self, message: Said) -> None:
        """Send a message, without waiting until it is taken; to one that has ended, nothing."""

    def kill(self) -> None:
        """End it, whatever it is doing."""

    async def end(self) -> int | None:
        """See it end, by itself within a short time or killed; the code it ended with."""


class Process:
    """A process and its pipe; it has methods because it runs."""

    def __init__(self, plan: Plan, hear: Hear, work: Main = main) -> None:
        """`work` is what the process runs, by a name that it can import."""
        ours, theirs = get_context("spawn").Pipe()
        self._process = get_context("spawn").Process(
            target=work, args=(theirs, plan), name="evenbrief-worker", daemon=True
        )
        with _uninterrupted():
            self._process.start()
        theirs.close()
        self._pipe, self._ending = ours, threading.Lock()
        # Python's end asks such processes to end, which these do not mind, and waits for them.
        self._kill_at_exit = Finalize(self, self._process.kill, exitpriority=0)
        self._outbox: SimpleQueue[bytes | None] = SimpleQueue()
        self._threads = (
            threading.Thread(target=_listen, args=(ours, hear), daemon=True),
            threading.Thread(target=_speak, args=(ours, self._outbox), daemon=True),
        )
        for thread in self._threads:
            thread.start()

    @property
    def id(self) -> int:
        """See `Running`."""
        return self._process.pid or 0

    def tell(self, message: Said) -> None:
        """See `Running`."""
        self._outbox.put(pickle.dumps(message))

    def kill(self) -> None:
        """See `Running`."""
        self._process.kill()

    async def end(self) -> int | None:
        """See `Running`."""
        return await asyncio.to_thread(self._end)

    def _end(self) -> int | None:
        with self._ending:  # It may be asked for by two, of whom one no longer waits.
            self._process.join(LAST_SECONDS)
            self._process.kill()
            self._process.join()
            self._outbox.put(None)
            for thread in self._threads:
                thread.join()
            self._pipe.close()
            return self._process.exitcode


def _listen(pipe: Connection, hear: Hear) -> None:
    try:
        while True:
            hear(pipe.recv())
    except (EOFError, OSError):
        return
    finally:
        hear(None)


def _speak(pipe: Connection, outbox: "SimpleQueue[bytes | None]") -> None:
    with suppress(OSError):  # Its end is heard by its listener.
        while (message := outbox.get()) is not None:
            pipe.send_bytes(message)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """What is started inside is not ended by an interruption before it can say that it minds none.

    Signals that come meanwhile reach this process when the block ends.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, INTERRUPTIONS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
