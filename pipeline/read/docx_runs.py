"""A paragraph of a Word file in; the pieces that a reader of the final text sees in it out.

Insertions are in, deletions out; of a field its result, not its code; hidden text is out.
"""

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import NamedTuple

from lxml import etree

from pipeline.read.docx_math import math_parts
from pipeline.read.docx_styles import Style, overlay, read_properties
from pipeline.read.docx_symbols import read_private, read_symbol
from pipeline.read.docx_xml import W, child, local, toggle, unwrapped, value

PAGE_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF"})
"""Fields whose results are numbers of pages: they change with the paper and say nothing."""


class Kind(Enum):
    """What a piece of a paragraph is."""

    TEXT = "text"
    TAB = "tab"
    BREAK = "break"
    FOOTNOTE = "footnote"
    ENDNOTE = "endnote"
    BOX = "box"


class Piece(NamedTuple):
    """One piece of a paragraph."""

    kind: Kind
    text: str = ""
    """The characters, or the id of a note."""
    shift: int = 0
    """Raised (1), lowered (-1) or neither."""
    offset: int = 0
    """Code points of the paragraph before it: its visible text, a tab and a break as one each."""
    box: etree._Element | None = None
    """Of a text box, what it holds."""


class Fields:
    """Which fields are open; a field may reach over many paragraphs, so this holds state."""

    def __init__(self) -> None:
        self._open: list[tuple[bool, str]] = []
        """Of each whether its result has begun, and its code so far."""

    def read(self, element: etree._Element) -> None:
        """A `w:fldChar` begins a field, its result or its end."""
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            self._open.append((False, ""))
        elif kind == "separate" and self._open:
            self._open[-1] = (True, self._open[-1][1])
        elif kind == "end" and self._open:
            self._open.pop()

    def add_code(self, code: str) -> None:
        """A piece of the innermost field's code."""
        if self._open:
            has_result, before = self._open[-1]
            self._open[-1] = (has_result, before + code)

    @property
    def is_shown(self) -> bool:
        """Is what stands here text, rather than a field's code or the number of a page?"""
        return all(has_result and not is_page_number(code) for has_result, code in self._open)


class Surroundings(NamedTuple):
    """What a run's text depends on beside itself."""

    styles: Mapping[str, Style]
    fields: Fields
    paragraph: Style


def find_pieces(
    paragraph: etree._Element, styles: Mapping[str, Style], fields: Fields
) -> list[Piece]:
    """The visible pieces of a paragraph in reading order; neighbours of one kind are one piece."""
    style = styles.get(value(paragraph, "pPr", "pStyle") or "", Style())
    surroundings = Surroundings(styles, fields, style)
    pieces: list[Piece] = []
    offset = 0
    for piece in _inline(paragraph, surroundings):
        last = pieces[-1] if pieces else None
        is_text = piece.kind is Kind.TEXT
        if is_text and last and last.kind is Kind.TEXT and last.shift == piece.shift:
            pieces[-1] = last._replace(text=last.text + piece.text)
        else:
            pieces.append(piece._replace(offset=offset))
        offset += len(piece.text) if is_text else piece.kind in {Kind.TAB, Kind.BREAK}
    return pieces


def is_page_number(code: str) -> bool:
    """Is this the code of a field that gives the number of a page?"""
    return code.split()[:1] != [] and code.split()[0].upper() in PAGE_FIELDS


def _inline(parent: etree._Element, around: Surroundings) -> Iterator[Piece]:
    """The pieces of the runs in an element; wrappers of any kind are looked through."""
    for element in unwrapped(parent):
        name = local(element)
        if name == "r":
            yield from _run(element, around)
        elif name in {"hyperlink", "dir", "bdo", "oMathPara"} or (
            name == "fldSimple" and not is_page_number(element.get(W + "instr", ""))
        ):
            yield from _inline(element, around)
        elif name == "oMath" and around.fields.is_shown:
            for text, shift in math_parts(element):
                yield Piece(Kind.TEXT, text, shift)


def _run(run: etree._Element, around: Surroundings) -> Iterator[Piece]:
    style = read_properties(run)
    for style_id in (value(run, "rPr", "rStyle"), ""):
        style = overlay(style, around.styles.get(style_id or "", Style()))
    style = overlay(style, around.paragraph)
    is_off = style.is_hidden is True
    for element in run:
        name = local(element)
        if name == "fldChar":
            around.fields.read(element)
        elif name == "instrText":
            around.fields.add_code(element.text or "")
        elif not is_off and around.fields.is_shown:
            yield from _content(element, style, around)


def _content(element: etree._Element, style: Style, around: Surroundings) -> Iterator[Piece]:
    """The pieces of one child of a run."""
    name = local(element)
    shift = style.shift or 0
    if name in {"t", "noBreakHyphen", "sym"}:
        yield Piece(Kind.TEXT, _characters(element, style.font), shift)
    elif name in {"tab", "ptab"}:
        yield Piece(Kind.TAB)
    elif name in {"br", "cr"}:
        yield Piece(Kind.BREAK)
    elif name in {"footnoteReference", "endnoteReference"}:
        is_custom = element.get(W + "customMarkFollows", "0") not in {"0", "false", "off"}
        kind = Kind.FOOTNOTE if name == "footnoteReference" else Kind.ENDNOTE
        yield Piece(kind, element.get(W + "id", ""), shift=0 if is_custom else 1)
    elif name == "ruby":
        base = child(element, "rubyBase")
        yield from () if base is None else _inline(base, around)
    elif name in {"drawing", "pict", "object", "AlternateContent"}:
        yield from (Piece(Kind.BOX, box=box) for box in _boxes(element))


def _characters(element: etree._Element, font: str | None) -> str:
    name = local(element)
    if name == "noBreakHyphen":
        return "\u2011"
    if name == "t":
        return read_private((element.text or "").replace("\n", " "), font)
    code = element.get(W + "char", "")
    try:
        return read_symbol(int(code, 16), element.get(W + "font"))
    except ValueError:
        return read_symbol(0, "")


def _boxes(element: etree._Element) -> Iterator[etree._Element]:
    """The text boxes in a drawing; each is stored a second time for old programs, passed over."""
    name = local(element)
    if name == "txbxContent":
        yield element
        return
    children = list(element)
    if name == "AlternateContent":
        children = [one for one in element if local(one) == "Choice"][:1] or children
    for one in children:
        yield from _boxes(one)


def is_mark_gone(paragraph: etree._Element) -> bool:
    """Does the next paragraph run on in this one, as its end was deleted, moved away or hidden?"""
    mark = child(paragraph, "pPr", "rPr")
    return (
        child(mark, "del") is not None
        or child(mark, "moveFrom") is not None
        or toggle(mark, "vanish") is True
    )
