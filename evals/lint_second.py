"""What is wrong with second labels. In: a golden folder; out: findings.

A second labeller's file stays as it was written, so that agreement can be computed again; only
what would make it useless is a fault: another text, wrong places, names that lead nowhere.
"""

from collections.abc import Iterator
from pathlib import Path

from evals.lint import lint_identity
from evals.lint_labels import lint_labels
from evals.read import article_path, find_article_ids, read_labels, read_text
from schemas.errors import GoldenError
from schemas.golden import LintFinding

SECOND = "second"
"""The room of the second labels within a golden folder."""

BEFORE = "before"
"""The room, within the second labels', of first labels as they were before settling."""

_KEPT = frozenset({"slice", "reference", "story"})
"""Rules for second labels; values and sums are judgement, which is what is compared."""


def second_paths(folder: Path) -> tuple[Path, ...]:
    """The second labels files of a golden folder, in alphabetical order."""
    return tuple(sorted((folder / SECOND).glob("*.json")))


def lint_second(folder: Path) -> tuple[LintFinding, ...]:
    """Every fault of the second labels of a golden folder, and of first labels kept beside them."""
    there = set(find_article_ids(folder))
    kept = sorted((folder / SECOND / BEFORE).glob("*.json"))
    return tuple(
        finding.model_copy(update={"article": path.stem, "file": str(path)})
        for path in (*second_paths(folder), *kept)
        for finding in _file(folder, path, there)
    )


def _file(folder: Path, path: Path, there: set[str]) -> Iterator[LintFinding]:
    if path.stem not in there:
        text = f"{path}: has no article; name the file after the article it labels"
        yield LintFinding(rule="orphan", text=text)
        return
    try:
        text, labels = read_text(article_path(folder, path.stem)), read_labels(path)
    except GoldenError as error:
        yield LintFinding(rule="labels", text=str(error))
        return
    yield from lint_identity(path, path.stem, text, labels)
    yield from (f for f in lint_labels(str(path), text, labels) if f.rule in _KEPT)
