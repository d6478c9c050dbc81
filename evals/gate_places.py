"""Where the gate keeps what its sides answered. In: code, goldens, settings; out: folders and runs.

Each run is kept under a name made of everything that can change it. It is written aside and moved
there in one step, so that two gates at once may share a place and none reads half a run.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from evals.headers import hash_code
from evals.read import article_path, labels_path
from evals.stored import AGAIN, read_run
from pipeline.model_settings import variable
from pipeline.store.place import VARIABLE
from schemas.errors import EvalError
from schemas.eval import Run
from schemas.golden import Golden

_CONFIG = "--config"
_IDLE = {VARIABLE, variable("budget")}
"""Settings of ours that change no answer."""


def try_out(folder: Path) -> None:
    """EvalError where nothing can be kept in a folder; it is made where it is not there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder):
            pass
    except OSError as error:
        raise EvalError(
            f"{folder}: runs cannot be kept there ({error.strerror}); name another with --out"
        ) from error


def find_place(root: Path, goldens: Sequence[Golden], out: Path, arguments: Sequence[str]) -> Path:
    """The folder of a run by the code in `root`; two sides that are the same share it."""
    inputs = [golden.model_dump_json() for golden in goldens]
    parts = [hash_code(root), *_told(arguments), *_set(os.environ), *inputs]
    return out / hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


def _told(arguments: Sequence[str]) -> Iterator[str]:
    """The arguments; a file of settings is what it says, not where it lies.

    Raises EvalError where it cannot be read.
    """
    for before, word in zip(("", *arguments), arguments, strict=False):
        try:
            yield hashlib.sha256(Path(word).read_bytes()).hexdigest() if before == _CONFIG else word
        except OSError as error:
            raise EvalError(
                f"{word}: cannot be read ({error.strerror}); name a file of settings"
            ) from error


def _set(environment: Mapping[str, str]) -> Iterator[str]:
    """Variables that may change an answer. Keys change none, and stay unread."""
    for name in sorted(environment):
        if name.startswith("EVENBRIEF_") and "KEY" not in name and name not in _IDLE:
            yield f"{name}={environment[name]}"


@contextmanager
def work_on(place: Path) -> Iterator[Path]:
    """A folder to write a run in, with what there is of it; kept at its place when the block ends.

    What another gate brought to its end meanwhile is left as it is.
    """
    with TemporaryDirectory(dir=place.parent, prefix="at-work-") as spare:
        bench = Path(spare)
        for path in place.glob("*.jsonl"):
            shutil.copyfile(path, bench / path.name)
        try:
            yield bench
        finally:
            if not is_whole(place):
                place.mkdir(parents=True, exist_ok=True)
                for path in bench.glob("*.jsonl"):
                    path.replace(place / path.name)


def is_whole(place: Path) -> bool:
    """Does a run lie there that came to its end, and of which nothing is to be asked again?"""
    if not list(place.glob("*.jsonl")):
        return False
    run = read_place(place)
    return run.footer is not None and not any(case.ending in AGAIN for case in run.cases)


def read_place(place: Path) -> Run:
    """The run that is kept there; raises EvalError where it was changed."""
    (path,) = place.glob("*.jsonl")
    return read_run(path).run


def lay_goldens(source: Path, folder: Path, goldens: Sequence[Golden]) -> None:
    """These articles only, as a golden folder of their own."""
    for name in ("articles", "labels"):
        (folder / name).mkdir(parents=True)
    for golden in goldens:
        for path in (article_path, labels_path):
            shutil.copyfile(path(source, golden.id), path(folder, golden.id))
    table = "".join(f"{json.dumps(g.id)} = {json.dumps(g.split.value)}\n" for g in goldens)
    (folder / "splits.toml").write_text(f"[splits]\n{table}", encoding="utf-8")
