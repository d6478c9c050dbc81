"""One story's blocks, kinds known save for its titles, in; what each title is out."""

import re
from collections.abc import Sequence

from pipeline.stories import lexicon
from pipeline.stories.blocks import Block, Kinds
from pipeline.stories.labels import count_figures, is_link
from pipeline.stories.set_in import RESULTS
from pipeline.stories.subjects import content_words
from pipeline.stories.titles import is_title_case, is_title_like
from schemas.article import SegmentKind

SHORTEST_BOX = 3
"""Lines; two labelled lines may be a byline's."""

SHORTEST_PICTURE_TITLE = 4
"""Words; a picture's title says what it shows."""

_LABELLED = re.compile(r"[A-Z][\w -]{2,30}: \S")

TEXT = frozenset({None, SegmentKind.BODY, SegmentKind.FAQ, SegmentKind.TABLE})
"""Kinds of the story's text; `None` until it is known to be anything else."""


def mark_titles(blocks: Sequence[Block], kinds: Kinds) -> None:
    """Every other title line: a heading, a picture's title, or the label of something not there.

    Where most of the story's headings are written as sentences, one written as a title is a
    picture's. A title without text below it is a label, see `_is_own_line` for what is not.
    """
    _mark_boxes(blocks, kinds)
    titles = [i for i, b in enumerate(blocks) if kinds[i] is None and is_title_like(b)]
    sentence_case = sum(not is_title_case(blocks[i].clean) for i in titles) * 3 >= len(titles) * 2
    text = [b for b, k in zip(blocks, kinds, strict=True) if k in TEXT and not is_title_like(b)]
    spoken = _spoken(text)
    has_text = _with_text_below(blocks, kinds)
    for i in titles:
        block = blocks[i]
        is_styled_apart = len(titles) > 3 and sentence_case and _is_styled(block)
        if not has_text[i]:
            is_own = _is_own_line(block, spoken)
            kinds[i] = SegmentKind.BODY if is_own else SegmentKind.NAVIGATION
        elif lexicon.FAQ_HEADING.fullmatch(block.lower) or block.level or not is_styled_apart:
            kinds[i] = SegmentKind.HEADING
        else:
            kinds[i] = SegmentKind.CAPTION


def _mark_boxes(blocks: Sequence[Block], kinds: Kinds) -> None:
    """A box of facts, three lines or more of `Label: value` right below each other, is text."""
    start = 0
    while start < len(blocks):
        end = start
        while (
            end < len(blocks)
            and kinds[end] is None
            and _LABELLED.match(blocks[end].clean)
            and (end == start or not blocks[end].gap)
        ):
            end += 1
        if end - start >= SHORTEST_BOX:
            kinds[start:end] = [SegmentKind.BODY] * (end - start)
        start = max(end, start + 1)


def _is_styled(block: Block) -> bool:
    """Is it written as a title, and longer than a house heading such as `Third Quarter Results`?"""
    is_long = block.words >= SHORTEST_PICTURE_TITLE and not block.clean.isupper()
    return is_long and is_title_case(block.clean)


def _is_own_line(block: Block, spoken: frozenset[str]) -> bool:
    """Is a title line without text below it the story's own, and no link's or widget's label?

    Yes where the story has no paragraph at all, where the line gives a figure and shares two words
    with the story's paragraphs, or where it gives a result in a box that was left to the story.
    """
    if is_link(block):
        return False
    if block.box >= 0 and count_figures(block) and RESULTS.search(block.lower):
        return True
    return not spoken or (count_figures(block) > 0 and len(spoken & _spoken([block])) >= 2)


def _spoken(blocks: Sequence[Block]) -> frozenset[str]:
    return frozenset(word.lower() for block in blocks for word in content_words(block))


def _with_text_below(blocks: Sequence[Block], kinds: Kinds) -> list[bool]:
    """For every block: does text of the story follow, with at most titles or captions between?"""
    has_text = [False] * len(blocks)
    for i in range(len(blocks) - 2, -1, -1):
        below, kind = i + 1, kinds[i + 1]
        is_between = kind is SegmentKind.CAPTION or (kind is None and is_title_like(blocks[below]))
        has_text[i] = has_text[below] if is_between else kind in TEXT
    return has_text
