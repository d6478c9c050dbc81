"""The lines of a part of a page in; out, its paragraphs, list items and headings.

A line goes on in the next where the next line's first word had no room left on it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from itertools import pairwise
from typing import NamedTuple

from pipeline.read.pdf_columns import Item
from pipeline.read.pdf_lines import BULLETS, is_marker
from pipeline.read.pdf_shapes import Line, TableShape

_SAME = 0.06
"""Sizes that differ by less, as a share, are one."""

_LOOSE = 1.25
_LOOSE_SENTENCE = 1.12
"""Of the usual step from line to line: beyond it a new paragraph begins; behind a sentence's end
less is enough. A line with raised digits may stand a tenth farther."""

_MANY = 5
"""Steps; fewer do not tell what is usual, and those of the body's type are taken in proportion."""

_INDENT = 0.7
"""Of the type size: a first line that is set in so far begins a paragraph."""

_LARGER = 1.12
"""Of the body's type size: headings are larger, or bold."""

_MOST_HEADING_WORDS = 30
_SLACK = 0.2
_SPACE = 0.25
"""Of the type size: what a space takes."""

_ENDS = tuple('.!?:;”"’…')
_NUMBERED = re.compile(r"\(?\d{1,2}[.)]|\[\d{1,3}\]")
_FIGURE = re.compile(r"(?:Fig\.|Figure|Chart|Graph)\s*\d", re.IGNORECASE)


class Kind(Enum):
    """What a paragraph is."""

    TEXT = ""
    ITEM = "item"
    H1 = "h1"
    H2 = "h2"
    H3 = "h3"
    CAPTION = "figcaption"
    NOTE = "aside"
    HEAD = "header"
    FOOT = "footer"


HEADINGS = (Kind.H1, Kind.H2, Kind.H3)


class Paragraph(NamedTuple):
    """Lines that run on."""

    lines: tuple[Line, ...]
    kind: Kind = Kind.TEXT
    right: float = 0.0
    """Where the lines beside it end at most."""

    @property
    def text(self) -> str:
        """Its lines with a space between them."""
        return " ".join(line.text for line in self.lines)

    @property
    def page(self) -> int:
        """The number of the page that it begins on."""
        return self.lines[0].page


Block = Paragraph | TableShape


class Type(NamedTuple):
    """How a document is set."""

    body: float
    """The size of most of its characters."""
    steps: Mapping[float, float]
    """By size, how far lines usually stand from each other."""
    headings: tuple[float, ...] = ()
    """The sizes of its headings, from the largest down."""

    def step(self, size: float) -> float:
        """The usual step from line to line in type of that size."""
        return self.steps.get(
            _rounded(size), self.steps.get(self.body, 1.25 * self.body) * size / self.body
        )


def measure_type(parts: Sequence[Sequence[Item]]) -> Type:
    """The type of a document's body, and its usual steps from line to line."""
    sizes: Counter[float] = Counter()
    steps: dict[float, list[float]] = {}
    for part in parts:
        lines = [item for item in part if isinstance(item, Line)]
        for line in lines:
            sizes[_rounded(line.size)] += len(line.text)
        for above, below in pairwise(lines):
            step = below.base - above.base
            if _is_same_size(above, below) and 0.9 < step / below.size < 2.6:
                steps.setdefault(_rounded(below.size), []).append(step)
    body = max(sizes, key=lambda size: (sizes[size], size), default=10.0)
    usual = {size: _usual(found) for size, found in steps.items() if len(found) >= _MANY}
    return Type(body, usual)


def _usual(steps: Sequence[float]) -> float:
    """The step that is most frequent, to half a point; of equals the smallest."""
    counts = Counter(round(step * 2) / 2 for step in steps)
    best = max(counts.values())
    return min(step for step, count in counts.items() if count == best)


def find_paragraphs(items: Sequence[Item], type_: Type) -> list[Block]:
    """The paragraphs and tables of a part, in order; headings are not told apart yet."""
    blocks: list[Block] = []
    lines: list[Line] = []
    for item in items:
        if isinstance(item, Line):
            lines.append(item)
        else:
            blocks.extend(_paragraphs(lines, type_))
            blocks.append(item)
            lines = []
    return [*blocks, *_paragraphs(lines, type_)]


def _paragraphs(lines: Sequence[Line], type_: Type) -> Iterator[Paragraph]:
    for column in _columns(lines, type_):
        left, right = min(line.left for line in column), max(line.right for line in column)
        current = [column[0]]
        for below in column[1:]:
            if _goes_on(current, below, (left, right), type_):
                current.append(below)
            else:
                yield _paragraph(current, right)
                current = [below]
        yield _paragraph(current, right)


def _columns(lines: Sequence[Line], type_: Type) -> Iterator[list[Line]]:
    """Lines of one size, none farther from the one above than lines usually are."""
    current: list[Line] = []
    for line in lines:
        if current:
            above = current[-1]
            step = line.base - above.base
            usual = min(type_.step(line.size), 1.7 * line.size)
            loose = _LOOSE_SENTENCE if above.text.endswith(_ENDS) else _LOOSE
            far = step > loose * usual
            if far or not (_is_same_size(above, line) or _is_begun_small(current, line)):
                yield current
                current = []
        current.append(line)
    if current:
        yield current


