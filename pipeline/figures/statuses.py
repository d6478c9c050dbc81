"""How sure a text is of a figure: reported, said by a company, expected, or called unconfirmed.

In: a sentence in lower case and a figure of it. Out: its status, and whether words of expectation
or of confirmation bear on this very figure.
"""

import re

from pipeline.figures import lexicon
from schemas.figure import Figure
from schemas.source import Status
from schemas.text import Span

_SENTENCE_END = re.compile(r"(?<=[.!?])\s")
_ANAPHORA = re.compile(r"(?:this|these|that|those|the|such|neither|it|both|nobody|no one|none) ")


def read_status(sentence: str, after: str) -> Status:
    """How sure a sentence is of its figures, by its own words and those that point back to it."""
    if _is_doubted(sentence) or _is_doubted(_anaphoric(after)):
        return Status.UNVERIFIED
    if lexicon.EXPECTED.search(sentence):
        return Status.EXPECTED
    return Status.COMPANY if lexicon.COMPANY_SAID.search(sentence) else Status.REPORTED


_THE_FIGURE = re.compile(
    r"\b(?:the|that|this|those|these) (?:number|figure|rate|claim|estimate|percentage|report)s?\b"
)


def _anaphoric(after: str) -> str:
    """The sentence that follows, where it begins with a word that points back, or names `it`."""
    following = after.lstrip()
    sentence = _SENTENCE_END.split(following, maxsplit=1)[0]
    return sentence if _ANAPHORA.match(following) or _THE_FIGURE.search(sentence) else ""


def _is_doubted(sentence: str) -> bool:
    hinted = any(word in sentence for word in lexicon.DOUBTS)
    return hinted and lexicon.UNVERIFIED.search(sentence) is not None


_VOUCHED = re.compile(r"\b(?<!not )(?<!yet )(?<!be )confirmed\b")


def is_vouched(low: str, span: Span, figure: Figure) -> bool:
    """`16 of 41 confirmed; with 3 not yet confirmed, 19`: its own clause says that it is."""
    start = low.rfind(";", span.start, figure.span.start) + 1 or span.start
    end = low.find(";", figure.span.end, span.end)
    clause = low[start : end if end >= 0 else span.end]
    return _VOUCHED.search(clause) is not None and not _is_doubted(clause)


_BEYOND = re.compile(r"[;.]| but | which | although ")


def is_expected(low: str, span: Span, figure: Figure) -> bool:
    """Does a word of expectation govern this figure: before it, in its clause or the one before?"""
    return governs(lexicon.EXPECTED, low, span, figure)


def governs(pattern: re.Pattern[str], low: str, span: Span, figure: Figure) -> bool:
    """Does a word of the pattern, before the figure and not cut off from it, bear on it?"""
    last = figure.span.start
    ends = [m.end() for m in pattern.finditer(low, max(span.start, last - 160), last)]
    if not ends or last - ends[-1] >= 140 or _BEYOND.search(low, ends[-1], last):
        return False
    colon = low.find(": ", ends[-1], last)
    return colon < 0 or _TOLD.search(low, colon, min(span.end, figure.span.end + 60)) is None


_TOLD = re.compile(r"\b(?:was|were|had|did)\b")
"""What follows a colon and is told in the past is no longer what is expected before it."""
