"""Time and memory of a child process, and CPU time of a call."""

import os
import statistics
import sys
import sysconfig
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

COMMAND = Path(sysconfig.get_path("scripts")) / "evenbrief"
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
"""As on a user's machine, where the first run leaves compiled code to the second."""


@dataclass(frozen=True)
class Cost:
    """What one run of a process took."""

    wall_seconds: float
    cpu_seconds: float
    peak_mb: float


@dataclass(frozen=True)
class Row:
    """One line of the table; `met` is `None` where there is no target."""

    what: str
    measured: str
    target: str = ""
    met: bool | None = None


def run_once(arguments: list[str], allowed: tuple[int, ...] = (0, 1)) -> Cost:
    """Runs `evenbrief` to its end, output thrown away; its own resources only, by `wait4`."""
    begin = time.perf_counter()
    null = os.open(os.devnull, os.O_RDWR)
    pid = os.posix_spawn(
        COMMAND,
        [str(COMMAND), *arguments],
        ENVIRONMENT,
        file_actions=[(os.POSIX_SPAWN_DUP2, null, stream) for stream in (0, 1, 2)],
    )
    _, status, used = os.wait4(pid, 0)
    wall = time.perf_counter() - begin
    os.close(null)
    code = os.waitstatus_to_exitcode(status)
    if code not in allowed:
        sys.exit(f"evenbrief {' '.join(arguments)} ended with {code}; run it by hand to see why")
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def run_median(arguments: list[str], times: int = 5) -> Cost:
    """The median of each cost over `times` runs, after one to warm the disk."""
    run_once(arguments)
    costs = [run_once(arguments) for _ in range(times)]
    return Cost(
        statistics.median(c.wall_seconds for c in costs),
        statistics.median(c.cpu_seconds for c in costs),
        max(c.peak_mb for c in costs),
    )


def cpu_seconds(work: Callable[[], object]) -> float:
    """CPU time of this process for one call."""
    begin = time.process_time()
    work()
    return time.process_time() - begin
