"""Blocks with their own labels in, the same with what stands in a box of the page marked out.

A box is a label's neighbourhood: readers' comments, cards of other stories, a promotion's title, a
share's quote in pieces, the head of a table in pipes. It is marked before the page is cut into
stories, so that no title of a box begins one.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.stories.blocks import LEAST_PARAGRAPH, TEASER, Block, Kinds
from pipeline.stories.labels import count_figures, is_link, is_related_heading
from pipeline.stories.set_in import mark_set_in
from pipeline.stories.subjects import content_words
from pipeline.stories.titles import is_paragraph, is_title_like
from schemas.article import SegmentKind

STORY_AGAIN = 32
"""Words below a title that end the comments of a plain text."""

SEEN = 5
"""Blocks below a heading of comments in which readers must show."""

NEAR = 12
"""Blocks below a card's title in which its text begins."""

SIDES = frozenset({"aside", "nav", "footer"})

_COMMENTS = re.compile(
    r"(?:\d+ )?(?:reader )?(?:comments?|responses|replies)(?: ?[(:·|-]? ?\d+\)?)?:?"
    r"|(?:leave|post|add|write) a (?:comment|reply)|join the (?:conversation|discussion)"
    r"|what do you think\?|(?:readers?'? )?(?:comments|discussion)(?: section)?"
)
_READERS = re.compile(
    r"\b\d+ ?(?:min(?:ute)?s?|hours?|hrs?|h|days?|d|weeks?) ago\b|\b(?:reply|flag|upvote)\b"
    r"|\blikes?\b ?\(?\d|\b(?:says|wrote|writes):$"
)

_CHANGE = re.compile(r"[▲▼+−–-] ?[$€£]?\d[\d.,]*%?(?: ?\(?[▲▼+−–-]?\d[\d.,]*%?\)?)?")
_PRICE = re.compile(r"(?:[$€£]\d[\d.,]*|\d[\d,]*\.\d{2,4}|\d[\d.,]* ?(?:USD|EUR|GBP|GBX|p))")
_MOVED = re.compile(rf"{_PRICE.pattern}[ (]{{1,2}}{_CHANGE.pattern}\)?")
"""`$24.15 +0.42 (1.77%)`: the price and its change on one line."""
_DATUM = re.compile(
    r"(?:market cap\w*|52[- ]week (?:range|high|low)|day(?:'s)? range|(?:avg\.? |average )?volume"
    r"|p/e(?: ratio)?|open|(?:prev(?:ious)? )?close|bid|ask|dividend(?: yield)?|yield|eps|beta|last"
    r"|change|high|low|shares? price|stock price|price)(?: \((?:ttm|usd)\))?[: ]+"
    r"[$€£]?[\d.,+−%-]+ ?[bmk]?(?: ?[-–/x] ?[$€£]?[\d.,]+)?"
)
_POLL = re.compile(r"(?:(?:reader|readers'|quick|online|snap|our) )?(?:poll|vote|survey)[:.–— ]")
_ANSWER = re.compile(r".{1,60}? ?\(?\d{1,3}(?:\.\d)?%\)?")
_FIELD = re.compile(r"(?:From|To|Cc|Bcc|Sent|Date|Subject|Reply-To|Importance): \S")
_PLAN = re.compile(r"[$€£]\d[\d.,]* ?(?:a|per|/|each) ?(?:month|mo|week|year|yr)\b")
_TICKER = re.compile(r".{0,40}\((?:[A-Z]{2,8}: ?)?[A-Z]{1,5}\)|[A-Z]{2,8}: ?[A-Z]{1,5}|[A-Z]{2,5}")
_TAPE = re.compile(
    r"[A-Z][\w&./ ]{1,25} [$€£]?\d[\d.,]* [▲▼+−-] ?\d[\d.,]*%?(?: \(?[+−-]?[\d.,]+%?\)?)?"
)
"""`HARL 100 4102.88 +0.2%`, where a share's quote stands beside it."""


def mark_boxes(
    blocks: Sequence[Block], labels: Sequence[SegmentKind | None]
) -> tuple[SegmentKind | None, ...]:
    """The labels with those of every box; what was labelled keeps its label, but a table's head."""
    kinds: Kinds = list(labels)
    _mark_heads(blocks, kinds)
    _mark_mail(blocks, kinds)
    _mark_quotes(blocks, kinds)
    _mark_tapes(blocks, kinds)
    _mark_asides(blocks, kinds)
    _mark_polls(blocks, kinds)
    _mark_comments(blocks, kinds)
    _mark_cards(blocks, kinds)
    mark_set_in(blocks, kinds)
    _mark_promotions(blocks, kinds)
    return tuple(kinds)


