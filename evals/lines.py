"""A run as JSON lines, `evenbrief.eval/1`. In: records; out: a file; `evals.stored` reads it back.

Lines are only ever appended, each whole and at once, so that a run that was killed has lost at most
the line it was writing. The footer's digest is over the case lines as they stand in the file, in
the order of goldens, stories and repeats, so that it does not depend on who was quicker.
"""

from decimal import Decimal
from pathlib import Path

from evals.stored import Stored, digest_of, read_file, read_run
from pipeline.show.plain import plain, to_line
from schemas.errors import EvalError
from schemas.eval import CaseRecord, RunFooter, RunHeader


def line_of(record: RunHeader | CaseRecord | RunFooter) -> str:
    """The record on one line; it holds no floats, and no NaN can come this far."""
    return to_line(plain(record.model_dump(by_alias=True)))


def start_run(path: Path, header: RunHeader) -> None:
    """A new file with its header; raises `EvalError` where there is one already."""
    if path.exists():
        raise EvalError(f"{path}: holds a run; resume it or write to another folder")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(line_of(header) + "\n")
    except OSError as error:
        raise _unwritten(path, error) from error


def append_case(path: Path, case: CaseRecord) -> None:
    """One more line, handed to the system before this returns."""
    _append(path, line_of(case))


def finish_run(path: Path, seconds: float, cost: Decimal | None = None) -> RunFooter:
    """The footer, counted and hashed over what stands in the file; returns it."""
    lines = read_file(path).lines
    footer = RunFooter(cases=len(lines), digest=digest_of(lines), seconds=seconds, cost=cost)
    _append(path, line_of(footer))
    return footer


def resume_run(path: Path) -> Stored:
    """A run to be taken up: a torn line, replaced ones and the footer are cut off in the file."""
    stored, file = read_run(path), read_file(path)
    lines = [line_of(file.header), *(line.text for line in file.lines)]
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")
        beside.replace(path)
    except OSError as error:
        raise _unwritten(path, error) from error
    return Stored(stored.run.model_copy(update={"footer": None}), stored.note)


def _append(path: Path, line: str) -> None:
    try:
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(line + "\n")
    except OSError as error:
        raise _unwritten(path, error) from error


def _unwritten(path: Path, error: OSError) -> EvalError:
    return EvalError(f"{path}: cannot be written ({error.strerror}); choose another folder")
