"""Labelled blocks in, the indexes where a new story begins out.

A title begins a new story if a body follows it that names something new, if the story before is no
longer spoken of, and if something other than a section's end sets the two apart. Every one of these
is needed, as sections of one story have titles too, and two stories may be of one field. Where
nothing of the story before comes back, a title written as its headline is sets them apart enough.
"""

import re
from collections.abc import Sequence
from fractions import Fraction

from pipeline.stories.blocks import LEAST_PARAGRAPH, Block
from pipeline.stories.page_sections import LONGEST_TOP, Section, find_sections
from pipeline.stories.subjects import content_words, names, ordinary_words
from pipeline.stories.titles import is_title_case, is_title_like, share_of_capitals
from pipeline.stories.told import FEWEST_WORDS, SECTION_OPENERS, Text, Told, tell
from schemas.article import SegmentKind

FEWEST_WORDS_RELATED = 32
"""Below a heading such as `Related articles`; a page's description ends at 160 characters."""

SHORTEST_HEADLINE = 4
"""Words; a headline says that something happened."""

MANY_SUBJECTS = 6
"""With so many, one of them in a story of its own is chance."""

MOST_SHARED = 2
"""Subjects of the story before that one set apart and with a name of its own may speak of."""

FEWEST_SUBJECTS = 4
"""With fewer, that they are not mentioned again says nothing."""

FEWEST_TOLD = 8
"""Different content words of each; of two shorter texts, sharing none says nothing."""

BY_CHANCE = 12
"""One content word in so many may stand in two stories of the field that share no subject."""

MOST_APART = Fraction(1, 2)
"""Of the longer words, how many more may be capitals in one headline than in another of a style."""

_TICKER = re.compile(
    r"(?:^\$?|\((?:[A-Z]{3,6}: ?)?\$?)([A-Z]{3,5})(?=\)|:? (?:[+\u2212-]|up |down |flat|unchanged))"
)
"""`VRRW +12%`, `Varrow (VRRW): …`, `Varrow (NASDAQ: VRRW)`: a share's ticker in a title."""

_CORRECTION = re.compile(r"(?:corrections?|clarifications?|retraction|erratum)(?:\b(?! to )|$)")
"""A note that puts right what another piece said is a story of its own."""

_DATELINE = re.compile(
    r"[A-Z][A-Z .,'’-]{2,30}(?:, [\w .]{3,20})?(?: \([^)]{2,40}\))? ?(?:--|[–—]|- )"
)
"""`BOSTON, Nov. 3 (Newswire) --`: how a wire's story begins."""


def find_starts(
    blocks: Sequence[Block], labels: Sequence[SegmentKind | None], *, of_digest: bool = False
) -> tuple[int, ...]:
    """Indexes of the blocks that begin a story, rising; the first is 0 where there are blocks.

    `of_digest` where the page says that it holds several items: then each title has its own.
    """
    if not blocks:
        return ()
    words = tuple(map(content_words, blocks))
    text = Text(blocks, labels, words, ordinary_words(blocks), of_digest)
    starts = []
    told = Told(0)
    for section in find_sections(blocks, labels, of_digest=of_digest):
        if told.has_body and _begins_story(text, section, told):
            starts.append(told.first)
            told = Told(section.first)
        told = tell(text, section, told)
    return (*starts, told.first)


def _begins_story(text: Text, section: Section, told: Told) -> bool:
    """Is this section a story of its own, and not a part of the one told so far?"""
    title, headline = text.blocks[section.first], text.blocks[told.headline]
    if text.is_digest:
        return text.is_item(section) and section.body_words >= LEAST_PARAGRAPH
    if _is_correction(text, section):
        return True
    if not _may_begin(text, section, told):
        return False
    if -1 not in {title.frame, told.frame} and title.frame != told.frame:
        return not told.level or title.level <= told.level
    if _names_another_share(title, headline):
        return True
    if _is_set_apart(text, section, told) and (
        _leaves_subjects(text, section, told) or _has_own_name(text, section, told)
    ):
        return True
    is_new = _shares_nothing(text, section, told) or _opens_with_own(text, section, told)
    return is_new and _reads_as_headline(title, headline)


def _is_correction(text: Text, section: Section) -> bool:
    """Does it say of itself that it puts another piece right, and how?"""
    is_named = _CORRECTION.match(text.blocks[section.first].lower) is not None
    return section.is_titled and is_named and section.body_words >= FEWEST_WORDS


def _may_begin(text: Text, section: Section, told: Told) -> bool:
    """Has it a headline's length and an item's body, and no number among stories without one?"""
    title = text.blocks[section.first]
    needed = FEWEST_WORDS_RELATED if told.in_related else FEWEST_WORDS
    is_headed = section.is_titled and (title.words >= SHORTEST_HEADLINE or title.level == 1)
    return is_headed and section.body_words >= needed and not (title.number and not told.number)


def _leaves_subjects(text: Text, section: Section, told: Told) -> bool:
    """Is the story before no longer spoken of, though it has enough subjects to be known by?"""
    is_section = text.blocks[section.first].lower.split()[0] in SECTION_OPENERS
    is_known = len(told.subjects) >= FEWEST_SUBJECTS
    return is_known and not is_section and _shared(text, section, told) <= 1


def _has_own_name(text: Text, section: Section, told: Told) -> bool:
    """Does its title name something new that its body names, with little of the story before?"""
    return bool(_own_names(text, section, told)) and _shared(text, section, told) <= MOST_SHARED


def _opens_with_own(text: Text, section: Section, told: Told) -> bool:
    """Does it name something new and nothing of the story before, or next to nothing?

    One subject may be shared by chance where the story has many and the title opens with the name.
    """
    own = _own_names(text, section, told)
    is_first = any(word in own for word in _first_words(text, section))
    most = 1 if is_first and len(told.subjects) >= MANY_SUBJECTS else 0
    return bool(own) and _shared(text, section, told) <= most


def _shared(text: Text, section: Section, told: Told) -> int:
    """How many of the story's subjects the section speaks of."""
    return len(told.subjects & {word.lower() for word in text.spoken(section)})


def _shares_nothing(text: Text, section: Section, told: Told) -> bool:
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


def _first_words(text: Text, section: Section) -> list[str]:
    """The first content words of the title, in lower case: a headline begins with its subject."""
    return [word.lower() for word in text.words[section.first][:2]]


def _own_names(text: Text, section: Section, told: Told) -> frozenset[str]:
    """Names that stand in the title and in the body below it, and nowhere in the story before."""
    title = names(text.blocks[section.first], text.ordinary)
    body = range(section.first + 1, section.end)
    new = title - {word.lower() for word in told.opening}
    return new & {word.lower() for i in body for word in text.words[i]}


def _is_set_apart(text: Text, section: Section, told: Told) -> bool:
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
