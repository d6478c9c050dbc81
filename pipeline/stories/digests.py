"""A page of short items, a digest or a live page: is it one, and which of its lines are headlines?

In: a page's blocks. Out: whether its own first lines say so, and its blocks with every headline
that runs on into its item cut off as a block of its own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.stories.blocks import LEAST_PARAGRAPH, Block, shorten
from pipeline.stories.mastheads import is_masthead

TOP = 2
"""Blocks at the top of a page that may name it; below a headline `In brief` heads key points."""

FEWEST_ITEMS = 3
"""Headlines that run on; fewer may be the labels of a story's parts."""

MOST_NAME_WORDS = 7
"""A page's name is short; a headline may hold the same words."""

MOST_HEADLINE_WORDS = 14
"""Words of a headline that runs on into its item."""

SHORTEST_ITEM = 25
"""Words; what is shorter behind a mark is a point of a list."""

_NAME = re.compile(
    r"\b(?:in brief|in short|(?:news |market |company )?briefs|week in review"
    r"|(?:news|minute|morning|daily|weekly|biotech) round-?up)\b",
    re.IGNORECASE,
)
"""What a page of several items calls itself."""

_MARKS = "■◆►•‣▪●◦·*+–—- \t"
_BOLD = re.compile(r"(?P<open>\*\*|__)(?P<title>[^*_\n]{8,120}?)(?:\*\*|__)[ .:–—-]*(?=\S)")
_CAPITALS = re.compile(
    r"(?P<open>)(?P<title>[A-Z][A-Z0-9 ,$€£%.'’&/-]{6,100}[A-Z0-9%])(?:[.:] | [–—-] )(?=[A-Z“\"])"
)
_DASHED = re.compile(r"(?P<open>)(?P<title>[A-Z][^.:;–—\n]{5,90}?)(?::| [–—]| --) (?=[A-Z“\"])")
_FIRST = re.compile(r"(?P<open>)(?P<title>[A-Z](?:[^.;?!\n]|\.(?=\d)){5,90}[.?!]) (?=[A-Z“\"])")
_RUN_INS = (_BOLD, _CAPITALS, _DASHED, _FIRST)
"""How a headline that runs on is set apart; a page has one way for all its items."""

_SET_APART = (_BOLD, _CAPITALS)
"""Those that are plain on a page of any name; there they may head the parts of a story as well."""


def is_digest(blocks: Sequence[Block]) -> bool:
    """Do the page's first lines say that it holds several items, or are all its texts marked?"""
    for block in blocks[:TOP]:
        if names_digest(block):
            return True
        if not is_masthead(block):
            break
    return _is_marked(blocks)


def names_digest(block: Block) -> bool:
    """Is the line what a page of several items calls itself?"""
    return block.words <= MOST_NAME_WORDS and _NAME.search(block.clean) is not None


def _is_marked(blocks: Sequence[Block]) -> bool:
    """Does every longer text of the page stand behind one and the same mark of an item?"""
    texts = [block for block in blocks if block.words >= SHORTEST_ITEM]
    marks = {block.text[0] for block in texts}
    return len(texts) >= FEWEST_ITEMS and len(marks) == 1 and marks <= set("■▪◆►•●")


def cut_run_ins(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks of a digest with every headline that runs on cut off; others as they are."""
    named = is_digest(blocks)
    blocks = _unmarked(blocks) if named else blocks
    for pattern in _RUN_INS if named else _SET_APART:
        found = {
            i: match
            for i, block in enumerate(blocks)
            if block.words >= LEAST_PARAGRAPH and (match := _match(pattern, block))
        }
        texts = sum(b.words >= LEAST_PARAGRAPH and b.ends_sentence for b in blocks)
        if len(found) >= FEWEST_ITEMS and (len(found) * 2 > texts or pattern is not _FIRST):
            return tuple(_cut(blocks, found))
    return tuple(blocks)


def _unmarked(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Bullets before headlines that stand right above their items are no marks of a list."""
    below = (*blocks[1:], None)
    heads = {
        i
        for i, (block, item) in enumerate(zip(blocks, below, strict=True))
        if block.marker and item is not None and not item.marker and not item.gap
        and block.words <= MOST_HEADLINE_WORDS < item.words and not block.ends_sentence
    }  # fmt: skip
    if len(heads) < FEWEST_ITEMS:
        return tuple(blocks)
    return tuple(replace(b, marker="") if i in heads else b for i, b in enumerate(blocks))


def _match(pattern: re.Pattern[str], block: Block) -> tuple[int, int, int] | None:
    """Where a headline begins and ends in a block's text, and where its item goes on."""
    start = len(block.text) - len(block.text.lstrip(_MARKS))
    if pattern is _BOLD:
        start = max(block.text.find(mark) for mark in ("**", "__"))
    found = pattern.match(block.text, max(0, start))
    if found is None or len(found["title"].split()) > MOST_HEADLINE_WORDS:
        return None
    return found.start("title"), found.end("title"), found.end()


def _cut(blocks: Sequence[Block], found: dict[int, tuple[int, int, int]]) -> Iterator[Block]:
    for i, block in enumerate(blocks):
        if i not in found:
            yield block
            continue
        start, end, rest = found[i]
        head = block.text[:rest].rstrip()
        yield _part(block, (0, len(head)), block.text[start:end], gap=True)
        yield _part(block, (rest, len(block.text)), block.text[rest:], gap=False)


def _part(block: Block, place: tuple[int, int], words: str, *, gap: bool) -> Block:
    """Some characters of a block as a block of its own, with these words to read."""
    clean = shorten(words.strip("#*_>` \t:" if gap else "#*_>` \t") or words)
    return replace(
        block,
        start=block.start + place[0],
        end=block.start + place[1],
        text=block.text[slice(*place)],
        clean=clean,
        lower=clean.lower().replace("’", "'"),
        words=len(clean.split()),
        gap=gap,
        marker="",
        number=0,
        level=2 if gap else 0,
    )
