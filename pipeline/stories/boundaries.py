"""Labelled blocks in, the indexes where a new story begins out.

A title begins a new story if a body follows it that names something new, if the story before is no
longer spoken of, and if something other than a section's end sets the two apart. Every one of these
is needed, as sections of one story have titles too, and two stories may be of one field.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from pipeline.stories.blocks import LEAST_PARAGRAPH, Block
from pipeline.stories.digests import names_digest
from pipeline.stories.labels import is_related_heading
from pipeline.stories.line_lexicon import CLOCK
from pipeline.stories.mastheads import is_masthead
from pipeline.stories.subjects import (
    OPENING,
    content_words,
    leading_subjects,
    names,
    ordinary_words,
)
from pipeline.stories.titles import is_title_case, is_title_like, share_of_capitals
from schemas.article import SegmentKind

FEWEST_WORDS = 15
"""A newsletter's shortest item is one sentence; what is shorter is a teaser."""

FEWEST_WORDS_RELATED = 32
"""Below a heading such as `Related articles`; a page's description ends at 160 characters."""

SHORTEST_HEADLINE = 4
"""Words; a headline says that something happened."""

MANY_SUBJECTS = 6
"""With so many, one of them in a story of its own is chance."""

TOP_WORDS = 30
"""With fewer below it, a byline still waits for its story: there is but a standfirst."""

TOP_BLOCKS = 20
"""Menus and all; a live page says so in its headline."""

LONGEST_TOP = 5
"""Blocks: headline, standfirst, byline, date, picture."""

FEWEST_SUBJECTS = 4
"""With fewer, that they are not mentioned again says nothing."""

FEWEST_TOLD = 8
"""Different content words of each; of two shorter texts, sharing none says nothing."""

BY_CHANCE = 12
"""One content word in so many may stand in two stories of the field that share no subject."""

MOST_APART = Fraction(1, 2)
"""Of the longer words, how many more may be capitals in one headline than in another of a style."""

SECTION_OPENERS = frozenset(
    {"what", "how", "why", "where", "when", "who", "which", "the", "a", "an", "more", "inside"}
    | {"looking", "about", "background", "key"}
)
"""First words of titles that open a part of a story."""

NO_ITEMS = SECTION_OPENERS - {"the", "a", "an"} | {"our", "notes", "note", "sources", "also"}
"""First words of titles that are no item's, even of a digest."""

_TICKER = re.compile(
    r"(?:^\$?|\((?:[A-Z]{3,6}: ?)?\$?)([A-Z]{3,5})(?=\)|:? (?:[+\u2212-]|up |down |flat|unchanged))"
)
"""`VRRW +12%`, `Varrow (VRRW): …`, `Varrow (NASDAQ: VRRW)`: a share's ticker in a title."""

_CORRECTION = re.compile(r"(?:corrections?|clarifications?|retraction|erratum)(?:\b(?! to )|$)")
"""A note that puts right what another piece said is a story of its own."""

_LIVE = re.compile(
    r"(?:^|[:–—|,] ?)live\b|\blive (?:blog|updates?|coverage|ticker)\b|\bas it happened\b"
    r"|\bminute by minute\b"
)
"""`Lupus congress, day two: live`: the entries of such a page may all speak of one event."""

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


def find_starts(
    blocks: Sequence[Block], labels: Sequence[SegmentKind | None], *, of_digest: bool = False
) -> tuple[int, ...]:
    """Indexes of the blocks that begin a story, rising; the first is 0 where there are blocks.

    `of_digest` where the page says that it holds several items: then each title has its own.
    """
    if not blocks:
        return ()
    words = tuple(map(content_words, blocks))
    text = _Text(blocks, labels, words, ordinary_words(blocks), of_digest)
    starts = []
    told = _Told(0)
    for section in find_sections(blocks, labels, of_digest=of_digest):
        if told.has_body and _begins_story(text, section, told):
            starts.append(told.first)
            told = _Told(section.first)
        told = _tell(text, section, told)
    return (*starts, told.first)


