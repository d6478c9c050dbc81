"""A document as its parser found it: plain values, so that they cross from one process to another.

In: nothing. Out: the shapes that every parser returns and `pages` makes pages of. Spans are pairs,
half-open, into `Raw.text` and in code points.
"""

from typing import NamedTuple

Pair = tuple[int, int]


class RawOrigin(NamedTuple):
    """As `schemas.article.Origin`."""

    start: int
    end: int
    where: str
    offset: int = 0
    box: tuple[float, float, float, float] | None = None


class RawCell(NamedTuple):
    """As `schemas.article.Cell`, with how far it spans and whether it is marked as a heading."""

    start: int
    end: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    is_head: bool = False


class RawTable(NamedTuple):
    """As `schemas.article.Table`; what heads what is still to be found."""

    start: int
    end: int
    cells: tuple[RawCell, ...]
    caption: Pair | None = None


class RawMark(NamedTuple):
    """As `schemas.article.Mark`."""

    start: int
    end: int
    tag: str


class Said(NamedTuple):
    """One thing that the original says of itself, under the name it gives it there."""

    name: str
    """`meta og:title`, `json-ld headline`, `pdf /Title`, `rss pubDate`."""
    value: str


class Raw(NamedTuple):
    """One document: its text and what its markup says of stretches of it."""

    text: str
    title: str = ""
    marks: tuple[RawMark, ...] = ()
    tables: tuple[RawTable, ...] = ()
    origins: tuple[RawOrigin, ...] = ()
    said: tuple[Said, ...] = ()
    name: str = ""
    """Of one document among several of an input: `#3`, or its own id; empty where there is one."""
    encoding: str = ""
    fault: str = ""
    """Why this document of several could not be read, with its line; then it has no text."""