def _goes_on(current: Sequence[Line], below: Line, edges: tuple[float, float], type_: Type) -> bool:
    """Is the line below part of the paragraph so far?"""
    above = current[-1]
    left, right = edges
    if below.words[0].text in BULLETS:
        return False
    had_room = _had_room(above, below, right)
    ended = above.text.endswith(_ENDS) or had_room
    if is_marker(below.words[0].text) and len(below.words) > 1 and ended:
        return False
    if above.bold == below.bold and _looks_like_heading(above, type_):
        return not above.text.endswith(_ENDS)
    if _changes_weight(above, below):
        return False
    if _is_item(current[0]):
        return not had_room and _hangs(current, below)
    is_deeper = below.left - above.left > 2 or len(current) == 1
    indented = below.left - left > _INDENT * below.size and is_deeper
    return not had_room and not (indented and ended)


def _changes_weight(above: Line, below: Line) -> bool:
    """Is one of them bold throughout, and the other not where they meet?"""
    starts, ends = below.words[0].bold, above.words[-1].bold
    return starts != ends and all(word.bold for word in (below if starts else above).words)


def _hangs(current: Sequence[Line], below: Line) -> bool:
    """Does a line stand where the text of its list item does, or below its mark in mid-sentence?"""
    first, above = current[0], current[-1]
    texts = [first.words[1].left, *(line.left for line in current[1:])]
    if min(abs(below.left - left) for left in texts) < _INDENT * below.size:
        return True
    return abs(below.left - first.left) < 2 and not above.text.endswith(_ENDS)


def _had_room(above: Line, below: Line, right: float) -> bool:
    """Would the first word of the line below have fitted on the line above?

    A word that fills its line by itself tells nothing, and counts as one that would.
    """
    word = below.words[0]
    right = min(right, above.limit)
    if len(below.words) == 1 and below.right >= right - 1 and not word.text[:1].islower():
        return True
    if len(above.words[-1].text) > 1 and above.words[-1].text[-1] in "-‐\u00ad–/":
        return not word.text[:1].islower() and right - above.right > 6 * above.size
    return right - above.right > word.right - word.left + (_SPACE + _SLACK) * above.size


def _looks_like_heading(line: Line, type_: Type) -> bool:
    return line.size > _LARGER * type_.body or line.bold


def _is_item(line: Line) -> bool:
    return len(line.words) > 1 and is_marker(line.words[0].text)


def _paragraph(lines: Sequence[Line], right: float) -> Paragraph:
    first = lines[0]
    is_item = _is_item(first) and first.words[0].text in BULLETS + "–-*o"
    kind = Kind.ITEM if is_item else Kind.TEXT
    if _FIGURE.match(first.text):
        kind = Kind.CAPTION
    return Paragraph(tuple(lines), kind, right)


def name_headings(blocks: Iterable[Block], type_: Type) -> list[Block]:
    """The same blocks, with headings as such: by size from the largest down, then the bold."""
    blocks = list(blocks)
    sizes = {
        _rounded(block.lines[0].size)
        for block in blocks
        if isinstance(block, Paragraph) and is_heading(block, type_) and _is_large(block, type_)
    }
    ranks = sorted(sizes, reverse=True)
    named: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph) and is_heading(block, type_):
            large = _is_large(block, type_)
            rank = ranks.index(_rounded(block.lines[0].size)) if large else max(len(ranks), 1)
            named.append(block._replace(kind=HEADINGS[min(rank, 2)]))
        else:
            named.append(block)
    return named


def is_heading(block: Paragraph, type_: Type) -> bool:
    """Large or bold, short, with a word in it, and no sentence where only its weight tells."""
    text = block.text
    if block.kind is not Kind.TEXT or len(text.split()) > _MOST_HEADING_WORDS:
        return False
    if not re.search(r"[^\W\d_]{3}", text):
        return False
    if _is_large(block, type_):
        return True
    bold = all(line.bold and all(word.bold for word in line.words[:-1]) for line in block.lines)
    return bold and not text.endswith((".", ",", ";"))


def _is_large(block: Paragraph, type_: Type) -> bool:
    return block.lines[0].size > _LARGER * type_.body


def _is_begun_small(current: Sequence[Line], line: Line) -> bool:
    """Is this the second line of a paragraph whose first is in small capitals?

    Its figures and first letters are as large as what follows.
    """
    above = current[-1]
    large = [word for word in above.words if abs(word.size - line.size) <= _SAME * line.size]
    return len(current) == 1 and bool(large) and above.size < line.size


def _is_same_size(one: Line, two: Line) -> bool:
    return abs(one.size - two.size) <= _SAME * max(one.size, two.size)


def _rounded(size: float) -> float:
    return round(size * 2) / 2
