"""Bytes and a name in; out, which kind of input they are, or a sentence that says why none.

What the bytes are goes before what the name or a server says: a PDF called `x.txt` is a PDF.
"""

import codecs
import re
from pathlib import PurePath
from typing import NamedTuple
from urllib.parse import urlsplit

from pipeline.read.gunzip import gunzip
from pipeline.read.refuse import MOST_CHARACTERS
from pipeline.read.signatures import DOCX, UNKNOWN_ZIP, find_foreign, find_zip_kind
from pipeline.read.wide import guess_wide
from schemas.article import Media
from schemas.errors import ReadError

MOST_BYTES = 50_000_000
"""A PDF or Word file with pictures has that many at most."""

MOST_TEXT_BYTES = 4 * MOST_CHARACTERS
"""No text of that many characters needs more bytes."""

HEAD_CHARACTERS = 20_000
"""How much of a text is looked at to know what it is."""

SUFFIXES = {
    ".html": Media.HTML,
    ".htm": Media.HTML,
    ".xhtml": Media.HTML,
    ".md": Media.MARKDOWN,
    ".markdown": Media.MARKDOWN,
    ".json": Media.JSON,
    ".jsonl": Media.JSON,
    ".ndjson": Media.JSON,
}
"""What a name says of text; of other kinds the content says it surely."""

CONTENT_TYPES = {
    "text/html": Media.HTML,
    "application/xhtml+xml": Media.HTML,
    "text/markdown": Media.MARKDOWN,
    "application/json": Media.JSON,
    "application/ld+json": Media.JSON,
    "application/feed+json": Media.JSON,
    "application/x-ndjson": Media.JSON,
    "application/jsonl": Media.JSON,
}
"""What a server says of text, where it says more than that it is text."""

_FEED_ROOTS = frozenset({"rss", "feed", "rdf"})
_XML_ROOTS = {
    "svg": "a picture (SVG); save the article as text or HTML",
    "urlset": "a sitemap; give the address of one article in it",
    "sitemapindex": "a sitemap; give the address of one article in it",
    "package": "Word's XML; save it as DOCX",
    "worddocument": "Word's XML; save it as DOCX",
}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_COMMENTS = r"(?:<!--(?:(?!-->).)*+-->\s*+)*+"
_PROLOGUE = r"(?:<\?[^>]*+>|<!--(?:(?!-->).)*+-->|<!DOCTYPE[^\[>]*+(?:\[[^\]]*+\]\s*+)?>)\s*+"
_ROOT = re.compile(rf"\s*+(?:{_PROLOGUE})*+<(?:[\w.-]++:)?([\w.-]++)(?=[\s/>])", re.I | re.S)
_HTML_ROOT = re.compile(rf"\s*+{_COMMENTS}(?:<!doctype\s+html\b|</?(\w++)(?=[\s/>]))", re.I | re.S)
_HTML_TAGS = frozenset(
    "html head body main article section div p h1 h2 h3 h4 h5 h6 table ul ol meta title style "
    "script link nav header footer aside blockquote figure form center span a b i strong em br "
    "img".split()
)
_TAG = re.compile(r"</?[a-z][a-z0-9]*[\s/>]|<!--|&(?:[a-z]+|#\d+);", re.IGNORECASE)
_JSON = re.compile(r'\s*+(?:\[\s*+)?\{\s*+(?:"(?:[^"\\\n]|\\.)*+"\s*+:|\}\s*+[\],]?)')
_WEB_ARCHIVE = re.compile(r"^Content-Type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_MAIL = re.compile(
    r"\A(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?"
    r"(?:Content-Transfer-Encoding:\s*(?:base64|quoted-printable)|Content-Type:\s*multipart/)",
    re.IGNORECASE,
)


class Sniffed(NamedTuple):
    """What an input is, and its bytes, unpacked where they came as gzip."""

    media: Media
    data: bytes


