"""Labelled blocks in, where the items of a page begin that its markup heads one by one out.

A page's name stands above, hardly anything below it, and then several headings of one level, each
with a text of its own that shares no subject with any other's: sections of a story share theirs.
Without markup, rules such as `* * *` do what the headings' level does.
"""

from collections.abc import Sequence
from itertools import combinations, pairwise

from pipeline.stories.blocks import LEAST_PARAGRAPH, Block
from pipeline.stories.labels import is_related_heading
from pipeline.stories.subjects import content_words
from pipeline.stories.titles import is_title_like
from schemas.article import SegmentKind

FEWEST = 3
"""Items; two are enough where each has its own byline."""

LONGEST_WELCOME = 20
"""Words between a page's name and its first item: `Follow them here.`"""

MOST_SHARED = 1
"""Content words that two items may have in common by chance."""

SHORTEST_TITLE = 3
"""Words."""


def find_items(blocks: Sequence[Block], labels: Sequence[SegmentKind | None]) -> tuple[int, ...]:
    """Indexes of the items' headings, rising; empty where the page is no such page."""
    levels = {i: block.level for i, block in enumerate(blocks) if block.level and not labels[i]}
    tops = [i for i, level in levels.items() if level == min(levels.values())]
    if len(tops) != 1 or tops[0] != min(levels):
        return _parted(blocks, labels)
    heads = _heads(blocks, labels, tops[0])
    if len(heads) < 2 or any(blocks[i].words < SHORTEST_TITLE for i in heads):
        return ()
    welcome = sum(blocks[i].words for i in range(tops[0] + 1, heads[0]) if labels[i] is None)
    parts = [range(a, b) for a, b in pairwise((*heads, len(blocks)))]
    signed = all(SegmentKind.BYLINE in labels[p.start + 1 : p.start + 3] for p in parts)
    if welcome > LONGEST_WELCOME or not (len(heads) >= FEWEST or signed):
        return ()
    return heads if _are_apart(blocks, labels, parts) else ()


def _parted(blocks: Sequence[Block], labels: Sequence[SegmentKind | None]) -> tuple[int, ...]:
    """Titles each behind a rule such as `* * *`, the first at the page's top."""
    titled = [i for i, b in enumerate(blocks) if labels[i] is None and is_title_like(b)]
    heads = tuple(i for i in titled if i == titled[0] or blocks[i - 1].is_rule)
    parts = [range(a, b) for a, b in pairwise((*heads, len(blocks)))]
    is_top = bool(heads) and all(labels[: heads[0]])
    return heads if is_top and len(heads) >= FEWEST and _are_apart(blocks, labels, parts) else ()


def _are_apart(
    blocks: Sequence[Block], labels: Sequence[SegmentKind | None], parts: Sequence[range]
) -> bool:
    """Has each part a text of its own, which speaks of nothing that another's does?"""
    texts = [_words(blocks, labels, part) for part in parts]
    apart = all(len(one & other) <= MOST_SHARED for one, other in combinations(texts, 2))
    return apart and all(_text(blocks, labels, part) >= LEAST_PARAGRAPH for part in parts)


def _heads(
    blocks: Sequence[Block], labels: Sequence[SegmentKind | None], top: int
) -> tuple[int, ...]:
    """The headings of the first level below the page's name, up to a list of other pieces."""
    heads: list[int] = []
    for i in range(top + 1, len(blocks)):
        if is_related_heading(blocks[i]):
            break
        if blocks[i].level and labels[i] is None and blocks[i].box < 0:
            heads.append(i)
    level = blocks[heads[0]].level if heads else 0
    return tuple(i for i in heads if blocks[i].level == level)


def _words(
    blocks: Sequence[Block], labels: Sequence[SegmentKind | None], part: range
) -> frozenset[str]:
    own = (i for i in part if labels[i] is None)
    return frozenset(word.lower() for i in own for word in content_words(blocks[i]))


def _text(blocks: Sequence[Block], labels: Sequence[SegmentKind | None], part: range) -> int:
    """Words of a part below its heading that are no boilerplate."""
    return sum(blocks[i].words for i in part[1:] if labels[i] is None)
