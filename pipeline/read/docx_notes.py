"""The notes of a Word file in; each with the mark that leads to it out."""

from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree

from pipeline.read.docx_lists import write_number
from pipeline.read.docx_xml import W, child, value, whole
from pipeline.read.raised import raise_text

_FORMS = {"footnote": "decimal", "endnote": "lowerRoman"}
"""How Word numbers them unless told otherwise."""


class NoteKind(NamedTuple):
    """All footnotes, or all endnotes, of a file."""

    elements: Mapping[str, etree._Element]
    """By the id that the text refers to."""
    form: str
    start: int
    name: str


class Notes(NamedTuple):
    """The notes of a file."""

    footnotes: NoteKind
    endnotes: NoteKind


def read_notes(root: etree._Element | None, settings: etree._Element | None, name: str) -> NoteKind:
    """The notes of one kind, `footnote` or `endnote`; the text refers to some of them."""
    found = () if root is None else root.iterfind(W + name)
    properties = child(settings, f"{name}Pr")
    start = whole(value(properties, "numStart"))
    return NoteKind(
        {
            note.get(W + "id", ""): note
            for note in found
            if note.get(W + "type") in {None, "normal"}
        },
        value(properties, "numFmt") or _FORMS[name],
        1 if start is None else start,
        name,
    )


def write_mark(kind: NoteKind, place: int) -> str:
    """The raised mark of the note that is referred to in that place, from 1.

    Where a form has no raised characters (`ii`, `aa`), each letter is raised by itself.
    """
    number = write_number(kind.start + place - 1, kind.form)
    return "".join(map(raise_text, number))
