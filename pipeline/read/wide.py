"""Bytes that hold NUL in; the wide encoding that they are plainly in out, where no mark names it.

UTF-16 and UTF-32 write an ASCII character with its NULs always on the same side. What is believed
is only what has nearly all its NULs there, decodes to the last byte, and holds nothing but
characters that people write.
"""

import unicodedata

FEWEST_NULS = 4
"""With fewer there is too little to tell text from a slip."""

_WIDE = (("utf-32-le", 4), ("utf-32-be", 4), ("utf-16-le", 2), ("utf-16-be", 2))
"""UTF-32 first: its text has NULs on both sides, and never reads as UTF-16's."""

MOST_LOW = 10
"""One NUL in the lowest bytes for so many in the highest."""

_NOT_WRITTEN = frozenset({"Cc", "Cn", "Co", "Cs"})
_SPACES = frozenset("\t\n\r\f\ufeff")


def guess_wide(data: bytes) -> str:
    """The encoding, as Python calls it; empty where the bytes are no such text."""
    if data.count(0) < FEWEST_NULS:
        return ""
    for encoding, width in _WIDE:
        if len(data) % width == 0 and _is_on_one_side(data, encoding, width):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if _is_written(text):
                return encoding
    return ""


def _is_on_one_side(data: bytes, encoding: str, width: int) -> bool:
    """Do nearly all NULs stand in the highest bytes, and has UTF-32 nothing else in its highest?

    The lowest byte of an ideographic space is NUL as well.
    """
    low, high = (0, width - 1) if encoding.endswith("le") else (width - 1, 0)
    highs, lows = data[high::width].count(0), data[low::width].count(0)
    whole = width == 2 or highs * width == len(data)
    return whole and highs >= FEWEST_NULS and lows * MOST_LOW <= highs


def _is_written(text: str) -> bool:
    """Are there letters, and no character that is none or that only a machine writes?"""
    kinds = {one: unicodedata.category(one) for one in set(text)}
    odd = any(kind in _NOT_WRITTEN and one not in _SPACES for one, kind in kinds.items())
    return not odd and any(kind.startswith("L") for kind in kinds.values())
