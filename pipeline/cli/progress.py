"""Progress on standard error: a line that changes at a terminal, plain lines where asked for.

In a pipe nothing is shown unless `--progress` asks for it, so that a log holds what was wanted.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

from pipeline.cli.output import say
from pipeline.progress import Progress, follow
from pipeline.show.usage import progress_line, step_line
from schemas.event import Event, Stage, Tell, say_nothing


class View(StrEnum):
    """How progress is shown."""

    NOTHING = "nothing"
    LINES = "lines"
    """One line an event, which stays."""
    LIVE = "live"
    """One line in all, which changes and goes."""


def choose_view(*, asked: bool | None, is_terminal: bool) -> View:
    """The view for a wish (`--progress`, `--no-progress` or neither) and a place."""
    if asked is False or not (asked or is_terminal):
        return View.NOTHING
    return View.LIVE if is_terminal else View.LINES


def is_live_terminal() -> bool:
    """Is standard error a terminal on which a line can change?"""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


@contextmanager
def shown(view: View) -> Iterator[Tell]:
    """A `Tell` that shows events in a view, until the block ends."""
    if view is View.NOTHING:
        yield say_nothing
    elif view is View.LINES:
        yield _Lines()
    else:
        with _live() as tell:
            yield tell


class _Lines:
    """Says each event as a line of its own; it knows what came before."""

    def __init__(self) -> None:
        self._progress = Progress()

    def __call__(self, event: Event) -> None:
        self._progress = follow(self._progress, event)
        if event.stage is not Stage.DONE:
            say(f"evenbrief: {step_line(self._progress.under_way[-1])}")


@contextmanager
def _live() -> Iterator[Tell]:
    """A spinner beside one line; what else is said meanwhile stands above it."""
    from rich.console import Console
    from rich.text import Text

    progress = Progress()

    with Console(stderr=True).status("") as status:

        def tell(event: Event) -> None:
            nonlocal progress
            progress = follow(progress, event)
            status.update(Text(progress_line(progress)))

        yield tell
