"""A text in; out, a sentence where some of it was read in a wrong encoding before it came here.

`Â£5.2 million` and `44â€“67%` are UTF-8 that a program took for Windows' code page. Nothing is
mended: the editor is told, and saves the article anew.
"""

import re

_NEXT = "[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
_GARBLED = re.compile(
    rf"[ÂÃ]{_NEXT}|â(?:[€\u0080]{_NEXT}|[‚\u0082]¬|[‰\u0089]{_NEXT}|[„\u0084]¢)|ï»¿|(?:[ÐÑ]{_NEXT}){{2,}}"
)
"""First bytes of UTF-8 as Windows or Latin-1 shows them, with what may follow; by script."""

SHOWN = 3
"""Examples; the count tells the rest."""


def find_garbled(text: str) -> str:
    """What of the text is garbled, where first and how often; empty where nothing is."""
    found = [(m, plain) for m in _GARBLED.finditer(text) if (plain := _as_meant(m[0]))]
    if not found:
        return ""
    pairs = dict.fromkeys(f"{m[0]!r} for {plain!r}" for m, plain in found)
    line = text.count("\n", 0, found[0][0].start()) + 1
    times = "once" if len(found) == 1 else f"{len(found)} times"
    return (
        f"line {line} has {', '.join(list(pairs)[:SHOWN])}: UTF-8 that was read as another "
        f"encoding ({times}); it is left as it came: save the article again from its source"
    )


def _as_meant(garbled: str) -> str:
    """The characters that these were before they were read wrongly; empty where they were none."""
    data = b"".join(
        one.encode("latin-1") if ord(one) < 256 else one.encode("cp1252") for one in garbled
    )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return ""
