"""The reading corpus: a folder of originals and expectations in; what each should be read as out.

Beside each original lies a TOML file of the same stem, written by hand; tests/reading/README.md
says what stands in it. A snippet is a few printed words with its figures between « and », and with
the raised marks behind them between { and }: `«17» of «38»{a} patients`.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "tests" / "reading"
UNSETTLED = ROOT / "tests" / "reading_unsettled"
"""Pages that no rule was changed for: scored, and not asked to be right."""

FIELDS = ("title", "byline", "publisher", "published", "updated", "place", "language", "canonical")
"""Metadata that a page states at most once; what an expectation does not name is not stated."""
LISTS = ("tickers", "registry")

_FIGURE = re.compile("«(.*?)»")


@dataclass(frozen=True)
class Story:
    """A story that a page holds, with snippets of all its figures in reading order."""

    headline: str
    figures: tuple[str, ...]


@dataclass(frozen=True)
class CellWanted:
    """A table's cell as printed, and the texts of the cells that head it."""

    text: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Spot:
    """A snippet, and where its figures stand in the original."""

    snippet: str
    where: str
    """An XPath to an element around it, or the place as `Origin.where` tells it."""
    box: tuple[float, float, float, float] | None = None
    """Of a PDF: around all its figures, measured by another library than ours."""


@dataclass(frozen=True)
class PageWanted:
    """What one document of an original should be read as."""

    stories: tuple[Story, ...]
    outside: tuple[str, ...]
    """Snippets of figures that are boilerplate: kept, and in no story."""
    lines: tuple[str, ...]
    absent: tuple[str, ...]
    """What no reader of the original sees."""
    cells: tuple[CellWanted, ...]
    tables: int
    """How many the original marks or draws; one that only lays out a page is none."""
    spots: tuple[Spot, ...]
    metadata: Mapping[str, str | tuple[str, ...]]

    @property
    def snippets(self) -> tuple[str, ...]:
        """The snippets of all stories, in reading order."""
        return tuple(snippet for story in self.stories for snippet in story.figures)


@dataclass(frozen=True)
class Expected:
    """An original and what it should be read as."""

    path: Path
    why: str
    """What is hard about it."""
    pages: tuple[PageWanted, ...]
    stays: str = ""
    """Why a figure of it is lost as yet; empty where none is."""

    @property
    def format(self) -> str:
        """What the table calls its kind."""
        names = {"html": "HTML", "pdf": "PDF", "docx": "DOCX", "md": "Markdown", "txt": "text"}
        suffix = self.path.suffix.removeprefix(".")
        return names.get(suffix, "JSON" if suffix.startswith("json") else "RSS, Atom")


def read_corpus(folder: Path = CORPUS) -> tuple[Expected, ...]:
    """All expectations of a folder, by name; raises ValueError where one has no original."""
    return tuple(_read(path) for path in sorted(folder.glob("*.toml")))


def figures_of(snippet: str) -> tuple[str, ...]:
    """The figures that a snippet marks, as printed."""
    return tuple(_FIGURE.findall(snippet))


def _read(path: Path) -> Expected:
    originals = [p for p in path.parent.glob(f"{path.stem}.*") if p != path]
    if len(originals) != 1:
        raise ValueError(f"{path}: has {len(originals)} originals; keep one file of its stem")
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    pages = tuple(_page(page, path) for page in found.get("page", [found]))
    return Expected(originals[0], found["why"], pages, found.get("stays", ""))


def _page(found: Mapping[str, Any], path: Path) -> PageWanted:
    unknown = set(found.get("metadata", {})) - {*FIELDS, *LISTS}
    if unknown:
        raise ValueError(f"{path}: metadata has {sorted(unknown)}; name fields of Metadata")
    return PageWanted(
        stories=tuple(
            Story(one["headline"], tuple(one["figures"])) for one in found.get("story", [])
        ),
        outside=tuple(found.get("outside", ())),
        lines=tuple(found.get("lines", ())),
        absent=tuple(found.get("absent", ())),
        cells=tuple(
            CellWanted(one["cell"], tuple(one.get("rows", ())), tuple(one.get("columns", ())))
            for one in found.get("cells", ())
        ),
        tables=found.get("tables", 0),
        spots=tuple(_spot(one) for one in found.get("spots", ())),
        metadata={
            key: tuple(value) if isinstance(value, list) else value
            for key, value in found.get("metadata", {}).items()
        },
    )


def _spot(found: Mapping[str, Any]) -> Spot:
    box = found.get("box")
    if box is None:
        return Spot(found["figure"], found["at"])
    left, top, right, bottom = box
    return Spot(found["figure"], found["at"], (left, top, right, bottom))
