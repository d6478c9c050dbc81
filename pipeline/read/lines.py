"""Pieces of a page in reading order in, one text with its line breaks, marks, tables, origins out.

White space is what a browser makes of it: runs become one space, and a break is written only when
text follows, so that no line ends in spaces and no two blank lines meet.
"""

import re
from collections.abc import Iterator

from pipeline.read.grid import Grid
from pipeline.read.raw import RawMark, RawOrigin, RawTable

INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
"""Soft hyphens and zero-width marks: hints for line breaks that would cut a figure in two."""

_GAPS = re.compile(
    r"[ \t\n\r\f\u00ad\u200b\u200c\u200d\u2060\ufeff]{2,}|"
    r"[\t\n\r\f\u00ad\u200b\u200c\u200d\u2060\ufeff]|^ | $"
)
"""What is not written as it stands; a single space within a text is."""

_OUTSIDE_PRE = " \t\n\r\f"
_PRE_GAPS = re.compile(rf"{INVISIBLE.pattern}|\n(?:[ \t\r\f]*\n){{2,}}")


class Lines:
    """A text being written; it holds state as HTML's white space depends on what went before."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._newlines = 0
        self._space = False
        self._tab = False
        self._marker = ""
        self._pre = 0
        self._lists: list[int | None] = []
        self._grids: list[Grid] = []
        self._tables: list[RawTable] = []
        self._cell_start = -1
        self._column = 0
        self._caption_start: int | None = None
        self._open_marks: list[tuple[str, int, int]] = []
        self._marks: list[tuple[int, str, int, int]] = []
        self._mark_count = 0
        self._origins: list[RawOrigin] = []

    def write(self, raw: str, where: str = "", offset: int = 0) -> None:
        """Add text as it stands in the page, behind so many code points of the node `where`."""
        if self._pre and not self._in_cell():
            self._write_pre(raw, where, offset)
            return
        start = 0
        for gap in _GAPS.finditer(raw):
            self._word(raw[start : gap.start()], where, offset + start)
            self._space = self._space or any(map(str.isspace, gap[0]))
            start = gap.end()
        self._word(raw[start:], where, offset + start)

    def write_boxed(
        self, raw: str, where: str, offset: int, box: tuple[float, float, float, float]
    ) -> None:
        """As `write`, for a word that stands in `box` on a page."""
        known = len(self._origins)
        self.write(raw, where, offset)
        self._origins[known:] = [new._replace(box=box) for new in self._origins[known:]]

    def new_line(self) -> None:
        """The next text starts a line; within a table's cell a space does for a break."""
        self._want(1)

    def line_break(self) -> None:
        """A `<br>`: two in a row leave a blank line."""
        self._want(min(self._newlines + 1, 2))

    def tab(self) -> None:
        """A tab stop: a tab before what follows on the line; within a table's cell a space does."""
        self._space = True
        self._tab = not self._in_cell()

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
        self._grids.append(Grid())

    def close_table(self) -> None:
        """The innermost table of data ends."""
        if not self._grids:
            return
        grid = self._grids.pop()
        cells = tuple(grid.cells)
        if cells:
            starts = (cells[0].start, *(grid.caption or ())[:1])
            self._tables.append(RawTable(min(starts), self._length, cells, grid.caption))

    def open_row(self) -> None:
        """A row begins."""
        self._column = 0
        if self._grids:
            self._grids[-1].open_row()

    def open_cell(self, columns: int = 1, rows: int = 1, *, is_head: bool = False) -> None:
        """A cell that spans so many columns and rows begins; empty columns before it stay so."""
        if self._grids:
            self._grids[-1].open_cell(columns, rows, is_head=is_head)
            self._cell_start = -1
            self._space = False

    def close_cell(self) -> None:
        """The cell ends."""
        if self._in_cell():
            written = self._cell_start >= 0
            self._grids[-1].close_cell((self._cell_start, self._length) if written else None)
            self._space = False

    def open_caption(self) -> None:
        """The caption of a table begins."""
        self._caption_start = -1

    def close_caption(self) -> None:
        """The caption of a table ends."""
        if self._grids and self._caption_start is not None and self._caption_start >= 0:
            self._grids[-1].caption = (self._caption_start, self._length)
        self._caption_start = None

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

    @property
    def text(self) -> str:
        """All that was written."""
        return "".join(self._pieces)

    @property
    def text_end(self) -> str:
        """The last piece that was written; empty where a break or a space comes first."""
        return "" if self._space or self._newlines or not self._pieces else self._pieces[-1]

    @property
    def marks(self) -> tuple[RawMark, ...]:
        """In the order they start; an `a` only where it fills its line."""
        return tuple(_finished_marks(self.text, sorted(self._marks)))

    @property
    def tables(self) -> tuple[RawTable, ...]:
        """The tables of data that have ended, in reading order."""
        return tuple(sorted(self._tables))

    @property
    def origins(self) -> tuple[RawOrigin, ...]:
        """Where the words came from, in reading order."""
        return tuple(self._origins)

    def _in_cell(self) -> bool:
        return bool(self._grids and self._grids[-1].is_open)

    def _word(self, text: str, where: str, offset: int) -> None:
        """Write text without a gap, and note where it stood."""
        if not text:
            return
        self._flush()
        if where:
            self._note(RawOrigin(self._length, self._length + len(text), where, offset))
        self._add(text)
        self._space = False

    def _note(self, new: RawOrigin) -> None:
        """One origin more, or the last one longer, where text and original run on in step."""
        last = self._origins[-1] if self._origins else None
        shift = new.start - new.offset
        runs_on = last and last.where == new.where and last.start - last.offset == shift
        if last and runs_on and last.box is None:
            self._origins[-1] = last._replace(end=new.end)
        else:
            self._origins.append(new)

    def _want(self, newlines: int) -> None:
        if self._in_cell():
            self._space = True
        elif not self._marker:
            self._newlines = max(self._newlines, newlines)

    def _flush(self) -> None:
        """Write the breaks, tabs, marker or space that the coming text needs before it."""
        if self._newlines and self._length:
            self._add("\n" * self._newlines)
        tabs = self._grids[-1].column - self._column if self._in_cell() else 0
        spaced = self._space and not self._newlines and not tabs and self._length
        self._newlines = 0
        if tabs:
            self._add("\t" * tabs)
            self._column += tabs
        if self._in_cell() and self._cell_start < 0:
            self._cell_start = self._length
        if self._caption_start == -1:
            self._caption_start = self._length
        if spaced:
            self._add("\t" if self._tab else " ")
        if self._marker:
            self._add(self._marker + " ")
            self._marker = ""
        self._tab = False

    def _write_pre(self, raw: str, where: str, offset: int) -> None:
        """Text whose lines and spaces stay; of several blank lines in a row one stays."""
        core = raw.strip(_OUTSIDE_PRE)
        at = raw.find(core)
        before, after = (raw[:at], raw[at + len(core) :]) if core else (raw, "")
        self._newlines = min(self._newlines + before.count("\n"), 2)
        if not core:
            self._space = self._space or bool(raw)
            return
        self._flush()
        start = before.rfind("\n") + 1
        body = raw[start : at + len(core)]
        done = 0
        for gap in _PRE_GAPS.finditer(body):
            self._line(body[done : gap.start()], where, offset + start + done)
            self._add("\n\n" if "\n" in gap[0] else "")
            done = gap.end()
        self._line(body[done:], where, offset + start + done)
        self._newlines = min(after.count("\n"), 2)
        self._space = bool(after)

    def _line(self, text: str, where: str, offset: int) -> None:
        """Write preformatted text, and note where it stood."""
        if where and text:
            self._note(RawOrigin(self._length, self._length + len(text), where, offset))
        self._add(text)

    def _add(self, piece: str) -> None:
        self._pieces.append(piece)
        self._length += len(piece)


def _finished_marks(text: str, marks: list[tuple[int, str, int, int]]) -> Iterator[RawMark]:
    for _, tag, first, end in marks:
        start = first
        while start < end and text[start].isspace():
            start += 1
        if start < end and (tag != "a" or _fills_line(text, start, end)):
            yield RawMark(start, end, tag)


def _fills_line(text: str, start: int, end: int) -> bool:
    """Does nothing but a list marker stand beside `text[start:end]` on its line?"""
    before = text[text.rfind("\n", max(start - 12, 0), start) + 1 : start] if start else ""
    return (
        text[end : end + 1] in {"", "\n"}
        and re.fullmatch(r"\s*(?:•|\d+\.)?\s*", before[-12:]) is not None
    )
