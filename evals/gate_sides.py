"""Two versions of the code asked the same, each in a process of its own. In: folders; out: runs.

Both run `evenbrief evals run` with the same interpreter, settings and goldens; only the folder that
holds schemas, pipeline and prompts differs. What was answered once, above all by the base, is kept
by `evals.gate_places` and not asked again.
"""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from evals.gate_places import find_place, is_whole, lay_goldens, read_place, work_on
from pipeline.store.place import VARIABLE, store_path
from schemas.errors import EvalError
from schemas.eval import Run
from schemas.exits import Exit
from schemas.golden import Golden

_COMMAND = "from pipeline.cli.main import main; main()"
_ANSWERED = {Exit.FINE, Exit.INCOMPLETE}


class Side(NamedTuple):
    """One version of the code."""

    name: str
    root: Path


class Purse:
    """What may still be spent on all runs of a gate together; it changes as runs end."""

    def __init__(self, limit: Decimal | None = None) -> None:
        self._limit = limit
        self._spent = Decimal(0)

    def share(self, runs: int) -> tuple[str, ...]:
        """The flag that lets each of so many runs spend its share of what is left."""
        if self._limit is None or not runs:
            return ()
        left = max(Decimal(0), self._limit - self._spent)
        return ("--budget", format(left / runs, ".6f"))

    def pay(self, run: Run) -> None:
        """Counts what a run cost; stored answers count as if they had been paid for now."""
        self._spent += sum((case.cost or Decimal(0) for case in run.cases), Decimal(0))


class Asked(NamedTuple):
    """What both sides are asked."""

    folder: Path
    """Of the goldens."""
    arguments: tuple[str, ...]
    """Of `evals run`: engine, model, length, …"""
    out: Path
    """Where runs are kept."""
    purse: Purse


def run_sides(
    sides: Sequence[Side], goldens: Sequence[Golden], asked: Asked, repeats: int = 1
) -> tuple[Run, ...]:
    """One run for each side over some goldens, both at once; what is on file is not asked again.

    Raises EvalError where one does not come to its end.
    """
    arguments = (*asked.arguments, "--repeats", str(repeats), "--split", "all")
    places = {side: find_place(side.root, goldens, asked.out, arguments) for side in sides}
    once = {place: side for side, place in places.items() if not is_whole(place)}
    told = (*arguments, *asked.purse.share(len(once)))
    if once:
        with ExitStack() as stack:
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="evenbrief-goldens-")))
            lay_goldens(asked.folder, folder, goldens)
            benches = {side: stack.enter_context(work_on(place)) for place, side in once.items()}
            _run_all({side: (folder, bench) for side, bench in benches.items()}, told)
    for place in once:
        asked.purse.pay(read_place(place))
    return tuple(read_place(places[side]) for side in sides)


def _run_all(benches: Mapping[Side, tuple[Path, Path]], told: Sequence[str]) -> None:
    """Each side at work, goldens in and a run out; where one fails, none goes on."""
    started = [(side, _start(side, *folders, told)) for side, folders in benches.items()]
    try:
        for side, process in started:
            _wait(side, process)
    finally:
        for _, process in started:
            process.kill()
            process.wait()
            if process.stderr:
                process.stderr.close()


def _start(
    side: Side, folder: Path, place: Path, arguments: Sequence[str]
) -> "subprocess.Popen[str]":
    """The code of a side at work on the goldens; the working folder is its own."""
    command = [sys.executable, "-c", _COMMAND, "evals", "run", str(folder.resolve()), *arguments]
    return subprocess.Popen(
        [*command, "--out", str(place.resolve())],
        cwd=side.root,
        env=_environment(os.environ, side.root),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def _environment(ours: Mapping[str, str], root: Path) -> dict[str, str]:
    """Our own, with the side's code before any other and the store where it is for us."""
    return {**ours, "PYTHONPATH": str(root), VARIABLE: str(store_path(ours).absolute())}


def _wait(side: Side, process: "subprocess.Popen[str]") -> None:
    _, said = process.communicate()
    if process.returncode not in _ANSWERED:
        last = (said.strip().splitlines() or ["it says nothing"])[-1]
        raise EvalError(
            f"{side.name}: evals run ended with {process.returncode} ({last}); both sides must run"
        )
