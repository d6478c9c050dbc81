"""One story's blocks with their first labels in, every block's kind out.

What a block is may depend on its section (below `About …`), on its neighbours (a value below a
widget's label) or on its place (a title line after the story's last paragraph).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.stories import lexicon, line_lexicon
from pipeline.stories.authors import mark_authors
from pipeline.stories.blocks import LEAST_PARAGRAPH, TEASER, Block, Kinds
from pipeline.stories.ends import mark_ends
from pipeline.stories.headings import mark_titles
from pipeline.stories.interests import (
    is_disclosure_heading,
    is_paid_label,
    speaks_of_funding,
    tells_interests,
)
from pipeline.stories.labels import (
    count_figures,
    heading_kind,
    is_contact_heading,
    is_link,
    is_related_heading,
    is_sponsor_heading,
)
from pipeline.stories.titles import is_paragraph, is_title_like
from pipeline.stories.tops import find_headline, mark_top
from schemas.article import SegmentKind

TELLING = frozenset(
    {SegmentKind.AUTHOR, SegmentKind.DISCLAIMER, SegmentKind.ABOUT, SegmentKind.NAVIGATION}
)
"""Kinds of boilerplate in which a publisher may say what ties it to somebody."""


def label_story(
    blocks: Sequence[Block], labels: Sequence[SegmentKind | None], *, has_masthead: bool
) -> tuple[SegmentKind, ...]:
    """The kind of every block of one story, in order; no block is left without.

    `has_masthead` where the story is the first of several: then the first of two titles in a row is
    the page's name and not the story's headline.
    """
    kinds: Kinds = list(labels)
    _mark_tables(blocks, kinds)
    _mark_widgets(blocks, kinds)
    _mark_sections(blocks, kinds)
    _mark_questions(blocks, kinds)
    headline = find_headline(blocks, kinds, has_masthead=has_masthead)
    mark_top(blocks, kinds, headline)
    mark_authors(blocks, kinds)
    mark_ends(blocks, kinds)
    mark_titles(blocks, kinds)
    _mark_interests(blocks, kinds)
    for i in range(headline or 0):
        if is_paid_label(blocks[i]):
            kinds[i] = SegmentKind.DISCLOSURE
    return tuple(SegmentKind.BODY if kind is None else kind for kind in kinds)


def _mark_tables(blocks: Sequence[Block], kinds: Kinds) -> None:
    """Rows that lost their markup: three lines or more without a gap, no sentence, mostly figures.

    The first may be a header without a figure; a line of a list or with a label is no row, and
    neither is a story's first line.
    """
    start = 1
    while start < len(blocks):
        end = start
        while (
            end < len(blocks)
            and _may_be_row(blocks[end], kinds[end])
            and (end == start or not blocks[end].gap)
        ):
            end += 1
        if end - start >= 3 and _are_rows(blocks[start:end]):
            kinds[start:end] = [SegmentKind.TABLE] * (end - start)
        start = max(end, start + 1)


def _are_rows(lines: Sequence[Block]) -> bool:
    """Does every line below the header hold a figure and half of them two, or all one separator?"""
    for separator in (" /", " |", ";"):
        if all(line.clean.count(separator) >= 2 for line in lines):
            return True
    rows = lines[1:]
    wide = sum(count_figures(row) >= 2 and row.words >= 4 for row in rows)
    return all(count_figures(row) for row in rows) and wide * 2 >= len(rows)


def _may_be_row(block: Block, kind: SegmentKind | None) -> bool:
    return (
        kind is None
        and not block.marker
        and not block.level
        and 1 < block.words <= 25
        and not block.ends_sentence
    )


def _mark_widgets(blocks: Sequence[Block], kinds: Kinds) -> None:
    """Values and short points below a widget's label are the widget's, up to a sentence."""
    inside = False
    for i, block in enumerate(blocks):
        if kinds[i] is SegmentKind.WIDGET:
            inside = True
        elif inside and kinds[i] is None and block.words <= 6:
            is_value = line_lexicon.WIDGET_VALUES.fullmatch(block.lower) is not None
            inside = is_value or (block.marker != "" and not block.ends_sentence)
            kinds[i] = SegmentKind.WIDGET if inside else None
        else:
            inside = False


@dataclass(frozen=True, slots=True)
class _Open:
    """The section that is open while the blocks are read in order."""

    kind: SegmentKind
    subject: str
    """For `About Vantiq Bio`, `vantiq bio`; what its first paragraph should name."""
    is_list: bool
    """A list of other pieces or of contacts, which has no paragraphs of its own."""
    paragraphs: int = 0


def _mark_sections(blocks: Sequence[Block], kinds: Kinds) -> None:
    """What stands below `About …`, `Forward-looking statements`, `Related articles` and such."""
    section: _Open | None = None
    for i, block in enumerate(blocks):
        opened = _opens(block, kinds[i])
        if opened:
            section = opened
        elif section and kinds[i] is None:
            section = _continue(section, blocks, kinds, i)
            if section:
                kinds[i] = section.kind


def _opens(block: Block, kind: SegmentKind | None) -> _Open | None:
    if kind is SegmentKind.NAVIGATION and (is_related_heading(block) or is_contact_heading(block)):
        return _Open(SegmentKind.NAVIGATION, "", is_list=True)
    if kind is SegmentKind.PROMOTION and is_sponsor_heading(block):
        return _Open(SegmentKind.PROMOTION, "", is_list=False)
    if kind is SegmentKind.AUTHOR and lexicon.ABOUT_AUTHOR.fullmatch(block.lower):
        return _Open(SegmentKind.AUTHOR, "", is_list=False)
    if kind is SegmentKind.ABOUT:
        return _Open(SegmentKind.ABOUT, block.lower.removeprefix("about "), is_list=False)
    is_named = heading_kind(block) is kind or is_disclosure_heading(block)
    if not is_named and not (kind is SegmentKind.FORWARD_LOOKING and is_title_like(block)):
        return None
    if kind in {SegmentKind.FORWARD_LOOKING, SegmentKind.DISCLAIMER, SegmentKind.DISCLOSURE}:
        return _Open(kind, block.lower, is_list=False)
    return None


def _continue(section: _Open, blocks: Sequence[Block], kinds: Kinds, i: int) -> _Open | None:
    """The section with this block in it, or `None` where the block ends it."""
    block = blocks[i]
    if is_title_like(block):
        return section if section.is_list and not block.level else None
    if section.is_list:
        return section if _is_teaser(blocks, kinds, i) else None
    if section.kind is SegmentKind.PROMOTION and (section.paragraphs or block.words > TEASER):
        return None
    if not section.paragraphs and not _fits(section, block):
        return None
    return _Open(section.kind, section.subject, section.is_list, section.paragraphs + 1)


def _fits(section: _Open, block: Block) -> bool:
    """Does the first paragraph below a heading speak of what the heading says?"""
    if section.kind is SegmentKind.DISCLOSURE:
        return not section.subject.startswith("funding") or speaks_of_funding(block)
    return section.kind is not SegmentKind.ABOUT or _names_subject(block, section.subject)


def _is_teaser(blocks: Sequence[Block], kinds: Kinds, i: int) -> bool:
    """In a list of other pieces: a short line, or a short paragraph alone below its title."""
    block = blocks[i]
    if block.marker or is_link(block) or block.words < LEAST_PARAGRAPH:
        return True
    if block.words > TEASER or not i or not is_title_like(blocks[i - 1]):
        return False
    following = i + 1
    return (
        following == len(blocks) or kinds[following] is not None or is_title_like(blocks[following])
    )


def _names_subject(block: Block, subject: str) -> bool:
    """Does a paragraph below `About X` speak of X, or `About us` of anything?"""
    words = [word.strip(":().,'s") for word in subject.split()]
    words = [word for word in words if word not in {"the", "us", "our", "company", "publisher"}]
    return not words or any(word in block.lower for word in words if word)


def _mark_interests(blocks: Sequence[Block], kinds: Kinds) -> None:
    """Boilerplate that says who owns or was paid what is a disclosure, wherever it stands."""
    for i, block in enumerate(blocks):
        if kinds[i] in TELLING and tells_interests(block):
            kinds[i] = SegmentKind.DISCLOSURE


def _mark_questions(blocks: Sequence[Block], kinds: Kinds) -> None:
    """Below a heading such as `FAQ`, questions and answers up to the next other title.

    Without such a heading, three questions in a row with an answer each are one as well; `Q:` and
    `A:` say it themselves.
    """
    asked = [i for i, block in enumerate(blocks) if kinds[i] is None and _is_question(block)]
    answered = [i for i in asked if i + 1 < len(blocks) and is_paragraph(blocks[i + 1])]
    is_open = False
    run = len(answered) >= 3 and all(b - a <= 4 for a, b in pairwise(answered))
    for i, block in enumerate(blocks):
        if kinds[i] is not None:
            continue
        if lexicon.FAQ_HEADING.fullmatch(block.lower):
            is_open = True
        elif _is_question(block):
            is_open = is_open or (run and i in answered)
            kinds[i] = SegmentKind.FAQ if is_open else None
        elif is_title_like(block):
            is_open = False
        elif is_open or re.match(r"(?:q|a|question|answer) ?\d*[:.] ", block.lower):
            kinds[i] = SegmentKind.FAQ


def _is_question(block: Block) -> bool:
    return block.clean.endswith("?") and block.words <= 30 and not block.marker
