"""The blocks of a document, page by page, in; out, one run of blocks that no page's end cuts.

A paragraph that a column's or page's end, a head, a foot, a note or a table interrupts is put
together where it began; what came between follows it.
"""

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from pipeline.read.pdf_lines import WIDE, line_of
from pipeline.read.pdf_paragraphs import Block, Kind, Paragraph, Type
from pipeline.read.pdf_shapes import Line, Rule, TableCell, TableShape, Word
from pipeline.read.pdf_table_columns import cells_of

_SMALL = 0.93
"""Of the body's type size: notes are smaller."""

_FAR = 30
"""Blocks; a text goes on no farther behind what interrupts it."""

_MOST_OVER = 12
"""Blocks of a box; a text goes on over no more."""

_SHORT = 60
"""Characters; a paragraph that is shorter is a line by itself, unless its text tells otherwise."""

_NOTE = re.compile(r"[⁰¹²³⁴-⁹ᴬ-ᶻ*†‡§¶]|\[?\d{1,2}\]?\s")
_MARKED_NOTE = re.compile(r"[⁰¹²³⁴-⁹ᴬ-ᶻ*†‡§¶]")
_OPEN = re.compile(r"[^.!?:;”\"…]$|\b(?:vs|e\.g|i\.e|Dr|approx)\.$")
_MIDDLE = re.compile(r"[a-zà-öø-ÿ(\d%≤≥<>=,–]")
_FLOATS = frozenset({Kind.CAPTION, Kind.NOTE, Kind.HEAD, Kind.FOOT})


class Part(NamedTuple):
    """The blocks of one part of a page, and its rules."""

    blocks: Sequence[Block]
    rules: Sequence[Rule]


def mark_notes(part: Part, type_: Type) -> list[Block]:
    """The blocks of a part, its footnotes as such: the small print with marks at its end."""
    blocks = list(part.blocks)
    start = len(blocks)
    while start and _is_small(blocks[start - 1], type_):
        start -= 1
    while start < len(blocks) and not _begins_notes(blocks[start], part.rules):
        start += 1
    if start == 0 and not any(map(_is_marked_note, blocks[:1])):
        return blocks
    return [
        block._replace(kind=Kind.NOTE) if at >= start and isinstance(block, Paragraph) else block
        for at, block in enumerate(blocks)
    ]


def _is_marked_note(block: Block) -> bool:
    return isinstance(block, Paragraph) and _MARKED_NOTE.match(block.text) is not None


def _is_small(block: Block, type_: Type) -> bool:
    return (
        isinstance(block, Paragraph)
        and block.kind in {Kind.TEXT, Kind.ITEM}
        and block.lines[0].size < _SMALL * type_.body
    )


def _begins_notes(block: Block, rules: Sequence[Rule]) -> bool:
    if not isinstance(block, Paragraph):
        return False
    if _MARKED_NOTE.match(block.text):
        return True
    line = block.lines[0]
    return _NOTE.match(block.text) is not None and any(
        rule.is_level and line.top - 2 * line.size < rule.top < line.top + 1 for rule in rules
    )


def join_flow(pages: Sequence[Sequence[Sequence[Block]]]) -> list[Block]:
    """One run of blocks of pages, each a sequence of parts, each a sequence of blocks."""
    flow: list[Block] = []
    for page in pages:
        for part in page:
            for at, block in enumerate(part):
                if _is_apart(block) or not _joins(flow, block, begins=at == 0):
                    flow.append(block)
    return flow


