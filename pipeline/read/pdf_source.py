"""The bytes of a PDF in; out, its glyphs, rules and links page by page, and what it says of itself.

PDFium (BSD and Apache licences) parses, through pypdfium2: this file and pdf_rules.py alone know
it. It gives the place, size and Unicode of every glyph some ten times as fast as pdfminer does.
"""

import ctypes
import re
from collections.abc import Iterator
from math import hypot
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw as pdfium

from pipeline.read.pdf_rules import Drawn, find_drawn, find_links, has_picture
from pipeline.read.pdf_shapes import ABOVE, BELOW, Glyph
from pipeline.read.pdf_turn import Corners, Turn, quarter_of
from pipeline.read.raw import Said
from schemas.errors import ReadError

UNREADABLE = "\ufffd"
"""Written for a glyph whose font does not say which character it draws."""

SAID = ("Title", "Author", "Subject", "Keywords", "Creator", "Producer", "CreationDate", "ModDate")

_BOLD = re.compile(r"bold|black|heavy|demi|CMBX|[-,]BX", re.IGNORECASE)
_NO_PAGES = re.compile(rb"/Type\s*/Pages\b[^>]*/Count\s+0\b|/Count\s+0\b[^>]*/Type\s*/Pages\b")
_FORCE_BOLD = 0x40000
_PASSWORD = 4
_SECURITY = 5
_FILL_AND_STROKE = 2
_UNSEEN = 3
"""Rendering modes: drawn twice, so that it is bold, and not drawn. Source: ISO 32000-1, 9.3.6."""

_LEAST_SIZE = 1.0
"""Points; what is smaller cannot be read."""

_SPACES = frozenset(" \t\r\n\f\x00\xa0")
_HYPHEN = "\x02"
"""PDFium's sign for a hyphen at the end of a line."""


class Leaf(NamedTuple):
    """One page as it is drawn."""

    number: int
    width: float
    height: float
    """Both as the page is seen."""
    groups: dict[int | None, list[Glyph | None]]
    """By the quarter that its text must be turned by, `None` where it is askew; in the order it is
    drawn, with `None` for a space."""
    unseen: dict[int | None, list[Glyph | None]]
    """Text that is there but not drawn: what a scanner recognised, as a rule."""
    turns: dict[int, Turn]
    seen: Turn
    drawn: Drawn
    links: tuple[Corners, ...]
    """Where links lie, in the page's own coordinates."""
    has_picture: bool
    unmapped: int
    """How many glyphs have no character."""


class _Style(NamedTuple):
    """What the glyphs of one text object share."""

    size: float
    bold: bool
    mode: int
    quarter: int | None
    origin: tuple[float, float]
    """On the page, of the first glyph; all stand on one baseline."""


def open_pdf(data: bytes, name: str) -> pypdfium2.PdfDocument:
    """The document. Raises ReadError where it is cut off, locked, broken or empty."""
    if b"%%EOF" not in data[-2048:]:
        raise ReadError(f"{name}: is a PDF that is cut off: its end is missing; fetch it again")
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in {_PASSWORD, _SECURITY}:
            raise ReadError(
                f"{name}: is an encrypted PDF; open it with its password, print it to a new PDF, "
                "and give that"
            ) from error
        found = "has no pages" if _NO_PAGES.search(data) else "is damaged beyond reading"
        raise ReadError(f"{name}: is a PDF that {found}; fetch or export it again") from error
    if pdfium.FPDF_GetFormType(document.raw) == pdfium.FORMTYPE_XFA_FULL:
        raise ReadError(f"{name}: is a form that only Acrobat shows (XFA); print it to a new PDF")
    return document


def said_by(document: pypdfium2.PdfDocument) -> tuple[Said, ...]:
    """What the document's information dictionary and its catalogue state, dates as ISO 8601."""
    stated = document.get_metadata_dict(skip_empty=True)
    said = [
        Said(f"pdf /{key}", as_iso_time(stated[key]) if key.endswith("Date") else stated[key])
        for key in SAID
        if stated.get(key, "").strip()
    ]
    buffer = (ctypes.c_ushort * 100)()
    if 2 < pdfium.FPDFCatalog_GetLanguage(document.raw, buffer, 200) <= 200:
        language = bytes(buffer).decode("utf-16-le", "replace").split("\0")[0]
        said.append(Said("pdf /Lang", language))
    return tuple(said)


def as_iso_time(stated: str) -> str:
    """A PDF date as ISO 8601, as far as it goes, with the zone if it has one; else as it stands.

    `D:20260304103000+01'00'` is `2026-03-04T10:30:00+01:00`, `D:20260304` is `2026-03-04`.
    """
    found = re.match(
        r"(?:D:)?(\d{4})(\d\d)?(\d\d)?(?:(\d\d)(\d\d)(\d\d)?)?(?:(Z)|([+-])(\d\d)'?(\d\d)?)?",
        stated,
    )
    if not found:
        return stated
    year, month, day, hour, minute, second, zulu, sign, hours, minutes = found.groups()
    date = "-".join(part for part in (year, month, day) if part)
    if not hour:
        return date
    zone = "Z" if zulu else f"{sign}{hours}:{minutes or '00'}" if sign else ""
    return f"{date}T{hour}:{minute}:{second or '00'}{zone}"