def find_sections(
    blocks: Sequence[Block], labels: Sequence[SegmentKind | None], *, of_digest: bool = False
) -> tuple[Section, ...]:
    """The page cut at its titles; the first section may have none.

    A title soon below a byline, such as `Key points`, is still the top of the story the byline
    belongs to, and cuts nothing.
    """
    sections = []
    first = 0
    for i in range(1, len(blocks) + 1):
        if i < len(blocks) and (labels[i] is not None or not is_title_like(blocks[i])):
            continue
        section = _section(blocks, labels, first, i)
        if of_digest and i < len(blocks):
            sections.append(section)
            first = i
            continue
        is_top = section.body_words < TOP_WORDS and _waits(blocks, labels, first, i)
        is_top = is_top and i < len(blocks) and not blocks[i].number and i - first <= LONGEST_TOP
        if not is_top:
            sections.append(section)
            first = i
    return tuple(sections)


def _waits(
    blocks: Sequence[Block], labels: Sequence[SegmentKind | None], first: int, end: int
) -> bool:
    """Does a byline still wait for its story? Not where a title with text stands below it."""
    bylines = [
        i
        for i in range(first, end)
        if labels[i] is SegmentKind.BYLINE and not CLOCK.fullmatch(blocks[i].lower)
    ]
    if not bylines:
        return False
    below = [i for i in range(bylines[0] + 1, end) if labels[i] is None]
    return not below or below[0] == end - 1 or not is_title_like(blocks[below[0]])


def _section(
    blocks: Sequence[Block], labels: Sequence[SegmentKind | None], first: int, end: int
) -> Section:
    is_titled = labels[first] is None and is_title_like(blocks[first])
    body = range(first + is_titled, end)
    words = sum(blocks[i].words for i in body if labels[i] in {None, SegmentKind.TABLE})
    return Section(first, end, is_titled, words)


@dataclass(frozen=True, slots=True)
class _Text:
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
class _Told:
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


