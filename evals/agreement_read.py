"""Labels made twice. In: a golden folder; out: each article's first and second labels.

`second/<id>.json` is by a labeller who had not seen the first. Where a rule settled between the two
has changed the first labels since, `second/before/<id>.json` keeps them as they were: agreement is
of what was written blind, or settling would raise it.
"""

from pathlib import Path

from evals.agreement import Twice
from evals.lint_second import BEFORE, SECOND, second_paths
from evals.read import labels_path, read_labels
from schemas.errors import GoldenError


def read_twice(folder: Path, *, settled: bool = False) -> tuple[Twice, ...]:
    """Every article that was labelled twice; `settled` takes the first labels as they are now."""
    return tuple(_twice(folder, path, settled=settled) for path in second_paths(folder))


def _twice(folder: Path, path: Path, *, settled: bool) -> Twice:
    before = folder / SECOND / BEFORE / path.name
    now = labels_path(folder, path.stem)
    first = read_labels(before if before.exists() and not settled else now)
    second = read_labels(path)
    if first.sha256 != second.sha256:
        raise GoldenError(
            f"{path}: sha256 is {second.sha256!r}, the first labels have {first.sha256!r}; "
            "label the text as it is now"
        )
    return Twice(path.stem, first, second)
