"""Interruptions of a batch in: the first lets what is under way end, the second ends it at once.

Nothing is lost either way, for a batch that is killed loses nothing: so where an end at once is
held up, by a disk that does not answer or by a third interruption, the process is left as a killed
one leaves it.
"""

import asyncio
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import Protocol, Self

from pipeline.cli.output import say
from schemas.exits import Exit

SIGNALS = (signal.SIGINT, signal.SIGTERM)
AT_ONCE_SECONDS = 5.0
"""What an end at once may take."""


class Ends(Protocol):
    """What signals end."""

    @property
    def interrupted(self) -> bool:
        """Is no more to be begun?"""

    def interrupt(self) -> None:
        """Let what is under way end, and begin nothing more."""


class Interruptions:
    """What came of signals so far; use it as a context around the event loop."""

    def __init__(self) -> None:
        self._forced: threading.Timer | None = None
        self._task: asyncio.Task[object] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._forced:
            self._forced.cancel()

    @contextmanager
    def end(self, run: Ends) -> Iterator[None]:
        """Signals end this run, from here to the end of the loop.

        The block is to be the task that awaits the run; an end at once ends it, and raises nothing.
        """
        loop, self._task = asyncio.get_running_loop(), asyncio.current_task()
        for number in SIGNALS:
            with suppress(NotImplementedError):
                loop.add_signal_handler(number, self._take, run)
        try:
            yield
        except asyncio.CancelledError:
            if self._forced is None or self._task is None:
                raise
            self._task.uncancel()
        finally:
            self._task = None

    def _take(self, run: Ends) -> None:
        if self._forced:
            os._exit(int(Exit.INTERRUPTED))
        if self._task and not run.interrupted:
            say("evenbrief: ending what is under way; interrupt once more to stop at once")
            run.interrupt()
            return
        self._forced = threading.Timer(AT_ONCE_SECONDS, os._exit, (int(Exit.INTERRUPTED),))
        self._forced.daemon = True
        self._forced.start()
        if self._task:
            self._task.cancel()
