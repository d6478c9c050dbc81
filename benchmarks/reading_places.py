"""Bytes of an original and a place in it in; the characters that stand there out.

Each place is followed by the plainest means there is and by none of our own code: an XPath is put
to lxml's tree, a paragraph is counted in Word's XML, a line and column in the bytes of a text, a
pointer is followed in JSON; of a PDF, PDFium is asked for what it draws within the box. HTML, feeds
and Word files are read by lxml, too, and PDF by PDFium: a fault of these libraries shows here in
neither. The boxes of a PDF's spots were measured with another, pdfplumber.
"""

import codecs
import json
import re
import zipfile
from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from typing import Any

import pypdfium2
from lxml import etree

from schemas.article import Media, Origin

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"(paragraph|table|row|cell) (\d+)")
_CHILDREN = {"paragraph": "p", "table": "tbl", "row": "tr", "cell": "tc"}

_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉⁻⁺ᵃᵇᶜᵈᴬᴮ\t\n\r\xa0", "01234567890123456789-+abcdAB    ")


_WEB_NAMES = {"iso-8859-1": "cp1252", "latin1": "cp1252"}
"""Encodings that mean another on the web. Source: WHATWG Encoding Standard, 4.2, 2026-11-22."""


Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""


def stands_at(data: bytes, media: Media, origin: Origin, shown: str) -> bool:
    """Do the characters that a page shows of an origin stand at that place of the original?

    A box must hold the word or words they are of and no other, and no more room than these fill.
    """
    if media is Media.PDF:
        drawn = plain(_boxed(data, origin))
        is_one = len(drawn.split()) <= len(shown.split())
        return plain(shown).strip() in drawn and is_one and _is_filled(data, origin)
    there = text_at(data, media, origin.where)[origin.offset :][: len(shown)]
    return plain(there) == plain(shown)


def plain(text: str) -> str:
    """Raised and lowered characters as ordinary ones, every white space as a space."""
    return text.translate(_PLAIN)


def text_at(data: bytes, media: Media, where: str) -> str:
    """The text of a node, paragraph, line or string of an original; empty where there is none.

    Of a plain text all from that line and column on.
    """
    if media is Media.TEXT:
        return _from_column(data, where)
    if media is Media.HTML:
        return _node(_tree(data.decode(_charset(data))), where)
    if media is Media.MARKDOWN:
        lines = data.decode("utf-8").split("\n")
        return lines[int(where.removeprefix("line ")) - 1]
    if media is Media.DOCX:
        return _paragraph(data, where)
    if media is Media.JSON:
        return _pointed(data.decode("utf-8"), where)
    if media is Media.FEED:
        return _item(data, where)
    return ""


def element_around(data: bytes, xpath: str, where: str) -> bool:
    """Does the node `where` of a page stand in the one element that `xpath` selects?"""
    root = _tree(data.decode(_charset(data)))
    found = _select(root, xpath)
    if len(found) != 1:
        raise ValueError(f"{xpath}: selects {len(found)} elements; select one")
    path = root.getroottree().getpath(found[0])
    return where.startswith((f"{path}/", f"{path}["))


def is_same_box(boxes: Sequence[Box], wanted: Box, share: float = 0.5) -> bool:
    """Do the boxes together cover what is wanted, and each other, by that share at least?

    Two libraries draw the box of a word by different parts of its font: its glyphs, or its line.
    """
    if not boxes:
        return False
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    found = (min(lefts), min(tops), max(rights), max(bottoms))
    width = min(found[2], wanted[2]) - max(found[0], wanted[0])
    height = min(found[3], wanted[3]) - max(found[1], wanted[1])
    if width <= 0 or height <= 0:
        return False
    return bool(width * height >= share * max(_area(found), _area(wanted)))


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _from_column(data: bytes, where: str) -> str:
    """The text from a place like `line 3, column 14` on, decoded by what its bytes must be."""
    line, column = map(int, re.findall(r"\d+", where))
    rows = _decoded(data).splitlines(keepends=True)
    return "".join(rows[line - 1 :])[column - 1 :]


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def _is_filled(data: bytes, origin: Origin) -> bool:
    """Is a box about as large as the glyphs that have their middle in it?"""
    left, top, right, bottom = box = origin.box or (0, 0, 0, 0)
    glyphs = [
        (x0, y0, x1, y1)
        for x0, y0, x1, y1 in _glyphs(data, int(origin.where.removeprefix("page ")) - 1)
        if left <= (x0 + x1) / 2 <= right and top <= (y0 + y1) / 2 <= bottom
    ]
    return is_same_box(glyphs, box)


