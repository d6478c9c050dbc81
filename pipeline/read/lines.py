"""Pieces of a page in reading order in, one text with its line breaks and marks out.

White space is what a browser makes of it: runs become one space, and a break is written only when
text follows, so that no line ends in spaces and no two blank lines meet.
"""

import re
from collections.abc import Iterator

from schemas.article import Mark
from schemas.text import Span

INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
"""Soft hyphens and zero-width marks: hints for line breaks that would cut a figure in two."""

_SPACES = re.compile(r"[ \t\n\r\f]+")
_OUTSIDE_PRE = " \t\n\r\f"
_BLANK_LINES = re.compile(r"\n(?:[ \t\r\f]*\n){2,}")


class Lines:
    """A text being written; it holds state as HTML's white space depends on what went before."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._newlines = 0
        self._space = False
        self._marker = ""
        self._pre = 0
        self._lists: list[int | None] = []
        self._tables: list[int] = []
        self._cells = 0
        self._tabs = 0
        self._open_marks: list[tuple[str, int, int]] = []
        self._marks: list[tuple[int, str, int, int]] = []
        self._mark_count = 0

    def write(self, raw: str) -> None:
        """Add text as it stands in the page."""
        raw = INVISIBLE.sub("", raw)
        if self._pre and not self._in_cell():
            self._write_pre(raw)
            return
        text = _SPACES.sub(" ", raw)
        core = text.strip(" ")
        if not core:
            self._space = self._space or bool(text)
            return
        self._space = self._space or text[0] == " "
        self._flush()
        self._add(core)
        self._space = text[-1] == " "

    def new_line(self) -> None:
        """The next text starts a line; within a table's cell a space does for a break."""
        self._want(1)

    def line_break(self) -> None:
        """A `<br>`: two in a row leave a blank line."""
        self._want(min(self._newlines + 1, 2))

    def blank_line(self) -> None:
        """The next text starts a line after a blank one."""
        self._want(2)

    def marker(self, marker: str) -> None:
        """Put a list item's marker before the item's first text, if any comes."""
        self._marker = marker

    def open_list(self, start: int | None) -> None:
        """A list begins; `start` is its first number, or `None` for bullets."""
        self._lists.append(start)

    def close_list(self) -> None:
        """The innermost list ends."""
        if self._lists:
            self._lists.pop()
        self._marker = ""

    def next_number(self, value: int | None) -> int | None:
        """The number of the item that begins; `None` in a list without numbers."""
        if not self._lists or self._lists[-1] is None:
            return None
        number = self._lists[-1] if value is None else value
        self._lists[-1] = number + 1
        return number

    def open_table(self) -> None:
        """A table of data begins: its rows become lines."""
        self._tables.append(0)

    def close_table(self) -> None:
        """The innermost table of data ends."""
        if self._tables:
            self._tables.pop()

    def open_row(self) -> None:
        """A row begins."""
        self._cells = self._tabs = 0

    def open_cell(self, columns: int) -> None:
        """A cell that spans so many columns begins."""
        if self._tables:
            self._tabs += min(self._cells, 1)
            self._cells = 1
            self._tables[-1] = columns
            self._space = False

    def close_cell(self) -> None:
        """The cell ends; a wide one leaves the columns it covers empty."""
        if self._tables and self._tables[-1]:
            self._tabs += self._tables[-1] - 1
            self._tables[-1] = 0
            self._space = False

    def open_pre(self) -> None:
        """Preformatted text begins."""
        self._pre += 1

    def close_pre(self) -> None:
        """Preformatted text ends."""
        self._pre = max(self._pre - 1, 0)

    def open_mark(self, tag: str) -> None:
        """What is written from here on belongs to an element of that name."""
        self._open_marks.append((tag, self._mark_count, self._length))
        self._mark_count += 1

    def close_mark(self) -> None:
        """The innermost marked element ends."""
        tag, order, start = self._open_marks.pop()
        if self._length > start:
            self._marks.append((order, tag, start, self._length))

    def finish(self) -> tuple[str, tuple[Mark, ...]]:
        """The text, and the marks in the order they start; an `a` only where it fills its line."""
        text = "".join(self._pieces)
        return text, tuple(_finished_marks(text, sorted(self._marks)))

    def _in_cell(self) -> bool:
        return bool(self._tables and self._tables[-1])

    def _want(self, newlines: int) -> None:
        if self._in_cell():
            self._space = True
        elif not self._marker:
            self._newlines = max(self._newlines, newlines)

    def _flush(self) -> None:
        """Write the breaks, tabs, marker or space that the coming text needs before it."""
        if self._newlines and self._length:
            self._add("\n" * self._newlines)
        spaced = self._space and not self._newlines and not self._tabs and self._length
        self._newlines = 0
        if self._tabs:
            self._add("\t" * self._tabs)
            self._tabs = 0
        if self._marker:
            self._add(self._marker + " ")
            self._marker = ""
        elif spaced:
            self._add(" ")

    def _write_pre(self, raw: str) -> None:
        """Text whose lines and spaces stay; of several blank lines in a row one stays."""
        body = raw.strip(_OUTSIDE_PRE)
        before, _, after = raw.partition(body) if body else (raw, "", "")
        self._newlines = min(self._newlines + before.count("\n"), 2)
        if not body:
            self._space = self._space or bool(raw)
            return
        self._flush()
        self._add(before.rpartition("\n")[2] + _BLANK_LINES.sub("\n\n", body))
        self._newlines = min(after.count("\n"), 2)
        self._space = bool(after)

    def _add(self, piece: str) -> None:
        self._pieces.append(piece)
        self._length += len(piece)


def _finished_marks(text: str, marks: list[tuple[int, str, int, int]]) -> Iterator[Mark]:
    for _, tag, first, end in marks:
        start = first
        while start < end and text[start].isspace():
            start += 1
        if start < end and (tag != "a" or _fills_line(text, start, end)):
            yield Mark(span=Span(start=start, end=end), tag=tag)


def _fills_line(text: str, start: int, end: int) -> bool:
    """Does nothing but a list marker stand beside `text[start:end]` on its line?"""
    before = text[text.rfind("\n", max(start - 12, 0), start) + 1 : start] if start else ""
    return (
        text[end : end + 1] in {"", "\n"}
        and re.fullmatch(r"\s*(?:•|\d+\.)?\s*", before[-12:]) is not None
    )
