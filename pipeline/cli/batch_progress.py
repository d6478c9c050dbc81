"""How far a batch is, on standard error: a bar at a terminal, elsewhere a line now and then."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.batch.run import Tally, Watch
from pipeline.cli.output import say
from pipeline.cli.progress import View, choose_view, is_live_terminal

EVERY_SECONDS = 30.0


@contextmanager
def watching(*, asked: bool | None) -> Iterator[Watch]:
    """Whoever watches a run, until the block ends."""
    view = choose_view(asked=asked, is_terminal=is_live_terminal())
    if view is View.NOTHING:
        yield lambda tally: None
    elif view is View.LINES:
        yield _Lines()
    else:
        with _live() as watch:
            yield watch


class _Lines:
    """Says a line every half minute; it knows when it last did."""

    def __init__(self) -> None:
        self._said = self._began = time.monotonic()

    def __call__(self, tally: Tally) -> None:
        now = time.monotonic()
        if now - self._said >= EVERY_SECONDS:
            self._said = now
            say(f"evenbrief: {progress_words(tally, now - self._began)}")


@contextmanager
def _live() -> Iterator[Watch]:
    """One line that changes and goes."""
    from rich.console import Console
    from rich.text import Text

    began = time.monotonic()
    with Console(stderr=True).status("") as status:
        yield lambda tally: status.update(Text(progress_words(tally, time.monotonic() - began)))


def progress_words(tally: Tally, seconds: float) -> str:
    """`1,204 of 5,000 articles, 12.1 a second, 3 failed, 480,000 tokens, $1.20`."""
    ended = tally.done + tally.failed + tally.left
    of = f"{tally.listed:,}" if tally.complete else f"{tally.listed:,} or more"
    words = [f"{tally.before + ended:,} of {of} articles"]
    if seconds > 0 and ended:
        words.append(f"{ended / seconds:.1f} a second")
    if tally.failed:
        words.append(f"{tally.failed:,} failed")
    tokens = tally.spent.tokens.prompt + tally.spent.tokens.completion
    if tokens:
        words.append(f"{tokens:,} tokens")
        words.append(f"${tally.spent.cost:.2f}" if not tally.spent.unpriced else "cost unknown")
    return ", ".join(words)
