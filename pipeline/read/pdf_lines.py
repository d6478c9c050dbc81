"""The words of a page in, its lines out: words on one baseline with no wide gap between them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from pipeline.read.pdf_shapes import Line, Word
from pipeline.read.pdf_words import SMALLER, is_raised
from pipeline.read.raised import raise_text

WIDE = 0.8
"""Of the type size: words that stand farther apart may belong to different columns."""

BULLETS = "•‣▪●■◦○·◆➢➤✓\uf0b7\uf0a7\uf0d8\uf076\uf0fc"
"""With those that Symbol and Wingdings have in Unicode's private use area."""

_MARKER = re.compile(rf"[{BULLETS}*o–-]|\(?(?:\d{{1,2}}|[a-z])[.)]|\[\d{{1,3}}\]|[⁰¹²³⁴-⁹†‡§¶ᴬ-ᶻ]+")

_LEVEL = 0.2
"""Of the type size: baselines that differ by less are one."""

_MANY = 3
_ALIKE = 0.12
_LOOSEST = 6.0
"""Of the type size: so many gaps that differ by less, and are no wider, were made by filling."""

_LOOSE_MARK = 3.0
"""Of the type size: an item stands no farther from its bullet or number."""

_NEAR = 0.6
"""Of the type size: a raised word stands no farther from what it belongs to."""


def find_lines(words: Iterable[Word]) -> list[Line]:
    """The lines, from the top down; of one baseline from left to right, cut at wide gaps."""
    rows = _rows(words)
    return [line for row in rows for line in _cut(row)]


def find_rows(words: Iterable[Word]) -> list[Line]:
    """As `find_lines`, but whole baselines, whatever gaps are in them."""
    return [line_of(row) for row in _rows(words)]


def line_of(words: Sequence[Word]) -> Line:
    """The line that these words make; its size and baseline are those of most characters.

    A small word above the baseline is raised: the mark at the start of a footnote.
    """
    sizes: dict[tuple[float, bool], int] = {}
    for word in words:
        key = (round(word.size, 1), word.bold)
        sizes[key] = sizes.get(key, 0) + len(word.text)
    size, _ = max(sizes, key=lambda key: (sizes[key], key))
    bold = 2 * sum(n for (_, is_bold), n in sizes.items() if is_bold) > sum(sizes.values())
    main = max(words, key=lambda word: (round(word.size, 1) == size, len(word.text)))
    raised = tuple(
        _raised(word) if is_raised(word.size, word.base, main.size, main.base) else word
        for word in words
    )
    left, right = min(word.left for word in words), max(word.right for word in words)
    return Line(raised, left, right, main.base, size, bold)


def is_marker(text: str) -> bool:
    """Is it a bullet or an item's number, which stands apart from its item?"""
    return _MARKER.fullmatch(text) is not None


def group_rows(lines: Iterable[Line]) -> list[list[Line]]:
    """Lines on one baseline together, from the top down, each from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (line.base, line.left)):
        if rows and line.base - rows[-1][0].base <= _LEVEL * min(line.size, rows[-1][0].size):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.left) for row in rows]


def _raised(word: Word) -> Word:
    pieces = tuple(piece._replace(text=raise_text(piece.text)) for piece in word.pieces)
    return word._replace(pieces=pieces)


def _rows(words: Iterable[Word]) -> list[list[Word]]:
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.base):
        for row in rows[-1:]:
            if word.base - row[0].base <= _LEVEL * min(word.size, row[0].size):
                row.append(word)
                break
        else:
            rows.append([word])
    _attach_small(rows)
    return [sorted(row, key=lambda word: word.left) for row in rows if row]


def _attach_small(rows: list[list[Word]]) -> None:
    """Move raised and lowered words that stand alone to the row that they belong to."""
    for at, row in enumerate(rows):
        around = [near for near in rows[max(at - 3, 0) : at + 4] if near is not row]
        for word in list(row):
            home = next((near for near in around if _belongs(word, near)), None)
            if home is not None:
                row.remove(word)
                home.append(word)


def _belongs(word: Word, row: Sequence[Word]) -> bool:
    middle = word.base - 0.3 * word.size
    return any(
        word.size < SMALLER * other.size
        and other.base - 0.85 * other.size < middle < other.base + 0.15 * other.size
        and -_NEAR * other.size < max(word.left - other.right, other.left - word.right)
        and max(word.left - other.right, other.left - word.right) < _NEAR * other.size
        for other in row
    )


def _cut(row: Sequence[Word]) -> Iterator[Line]:
    """The lines of a row. Where many gaps are wide and all alike, the line is only set so."""
    gaps = [right.left - left.right for left, right in pairwise(row)]
    filled = _filling(row, gaps)
    start = 0
    for at, gap in enumerate(gaps, start=1):
        size = max(row[at - 1].size, row[at].size)
        is_mark = row[start].text in BULLETS or (start == 0 and is_marker(row[0].text))
        is_marked = at == start + 1 and is_mark and gap < _LOOSE_MARK * size
        if gap > max(WIDE * size, filled) and not is_marked:
            yield line_of(row[start:at])
            start = at
    yield line_of(row[start:])


def _filling(row: Sequence[Word], gaps: Sequence[float]) -> float:
    """How wide the gaps are of running text that was spread to fill its column; 0 where none was.

    One or two wider ones may part it from the columns beside it.
    """
    size = row[0].size
    if len(gaps) < _MANY:
        return 0.0
    usual = median(gaps)
    near = [gap for gap in gaps if abs(gap - usual) < _ALIKE * size]
    is_even = len(near) >= max(_MANY, len(gaps) - 2) and usual < _LOOSEST * size
    is_text = 2 * sum(word.text[:1].islower() for word in row) >= len(row)
    return max(near) + _ALIKE * size if is_even and is_text and min(gaps) >= min(near) else 0.0
