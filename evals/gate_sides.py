"""Two versions of the code asked the same, each in a process of its own. In: folders; out: runs.

Both run `evenbrief evals run` with the same interpreter, settings and goldens; only the folder that
holds schemas, pipeline and prompts differs. Each run is kept under a name made of everything that
can change it, so that what was answered once, above all by the base, is not asked again.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from evals.headers import hash_code
from evals.read import article_path, labels_path
from evals.stored import AGAIN, read_run
from pipeline.model_settings import variable
from pipeline.store.place import VARIABLE, store_path
from schemas.errors import EvalError
from schemas.eval import Run
from schemas.exits import Exit
from schemas.golden import Golden

_COMMAND = "from pipeline.cli.main import main; main()"
_IDLE = {VARIABLE, variable("budget")}
"""Settings of ours that change no answer."""
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
    places = {side: _place(side, goldens, asked, arguments) for side in sides}
    folder = asked.out / f"goldens-{_hash([golden.id for golden in goldens])}"
    lay_goldens(asked.folder, folder, goldens)
    once = {place: side for side, place in places.items() if not is_whole(place)}
    told = (*arguments, *asked.purse.share(len(once)))
    started = [(side, _start(side, folder, place, told)) for place, side in once.items()]
    try:
        for side, process in started:
            _wait(side, process)
    finally:
        for _, process in started:
            process.kill()
            process.wait()
            if process.stderr:
                process.stderr.close()
    for place in once:
        asked.purse.pay(_read(place))
    return tuple(_read(places[side]) for side in sides)


def _place(side: Side, goldens: Sequence[Golden], asked: Asked, arguments: Sequence[str]) -> Path:
    """A folder named by all that can change the run; two sides that are the same share it."""
    inputs = [golden.model_dump_json() for golden in goldens]
    settings = [f"{name}={value}" for name, value in sorted(os.environ.items()) if _is_ours(name)]
    return asked.out / _hash([hash_code(side.root), *arguments, *settings, *inputs])


def _is_ours(name: str) -> bool:
    """Is the variable a setting that may change an answer? Keys change none, and stay unread."""
    return name.startswith("EVENBRIEF_") and "KEY" not in name and name not in _IDLE


def _hash(parts: Sequence[str]) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


def lay_goldens(source: Path, folder: Path, goldens: Sequence[Golden]) -> None:
    """A golden folder that holds these articles only, and nothing of an earlier one."""
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("articles", "labels"):
        (folder / name).mkdir(parents=True)
    for golden in goldens:
        for path in (article_path, labels_path):
            shutil.copyfile(path(source, golden.id), path(folder, golden.id))
    table = "".join(f"{json.dumps(g.id)} = {json.dumps(g.split.value)}\n" for g in goldens)
    (folder / "splits.toml").write_text(f"[splits]\n{table}", encoding="utf-8")


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


def is_whole(place: Path) -> bool:
    """Does a run lie there that came to its end, and of which nothing is to be asked again?"""
    files = list(place.glob("*.jsonl"))
    if not files:
        return False
    run = _read(place)
    return run.footer is not None and not any(case.ending in AGAIN for case in run.cases)


def _read(place: Path) -> Run:
    (path,) = place.glob("*.jsonl")
    return read_run(path).run
