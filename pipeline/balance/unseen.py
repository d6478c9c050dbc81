"""Characters that no reader sees, and letters that stand in for others.

In: a text. Out: the words that a program makes of it, each character traced to its place.
"""

import re
import unicodedata
from typing import NamedTuple

UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e01ef"
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
)
"""Soft hyphen, joiners, marks of direction, fillers, variation selectors, tags, controls other than
tab and line ends. Unicode 16, property Default_Ignorable."""

HIDING = re.compile("(?<!\U0001f3f4)[\U000e0020-\U000e007e]{2,}\U000e007f?|[\u202d\u202e]")
"""Characters whose only use is to hide words: tags that are no part of a flag, and marks that turn
letters round against their own direction. UTS 51; CVE-2021-42574 (Trojan Source)."""

_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_LATIN = re.compile(r"[A-Za-z]")
_OTHER = re.compile("[\u0370-\u052f]")
_TWINS = {
    "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "у": "y", "х": "x", "і": "i", "ѕ": "s",
    "ј": "j", "А": "A", "В": "B", "Е": "E", "К": "K", "М": "M", "Н": "H", "О": "O", "Р": "P",
    "С": "C", "Т": "T", "Х": "X", "І": "I", "ο": "o", "α": "a", "ν": "v", "ι": "i", "ρ": "p",
    "Α": "A", "Β": "B", "Ε": "E", "Ι": "I", "Κ": "K", "Μ": "M", "Ν": "N", "Ο": "O", "Τ": "T",
}  # fmt: skip
"""Cyrillic and Greek letters that print like Latin ones. Unicode confusables, a choice."""

_SPACED = re.compile(r"(?<!\S)(?:[^\W\d_] ){2,}[^\W\d_](?!\S)")
_BLANKS = re.compile(r"\s{2,}|[^\S \n]")
"""White space other than a single blank or line end."""


class Seen(NamedTuple):
    """A text's words in plain letters, and where each character stands in the original."""

    text: str
    starts: tuple[int, ...]


def see(text: str) -> Seen:
    """The text without unseen characters, wide letters and twins plain, white space single.

    A run of white space is one blank, or one line end where it holds one. Letters set apart
    (`I g n o r e`) are set together.
    """
    apart = (range(m.start(), m.end()) for m in _SPACED.finditer(text))
    dropped = {at for word in apart for at in word if text[at] == " "}
    dropped |= {m.start() for m in UNSEEN.finditer(text)}
    blanks = {m.start(): (m.end(), "\n" if "\n" in m[0] else " ") for m in _BLANKS.finditer(text)}
    wide = {m.start(): (m.end(), _plain(m[0])) for m in _NOT_ASCII.finditer(text)}
    changed = wide | blanks | {at: (at + 1, "") for at in dropped}
    letters: list[str] = []
    starts: list[int] = []
    at = 0
    for place in sorted(changed):
        if place < at:  # inside a run of white space
            continue
        end, letter = changed[place]
        letters += (text[at:place], letter)
        starts += (*range(at, place), *(place for _ in letter))
        at = end
    return Seen(_without_twins("".join([*letters, text[at:]])), (*starts, *range(at, len(text))))


def _plain(letter: str) -> str:
    plain = unicodedata.normalize("NFKC", letter)
    return plain if len(plain) == 1 else letter


def reveal(text: str) -> str:
    """The text with the letters that its tag characters spell, and without other unseen ones."""
    spelled = "".join(chr(ord(c) - 0xE0000) if 0xE0020 <= ord(c) <= 0xE007E else c for c in text)
    return UNSEEN.sub("", spelled)


def _without_twins(text: str) -> str:
    """Words that mix Latin letters with others that look like them, in Latin letters alone."""
    if not _OTHER.search(text):
        return text

    def plain(word: re.Match[str]) -> str:
        mixed = _LATIN.search(word[0]) and _OTHER.search(word[0])
        return "".join(_TWINS.get(c, c) for c in word[0]) if mixed else word[0]

    return re.sub(r"[^\W\d_]+", plain, text)
