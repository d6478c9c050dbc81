"""Read a stored run. In: a file of JSON lines; out: the run, or one sentence on what is amiss.

A last line that was torn off when a run was killed is left out and told. Anything else that is not
as `evals.lines` writes it is refused: a run that was edited by hand proves nothing.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple, TypeVar

from pydantic import ValidationError

from schemas.base import Value
from schemas.errors import EvalError
from schemas.eval import CaseRecord, Ending, Run, RunFooter, RunHeader

FORM = "evenbrief.eval/1"

AGAIN = frozenset({Ending.SKIPPED, Ending.ERRORED})
"""What a case may have come to and yet be asked again; then the later line counts."""

_Record = TypeVar("_Record", bound=Value)


class Stored(NamedTuple):
    """A run as read from its file."""

    run: Run
    note: str = ""
    """One sentence where the last line was torn off and left out; else empty."""


class Line(NamedTuple):
    """A case and the characters it stands in."""

    text: str
    case: CaseRecord


class File(NamedTuple):
    """A file of a run; its cases in the run's order, each once."""

    header: RunHeader
    lines: tuple[Line, ...]
    footer: RunFooter | None
    note: str


class _Raw(NamedTuple):
    """A line with its place: `run.jsonl:3`."""

    place: str
    text: str

    def error(self, found: str, todo: str = "run again") -> EvalError:
        """What is amiss here, in one sentence."""
        return EvalError(f"{self.place}: {found}; {todo}")


def read_run(path: Path) -> Stored:
    """A whole run; a torn last line is left out and told, anything else amiss is an `EvalError`."""
    file = read_file(path)
    footer, digest = file.footer, digest_of(file.lines)
    if footer and (footer.cases, footer.digest) != (len(file.lines), digest):
        raise EvalError(
            f"{path}: its footer tells of {footer.cases} cases with digest {footer.digest[:12]}, "
            f"the lines are {len(file.lines)} with {digest[:12]}; it was changed, so run again"
        )
    cases = tuple(line.case for line in file.lines)
    return Stored(Run(header=file.header, cases=cases, footer=footer), file.note)


def digest_of(lines: Sequence[Line]) -> str:
    """SHA-256 over case lines, in the run's order, each with its line end."""
    return sha256("".join(f"{line.text}\n" for line in lines).encode()).hexdigest()


def read_file(path: Path) -> File:
    """The records of a file, their footer not yet believed; raises `EvalError`."""
    raws, note = _whole_lines(path)
    first = next(raws, None)
    if first is None:
        raise EvalError(f"{path}: holds no run; give a file that `evals run` wrote")
    header = _header(first)
    lines: dict[tuple[int, int, str, int], Line] = {}
    footer = None
    for raw in raws:
        if footer:
            raise raw.error("stands after the footer", "take up a run by resuming it")
        fields = _fields(raw)
        if fields.get("record") == "footer":
            footer = _record(raw, RunFooter)
            continue
        case = _record(raw, CaseRecord)
        key = _key(raw, header, case)
        if key in lines and lines[key].case.ending not in AGAIN:
            raise raw.error(f"{case.case!r} was {lines[key].case.ending} before, in this very run")
        lines[key] = Line(raw.text, case)
    return File(header, tuple(lines[key] for key in sorted(lines)), footer, note)


def _whole_lines(path: Path) -> tuple[Iterator[_Raw], str]:
    """The lines with their places, and a sentence on the last one if it was torn off."""
    try:
        text = path.read_bytes().decode("utf-8", errors="surrogateescape")
    except OSError as error:
        raise EvalError(f"{path}: cannot be read ({error.strerror}); give a run's file") from error
    lines = text.split("\n")
    last = lines.pop()
    note = ""
    if last and _is_json(last):
        lines.append(last)
    elif last:
        note = (
            f"{path}:{len(lines) + 1}: the last line was torn off and is left out; resume the run"
        )
    return (_Raw(f"{path}:{at}", line) for at, line in enumerate(lines, 1)), note


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _header(raw: _Raw) -> RunHeader:
    fields = _fields(raw)
    form = fields.get("schema")
    if fields.get("record") != "header" or form is None:
        raise raw.error("no header of a run stands here", "give a file that `evals run` wrote")
    if form != FORM:
        raise raw.error(f"has the form {form!r}, not {FORM!r}", "read it with the version it is of")
    return _record(raw, RunHeader)


def _fields(raw: _Raw) -> Mapping[str, object]:
    try:
        fields = json.loads(raw.text)
    except ValueError as error:
        raise raw.error(f"{raw.text[:40]!r} is not JSON ({error})") from error
    if not isinstance(fields, dict):
        raise raw.error(f"{raw.text[:40]!r} is no record")
    return fields


def _record(raw: _Raw, kind: type[_Record]) -> _Record:
    try:
        return kind.model_validate_json(raw.text)
    except (ValidationError, UnicodeEncodeError) as error:
        raise raw.error(_first_fault(error)) from error


def _first_fault(error: ValidationError | UnicodeEncodeError) -> str:
    if isinstance(error, UnicodeEncodeError):
        return "is not UTF-8"
    first = error.errors(include_url=False)[0]
    place = ".".join(str(part) for part in first["loc"]) or "the record"
    return f"{place} has {first['input']!r:.80} ({first['msg']})"


def _key(raw: _Raw, header: RunHeader, case: CaseRecord) -> tuple[int, int, str, int]:
    """Place of the golden in the header, then the story, `s2` before `s10`, then the repeat."""
    ids = [golden.id for golden in header.goldens]
    if case.golden not in ids:
        raise raw.error(f"{case.golden!r} is no golden of the header's")
    if not 0 <= case.repeat < header.repeats:
        raise raw.error(f"repeat {case.repeat} of a run with {header.repeats}")
    return ids.index(case.golden), len(case.story), case.story, case.repeat
