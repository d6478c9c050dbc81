"""Bytes of an original and a place in it in; the characters that stand there out.

Each format is opened by the plainest means there is, and not by the parser that named the place: an
XPath is put to lxml's tree, a paragraph is counted in Word's XML, a line in the text, a pointer is
followed in JSON. A PDF has no such characters: there the box is held against one that another
library measured.
"""

import json
import re
import zipfile
from io import BytesIO

from lxml import etree

from schemas.article import Media, Origin

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"(paragraph|table|row|cell) (\d+)")
_CHILDREN = {"paragraph": "p", "table": "tbl", "row": "tr", "cell": "tc"}

_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉⁻⁺ᵃᵇᶜᵈ\t\n\r\xa0", "01234567890123456789-+abcd    ")


def stands_at(data: bytes, media: Media, origin: Origin, shown: str) -> bool:
    """Do the characters that a page shows of an origin stand at that place of the original?"""
    if media is Media.PDF:
        return origin.box is not None and origin.where.startswith("page ")
    there = text_at(data, media, origin.where)[origin.offset :][: len(shown)]
    return plain(there) == plain(shown)


def plain(text: str) -> str:
    """Raised and lowered characters as ordinary ones, every white space as a space."""
    return text.translate(_PLAIN)


def text_at(data: bytes, media: Media, where: str) -> str:
    """The text of a node, paragraph, line or string of an original; empty where there is none."""
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
    found = root.xpath(xpath)
    if not isinstance(found, list) or len(found) != 1:
        raise ValueError(f"{xpath}: selects {found!r}; select one element")
    path = root.getroottree().getpath(found[0])
    return where.startswith((f"{path}/", f"{path}["))


def _charset(data: bytes) -> str:
    named = re.search(rb"charset=[\"']?([\w-]+)", data[:2000])
    return named[1].decode("ascii") if named else "utf-8"


def _tree(markup: str) -> etree._Element:
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    return etree.fromstring(markup.encode("utf-8"), parser)


def _node(root: etree._Element, where: str) -> str:
    found = root.getroottree().xpath(where)
    return str(found[0]) if isinstance(found, list) and len(found) == 1 else ""


def _paragraph(data: bytes, where: str) -> str:
    """The text of a paragraph of a Word file, its tabs and breaks as such."""
    with zipfile.ZipFile(BytesIO(data)) as file:
        note = re.fullmatch(r"(footnote|endnote) (\d+)", where)
        part = f"word/{note[1]}s.xml" if note else "word/document.xml"
        root = etree.fromstring(file.read(part))
    if note:
        kinds = [one for one in root if not one.get(f"{_WORD}type")]
        return _runs(kinds[int(note[2]) - 1])
    at = root[0]
    for kind, number in _PLACE.findall(where):
        at = at.findall(f"{_WORD}{_CHILDREN[kind]}")[int(number) - 1]
    return _runs(at)


def _runs(paragraph: etree._Element) -> str:
    shown = {f"{_WORD}tab": "\t", f"{_WORD}br": "\n"}
    return "".join(
        (one.text or "") if one.tag == f"{_WORD}t" else shown.get(str(one.tag), "")
        for one in paragraph.iter(f"{_WORD}t", *shown)
        if one.getparent() is not None
    )


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
    items = root.xpath("//*[local-name()='item' or local-name()='entry']")
    if not isinstance(items, list):
        return ""
    item = items[int(place.removeprefix("item ")) - 1]
    found = [one for one in item if etree.QName(one).localname == name.rpartition(":")[2]]
    inner = found[0].text or ""
    if len(found[0]):
        inner += "".join(etree.tostring(one, encoding="unicode", method="html") for one in found[0])
    return _node(_tree(inner), xpath) if xpath else inner
