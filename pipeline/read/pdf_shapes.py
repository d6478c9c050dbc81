"""The shapes on a PDF page: glyphs, words, lines, rules and tables, as plain values.

Lengths are points. A place is told twice: in the frame that a page is laid out in, where its lines
run from left to right and `y` grows downwards, and as a box on the page as it is seen.
"""

from math import inf
from typing import NamedTuple

Box = tuple[float, float, float, float]
"""Left, top, right and bottom on the page as it is seen, from its top left corner."""


ABOVE = 0.75
BELOW = 0.22
"""How far letters reach above and below their baseline, in type sizes: ascenders and descenders."""


class Glyph(NamedTuple):
    """One character as it is drawn."""

    text: str
    number: int
    """Its number among the characters of its page, as PDFium counts them."""
    left: float
    right: float
    base: float
    """Where its baseline runs."""
    size: float
    bold: bool
    box: Box
    spaced: bool = False
    """Does PDFium see a space before it, where the page holds none?"""


class Piece(NamedTuple):
    """A stretch of a word whose characters are numbered in step."""

    text: str
    number: int
    box: Box


class Word(NamedTuple):
    """What stands between two gaps of a line."""

    pieces: tuple[Piece, ...]
    left: float
    right: float
    base: float
    size: float
    bold: bool
    order: int
    """The number of its first glyph: when it is drawn."""
    page: int = 0
    linked: bool = False
    """Does a link lie over it?"""

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def top(self) -> float:
        """Where its tallest letters end."""
        return self.base - ABOVE * self.size

    @property
    def bottom(self) -> float:
        """Where its descenders end."""
        return self.base + BELOW * self.size


class Line(NamedTuple):
    """Words on one baseline with no wide gap between them."""

    words: tuple[Word, ...]
    left: float
    right: float
    base: float
    size: float
    bold: bool
    limit: float = inf
    """Where a box at its right begins, which it cannot reach over."""

    @property
    def text(self) -> str:
        """Its words with a space between them."""
        return " ".join(word.text for word in self.words)

    @property
    def page(self) -> int:
        """The number of its page."""
        return self.words[0].page

    @property
    def top(self) -> float:
        """Where its tallest letters end."""
        return self.base - ABOVE * self.size

    @property
    def bottom(self) -> float:
        """Where its descenders end."""
        return self.base + BELOW * self.size

    @property
    def order(self) -> int:
        """When its first word is drawn; a bullet that is no character tells nothing."""
        return next((word.order for word in self.words if word.order >= 0), 0)


class Rule(NamedTuple):
    """A straight line, or an edge of a box, that runs along or across the page."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def is_level(self) -> bool:
        """Does it run from left to right?"""
        return self.right - self.left >= self.bottom - self.top


class TableCell(NamedTuple):
    """A cell's lines, and the rows and columns that it takes."""

    lines: tuple[Line, ...]
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    is_head: bool = False


class TableShape(NamedTuple):
    """A table found on a page: its cells row by row, and the place it takes."""

    cells: tuple[TableCell, ...]
    edges: tuple[float, ...]
    """Where its columns begin, and where the last one ends."""
    left: float
    right: float
    top: float
    bottom: float

    @property
    def order(self) -> int:
        """When its first word is drawn."""
        return min(line.order for cell in self.cells for line in cell.lines)


class Sheet(NamedTuple):
    """One page in the frame it is laid out in."""

    number: int
    """From 1."""
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...]
    asides: tuple[tuple[Word, ...], ...] = ()
    """What runs in another direction than the page's lines, a group for each."""
