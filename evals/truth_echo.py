"""Does a figure stand so in its article, word for word? In: a text as read; out: places in a page.

A figure whose own printed words stand in the story with the same two words on either side is right
in value and in what it is of; near the end of a sentence more words on the other side make up for
what is missing, and what begins or ends a sentence must do so there. Other figures among these
words count for none of them but must stand so, too; what stands in brackets takes along the figure
before it. Boilerplate is no part of the story.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.figures.sentences import split_sentences
from schemas.figure import Figure
from schemas.golden import Golden, GoldenStory
from schemas.source import Source
from schemas.text import Span

BESIDE = 2
"""Words on either side of a figure that must stand so, too."""

_TOKEN = re.compile(r"[^\s,;:()\[\]\"'‘’“”]+")
_OPENED = re.compile(r"[(\[]\s*$")
_DASHES = str.maketrans("−‑", "--")


class Token(NamedTuple):
    """A word as it is compared, half-open."""

    word: str
    start: int
    end: int


class Echoes:
    """The sentences of a story, word by word, read once."""

    def __init__(self, golden: Golden, story: GoldenStory) -> None:
        plates = [plate.span for plate in golden.labels.boilerplate]
        spans = [
            span
            for span in split_sentences(golden.text)
            if story.span.overlaps(span) and not any(plate.overlaps(span) for plate in plates)
        ]
        self.sentences = tuple(read_tokens(golden.text, span) for span in spans)

    def find(self, read: Source, sentence: Span, figure: Figure) -> tuple[Span, ...]:
        """Every place of the article where the figure stands between the same words."""
        tokens = read_tokens(read.text, sentence)
        own = [at for at, one in enumerate(tokens) if _touches(one, figure.span)]
        if not own:
            return ()
        others = [one.span for one in read.figures if one is not figure]
        free = [at for at, one in enumerate(tokens) if not any(_touches(one, x) for x in others)]
        low, high = _widen(free, own[0], own[-1] + 1)
        if low < 0:
            return ()
        if _OPENED.search(read.text[sentence.start : figure.span.start]):
            before = max((x.start for x in others if x.end <= figure.span.start), default=0)
            low = min(low, sum(one.end <= before for one in tokens))
        wanted = [one.word for one in tokens[low:high]]
        return tuple(
            Span(start=said[at + own[0] - low].start, end=said[at + own[-1] - low].end)
            for said in self.sentences
            for at in range(len(said) - len(wanted) + 1)
            if [one.word for one in said[at : at + len(wanted)]] == wanted
            and (own[0] > low or at == 0)
            and (own[-1] + 1 < high or at + len(wanted) == len(said))
        )


def read_tokens(text: str, span: Span) -> Sequence[Token]:
    """The words of a stretch of text without the marks around them, in small letters."""
    found = (
        (match[0].rstrip(".?!").translate(_DASHES).lower(), match.start(), match.end())
        for match in _TOKEN.finditer(text, span.start, span.end)
    )
    return [Token(*one) for one in found if one[0]]


def _touches(token: Token, span: Span) -> bool:
    return token.start < span.end and span.start < token.end


def _widen(free: Sequence[int], low: int, high: int) -> tuple[int, int]:
    """Two words more on either side, or as many more on the other where a sentence ends.

    `free` are the places of words that are part of no other figure. Without enough of them, -1.
    """
    before, behind = [at for at in free if at < low], [at for at in free if at >= high]
    left = min(len(before), BESIDE + max(0, BESIDE - len(behind)))
    right = min(len(behind), BESIDE + max(0, BESIDE - len(before)))
    if left + right < 2 * BESIDE:
        return -1, -1
    return before[-left] if left else low, behind[right - 1] + 1 if right else high
