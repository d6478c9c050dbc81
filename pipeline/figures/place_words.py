"""What a source says round one of its figures: each word, and how near to the figure it stands.

In: a source and the index of a figure. Out: the words that tell what the figure is of, with a
nearness from 1 (its own) downwards: its clause, its sentence, what the paragraph said before, what
heads its list or its part of the page. And how much a word of the source tells at all.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from pipeline.figures.conflict import PEOPLE
from pipeline.figures.glyphs import shade_once
from pipeline.figures.headed import find_cell
from pipeline.figures.own_words import is_alike, lead_words, own_words
from pipeline.figures.sentences import stems
from schemas.source import Source

_OWN, _LEAD, _SENTENCE, _ANOTHERS, _HEAD, _BEHIND = 1.0, 0.9, 0.6, 0.35, 0.3, 0.2
_LIST_HEAD = 0.7
_LEANT_ON, _BEFORE, _FADING = 0.6, 0.35, 0.7
"""The sentence before one that leans on it, before any other, and of each one further back."""
_FURTHEST = 6
"""Sentences back that a paragraph is read."""
_LIST, _PART, _HEADING = 9, 12, 70
"""Lines back to what heads a list; sentences back to a heading; characters of a heading."""
_LEANS = re.compile(
    r"(?:and |but |in |among |of |for |by |with |against |at )*(?:this|these|that|those|it|they"
    r"|the (?:figure|rate|subset|same|others?|remaining|rest)|both|such|all other)\b|[-–•*(]"
)
_FEW = 5
"""Words of a sentence that says little by itself."""

Words = dict[str, float]


class _Places(dict[int, Words]):
    """The words of the places asked about so far; kept with the source."""


def place_words(source: Source, index: int) -> Mapping[str, float]:
    """The stems that speak of figure `index`, each with its nearness."""
    kept = source.kept.get(_Places)
    if not isinstance(kept, _Places):
        kept = source.kept[_Places] = _Places()
    if index not in kept:
        kept[index] = _read_place(source, index)
    return kept[index]


def _read_place(source: Source, index: int) -> Words:
    number = source.sentence_numbers[index]
    own = own_words(source, index) | source.roles[index].near
    words = dict.fromkeys(sentence_words(source, number), _SENTENCE)
    for word in _words_of_others(source, index) - own:
        words[word] = _ANOTHERS
    put(words, lead_words(source, index), _LEAD)
    put(words, own | headings(source, index), _OWN)
    for other, nearness in _around(source, number):
        put(words, sentence_words(source, other), nearness)
    return words


def put(words: Words, more: Iterable[str], nearness: float) -> None:
    """Add words; one that is there stays where it is nearer."""
    for word in more:
        words[word] = max(words.get(word, 0), nearness)


def _words_of_others(source: Source, index: int) -> frozenset[str]:
    """The own words of the figures of its sort in its sentence."""
    figure, number = source.figures[index], source.sentence_numbers[index]
    others = (i for i in source.indexes_by_sentence[number] if i != index)
    return frozenset().union(
        *(own_words(source, i) for i in others if is_alike(source.figures[i], figure))
    )


def headings(source: Source, index: int) -> frozenset[str]:
    """What names the row and the column of a figure in a table."""
    found = find_cell(source, index)
    if found is None:
        return frozenset()
    table, cell = found
    column = table.heads[cell.column] if table.heads else ""
    return stems(f"{column} {table.names[cell.row]}".lower())


def _around(source: Source, number: int) -> Iterator[tuple[int, float]]:
    """The sentences that speak of what sentence `number` tells, each with its nearness."""
    span = source.sentences[number]
    low = shade_once(source).low[span.start : span.end]
    leans = _LEANS.match(low) or len(sentence_words(source, number)) <= _FEW
    nearness = _LEANT_ON if leans else _BEFORE
    for before in range(number - 1, max(-1, number - _FURTHEST), -1):
        if _gap(source, before).count("\n") > 1:
            break
        yield before, nearness
        nearness *= _FADING
    if number + 1 < len(source.sentences) and "\n" not in _gap(source, number):
        yield number + 1, _BEHIND
    yield from ((head, _LIST_HEAD) for head in _list_heads(source, number))
    yield from ((head, _HEAD) for head in _part_heads(source, number))


def _gap(source: Source, number: int) -> str:
    """What stands between a sentence and the next."""
    return source.text[source.sentences[number].end : source.sentences[number + 1].start]


def _list_heads(source: Source, number: int) -> Iterator[int]:
    """The line with a colon that leads the list that a line stands in."""
    for before in range(number - 1, max(-1, number - _LIST), -1):
        if _gap(source, before).count("\n") != 1:
            return
        if source.text[source.sentences[before].end - 1] == ":":
            yield before
            return


def _part_heads(source: Source, number: int) -> Iterator[int]:
    """The last short line before it that ends like no sentence."""
    for before in range(number - 1, max(-1, number - _PART), -1):
        span = source.sentences[before]
        if span.end - span.start <= _HEADING and source.text[span.end - 1] not in ".;,:!?":
            yield before
            return


class _Sentences(dict[int, frozenset[str]]):
    """The stems of the sentences asked about so far; kept with the source."""


def sentence_words(source: Source, number: int) -> frozenset[str]:
    """The stems of one sentence, with a figure or without."""
    kept = source.kept.get(_Sentences)
    if not isinstance(kept, _Sentences):
        kept = source.kept[_Sentences] = _Sentences()
    if number not in kept:
        span = source.sentences[number]
        kept[number] = stems(shade_once(source).low[span.start : span.end])
    return kept[number]


class _Weights(dict[str, float]):
    """How much each word of a source tells; kept with it."""


_LITTLE, _LEAST = 0.15, 0.1


def weigh(source: Source) -> Mapping[str, float]:
    """How much each word tells: 1 where one sentence has it, hardly anything where most have."""
    kept = source.kept.get(_Weights)
    if not isinstance(kept, _Weights):
        numbers = range(len(source.sentences))
        counts = Counter(word for number in numbers for word in sentence_words(source, number))
        size = len(source.sentences) + 1
        kept = _Weights()
        for word, count in counts.items():
            rare = math.log(size / (count + 0.5)) / math.log(size)
            kept[word] = _LITTLE if word in PEOPLE else max(_LEAST, rare)
        source.kept[_Weights] = kept
    return kept
