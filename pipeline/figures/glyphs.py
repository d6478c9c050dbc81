"""Odd characters made plain, one for one, so that every offset stays an offset into the text."""

from itertools import pairwise
from typing import NamedTuple

from schemas.source import Source

SPACES = (
    "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"
)
"""Spaces that are not U+0020. Unicode 16, category Zs, and the tab."""


DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d"
SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
SUPERSCRIPT_DIGIT = {ord(c): str(i) for i, c in enumerate(SUPERSCRIPTS)} | {ord("⁻"): "-"}

_PLAIN = (
    {ord(c): " " for c in SPACES}
    | {ord(c): "-" for c in DASHES}
    | {ord("’"): "'", ord("‘"): "'", ord("“"): '"', ord("”"): '"'}
    | {ord("×"): "x", ord("∼"): "~", ord("≈"): "~", ord("⁓"): "~", ord("％"): "%"}
    | {ord("∕"): "/", ord("⁄"): "/", ord("·"): "·", ord("μ"): "µ"}
    | {0xFF10 + i: str(i) for i in range(10)}
)
_PLAIN_CHARS = {chr(c): p for c, p in _PLAIN.items()}


class Shades(NamedTuple):
    """Two shadows of a text, each as long as the text."""

    plain: str
    """With odd spaces, dashes, quotes and digits made plain."""
    low: str
    """The same in lower case."""


def shade(text: str) -> Shades:
    """Make the two shadows; `len` of both is `len(text)`.

    A raised dot between digits (`0·41`, as The Lancet prints it) becomes a decimal point.
    """
    if text.isascii():
        plain = text.replace("\t", " ")
        return Shades(plain, plain.lower())
    plain = text
    for char in set(text).intersection(_PLAIN_CHARS):
        plain = plain.replace(char, _PLAIN_CHARS[char])
    if "·" in plain:
        plain = _raise_no_dots(plain)
    low = plain.replace("İ", "i").lower()  # the one capital whose lower case is two characters
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)
    return Shades(plain, low)


def shade_once(source: Source) -> Shades:
    """The two shadows of a text that is read; made once and kept with it."""
    kept = source.kept.get(Shades)
    if not isinstance(kept, Shades):
        kept = source.kept[Shades] = shade(source.text)
    return kept


def _raise_no_dots(plain: str) -> str:
    pieces = plain.split("·")
    joined = [pieces[0]]
    for before, after in pairwise(pieces):
        decimal = before[-1:].isdigit() and after[:1].isdigit()
        joined.append(("." if decimal else "·") + after)
    return "".join(joined)
