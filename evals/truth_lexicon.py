"""Which words stand by which labelled fact. In: a story's labels; out: how well words fit a fact.

A fact's words are those of its own fields, and those near its figure wherever the article or a
true sentence of the labels prints it; the nearer, the more they weigh. A word that many facts share
tells little, so each counts by how few facts have it.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from evals.truth_roles import FIELDS, Place, read_words
from evals.truth_values import PEOPLE, family, place_figure
from pipeline.figures.reading import read_figures
from pipeline.figures.sentences import split_sentences
from schemas.figure import Figure, Kind
from schemas.golden import GoldenFact, GoldenFigure, GoldenStory

CONTEXT = 0.8
"""What a word beside a mention weighs, against one of the fact's own fields."""
STEP, FIGURE, COMMA, STOP = 0.93, 0.6, 0.85, 0.5
"""What a word loses by each word, figure, comma or semicolon between it and the figure."""
BESIDE = 2
"""Content words on each side of a figure that make an echo."""
ECHO = 0.75
"""Of these, the share that stands so beside a mention in the article."""

_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*|\d[\w.,-]*")
_COMMA = re.compile(r"[;:,]|\b(?:and|but|while|whereas|against|versus|compared|with|than)\b")
_STOP = re.compile(r"[;:]")

Said = Mapping[str, float]
"""Stems, each with how near it stands."""


class Lexicon:
    """The words of every fact of a story, read once."""

    def __init__(
        self, text: str, story: GoldenStory, facts: Mapping[str, GoldenFact],
        figures: Sequence[GoldenFigure],
    ) -> None:  # fmt: skip
        self.facts = facts
        self.conflicts = tuple(frozenset(found.facts) for found in story.conflicts)
        """Facts that the labels set against each other: one is no mistake for the other."""
        self.sorts = _sort_facts(facts, figures)
        self.units: dict[str, set[str]] = {fact: set() for fact in facts}
        for figure in figures:
            self.units[figure.fact].add(figure.unit)
        self.mentions: dict[str, list[tuple[list[str], list[str]]]] = {}
        """For each fact, the content words before and behind each mention."""
        self.words = {fact.id: dict.fromkeys(_own_words(fact), 1.0) for fact in facts.values()}
        for fact, said in self._contexts(text, story, figures):
            own = self.words[fact]
            for word, weight in said.items():
                own[word] = max(own.get(word, 0.0), CONTEXT * weight)
        shared = Counter(word for own in self.words.values() for word in own)
        self.rare = {word: math.log((len(facts) + 1) / n) for word, n in shared.items()}
        self.names = " ".join(
            f"{one.arm} {one.time} {one.cut} {one.population} {one.grade}" for one in facts.values()
        ).lower()

    def fit(self, said: Said, fact: str) -> float:
        """How well the words near a figure fit a fact."""
        own = self.words[fact]
        return sum(
            near * own.get(word, 0.0) * self.rare.get(word, 0.0) for word, near in said.items()
        )

    def lead(self, said: Said, fact: str, other: str) -> float:
        """How well words near a figure fit a fact, by what fits it better than another."""
        mine, theirs = self.words[fact], self.words[other]
        return sum(
            near * max(0.0, mine.get(word, 0.0) - theirs.get(word, 0.0)) * self.rare.get(word, 0.0)
            for word, near in said.items()
        )

    def is_echo(
        self, sentence: str, places: Sequence[Place], index: int, facts: Iterable[str]
    ) -> bool:
        """Do the figure's neighbours stand so by a mention of one of the facts in the article?"""
        left, right = _sides(sentence, places, index)
        before, behind = left[-BESIDE:], right[:BESIDE]
        if len(before) + len(behind) < BESIDE:
            return False
        same = (
            len(_common(before, one)) + len(_common(behind, other))
            for fact in facts
            for one, other in self.mentions.get(fact, ())
        )
        return max(same, default=0) >= ECHO * (len(before) + len(behind))

    def is_unit(self, fact: str, figure: Figure) -> bool:
        """Can a fact's counts be of what the figure counts? Patients are people, not days."""
        own, units = figure.unit, self.units[fact]
        return figure.kind not in {Kind.COUNT, Kind.NUMBER} or any(
            own == unit or (own in PEOPLE | {""} and unit in PEOPLE | {""}) for unit in units
        )

    def is_name(self, words: str) -> bool:
        """Does a number name an arm, a group, a time or a grade: `60 mg`, `week 24`?"""
        return bool(re.search(rf"(?<![\w.]){re.escape(words.lower())}(?![\w%])", self.names))

    def _contexts(
        self, text: str, story: GoldenStory, figures: Sequence[GoldenFigure]
    ) -> Iterator[tuple[str, Said]]:
        """Each fact with the words near it, in the article and in the true sentences."""
        for span in split_sentences(text):
            inside = [one for one in figures if span.start <= one.start < span.end]
            places = [
                Place(one.start - span.start, one.end - span.start, (one.fact,), ())
                for one in inside
            ]
            for index, label in enumerate(inside):
                before, behind = _sides(span.cut(text), places, index)
                kept = before[-BESIDE - 1 :], behind[: BESIDE + 1]
                self.mentions.setdefault(label.fact, []).append(kept)
                yield label.fact, weigh_words(span.cut(text), places, index)
        for check in (*story.must_say, *story.should_say):
            read = read_figures(check.say)
            for span in read.sentences:
                found = [one for one in read.figures if span.covers(one.span)]
                places = [place_figure(one, span.start, figures, self.facts) for one in found]
                for index, place in enumerate(places):
                    meant = set(place.facts) & set(check.facts)
                    if len(meant) == 1:
                        yield meant.pop(), weigh_words(span.cut(check.say), places, index)


