"""The blocks of a Word file in; their text, written as that of every other format, out."""

from collections.abc import Iterator, Mapping

from lxml import etree

from pipeline.read.docx_lists import Counter, read_lists
from pipeline.read.docx_notes import NoteKind, Notes, write_mark
from pipeline.read.docx_runs import Fields, Kind, Piece, find_pieces, is_mark_gone
from pipeline.read.docx_styles import Style, overlay, read_properties
from pipeline.read.docx_tables import WordCell, WordRow, is_layout, read_rows
from pipeline.read.docx_xml import local, unwrapped, value
from pipeline.read.lines import Lines
from pipeline.read.raised import lower_text, raise_text

CAPTIONS = frozenset({"caption", "table caption"})
HEADINGS = 6
"""Word has nine levels, HTML six: the deepest are the sixth."""


class Writer:
    """What is being written; it holds the counts of lists, notes and paragraphs so far."""

    def __init__(
        self, styles: Mapping[str, Style], numbering: etree._Element | None, notes: Notes
    ) -> None:
        self.lines = Lines()
        self._styles = styles
        self._counter = Counter(read_lists(numbering))
        self._notes = notes
        self._cited: dict[tuple[str, str], str] = {}
        """The mark of each note that was referred to, by its kind and id."""
        self._fields = Fields()
        self._runs_on = False
        self._was_item = False

    def write_body(self, body: etree._Element) -> None:
        """The text itself, in reading order."""
        self._write_blocks(body, "")

    def write_part(self, part: etree._Element, tag: str, where: str) -> None:
        """A page header or footer, marked as what it is."""
        self._write_apart(part, tag, f"{where}, ")

    def write_notes(self) -> None:
        """The notes that the text referred to, in that order, footnotes first."""
        for kind in self._notes:
            number = 0
            for (name, note_id), mark in list(self._cited.items()):
                element = kind.elements.get(note_id) if name == kind.name else None
                if element is not None:
                    number += 1
                    self.lines.blank_line()
                    self.lines.open_mark("aside")
                    self._write_note(element, f"{name} {number}", mark)
                    self.lines.close_mark()
                    self.lines.marker("")

    def _write_note(self, note: etree._Element, where: str, mark: str) -> None:
        paragraphs = [one for one in unwrapped(note) if local(one) == "p"]
        for number, paragraph in enumerate(paragraphs, 1):
            self.lines.blank_line()
            if number == 1:
                self.lines.marker(mark)
            at = where if number == 1 else f"{where}, paragraph {number}"
            self._write_pieces(self._pieces(paragraph), at)

    def _write_apart(self, parent: etree._Element, tag: str, where: str) -> None:
        """Blocks that stand apart from the running text, marked."""
        runs_on, self._runs_on, self._was_item = self._runs_on, False, False
        self.lines.blank_line()
        self.lines.open_mark(tag)
        self._write_blocks(parent, where)
        self.lines.close_mark()
        self.lines.blank_line()
        self._runs_on = runs_on

    def _write_blocks(self, parent: etree._Element, where: str) -> None:
        """The paragraphs and tables in an element, each numbered by itself."""
        blocks = [one for one in unwrapped(parent) if local(one) in {"p", "tbl"}]
        paragraphs = tables = 0
        caption: etree._Element | None = None
        for at, block in enumerate(blocks):
            following = blocks[at + 1] if at + 1 < len(blocks) else None
            if local(block) == "tbl":
                tables += 1
                self._write_table(block, f"{where}table {tables}", (caption, paragraphs, where))
                caption = None
                continue
            paragraphs += 1
            if self._heads_table(block, following):
                caption = block
            else:
                self._write_paragraph(block, f"{where}paragraph {paragraphs}")

    def _heads_table(self, paragraph: etree._Element, following: etree._Element | None) -> bool:
        is_caption = self._style(paragraph).name in CAPTIONS
        return (
            is_caption
            and following is not None
            and local(following) == "tbl"
            and not is_layout(following, read_rows(following))
        )

    def _style(self, paragraph: etree._Element) -> Style:
        named = self._styles.get(value(paragraph, "pPr", "pStyle") or "", Style())
        return overlay(read_properties(paragraph), named)

    def _write_paragraph(self, paragraph: etree._Element, where: str) -> None:
        pieces = self._pieces(paragraph)
        style = self._style(paragraph)
        is_item = bool(style.list_id)
        if not self._runs_on:
            self._part(is_item=is_item)
        if is_item and not self._runs_on and any(piece.text.strip() for piece in pieces):
            self.lines.marker(self._counter.marker(style.list_id or 0, style.list_level or 0))
        tag = _tag(style)
        if tag:
            self.lines.open_mark(tag)
        self._write_pieces(pieces, where)
        if tag:
            self.lines.close_mark()
        self.lines.marker("")
        self._was_item = is_item
        self._runs_on = is_mark_gone(paragraph)
        boxes = [piece.box for piece in pieces if piece.box is not None]
        for number, box in enumerate(boxes, 1):
            self._write_apart(box, "aside", f"{where}, text box {number}, ")

    def _part(self, *, is_item: bool) -> None:
        """Items of a list stand on lines of their own, paragraphs apart."""
        if is_item and self._was_item:
            self.lines.new_line()
        else:
            self.lines.blank_line()

    def _pieces(self, paragraph: etree._Element) -> list[Piece]:
        return find_pieces(paragraph, self._styles, self._fields)

    def _write_pieces(self, pieces: list[Piece], where: str) -> None:
        for piece, following in zip(pieces, [*pieces[1:], Piece(Kind.TEXT)], strict=False):
            if piece.kind is Kind.TEXT:
                self.lines.write(self._shifted(piece, following), where, piece.offset)
            elif piece.kind is Kind.TAB:
                self.lines.tab()
            elif piece.kind is Kind.BREAK:
                self.lines.line_break()
            elif piece.kind is not Kind.BOX and piece.shift:
                kind = self._notes[0 if piece.kind is Kind.FOOTNOTE else 1]
                self.lines.write(self._cite(kind, piece))
            elif piece.kind is not Kind.BOX:
                self._cited[piece.kind.value, piece.text] = ""

    def _shifted(self, piece: Piece, following: Piece) -> str:
        if piece.shift < 0:
            return lower_text(piece.text, self.lines.text_end, following.text)
        return raise_text(piece.text) if piece.shift else piece.text

    def _cite(self, kind: NoteKind, piece: Piece) -> str:
        """The mark of a note; one that is referred to again keeps its own."""
        key = (kind.name, piece.text)
        if key not in self._cited and piece.text in kind.elements:
            place = 1 + sum(
                name == kind.name and bool(mark) for (name, _), mark in self._cited.items()
            )
            self._cited[key] = write_mark(kind, place)
        return self._cited.get(key, "")

    def _write_table(
        self, table: etree._Element, where: str, caption: tuple[etree._Element | None, int, str]
    ) -> None:
        rows = read_rows(table)
        self._was_item = False
        if is_layout(table, rows):
            for row, cell in _cells(rows):
                at = f"{where}, row {row.number}, cell {cell.number}, "
                self._write_blocks(cell.element, at)
            return
        lines = self.lines
        lines.blank_line()
        lines.open_table()
        self._write_caption(*caption)
        for row in rows:
            lines.new_line()
            lines.open_mark("tr")
            lines.open_row()
            if row.before:
                lines.open_cell(row.before)
                lines.close_cell()
            for cell in row.cells:
                lines.open_cell(cell.columns, cell.rows, is_head=row.is_head)
                at = f"{where}, row {row.number}, cell {cell.number}, "
                self._write_blocks(cell.element, at)
                lines.close_cell()
            lines.close_mark()
            lines.new_line()
        lines.close_table()
        lines.blank_line()
        self._was_item = False

    def _write_caption(self, caption: etree._Element | None, number: int, where: str) -> None:
        """The paragraph before a table that names it."""
        if caption is not None:
            self.lines.open_mark("caption")
            self.lines.open_caption()
            self._write_pieces(self._pieces(caption), f"{where}paragraph {number}")
            self.lines.close_caption()
            self.lines.close_mark()


def _cells(rows: tuple[WordRow, ...]) -> Iterator[tuple[WordRow, WordCell]]:
    for row in rows:
        for cell in row.cells:
            yield row, cell


def _tag(style: Style) -> str:
    """What a paragraph is by its style: a heading, a caption, a line of the table of contents."""
    if style.name == "title":
        return "h1"
    if style.name in CAPTIONS:
        return "figcaption"
    if style.name.startswith("toc "):
        return "nav"
    if style.outline is not None and style.outline < 9:
        return f"h{min(style.outline + 1, HEADINGS)}"
    level = style.name.removeprefix("heading ")
    is_heading = level != style.name and level.isdigit()
    return f"h{min(int(level), HEADINGS)}" if is_heading else ""
