"""The top of a story: which line is its headline, and what the lines around that are.

In: one story's blocks with their kinds so far. Out: the headline's index, the top's kinds marked.
"""

from collections.abc import Sequence

from pipeline.stories import line_lexicon
from pipeline.stories.blocks import LEAST_PARAGRAPH, Block, Kinds
from pipeline.stories.digests import TOP, names_digest
from pipeline.stories.labels import is_link
from pipeline.stories.mastheads import is_masthead
from pipeline.stories.titles import is_long_title, is_title_like
from schemas.article import SegmentKind

STANDFIRST = 90
"""Words; a longer paragraph below a headline is the story itself."""

SHORTEST_STANDFIRST = 8
"""Words, where it does not end as a sentence does."""


def find_headline(blocks: Sequence[Block], kinds: Kinds, *, has_masthead: bool) -> int | None:
    """The first title line, if no paragraph of the story stands before it.

    What the markup calls a first-level heading wins over a line before it, and a line of two words
    or fewer (a kicker such as `Press Release`) yields to a longer title line below it.
    """
    if has_masthead and (item := _first_item(blocks, kinds)) is not None:
        return item
    titles: list[int] = []
    is_first = True
    for i, block in enumerate(blocks):
        if kinds[i] is not None:
            continue
        if (is_title_like(block) or (is_first and is_long_title(block))) and not is_link(block):
            titles.append(i)
            is_first = is_first and is_masthead(block)
        elif (block.words >= LEAST_PARAGRAPH or block.ends_sentence) and not is_masthead(block):
            break
    named = [i for i in titles if blocks[i].level == 1 or not is_masthead(blocks[i])]
    if named and named != titles:
        titles = named
        has_masthead = False
    if has_masthead and len(titles) > 1 and _only_clocks(blocks[titles[0] + 1 : titles[1]]):
        return titles[1]
    firsts = [i for i in titles if blocks[i].level == 1] or [
        i for i in titles if blocks[i].words > 2
    ]
    return next(iter(firsts or titles), None)


def _only_clocks(between: Sequence[Block]) -> bool:
    """Does nothing stand between two titles but the time of a live page's entry?"""
    return all(line_lexicon.CLOCK.fullmatch(block.lower) for block in between)


def _first_item(blocks: Sequence[Block], kinds: Kinds) -> int | None:
    """The first item's headline on a page that is named as a digest."""
    named = [i for i, block in enumerate(blocks[:TOP]) if names_digest(block)]
    if not named:
        return None
    open_titles = [i for i, b in enumerate(blocks) if kinds[i] is None and is_title_like(b)]
    below = (
        i
        for i in open_titles
        if i > named[-1] and (not is_masthead(blocks[i]) or blocks[i].text != blocks[i].clean)
    )
    return next(below, None)


def mark_top(blocks: Sequence[Block], kinds: Kinds, headline: int | None) -> None:
    """Kickers above the headline, the headline, the standfirst and the picture's words below it."""
    if headline is None:
        return
    for i in range(headline):
        kinds[i] = kinds[i] or SegmentKind.NAVIGATION
    kinds[headline] = SegmentKind.HEADLINE
    has_byline = False
    for i in range(headline + 1, len(blocks)):
        if kinds[i] is None:
            kinds[i] = _top_kind(blocks, kinds, i, has_byline=has_byline)
            if kinds[i] is None:
                return
        has_byline = has_byline or kinds[i] is SegmentKind.BYLINE


def _top_kind(
    blocks: Sequence[Block], kinds: Kinds, i: int, *, has_byline: bool
) -> SegmentKind | None:
    """What a line below the headline is; `None` where the story itself begins."""
    block = blocks[i]
    if _is_of_authors(blocks, kinds, i):
        return SegmentKind.BYLINE
    if _is_plain_standfirst(blocks, kinds, i):
        return SegmentKind.STANDFIRST
    if is_title_like(block) and not block.level:
        is_picture = _is_picture(block, below_byline=has_byline and not block.gap)
        return SegmentKind.CAPTION if is_picture else None
    is_standfirst = not has_byline and _is_standfirst(blocks, kinds, i)
    return SegmentKind.STANDFIRST if is_standfirst else None


def _is_of_authors(blocks: Sequence[Block], kinds: Kinds, i: int) -> bool:
    """Names with the marks of institutions, or the institutions below such names."""
    text = blocks[i].clean
    if line_lexicon.AUTHORS.fullmatch(text):
        return any(ch.isdigit() or ch in "*†‡¹²³" for ch in text) or text.count(",") > 1
    is_below = i > 0 and kinds[i - 1] is SegmentKind.BYLINE
    return is_below and line_lexicon.AFFILIATIONS.fullmatch(text) is not None


def _is_plain_standfirst(blocks: Sequence[Block], kinds: Kinds, i: int) -> bool:
    """A long line without a full stop between the headline and the byline."""
    block = blocks[i]
    is_between = kinds[i - 1] is SegmentKind.HEADLINE and i + 1 < len(blocks) and not block.level
    return is_between and block.words >= SHORTEST_STANDFIRST and kinds[i + 1] is SegmentKind.BYLINE


def _is_picture(block: Block, *, below_byline: bool) -> bool:
    """A picture's words: a long phrase right below the byline, or one that names a picture."""
    return block.words >= 6 and (
        below_byline or line_lexicon.PICTURE_WORDS.search(block.lower) is not None
    )


def _is_standfirst(blocks: Sequence[Block], kinds: Kinds, i: int) -> bool:
    """A paragraph between headline and byline, picture or key points sums the story up."""
    if blocks[i].words > STANDFIRST or blocks[i].marker or i + 1 == len(blocks):
        return False
    if _only_clocks(blocks[i + 1 : i + 2]):
        return False
    return kinds[i + 1] in {SegmentKind.BYLINE, SegmentKind.CAPTION} or (
        blocks[i + 1].marker != "" and kinds[i + 1] is None and not blocks[i].ends_sentence
    )
