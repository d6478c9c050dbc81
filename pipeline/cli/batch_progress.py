"""How far a batch is, on standard error: a bar at a terminal, elsewhere a line now and then."""

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


@contextmanager
def watching(*, asked: bool | None) -> Iterator[Watch]:
    """Whoever watches a run, until the block ends; without a terminal, too, unless it is told off.

    A run takes minutes or hours, so a log that says nothing for so long would worry its reader.
    """
    is_terminal = is_live_terminal()
    if asked is False:
        yield lambda tally: None
    elif choose_view(asked=asked, is_terminal=is_terminal) is View.LIVE:
        with _live() as watch:
            yield watch
    else:
        began = time.monotonic()
        yield Pulse[Tally](lambda tally: progress_words(tally, time.monotonic() - began))


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
def _live() -> Iterator[Watch]:
    """A bar that fills once the number of articles is known, and what is said beside it."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    began = time.monotonic()
    columns = (BarColumn(bar_width=24), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading the inputs", total=None)

        def watch(tally: Tally) -> None:
            progress.update(
                task,
                description=progress_words(tally, time.monotonic() - began),
                completed=ended(tally),
                total=tally.listed if tally.complete else None,
            )

        yield watch


def ended(tally: Tally) -> int:
    """Articles that need nothing more in this run, whatever became of them."""
    now = tally.done + tally.failed + tally.left
    return tally.before + tally.unreadable + tally.waiting + now


def progress_words(tally: Tally, seconds: float) -> str:
    """`1,204 of 5,000 articles, 12.1 a second, 5:14 to go, 3 failed, 480,000 tokens, $1.20`."""
    now = tally.done + tally.failed + tally.left
    of = f"{tally.listed:,}" if tally.complete else f"{tally.listed:,} or more"
    words = [f"{ended(tally):,} of {of} articles"]
    if seconds > 0 and now:
        words.append(f"{now / seconds:.1f} a second")
        to_go = tally.listed - ended(tally)
        if tally.complete and to_go > 0:
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
