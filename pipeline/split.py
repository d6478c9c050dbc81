"""A Page in, its stories out: each a run of segments, boilerplate marked and nothing deleted."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from pipeline.stories.blocks import Block, find_blocks
from pipeline.stories.boundaries import find_starts
from pipeline.stories.boxes import mark_boxes
from pipeline.stories.digests import cut_run_ins, is_digest
from pipeline.stories.headed import find_items, find_parts
from pipeline.stories.kind import find_kind
from pipeline.stories.labels import label_alone
from pipeline.stories.line_lexicon import MONTH
from pipeline.stories.mood import find_moods
from pipeline.stories.opinion import find_opinions
from pipeline.stories.sections import label_story
from schemas.article import EDITORIAL, Article, Page, Segment, SegmentKind
from schemas.text import Span

STORY_KINDS = frozenset(
    {
        SegmentKind.HEADLINE,
        SegmentKind.STANDFIRST,
        SegmentKind.BODY,
        SegmentKind.TABLE,
        SegmentKind.FAQ,
    }
)
"""What makes a page a story; headings over nothing do not."""

_WELCOME = re.compile(r"\b(?:you|your|we|us|our)\b")
_ISSUE = re.compile(
    r"\b(?:issue|edition|volume|vol\.?|number|no\.?) ?\d+|\b\d{1,2}:\d{2}\b|\b(?:19|20)\d\d\b"
    rf"|\b\d{{1,2}} {MONTH}|\b{MONTH} \d{{1,2}}\b|\b\d+ (?:stories|items|minutes|things)\b"
)
"""`Issue 214 of 14 May 2026`, `5 stories in 3 minutes`: a page's figures about itself."""


def split_page(page: Page) -> tuple[Article, ...]:
    """The page's stories in reading order; empty where it holds nothing but boilerplate.

    Every character of the page that is no white space belongs to exactly one segment of exactly one
    story. What stands before the first headline or after the last story's text goes to the nearest
    story, marked as what it is.
    """
    printed = find_blocks(page)
    blocks = cut_run_ins(printed)
    labels = mark_boxes(blocks, tuple(map(label_alone, blocks)))
    parts = find_parts(blocks, labels)
    items = parts or find_items(blocks, labels)
    labels = _name_page(blocks, labels, items)
    starts = (
        (0, *parts[1:])
        if parts
        else find_starts(blocks, labels, of_digest=bool(items) or is_digest(printed))
    )
    stories = [
        (
            blocks[first:end],
            label_story(
                blocks[first:end], labels[first:end], has_masthead=first == 0 and len(starts) > 1
            ),
        )
        for first, end in pairwise([*starts, len(blocks)])
    ]
    if not any(STORY_KINDS & set(kinds) for _, kinds in stories):
        return ()
    return tuple(
        _article(page, number, story, kinds) for number, (story, kinds) in enumerate(stories, 1)
    )


def story_text(page: Page, article: Article, kinds: frozenset[SegmentKind] = EDITORIAL) -> str:
    """The page's text with all but the story's segments of these kinds blanked out.

    As long as the page's text, newlines kept, so that every offset into it is one into the page.
    """
    pieces = []
    at = 0
    for segment in article.segments:
        if segment.kind in kinds:
            pieces.append(_blank(page.text[at : segment.span.start]))
            pieces.append(segment.span.cut(page.text))
            at = segment.span.end
    pieces.append(_blank(page.text[at:]))
    return "".join(pieces)


def told_text(page: Page, article: Article) -> str:
    """What a figure of the story may be taken from: its own words, and the mood printed beside it.

    As long as the page's text; of a widget nothing but the sentiment and its score is read.
    """
    shown = story_text(page, article)
    for match in find_moods(article, page.text):
        shown = shown[: match.start()] + match[0] + shown[match.end() :]
    return shown


def boilerplate_of(
    articles: Sequence[Article], spans: Sequence[Span]
) -> tuple[SegmentKind | None, ...]:
    """For each span, the kind of boilerplate that it stands in; `None` where it is the story's."""
    segments = sorted(
        (segment for article in articles for segment in article.segments),
        key=lambda segment: segment.span.start,
    )
    starts = [segment.span.start for segment in segments]
    kinds = []
    for span in spans:
        at = bisect_right(starts, span.start) - 1
        inside = at >= 0 and span.start < segments[at].span.end
        kind = segments[at].kind if inside else SegmentKind.BODY
        kinds.append(None if kind in EDITORIAL else kind)
    return tuple(kinds)


def _name_page(
    blocks: Sequence[Block], labels: Sequence[SegmentKind | None], items: Sequence[int]
) -> tuple[SegmentKind | None, ...]:
    """The labels, with what stands above the first of a page's items as the page's name.

    A sentence there that tells a figure is news, and goes to the story below it.
    """
    above = items[0] if items else 0
    named = (
        label or (SegmentKind.BODY if _tells_figure(block) else SegmentKind.NAVIGATION)
        for block, label in zip(blocks[:above], labels[:above], strict=True)
    )
    return (*named, *labels[above:])


def _tells_figure(block: Block) -> bool:
    """Is it a sentence that tells its reader a figure, and not the page's date or number?"""
    if not block.ends_sentence or block.level or _WELCOME.search(block.lower):
        return False
    return any(map(str.isdigit, _ISSUE.sub("", block.lower)))


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _article(
    page: Page, number: int, blocks: Sequence[Block], kinds: Sequence[SegmentKind]
) -> Article:
    opinions = find_opinions(blocks, kinds)
    segments = tuple(
        Segment(span=Span(start=block.start, end=block.end), kind=kind, opinion=opinion)
        for block, kind, opinion in zip(blocks, kinds, opinions, strict=True)
    )
    headline = next(
        (b for b, k in zip(blocks, kinds, strict=True) if k is SegmentKind.HEADLINE), None
    )
    return Article(
        id=f"{page.id}#{number}",
        page_id=page.id,
        headline=" ".join(headline.clean.split()) if headline else "",
        headline_span=Span(start=headline.start, end=headline.end) if headline else None,
        kind=find_kind(blocks, kinds, opinions),
        segments=segments,
    )
