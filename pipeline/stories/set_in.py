"""Blocks with their own labels in, the same with what stands in a box apart from the story marked.

The page's markup sets boxes into its text and beside it. One that speaks of what the story speaks
of is the story's, such as a box of facts; another is not, nor are cards below the story's end. What
tells figures of measures, arms or harms is the story's in any words, unless it leads elsewhere.
"""

import re
from collections.abc import Sequence
from itertools import groupby

from pipeline.figures import lexicon, word_lists
from pipeline.stories.blocks import TEASER, Block, Kinds
from pipeline.stories.labels import count_figures, is_table_row
from pipeline.stories.subjects import content_words
from pipeline.stories.titles import is_paragraph, is_title_like
from schemas.article import SegmentKind

FEWEST_WORDS = 40
"""Words of the story outside of all boxes, by which it is known what it speaks of."""


FEWEST_SHARED = 2
MOST_OWN = 6
"""A box of the story shares two words with it, and one in so many of its own."""

MOST_OWN_BELOW = 3
"""The same where it is cards or stands beside the story, and below it."""

FEWEST_OF_HEADLINE = 2
"""Words beside those of the field; a heading with so many of its own says what another story does.
"""

NEAR = 50
"""Characters between a measure and its figure."""

_CLINICAL = (
    term
    for name in word_lists.words("measures", "clinical")
    for term in lexicon.MEASURES.get(name, ())
)
_ARMS = (term for terms in lexicon.ARMS.values() for term in terms)
RESULTS = re.compile(rf"\b(?:{'|'.join((*_CLINICAL, *_ARMS, r'grades? [1-5]'))})(?!\w)")
"""Measures, arms and harms, in lower case; a market's words are a service's as well."""


def mark_set_in(blocks: Sequence[Block], kinds: Kinds) -> None:
    """What stands in a box and has no label yet, where the box is not the story's."""
    story = [
        i
        for i, block in enumerate(blocks)
        if block.box < 0 and kinds[i] is None and is_paragraph(block)
    ]
    if sum(blocks[i].words for i in story) < FEWEST_WORDS:
        return
    spoken = _words(blocks, story)
    for at, indexes in groupby(range(len(blocks)), key=lambda i: blocks[i].box):
        box = list(indexes)
        here = [i for i in box if kinds[i] in _OPEN]
        open_ = [i for i in here if kinds[i] is None]
        if at < 0 or not here or any(blocks[i].level == 1 for i in here):
            continue
        if _tells_results(blocks, here) and not _leads_elsewhere(blocks, kinds, box, spoken):
            continue
        is_below = here[0] > story[-1]
        if "outside" in blocks[here[0]].tags or (is_below and _is_of_others(blocks, here, spoken)):
            open_ = here
        elif not open_ or _speaks(_words(blocks, open_), spoken, MOST_OWN):
            continue
        for i in open_:
            kinds[i] = SegmentKind.NAVIGATION


_OPEN = frozenset({None, SegmentKind.TABLE})


def _tells_results(blocks: Sequence[Block], box: Sequence[int]) -> bool:
    """Does it name a measure, an arm or a harm with a figure near, or in a table?"""
    if any(count_figures(blocks[i]) for i in box if is_table_row(blocks[i])):
        return any(RESULTS.search(blocks[i].lower) for i in box)
    text = " ".join(blocks[i].lower for i in box)
    return any(
        any(map(str.isdigit, text[max(0, found.start() - NEAR) : found.start()]))
        or any(map(str.isdigit, text[found.end() : found.end() + NEAR]))
        for found in RESULTS.finditer(text)
    )


def _leads_elsewhere(
    blocks: Sequence[Block], kinds: Kinds, box: Sequence[int], spoken: frozenset[str]
) -> bool:
    """Does its structure say whose it is: links, a label's heading, or another story's headline?

    One link below the text may lead to all of the data.
    """
    links = [i for i in box if "a" in blocks[i].tags]
    if len(links) > 1 or any(i == box[0] or blocks[i].level for i in links):
        return True
    titles = [i for i in box if blocks[i].level or (i == box[0] and is_title_like(blocks[i]))]
    if any(kinds[i] not in _OPEN for i in (box[0], *titles)):
        return True
    return any(_is_headline(blocks[i], spoken) for i in titles)


def _is_headline(title: Block, spoken: frozenset[str]) -> bool:
    """Does a title say more than which results stand below it, and nothing that the story does?"""
    results = {word for found in RESULTS.findall(title.lower) for word in found.split()}
    own = {word.lower() for word in content_words(title)} - results
    return len(own) >= FEWEST_OF_HEADLINE and not own & spoken


def _is_of_others(blocks: Sequence[Block], box: Sequence[int], spoken: frozenset[str]) -> bool:
    """Does a box below the story lead elsewhere by its cards, or speak of little that it speaks of?

    Questions are the story's own, and so is a text of length beside it.
    """
    tags = blocks[box[0]].tags
    if any(blocks[i].clean.endswith("?") and blocks[i].level for i in box):
        return False
    if "cards" in tags and sum("a" in blocks[i].tags for i in box) > 1:
        return True
    is_short = all(blocks[i].words <= TEASER for i in box)
    is_set = "cards" in tags or ("beside" in tags and is_short)
    return is_set and not _speaks(_words(blocks, box), spoken, MOST_OWN_BELOW)


def _speaks(own: frozenset[str], spoken: frozenset[str], most: int) -> bool:
    """Does a box speak of what the story speaks of: two words, and one in so many of its own?"""
    shared = len(own & spoken)
    return shared >= FEWEST_SHARED and shared * most >= len(own)


def _words(blocks: Sequence[Block], indexes: Sequence[int]) -> frozenset[str]:
    return frozenset(word.lower() for i in indexes for word in content_words(blocks[i]))