def read_leaves(document: pypdfium2.PdfDocument, name: str) -> Iterator[Leaf]:
    """Its pages, one after another. Raises ReadError for one that cannot be read."""
    for number in range(1, len(document) + 1):
        try:
            page = document[number - 1]
            text = page.get_textpage()
        except pypdfium2.PdfiumError as error:
            raise ReadError(
                f"{name}: page {number} is damaged; fetch or export the PDF again"
            ) from error
        yield _leaf(page, text, number)
        text.close()
        page.close()


def _leaf(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage, number: int) -> Leaf:
    frame = page.get_bbox()
    turns = {quarter: Turn(quarter, frame) for quarter in range(4)}
    seen = turns[page.get_rotation() // 90 % 4]
    width, height = seen.size
    leaf = Leaf(
        number=number,
        width=width,
        height=height,
        groups={},
        unseen={},
        turns=turns,
        seen=seen,
        drawn=find_drawn(page),
        links=find_links(page),
        has_picture=has_picture(page),
        unmapped=0,
    )
    unmapped = sum(_read_glyphs(text.raw, leaf))
    return leaf._replace(unmapped=unmapped)


def _read_glyphs(text: ctypes.c_void_p, leaf: Leaf) -> Iterator[bool]:
    """Put every glyph into its group; for each, has it no character?"""
    styles: dict[int, _Style] = {}
    box = pdfium.FS_RECTF()
    group: list[Glyph | None] = []
    spaced = False
    for index in range(pdfium.FPDFText_CountChars(text)):
        char = chr(pdfium.FPDFText_GetUnicode(text, index))
        if char in _SPACES and char != "\x00":
            spaced = True
            if pdfium.FPDFText_IsGenerated(text, index) != 1 or group is leaf.groups.get(None):
                group.append(None)
            continue
        address = ctypes.cast(pdfium.FPDFText_GetTextObject(text, index), ctypes.c_void_p).value
        style = styles.get(address or 0)
        if style is None:
            style = styles[address or 0] = _style(text, index)
        pdfium.FPDFText_GetLooseCharBox(text, index, box)
        lost = _is_lost(text, index, char)
        char = UNREADABLE if lost else "-" if char == _HYPHEN else char
        glyph = _glyph(char, index, (box.left, box.bottom, box.right, box.top), style, leaf)
        if glyph:
            is_unseen = style.mode == _UNSEEN
            groups = leaf.unseen if is_unseen else leaf.groups
            group = groups.setdefault(style.quarter, [])
            group.append(glyph._replace(spaced=spaced))
            yield lost and not is_unseen
        spaced = False


def _style(text: ctypes.c_void_p, index: int) -> _Style:
    matrix, x, y = pdfium.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetMatrix(text, index, matrix)
    pdfium.FPDFText_GetCharOrigin(text, index, x, y)
    name, flags = ctypes.create_string_buffer(256), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text, index, name, 256, flags)
    mode = pdfium.FPDFTextObj_GetTextRenderMode(pdfium.FPDFText_GetTextObject(text, index))
    scale = hypot(matrix.c, matrix.d)
    return _Style(
        size=pdfium.FPDFText_GetFontSize(text, index) * scale,
        bold=bool(flags.value & _FORCE_BOLD)
        or mode == _FILL_AND_STROKE
        or _BOLD.search(name.value.decode("utf-8", "replace")) is not None,
        mode=mode,
        quarter=quarter_of(matrix.a, matrix.b),
        origin=(x.value, y.value),
    )


def _is_lost(text: ctypes.c_void_p, index: int, char: str) -> bool:
    """Does the font not say which character this glyph is?"""
    if char in {"\x00", "\ufffe", "\uffff", UNREADABLE}:
        return True
    return bool(pdfium.FPDFText_HasUnicodeMapError(text, index) == 1)


def _glyph(char: str, index: int, box: Corners, style: _Style, leaf: Leaf) -> Glyph | None:
    """The glyph in the frame that its text is level in; `None` off the page or too small to see.

    What is askew gets a line of its own, whose words end where PDFium sees a space.
    """
    size, quarter = abs(style.size), style.quarter
    framed = leaf.turns[quarter or 0]
    if quarter is not None:
        box = _fitted(box, style)
    left, top, right, bottom = seen = leaf.seen.box(box)
    off = right < 0 or bottom < 0 or left > leaf.width or top > leaf.height
    if off or size < _LEAST_SIZE:
        return None
    if quarter is None:
        return Glyph(char, index, index * size, (index + 1) * size, 0.0, size, style.bold, seen)
    start, _, end, _ = framed.box(box)
    _, base = framed.point(*style.origin)
    return Glyph(char, index, start, end, base, size, style.bold, seen)


def _fitted(box: Corners, style: _Style) -> Corners:
    """A glyph's box on the page, from its capitals' height above the baseline to its descenders."""
    left, bottom, right, top = box
    (x, y), up, down = style.origin, ABOVE * abs(style.size), BELOW * abs(style.size)
    if style.quarter == 0:
        return left, y - down, right, y + up
    if style.quarter == 1:
        return x - up, bottom, x + down, top
    if style.quarter == 2:
        return left, y - up, right, y + down
    return x - down, bottom, x + up, top
