"""One story's blocks with their kinds so far in; its author boxes and late bylines marked."""

import re
from collections.abc import Sequence

from pipeline.stories import line_lexicon
from pipeline.stories.blocks import LEAST_PARAGRAPH, Block, Kinds
from pipeline.stories.titles import is_paragraph
from schemas.article import SegmentKind

_AUTHOR_LINE = re.compile(
    r"(?:the|this) (?:author|writer|columnist|reporter) (?:holds?|owns?|has|is|was|writes)\b"
)
_STAFF = re.compile(
    r"(?:[A-Z][\w'’-]+ ){2,4}(?:is|was) (?:(?:an?|the|our|its) )?(?:[\w-]+ ){0,3}"
    r"(?:editor|reporter|correspondent|journalist|columnist|writer|contributor)\b"
    r"|(?:[A-Z][\w'’-]+ ){1,5}is (?:written|edited|compiled|produced) by [A-Z][\w'’-]+ [A-Z]"
)
"""What a publisher says of who wrote, where no byline names them."""

_NAME = re.compile(r"[A-Z][\w'’-]+(?: (?:[A-Z][\w'’-]+|[A-Z]\.|de|van|von|der|la)){1,3}")

_ANSWERS = frozenset({None, SegmentKind.FAQ})
"""Below the last answer of an interview stands who asked."""

_LONGEST_STAFF = 30
"""Words; below the story's last paragraph only."""

_LONGEST_LIFE = 60
"""Words; who writes at greater length of an author writes a story."""

_LIFE = re.compile(r"^(?:\S+ ){1,4}(?:is|was|has|covers|writes|reports|joined|founded)\b")


def mark_authors(blocks: Sequence[Block], kinds: Kinds) -> None:
    """Names, jobs and lives of those in a byline, and bylines below the story's last words."""
    authors = {
        name.strip(" .").lower()
        for block, kind in zip(blocks, kinds, strict=True)
        if kind is SegmentKind.BYLINE
        for name in (*line_lexicon.BYLINE_NAME.findall(block.clean), *_bare_names(block))
    }
    last = max((i for i, b in enumerate(blocks) if _is_story(b, kinds[i], authors)), default=-1)
    for i, block in enumerate(blocks):
        after = i > last
        if kinds[i] is SegmentKind.BYLINE and after and last >= 0:
            kinds[i] = SegmentKind.AUTHOR
        elif kinds[i] is None and _is_about(block, authors):
            kinds[i] = SegmentKind.AUTHOR if after else SegmentKind.BYLINE
        elif kinds[i] in _ANSWERS and after and (_is_life(block, authors) or _is_staff(block)):
            kinds[i] = SegmentKind.AUTHOR
        elif kinds[i] is None and after and _is_job(block):
            near = {kinds[i - 1]} if i else set()
            kinds[i] = (
                SegmentKind.AUTHOR if near & {SegmentKind.AUTHOR, SegmentKind.BYLINE} else None
            )


def _bare_names(block: Block) -> list[str]:
    """Names that stand in a byline without `By`: `Ana Calder · 12 March 2026`."""
    parts = re.split(r" ?[·|•–—] ?", block.clean)
    return [part for part in parts if _NAME.fullmatch(part)] if len(parts) > 1 else []


def _is_story(block: Block, kind: SegmentKind | None, authors: set[str]) -> bool:
    is_text = kind in {None, SegmentKind.FAQ} and block.words >= LEAST_PARAGRAPH
    about = _is_about(block, authors) or _is_life(block, authors) or _is_staff(block)
    return is_text and is_paragraph(block) and not about


def _is_about(block: Block, authors: set[str]) -> bool:
    """Is it an author's name, or a paragraph that begins with it and says what they are or do?"""
    if block.lower.strip(" .") in authors or _AUTHOR_LINE.match(block.lower):
        return True
    return _is_life(block, authors) and bool(line_lexicon.JOBS.search(block.lower))


def _is_life(block: Block, authors: set[str]) -> bool:
    """Is it a short paragraph that begins with an author's name and a verb of lives?"""
    words = block.lower.split(None, 5)
    begins = (" ".join(words[:count]).strip(" .,") in authors for count in range(1, 5))
    return any(begins) and block.words <= _LONGEST_LIFE and bool(_LIFE.search(block.lower))


def _is_staff(block: Block) -> bool:
    """Does a short paragraph say which journalist somebody is, or by whom a letter is written?"""
    return block.words <= _LONGEST_STAFF and _STAFF.match(block.clean) is not None


def _is_job(block: Block) -> bool:
    return (
        block.words <= 8
        and not block.ends_sentence
        and line_lexicon.JOBS.search(block.lower) is not None
    )
