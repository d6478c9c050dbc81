"""Labelled blocks in, where the items of a page begin that its markup heads one by one out.

A page's name stands above, hardly anything below it, and then several headings of one level, each
with a text of its own that shares no subject with any other's: sections of a story share theirs.
Without markup, rules such as `* * *` do what the headings' level does.
"""

import re
from collections.abc import Sequence
from itertools import combinations, groupby, pairwise

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

MOST_SHARED_PARTS = 2
"""The same where each stands in a container of its own."""

_TICKER_HEAD = re.compile(
    r"[A-Z][^()]{1,40} \(\$?((?:[A-Za-z ]{2,12}: ?)?[A-Z][A-Z0-9.]{0,5})\)(?: ?[:+−–-] ?[\d.,]+%)?"
)
"""`Quandine (QDNE)`, `Quandine (NASDAQ: QDNE) +12%`: a name and a ticker, and no more words."""

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
    above = range(tops[0] + 1, heads[0])
    welcome = sum(blocks[i].words for i in above if labels[i] is None and blocks[i].box < 0)
    parts = [range(a, b) for a, b in pairwise((*heads, len(blocks)))]
    signed = all(SegmentKind.BYLINE in labels[p.start + 1 : p.start + 3] for p in parts)
    if welcome > LONGEST_WELCOME or not (len(heads) >= FEWEST or signed):
        return ()
    return heads if _are_apart(blocks, labels, parts) else ()


def find_parts(blocks: Sequence[Block], labels: Sequence[SegmentKind | None]) -> tuple[int, ...]:
    """Where each piece of a page begins that sets its pieces in containers of one make.

    Or under headings of one level that each are a company's name and ticker; then what the page's
    own headline has below it is the first piece. Empty where the page is no such page.
    """
    return _in_containers(blocks, labels) or _by_tickers(blocks, labels)


def _in_containers(
    blocks: Sequence[Block], labels: Sequence[SegmentKind | None]
) -> tuple[int, ...]:
    """The first line of each container, where it is a title and has a text apart from others'."""
    open_ = [i for i, b in enumerate(blocks) if labels[i] is None and b.box < 0 and b.part >= 0]
    held = [list(group) for _, group in groupby(open_, key=lambda i: blocks[i].part)]
    titled = [group for group in held if is_title_like(blocks[group[0]]) and len(group) > 1]
    heads = tuple(group[0] for group in titled)
    if len(heads) < FEWEST or any(b.level == 1 for b in map(blocks.__getitem__, heads)):
        return ()
    parts = [range(group[0], group[-1] + 1) for group in titled]
    return heads if _are_apart(blocks, labels, parts, most=MOST_SHARED_PARTS) else ()


def _by_tickers(blocks: Sequence[Block], labels: Sequence[SegmentKind | None]) -> tuple[int, ...]:
    """`Quandine (QDNE)`, three or more of one level, no ticker twice, each with a text."""
    named = [(i, found[1]) for i, b in enumerate(blocks) if b.level and (found := _named(b))]
    if len(named) < FEWEST or len({ticker for _, ticker in named}) < len(named):
        return ()
    heads = tuple(i for i, _ in named)
    parts = [range(a, b) for a, b in pairwise((*heads, len(blocks)))]
    if any(_text(blocks, labels, part) < LEAST_PARAGRAPH for part in parts):
        return ()
    if len({blocks[i].level for i in heads}) > 1:
        return ()
    tops = [i for i, block in enumerate(blocks) if block.level == 1 and i < heads[0]]
    if tops and _text(blocks, labels, range(tops[-1], heads[0])) >= LEAST_PARAGRAPH:
        return (tops[-1], *heads)
    return heads


def _named(block: Block) -> re.Match[str] | None:
    return _TICKER_HEAD.fullmatch(block.clean)


def _parted(blocks: Sequence[Block], labels: Sequence[SegmentKind | None]) -> tuple[int, ...]:
    """Titles each behind a rule such as `* * *`, the first at the page's top."""
    titled = [i for i, b in enumerate(blocks) if labels[i] is None and is_title_like(b)]
    heads = tuple(i for i in titled if i == titled[0] or blocks[i - 1].is_rule)
    parts = [range(a, b) for a, b in pairwise((*heads, len(blocks)))]
    is_top = bool(heads) and all(labels[: heads[0]])
    return heads if is_top and len(heads) >= FEWEST and _are_apart(blocks, labels, parts) else ()


def _are_apart(
    blocks: Sequence[Block],
    labels: Sequence[SegmentKind | None],
    parts: Sequence[range],
    *,
    most: int = MOST_SHARED,
) -> bool:
    """Has each part a text of its own, which speaks of nothing that another's does?"""
    texts = [_words(blocks, labels, part) for part in parts]
    apart = all(len(one & other) <= most for one, other in combinations(texts, 2))
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
