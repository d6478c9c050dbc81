"""Where a run is kept and how it is taken up again. In: a folder and a header; out: a run.

A case that errored or was skipped is asked again; everything else that is on file is not.
"""

from pathlib import Path
from typing import NamedTuple

from evals.lines import append_case, finish_run, resume_run, start_run
from evals.runs import CaseId
from evals.stored import AGAIN, read_run
from schemas.errors import EvalError
from schemas.eval import CaseRecord, Run, RunHeader

_SAME = ("engine", "model", "base_url", "prompts", "settings", "length", "repeats", "digest",
         "code")  # fmt: skip
"""What two headers must share for one run to go on as the other."""


class Kept(NamedTuple):
    """A run that is being written."""

    path: Path
    done: frozenset[CaseId]
    note: str = ""
    """What is to be said of what was found there; else empty."""

    def add(self, case: CaseRecord) -> None:
        """One more case on file."""
        append_case(self.path, case)

    def finish(self, seconds: float) -> Run:
        """The whole run with its footer."""
        cases = read_run(self.path).run.cases
        costs = [case.cost for case in cases]
        total = None if None in costs else sum(cost for cost in costs if cost is not None)
        finish_run(self.path, seconds, total or None)
        return read_run(self.path).run


def keep_run(path: Path, header: RunHeader) -> Kept:
    """A new file, or the one that is there where it is of the very same run.

    Raises EvalError where another run lies there.
    """
    if not path.exists():
        start_run(path, header)
        return Kept(path, frozenset())
    there = read_run(path).run.header
    for name in _SAME:
        if getattr(there, name) != getattr(header, name):
            raise EvalError(
                f"{path}: holds a run with another {name} ({_short(getattr(there, name))}, now "
                f"{_short(getattr(header, name))}); name another folder"
            )
    stored = resume_run(path)
    done = frozenset(
        (case.golden, case.story, case.repeat)
        for case in stored.run.cases
        if case.ending not in AGAIN
    )
    return Kept(path, done, stored.note)


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:37]}..."
