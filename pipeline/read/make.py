"""What a parser found in, a Page out."""

from pathlib import PurePath
from typing import NamedTuple

from pipeline.read.garbled import find_garbled
from pipeline.read.heads import head_cells
from pipeline.read.language import guess_language
from pipeline.read.metadata import read_metadata
from pipeline.read.raw import Raw
from schemas.article import Mark, Media, Origin, Page
from schemas.text import Span


class Original(NamedTuple):
    """The input that a document was found in."""

    name: str
    """Its path, or a short name."""
    sha256: str
    media: Media


def make_page(raw: Raw, original: Original) -> Page:
    """The page of one document; of several in an input, each has its own name behind the path's."""
    name = PurePath(original.name).name or original.name
    return Page(
        id=f"{name}{raw.name}",
        sha256=original.sha256,
        media=original.media,
        encoding=raw.encoding,
        text=raw.text,
        title=raw.title,
        language=guess_language(raw.text),
        marks=tuple(
            Mark(span=Span(start=mark.start, end=mark.end), tag=mark.tag) for mark in raw.marks
        ),
        tables=tuple(head_cells(table, raw.text) for table in raw.tables),
        origins=tuple(
            Origin(span=Span(start=o.start, end=o.end), where=o.where, offset=o.offset, box=o.box)
            for o in raw.origins
        ),
        metadata=read_metadata(raw),
        warning=find_garbled(raw.text),
    )
