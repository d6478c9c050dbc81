"""A run in, GitHub's workflow commands out, each beside the words of the article it is about.

GitHub keeps ten annotations of a kind for each step (actions/toolkit, problem-matchers.md, read
2026-11-21): of errors and of warnings nine are printed, and the tenth line counts the rest.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from evals.faults import Fault, Sort, find_faults, name_of
from evals.report_changes import Versus, new_faults, new_lacks
from evals.report_words import warn_of
from pipeline.show.offsets import Lines
from schemas.eval import Run
from schemas.golden import Golden

MOST = 10
"""Annotations of a kind."""

_UNTOLD = frozenset({Sort.DRAFT})
"""Nothing to be mended: what is wrong in the first draft only was caught."""


class Places:
    """Where the articles of the goldens lie; made once for all annotations."""

    def __init__(self, folder: Path, goldens: Sequence[Golden]) -> None:
        self._folder = folder
        self._lines: Mapping[str, Lines] = {one.id: Lines(one.text) for one in goldens}

    def properties(self, fault: Fault) -> dict[str, str]:
        """`file` and, where a figure was held against the article, `line`; empty where unknown."""
        lines = self._lines.get(fault.case.golden)
        if lines is None:
            return {}
        file = self._folder / "articles" / f"{fault.case.golden}.txt"
        start = fault.figure.source_start if fault.figure else -1
        line = {"line": str(lines.line(start))} if start >= 0 else {}
        return {"file": file.as_posix(), **line}


class _Kind(NamedTuple):
    command: str
    faults: Sequence[Fault]


def render_github(
    run: Run, places: Places, notes: Sequence[str] = (), versus: Versus | None = None
) -> str:
    """Errors for what blocks, warnings for the rest, worst first; nothing where all is well.

    With `versus` only what the base does not have is told.
    """
    faults = find_faults(run.cases)
    if versus:
        faults = (*new_faults(faults, versus.comparison), *new_lacks(faults, versus))
        comparison = versus.comparison
        notes = (*notes, *comparison.unpaired, *comparison.unlike, *comparison.told)
    told = [fault for fault in faults if fault.sort not in _UNTOLD]
    hard = _Kind("error", [fault for fault in told if fault.is_hard])
    soft = _Kind("warning", [fault for fault in told if not fault.is_hard])
    said = (*notes, *warn_of(run))[: MOST // 2]
    heads = [f"::warning title=evenbrief::{escape_data(text)}" for text in said]
    lines = [
        *_annotations(hard, places, MOST),
        *heads,
        *_annotations(soft, places, MOST - len(heads)),
    ]
    return "".join(f"{line}\n" for line in lines)


def _annotations(kind: _Kind, places: Places, room: int) -> list[str]:
    faults = kind.faults
    kept = faults if len(faults) <= room else faults[: room - 1]
    lines = [_annotation(kind.command, fault, places) for fault in kept]
    rest = len(faults) - len(kept)
    if rest:
        more = f"{rest} more not shown here; the step's summary and the page have them all"
        lines.append(f"::{kind.command} title=evenbrief::{escape_data(more)}")
    return lines


def _annotation(command: str, fault: Fault, places: Places) -> str:
    title = f"{fault.sort.value}: {name_of(fault.case)}"
    properties = {**places.properties(fault), "title": title}
    said = ",".join(f"{name}={escape_property(value)}" for name, value in properties.items())
    return f"::{command} {said}::{escape_data(f'{fault.title}. {fault.reason}')}"


def escape_data(text: str) -> str:
    """A message as workflow commands escape it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escape_property(text: str) -> str:
    """A property as workflow commands escape it: colons and commas as well."""
    return escape_data(text).replace(":", "%3A").replace(",", "%2C")
