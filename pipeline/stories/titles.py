"""A block in, an answer out: does it look like a title, and in which case is it written?"""

import re
from fractions import Fraction

from pipeline.stories.blocks import LEAST_PARAGRAPH, Block

LONGEST_TITLE = 200
MOST_TITLE_WORDS = 30
"""Headlines of the trade run to some twenty words; a longer line without an end is a fragment."""

MOST_LONG_TITLE_WORDS = 22
"""A headline of two sentences is no paragraph."""

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_SENTENCES = re.compile(r"[a-z)%”\"]{2}[.!] +[A-Z“\"]")
DATELINE = re.compile(
    r"[A-Z][A-Z .,'’-]{2,30}, [A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})? \([^)]{2,40}\) ?(?:--|[–—]|- )"
)
"""`ZURICH, Feb 3 (Alpenwire) - Lomax said it would`: how a wire's story begins, line for line."""

_ABBREVIATION = re.compile(
    r"\b(?:vs|inc|corp|ltd|co|no|dr|st|mr|ms|u\.s|u\.k|e\.g|i\.e)\.", re.IGNORECASE
)


def is_title_like(block: Block) -> bool:
    """Could the block be a headline or a heading, from its shape alone?

    It is short, one line of at least two words, begins with a capital or a figure, holds letters,
    is no list item or table row, and does not end as a sentence or a list does. A question may be
    one; a line that begins with the raised mark of a note is none. What the markup calls a heading
    is one, if it is short enough to be no slip.
    """
    if not 0 < block.words <= MOST_TITLE_WORDS or len(block.clean) > LONGEST_TITLE:
        return False
    if block.level:
        return True
    if block.marker or block.words < 2 or "\t" in block.text or block.text.startswith(("|", ">")):
        return False
    return _is_phrase(block.clean)


def _is_phrase(text: str) -> bool:
    first = text.lstrip("“\"‘'(")[:1]
    if not (first.isupper() or first.isdecimal()) or not any(map(str.isalpha, text)):
        return False
    if text.endswith((".", ";", ",", ":")) and not _ABBREVIATION.search(text[-6:]):
        return False
    return not (DATELINE.match(text) or _SENTENCES.search(_ABBREVIATION.sub("", text)))


def is_long_title(block: Block) -> bool:
    """Could a page's first line be a headline of two sentences, the last without a full stop?

    `Our patch falls off. Three questions, answered`: only at the top of a page.
    """
    if block.level or block.marker or block.ends_sentence or block.text.startswith(("|", ">")):
        return False
    begins = block.clean.lstrip("“\"‘'(")[:1]
    return 4 <= block.words <= MOST_LONG_TITLE_WORDS and begins.isupper() and "\t" not in block.text


def is_title_case(text: str) -> bool:
    """Are nearly all longer words capitalised, as in `Shares Triple in Three Weeks`?

    Words of four letters and more are counted, the first left out, as any line begins so.
    """
    return share_of_capitals(text) >= Fraction(7, 10)


def share_of_capitals(text: str) -> Fraction:
    """Of the words of four letters and more after the first, how many are capitalised."""
    words = [word for word in _WORD.findall(text)[1:] if len(word) >= 4]
    return Fraction(sum(word[0].isupper() for word in words), max(1, len(words)))


def is_paragraph(block: Block) -> bool:
    """Is it running text: long enough, or ending as a sentence does, or a list item?"""
    if is_title_like(block):
        return False
    return block.words >= LEAST_PARAGRAPH or block.ends_sentence or bool(block.marker)
