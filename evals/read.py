"""Golden folder -> values. In: a folder with articles, labels and splits; out: frozen goldens.

`read_goldens` is for those who measure and raises at the first fault; `evals.lint` reads the same
files piece by piece and lists every fault.
"""

import tomllib
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from pydantic import ValidationError

from schemas.article import SegmentKind
from schemas.errors import GoldenError
from schemas.golden import Golden, GoldenStory, Labels, Mark, Split
from schemas.text import Span


def find_article_ids(folder: Path) -> tuple[str, ...]:
    """The ids of all articles of a golden folder, in alphabetical order."""
    return tuple(sorted(path.stem for path in (folder / "articles").glob("*.txt")))


def find_label_ids(folder: Path) -> tuple[str, ...]:
    """The ids of all labels files of a golden folder, in alphabetical order."""
    return tuple(sorted(path.stem for path in (folder / "labels").glob("*.json")))


def article_path(folder: Path, article_id: str) -> Path:
    """Where an article's text lies."""
    return folder / "articles" / f"{article_id}.txt"


def labels_path(folder: Path, article_id: str) -> Path:
    """Where an article's labels lie."""
    return folder / "labels" / f"{article_id}.json"


def read_text(path: Path) -> str:
    """An article as it stands in its file, line ends included; offsets count into this."""
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise GoldenError(f"{path}: cannot be read ({error.strerror}); restore the file") from error
    except UnicodeDecodeError as error:
        raise GoldenError(
            f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8"
        ) from error


def read_labels(path: Path) -> Labels:
    """One labels file; raises `GoldenError` with the first thing that is wrong in it."""
    try:
        return Labels.model_validate_json(read_text(path))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "the whole file"
        raise GoldenError(
            f"{path}: {place} has {first['input']!r:.80}: {first['msg']}; mend the label"
        ) from error


def read_splits(folder: Path) -> dict[str, Split]:
    """Which article may be used for what, from `splits.toml`."""
    path = folder / "splits.toml"
    try:
        table = tomllib.loads(read_text(path))["splits"]
        return {article_id: Split(name) for article_id, name in table.items()}
    except (tomllib.TOMLDecodeError, KeyError, ValueError, AttributeError) as error:
        names = ", ".join(Split)
        raise GoldenError(
            f'{path}: {error} found; write a table [splits] with `id = "dev"`, one of {names}'
        ) from error


def read_goldens(folder: Path) -> tuple[Golden, ...]:
    """All goldens of a folder, in alphabetical order; raises `GoldenError` at the first fault.

    Labels of another text are a fault: they would be counted as an engine's mistakes.
    """
    goldens = read_unheld(folder)
    for golden in goldens:
        _refuse_another(labels_path(folder, golden.id), golden.text, golden.labels)
    return goldens


def select_goldens(folder: Path, split: str = "all") -> tuple[Golden, ...]:
    """The goldens of a split; all but the shots for `all`. Raises GoldenError for a bad folder."""
    if not folder.is_dir():
        raise GoldenError(f"{folder}: no such folder; name the folder of the goldens")
    goldens = read_goldens(folder) if find_article_ids(folder) else ()
    scored = [golden for golden in goldens if golden.split is not Split.SHOTS]
    return tuple(golden for golden in scored if split in ("all", golden.split))


def tell_none(folder: Path, split: str = "all") -> str:
    """Why nothing was selected, in a sentence."""
    if not find_article_ids(folder):
        return f"{folder}: no article found; put one at articles/<id>.txt"
    return f"{folder}: no golden article of split {split!r}; name another split"


def read_unheld(folder: Path) -> tuple[Golden, ...]:
    """The same, and nobody has held the labels against the articles; for those who list faults."""
    splits = read_splits(folder)
    return tuple(
        _read_golden(folder, article_id, splits) for article_id in find_article_ids(folder)
    )


def story_texts(goldens: Iterable[Golden]) -> Iterator[str]:
    """The text of each story of the goldens, as labelled."""
    for golden in goldens:
        for story in golden.labels.stories:
            yield story.span.cut(golden.text)


def _read_golden(folder: Path, article_id: str, splits: dict[str, Split]) -> Golden:
    if article_id not in splits:
        raise GoldenError(f"{folder / 'splits.toml'}: {article_id!r} is missing; give it a split")
    return Golden(
        id=article_id,
        text=read_text(article_path(folder, article_id)),
        labels=read_labels(labels_path(folder, article_id)),
        split=splits[article_id],
    )


def _refuse_another(path: Path, text: str, labels: Labels) -> None:
    """Raises `GoldenError` where the labels are not of this text, to the character."""
    found = sha256(text.encode()).hexdigest()
    if found != labels.sha256:
        raise GoldenError(
            f"{path}: its article's SHA-256 is {found}, not {labels.sha256}; label the article "
            "that is there, or restore the one that was labelled"
        )
    for mark in list_marks(labels):
        if (there := text[mark.start : mark.end]) != mark.text:
            raise GoldenError(
                f"{path}: says {mark.text!r:.80} at {mark.start}:{mark.end}, the article has "
                f"{there!r:.80}; re-anchor the span (`evenbrief evals lint` lists every fault)"
            )


def list_marks(labels: Labels) -> tuple[Mark, ...]:
    """Everything in the labels that cuts words out of the article."""
    return (
        *labels.figures,
        *labels.identifiers,
        *labels.idle,
        *labels.boilerplate,
        *labels.opinion,
        *(story.headline for story in labels.stories),
    )


def story_text_of(text: str, labels: Labels, story: GoldenStory) -> str:
    """The story's own words at their own places: all else, boilerplate too, is spaces.

    Same length as `text`, newlines kept, so that offsets stay offsets into the article. A widget
    is kept: a brief may report its score, as the page's.
    """
    kept = [ch if ch == "\n" else " " for ch in text]
    kept[story.span.start : story.span.end] = text[story.span.start : story.span.end]
    for plate in labels.boilerplate:
        if plate.kind is SegmentKind.WIDGET:
            continue
        _blank(kept, plate.span)
    return "".join(kept)


def _blank(characters: list[str], span: Span) -> None:
    for place in range(span.start, span.end):
        if characters[place] != "\n":
            characters[place] = " "
