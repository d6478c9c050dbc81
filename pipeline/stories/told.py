"""Sections of a page in reading order in, what has been told of the story so far out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.stories.blocks import Block
from pipeline.stories.digests import names_digest
from pipeline.stories.labels import is_related_heading
from pipeline.stories.mastheads import is_masthead
from pipeline.stories.page_sections import Section
from pipeline.stories.subjects import OPENING, leading_subjects
from pipeline.stories.titles import is_title_like
from schemas.article import SegmentKind

FEWEST_WORDS = 15
"""A newsletter's shortest item is one sentence; what is shorter is a teaser."""

TOP_BLOCKS = 20
"""Menus and all; a live page says so in its headline."""

SECTION_OPENERS = frozenset(
    {"what", "how", "why", "where", "when", "who", "which", "the", "a", "an", "more", "inside"}
    | {"looking", "about", "background", "key"}
)
"""First words of titles that open a part of a story."""

NO_ITEMS = SECTION_OPENERS - {"the", "a", "an"} | {"our", "notes", "note", "sources", "also"}
"""First words of titles that are no item's, even of a digest."""

_LIVE = re.compile(
    r"(?:^|[:–—|,] ?)live\b|\blive (?:blog|updates?|coverage|ticker)\b|\bas it happened\b"
    r"|\bminute by minute\b"
)
"""`Lupus congress, day two: live`: the entries of such a page may all speak of one event."""


@dataclass(frozen=True, slots=True)
class Text:
    """The page, with what is worked out of each block once."""

    blocks: Sequence[Block]
    labels: Sequence[SegmentKind | None]
    words: Sequence[tuple[str, ...]]
    ordinary: frozenset[str]
    is_digest: bool = False

    def is_item(self, section: Section) -> bool:
        """Is it an item of a digest: is its title neither the page's name nor that of a part?"""
        title = self.blocks[section.first]
        if not self.is_digest or not section.is_titled or names_digest(title):
            return False
        is_name = is_masthead(title) and section.body_words < FEWEST_WORDS
        return not is_name and title.lower.split()[0] not in NO_ITEMS

    def spoken(self, section: Section) -> list[str]:
        """The content words of a section's blocks that are no boilerplate, as printed."""
        unlabelled = (i for i in range(section.first, section.end) if self.labels[i] is None)
        return [word for i in unlabelled for word in self.words[i]]


@dataclass(frozen=True, slots=True)
class Told:
    """What has been read of the story so far."""

    first: int
    has_body: bool = False
    in_related: bool = False
    level: int = 0
    """The highest level of a title with text of its own; 0 where none says."""
    gaps: int = 0
    """Blank lines within the story."""
    opening: tuple[str, ...] = ()
    subjects: frozenset[str] = frozenset()
    headline: int = 0
    """Index of the last title before the story's first body: the line above is the page's."""
    number: int = 0
    """Of the story's headline, where the page's stories are numbered."""
    frame: int = -1
    """The `article` element that holds the headline; -1 where none does, or on a live page."""


def tell(text: Text, section: Section, told: Told) -> Told:
    """The story so far with one more section."""
    here = range(section.first, section.end)
    title = text.blocks[section.first]
    has_words = section.body_words > 0
    levels = [level for level in (told.level, title.level if has_words else 0) if level]
    opening = told.opening
    if len(opening) < OPENING:
        opening = (*opening, *text.spoken(section)[:OPENING])
    headline = told.headline if told.has_body else _last_title(text, section)
    return Told(
        first=told.first,
        has_body=told.has_body
        or (section.body_words >= FEWEST_WORDS and (text.is_item(section) or not text.is_digest)),
        in_related=told.in_related or any(is_related_heading(text.blocks[i]) for i in here),
        level=min(levels, default=0),
        gaps=told.gaps + sum(text.blocks[i].gap for i in here if i > told.first),
        opening=opening,
        subjects=told.subjects if opening is told.opening else leading_subjects(opening),
        headline=headline,
        number=told.number if told.has_body else title.number,
        frame=-1 if _is_live(text) else text.blocks[headline].frame,
    )


def _is_live(text: Text) -> bool:
    """Does one of the page's first titles say that it is written while things happen?"""
    tops = (block for block in text.blocks[:TOP_BLOCKS] if is_title_like(block))
    return any(_LIVE.search(block.lower) for block in tops)


def _last_title(text: Text, section: Section) -> int:
    """The title right above a section's text; what stands above it is the page's name."""
    found = section.first
    for i in range(section.first, section.end):
        if text.labels[i] is None and not is_title_like(text.blocks[i]):
            break
        found = i if text.labels[i] is None else found
    return found
