"""Bytes in, text and the name of its encoding out, or a sentence that says why not."""

import codecs
import re
import unicodedata
from importlib import import_module

from pipeline.read.latin import AGREED, find_odd, guess_latin, is_latin, is_near_digit
from pipeline.read.wide import guess_wide
from schemas.errors import ReadError

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""UTF-32 stands before UTF-16, whose little-endian mark begins UTF-32's."""

READ_AS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
"""What pages that give these names mean, as the WHATWG Encoding Standard has browsers do."""

DECLARED = frozenset(
    "cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp866 cp874 cp932 cp949 "
    "iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-10 iso8859-13 "
    "iso8859-14 iso8859-15 iso8859-16 koi8-r koi8-u mac-roman mac-cyrillic gb18030 big5hkscs "
    "euc_jp iso2022_jp".split()
)
"""The encodings that are believed when a page names them: the legacy ones of that standard."""

META_BYTES = 4096
"""How far into a page its `<meta charset>` is looked for; browsers look at 1024."""

MOST_GUESSED = 1_000_000
"""Of more bytes no encoding is guessed: it would take seconds, and an article is shorter."""

MIXED = "utf-8, cp1252"
"""The encoding of a text that is UTF-8 but for a few bytes, which are Windows' and were mended."""

FEWEST_SHIFTS = 2
"""One may stand in a text by chance."""

ASCII = 128
_SHIFTED = re.compile(rb"\+([A-Za-z][A-Za-z0-9+/]{2,})(?![A-Za-z0-9+/])")
"""A run of base 64; one that begins with a digit may be a figure, `+100%`."""
_META = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.-]{2,40})", re.IGNORECASE
)
_XML = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([a-zA-Z0-9_:.-]{2,40})[\"']")
_JAPANESE = re.compile(rb"\x1b\$[@B].*?\x1b\([BJ]", re.DOTALL)
_CONTROLS = re.compile(rb"[\x80-\x9f]")
_ESCAPED = re.compile("[\udc80-\udcff]")
_OTHER = re.compile(r"[^\x00-\x7f]")

SCRIPTS = "pipeline.read.scripts"
"""Loaded only for text in another script than the Latin one: its library takes 36 milliseconds."""


def decode(data: bytes, name: str) -> tuple[str, str]:
    """The text of `data` and its encoding.

    By byte-order mark, by where NULs stand, by what a page or a feed declares, as UTF-8, and else
    as what the bytes are surely in. Line ends become newlines, and a byte-order mark goes. Raises
    ReadError where no encoding is sure, so that no figure has a wrong character beside it.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding, name), encoding
    if b"\0" in data:
        return _wide(data, name)
    declared = _declared(data)
    if declared:
        try:
            return _lines(data.decode(declared)), declared
        except UnicodeDecodeError:
            pass  # The page does not keep its word; the bytes decide.
    if _JAPANESE.search(data):
        return _strictly(data, "iso2022_jp", name), "iso2022_jp"
    if is_utf7(data):
        raise ReadError(f"{name}: is UTF-7, which is not read; save it as UTF-8")
    try:
        return _lines(data.decode("utf-8")), "utf-8"
    except UnicodeDecodeError as error:
        text, encoding = _mended(data, error, name) or _guessed(data, error, name)
    return _lines(text), encoding


def _wide(data: bytes, name: str) -> tuple[str, str]:
    """A text with NULs, where they tell its encoding: else it is none. Raises ReadError."""
    encoding = guess_wide(data)
    if not encoding:
        raise ReadError(
            f"{name}: holds NUL bytes and is neither UTF-16 nor UTF-32 throughout, "
            "so it is no text; save it as UTF-8 text or HTML"
        )
    return _lines(data.decode(encoding)), encoding


def is_utf7(data: bytes) -> bool:
    """Is all of it ASCII, and every `+…-` in it whole characters beyond ASCII, two or more?

    So written, `+AKM-5` is five pounds and looks like minus five.
    """
    shifts = _SHIFTED.findall(data)
    if len(shifts) < FEWEST_SHIFTS or not data.isascii():
        return False
    return all(map(_is_shifted, shifts))


def _is_shifted(letters: bytes) -> bool:
    """Is a run of base 64 whole UTF-16 units, their spare bits zero, none of them ASCII?"""
    try:
        text = (b"+" + letters + b"-").decode("utf-7")
    except UnicodeDecodeError:
        return False
    is_odd = any(ord(one) < ASCII or unicodedata.category(one) in {"Cn", "Co"} for one in text)
    return bool(text) and not is_odd


def _declared(data: bytes) -> str:
    """The encoding a page or feed names itself, as Python calls it; empty where it names none.

    UTF-16 is passed over: what can be read as bytes is not UTF-16. So are names of anything but
    the encodings in use.
    """
    found = _XML.match(data[:META_BYTES]) or _META.search(data[:META_BYTES])
    if not found:
        return ""
    encoding = name_encoding(found[1].decode("ascii"), data)
    return encoding if encoding in DECLARED else ""


def name_encoding(label: str, data: bytes) -> str:
    """What a page or server that names an encoding means by it, as Python calls it.

    UTF-8 or one of `DECLARED`; empty for any other, such as Python's `punycode`, which takes
    minutes, or `unicode_escape`, which changes figures, and for ASCII where the bytes are UTF-8.
    """
    try:
        encoding = codecs.lookup(label).name
    except (LookupError, ValueError):
        return ""
    if encoding == "ascii" and not data.isascii() and _is_utf8(data):
        return ""
    encoding = READ_AS.get(encoding, encoding)
    if encoding == "iso8859-15" and _CONTROLS.search(data):
        encoding = "cp1252"
    return encoding if encoding == "utf-8" or encoding in DECLARED else ""


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _mended(data: bytes, error: UnicodeDecodeError, name: str) -> tuple[str, str] | None:
    """A text that is UTF-8 but for single bytes of Windows' code page; `None` where most are.

    Raises ReadError where such a byte cannot be told: where its character stands as no writer would
    put it, or beside a digit while Windows' code pages differ about it.
    """
    escaped = data.decode("utf-8", "surrogateescape")
    places = [found.start() for found in _ESCAPED.finditer(escaped)]
    text = _ESCAPED.sub(_as_windows, escaped)
    good = sum(1 for _ in _OTHER.finditer(text)) - len(places)
    if good <= len(places):
        return None
    odd = frozenset(find_odd(text, "cp1252"))
    for at in places:
        if at in odd or (is_near_digit(text, at) and text[at] not in AGREED):
            place = len(escaped[:at].encode("utf-8", "surrogateescape"))
            raise ReadError(
                f"{name}: mostly UTF-8, but byte {place} (0x{data[place]:02x}) is not; "
                "save it again as UTF-8"
            ) from error
    return text, MIXED


def _as_windows(found: re.Match[str]) -> str:
    return bytes([ord(found[0]) - 0xDC00]).decode("cp1252", "replace")


def _guessed(data: bytes, error: UnicodeDecodeError, name: str) -> tuple[str, str]:
    """The text in the encoding that it is surely in. Raises ReadError where none is sure."""
    if len(data) > MOST_GUESSED:
        text, encoding = "", ""
    elif is_latin(data):
        text, encoding = guess_latin(data)
    else:
        try:
            text, encoding = import_module(SCRIPTS).guess_script(data)
        except ImportError:
            text, encoding = "", ""
    if not text:
        raise ReadError(
            f"{name}: byte {error.start} (0x{data[error.start]:02x}) is no UTF-8, "
            "and no other encoding is sure; save it as UTF-8"
        ) from error
    return text, encoding


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
