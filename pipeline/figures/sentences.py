"""A text to its sentences, and words to the stems that are compared."""

import re
from collections.abc import Iterator, Mapping

from pipeline.figures import word_lists
from pipeline.figures.glyphs import shade_once
from pipeline.figures.units import IRREGULAR, singular
from schemas.source import Source
from schemas.text import Span

_END = re.compile(
    r"[.!?\n\r\u2028\x0b\x0c](?:(?<=[.!?])[.!?]*[\"')\]”’]*(?=\s+[\"'(\[“‘]?[A-Z0-9•≥])\s*|"
    r"(?<=[\n\r\u2028\x0b\x0c])\s*)"
)
"""It begins with one set of characters, since `re` skips to the next of these in no time."""
_NOT_WORD = re.compile(r"\W")
_ABBREVIATIONS = frozenset(word_lists.words("common_words", "abbreviations"))
"""Words whose point ends no sentence; no more does that of a single letter (`J. Doe`, `e.g.`)."""
_WORD = re.compile(r"[a-z][a-z'-]*[a-z]|[a-z]+")
STOP = frozenset(word_lists.words("common_words", "figures"))
"""Words too common to tell one figure from another; `rate` names nothing by itself."""


def split_sentences(text: str) -> tuple[Span, ...]:
    """The sentences of `text` in order; a line break ends one, an abbreviation's point does not.

    What runs on for more than `LONGEST` characters is cut there, so that work stays linear.
    """
    spans: list[Span] = []
    start = 0
    for end in _ends(text):
        while end - start > LONGEST:
            space = text.rfind(" ", start + 1, start + LONGEST)
            cut = space if space > start else start + LONGEST
            spans += _trimmed(text, start, cut)
            start = cut
        spans += _trimmed(text, start, end)
        start = end
    return tuple(spans)


LONGEST = 1000
"""Characters; some four times the longest sentence that an editor would let stand."""


def _ends(text: str) -> Iterator[int]:
    """Where each sentence and the white space behind it end; the last is the text's end."""
    start = 0
    for m in _END.finditer(text):
        is_break = "\n" in m[0] or "\r" in m[0]
        if is_break or not _is_abbreviated(text[max(start, m.start() - 8) : m.start() + 1]):
            start = m.end()
            yield start
    yield len(text)


def _is_abbreviated(end: str) -> bool:
    """Does this end of a sentence end in an abbreviation and its point?"""
    if end[-1] != ".":
        return False
    word = end[:-1].rpartition(" ")[2]
    if not word.isalnum():
        word = _NOT_WORD.split(word)[-1]
    word = word.lower()
    return word in _ABBREVIATIONS or (len(word) == 1 and word.isascii() and word.isalpha())


def _trimmed(text: str, start: int, end: int) -> tuple[Span, ...]:
    """The stretch without the white space around it; none where it is nothing else."""
    piece = text[start:end]
    words = piece.strip()
    if not words:
        return ()
    start += piece.index(words[0])
    return (Span(start=start, end=start + len(words)),)


def stem(word: str) -> str:
    """A word's comparable beginning: `responders` and `responded` are both `respon`."""
    if word[-1:] != "s" and word.isalpha():  # no plural, no possessive: most words
        return IRREGULAR.get(word, word)[:6]
    return singular(word.removesuffix("'s").strip("'-"))[:6]


def stems(low: str) -> frozenset[str]:
    """The stems of the content words of a lower-case text."""
    words = set(_WORD.findall(low)) - STOP
    if "-" in low:
        words |= {part for word in words if "-" in word for part in word.split("-")} - _NO_PARTS
    return frozenset(map(stem, words))


_NO_PARTS = STOP | {""}


class _SentenceWords(dict[int, frozenset[str]]):
    """The stems of each sentence that holds a figure, by its index; kept with the text."""


def words_by_sentence(source: Source) -> Mapping[int, frozenset[str]]:
    """The stems of each sentence of a text that holds a figure, by the sentence's index."""
    words = source.kept.get(_SentenceWords)
    if not isinstance(words, _SentenceWords):
        low = shade_once(source).low
        spans = ((n, source.sentences[n]) for n in source.indexes_by_sentence)
        words = _SentenceWords((n, stems(low[s.start : s.end])) for n, s in spans)
        source.kept[_SentenceWords] = words
    return words
