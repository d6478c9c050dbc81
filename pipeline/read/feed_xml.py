"""The text of a feed in; its tree out, once what feeds often break is mended, and nothing guessed.

Mended are characters that XML forbids, an `&` that stands alone, and names of characters that only
HTML knows. A parser that recovers by itself would drop them: `58&ndash;60%` would become `5860%`.
"""

import re
from collections.abc import Iterator
from html import unescape
from html.entities import html5

from lxml import etree

from pipeline.read.xml_safe import make_xml_parser
from schemas.errors import ReadError

SPACES = {
    "http://www.w3.org/2005/Atom": "",
    "http://purl.org/atom/ns#": "",
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://backend.userland.com/rss2": "",
    "": "",
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dcterms:",
}
"""The vocabularies that are read; an element of any other is passed over (a picture's title is no
title of an article)."""

_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_SUBSET = re.compile(r"<!DOCTYPE[^\[>]*\[|<!ENTITY", re.IGNORECASE)
_CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
_AND = re.compile(r"&(?:(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{0,31});)?")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_OWN = frozenset({"amp", "lt", "gt", "quot", "apos"})
_MARKUP = frozenset("&<>")


def parse_feed(text: str, name: str) -> etree._Element:
    """The root of a feed. Raises ReadError where it is no XML still, or declares entities."""
    text = _DECLARATION.sub("", text, count=1)
    if _SUBSET.search(_CDATA.sub("", text[:20_000])):
        raise ReadError(f"{name}: declares entities of its own; such a feed is not read")
    parser = make_xml_parser()
    try:
        return etree.fromstring(_mended(text).encode(), parser)
    except etree.XMLSyntaxError as error:
        raise ReadError(
            f"{name}: is no whole feed: {error.msg}; get it anew, or save one article of it"
        ) from error


def key(element: etree._Element) -> str:
    """The element's name with the usual prefix of its vocabulary; empty where that is not read."""
    if not isinstance(element.tag, str):
        return ""
    space, _, local = element.tag.rpartition("}")
    prefix = SPACES.get(space.removeprefix("{"))
    return "" if prefix is None else prefix + local


def children(parent: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """The children of that name."""
    return (one for one in parent if key(one) == wanted)


def first_text(parent: etree._Element, *path: str) -> str:
    """The words of the first child at the end of a path; empty where there is none."""
    element: etree._Element | None = parent
    for wanted in path:
        element = None if element is None else next(children(element, wanted), None)
    return "" if element is None else " ".join("".join(map(str, element.itertext())).split())


def _mended(text: str) -> str:
    pieces = _CDATA.split(_FORBIDDEN.sub(" ", text))
    return "".join(
        piece if piece.startswith("<![CDATA[") else _AND.sub(_reference, piece) for piece in pieces
    )


def _reference(found: re.Match[str]) -> str:
    """A reference that XML knows, the character that HTML means by it, or a plain `&`."""
    named = found[1]
    if not named:
        return "&amp;"
    if named in _OWN:
        return found[0]
    if not named.startswith("#") and f"{named};" not in html5:
        return f"&amp;{named};"
    character = unescape(found[0])
    if character in _MARKUP:
        return found[0] if named.startswith("#") else f"&#{ord(character)};"
    return _FORBIDDEN.sub("\ufffd", character)
