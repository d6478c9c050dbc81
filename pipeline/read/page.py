"""A path, an address or bytes in, Pages out: the one door through which any article comes.

Everything but plain text is parsed in a process of its own, with limits; `read_bytes` alone parses
here, and is for what we wrote ourselves, such as a golden article.
"""

import codecs
import hashlib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from pipeline.read.apart import parse_apart
from pipeline.read.decode import decode, name_encoding
from pipeline.read.fetch import Fetched, is_address
from pipeline.read.formats import parse as parse_here
from pipeline.read.make import Original, make_page
from pipeline.read.raw import Raw
from pipeline.read.refuse import refuse_text
from pipeline.read.scripted import refuse_scripted
from pipeline.read.sniff import MOST_BYTES, sniff
from schemas.article import Media, Page
from schemas.errors import ReadError

STANDARD_INPUT = "-"

Parse = Callable[[str, bytes, str], list[Raw]]
"""What parses bytes of a kind under a name: `parse_apart`, or the `parse` of a `Reader`."""
Fetch = Callable[[str], Fetched]
"""What fetches an address."""


class Documents(NamedTuple):
    """What an input holds."""

    pages: tuple[Page, ...]
    faults: tuple[str, ...] = ()
    """A sentence for each of its documents that could not be read; the others were."""


class Given(NamedTuple):
    """The bytes of an input, and what is known of them."""

    data: bytes
    name: str
    content_type: str = ""
    """As a server says, where one said so."""
    charset: str = ""
    """The encoding that a server names for a text; as in browsers, before what the page says."""


def read_input(path: str, parse: Parse = parse_apart, fetch: Fetch | None = None) -> Page:
    """The one page at `path`, on standard input where `path` is `-`, or at an address.

    Raises ReadError, one sentence, for what cannot be read: no such file, a directory, a format we
    do not know, an input of several documents, or an address where nothing is to be fetched.
    """
    found = read_all(path, parse, fetch)
    for fault in found.faults:
        raise ReadError(fault)
    if len(found.pages) != 1:
        raise ReadError(
            f"{path}: holds {len(found.pages)} documents; give one of them as a file of its own"
        )
    return found.pages[0]


def read_all(path: str, parse: Parse = parse_apart, fetch: Fetch | None = None) -> Documents:
    """All pages of an input: the items of a feed, the lines of a file of JSON, else the one.

    Raises ReadError as `read_input` does, but not for some of several documents.
    """
    return read_given(take(path, fetch), parse)


def read_given(given: Given, parse: Parse = parse_apart) -> Documents:
    """The pages that the bytes of an input hold; raises ReadError as `read_all` does."""
    media, data = sniff(_in_utf8(given), given.name, given.content_type)
    if media is Media.TEXT:
        text, encoding = decode(data, given.name)
        raws = [Raw(text, encoding=encoding)]
    else:
        raws = parse(media.value, data, given.name)
    if media is Media.HTML:
        for raw in raws:
            refuse_scripted(data, raw, given.name)
    original = Original(given.name, hashlib.sha256(given.data).hexdigest(), media)
    faults = tuple(f"{given.name}: {raw.fault}" for raw in raws if raw.fault)
    whole = [raw for raw in raws if not raw.fault]
    for raw in whole:
        refuse_text(raw.text, f"{given.name}{raw.name}")
    if not whole and not faults:
        raise ReadError(f"{given.name}: shows no text; save the page with its text and give that")
    return Documents(tuple(make_page(raw, original) for raw in whole), faults)


def _in_utf8(given: Given) -> bytes:
    """The bytes, in UTF-8 with its mark where a server named an encoding that they are in.

    The names are those that a page is believed, and mean what they mean there.
    """
    is_text = given.content_type.startswith("text/")
    if not is_text or not given.charset or given.data.startswith(BYTE_ORDER):
        return given.data
    encoding = name_encoding(given.charset, given.data)
    if not encoding:
        return given.data
    try:
        return codecs.BOM_UTF8 + given.data.decode(encoding).encode("utf-8")
    except UnicodeError:
        return given.data


BYTE_ORDER = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
"""Marks that say more surely than a server what encoding a text is in."""


def read_bytes(data: bytes, name: str) -> Page:
    """The page of bytes that we wrote ourselves, parsed in this process and without its limits.

    Raises ReadError as `read_input` does.
    """
    found = read_given(Given(data, name), parse_here)
    for fault in found.faults:
        raise ReadError(fault)
    return found.pages[0]


def take(path: str, fetch: Fetch | None) -> Given:
    """The bytes of an input, unread; raises ReadError as `read_input` does."""
    if not path:
        raise ReadError("'': is no path; give a file, or - for standard input")
    if is_address(path):
        if fetch is None:
            raise ReadError(f"{path}: addresses are not fetched here; save the page, give its file")
        fetched = fetch(path)
        return Given(fetched.data, fetched.url, fetched.content_type, fetched.charset)
    if path == STANDARD_INPUT:
        if sys.stdin is None:
            raise ReadError("-: there is no standard input; give a file")
        return Given(sys.stdin.buffer.read(MOST_BYTES + 1), STANDARD_INPUT)
    return Given(_read_file(path), path)


def _read_file(path: str) -> bytes:
    """At most one byte more than an input may have, so that a file without end is refused, too."""
    try:
        with Path(path).open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise ReadError(f"{path}: no such file; check the path") from error
    except IsADirectoryError as error:
        raise ReadError(f"{path}: is a directory; give one file") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ReadError(f"{path!r}: cannot be opened ({reason}); check the path") from error
