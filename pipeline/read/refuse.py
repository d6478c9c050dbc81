"""Bytes or text in, nothing or a sentence out: what this version does not read, said clearly."""

import re

from schemas.errors import ReadError

MOST_CHARACTERS = 5_000_000
"""A longer input is a mistake (a dump, a log), not an article."""

MOST_BYTES = 4 * MOST_CHARACTERS
"""No text of that many characters needs more bytes."""

CONTROL_SHARE = 200
"""More than one control character in this many is no text."""

SIGNATURES = (
    (b"%PDF", "a PDF; PDF is not read yet; save it as text or HTML"),
    (b"PK\x03\x04", "a DOCX or another zip; these are not read yet; save it as text or HTML"),
    (b"\xd0\xcf\x11\xe0", "an old Word file; Word is not read yet; save it as text or HTML"),
    (b"{\\rtf", "RTF; RTF is not read yet; save it as text or HTML"),
    (b"\x1f\x8b", "gzip; compressed files are not read; unpack it first"),
    (b"BZh", "bzip2; compressed files are not read; unpack it first"),
    (b"\xfd7zXZ", "xz; compressed files are not read; unpack it first"),
    (b"\x89PNG", "a picture; pictures are not read; save the article as text or HTML"),
    (b"\xff\xd8\xff", "a picture; pictures are not read; save the article as text or HTML"),
    (b"GIF8", "a picture; pictures are not read; save the article as text or HTML"),
)

_UTF16_OR_32 = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_XML = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:(?:<!--(?:(?!-->).)*+-->|<!DOCTYPE[^>]*+>)\s*+)*+<([\w:.-]+)",
    re.DOTALL,
)
_FEEDS = frozenset({"rss", "feed", "rdf:RDF"})
_ARCHIVE = re.compile(r"^Content-Type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)


def refuse_address(path: str) -> None:
    """Raise ReadError where `path` is a web address."""
    if re.match(r"(?:https?|ftp)://", path, re.IGNORECASE):
        raise ReadError(f"{path}: addresses are not read yet; save the page and give its file")


def refuse_bytes(data: bytes, name: str) -> None:
    """Raise ReadError where the bytes are empty, too many, or of a format that is not text."""
    if not data.strip():
        raise ReadError(f"{name}: is empty; give a text, Markdown or HTML article")
    if len(data) > MOST_BYTES:
        raise ReadError(_too_long(name, "more than "))
    for signature, answer in SIGNATURES:
        if data.startswith(signature):
            raise ReadError(f"{name}: is {answer}")
    if b"\x00" in data and not data.startswith(_UTF16_OR_32):
        raise ReadError(f"{name}: holds NUL bytes, so it is no text; save it as UTF-8 text or HTML")


def refuse_text(text: str, name: str) -> None:
    """Raise ReadError where the decoded text is empty, too long, binary, a feed or other XML."""
    if not text.strip():
        raise ReadError(f"{name}: holds only white space; give a text, Markdown or HTML article")
    if len(text) > MOST_CHARACTERS:
        raise ReadError(_too_long(name, f"{len(text):,} characters, more than "))
    if len(_CONTROL.findall(text)) * CONTROL_SHARE > len(text):
        raise ReadError(f"{name}: is full of control characters; save it as UTF-8 text or HTML")
    if _ARCHIVE.search(text[:2000]):
        raise ReadError(f"{name}: is a web archive (MHTML); save the page as HTML")
    _refuse_xml(text, name)


def _refuse_xml(text: str, name: str) -> None:
    root = _XML.match(text[:20_000])
    if root and root[1] in _FEEDS:
        raise ReadError(f"{name}: is a feed; feeds are not read yet; save one article as a file")
    if root and text.lstrip().startswith("<?xml") and root[1].lower() != "html":
        raise ReadError(f"{name}: is XML; XML is not read; save the article as text or HTML")


def _too_long(name: str, found: str) -> str:
    return f"{name}: {found}{MOST_CHARACTERS:,} characters; give one article, not a collection"
