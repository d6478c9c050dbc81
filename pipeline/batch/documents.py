"""Inputs in, their articles out one at a time, so that memory does not grow with their number.

A folder is read with all below it, a file of lines or rows one by one; only a feed or one JSON
value is read whole, for it has to be parsed to be cut. What cannot be read becomes an article with
a fault: it is listed, and the others go on.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from glob import has_magic
from pathlib import Path
from typing import NamedTuple

from pipeline.batch.rows import ROWS, Row, read_rows
from pipeline.read.fetch import is_address
from pipeline.read.page import Fetch, Given, Parse, read_given, take
from pipeline.read.sniff import sniff
from schemas.article import Media, Page
from schemas.errors import ReadError

JSON = "application/json"
SEVERAL = frozenset({Media.FEED, Media.JSON})
"""Kinds of which one input holds several articles."""


class Document(NamedTuple):
    """One article as it was given: bytes to be read, or a page cut from an input of several."""

    name: str
    sha256: str = ""
    """Of all that its reading depends on, its name not among it; empty with a fault."""
    given: Given | None = None
    page: Page | None = None
    fault: str = ""

    @property
    def id(self) -> str:
        """What the page is called in its brief: the same wherever the article lies."""
        return self.sha256[:12]


class Source(NamedTuple):
    """How inputs are read."""

    parse: Parse
    fetch: Fetch | None = None
    """`None` where addresses are not fetched."""
    column: str = ""
    """The column of a table that holds the text; empty to look for a usual name."""


Count = Callable[[str, Iterator[Document]], Iterator[Document]]
"""An input as it was given and its articles in, the same articles out."""


def list_documents(
    inputs: Sequence[str], source: Source, count: Count = lambda _, documents: documents
) -> Iterator[Document]:
    """The articles of all inputs, in order.

    Raises ReadError where an input is none at all: no such file, or a pattern that meets nothing.
    """
    for one in inputs:
        yield from count(one, _list_input(one, source))


def check_inputs(inputs: Sequence[str]) -> None:
    """ReadError for the first input that is none at all, before any of them is read."""
    for one in inputs:
        next(expand(one))


def _list_input(given: str, source: Source) -> Iterator[Document]:
    for path in expand(given):
        try:
            yield from _read_input(path, source)
        except ReadError as error:
            yield Document(path, fault=str(error))


def expand(given: str) -> Iterator[str]:
    """The files that an input names: itself, those of a folder, or those a pattern meets.

    Raises ReadError where there are none.
    """
    if given == "-" or is_address(given) or Path(given).is_file():
        yield given
        return
    if Path(given).is_dir():
        found = [p for p in Path(given).rglob("*") if p.is_file() and not _is_hidden(p, given)]
    else:
        base = Path(Path(given).anchor)
        pattern = Path(given).relative_to(base)
        found = [p for p in base.glob(str(pattern)) if p.is_file()] if has_magic(given) else []
    if not found:
        raise ReadError(f"{given}: no such file, and no pattern that meets any; check the path")
    yield from sorted(str(path) for path in found)


def _is_hidden(path: Path, folder: str) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _read_input(path: str, source: Source) -> Iterator[Document]:
    """The articles of one file, of standard input or of an address."""
    if is_address(path) and source.fetch is None:
        raise ReadError(f"{path}: is an address; add --fetch, or save the page and give its file")
    if path == "-" or (not is_address(path) and Path(path).suffix.lower() in ROWS):
        for row in read_rows(path, source.column):
            yield of_row(row)
        return
    given = take(path, source.fetch)
    media, _ = sniff(given.data, given.name, given.content_type)
    if media in SEVERAL:
        yield from _cut(given, source.parse)
    else:
        yield _of_given(path, given)


def _cut(given: Given, parse: Parse) -> Iterator[Document]:
    """The articles of a feed or of one JSON value."""
    found = read_given(given, parse)
    for page in found.pages:
        own = page.id.removeprefix(Path(given.name).name)
        text = page.model_dump_json(exclude={"id", "sha256"})
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        yield Document(f"{given.name}{own}", digest, page=page)
    for number, fault in enumerate(found.faults, 1):
        yield Document(f"{given.name} (unreadable {number})", fault=fault)


def of_row(row: Row) -> Document:
    """A row of a file as an article."""
    if row.fault:
        return Document(row.name, fault=row.fault)
    return _of_given(row.name, Given(row.data, "row.json", JSON))


def _of_given(name: str, given: Given) -> Document:
    """An article whose reading depends on its bytes and on what its name and server call them."""
    digest = hashlib.sha256(given.data)
    hints = (Path(given.name).suffix.lower(), given.content_type, given.charset)
    digest.update("\0".join(("", *hints)).encode("utf-8", "surrogatepass"))
    return Document(name, digest.hexdigest(), given)
