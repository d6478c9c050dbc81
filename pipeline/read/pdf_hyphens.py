"""Two words that a line's end parts in; out, whether a hyphen, a space or nothing stands between.

A hyphen at a line's end is dropped where it parts a word in lower case, and kept in a compound:
one that the document also prints within a line, one with a second hyphen, one that begins with a
word compounds begin with. A document that has hyphens of its own kind for broken words (U+2010)
keeps every other.
"""

import re
from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple

from pipeline.read.pdf_shapes import Line

COMPOUND_STARTS = frozenset(
    "double single triple open long short high low well late early mid first second third fourth "
    "one two three four five six seven eight nine ten twice once half full part self placebo dose "
    "time disease progression event response treatment drug age risk cost market cash year month "
    "week day follow head end real large small health evidence patient investigator sponsor "
    "company immune cell tumor tumour blood bone heart life follow-on best better top non post "
    "pre anti cross all so".split()
)
"""What a hyphen at a line's end is kept behind; from compounds of trial reports and market news."""

_BROKEN = re.compile(r"[a-zà-öø-ÿ]{2,}[-‐]")
_DASHES = "-‐‑–—/"
_PARTNERS = frozenset({"and", "or", "to", "und", "oder", "et", "ou"})
"""Behind a hyphen that stands for a word to come: `pre- and post-treatment`."""


class Seam(Enum):
    """What stands between two words when a line's end no longer parts them."""

    SPACE = "space"
    NOTHING = "nothing"
    DROPPED = "dropped"
    """Nothing, and the hyphen goes too."""


class Spellings(NamedTuple):
    """How a document writes its words where no line's end parts them."""

    words: frozenset[str]
    marks_breaks: bool
    """Has it a hyphen of its own for broken words?"""


def find_spellings(lines: Iterable[Line]) -> Spellings:
    """The words that stand within lines, in lower case without the marks around them."""
    words: set[str] = set()
    ends: set[str] = set()
    inner: set[str] = set()
    for line in lines:
        texts = [word.text for word in line.words]
        words.update(_bare(text) for text in texts[1:-1])
        inner.update(ch for text in texts for ch in text[:-1])
        ends.update(text[-1:] for text in texts[-1:])
    return Spellings(frozenset(words), "‐" in ends and "‐" not in inner)


def find_seam(before: str, after: str, spellings: Spellings) -> Seam:
    """What joins `before`, the last word of a line, to `after`, the first of the next."""
    last = before[-1:]
    if last == "\u00ad":
        return Seam.DROPPED
    if not last or last not in _DASHES or len(before) < 2:
        return Seam.SPACE
    if _bare(after) in _PARTNERS and last in "-‐":
        return Seam.SPACE
    if not after[:1].islower() or last not in "-‐":
        return Seam.NOTHING
    if last == "‐" and spellings.marks_breaks and before[-2].isalpha():
        return Seam.DROPPED
    is_word = _BROKEN.search(before[-3:]) is not None
    return Seam.DROPPED if is_word and not _is_compound(before, after, spellings) else Seam.NOTHING


def _is_compound(before: str, after: str, spellings: Spellings) -> bool:
    stem, rest = _bare(before[:-1]), _bare(after)
    if f"{stem}{rest}" in spellings.words:
        return False
    if f"{stem}-{rest}" in spellings.words or spellings.marks_breaks:
        return True
    return "-" in stem or stem in COMPOUND_STARTS


def _bare(text: str) -> str:
    return text.lower().replace("‐", "-").strip(".,;:!?()[]“”\"'‘’ ")