def _is_apart(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.kind in _FLOATS


def _joins(flow: list[Block], block: Block, *, begins: bool) -> bool:
    """Put a block into the one that it goes on from, if there is one in the last of the flow."""
    places = [at for at in range(len(flow) - 1, -1, -1)[:_FAR] if not _is_apart(flow[at])]
    if not places:
        return False
    last = flow[places[0]]
    longer: Block | None = None
    if begins and isinstance(last, TableShape):
        longer = _longer_table(last, block)
    elif begins and isinstance(last, Paragraph):
        longer = _longer_text(last, block)
    if longer:
        flow[places[0]] = longer
        return True
    if _joins_before_table(flow, places, block):
        return True
    return begins and _joins_over_part(flow, places[1:_MOST_OVER], block)


def _joins_over_part(flow: list[Block], places: Sequence[int], block: Block) -> bool:
    """The same over a part beside it on the page, which was complete in itself: a box, say."""
    if not isinstance(block, Paragraph) or not block.text[:1].islower():
        return False
    for at in places:
        before = flow[at]
        if not isinstance(before, Paragraph) or before.page != block.page:
            return False
        longer = _longer_text(before, block)
        if longer:
            flow[at] = longer
            return True
    return False


def _joins_before_table(flow: list[Block], places: Sequence[int], block: Block) -> bool:
    """The same over tables, with what is printed small below them, to a text that had not ended."""
    if not isinstance(block, Paragraph) or not block.text[:1].islower():
        return False
    over = list(takewhile(lambda at: _is_float(flow[at], block), places))
    if not any(isinstance(flow[at], TableShape) for at in over) or len(over) == len(places):
        return False
    at = places[len(over)]
    before = flow[at]
    longer = _longer_text(before, block) if isinstance(before, Paragraph) else None
    if longer:
        flow[at] = longer
    return longer is not None


def _is_float(block: Block, text: Paragraph) -> bool:
    """Is it a table, its caption, or print smaller than the text?"""
    if isinstance(block, TableShape) or is_caption(block):
        return True
    return block.lines[0].size < _SMALL * text.lines[0].size


def is_caption(block: Block) -> bool:
    """Is it the caption of a table?"""
    return (
        isinstance(block, Paragraph)
        and re.match(r"(?:Supplementary\s+)?(?:Table|Exhibit|Tab\.)\s*\w{1,4}\b", block.text)
        is not None
        and len(block.text) < 400
    )


def _longer_text(before: Paragraph, block: Block) -> Paragraph | None:
    """The paragraph with the one that goes on from it in the next column or page; else `None`."""
    if before.kind not in {Kind.TEXT, Kind.ITEM} or not isinstance(block, Paragraph):
        return None
    above, below = before.lines[-1], block.lines[0]
    is_alike = abs(above.size - below.size) <= 0.06 * above.size
    if block.kind is not Kind.TEXT or not is_alike or not _OPEN.search(before.text):
        return None
    word = below.words[0]
    is_full = before.right - above.right < word.right - word.left + above.size
    if not _MIDDLE.match(block.text) and not (is_full and len(before.text) > _SHORT):
        return None
    return before._replace(lines=(*before.lines, *block.lines))


def _longer_table(table: TableShape, block: Block) -> TableShape | None:
    """The table with the rows that go on behind a column's or page's end; else `None`."""
    if isinstance(block, TableShape):
        if len(block.edges) != len(table.edges) or not _is_alike(table, block):
            return None
        more = list(block.cells)
    else:
        more = _row_of(table, block)
    if not more:
        return None
    count = max(cell.row + cell.rows for cell in table.cells)
    repeats = _row_text(table.cells, 0) == _row_text(more, 0)
    renumbered = [
        cell._replace(
            row=cell.row + count,
            is_head=cell.is_head and (repeats or cell.column == 0 or cell.row > 0),
        )
        for cell in more
    ]
    return table._replace(cells=(*table.cells, *renumbered))


def _is_alike(one: TableShape, two: TableShape) -> bool:
    """Do their columns begin at like distances from their left edges?"""
    shift = one.edges[0] - two.edges[0]
    width = one.edges[-1] - one.edges[0]
    return all(
        abs(a - b - shift) < 0.12 * width
        for a, b in zip(one.edges[:-1], two.edges[:-1], strict=True)
    )


def _row_of(table: TableShape, block: Block) -> list[TableCell]:
    """A single line as a row of the table, where wide gaps part it at the table's columns."""
    if not isinstance(block, Paragraph) or len(block.lines) != 1:
        return []
    words = block.lines[0].words
    shift = words[0].left - table.left
    edges = [edge + shift for edge in table.edges[:-1]]
    groups: list[list[Word]] = [[words[0]]]
    for word in words[1:]:
        is_wide = word.left - groups[-1][-1].right > WIDE * word.size
        groups = [*groups, [word]] if is_wide else [*groups[:-1], [*groups[-1], word]]
    lines: list[Line] = [line_of(group) for group in groups]
    cells = cells_of(lines, 0, edges)
    full = [cell for cell in cells if cell.lines]
    if len(full) != len(edges) or len(edges) != len(lines):
        return []
    return [cell._replace(is_head=cell.column == 0) for cell in cells]


def _row_text(cells: Sequence[TableCell], row: int) -> tuple[str, ...]:
    return tuple(" ".join(line.text for line in cell.lines) for cell in cells if cell.row == row)