def weigh_words(sentence: str, places: Sequence[Place], index: int) -> dict[str, float]:
    """The stems of a sentence, figures left out, each by how near it stands to one figure."""
    own, said = places[index], dict[str, float]()
    for found in _WORD.finditer(sentence):
        if any(place.start <= found.start() < place.end for place in places):
            continue
        before = found.end() <= own.start
        low, high = (found.end(), own.start) if before else (own.end, found.start())
        between = sentence[low:high]
        figures = sum(low <= place.start and place.end <= high for place in places)
        weight = STEP ** len(between.split()) * FIGURE**figures
        weight *= COMMA ** len(_COMMA.findall(between)) * STOP ** len(_STOP.findall(between))
        for word in read_words(found[0]):
            said[word] = max(said.get(word, 0.0), weight)
    return said


def _sides(sentence: str, places: Sequence[Place], index: int) -> tuple[list[str], list[str]]:
    """The content words before and behind a figure, as far as the next figures."""
    own = places[index]
    low = max((one.end for one in places if one.end <= own.start), default=0)
    high = min((one.start for one in places if one.start >= own.end), default=len(sentence))
    return read_content(sentence[low : own.start]), read_content(sentence[own.end : high])


def read_content(text: str) -> list[str]:
    """The stems of a text's content words in order."""
    return [min(stems) for found in _WORD.finditer(text) if (stems := read_words(found[0]))]


def sort_of(kind: Kind, unit: str) -> str:
    """What a figure can be mistaken for: shares for shares, `mg` for `mg`, money for money."""
    if family(kind) in {"%", "proportion"}:
        return "%"
    if kind is Kind.QUANTITY:
        return f"quantity {unit}"
    return Kind.COUNT.value if kind is Kind.NUMBER else kind.value


def _own_words(fact: GoldenFact) -> frozenset[str]:
    fields = (*FIELDS, "company", "comparator", "says")
    return frozenset().union(*(read_words(getattr(fact, name)) for name in fields))


def _sort_facts(
    facts: Mapping[str, GoldenFact], figures: Sequence[GoldenFigure]
) -> dict[str, set[str]]:
    sorts: dict[str, set[str]] = {fact: set() for fact in facts}
    for figure in figures:
        sorts[figure.fact].add(sort_of(figure.kind, figure.unit))
    for fact in facts.values():
        if fact.n and fact.N:
            sorts[fact.id].add("%")
    return sorts


def _common(one: Sequence[str], other: Sequence[str]) -> list[str]:
    """Words of one that the other has, in the same order."""
    places = [other.index(word) for word in one if word in other]
    return [word for word in one if word in other] if places == sorted(places) else []
