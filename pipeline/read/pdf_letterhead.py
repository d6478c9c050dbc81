"""The blocks of a document in; out, the same with the name on its letterhead marked as a head."""

from collections.abc import Sequence

from pipeline.read.pdf_paragraphs import Block, Kind, Paragraph, Type, is_heading

_MOST_WORDS = 5
"""Of a name on a letterhead."""

_LEAST_WORDS = 4
"""Of a headline below it."""

_SENTENCE = 15
"""Words; what has so many above the headline is the text itself."""


def mark_letterhead(blocks: Sequence[Block], type_: Type) -> list[Block]:
    """The blocks; the first is a head if it is a name that the text repeats, above a headline.

    `OSTRAND BIOLOGICS` in large type above the headline is who writes, and no headline: its words
    stand in the text or at the page's foot again, and another heading follows before any text does.
    """
    place = next((n for n, block in enumerate(blocks) if not _is_frame(block)), 0)
    name = blocks[place] if blocks else None
    if not isinstance(name, Paragraph) or not _is_name(name, blocks[place + 1 :], type_):
        return list(blocks)
    for block in blocks[place + 1 :]:
        if not isinstance(block, Paragraph) or block.page != name.page:
            break
        words = len(block.text.split())
        if is_heading(block, type_) and words >= _LEAST_WORDS:
            return [*blocks[:place], name._replace(kind=Kind.HEAD), *blocks[place + 1 :]]
        if words >= _SENTENCE:
            break
    return list(blocks)


def _is_frame(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.kind in {Kind.HEAD, Kind.FOOT}


def _is_name(block: Paragraph, others: Sequence[Block], type_: Type) -> bool:
    """Is it a short line in large type whose words the document repeats together?"""
    if block.lines[0].size <= type_.body:
        return False
    text = block.text.casefold()
    again = sum(text in other.text.casefold() for other in others if isinstance(other, Paragraph))
    return len(text.split()) <= _MOST_WORDS and again > 1
