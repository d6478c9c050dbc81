"""A block at the top of a page in, an answer out: does it name the page rather than the story?

A masthead says which publication, desk or issue the page is of; it stands above the headline. None
of these patterns is asked of a line below the first paragraph.
"""

import re

from pipeline.stories.blocks import Block
from pipeline.stories.titles import is_title_case

_PARTS = re.compile(r" [|·•>»›/] | [–—] ")
_ISSUE = re.compile(
    r"\b(?:issue|no|nr|number|vol|volume|edition) ?\.? ?\d+\b|\b(?:bulletin|report), week \d+\b"
    r"|\b(?:read(?:ing)? time|minutes?' read)\b",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"\b(?:bulletin|weekly|daily|letter|newsletter|courier|notice|news|times|post|journal|review"
    r"|wire|newswire|report|gazette|digest|monitor|ledger|notes|briefing|alerts?|herald|observer"
    r"|chronicle|tribune|magazine|watch|column|diary|notebook|update|quarterly|monthly|circular)$",
    re.IGNORECASE,
)
_DESK = re.compile(
    r", (?:the|your|our|a) (?:[\w-]+ ){0,2}(?:column|newsletter|letter|diary|briefing)$"
)
"""`Ward & Bench, the Friday column`: what sort of piece it is, not what it says."""

_LONGEST_NAME = 5
"""Words; publications have short names."""


def is_masthead(block: Block) -> bool:
    """Is the line a page's name, its issue or the way to it?

    `Health | Anytown Courier`, `DRUG SAFETY NOTICE`, `Rare News · no. 58 · November 2026`. A short
    name alone must end as publications do or be all capitals; a line with figures other than an
    issue's is a headline.
    """
    text = block.clean
    if _ISSUE.search(text):
        return not block.ends_sentence
    if _DESK.search(text):
        return True
    parts = _PARTS.split(text)
    if len(parts) > 1 and all(len(part.split()) <= _LONGEST_NAME for part in parts):
        return not any(map(str.isdigit, text))
    if block.words > _LONGEST_NAME or any(map(str.isdigit, text)) or block.ends_sentence:
        return False
    return text.isupper() or (_PAPER.search(text) is not None and is_title_case(text))
