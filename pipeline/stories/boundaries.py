"""Labelled blocks in, the indexes where a new story begins out.

A title begins a new story if a body follows it that names something new, if the story before is no
longer spoken of, and if something other than a section's end sets the two apart. Every one of these
is needed, as sections of one story have titles too, and two stories may be of one field.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.stories.blocks import Block
from pipeline.stories.labels import is_related_heading
from pipeline.stories.subjects import (
    OPENING,
    content_words,
    leading_subjects,
    names,
    ordinary_words,
)
from pipeline.stories.titles import is_title_case, is_title_like
from schemas.article import SegmentKind

FEWEST_WORDS = 25
"""A story shorter than this is a teaser."""

FEWEST_WORDS_RELATED = 60
"""Below a heading such as `Related articles` it takes more to be a story."""

SHORTEST_HEADLINE = 4
"""Words; a headline says that something happened."""

FEWEST_SUBJECTS = 4
"""With fewer, that they are not mentioned again says nothing."""

SECTION_OPENERS = frozenset(
    {"what", "how", "why", "where", "when", "who", "which", "the", "a", "an", "more", "inside"}
    | {"looking", "about", "background", "key"}
)
"""First words of titles that open a part of a story."""

_DATELINE = re.compile(
    r"[A-Z][A-Z .,'’-]{2,30}(?:, [\w .]{3,20})?(?: \([^)]{2,40}\))? ?(?:--|[–—]|- )"
)
"""`BOSTON, Nov. 3 (Newswire) --`: how a wire's story begins."""


@dataclass(frozen=True, slots=True)
class Section:
    """A title, or the page's start, and the body below it up to the next title."""

    first: int
    """Index of its first block."""
    end: int
    """Index after its last block."""
    is_titled: bool
    body_words: int
    """Words of its unlabelled paragraphs and table rows."""


def find_starts(blocks: Sequence[Block], labels: Sequence[SegmentKind | None]) -> tuple[int, ...]:
    """Indexes of the blocks that begin a story, rising; the first is 0 where there are blocks."""
    if not blocks:
        return ()
    words = tuple(content_words(block) for block in blocks)
    ordinary = ordinary_words(blocks)
    starts = [0]
    told: list[str] = []
    in_related = has_body = False
    for section in find_sections(blocks, labels):
        candidate = Candidate(blocks, labels, words, ordinary, section, in_related)
        if has_body and candidate.begins_story(starts[-1], told):
            starts.append(section.first)
            told, in_related, has_body = [], False, False
        if len(told) < OPENING:
            told.extend(word for i in _spoken(labels, section) for word in words[i])
        has_body = has_body or section.body_words >= FEWEST_WORDS
        in_related = in_related or any(
            is_related_heading(blocks[i]) for i in range(section.first, section.end)
        )
    return tuple(starts)


def find_sections(
    blocks: Sequence[Block], labels: Sequence[SegmentKind | None]
) -> tuple[Section, ...]:
    """The page cut at its titles; the first section may have none."""
    firsts = [i for i, block in enumerate(blocks) if labels[i] is None and is_title_like(block)]
    if not firsts or firsts[0] > 0:
        firsts.insert(0, 0)
    ends = [*firsts[1:], len(blocks)]
    return tuple(_section(blocks, labels, *pair) for pair in zip(firsts, ends, strict=True))


def _section(
    blocks: Sequence[Block], labels: Sequence[SegmentKind | None], first: int, end: int
) -> Section:
    is_titled = labels[first] is None and is_title_like(blocks[first])
    body = range(first + is_titled, end)
    words = sum(blocks[i].words for i in body if labels[i] in {None, SegmentKind.TABLE})
    return Section(first, end, is_titled, words)


def _spoken(labels: Sequence[SegmentKind | None], section: Section) -> list[int]:
    return [i for i in range(section.first, section.end) if labels[i] is None]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A section that may begin a story, with what is known of the page."""

    blocks: Sequence[Block]
    labels: Sequence[SegmentKind | None]
    words: Sequence[tuple[str, ...]]
    ordinary: frozenset[str]
    section: Section
    in_related: bool

    def begins_story(self, start: int, told: Sequence[str]) -> bool:
        """Is this section a story of its own, and not a part of the one that began at `start`?"""
        title = self.blocks[self.section.first]
        needed = FEWEST_WORDS_RELATED if self.in_related else FEWEST_WORDS
        if not self.section.is_titled or self.section.body_words < needed:
            return False
        if title.words < SHORTEST_HEADLINE and title.level != 1:
            return False
        subjects = leading_subjects(told[:OPENING])
        spoken = {w.lower() for i in _spoken(self.labels, self.section) for w in self.words[i]}
        shared = len(subjects & spoken)
        has_own_subject = bool(self._own_names() - {word.lower() for word in told})
        if self._is_set_apart(start):
            is_known = len(subjects) >= FEWEST_SUBJECTS
            return (shared <= 1 and is_known) or (has_own_subject and shared <= 2)
        return has_own_subject and shared == 0 and self._reads_as_headline(start)

    def _own_names(self) -> frozenset[str]:
        """Names that stand in the title and in the body below it."""
        title = names(self.blocks[self.section.first], self.ordinary)
        body = range(self.section.first + 1, self.section.end)
        return title & {word.lower() for i in body for word in self.words[i]}

    def _is_set_apart(self, start: int) -> bool:
        """Does more than a section's end stand before the title?

        That is boilerplate or a rule, a byline or dateline below, a blank line where the story's
        own paragraphs have none, or markup that puts the title as high as the story's headline.
        """
        first = self.section.first
        title, before = self.blocks[first], self.labels[first - 1]
        if before is not None and before is not SegmentKind.TABLE:
            return True
        below = first + 1
        if self.labels[below] is SegmentKind.BYLINE or _DATELINE.match(self.blocks[below].text):
            return True
        level = min((b.level for b in self.blocks[start:first] if b.level), default=0)
        if title.level:
            return title.level <= level
        gaps = sum(block.gap for block in self.blocks[start + 1 : first])
        return title.gap and gaps * 4 <= first - start - 1

    def _reads_as_headline(self, start: int) -> bool:
        """Is the title written as the story's headline is, and not opened as sections are?

        A publisher has one style for its headlines; `What …`, `How …`, `The …` open sections.
        """
        title = self.blocks[self.section.first]
        headline = self.blocks[start]
        if title.lower.split()[0] in SECTION_OPENERS:
            return False
        if not is_title_like(headline):
            return is_title_case(title.clean)
        same_case = is_title_case(headline.clean) is is_title_case(title.clean)
        return same_case and headline.level == title.level
