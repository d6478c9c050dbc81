"""Bytes in, text and the name of its encoding out, or a sentence that says why not."""

import codecs
import re

from schemas.errors import ReadError

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""UTF-32 stands before UTF-16, whose little-endian mark begins UTF-32's."""

LATIN_NAMES = frozenset({"iso8859-1", "latin-1", "ascii", "iso8859-15"})
"""Names that pages give while they mean cp1252, as the WHATWG Encoding Standard has browsers do."""

META_BYTES = 4096
"""How far into a page its `<meta charset>` is looked for; browsers look at 1024."""

_META = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.-]{2,40})", re.IGNORECASE
)


def decode(data: bytes, name: str) -> tuple[str, str]:
    """The text of `data` and its encoding, by byte-order mark, `<meta charset>`, UTF-8 or cp1252.

    They are tried in that order. Line ends become newlines, and a byte-order mark goes.
    Raises ReadError where no encoding fits, and where the bytes are UTF-8 but for a few: read as
    cp1252 they would be garbage all over.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding, name), encoding
    declared = _declared(data)
    if declared:
        try:
            return _lines(data.decode(declared)), declared
        except UnicodeDecodeError:
            pass  # The page does not keep its word; the bytes decide.
    try:
        return _lines(data.decode("utf-8")), "utf-8"
    except UnicodeDecodeError as error:
        _refuse_broken_utf8(data, error, name)
    return _strictly(data, "cp1252", name), "cp1252"


def _declared(data: bytes) -> str:
    """The encoding an HTML page names itself, as Python calls it; empty where it names none.

    UTF-16 is passed over: a page whose `<meta>` can be read as bytes is not UTF-16.
    """
    found = _META.search(data[:META_BYTES])
    if not found:
        return ""
    try:
        encoding = codecs.lookup(found[1].decode("ascii")).name
        b"".decode(encoding)
    except LookupError:
        return ""
    if encoding.startswith(("utf-16", "utf-32", "utf-8")):
        return ""
    return "cp1252" if encoding in LATIN_NAMES else encoding


def _refuse_broken_utf8(data: bytes, error: UnicodeDecodeError, name: str) -> None:
    """Raise where most bytes above 127 are good UTF-8, so that cp1252 is a wrong guess."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    good = sum(1 for character in text if character > "\x7f") - broken
    if good > broken:
        raise ReadError(
            f"{name}: mostly UTF-8, but byte {error.start} (0x{data[error.start]:02x}) is not; "
            "save it again as UTF-8"
        ) from error


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return _lines(data.decode(encoding))
    except UnicodeDecodeError as error:
        raise ReadError(
            f"{name}: byte {error.start} (0x{data[error.start]:02x}) is no {encoding} text; "
            "save it as UTF-8"
        ) from error


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
