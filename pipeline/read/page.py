"""A path or bytes in, a Page out: the one door through which any article comes."""

import hashlib
import re
import sys
from pathlib import Path, PurePath

from pipeline.read.decode import decode
from pipeline.read.html import read_html
from pipeline.read.make import Original, make_page
from pipeline.read.raw import Raw
from pipeline.read.refuse import MOST_BYTES, refuse_address, refuse_bytes, refuse_text
from schemas.article import Media, Page
from schemas.errors import ReadError

STANDARD_INPUT = "-"

HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
MARKDOWN_SUFFIXES = frozenset({".md", ".markdown"})

_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--(?:(?!-->).)*+-->\s*+)*+"
    r"<(?:!doctype\s+html|html|head|body|main|article|section|div|p|h[1-6]|table|ul|ol|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_MARKDOWN_TITLE = re.compile(r"\s*#[ \t]+(\S[^\n]*?)[ \t#]*(?:\n|$)")


def read_input(path: str) -> Page:
    """The page at `path`, or on standard input where `path` is `-`.

    Raises ReadError, one sentence, for what cannot be read: no such file, a directory, an address,
    a format this version does not know, or bytes that are no text.
    """
    if not path:
        raise ReadError("'': is no path; give a file, or - for standard input")
    refuse_address(path)
    if path == STANDARD_INPUT:
        if sys.stdin is None:
            raise ReadError("-: there is no standard input; give a file")
        return read_bytes(sys.stdin.buffer.read(MOST_BYTES + 1), STANDARD_INPUT)
    try:
        with Path(path).open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise ReadError(f"{path}: no such file; check the path") from error
    except IsADirectoryError as error:
        raise ReadError(f"{path}: is a directory; give one file") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ReadError(f"{path!r}: cannot be opened ({reason}); check the path") from error
    return read_bytes(data, path)


def read_bytes(data: bytes, name: str) -> Page:
    """The page that `data` holds; `name` is its path or any short name, and `-` standard input.

    HTML is known by its suffix or by how it begins, so that a page piped in is HTML as well.
    Raises ReadError as `read_input` does.
    """
    refuse_bytes(data, name)
    raw, encoding = decode(data, name)
    refuse_text(raw, name)
    media = _media(name, raw)
    is_html = media is Media.HTML
    found = read_html(raw, name) if is_html else Raw(raw, _markdown_title(raw, media))
    if not found.text.strip():
        raise ReadError(f"{name}: shows no text; save the page with its text and give that")
    return make_page(found, Original(name, hashlib.sha256(data).hexdigest(), media, encoding))


def _media(name: str, text: str) -> Media:
    suffix = PurePath(name).suffix.lower()
    if suffix in HTML_SUFFIXES or _HTML_START.match(text[:20_000]):
        return Media.HTML
    return Media.MARKDOWN if suffix in MARKDOWN_SUFFIXES else Media.TEXT


def _markdown_title(text: str, media: Media) -> str:
    """A Markdown page's own first line, where that is a heading of the first level."""
    found = _MARKDOWN_TITLE.match(text) if media is Media.MARKDOWN else None
    return found[1] if found else ""
