"""How far a run is, on standard error: a bar at a terminal, elsewhere nothing but the end."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from schemas.eval import CaseRecord

Step = Callable[[CaseRecord], None]


@contextmanager
def bar(name: str, total: int) -> Iterator[Step]:
    """A bar over so many cases; each case that ended moves it by one."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
               TimeRemainingColumn(), TextColumn("{task.fields[case]}"))  # fmt: skip
    console = Console(stderr=True)
    with Progress(
        *columns, console=console, transient=True, disable=not sys.stderr.isatty()
    ) as all_:
        task = all_.add_task(name, total=total, case="")

        def step(case: CaseRecord) -> None:
            all_.update(task, advance=1, case=f"{case.case} {case.ending}")

        yield step
