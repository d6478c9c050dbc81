"""One line of a text to the cells of a table's row, where it hardly holds a sentence.

In: a line. Out: its label and its cells, each with the place it was written; nothing where it is
prose. `a | b | c`, `Label: 1 / 2 / 3`, `Label 1 2 3` and columns set apart by spaces are rows.
"""

import re
from typing import NamedTuple

LONGEST_ROW = 240
"""Characters; what is longer is a paragraph."""
_NUMBER = r"[<>≤≥~=]?[+\-−–±]?[$€£¥]?\d[\d,.]*(?:[%*†‡§]|x\b|pp\b)?"
_ASIDE = r"(?:\s*[(\[][^()\[\]]{1,40}[)\]])?"
_VALUE = re.compile(
    rf"{_NUMBER}(?:\s?±\s?{_NUMBER})?{_ASIDE}[*†‡§]*|(?:NR|NE|NA|n/a|-|–|—|not reached)\*?{_ASIDE}"
)
"""A cell that holds a number, or says that there is none."""
_COUNTED = r"\d+ [A-Za-z]{2,12}(?:, \d+ [A-Za-z]{2,12})+"
"""`1 CR, 3 PR`: a cell that counts sorts."""
_TAIL = re.compile(rf"(?<!\S)(?:{_COUNTED}|{_VALUE.pattern})(?!\S)")
_WIDE = re.compile(r"\s*\|\s*|\t+| {2,}")
_NARROW = re.compile(r"\s+/\s+|;\s+")
_LETTER = re.compile(r"[^\W\d_]")
_SENTENCE = re.compile(r"[.!?][\"')\]”’]*(?:\s+[A-Z\"“]|$)")


class Piece(NamedTuple):
    """A stretch of a text without the space around it."""

    start: int
    text: str


class Row(NamedTuple):
    """The label and the cells of one row."""

    label: Piece
    cells: tuple[Piece, ...]


def trim(start: int, text: str) -> Piece:
    """The stretch without the space and the bars around it."""
    cut = text.lstrip(_OPENING)
    return Piece(start + len(text) - len(cut), cut.rstrip(_CLOSING))


_SPACE = (
    " \t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
"""All that `str.isspace` calls space."""
_CLOSING = _SPACE + "|"
_OPENING = _CLOSING + "•*·"


def is_value(text: str) -> bool:
    """Is this all of a cell that holds a number, or says that there is none?"""
    return len(text) <= 60 and _VALUE.fullmatch(text) is not None


def is_heading(text: str) -> bool:
    """Is it short and no sentence, as a label or the head of a table is?"""
    return 0 < len(text) <= LONGEST_ROW // 2 and not _SENTENCE.search(text)


def is_label(text: str) -> bool:
    """May it name a row: short, with a letter, and no sentence?"""
    return (
        len(text) <= 70 and _LETTER.search(text) is not None
        and is_heading(text) and not is_value(text)
    )  # fmt: skip


def split_at(mark: re.Pattern[str], piece: Piece) -> tuple[Piece, ...]:
    """The parts of a stretch between the marks; an empty one is kept."""
    found, start = [], 0
    for m in mark.finditer(piece.text):
        found.append(trim(piece.start + start, piece.text[start : m.start()]))
        start = m.end()
    return (*found, trim(piece.start + start, piece.text[start:]))


def split_wide(piece: Piece) -> tuple[Piece, ...]:
    """The parts between bars, tabs or wide spaces, or else between spaced slashes."""
    wide = split_at(_WIDE, piece)
    return wide if len(wide) > 1 else split_at(_NARROW, piece)


def read_row(piece: Piece) -> Row | None:
    """The row that a line is, if it is one: a label, and two values or more behind it."""
    if not piece.text or len(piece.text) > LONGEST_ROW:
        return None
    for mark in (_WIDE, _NARROW):
        row = _marked(piece, split_at(mark, piece))
        if row is not None:
            return row
    return _plain(piece)


def _marked(piece: Piece, parts: tuple[Piece, ...]) -> Row | None:
    if len(parts) < 2:
        return None
    head, cells = parts[0], parts[1:]
    name, colon, first = head.text.rpartition(": ")
    if colon:
        cells = (trim(head.start + len(name) + 2, first), *cells)
        head = Piece(head.start, name)
    if len(cells) < 2 or not is_label(head.text):
        return None
    # A row may hold a cell of words: `1 CR, 3 PR`.
    values = sum(is_value(c.text) for c in cells)
    return Row(head, cells) if values * 2 > len(cells) else None


def _plain(piece: Piece) -> Row | None:
    """The values that end the line, parted by nothing but space."""
    run: list[re.Match[str]] = []
    for m in _TAIL.finditer(piece.text):
        if run and piece.text[run[-1].end() : m.start()].strip():
            run.clear()
        run.append(m)
    if len(run) < 2 or piece.text[run[-1].end() :].strip():
        return None
    label = trim(piece.start, piece.text[: run[0].start()].rstrip(" :"))
    if not is_label(label.text):
        return None
    return Row(label, tuple(Piece(piece.start + m.start(), m[0]) for m in run))