def _mark_heads(blocks: Sequence[Block], kinds: Kinds) -> None:
    """`Arm | Remission | Deaths` above rows of as many cells is a table's head, and no menu."""
    cells = [block.text.count(" | ") for block in blocks]
    ends, bare = [len(blocks)] * len(blocks), [len(blocks)] * len(blocks)
    for i in range(len(blocks) - 2, -1, -1):
        goes_on = not blocks[i + 1].gap and cells[i + 1] == cells[i]
        ends[i] = ends[i + 1] if goes_on else i + 1
        has_figures = not cells[i + 1] or count_figures(blocks[i + 1])
        bare[i] = bare[i + 1] if has_figures else i + 1
    at = 0
    while at < len(blocks):
        end = ends[at]
        is_head = kinds[at] is SegmentKind.NAVIGATION and cells[at] and end > at + 1
        if is_head and bare[at] >= end:
            kinds[at:end] = [SegmentKind.TABLE] * (end - at)
            at = end
        else:
            at += 1


def _mark_quotes(blocks: Sequence[Block], kinds: Kinds) -> None:
    """A share's price, change and data on lines of their own, with the share's name above.

    A change and one more line are needed, and the share's name or a label such as `Volume`: a
    column of a table has figures alone.
    """
    start = 0
    while start < len(blocks):
        end = start
        while end < len(blocks) and kinds[end] is None and _is_quoted(blocks[end]):
            end += 1
        run = blocks[start:end]
        changes = sum(_tells_change(block) for block in run)
        named = start > 0 and kinds[start - 1] is None and _is_share(blocks[start - 1])
        has_data = named or any(_DATUM.fullmatch(block.lower) for block in run)
        if changes and len(run) > changes and has_data:
            first = start - named
            kinds[first:end] = [SegmentKind.WIDGET] * (end - first)
        start = max(end, start + 1)


def _mark_tapes(blocks: Sequence[Block], kinds: Kinds) -> None:
    """Names with a price and a change: beside a quote, or as rows above the headline or aside."""
    top = next((i for i, block in enumerate(blocks) if block.level == 1), 0)
    for i, block in enumerate(blocks):
        if kinds[i] is SegmentKind.TABLE and (i < top or SIDES & block.tags):
            is_row = _TAPE.fullmatch(" ".join(block.clean.split())) is not None
            kinds[i] = SegmentKind.WIDGET if is_row else SegmentKind.TABLE
        beside = {kinds[j] for j in (i - 1, i + 1) if 0 <= j < len(blocks) and not blocks[j].level}
        is_tape = _TAPE.fullmatch(block.clean) is not None and kinds[i] is not SegmentKind.TABLE
        if is_tape and SegmentKind.WIDGET in beside:
            kinds[i] = SegmentKind.WIDGET


def _mark_asides(blocks: Sequence[Block], kinds: Kinds) -> None:
    """One short line that is no sentence, alone in an `aside`, is a teaser or an advertisement."""
    for i, block in enumerate(blocks):
        near = [blocks[j] for j in (i - 1, i + 1) if 0 <= j < len(blocks)]
        is_alone = "aside" in block.tags and not any("aside" in other.tags for other in near)
        if kinds[i] is None and is_alone and block.words < LEAST_PARAGRAPH:
            kinds[i] = None if block.ends_sentence else SegmentKind.NAVIGATION


def _mark_polls(blocks: Sequence[Block], kinds: Kinds) -> None:
    """A question to readers headed as a poll, and its answers with the share of each below."""
    for i, block in enumerate(blocks):
        if kinds[i] is not None or not _POLL.match(block.lower) or not block.clean.endswith("?"):
            continue
        end = i + 1
        while end < len(blocks) and kinds[end] is None and _ANSWER.fullmatch(blocks[end].clean):
            end += 1
        if end - i > 2:
            kinds[i:end] = [SegmentKind.NAVIGATION] * (end - i)


def _mark_mail(blocks: Sequence[Block], kinds: Kinds) -> None:
    """The fields above a mail, and what it quotes of the mail that it answers."""
    fields = 0
    while fields < len(blocks) and _FIELD.match(blocks[fields].clean):
        fields += 1
    kinds[: fields * (fields > 1)] = [SegmentKind.NAVIGATION] * fields * (fields > 1)
    quoted = False
    for i, block in enumerate(blocks):
        quoted = block.lower.endswith("wrote:") or (quoted and block.text.startswith(">"))
        kinds[i] = SegmentKind.NAVIGATION if quoted else kinds[i]


def _is_quoted(block: Block) -> bool:
    """Is the line one piece of a quote: a price, a change, or a datum behind its label?"""
    if block.words > 8 or block.level:
        return False
    is_price = _PRICE.fullmatch(block.clean) is not None
    return is_price or _tells_change(block) or _DATUM.fullmatch(block.lower) is not None


def _tells_change(block: Block) -> bool:
    """Is the line a change, alone or behind its price?"""
    return any(p.fullmatch(block.clean) for p in (_CHANGE, _MOVED))


def _is_share(block: Block) -> bool:
    return block.words <= 6 and _TICKER.fullmatch(block.clean) is not None


