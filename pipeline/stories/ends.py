"""One story's blocks with their kinds so far in; what stands below its last news marked.

A paragraph in which a company says what it is, and who wrote in a line about themselves, stand at
a story's end; in its midst the same words may be news.
"""

import re
from collections.abc import Sequence

from pipeline.stories.blocks import Block, Kinds
from pipeline.stories.signs import FEWEST_PROFILE, is_profile
from pipeline.stories.titles import is_paragraph, is_title_like
from schemas.article import SegmentKind

FEWEST_ABOVE = 1
"""Paragraphs of news that must stand above."""

_STOPS = frozenset({None, SegmentKind.FAQ, SegmentKind.TABLE})


def mark_ends(blocks: Sequence[Block], kinds: Kinds) -> None:
    """From the story's end upwards, as long as nothing else is met, companies' own paragraphs."""
    paragraphs = [
        i
        for i, block in enumerate(blocks)
        if kinds[i] in _STOPS and is_paragraph(block) and not is_title_like(block)
    ]
    for i in reversed(paragraphs[FEWEST_ABOVE:]):
        block = blocks[i]
        if kinds[i] is not None or not _is_self(block):
            return
        kinds[i] = SegmentKind.ABOUT


def _is_self(block: Block) -> bool:
    """Does it begin with a name and what that is, with two signs of a company's self-portrait?"""
    begins = re.match(
        r"(?:[A-Z][\w.&'’-]* ){1,5}(?:\([^)]{2,30}\) )?(?:is|was|are|has)\b", block.clean
    )
    return begins is not None and is_profile(block, fewest=FEWEST_PROFILE)
