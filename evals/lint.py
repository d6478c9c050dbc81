"""What is wrong with a golden folder. In: the folder; out: findings, each one sentence.

A golden that is wrong teaches wrong. The lint reads no opinion into labels: it only tests what
can be tested without a person, among it whether the reference brief passes our own checker.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path

from evals.lint_labels import lint_labels
from evals.lint_references import lint_references
from evals.read import (
    article_path,
    find_article_ids,
    find_label_ids,
    labels_path,
    read_labels,
    read_splits,
    read_text,
)
from schemas.errors import GoldenError
from schemas.golden import Labels, LintFinding, Split

NEAR_DUPLICATE = 0.2
"""Share of eight-word runs that two articles may have in common; more is the same article twice."""

RUN = 8
"""Words in a run; goldens of one event by two papers share few runs of eight."""


_MISPLACED = frozenset({"slice", "story"})
"""Faults that leave nothing to check a brief against."""


def lint_golden(folder: Path) -> tuple[LintFinding, ...]:
    """Every fault of a golden folder, in a fixed order; empty where all is well."""
    articles, unread = _read_each(folder)
    findings = [*unread, *_orphans(folder), *_splits(folder)]
    for article_id, text in articles.items():
        path = labels_path(folder, article_id)
        if path.exists():
            placed = {"article": article_id, "file": str(path)}
            found = _article(path, article_id, text)
            findings += [finding.model_copy(update=placed) for finding in found]
    return (*findings, *_duplicates(articles))


def _article(path: Path, article_id: str, text: str) -> Iterator[LintFinding]:
    """Every fault of one labels file, against its article."""
    try:
        labels = read_labels(path)
    except GoldenError as error:
        yield LintFinding(rule="labels", text=str(error))
        return
    yield from lint_identity(path, article_id, text, labels)
    faults = lint_labels(str(path), text, labels)
    yield from faults
    if not any(fault.rule in _MISPLACED for fault in faults):
        yield from lint_references(str(path), text, labels)


def _read_each(folder: Path) -> tuple[Mapping[str, str], Sequence[LintFinding]]:
    """The texts that can be read, and a finding for each that cannot."""
    articles: dict[str, str] = {}
    findings: list[LintFinding] = []
    ids = find_article_ids(folder)
    if not ids:
        sentence = f"{folder}: no article found; put one at articles/<id>.txt"
        return articles, [LintFinding(rule="orphan", text=sentence)]
    for article_id in ids:
        try:
            articles[article_id] = read_text(article_path(folder, article_id))
        except GoldenError as error:
            findings.append(LintFinding(rule="article", text=str(error)))
    return articles, findings


def _orphans(folder: Path) -> Iterator[LintFinding]:
    """Articles without labels, labels without article, and files that are neither."""
    articles, labels = set(find_article_ids(folder)), set(find_label_ids(folder))
    for article_id in sorted(articles - labels):
        path = article_path(folder, article_id)
        yield LintFinding(rule="orphan", text=f"{path}: has no labels; write {article_id}.json")
    for article_id in sorted(labels - articles):
        path = labels_path(folder, article_id)
        yield LintFinding(
            rule="orphan", text=f"{path}: has no article; add it or delete the labels"
        )
    for room, ending in (("articles", ".txt"), ("labels", ".json")):
        for path in sorted((folder / room).glob("*")):
            if path.suffix != ending:
                text = f"{path}: ends in {path.suffix!r}, {room}/ holds {ending} files; move it"
                yield LintFinding(rule="orphan", text=text)


def _splits(folder: Path) -> Iterator[LintFinding]:
    """Every article has a split and every split an article; a shot lies apart from the scored."""
    try:
        splits = read_splits(folder)
    except GoldenError as error:
        yield LintFinding(rule="split", text=str(error))
        return
    named = {article_id for article_id, split in splits.items() if split is not Split.SHOTS}
    shots = {path.stem for path in (folder / "shots").glob("*.txt")}
    yield from _shots(folder, set(splits) - named, shots)
    there = set(find_article_ids(folder))
    path = folder / "splits.toml"
    for article_id in sorted(there - named):
        yield LintFinding(rule="split", text=f"{path}: {article_id!r} is missing; give it a split")
    for article_id in sorted(named - there):
        yield LintFinding(rule="split", text=f"{path}: {article_id!r} is no article; strike it out")


def _shots(folder: Path, named: set[str], there: set[str]) -> Iterator[LintFinding]:
    """What is shown to a model as an example is in `shots/`, and only that."""
    path = folder / "splits.toml"
    for shot in sorted(there - named):
        yield LintFinding(rule="split", text=f'{path}: {shot!r} is missing; write {shot} = "shots"')
    for shot in sorted(named - there):
        yield LintFinding(rule="split", text=f"{path}: shots/{shot}.txt is missing; add it")


def lint_identity(path: Path, article_id: str, text: str, labels: Labels) -> Iterator[LintFinding]:
    """The labels speak of this article, and of these very characters."""
    if labels.article != article_id:
        sentence = f"{path}: names article {labels.article!r}; write {article_id!r}"
        yield LintFinding(rule="hash", text=sentence)
    found = hashlib.sha256(text.encode()).hexdigest()
    if labels.sha256 != found:
        sentence = (
            f"{path}: sha256 is {labels.sha256!r}, the article's is {found!r}; "
            "review the labels against the text as it is now"
        )
        yield LintFinding(rule="hash", text=sentence)


def _duplicates(articles: Mapping[str, str]) -> Iterator[LintFinding]:
    """No article is another one, or nearly."""
    runs = {article_id: _runs(text) for article_id, text in articles.items()}
    for one, other in combinations(sorted(articles), 2):
        smaller = min(len(runs[one]), len(runs[other]))
        if not smaller:
            continue
        share = len(runs[one] & runs[other]) / smaller
        if share > NEAR_DUPLICATE:
            sentence = (
                f"{one}: shares {share:.0%} of its eight-word runs with {other!r}; keep one of them"
            )
            yield LintFinding(rule="duplicate", text=sentence, article=one)


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = text.lower().split()
    return frozenset(tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1))