def _mark_comments(blocks: Sequence[Block], kinds: Kinds) -> None:
    """Below a heading of comments readers write, at any length, up to the next part of the page.

    The heading must stand below the story: a link to the comments at its top is no heading.
    """
    weights = [
        block.words if kind is None and is_paragraph(block) else 0
        for block, kind in zip(blocks, kinds, strict=True)
    ]
    above, total = 0, sum(weights)
    done, ends = 0, dict[int, int]()
    for i, block in enumerate(blocks):
        above += weights[i]
        if i < done or block.words > 6 or above < LEAST_PARAGRAPH:
            continue
        if not _COMMENTS.fullmatch(block.lower):
            continue
        if ends.get(block.level, 0) <= i:
            ends[block.level] = _end_of_comments(blocks, kinds, i)
        end = ends[block.level]
        signed = any(_READERS.search(below.lower) for below in blocks[i + 1 : i + 1 + SEEN])
        counted = any(map(str.isdigit, block.lower)) and above * 2 >= total
        if signed or (counted and end == len(blocks)):
            kinds[i:end] = [SegmentKind.NAVIGATION] * (end - i)
            done = end


def _end_of_comments(blocks: Sequence[Block], kinds: Kinds, first: int) -> int:
    """Where a heading as high as the comments' stands, or without markup a headline with a body."""
    level = blocks[first].level
    for i in range(first + 1, len(blocks)):
        block = blocks[i]
        if block.level and (block.level <= level or not level):
            return i
        below = blocks[i + 1].words if i + 1 < len(blocks) else 0
        is_title = block.gap and block.words >= 4 and is_title_like(block) and not block.frame > 0
        if not level and is_title and kinds[i] is None and below >= STORY_AGAIN:
            return i
    return len(blocks)


def _mark_cards(blocks: Sequence[Block], kinds: Kinds) -> None:
    """Titles and texts of other pieces, below a heading such as `Related articles` in markup."""
    heads = [
        i
        for i, block in enumerate(blocks)
        if kinds[i] is SegmentKind.NAVIGATION and is_related_heading(block)
    ]
    for i, stop in pairwise([*heads, len(blocks)]):
        cards = list(_cards(blocks, kinds, range(i, stop)))
        bare = any(not texts for _, texts in cards[:-1])
        for number, (title, texts) in enumerate(cards):
            kinds[title] = SegmentKind.NAVIGATION
            is_last = number == len(cards) - 1
            goes_on = is_last and (bare or (number == 0 and _goes_on(blocks, texts)))
            for at in texts if not goes_on else ():
                kinds[at] = SegmentKind.NAVIGATION


def _goes_on(blocks: Sequence[Block], texts: Sequence[int]) -> bool:
    """Does a paragraph stand below the text of the only card, so that both are the story's?"""
    below = texts[-1] + 1 if texts else len(blocks)
    return below < len(blocks) and not blocks[below].level and is_paragraph(blocks[below])


def _cards(
    blocks: Sequence[Block], kinds: Kinds, reach: range
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """The title of each card and its text, of one paragraph at most, until one is no card's.

    `reach` begins with the heading and ends at the next one of its sort, whose cards are its own.
    """
    head = blocks[reach.start]
    at = reach.start + 1
    while at < reach.stop:
        block = blocks[at]
        if (head.tags & SIDES) - block.tags:
            return
        if kinds[at] is not None:
            at += 1
            continue
        is_below = block.level > head.level > 0
        if not (is_link(block) or (block.level and (is_below or "a" in block.tags))):
            return
        last = _end_of_card(blocks, kinds, range(at, reach.stop))
        if last > at + 1 and blocks[last - 1].words > TEASER:
            return
        yield at, tuple(range(at + 1, last))
        at = last


def _end_of_card(blocks: Sequence[Block], kinds: Kinds, reach: range) -> int:
    """Behind the paragraph below a card's title, or behind the title where none is near."""
    for at in reach[1 : 1 + NEAR]:
        block = blocks[at]
        is_next = is_link(block) and is_title_like(block)
        if kinds[at] is not None or block.level or is_next:
            break
        if is_paragraph(block):
            return at + 1
    return reach.start + 1


def _mark_promotions(blocks: Sequence[Block], kinds: Kinds) -> None:
    """A title right above a promotion is the promotion's, if the story speaks of nothing in it.

    So is a short line below it with a price a month or a year.
    """
    spoken: frozenset[str] | None = None
    for i in range(len(blocks) - 2, -1, -1):
        block, below = blocks[i], blocks[i + 1]
        if kinds[i] is not None or kinds[i + 1] is not SegmentKind.PROMOTION:
            continue
        if not is_title_like(block) or (i == 0) or block.level == 1:
            continue
        if spoken is None:
            spoken = _spoken(blocks, kinds)
        own = {word.lower() for word in content_words(block)}
        if not below.gap or block.level:
            kinds[i] = SegmentKind.PROMOTION if own and not own & spoken else None
    for i in range(1, len(blocks)):
        is_below = kinds[i] is None and kinds[i - 1] is SegmentKind.PROMOTION
        if is_below and blocks[i].words <= LEAST_PARAGRAPH and _PLAN.search(blocks[i].lower):
            kinds[i] = SegmentKind.PROMOTION


def _spoken(blocks: Sequence[Block], kinds: Kinds) -> frozenset[str]:
    """The content words of the page's paragraphs."""
    return frozenset(
        word.lower()
        for block, kind in zip(blocks, kinds, strict=True)
        if kind is None and block.words >= LEAST_PARAGRAPH
        for word in content_words(block)
    )
