"""The bytes of a PDF in; its text in reading order, with marks, tables and origins, out.

pdf_source takes the glyphs off the pages; pdf_words, pdf_lines, pdf_grid, pdf_columns, pdf_tables,
pdf_furniture, pdf_paragraphs and pdf_flow each add one idea; pdf_write tells the result.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.read.pdf_boxes import find_boxes, with_limits
from pipeline.read.pdf_bullets import with_bullets
from pipeline.read.pdf_columns import Item, find_parts
from pipeline.read.pdf_flow import Part, join_flow, mark_notes
from pipeline.read.pdf_furniture import Furniture, PageLines, find_furniture
from pipeline.read.pdf_grid import find_grids, merge_rules
from pipeline.read.pdf_hyphens import Spellings, find_spellings
from pipeline.read.pdf_letterhead import mark_letterhead
from pipeline.read.pdf_lines import find_lines
from pipeline.read.pdf_paragraphs import (
    Block,
    Kind,
    Paragraph,
    Type,
    find_paragraphs,
    measure_type,
    name_headings,
)
from pipeline.read.pdf_shapes import Glyph, Line, Rule, Sheet, Word
from pipeline.read.pdf_source import Leaf, open_pdf, read_leaves, said_by
from pipeline.read.pdf_tables import find_tables
from pipeline.read.pdf_turn import Corners
from pipeline.read.pdf_words import around, find_words
from pipeline.read.pdf_write import write_blocks
from pipeline.read.raw import Raw, Said
from schemas.errors import ReadError

_MOST_UNMAPPED = 0.03
"""Of a document's glyphs; where more have no character, too little of it can be read."""

_NO_TITLE = re.compile(
    r"(?:untitled|\(?anonymous\)?|unspecified|(?:document|slide |presentation)\d*|about:blank|"
    r"microsoft (?:word|powerpoint).*|.*\.(?:docx?|indd|pdf|pptx?|qxd|tmp)|(?:file|https?)://.*)",
    re.IGNORECASE,
)
"""What programs write into the title where nobody gave one."""


class _Page(NamedTuple):
    """What one page gave: its words, those that only a scanner saw, and what it lacks."""

    sheet: Sheet
    recognised: Sheet
    glyphs: int
    unmapped: int
    has_picture: bool


class _Box(NamedTuple):
    """A box that a page's text runs around: where it begins, and its parts."""

    top: float
    parts: list[list[Item]]


class _Body(NamedTuple):
    """What stands between head and foot of a page."""

    parts: list[list[Item]]
    boxes: list[_Box]


def read_pdf(data: bytes, name: str) -> list[Raw]:
    """The one document that a PDF holds.

    Raises ReadError where it is encrypted, cut off, damaged, without pages, without text (scanned),
    or set in fonts that do not say which characters they draw.
    """
    document = open_pdf(data, name)
    said = said_by(document)
    pages = [_page(leaf) for leaf in read_leaves(document, name)]
    document.close()
    _refuse_unreadable(pages, name)
    seen = any(page.sheet.words for page in pages)
    blocks, spellings = _blocks([page.sheet if seen else page.recognised for page in pages])
    lines = write_blocks(blocks, spellings)
    text, marks = lines.text, lines.marks
    first = next((text[mark.start : mark.end] for mark in marks if mark.tag == "h1"), "")
    said = (*said, *_said_of_pages(pages, seen=seen))
    return [Raw(text, _title(said) or first, marks, lines.tables, lines.origins, said)]


def _page(leaf: Leaf) -> _Page:
    glyphs = sum(glyph is not None for group in leaf.groups.values() for glyph in group)
    return _Page(
        _sheet(leaf, leaf.groups),
        _sheet(leaf, leaf.unseen),
        glyphs,
        leaf.unmapped,
        leaf.has_picture,
    )


def _refuse_unreadable(pages: Sequence[_Page], name: str) -> None:
    count = sum(page.glyphs for page in pages)
    if not count and not any(page.recognised.words for page in pages):
        found = "its pages are pictures" if any(page.has_picture for page in pages) else "no text"
        raise ReadError(
            f"{name}: is a PDF without text ({found}); recognise its text with an OCR program, or "
            "get the file it was printed from"
        )
    lost = sum(page.unmapped for page in pages)
    if lost > _MOST_UNMAPPED * max(count, 1):
        raise ReadError(
            f"{name}: the fonts of {lost:,} of its {count:,} characters do not say which they are; "
            "recognise its text with an OCR program, or get the file it was printed from"
        )


def _said_of_pages(pages: Sequence[_Page], *, seen: bool) -> Iterator[Said]:
    """What the text lacks: pages that are pictures, and text that only a scanner saw."""
    if not seen:
        yield Said("pdf text", "recognised from pictures by the program that made the PDF")
        return
    bare = [str(page.sheet.number) for page in pages if page.has_picture and not page.glyphs]
    if bare:
        yield Said("pdf pages without text", ", ".join(bare))


