"""A block in, what it is on its own words and marks out, before its neighbours are asked."""

import re

from pipeline.stories import lexicon, line_lexicon
from pipeline.stories.blocks import Block
from pipeline.stories.interests import is_disclosure, is_disclosure_heading
from pipeline.stories.signs import is_citation, is_news, sign_kind
from pipeline.stories.titles import is_title_like
from schemas.article import SegmentKind

LONGEST_LINE = 25
"""Words; up to here a whole-line pattern may decide."""

PROMPT = 60
"""Words; a longer paragraph with a prompt in it is taken for the story's own."""

LEGAL = 60
"""One disclaiming phrase in so many words makes the paragraph a disclaimer."""

LONGEST_LEGAL = 400
"""Words; nobody disclaims at greater length in one paragraph."""

MENUS = frozenset({"nav", "footer", "button", "form", "dialog"})
"""Elements that hold the page's furniture."""

_WIDE_GAPS = re.compile(r"\S {2,}\S.*\S {2,}\S|\S {4,}\S")
_TABLE_RULE = re.compile(r"-{3,}(?: +-{3,})+")

_FIGURE = re.compile(r"(?<![\w-])[~<>≤≥$€£]*\d[\d.,]*%?")

_FIRST_WORDS = re.compile(r"(?:^|[.!?] )\S+")
"""`Backtested since 2011` begins with no verb of a subject."""

_VERBS = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|may|might|can|could|should|said|says|"
    r"(?<!-)\w{3,}ed)\b"
)


def label_alone(block: Block) -> SegmentKind | None:
    """The kind that the block's own words, shape or markup decide; `None` where they do not.

    `None` is the usual answer: titles and paragraphs of the story need their neighbours.
    """
    if block.is_rule:
        is_ruled = _TABLE_RULE.fullmatch(block.text)
        return SegmentKind.TABLE if is_ruled else SegmentKind.NAVIGATION
    if "caption" in block.tags:
        return SegmentKind.TABLE  # a table's own title, which may say what its numbers are in
    if "figcaption" in block.tags:
        return SegmentKind.CAPTION
    if is_table_row(block):
        return SegmentKind.TABLE
    if is_disclosure(block) or is_disclosure_heading(block):
        return SegmentKind.DISCLOSURE
    found = _legal(block) or (SegmentKind.NAVIGATION if "running" in block.tags else None)
    if found or "note" in block.tags:
        return found or (SegmentKind.NAVIGATION if is_citation(block) else SegmentKind.BODY)
    return (
        _prompt(block)
        or (_short_line(block) if block.words <= LONGEST_LINE else None)
        or (None if block.level else sign_kind(block))
    )


def is_table_row(block: Block) -> bool:
    """Is it a row by its markup: `<tr>`, tabs or wide gaps between cells, pipes at its edge?"""
    if "\t" in block.text or "tr" in block.tags or _WIDE_GAPS.search(block.clean):
        return True
    return block.text.startswith("|") and block.text.count("|") > 1


def _legal(block: Block) -> SegmentKind | None:
    """Disclaimers and forward-looking statements, by how dense their phrases are."""
    lower = block.lower
    phrases = len(lexicon.DISCLAIMERS.findall(lower)) if block.words <= LONGEST_LEGAL else 0
    if phrases and phrases * LEGAL >= block.words:
        return SegmentKind.DISCLAIMER
    if block.words <= PROMPT and lexicon.FORWARD_SENTENCE.search(lower):
        return SegmentKind.FORWARD_LOOKING
    hints = sum(hint in lower for hint in lexicon.FORWARD_HINTS)
    if hints >= 2 or any(phrase in lower for phrase in lexicon.FORWARD_PHRASES):
        return SegmentKind.FORWARD_LOOKING
    return None


def _prompt(block: Block) -> SegmentKind | None:
    """Newsletter prompts, cookie banners, advertisements and pointers to other pieces."""
    lower = block.lower
    if lexicon.ABOUT_INLINE.match(lower) and not _is_about_evidence(block):
        return SegmentKind.ABOUT
    if block.words > PROMPT:
        return None
    if any(phrase in lower for phrase in lexicon.COOKIE_PHRASES):
        return SegmentKind.NAVIGATION
    if lexicon.PROMOTIONS.search(lower) and not is_news(block):
        return SegmentKind.PROMOTION
    if lexicon.LEAD_INS.match(lower) and block.words <= LONGEST_LINE:
        return SegmentKind.NAVIGATION
    is_cross = " our " in f" {lower}" and lexicon.CROSS_PIECES.search(lower)
    if is_cross and (lexicon.CROSS_ADDRESS.match(lower) or lexicon.CROSS_VERBS.search(lower)):
        return SegmentKind.PROMOTION
    return SegmentKind.PROMOTION if _is_advertisement(block) else None


