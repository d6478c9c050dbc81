"""Dataset paths in, texts with their sources and labels out; nothing of them is kept.

Three forms of JSON lines, plain or gzipped, are told apart by the keys of their first line:
pairs `{"id", "source" or "source_id", "summary", "faithful", "figure_error", "figures"}`, sources
`{"id", "text"}` and labelled texts for the finder `{"id", "text", "figures"}`.
"""

import gzip
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from evals.read import story_text_of
from schemas.errors import GoldenError
from schemas.golden import Golden, GoldenStory
from schemas.text import Span

Row = dict[str, Any]


class LabelledFigure(NamedTuple):
    """A figure of a text of which the data say whether the source supports it."""

    span: Span
    is_supported: bool
    written: str
    """`digit` or `word`, as the data say."""


class Pair(NamedTuple):
    """A text, its source, and what a person says of it."""

    id: str
    document: str
    """What the source is drawn by: texts about one document are not independent."""
    source: str
    text: str
    is_faithful: bool
    is_figure_error: bool
    """Does the fault lie in a figure? Always false for a faithful text."""
    figures: tuple[LabelledFigure, ...] = ()
    kinds: tuple[tuple[str, str], ...] = ()
    """What the data call it, by what: `("edit", "value")`."""


class DataFile(NamedTuple):
    """One file as it was measured: which, what form, how long, and its digest."""

    path: Path
    form: str
    """`pairs`, `sources`, `figures`, or empty for what is none of them."""
    lines: int
    digest: str

    @property
    def name(self) -> str:
        """The name without its endings: `pairs_x` of `pairs_x.jsonl.gz`."""
        return self.path.name.split(".")[0]


def find_files(paths: Iterable[Path]) -> tuple[DataFile, ...]:
    """The files that are named or lie in a folder that is named, by name; each once."""
    found: set[Path] = set()
    for path in paths:
        if path.is_dir():
            inside = {p for p in path.iterdir() if re.search(r"\.jsonl(?:\.gz)?\Z", p.name)}
            if not inside:
                raise GoldenError(f"{path}: holds no .jsonl or .jsonl.gz; name the data's folder")
            found |= inside
        else:
            found.add(path)
    files = tuple(_describe(path) for path in sorted(found, key=lambda path: path.name))
    names = [file.name for file in files]
    for name in names:
        if names.count(name) > 1:
            raise GoldenError(f"{name}: two files have this name; give each set once")
    return files


def _describe(path: Path) -> DataFile:
    rows = read_rows(path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    return DataFile(path, _form(rows[0]) if rows else "", len(rows), digest)


def _form(row: Row) -> str:
    keys = set(row)
    if {"summary", "faithful"} <= keys:
        return "pairs"
    if {"text", "figures"} <= keys:
        return "figures"
    return "sources" if keys == {"id", "text"} else ""


def read_rows(path: Path) -> tuple[Row, ...]:
    """The lines of a file as objects; raises `GoldenError` that names the line."""
    opener = gzip.open if path.suffix == ".gz" else open
    rows: list[Row] = []
    try:
        with opener(path, "rt", encoding="utf-8", newline="\n") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    rows.append(_object(line, f"{path.name}:{number}"))
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise GoldenError(f"{path}: cannot be read ({error}); name JSON lines, or .gz") from error
    return tuple(rows)


def _object(line: str, place: str) -> Row:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise GoldenError(f"{place}: is not JSON ({error}); mend the line") from error
    if not isinstance(row, dict):
        raise GoldenError(f"{place}: {type(row).__name__} found; a line is one object")
    return row


def read_sources(files: Iterable[DataFile]) -> dict[str, str]:
    """The texts of all files of sources, by id."""
    rows = (row for file in files if file.form == "sources" for row in read_rows(file.path))
    return {str(row["id"]): str(row["text"]) for row in rows}


def read_pairs(file: DataFile, sources: Mapping[str, str], ids: str = "") -> tuple[Pair, ...]:
    """The pairs of a file; `ids` is a pattern whose named groups tell a text's kinds from its id.

    Raises `GoldenError` where a line lacks what a pair needs or its source is in no file.
    """
    pairs = []
    for number, row in enumerate(read_rows(file.path), 1):
        try:
            pairs.append(_pair(row, sources, ids))
        except (KeyError, TypeError, ValueError) as error:
            said = f"{file.path.name}:{number}: {error!r}"
            raise GoldenError(f"{said}; a pair needs id, summary, faithful and a source") from error
    return tuple(pairs)


def _pair(row: Row, sources: Mapping[str, str], ids: str) -> Pair:
    source = str(row["source"]) if "source" in row else sources[str(row["source_id"])]
    document = str(row.get("source_id") or hashlib.sha256(source.encode()).hexdigest())
    edit = row.get("numeric_edit")
    named = re.match(ids, str(row["id"])) if ids else None
    kinds = [
        *([("edit", str(edit))] if edit else []),
        *(named.groupdict().items() if named else []),
    ]
    return Pair(
        id=str(row["id"]),
        document=document,
        source=source,
        text=str(row["summary"]),
        is_faithful=row["faithful"] is True,
        is_figure_error=row["faithful"] is not True and row.get("figure_error") is True,
        figures=tuple(_labels(row.get("figures") or ())),
        kinds=tuple((axis, value) for axis, value in kinds if value),
    )


def _labels(rows: Sequence[Row]) -> Iterator[LabelledFigure]:
    """The labelled figures; those of which the data do not say whether they hold are left out."""
    for row in rows:
        if row.get("supported") is not None:
            span = Span(start=int(row["start"]), end=int(row["end"]))
            yield LabelledFigure(span, bool(row["supported"]), str(row.get("kind", "")))


def read_probes(golden: Golden) -> tuple[Pair, ...]:
    """A golden's reference briefs, true sentences and wrong sentences as pairs, by story."""
    return tuple(pair for story in golden.labels.stories for pair in _probes(golden, story))


def _probes(golden: Golden, story: GoldenStory) -> Iterator[Pair]:
    source = story_text_of(golden.text, golden.labels, story)
    document = f"{golden.id}#{story.id}"
    references = [("reference brief", story.reference.text)]
    true = [("sentence", check.say) for check in (*story.must_say, *story.should_say)]
    for number, (kind, said) in enumerate((*references, *true), 1):
        kinds = (("text", kind),)
        pair_id = f"{document}-right-{number}"
        yield Pair(pair_id, document, source, said, True, False, kinds=kinds)  # noqa: FBT003
    for number, check in enumerate(story.must_not_say, 1):
        reasons = (("text", "sentence"), ("reason", check.why))
        pair_id = f"{document}-wrong-{number}"
        yield Pair(pair_id, document, source, check.say, False, True, kinds=reasons)  # noqa: FBT003
