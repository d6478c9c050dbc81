"""What stands around a word, and how much of it stands around a word of a source.

In: passages and places in them. Out: topics (stems and numbers) and counts. The rules that hold one
word against another at the same place of an article share this.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipeline.figures.claims_reading import Passage, stem
from pipeline.figures.claims_words import STOPWORDS
from pipeline.figures.lazy_regex import lazy_regex

REACH = 70
"""Characters on each side of a word that say what it is said of."""
WIDE = 140
"""Characters in which a source may bear a word out."""
TOKEN = lazy_regex(r"[$€£]?\d[\d.,]*\d|\d|[a-z][a-z'\-]*[a-z]")
"""A word or a number of a folded text."""
FEWEST = 3
"""Words around a word; fewer say too little of what it is about, unless both of two stand close."""
CLOSE = 60
"""Characters on each side for a topic of two words only."""
_MOST = 8
_DIGITS = frozenset("$€£0123456789")


class Place(NamedTuple):
    """A place in a source, and how much of a topic stands around it; the better sorts higher."""

    hits: int
    at: int
    number: int
    """Which of the sources."""
    word: str


def find_topic(text: Passage, at: int, end: int, without: Sequence[str]) -> tuple[str, ...]:
    """Stems and numbers nearest `at:end` in its sentence, nearest first, at most eight."""
    first, last = text.sentence_at(at)
    near: dict[str, int] = {}
    for other in TOKEN.finditer(text.folded, max(first, at - REACH), min(last, end + REACH)):
        word = other.group()
        if word in STOPWORDS or len(word) < 2 or word in without:
            continue
        if other.start() < end and other.end() > at:
            continue
        key = key_of(word)
        far = max(at - other.end(), other.start() - end)
        near[key] = min(far, near.get(key, far))
    return tuple(sorted(near, key=lambda key: near[key])[:_MOST])


def key_of(word: str) -> str:
    """What of a word another form of it shares: its stem; a number is itself."""
    return word if word[0] in _DIGITS else stem(word)


def count_around(source: Passage, at: int, end: int, topic: Sequence[str], reach: int) -> int:
    """How many of the topic's stems and numbers stand around `at:end`, in its sentence."""
    first, last = source.sentence_at(at)
    around = source.folded[max(first, at - reach) : min(last, end + reach)]
    return sum(holds(around, key) for key in topic)


def find_places(sources: Sequence[Passage], words: Sequence[str]) -> Iterator[Place]:
    """Every place of these words or phrases in the sources, as yet without weight."""
    for number, source in enumerate(sources):
        known = source.words
        for word in words:
            if word in known or " " in word:
                for at in source.places(word):
                    yield Place(0, at, number, word)


def weigh_places(
    places: Iterable[Place], sources: Sequence[Passage], topic: Sequence[str], reach: int
) -> Iterator[Place]:
    """The same places, each with how much of the topic stands around it."""
    for place in places:
        end = place.at + len(place.word)
        hits = count_around(sources[place.number], place.at, end, topic, reach)
        yield place._replace(hits=hits)


def stands(passage: Passage, word: str, at: int) -> bool:
    """Does the word or phrase stand at this place, as a word of its own?"""
    end = at + len(word)
    return passage.folded.startswith(word, at) and not (
        passage.folded[end : end + 1].isalnum() or passage.folded[end : end + 1] == "-"
    )


def next_key(passage: Passage, at: int, reach: int) -> str:
    """The stem of the next word that is not a grammatical one, within the sentence."""
    _, last = passage.sentence_at(max(0, at - 1))
    for word in TOKEN.finditer(passage.folded, at, min(last, at + reach)):
        if word.group() not in STOPWORDS:
            return key_of(word.group())
    return ""


def count_by_sentence(source: Passage, topic: Sequence[str]) -> dict[int, int]:
    """How many of the topic's stems and numbers each sentence holds, by its index; none: left out.

    It looks for each stem in the whole text, which is faster than for all stems in each sentence.
    """
    held: dict[int, int] = {}
    for key in topic:
        met = {bisect_right(source.starts, at) - 1 for at in find_key(source.folded, key)}
        for index in met:
            held[index] = held.get(index, 0) + 1
    return held


def find_key(words: str, key: str) -> Iterator[int]:
    """Where a stretch has a word that starts with this stem, or this number whole."""
    at = words.find(key)
    while at >= 0:
        tail = words[at + len(key) : at + len(key) + 1]
        whole = not key[-1].isdigit() or not tail.isdigit()
        if whole and (at == 0 or not words[at - 1].isalnum()):
            yield at
        at = words.find(key, at + 1)


def holds(around: str, key: str) -> bool:
    """Does the stretch hold a word that starts with this stem, or this number whole?"""
    return next(find_key(around, key), -1) >= 0


def find_forms(sources: Sequence[Passage], root: str) -> Iterator[tuple[Passage, int, str]]:
    """Where the sources have a word of this stem, and the word."""
    for source in sources:
        for word in source.words:
            if word.startswith(root) and stem(word) == root:
                for at in source.places(word):
                    yield source, at, word


def sentences_about(
    source: Passage, topic: Sequence[str], least: int
) -> Iterator[tuple[int, int, int]]:
    """Start and end of each sentence with at least so much of a topic, and how much it has."""
    for index, hits in count_by_sentence(source, topic).items():
        if hits >= least and index >= 0:
            yield (*source.sentence_at(source.starts[index]), hits)
