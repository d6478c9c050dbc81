"""JSON lines or JSON in; the articles in them, each with what it says of itself, out.

The standard library parses. One object a line, or one array of objects, or one object, which may
hold its articles under a name of their own as feeds in JSON do.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pipeline.read.decode import decode
from pipeline.read.elements import has_tags
from pipeline.read.fragment import join, read_heading, read_markup, read_plain
from pipeline.read.raw import Raw, Said
from schemas.errors import ReadError

TEXT_KEYS = ("text", "body", "content", "article", "articleBody", "content_text", "full_text")
"""Where an article's text is looked for, in this order."""

HTML_KEYS = ("html", "content_html", "body_html")
"""Where it is looked for next; this is read as HTML."""

SHORT_KEYS = ("description", "summary", "abstract")
"""Where it is looked for last."""

TITLE_KEYS = ("title", "headline")

LISTS = ("items", "articles", "results", "documents", "data")
"""Where one object may hold many articles (JSON Feed 1.1 has `items`)."""

SAID_KEYS = (
    *TITLE_KEYS, "author", "authors", "byline", "publisher", "source", "published", "date",
    "published_at", "publishedAt", "datePublished", "date_published", "pubDate", "updated",
    "updated_at", "modified", "dateModified", "date_modified", "language", "lang", "inLanguage",
    "url", "link", "canonical", "id", "guid",
)  # fmt: skip
"""What else of an object is kept, under its own name: `json published_at`."""

_LINE = re.compile(r"[^\n]+")


class _Entry(NamedTuple):
    """One value that should be an article, or why it is none."""

    line: int
    pointer: str
    """Before the pointers into it: `/2` for the third of an array, empty for a line's object."""
    value: Any
    fault: str = ""


def read_json_lines(data: bytes, name: str) -> list[Raw]:
    """Every article of a file in its order.

    One that cannot be read has a `fault` and no text; the others are read. Raises ReadError as
    `decode`, and where nothing in the file can be read.
    """
    text, encoding = decode(data, name)
    entries = list(_entries(text, name))
    raws = [_read(entry, name)._replace(encoding=encoding) for entry in entries]
    if not any(raw.text for raw in raws):
        fault = next((raw.fault for raw in raws), "holds no object; give objects with a `text`")
        raise ReadError(f"{name}: {fault}")
    return _named(raws, entries)


def _entries(text: str, name: str) -> Iterator[_Entry]:
    """The values in a file: of each line, or of the one array or object that fills it."""
    whole = _parse(text)
    if isinstance(whole, ValueError):
        found = [_on_line(text, line) for line in _LINE.finditer(text) if line[0].strip()]
        if all(entry.fault for entry in found) or text.lstrip().startswith("["):
            raise ReadError(f"{name}: {_fault(whole)}") from whole
        yield from found
        return
    line = text[: len(text) - len(text.lstrip())].count("\n") + 1
    pointer, values = _articles(whole)
    if values is None:
        yield _Entry(line, "", whole)
        return
    for number, value in enumerate(values):
        yield _Entry(line, f"{pointer}/{number}", value)


def _articles(whole: Any) -> tuple[str, Sequence[Any] | None]:
    """The list of articles in a value and where it stands; `None` where it is one itself."""
    if isinstance(whole, list):
        return "", whole
    if isinstance(whole, dict) and not _text_of(whole):
        for key in LISTS:
            if isinstance(whole.get(key), list):
                return f"/{key}", whole[key]
    return "", None


def _on_line(text: str, line: re.Match[str]) -> _Entry:
    number = text.count("\n", 0, line.start()) + 1
    value = _parse(line[0])
    if isinstance(value, ValueError):
        return _Entry(number, "", None, f"line {number}: {_fault(value)}")
    return _Entry(number, "", value)


def _parse(text: str) -> Any:
    """The value that a text stands for, or the error that says why it stands for none."""
    try:
        return json.loads(text)
    except ValueError as error:
        return error
    except RecursionError:
        return ValueError("nested too deeply")


def _fault(error: ValueError) -> str:
    place = ""
    if isinstance(error, json.JSONDecodeError):
        place = f", line {error.lineno}, column {error.colno}" if error.lineno > 1 else ""
        place = place or f", column {error.colno}"
        return f"is no JSON ({error.msg}{place}); write one object a line"
    return f"is no JSON ({error}); write one object a line"


def _read(entry: _Entry, name: str) -> Raw:
    """The article that a value is, or its fault."""
    where = f"line {entry.line}: {entry.pointer}"
    if entry.fault:
        return Raw("", fault=entry.fault)
    if not isinstance(entry.value, dict):
        kind = type(entry.value).__name__
        return Raw("", fault=f"{_place(entry)}is no object but {kind}; give objects with a `text`")
    pointer, found = _text_of(entry.value) or ("", "")
    if not found:
        keys = ", ".join(map(repr, list(entry.value)[:6]))
        return Raw("", fault=f"{_place(entry)}has no text among {keys}; call its text `text`")
    is_html = pointer.rpartition("/")[2] in HTML_KEYS or has_tags(found)
    if is_html:
        body = read_markup(found, where + pointer, name)
    else:
        body = read_plain(found, where + pointer)
    title_key, title = _title_of(entry.value)
    heading = read_heading(title, f"{where}/{title_key}")
    is_told = body.text.lstrip().startswith(heading.text)
    raw = join([body] if is_told else [heading, body])
    said = (*_said(entry.value), *(body.said if is_html else ()))
    return raw._replace(title=heading.text or body.title, said=said)


def _place(entry: _Entry) -> str:
    return f"line {entry.line}: " + (f"{entry.pointer} " if entry.pointer else "")


def _text_of(value: Mapping[str, Any], pointer: str = "") -> tuple[str, str] | None:
    """The pointer to an object's text, and the text; in an `article` of its own as well."""
    for key in (*TEXT_KEYS, *HTML_KEYS, *SHORT_KEYS):
        found = value.get(key)
        if isinstance(found, str) and found.strip():
            return f"{pointer}/{key}", found
        if isinstance(found, dict) and not pointer:
            inner = _text_of(found, f"/{key}")
            if inner:
                return inner
    return None


def _title_of(value: Mapping[str, Any]) -> tuple[str, str]:
    for key in TITLE_KEYS:
        found = value.get(key)
        if isinstance(found, str) and found.strip():
            return key, found
    return "", ""


def _said(value: Mapping[str, Any]) -> Iterator[Said]:
    for key in SAID_KEYS:
        for one in _values(value.get(key)):
            yield Said(f"json {key}", one)


def _values(value: Any) -> Iterator[str]:
    """What a known key states: a string or number, the `name` of an object, each of a list."""
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, list):
        for one in value[:100]:
            if not isinstance(one, list):
                yield from _values(one)
    elif isinstance(value, str | int | float) and not isinstance(value, bool):
        shown = " ".join(str(value).split())
        if shown:
            yield shown


def _named(raws: list[Raw], entries: list[_Entry]) -> list[Raw]:
    """Each by its id or, where it has none of its own, its number; one alone needs no name."""
    if len(raws) == 1:
        return raws
    taken: set[str] = set()
    named = []
    for number, (raw, entry) in enumerate(zip(raws, entries, strict=True), 1):
        place = str(number if entry.pointer else entry.line)
        own = next((said.value for said in raw.said if said.name == "json id"), place)
        shown = place if own in taken else own
        taken.add(shown)
        named.append(raw._replace(name=f"#{shown}"))
    return named
