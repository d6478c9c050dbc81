"""Goldens as JSON lines. In: goldens or lines; out: lines or goldens, each offset verified.

A line holds one article with its labels: `{"schema": "evenbrief.golden-line/1", "id", "split",
"offsets": "code-point", "text", "labels"}`. Each mark in it has its words and sixteen characters on
each side, so that a file which was re-encoded or edited on the way is noticed and not believed.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from evals.offsets import CONTEXT, Told, Unit, find_places
from schemas.errors import GoldenError
from schemas.golden import Golden, Labels, Split

FORM = "evenbrief.golden-line/1"

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""What an id may be: it names files."""


def write_line(golden: Golden) -> str:
    """One golden as one line, without its line end."""
    labels = golden.labels.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    for mark in _marks(labels):
        start, end = mark["start"], mark["end"]
        mark["before"] = golden.text[max(0, start - CONTEXT) : start]
        mark["after"] = golden.text[end : end + CONTEXT]
    line = {
        "schema": FORM,
        "id": golden.id,
        "split": golden.split.value,
        "offsets": Unit.CODE_POINT.value,
        "text": golden.text,
        "labels": labels,
    }
    return json.dumps(line, ensure_ascii=False)


def read_line(line: str, place: str) -> Golden:
    """One line as a golden; `place` names it in the sentence of a GoldenError.

    Offsets may be of code points, UTF-16 units or bytes: one unit must fit all marks of the line.
    """
    told = _object(line, place)
    article_id, text = _text(told, "id", place), _text(told, "text", place)
    if not _ID.fullmatch(article_id):
        raise GoldenError(
            f"{place}: id {article_id!r}; use small letters, digits and single hyphens"
        )
    labels = told.get("labels")
    if told.get("schema") != FORM or not isinstance(labels, dict):
        raise GoldenError(f"{place}: is no {FORM!r} with 'labels'; name its form with --from")
    _anchor(labels, text, f"{place}: {article_id}")
    return Golden(
        id=article_id,
        text=text,
        labels=_labels(labels, article_id, text, place),
        split=_split(told, place),
    )


def _object(line: str, place: str) -> dict[str, Any]:
    try:
        told = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise GoldenError(f"{place}: is no JSON ({error}); write one object a line") from error
    if not isinstance(told, dict):
        raise GoldenError(f"{place}: is {type(told).__name__}, no object; write one object a line")
    return told


def _text(told: dict[str, Any], name: str, place: str) -> str:
    found = told.get(name)
    if not isinstance(found, str) or not found:
        raise GoldenError(f"{place}: {name!r} is {found!r:.40}; give it as a text")
    if any("\ud800" <= ch <= "\udfff" for ch in found):
        raise GoldenError(f"{place}: {name!r} holds half a character; export it anew as UTF-8")
    return found


def _split(told: dict[str, Any], place: str) -> Split:
    found = told.get("split")
    if found not in {Split.DEV.value, Split.TEST.value}:
        raise GoldenError(f"{place}: split {found!r:.40}; write 'dev' or 'test'")
    return Split(found)


def _labels(labels: dict[str, Any], article_id: str, text: str, place: str) -> Labels:
    """The labels in their form, of this very text."""
    try:
        read = Labels.model_validate(labels)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "labels"
        raise GoldenError(f"{place}: {where}: {first['msg']}; mend the label") from error
    found = hashlib.sha256(text.encode()).hexdigest()
    if (read.article, read.sha256) != (article_id, found):
        raise GoldenError(
            f"{place}: labels are of {read.article!r} with sha256 {read.sha256!r:.20}, the line's "
            f"text is {article_id!r} with {found!r:.20}; label the text as it is"
        )
    return read


def _anchor(labels: dict[str, Any], text: str, place: str) -> None:
    """Turn all offsets into code points, and take the context away again."""
    marks = list(_marks(labels))
    spans = [story["span"] for story in _stories(labels)]
    told = [_told(mark, place) for mark in (*marks, *spans)]
    try:
        places = find_places(text, told)
    except GoldenError as error:
        raise GoldenError(f"{place}: {error}") from error
    for mark, (start, end) in zip((*marks, *spans), places, strict=True):
        mark |= {"start": start, "end": end}
        mark.pop("before", None)
        mark.pop("after", None)


def _told(mark: dict[str, Any], place: str) -> Told:
    start, end = mark.get("start"), mark.get("end")
    words = [mark.get(name, "") for name in ("text", "before", "after")]
    if type(start) is not int or type(end) is not int or not all(isinstance(w, str) for w in words):
        raise GoldenError(f"{place}: mark {mark!r:.80}; give whole numbers and texts")
    return Told(start, end, *words)


def _marks(labels: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every label that holds words of the text."""
    for name in ("figures", "identifiers", "idle", "boilerplate", "opinion"):
        rows = labels.get(name)
        yield from (
            row for row in (rows if isinstance(rows, list) else ()) if isinstance(row, dict)
        )
    yield from (
        story["headline"] for story in _stories(labels) if isinstance(story.get("headline"), dict)
    )


def _stories(labels: dict[str, Any]) -> list[dict[str, Any]]:
    """Stories that have a span; the form is tested later, with a sentence for what is missing."""
    stories = labels.get("stories", [])
    rows = stories if isinstance(stories, list) else []
    return [row for row in rows if isinstance(row, dict) and isinstance(row.get("span"), dict)]
