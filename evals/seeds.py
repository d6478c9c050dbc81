"""Labels into texts that are not ours. In: `seeds/*.json`, and the texts where the user has them.

A label names a place and the digest of the words there, never the words: the text stays its
publisher's. Without the text only what the labels say of themselves is checked; with it, that each
place still holds the words that were labelled.
"""

import hashlib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from pydantic import ValidationError

from evals.lint_labels import read_plain
from evals.read import read_text
from schemas.errors import GoldenError
from schemas.figure import Kind
from schemas.golden import LintFinding, SeedLabels, SeedMark

SEEDS = "seeds"
"""The room of these labels within a golden folder."""

DIGEST = 16
"""Hex digits kept of a digest: enough to tell words apart, and no way back to a long passage."""

LONGEST = 60
"""Characters of a labelled place; a figure is short, and a longer one would point at a sentence."""

_UNREAD = frozenset({Kind.DATE, Kind.TIME, Kind.NOT_REACHED, Kind.NONE, Kind.PROPORTION})


def seed_paths(folder: Path) -> tuple[Path, ...]:
    """The files of such labels in a golden folder, in alphabetical order."""
    return tuple(sorted((folder / SEEDS).glob("*.json")))


def digest_of(words: str) -> str:
    """What stands in a label in place of the words."""
    return hashlib.sha256(words.encode()).hexdigest()[:DIGEST]


def read_seed(path: Path) -> SeedLabels:
    """One file of labels; raises `GoldenError` with the first thing that is wrong in it."""
    try:
        return SeedLabels.model_validate_json(read_text(path))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "the whole file"
        raise GoldenError(f"{path}: {place}: {first['msg']}; mend the label") from error


def lint_seeds(folder: Path, texts: Path | None) -> tuple[LintFinding, ...]:
    """Every fault of such labels; against the texts too, where their folder is given."""
    return tuple(
        LintFinding(rule=rule, text=f"{path}: {fault}", file=str(path), article=path.stem)
        for path in seed_paths(folder)
        for rule, fault in _file(path, texts)
    )


Fault = tuple[str, str]
"""A rule and what is wrong, without the place."""


def _file(path: Path, texts: Path | None) -> Iterator[Fault]:
    try:
        labels = read_seed(path)
    except GoldenError as error:
        yield "labels", str(error).removeprefix(f"{path}: ")
        return
    yield from _alone(labels)
    if texts is None:
        return
    try:
        yield from check_seed(labels, read_text(texts / labels.source))
    except GoldenError as error:
        yield "article", str(error)


def _alone(labels: SeedLabels) -> Iterator[Fault]:
    """What the labels show without their text."""
    for before, after in pairwise(labels.figures):
        if after.start < before.end:
            yield "slice", f"figures at {before.start} and {after.start} overlap or are unsorted"
    for figure in labels.figures:
        where = f"figure at {figure.start}:{figure.end}"
        if figure.end - figure.start > LONGEST:
            yield "slice", f"{where} is longer than {LONGEST}; point at the figure alone"
        if figure.end > labels.characters:
            yield "slice", f"{where} lies past the text's {labels.characters} characters"
        if not any(story.covers(figure.span) for story in labels.stories):
            yield "story", f"{where} is in no story; widen a span"
    known = [fact.id for fact in labels.facts]
    named = {figure.fact for figure in labels.figures}
    for name in sorted({name for name in known if known.count(name) > 1}):
        yield "reference", f"fact {name!r} stands twice; number the facts anew"
    for name in sorted(named ^ set(known)):
        yield "reference", f"fact {name!r} has no mention or is not there; add or strike it"


def check_seed(labels: SeedLabels, text: str) -> Iterator[Fault]:
    """What the text shows of its labels: another text, moved places, values it does not print."""
    found = hashlib.sha256(text.encode()).hexdigest()
    if found != labels.sha256:
        yield (
            "hash",
            f"sha256 is {labels.sha256!r}, the text's is {found!r}; review the labels against "
            "the text as it is now",
        )
    for figure in labels.figures:
        words = figure.span.cut(text)
        if digest_of(words) != figure.digest:
            yield (
                "slice",
                f"figure at {figure.start}:{figure.end} has digest {figure.digest!r}, the words "
                f"there have {digest_of(words)!r}; re-anchor the span",
            )
        elif not _is_printed(figure, words):
            yield (
                "value",
                f"figure at {figure.start}:{figure.end} is labelled {figure.values}, its digits "
                "read otherwise; mend the value or the span",
            )


def _is_printed(figure: SeedMark, words: str) -> bool:
    """Do the digits at the place read as the label's values, where they can be read plainly?"""
    if figure.kind in _UNREAD:
        return True
    printed = read_plain(words)
    return not printed or {format(value.normalize(), "f") for value in printed} == set(
        figure.values
    )