def sniff(data: bytes, name: str, content_type: str = "") -> Sniffed:
    """Which kind of input the bytes are; `content_type` is what a server said of them, if any.

    Raises ReadError for what is not read: empty, too long, a picture, an archive, an old Word file.
    """
    _refuse_size(data, name)
    if data.startswith(b"\x1f\x8b"):
        data = gunzip(data, name, MOST_BYTES)
        _refuse_size(data, name)
        if data.startswith(b"\x1f\x8b"):
            raise ReadError(f"{name}: is gzip within gzip; unpack it and give the article's file")
    foreign = find_foreign(data)
    if foreign:
        raise ReadError(f"{name}: is {foreign}")
    if _is_pdf(data):
        return Sniffed(Media.PDF, data)
    if data.startswith(b"PK") and data[2:4] in {b"\x03\x04", b"\x05\x06", b"\x07\x08"}:
        return Sniffed(_zip(data, name), data)
    return Sniffed(_text(data, name, content_type), data)


def _refuse_size(data: bytes, name: str) -> None:
    if not data.strip():
        raise ReadError(f"{name}: is empty; give an article")
    if len(data) > MOST_BYTES:
        raise ReadError(
            f"{name}: more than {MOST_BYTES:,} bytes; give one article, not a collection"
        )


def _is_pdf(data: bytes) -> bool:
    """A PDF begins with its mark, or has it on a line of its own within the first 1024 bytes.

    Source: ISO 32000, and its implementation note 13; what stands before is a server's chatter.
    """
    if data[:64].lstrip(b"\xef\xbb\xbf \t\r\n\0").startswith(b"%PDF-"):
        return True
    return re.search(rb"[\r\n]%PDF-\d\.\d", data[:1024]) is not None and b"endobj" in data


def _zip(data: bytes, name: str) -> Media:
    kind = find_zip_kind(data)
    if kind != DOCX and not (kind == UNKNOWN_ZIP and _suffix(name) == ".docx"):
        raise ReadError(f"{name}: is {kind}")
    return Media.DOCX


def _text(data: bytes, name: str, content_type: str) -> Media:
    if len(data) > MOST_TEXT_BYTES:
        raise ReadError(
            f"{name}: more than {MOST_CHARACTERS:,} characters; give one article, not a collection"
        )
    head = _head(data, name)
    if _WEB_ARCHIVE.search(head[:2000]):
        raise ReadError(f"{name}: is a web archive (MHTML); save the page as HTML")
    if _MAIL.match(head):
        raise ReadError(f"{name}: is a mail as it was sent; open it and save its text")
    media = _xml(head, name) or _html(head)
    if media is None and _JSON.match(head):
        media = Media.JSON
    said = CONTENT_TYPES.get(content_type) or SUFFIXES.get(_suffix(name))
    if media is None and said is Media.HTML and not _TAG.search(head):
        return Media.TEXT
    return media or said or Media.TEXT


def _head(data: bytes, name: str) -> str:
    """The beginning as text, good enough to see its markup by."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) : 4 * HEAD_CHARACTERS].decode(encoding, "replace")
    if b"\0" in data:
        encoding = guess_wide(data)
        if not encoding:
            raise ReadError(
                f"{name}: holds NUL bytes and is neither UTF-16 nor UTF-32 throughout, "
                "so it is no text; save it as UTF-8 text or HTML"
            )
        return data[: 4 * HEAD_CHARACTERS].decode(encoding, "replace")
    return data[:HEAD_CHARACTERS].decode("latin-1")


def _xml(head: str, name: str) -> Media | None:
    """Is it a feed, or a page written as XML? Other XML is refused."""
    found = _ROOT.match(head)
    root = found[1].lower() if found else ""
    if root in _FEED_ROOTS:
        return Media.FEED
    is_declared = bool(head.lstrip()[:5] == "<?xml")
    if root == "html" or not (is_declared or root in _XML_ROOTS):
        return Media.HTML if root == "html" else None
    raise ReadError(
        f"{name}: is {_XML_ROOTS.get(root, 'XML; XML is not read; save it as text or HTML')}"
    )


def _html(head: str) -> Media | None:
    found = _HTML_ROOT.match(head)
    if found and (found[1] is None or found[1].lower() in _HTML_TAGS):
        return Media.HTML
    return None


def _suffix(name: str) -> str:
    """The ending of a file's name or of an address's path, without `.gz`."""
    path = urlsplit(name).path if re.match(r"https?://", name, re.IGNORECASE) else name
    return PurePath(path.removesuffix(".gz")).suffix.lower()
