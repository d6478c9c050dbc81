"""Labels of other tools. In: an export of Label Studio, doccano or Prodigy; out: goldens begun.

These tools know spans with a name. What comes of them is a skeleton: figures with their place, kind
and printed value, one fact each, and nothing yet of what the fact says or a brief owes. The lint
lists what a person has still to write. A label's name must be one of our kinds (`percent`, ...).
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from evals.lint_labels import read_plain
from evals.offsets import Ruler, Told, Unit, find_place
from schemas.article import ArticleKind
from schemas.errors import GoldenError
from schemas.figure import Kind
from schemas.golden import (
    Golden,
    GoldenFact,
    GoldenFigure,
    GoldenStory,
    Labels,
    Mark,
    Reference,
    Split,
)
from schemas.text import Span


class Named(NamedTuple):
    """A span of another tool with its label's name."""

    told: Told
    name: str


class Task(NamedTuple):
    """One text of another tool and what is labelled in it."""

    id: str
    text: str
    spans: tuple[Named, ...]


class Begun(NamedTuple):
    """A golden of which only figures are there, and the refused spans, each a sentence."""

    golden: Golden
    refused: tuple[str, ...]


def begin_golden(task: Task, split: Split, unit: Unit | None, place: str) -> Begun:
    """A task as a skeleton; a span whose offsets or name do not fit is refused, the rest go on."""
    rulers = [Ruler(task.text, each) for each in ([unit] if unit else Unit)]
    figures: dict[int, GoldenFigure] = {}
    refused = []
    for named in task.spans:
        try:
            start, end = find_place(task.text, named.told, rulers)
            kind = _kind(named.name)
        except GoldenError as error:
            refused.append(f"{place}: {error}")
            continue
        figures[start] = _figure(task.text, start, end, kind)
    kept = [figures[start] for start in sorted(figures)]
    numbered = [
        figure.model_copy(update={"fact": f"f{number}"})
        for number, figure in enumerate(kept, start=1)
    ]
    return Begun(_golden(task, tuple(numbered), split), tuple(refused))


def _kind(name: str) -> Kind:
    try:
        return Kind(name.strip().lower().replace(" ", "_"))
    except ValueError as error:
        names = ", ".join(Kind)
        raise GoldenError(f"label {name!r} is no kind of figure; use one of {names}") from error


def _figure(text: str, start: int, end: int, kind: Kind) -> GoldenFigure:
    words = text[start:end]
    unread = kind in {Kind.DATE, Kind.TIME, Kind.NOT_REACHED}
    values = () if unread else tuple(format(value, "f") for value in read_plain(words))
    unit = "%" if kind is Kind.PERCENT else ""
    return GoldenFigure(
        start=start, end=end, text=words, fact="", kind=kind, values=values, unit=unit
    )


def _golden(task: Task, figures: tuple[GoldenFigure, ...], split: Split) -> Golden:
    """One story, from the first to past the last character; its headline is the first line."""
    head = re.search(r"\S[^\n]*", task.text)
    first, last = head.span() if head else (0, len(task.text))
    story = GoldenStory(
        id="s1",
        headline=Mark(start=first, end=last, text=task.text[first:last]),
        span=Span(start=first, end=len(task.text.rstrip()) or len(task.text)),
        kind=ArticleKind.OTHER,
        must_say=(),
        must_not_say=(),
        reference=Reference(headline="", summary=""),
    )
    labels = Labels.model_validate(
        {
            "schema": "evenbrief.golden/1",
            "article": task.id,
            "sha256": hashlib.sha256(task.text.encode()).hexdigest(),
            "shape": "",
            "stories": (story,),
            "facts": tuple(GoldenFact(id=figure.fact, says="", measure="") for figure in figures),
            "figures": figures,
        }
    )
    return Golden(id=task.id, text=task.text, labels=labels, split=split)


def read_doccano(content: str) -> Iterator[Task]:
    """JSON lines `{"id", "text", "label": [[start, end, name], …]}`, or `entities` of objects."""
    for number, row in _rows(content):
        spans = [
            *(Named(Told(start, end, ""), name) for start, end, name in _lists(row, "label")),
            *(Named(Told(start, end, ""), name) for start, end, name in _lists(row, "labels")),
            *(
                Named(Told(each["start_offset"], each["end_offset"], ""), each["label"])
                for each in row.get("entities", [])
            ),
        ]
        yield Task(_id(row, number), row.get("text") or row["data"], tuple(spans))


def read_prodigy(content: str) -> Iterator[Task]:
    """JSON lines `{"text", "spans": [{"start", "end", "label", "text"?}], "meta"?: {"id"}}`.

    Rejected and ignored examples are left out.
    """
    for number, row in _rows(content):
        if row.get("answer", "accept") != "accept":
            continue
        spans = tuple(
            Named(Told(each["start"], each["end"], each.get("text", "")), each["label"])
            for each in row.get("spans", [])
        )
        yield Task(_id({**row.get("meta", {}), **row}, number), row["text"], spans)


def read_label_studio(content: str) -> Iterator[Task]:
    """The JSON export: tasks with `data.text` and the first annotation's results."""
    for number, row in _rows(content):
        results = [each for note in row.get("annotations", [])[:1] for each in note["result"]]
        values = [each["value"] for each in results if "start" in each.get("value", {})]
        spans = tuple(
            Named(Told(value["start"], value["end"], value.get("text", "")), value["labels"][0])
            for value in values
        )
        yield Task(_id(row, number), row["data"]["text"], spans)


READERS: Mapping[str, Callable[[str], Iterator[Task]]] = {
    "doccano": read_doccano,
    "prodigy": read_prodigy,
    "label-studio": read_label_studio,
}


def read_tasks(form: str, content: str, file: str) -> list[Task]:
    """All tasks of a file; raises GoldenError where it is not in its tool's form."""
    try:
        tasks = list(READERS[form](content))
    except json.JSONDecodeError as error:
        raise GoldenError(f"{file}: is no JSON ({error}); export it anew") from error
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise GoldenError(
            f"{file}: is not in the form of {form} ({type(error).__name__}: {error}); "
            "name its form with --from"
        ) from error
    for task in tasks:
        if not isinstance(task.text, str) or not task.text.strip():
            raise GoldenError(f"{file}: {task.id} has no text; export it anew")
        for told, name in task.spans:
            if type(told.start) is not int or type(told.end) is not int or type(name) is not str:
                raise GoldenError(f"{file}: {task.id} has a span {told[:2]} named {name!r}; "
                                  "give whole numbers and a name")  # fmt: skip
    return tasks


def _rows(content: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Objects of JSON lines, or of one JSON list, numbered from 1."""
    if content.lstrip().startswith("["):
        rows = json.loads(content)
    else:
        # Not splitlines: a text may hold U+2028, which is no line end of JSON lines.
        rows = [json.loads(line) for line in content.split("\n") if line.strip()]
    yield from enumerate((dict(row) for row in rows), start=1)


def _lists(row: dict[str, Any], name: str) -> list[tuple[int, int, str]]:
    return [(start, end, label) for start, end, label in row.get(name) or []]


def _id(row: Mapping[str, Any], number: int) -> str:
    """The tool's id as a file's name, or the place in the file."""
    words = re.findall(r"[a-z0-9]+", str(row.get("id", number)).lower())
    return "task-" + ("-".join(words) or str(number))
