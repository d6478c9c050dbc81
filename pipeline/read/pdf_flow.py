"""The blocks of a document, page by page, in; out, one run of blocks that no page's end cuts.

A paragraph that a column's or page's end, a head, a foot, a note or a table interrupts is put
together where it began; what came between follows it.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.read.pdf_lines import WIDE, line_of
from pipeline.read.pdf_paragraphs import Block, Kind, Paragraph, Type
from pipeline.read.pdf_shapes import Line, Rule, TableCell, TableShape, Word
from pipeline.read.pdf_tables import cells_of

_SMALL = 0.93
"""Of the body's type size: notes are smaller."""

_NOTE = re.compile(r"[⁰¹²³⁴-⁹ᵃ-ᶻ*†‡§¶]|\[?\d{1,2}\]?\s")
_MARKED_NOTE = re.compile(r"[⁰¹²³⁴-⁹ᵃ-ᶻ*†‡§¶]")
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
    if start == 0:
        return blocks
    return [
        block._replace(kind=Kind.NOTE) if at >= start and isinstance(block, Paragraph) else block
        for at, block in enumerate(blocks)
    ]


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
    last = -1
    for page in pages:
        for part in page:
            for at, block in enumerate(part):
                if _is_apart(block):
                    flow.append(block)
                    continue
                joined = _joined(flow, last, block, begins=at == 0)
                if joined is None:
                    flow.append(block)
                    last = len(flow) - 1
    return flow


def _is_apart(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.kind in _FLOATS


def _joined(flow: list[Block], last: int, block: Block, *, begins: bool) -> Block | None:
    """Put a block into the last one, or into the text before a table; `None` where it is new."""
    before = flow[last] if last >= 0 else None
    if isinstance(before, TableShape):
        table = _longer_table(before, block) if begins else None
        if table:
            flow[last] = table
            return table
        at = _text_before(flow, last)
        if at is None or not _begins_in_middle(block):
            return None
        last, before = at, flow[at]
    elif not begins:
        return None
    if isinstance(before, Paragraph) and isinstance(block, Paragraph) and _runs_on(before, block):
        whole = before._replace(lines=(*before.lines, *block.lines))
        flow[last] = whole
        return whole
    return None


def _text_before(flow: Sequence[Block], last: int) -> int | None:
    """The paragraph that stands before a table and its caption; `None` where it had ended."""
    at = last
    while at >= 0:
        block = flow[at]
        if isinstance(block, Paragraph) and not _is_apart(block) and not is_caption(block):
            return at if block.kind in {Kind.TEXT, Kind.ITEM} and _OPEN.search(block.text) else None
        at -= 1
    return None


def is_caption(block: Block) -> bool:
    """Is it the caption of a table?"""
    return (
        isinstance(block, Paragraph)
        and re.match(r"(?:Supplementary\s+)?(?:Table|Exhibit|Tab\.)\s*\w{1,4}\b", block.text)
        is not None
        and len(block.text) < 400
    )


def _begins_in_middle(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.text[:1].islower()


def _runs_on(before: Paragraph, block: Paragraph) -> bool:
    """Does a paragraph go on in the one that begins the next column or page?"""
    if before.kind not in {Kind.TEXT, Kind.ITEM} or block.kind is not Kind.TEXT:
        return False
    above, below = before.lines[-1], block.lines[0]
    if abs(above.size - below.size) > 0.06 * above.size or not _OPEN.search(before.text):
        return False
    word = below.words[0]
    is_full = before.right - above.right < word.right - word.left + above.size
    return _MIDDLE.match(block.text) is not None or is_full


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
