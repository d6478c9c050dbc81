"""Do the words beside a figure stand, in the source, beside another value and not beside this one?

A writer who moves a value to another statement keeps the statement's words. In: a checked figure
and the places that print its value; out: a finding, where the words lead to another value.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from pipeline.figures.conflict import PEOPLE
from pipeline.figures.relate import relate
from pipeline.figures.relation import Strength
from pipeline.figures.sentences import words_by_sentence
from pipeline.figures.support import Support, give_to
from schemas.figure import Figure, Kind
from schemas.source import Source
from schemas.verdict import FigureCheck

_RARE = 2
"""A word in at most so many sentences of a source tells where its statement stands."""


def find_elsewhere(
    index: int, text: Source, best: Support, supports: Sequence[Support]
) -> FigureCheck | None:
    """The finding where the words beside figure `index` are another value's.

    None of them may stand in a sentence that prints our value. Of those that the source knows, more
    than half must stand in the other's sentence: three of them, or all, one beside it and rare. One
    word alone proves nothing.
    """
    figure, role = text.figures[index], text.roles[index]
    said = frozenset(
        w for w in role.near - PEOPLE  # a word with a hyphen stands there by its parts too
        if "-" not in w and not is_everywhere(w, best.source)
    )  # fmt: skip
    if not said or any(said & s.role.words for s in supports) or _is_attribute(best.figure):
        return None
    if all(_is_table_line(s) for s in supports) or _is_beside_same(index, text, supports):
        return None
    source = best.source
    known = frozenset(w for w in said if _frequency(source)[w])
    if len(known) * 2 < len(said) or len(known) < 2:
        return None
    for place in _rivals(figure, best):
        its = source.roles[place]
        shared = known & its.words
        if len(shared) * 2 <= len(known):
            continue
        beside = shared & its.near
        if (len(shared) >= 3 and beside) or (shared == known and _is_rare(beside, source)):
            reason = (
                f"In the source {best.figure.text} is said of something else; "
                f"with these words it gives {source.figures[place].text}."
            )
            return give_to(figure, best, place, reason)
    return None


def _is_beside_same(index: int, text: Source, supports: Sequence[Support]) -> bool:
    """Does the figure before or behind ours also stand in a sentence that prints our value?

    `15 million doses, worth €220 million`: whoever tells both tells the statement that has both.
    """
    number = text.sentence_numbers[index]
    beside = {
        text.figures[i].values for i in (index - 1, index + 1)
        if 0 <= i < len(text.figures) and text.sentence_numbers[i] == number
        and not text.figures[i].is_words and text.figures[i].values
    }  # fmt: skip
    return any(
        support.source.figures[i].values in beside
        for support in supports
        for i in support.source.indexes_by_sentence[support.role.sentence]
        if i != support.at
    )


def _is_table_line(support: Support) -> bool:
    """A line of hardly more words than figures is a row, whose headings stand elsewhere."""
    figures = support.source.indexes_by_sentence[support.role.sentence]
    return len(support.role.words) <= 2 * len(figures)


def _rivals(figure: Figure, best: Support) -> Iterator[int]:
    """Source figures of the sort and unit of ours whose value is another."""
    for place, other in enumerate(best.source.figures):
        alike = other.kind is best.figure.kind and (
            other.unit == best.figure.unit or other.kind is Kind.DATE
        )
        if alike and relate(figure, other).strength is Strength.NONE:
            yield place


def _is_attribute(figure: Figure) -> bool:
    """`a five-year deal`, `the 61-year-old`: what it is said of is the noun behind it."""
    return "-" in figure.text and figure.kind in (Kind.AGE, Kind.DURATION, Kind.QUANTITY)


class _Frequency(Counter[str]):
    """In how many sentences that hold a figure each word stands; kept with the text."""

    sentences = 0


def _frequency(source: Source) -> _Frequency:
    kept = source.kept.get(_Frequency)
    if not isinstance(kept, _Frequency):
        words = words_by_sentence(source)
        kept = source.kept[_Frequency] = _Frequency(chain.from_iterable(words.values()))
        kept.sentences = len(words)
    return kept


def frequency_of(word: str, source: Source) -> int:
    """In how many sentences that hold a figure a word stands."""
    return _frequency(source)[word]


def is_everywhere(word: str, source: Source) -> bool:
    """Is it in more than a sixth of the sentences, as a company's name is; in three at least?"""
    frequency = _frequency(source)
    return frequency[word] > max(2, frequency.sentences // 6)


def _is_rare(words: frozenset[str], source: Source) -> bool:
    frequency = _frequency(source)
    return any(frequency[word] <= _RARE for word in words)
