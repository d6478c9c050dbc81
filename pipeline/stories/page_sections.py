"""Labelled blocks in, the page cut at its titles out: each a title and the body below it.

A section may be a story's first or a part of one; which it is, `boundaries` says.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.stories.blocks import Block
from pipeline.stories.line_lexicon import CLOCK
from pipeline.stories.titles import is_title_like
from schemas.article import SegmentKind

TOP_WORDS = 30
"""With fewer below it, a byline still waits for its story: there is but a standfirst."""

LONGEST_TOP = 5
"""Blocks: headline, standfirst, byline, date, picture."""


@dataclass(frozen=True, slots=True)
class Section:
    """A title, or the page's start, and the body below it up to the next title."""

    first: int
    """Index of its first block."""
    end: int
    """Index after its last block."""
    is_titled: bool
    body_words: int
    """Words of its unlabelled paragraphs and table rows."""


def find_sections(
    blocks: Sequence[Block], labels: Sequence[SegmentKind | None], *, of_digest: bool = False
) -> tuple[Section, ...]:
    """The page cut at its titles; the first section may have none.

    A title soon below a byline, such as `Key points`, is still the top of the story the byline
    belongs to, and cuts nothing.
    """
    sections = []
    first = 0
    for i in range(1, len(blocks) + 1):
        if i < len(blocks) and (labels[i] is not None or not is_title_like(blocks[i])):
            continue
        section = _section(blocks, labels, first, i)
        if of_digest and i < len(blocks):
            sections.append(section)
            first = i
            continue
        is_top = section.body_words < TOP_WORDS and _waits(blocks, labels, first, i)
        is_top = is_top and i < len(blocks) and not blocks[i].number and i - first <= LONGEST_TOP
        if not is_top:
            sections.append(section)
            first = i
    return tuple(sections)


def _waits(
    blocks: Sequence[Block], labels: Sequence[SegmentKind | None], first: int, end: int
) -> bool:
    """Does a byline still wait for its story? Not where a title with text stands below it."""
    bylines = [
        i
        for i in range(first, end)
        if labels[i] is SegmentKind.BYLINE and not CLOCK.fullmatch(blocks[i].lower)
    ]
    if not bylines:
        return False
    below = [i for i in range(bylines[0] + 1, end) if labels[i] is None]
    return not below or below[0] == end - 1 or not is_title_like(blocks[below[0]])


def _section(
    blocks: Sequence[Block], labels: Sequence[SegmentKind | None], first: int, end: int
) -> Section:
    is_titled = labels[first] is None and is_title_like(blocks[first])
    body = range(first + is_titled, end)
    words = sum(blocks[i].words for i in body if labels[i] in {None, SegmentKind.TABLE})
    return Section(first, end, is_titled, words)
