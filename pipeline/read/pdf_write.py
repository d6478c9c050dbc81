"""The blocks of a document in, its text with marks, tables and origins out."""

from collections.abc import Sequence
from itertools import groupby

from pipeline.read.lines import Lines
from pipeline.read.pdf_flow import is_caption
from pipeline.read.pdf_hyphens import Seam, Spellings, find_seam
from pipeline.read.pdf_lines import BULLETS
from pipeline.read.pdf_paragraphs import Block, Kind, Paragraph
from pipeline.read.pdf_shapes import Line, TableCell, TableShape, Word


def write_blocks(blocks: Sequence[Block], spellings: Spellings) -> Lines:
    """The text of blocks in reading order.

    The words of a page come from `page 2`; the offset is the number of the character among those
    of its page, and the box is the word's.
    """
    lines = Lines()
    at = 0
    above: Block | None = None
    while at < len(blocks):
        block = blocks[at]
        below = blocks[at + 1] if at + 1 < len(blocks) else None
        if isinstance(below, TableShape) and isinstance(block, Paragraph) and is_caption(block):
            _table(lines, below, block, spellings)
            at += 1
        elif isinstance(block, TableShape):
            _table(lines, block, None, spellings)
        else:
            _paragraph(lines, block, above, spellings)
        above = block
        at += 1
    return lines


def _paragraph(lines: Lines, block: Paragraph, above: Block | None, spellings: Spellings) -> None:
    kind = block.kind
    in_list = isinstance(above, Paragraph) and above.kind is kind
    if in_list and kind in {Kind.ITEM, Kind.HEAD, Kind.FOOT, Kind.NOTE}:
        lines.new_line()
    else:
        lines.blank_line()
    if kind in {Kind.TEXT, Kind.ITEM}:
        _text(lines, _without_bullet(lines, block), spellings)
        return
    lines.open_mark(kind.value)
    _text(lines, block.lines, spellings)
    lines.close_mark()


def _without_bullet(lines: Lines, block: Paragraph) -> Sequence[Line]:
    """The lines of a list item, its bullet noted as a marker of ours."""
    first = block.lines[0]
    if block.kind is not Kind.ITEM or first.words[0].text not in BULLETS + "–-*o":
        return block.lines
    lines.marker("•")
    return (first._replace(words=first.words[1:]), *block.lines[1:])


def _table(
    lines: Lines, table: TableShape, caption: Paragraph | None, spellings: Spellings
) -> None:
    lines.blank_line()
    lines.open_table()
    if caption:
        lines.open_caption()
        _text(lines, caption.lines, spellings)
        lines.close_caption()
    for _, row in groupby(table.cells, key=lambda cell: cell.row):
        lines.new_line()
        lines.open_mark("tr")
        lines.open_row()
        for cell in row:
            _cell(lines, cell, spellings)
        lines.close_mark()
    lines.close_table()
    lines.blank_line()


def _cell(lines: Lines, cell: TableCell, spellings: Spellings) -> None:
    lines.open_cell(cell.columns, cell.rows, is_head=cell.is_head)
    _text(lines, cell.lines, spellings)
    lines.close_cell()


def _text(lines: Lines, printed: Sequence[Line], spellings: Spellings) -> None:
    """Write lines as one, a link over several words as one."""
    words = [
        (word, at + 1 == len(line.words)) for line in printed for at, word in enumerate(line.words)
    ]
    linked = False
    for at, (word, ends_line) in enumerate(words):
        if word.linked != linked:
            _toggle_link(lines, opens=word.linked)
            linked = word.linked
        after = words[at + 1][0].text if at + 1 < len(words) else ""
        seam = find_seam(word.text, after, spellings) if ends_line and after else Seam.SPACE
        _word(lines, word, is_cut=seam is Seam.DROPPED)
        if seam is Seam.SPACE:
            lines.write(" ")
    if linked:
        lines.close_mark()


def _toggle_link(lines: Lines, *, opens: bool) -> None:
    if opens:
        lines.open_mark("a")
    else:
        lines.close_mark()


def _word(lines: Lines, word: Word, *, is_cut: bool) -> None:
    last = len(word.pieces) - 1
    for at, piece in enumerate(word.pieces):
        text = piece.text[:-1] if is_cut and at == last else piece.text
        lines.write_boxed(text, f"page {word.page}", piece.number, piece.box)
