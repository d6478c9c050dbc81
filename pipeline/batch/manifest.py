"""A run in, its manifest out: what went in, what came out, and with what it was made.

A file that a manifest names with its hash is whole; one that it does not name is none of the run's.
"""

import hashlib
import json
import platform
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.batch.documents import Document
from pipeline.show.plain import Json
from schemas.version import VERSION

MANIFEST = "manifest.json"
SCHEMA = "evenbrief.batch/1"

LIBRARIES = (
    "pydantic", "lxml", "jinja2", "markdown-it-py", "charset-normalizer", "pypdfium2",
    "sqlalchemy", "pyarrow", "openai", "instructor", "tenacity",
)  # fmt: skip
"""Those that a result may depend on."""

_AT_ONCE = 1 << 20


class Counted(NamedTuple):
    """What one input held."""

    input: str
    articles: int
    unreadable: int
    sha256: str
    """Of the lines `HASH NAME`, one an article in its order; no HASH for an unreadable one."""


class Counter:
    """Articles in, the same out, counted by the input they came from; so it changes."""

    def __init__(self) -> None:
        self.counted: list[Counted] = []

    def count(self, given: str, documents: Iterable[Document]) -> Iterator[Document]:
        """The articles of one input."""
        place = len(self.counted)
        digest, unreadable = hashlib.sha256(), 0
        self.counted.append(Counted(given, 0, 0, digest.hexdigest()))
        for articles, document in enumerate(documents, 1):
            unreadable += bool(document.fault)
            line = f"{document.sha256} {document.name}\n"
            digest.update(line.encode("utf-8", "surrogatepass"))
            self.counted[place] = Counted(given, articles, unreadable, digest.hexdigest())
            yield document


def input_documents(counted: Sequence[Counted]) -> list[Json]:
    """The inputs as given, with what they held; a file with its own hash, too."""
    return [
        {
            "input": one.input,
            "articles": one.articles,
            "unreadable": one.unreadable,
            "articles_sha256": one.sha256,
            **_describe_input(Path(one.input)),
        }
        for one in counted
    ]


def _describe_input(path: Path) -> dict[str, Json]:
    try:
        if path.is_file():
            return describe_file(path)
    except OSError:
        pass  # It is gone since; what it held then is told by the articles.
    return {"bytes": None, "sha256": None}


def describe_file(path: Path) -> dict[str, Json]:
    """A file's size and its SHA-256 in hex."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while part := file.read(_AT_ONCE):
            digest.update(part)
            size += len(part)
    return {"bytes": size, "sha256": digest.hexdigest()}


def find_versions() -> dict[str, Json]:
    """Of evenbrief, Python and the libraries; null for one that is not installed."""
    return {
        "evenbrief": VERSION,
        "python": platform.python_version(),
        **{name: _version(name) for name in LIBRARIES},
    }


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def read_files(folder: Path) -> Mapping[str, str]:
    """The files that the folder's manifest names, with their hashes; none without a manifest."""
    try:
        found: Any = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files = found["files"] if found["schema"] == SCHEMA else []
        return {str(file["name"]): str(file["sha256"]) for file in files}
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return {}