@lru_cache(maxsize=8)
def _glyphs(data: bytes, number: int) -> tuple[Box, ...]:
    """The boxes of a page's glyphs, each as high as its line, from the page's top left."""
    page = _open(data)[number]
    drawn, height = page.get_textpage(), page.get_height()
    boxes = (drawn.get_charbox(i, loose=True) for i in range(drawn.count_chars()))
    return tuple((x0, height - y1, x1, height - y0) for x0, y0, x1, y1 in boxes)


def _boxed(data: bytes, origin: Origin) -> str:
    """What PDFium says is drawn in the box of an origin."""
    page = _open(data)[int(origin.where.removeprefix("page ")) - 1]
    left, top, right, bottom = origin.box or (0, 0, 0, 0)
    height = page.get_height()
    drawn = page.get_textpage()
    return str(drawn.get_text_bounded(left - 1, height - bottom - 1, right + 1, height - top + 1))


@lru_cache(maxsize=1)
def _open(data: bytes) -> Any:
    return pypdfium2.PdfDocument(data)


def _charset(data: bytes) -> str:
    named = re.search(rb"charset=[\"']?([\w-]+)", data[:2000])
    name = named[1].decode("ascii").lower() if named else "utf-8"
    return _WEB_NAMES.get(name, name)


def _tree(markup: str) -> etree._Element:
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    return etree.fromstring(markup.encode("utf-8"), parser)


def _select(root: etree._Element, xpath: str) -> list[Any]:
    found: Any = root.getroottree().xpath(xpath)
    return found if isinstance(found, list) else []


def _node(root: etree._Element, where: str) -> str:
    found = _select(root, where)
    return str(found[0]) if len(found) == 1 else ""


def _paragraph(data: bytes, where: str) -> str:
    """The text of a paragraph of a Word file, its tabs and breaks as such."""
    head = re.match(r"(header|footer|footnote|endnote) (\d+)", where)
    with zipfile.ZipFile(BytesIO(data)) as file:
        root = etree.fromstring(file.read(f"word/{_part(head)}.xml"))
    if head and head[1].endswith("note"):
        notes = [one for one in root if not one.get(f"{_WORD}type")]
        return _runs(notes[int(head[2]) - 1])
    at = root if head else root[0]
    for kind, number in _PLACE.findall(where):
        at = at.findall(f"{_WORD}{_CHILDREN[kind]}")[int(number) - 1]
    return _runs(at)


def _part(head: re.Match[str] | None) -> str:
    """The part of a Word file that a place begins with: `header 1` is header1, in page order."""
    if head is None:
        return "document"
    return f"{head[1]}s" if head[1].endswith("note") else f"{head[1]}{head[2]}"


def _runs(paragraph: etree._Element) -> str:
    shown = {f"{_WORD}tab": "\t", f"{_WORD}br": "\n"}
    pieces = []
    for one in paragraph.iter():
        above = one.getparent()
        if one.tag == f"{_WORD}t":
            pieces.append(one.text or "")
        elif above is not None and above.tag != f"{_WORD}tabs":  # There it is a stop, not a tab.
            pieces.append(shown.get(str(one.tag), ""))
    return "".join(pieces)


def _pointed(text: str, where: str) -> str:
    """The string at a line and pointer, and the node in it where the string is HTML."""
    place, _, pointer = where.partition(": ")
    pointer, _, xpath = pointer.partition(" ")
    line = int(place.removeprefix("line "))
    rest = "\n".join(text.split("\n")[line - 1 :])
    value, _ = json.JSONDecoder().raw_decode(rest.lstrip())
    for key in pointer.split("/")[1:]:
        value = value[int(key)] if isinstance(value, list) else value[key]
    return _node(_tree(str(value)), xpath) if xpath else str(value)


def _item(data: bytes, where: str) -> str:
    """The string in an element of a feed's item, and the node in it where the string is HTML."""
    place, _, path = where.partition(": ")
    name, _, xpath = path.removeprefix("/").partition(" ")
    root = etree.fromstring(data)
    items = _select(root, "//*[local-name()='item' or local-name()='entry']")
    item = items[int(place.removeprefix("item ")) - 1]
    found = next(one for one in item if etree.QName(one).localname == name.rpartition(":")[2])
    inner = [str(found.text or "")]
    inner += [etree.tostring(one, encoding="unicode", method="html") for one in found]
    return _node(_tree("".join(inner)), xpath) if xpath else "".join(inner)
