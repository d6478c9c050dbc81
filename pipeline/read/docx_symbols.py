"""Characters of Word's symbol fonts in, the Unicode characters that they look like out.

A `≥` from the Insert Symbol dialogue is stored as U+F0B3 in the font Symbol: left out, it would
turn `≥ 18 years` into `18 years`. Source: the Adobe Symbol encoding as mapped by the Unicode
Consortium (VENDORS/ADOBE/symbol.txt); of Wingdings the bullets, ticks and arrows in use.
"""

import re

UNKNOWN = "�"
"""For a character that nobody could read: visible, so that an editor sees that one is missing."""

_PRIVATE = re.compile("[\uf020-\uf0ff]")

_SYMBOL = {
    **dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
    **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλµνοπθρστυϖωξψζ", strict=True)),
    **dict(zip(range(0x20, 0x3A), " !∀#∃%&∋()∗+,−./0123456789", strict=True)),
    **dict(zip(range(0x3A, 0x40), ":;<=>?", strict=True)),
    **dict(zip(range(0xA1, 0xB0), "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓", strict=True)),
    **dict(zip(range(0xB0, 0xC0), "°±″≥×∝∂•÷≠≡≈…⏐⎯↵", strict=True)),
    0x40: "≅", 0x5B: "[", 0x5C: "∴", 0x5D: "]", 0x5F: "_", 0x7B: "{", 0x7C: "|", 0x7D: "}",
    0x7E: "∼",
    0xA0: "€", 0xC5: "⊕", 0xC6: "∅", 0xC7: "∩", 0xC8: "∪", 0xD0: "∠", 0xD1: "∇", 0xD2: "®",
    0xD3: "©", 0xD4: "™", 0xD5: "∏", 0xD6: "√", 0xD7: "⋅", 0xD8: "¬", 0xDE: "⇒", 0xE5: "∑",
}  # fmt: skip

_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆", 0x76: "❖", 0xA7: "▪", 0xA8: "◻",
    0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓",
    0xFD: "☒", 0xFE: "☑",
}  # fmt: skip


def read_symbol(code: int, font: str | None) -> str:
    """One character of a symbol font; of a font that is none of them, `�`."""
    table = _WINGDINGS if (font or "").lower().startswith("wingdings") else _SYMBOL
    known = (font or "symbol").lower().startswith(("symbol", "wingdings"))
    return table.get(code & 0xFF, UNKNOWN) if known else UNKNOWN


def read_private(text: str, font: str | None) -> str:
    """Text whose characters of a symbol font are ordinary ones; as long as it was."""
    return _PRIVATE.sub(lambda found: read_symbol(ord(found[0]), font), text)