def _title(said: Sequence[Said]) -> str:
    stated = next((" ".join(s.value.split()) for s in said if s.name == "pdf /Title"), "")
    return "" if _NO_TITLE.fullmatch(stated) else stated


def _sheet(leaf: Leaf, groups: Mapping[int | None, Sequence[Glyph | None]]) -> Sheet:
    """The page in the frame that most of its text is level in."""
    main = max(groups, key=lambda quarter: (quarter is not None, len(groups[quarter])), default=0)
    turn = leaf.turns[main or 0]
    width, height = turn.size
    links = tuple(map(leaf.seen.box, leaf.links))
    return Sheet(
        number=leaf.number,
        width=width,
        height=height,
        words=with_bullets(
            _words(groups.get(main, []), leaf.number, links), map(turn.box, leaf.drawn.dots)
        ),
        rules=tuple(merge_rules([Rule(*turn.box(rule)) for rule in leaf.drawn.rules])),
        asides=tuple(
            _words(group, leaf.number, links)
            for quarter, group in groups.items()
            if quarter != main
        ),
    )


def _words(glyphs: Sequence[Glyph | None], page: int, links: Sequence[Corners]) -> tuple[Word, ...]:
    words = find_words(glyphs, page)
    return (
        tuple(word._replace(linked=_is_linked(word, links)) for word in words) if links else words
    )


def _is_linked(word: Word, links: Sequence[Corners]) -> bool:
    left, top, right, bottom = around([piece.box for piece in word.pieces])
    x, y = (left + right) / 2, (top + bottom) / 2
    return any(box[0] <= x <= box[2] and box[1] <= y <= box[3] for box in links)


def _blocks(sheets: Sequence[Sheet]) -> tuple[list[Block], Spellings]:
    """The blocks of a document in reading order, and how it spells its words."""
    pages = [PageLines(find_lines(sheet.words), sheet.height) for sheet in sheets]
    spellings = find_spellings(line for page in pages for line in page.lines)
    body = measure_type([page.lines for page in pages]).body
    furniture = find_furniture(pages, body)
    bodies = [_body(sheet, frame) for sheet, frame in zip(sheets, furniture, strict=True)]
    type_ = measure_type([part for page in bodies for part in page.parts])
    flow = join_flow(
        [
            [*_told(frame.heads, Kind.HEAD), *_blocks_of(page, sheet, type_), *_tail(sheet, frame)]
            for sheet, frame, page in zip(sheets, furniture, bodies, strict=True)
        ]
    )
    return name_headings(mark_letterhead(flow, type_), type_), spellings


def _body(sheet: Sheet, frame: Furniture) -> _Body:
    """What stands between head and foot of a page, part by part, and the boxes in it."""
    gone = {word.order for row in (*frame.heads, *frame.feet) for ln in row for word in ln.words}
    words = [word for word in sheet.words if word.order not in gone]
    tables, rest = find_grids(words, sheet.rules)
    boxes, rest = find_boxes(rest, sheet.rules)
    parts = find_parts([*tables, *with_limits(find_lines(rest), boxes)], sheet.rules)
    return _Body(
        [find_tables(part, sheet.rules) for part in parts],
        [
            _Box(box.frame.top, [find_tables(part, ()) for part in find_parts(box.lines, ())])
            for box in boxes
        ],
    )


def _blocks_of(body: _Body, sheet: Sheet, type_: Type) -> list[list[Block]]:
    """The blocks of each part; a box follows the one that begins to run around it."""
    parts = [
        mark_notes(Part(find_paragraphs(part, type_), sheet.rules), type_) for part in body.parts
    ]
    for box in body.boxes:
        inner = [block for part in box.parts for block in find_paragraphs(part, type_)]
        for blocks in parts:
            at = next((n for n, block in enumerate(blocks) if _reaches(block, box.top)), None)
            if at is not None:
                blocks[at + 1 : at + 1] = inner
                break
        else:
            parts.append(inner)
    return parts


def _reaches(block: Block, level: float) -> bool:
    """Does a line of a paragraph stand lower than this?"""
    return isinstance(block, Paragraph) and block.lines[-1].bottom > level


def _tail(sheet: Sheet, frame: Furniture) -> list[list[Block]]:
    """What follows the text of a page: what runs in other directions, and its foot."""
    asides: list[list[Block]] = [
        [Paragraph((line,), Kind.NOTE) for line in find_lines(words)] for words in sheet.asides
    ]
    return [*asides, *_told(frame.feet, Kind.FOOT)]


def _told(rows: Sequence[Sequence[Line]], kind: Kind) -> list[list[Block]]:
    return [[Paragraph(tuple(row), kind) for row in rows]] if rows else []