def _is_advertisement(block: Block) -> bool:
    """A short line that lists services and has no verb: news says that somebody did something."""
    if not 4 <= block.words <= LONGEST_LINE or block.marker:
        return False
    hints = sum(hint in block.lower for hint in lexicon.SERVICE_HINTS)
    return hints >= 2 and not _VERBS.search(_FIRST_WORDS.sub(" ", block.lower))


def _short_line(block: Block) -> SegmentKind | None:
    lower = block.lower
    if line_lexicon.WIDGET_LABELS.fullmatch(lower) or line_lexicon.QUOTE_LINE.fullmatch(
        block.clean
    ):
        return SegmentKind.WIDGET
    if _is_byline(block):
        return SegmentKind.BYLINE
    if line_lexicon.CREDITS.match(block.clean):
        return SegmentKind.AUTHOR
    if line_lexicon.CAPTION_START.match(lower) or (
        not block.ends_sentence and line_lexicon.CAPTION_END.search(lower)
    ):
        return SegmentKind.CAPTION
    return heading_kind(block) or _furniture(block)


def heading_kind(block: Block) -> SegmentKind | None:
    """The kind of section that a heading opens, where its words say it is not the story's."""
    lower = block.lower
    if lexicon.ABOUT_AUTHOR.fullmatch(lower):
        return SegmentKind.AUTHOR
    if lexicon.FORWARD_HEADING.fullmatch(lower):
        return SegmentKind.FORWARD_LOOKING
    if lexicon.DISCLAIMER_HEADING.fullmatch(lower):
        return SegmentKind.DISCLAIMER
    if is_sponsor_heading(block):
        return SegmentKind.PROMOTION
    if is_related_heading(block) or is_contact_heading(block):
        return SegmentKind.NAVIGATION
    is_about = is_title_like(block) and lexicon.ABOUT_HEADING.fullmatch(lower)
    if is_about and not _is_about_evidence(block):
        return SegmentKind.ABOUT
    return None


def _is_about_evidence(block: Block) -> bool:
    """Is it about a trial or its data? That is the story's, not the company's, to tell."""
    return lexicon.ABOUT_EVIDENCE.search(re.split("[:.] ", block.lower)[0]) is not None


def is_related_heading(block: Block) -> bool:
    """Does it head a list of other pieces?"""
    return block.words <= 10 and lexicon.RELATED_HEADINGS.fullmatch(block.lower) is not None


def is_sponsor_heading(block: Block) -> bool:
    """Does it head an advertiser's paragraph?"""
    is_head = block.words <= 7 and lexicon.SPONSOR_HEADING.fullmatch(block.lower) is not None
    return is_head and not block.ends_sentence


def is_contact_heading(block: Block) -> bool:
    """Does it head the names to call?"""
    return block.words <= 6 and lexicon.CONTACT_HEADING.fullmatch(block.lower) is not None


def count_figures(block: Block) -> int:
    """How many numbers stand in it that are no part of a name, such as the 2 of `LARCH-2`."""
    return len(_FIGURE.findall(block.clean))


def is_link(block: Block) -> bool:
    """Is the whole line one link that is not a headline?"""
    return "a" in block.tags and not block.level


def _is_byline(block: Block) -> bool:
    """Does it say who or when: a date, or a name after `By`, with jobs, places and times?"""
    if block.text.startswith("--"):
        return False
    parts = [part for part in line_lexicon.PARTS.split(block.lower) if part.strip()]
    if any(line_lexicon.DATE_LINE.fullmatch(part.strip(" .,")) for part in (block.lower, *parts)):
        return all(len(part.split()) <= 8 for part in parts)
    if line_lexicon.BYLINE_JOB.fullmatch(block.clean) or line_lexicon.BYLINE_DATED.fullmatch(
        block.clean
    ):
        return True
    found = line_lexicon.BYLINE.fullmatch(block.clean)
    if not found:
        return False
    rest = found["rest"].lower()
    return len(rest.split()) <= 4 or line_lexicon.JOBS.search(rest) is not None


def _furniture(block: Block) -> SegmentKind | None:
    if MENUS & block.tags or line_lexicon.NAVIGATION_LINES.fullmatch(block.lower):
        return SegmentKind.NAVIGATION
    if line_lexicon.WIRE_NOTE.fullmatch(block.lower):
        return SegmentKind.NAVIGATION
    if line_lexicon.COPYRIGHT.fullmatch(block.lower) or line_lexicon.ADDRESS.search(block.lower):
        return SegmentKind.NAVIGATION
    if line_lexicon.TRAIL.fullmatch(block.clean) or (is_link(block) and block.marker):
        return SegmentKind.NAVIGATION
    return None
