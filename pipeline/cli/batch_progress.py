"""How far a batch is, on standard error: a bar at a terminal, elsewhere a line now and then."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

from pipeline.batch.run import Tally, Watch
from pipeline.cli.output import say
from pipeline.cli.progress import View, choose_view, is_live_terminal
from pipeline.show.usage import dollars

EVERY_SECONDS = 30.0

Counted = TypeVar("Counted")


Count = Callable[[], int | None]
"""About how many articles there are; `None` where that cannot be known before they are read."""


@contextmanager
def watching(*, asked: bool | None, count: Count) -> Iterator[Watch]:
    """Whoever watches a run, until the block ends; without a terminal, too, unless it is told off.

    A run takes minutes or hours, so a log that says nothing for so long would worry its reader.
    """
    is_terminal = is_live_terminal()
    if asked is False:
        yield lambda tally: None
    elif choose_view(asked=asked, is_terminal=is_terminal) is View.LIVE:
        with _live(Total(count)) as watch:
            yield watch
    else:
        began, total = time.monotonic(), Total(count)
        yield Pulse[Tally](
            lambda tally: progress_words(tally, time.monotonic() - began, total.about)
        )


class Total:
    """How many articles there are about, counted beside the run; it is known after a while."""

    def __init__(self, count: Count) -> None:
        self.about: int | None = None
        self._count = count
        threading.Thread(target=self._find, daemon=True).start()

    def _find(self) -> None:
        self.about = self._count()


class Pulse(Generic[Counted]):
    """Says a line every half minute; it knows when it last did."""

    def __init__(self, words: Callable[[Counted], str]) -> None:
        self._words = words
        self._said = time.monotonic()

    def __call__(self, counted: Counted) -> None:
        """Something was counted."""
        now = time.monotonic()
        if now - self._said >= EVERY_SECONDS:
            self._said = now
            say(f"evenbrief: {self._words(counted)}")


@contextmanager
def _live(total: Total) -> Iterator[Watch]:
    """A bar that fills once about how many articles there are is known, and words beside it."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    began = time.monotonic()
    columns = (BarColumn(bar_width=24), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading the inputs", total=None)

        def watch(tally: Tally) -> None:
            progress.update(
                task,
                description=progress_words(tally, time.monotonic() - began, total.about),
                completed=ended(tally),
                total=find_total(tally, total.about),
            )

        yield watch


def ended(tally: Tally) -> int:
    """Articles that need nothing more in this run, whatever became of them."""
    now = tally.done + tally.failed + tally.left
    return tally.before + tally.unreadable + tally.waiting + now


def find_total(tally: Tally, about: int | None) -> int | None:
    """How many articles there are as far as is known; `None` where it is not."""
    if tally.complete or about is None:
        return tally.listed if tally.complete else None
    return max(about, tally.listed)


def progress_words(tally: Tally, seconds: float, about: int | None = None) -> str:
    """`1,204 of 5,000 articles, 12.1 a second, 5:14 to go, 3 failed, 480,000 tokens, $1.20`."""
    now = tally.done + tally.failed + tally.left
    total = find_total(tally, about)
    of = f"{tally.listed:,} or more" if total is None else f"{total:,}"
    about_ = "" if tally.complete or total is None else "about "
    words = [f"{ended(tally):,} of {about_}{of} articles"]
    if seconds > 0 and now:
        words.append(f"{now / seconds:.1f} a second")
        to_go = (total or 0) - ended(tally)
        if to_go > 0:
            words.append(f"{_clock(to_go * seconds / now)} to go")
    failed = tally.failed + tally.left + tally.unreadable
    if failed:
        words.append(f"{failed:,} failed")
    tokens = tally.spent.tokens.prompt + tally.spent.tokens.completion
    if tokens:
        words.append(f"{tokens:,} tokens")
        words.append("cost unknown" if tally.spent.unpriced else dollars(tally.spent.cost))
    return ", ".join(words)


def _clock(seconds: float) -> str:
    """`0:07`, `5:14`, `2:05:14`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