def _tell(text: _Text, section: Section, told: _Told) -> _Told:
    """The story so far with one more section."""
    here = range(section.first, section.end)
    title = text.blocks[section.first]
    has_words = section.body_words > 0
    levels = [level for level in (told.level, title.level if has_words else 0) if level]
    opening = told.opening
    if len(opening) < OPENING:
        opening = (*opening, *text.spoken(section)[:OPENING])
    headline = told.headline if told.has_body else _last_title(text, section)
    return _Told(
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


def _is_live(text: _Text) -> bool:
    """Does one of the page's first titles say that it is written while things happen?"""
    tops = (block for block in text.blocks[:TOP_BLOCKS] if is_title_like(block))
    return any(_LIVE.search(block.lower) for block in tops)


def _last_title(text: _Text, section: Section) -> int:
    """The title right above a section's text; what stands above it is the page's name."""
    found = section.first
    for i in range(section.first, section.end):
        if text.labels[i] is None and not is_title_like(text.blocks[i]):
            break
        found = i if text.labels[i] is None else found
    return found


def _begins_story(text: _Text, section: Section, told: _Told) -> bool:
    """Is this section a story of its own, and not a part of the one told so far?"""
    title = text.blocks[section.first]
    if text.is_digest:
        return text.is_item(section) and section.body_words >= LEAST_PARAGRAPH
    if section.is_titled and _CORRECTION.match(title.lower) and section.body_words >= FEWEST_WORDS:
        return True
    needed = FEWEST_WORDS_RELATED if told.in_related else FEWEST_WORDS
    if not section.is_titled or section.body_words < needed:
        return False
    if title.words < SHORTEST_HEADLINE and title.level != 1:
        return False
    shared = len(told.subjects & {word.lower() for word in text.spoken(section)})
    own = _own_names(text, section) - {word.lower() for word in told.opening}
    if title.number and not told.number:
        return False
    if -1 not in {title.frame, told.frame} and title.frame != told.frame:
        return not told.level or title.level <= told.level
    if _names_another_share(title, text.blocks[told.headline]):
        return True
    if _shares_nothing(text, section, told):
        return _reads_as_headline(title, text.blocks[told.headline])
    if _is_set_apart(text, section, told):
        is_known = len(told.subjects) >= FEWEST_SUBJECTS
        is_section = title.lower.split()[0] in SECTION_OPENERS
        return (shared <= 1 and is_known and not is_section) or (bool(own) and shared <= 2)
    opens_with_own = any(word in own for word in _first_words(text, section))
    most = 1 if opens_with_own and len(told.subjects) >= MANY_SUBJECTS else 0
    return bool(own) and shared <= most and _reads_as_headline(title, text.blocks[told.headline])


def _shares_nothing(text: _Text, section: Section, told: _Told) -> bool:
    """Does the section keep to what its title says, and come back to nothing of the story's?

    Its title's words are looked for in its body in any case, since a drug's generic name is written
    small. Nothing is back where no word of the story's headline is, none that it says twice, and of
    the others but what chance puts into two texts of one field.
    """
    before = {word.lower() for word in told.opening}
    here = {word.lower() for word in text.spoken(section)}
    title = {word.lower() for word in text.words[section.first]}
    body = {word.lower() for i in range(section.first + 1, section.end) for word in text.words[i]}
    said = told.subjects | {word.lower() for word in text.words[told.headline]}
    if min(len(before), len(here)) < FEWEST_TOLD or here & said or not (title & body) - before:
        return False
    return len(here & before) * BY_CHANCE <= len(here)


def _names_another_share(title: Block, headline: Block) -> bool:
    """Do both titles name a share by its ticker, and not the same one?"""
    one, other = set(_TICKER.findall(title.clean)), set(_TICKER.findall(headline.clean))
    return bool(one) and bool(other) and not one & other


def _first_words(text: _Text, section: Section) -> list[str]:
    """The first content words of the title, in lower case: a headline begins with its subject."""
    return [word.lower() for word in text.words[section.first][:2]]


def _own_names(text: _Text, section: Section) -> frozenset[str]:
    """Names that stand in the title and in the body below it."""
    title = names(text.blocks[section.first], text.ordinary)
    body = range(section.first + 1, section.end)
    return title & {word.lower() for i in body for word in text.words[i]}


def _is_set_apart(text: _Text, section: Section, told: _Told) -> bool:
    """Does more than a section's end stand before the title?

    That is boilerplate or a rule, a byline or dateline below, a blank line where the story's own
    paragraphs have none, markup that puts the title as high as the story's headline, or its number
    where the story's headline has one. What is numbered below a story's first body is its section.
    """
    first = section.first
    title, before = text.blocks[first], text.labels[first - 1]
    if before is not None and before not in {SegmentKind.TABLE, SegmentKind.BODY}:
        return True
    top = text.labels[first + 1 : min(section.end, first + LONGEST_TOP)]
    if SegmentKind.BYLINE in top or _DATELINE.match(text.blocks[first + 1].text):
        return True
    if title.number:
        return True
    if title.level:
        return title.level <= told.level
    return title.gap and told.gaps * 4 <= first - told.first - 1


def _reads_as_headline(title: Block, headline: Block) -> bool:
    """Is the title written as the story's headline is, and not opened as sections are?

    A publisher has one style for its headlines; `What …`, `How …`, `The …` open sections.
    """
    if title.lower.split()[0] in SECTION_OPENERS:
        return False
    if not is_title_like(headline):
        return is_title_case(title.clean)
    apart = abs(share_of_capitals(headline.clean) - share_of_capitals(title.clean))
    return apart <= MOST_APART and headline.level == title.level
