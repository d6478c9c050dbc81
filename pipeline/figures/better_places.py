"""Do the words that a value is told in fit a place of another value far better than its own?

A writer who puts a value in a wrong place keeps the words of the value that belongs there. Each
word of the checked sentence counts by how near it is to the figure, how much it tells in the source
and how near it stands to a value there; so does a figure beside ours in its clause. In: a checked
figure and the places that print its value. Out: a finding, where some other value of the sort has
the words and none of our places has as much as half of them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.figures.glyphs import shade_once
from pipeline.figures.own_words import is_alike, lead_words, own_words
from pipeline.figures.place_words import Words, headings, place_words, put, sentence_words, weigh
from pipeline.figures.relate import relate
from pipeline.figures.related import find_related
from pipeline.figures.relation import Strength
from pipeline.figures.sentences import stems
from pipeline.figures.support import Support, give_to
from schemas.figure import Bound, Figure, Kind
from schemas.source import Role, Source
from schemas.text import Span
from schemas.verdict import FigureCheck

_TOLD = frozenset({Kind.PERCENT, Kind.PROPORTION, Kind.MONEY, Kind.DURATION, Kind.RATIO, Kind.SCORE,
                   Kind.P_VALUE, Kind.QUANTITY, Kind.POINTS, Kind.MULTIPLE})  # fmt: skip
_UNTOLD = frozenset({Kind.DATE, Kind.GRADE, Kind.LINE, Kind.DURATION})
"""What may stand in any sentence: when, and of which grade."""
_WHEN = frozenset({Kind.DURATION, Kind.DATE})
_AMOUNTS = frozenset({Kind.MONEY, Kind.QUANTITY})
_MOST = 300
"""Values of one kind in a source; one with more is a run of tables, told apart by headings."""
_FAR_BETTER = 2.2
_LEAD_AT_LEAST = 0.3
_MUCH = 0.3
"""Of all that the checked words could tell, what the other place must have."""
_ITSELF = 0.3
"""Of what the other place has, what its own sentence or heading must have."""
_KIND = {
    Kind.RATIO: stems("hazard odds risk relative ratio hr"),
    Kind.P_VALUE: stems("p value"),
    Kind.SCORE: stems("score point"),
}
"""What names a kind of figure tells none of them from another."""


class _Told(NamedTuple):
    """What the checked text tells of the figure."""

    words: Mapping[str, float]
    beside: frozenset[tuple[object, ...]]
    """The other figures of its clause."""
    values: frozenset[tuple[object, ...]]
    """All values that the text tells; none of these is one that it leaves out."""


def find_better_place(index: int, text: Source, supports: Sequence[Support]) -> FigureCheck | None:
    """The finding where another value of the source has the words of figure `index`."""
    figure = text.figures[index]
    alike = [s for s in supports if s.relation.strength > Strength.DERIVED]
    if figure.kind not in _TOLD or figure.is_range or figure.is_words or not alike:
        return None
    if figure.bound is not Bound.EXACTLY or not any(_is_same(s) for s in alike):
        return None
    if any(_is_told_with(index, text, support) for support in alike):
        return None
    told = _read_told(index, text)
    ours = max(alike, key=lambda s: _fit(told, s.source, s.at))
    home = _words_at_home(alike, ours.source)
    found = _best_rival(told, home, figure, ours)
    if found is None or _is_at_home(found, alike) or not _has_itself(told, ours.source, found):
        return None
    if _is_of_our_arm(text.roles[index], ours, ours.source.roles[found]):
        return None
    mine = _fit(told, ours.source, ours.at)
    theirs = _fit(_but_for_home(told, home, ours.source, found), ours.source, found)
    if theirs < mine * _FAR_BETTER or theirs - mine < _LEAD_AT_LEAST:
        return None
    if theirs < _MUCH * _most(told, ours.source):
        return None
    other = ours.source.figures[found]
    reason = (
        f"In the source {ours.figure.text} is said of something else; the words beside it "
        f"lead to {other.text}."
    )
    return give_to(figure, ours, found, reason)


def _is_same(support: Support) -> bool:
    return support.relation.strength is Strength.EXACT and support.figure.bound is Bound.EXACTLY


def _is_of_our_arm(role: Role, ours: Support, other: Role) -> bool:
    """Is the arm that the text names that of our place, and not of the other?"""
    return bool(role.arm) and role.arm == ours.role.arm != other.arm


def _is_at_home(place: int, supports: Sequence[Support]) -> bool:
    """Does the other value stand in a sentence that prints ours, where nearer rules tell them?"""
    source = supports[0].source
    number = source.sentence_numbers[place]
    return any(s.source is source and s.role.sentence == number for s in supports)


def _is_told_with(index: int, text: Source, support: Support) -> bool:
    """Does the checked sentence tell another value too of the sentence that prints ours?"""
    source, home = support.source, support.role.sentence
    for other in text.indexes_by_sentence[text.sentence_numbers[index]]:
        figure = text.figures[other]
        if other == index or not _is_telling(figure) or figure.values == text.figures[index].values:
            continue
        for at, relation in find_related(figure, source):
            if relation.strength > Strength.DERIVED and source.sentence_numbers[at] == home:
                return True
    return False


def _is_telling(figure: Figure) -> bool:
    """Not `two patients`, `Grade 3` or `12 months`, which may stand in any sentence."""
    if not figure.values or figure.kind in _UNTOLD:
        return False
    return not (figure.is_words and abs(figure.values[0]) <= _SMALL)


_SMALL = 4


def _words_at_home(supports: Sequence[Support], source: Source) -> frozenset[str]:
    """What stands in the sentences that print our value."""
    homes = {s.role.sentence for s in supports if s.source is source}
    return frozenset().union(*(sentence_words(source, number) for number in homes))


def _but_for_home(told: _Told, home: frozenset[str], source: Source, place: int) -> _Told:
    """What is told, without what a place could only borrow from a sentence that prints ours."""
    borrowed = home - _itself(source, place)
    return told._replace(words={w: v for w, v in told.words.items() if w not in borrowed})


def _itself(source: Source, place: int) -> frozenset[str]:
    """The words of a place's own sentence and headings."""
    return sentence_words(source, source.sentence_numbers[place]) | headings(source, place)


def _best_rival(told: _Told, home: frozenset[str], figure: Figure, ours: Support) -> int | None:
    """The value of our sort that has most of the words; none that the text tells as well."""
    source = ours.source
    places = source.indexes_by_kind.get(ours.figure.kind, ())
    if len(places) > _MOST:
        return None
    rivals = [at for at in places if _is_rival(source.figures[at], figure, ours, told)]
    return max(
        rivals,
        key=lambda at: _fit(_but_for_home(told, home, source, at), source, at),
        default=None,
    )


def _is_rival(other: Figure, figure: Figure, ours: Support, told: _Told) -> bool:
    mine = ours.figure
    if not is_alike(other, mine) or _key(other)[1:] in told.values:
        return False
    if (other.is_words, other.is_range) != (mine.is_words, mine.is_range):
        return False
    if other.bound is not Bound.EXACTLY or _is_of_other_size(other, mine):
        return False
    return relate(figure, other).strength is Strength.NONE


def _is_of_other_size(one: Figure, two: Figure) -> bool:
    """`$16.25` a share is no rival of `$26 million`."""
    if one.kind not in _AMOUNTS:
        return False
    small, large = sorted((abs(one.values[0]), abs(two.values[0])))
    return large > 10 * small


def _key(figure: Figure) -> tuple[object, ...]:
    return figure.kind, figure.values, figure.first, figure.last


_BESIDE = 0.2
"""What a figure beside ours is worth, as much as a rare word not far off."""


def _has_itself(told: _Told, source: Source, place: int) -> bool:
    """Does a fair part of the words stand in the place's own sentence or headings?"""
    own = _itself(source, place)
    inside = {word: nearness for word, nearness in told.words.items() if word in own}
    mine, all_of_it = (_sum(words, source, place) for words in (inside, told.words))
    return mine >= _ITSELF * all_of_it


def _sum(told: Mapping[str, float], source: Source, place: int) -> float:
    """What the words that stand round a place tell together."""
    here, weights = place_words(source, place), weigh(source)
    return sum(
        near * here[word] * weights.get(word, 0) for word, near in told.items() if word in here
    )


def _fit(told: _Told, source: Source, place: int) -> float:
    """How much of what the text tells stands round a place of the source."""
    words = _sum(told.words, source, place)
    if not told.beside:
        return words
    inside = source.indexes_by_sentence[source.sentence_numbers[place]]
    return words + _BESIDE * len(
        told.beside & {_key(source.figures[i]) for i in inside if i != place}
    )


def _most(told: _Told, source: Source) -> float:
    """What the checked words could tell; one that the source does not know tells most."""
    weights = weigh(source)
    return sum(nearness * weights.get(word, 1) for word, nearness in told.words.items())


def _read_told(index: int, text: Source) -> _Told:
    inside = text.indexes_by_sentence[text.sentence_numbers[index]]
    clause = _clause(index, text)
    beside = [f for i in inside if i != index and clause.covers((f := text.figures[i]).span)]
    plain = _KIND.get(text.figures[index].kind, frozenset())
    words = _told_words(index, text)
    return _Told(
        words={w: v for w, v in words.items() if w not in plain and "-" not in w},
        beside=frozenset(_key(f) for f in beside if _is_telling(f) or f.kind in _WHEN),
        values=frozenset(_key(figure)[1:] for figure in text.figures),
    )


_WORD = re.compile(r"[a-z][a-z'-]*")
_CLAUSE = re.compile(
    r"[;:]|, (?:and|but|while|whereas|which|with|though|although|so|yet|since|after)\b"
    r"| (?:but|while|whereas|although)\b"
)
_HALVED_AFTER = 6
"""Words away from the figure at which a word counts half."""
_NEXT_CLAUSE, _FAR, _ANOTHERS, _LEAD = 0.5, 0.25, 0.25, 0.8


def _told_words(index: int, text: Source) -> Words:
    """The stems of the figure's sentence, each the nearer the fewer words and clauses lie between.

    A word that another figure of the sort has to itself is not near.
    """
    figure, number = text.figures[index], text.sentence_numbers[index]
    span, low, around = figure.span, shade_once(text).low, text.sentences[number]
    words: Words = dict.fromkeys(sentence_words(text, number), _FAR)
    before = reversed(list(_WORD.finditer(low, around.start, span.start)))
    for way in (before, _WORD.finditer(low, span.end, around.end)):
        for stem, nearness in _by_nearness(low, span, way):
            put(words, (stem,), nearness)
    own = own_words(text, index)
    for other in text.indexes_by_sentence[number]:
        if other != index and is_alike(text.figures[other], figure):
            words |= dict.fromkeys((own_words(text, other) - own) & words.keys(), _ANOTHERS)
    put(words, lead_words(text, index), _LEAD)
    return words


def _by_nearness(
    low: str, last: Span, found: Iterable[re.Match[str]]
) -> Iterator[tuple[str, float]]:
    """The stems of words that lead away from a figure, and how near each is."""
    nearness, far, (start, end) = 1.0, 0, (last.start, last.end)
    for word in found:
        gap = low[min(end, word.end()) : max(start, word.start())]
        nearness *= _NEXT_CLAUSE if ";" in gap or ":" in gap else 1
        start, end = word.span()
        stem = stems(word[0])
        yield from ((one, max(_FAR, nearness / (1 + far / _HALVED_AFTER))) for one in stem)
        far += bool(stem)


def _clause(index: int, text: Source) -> Span:
    """The clause of the figure in its sentence."""
    span, low = text.figures[index].span, shade_once(text).low
    around = text.sentences[text.sentence_numbers[index]]
    ends = [found.end() for found in _CLAUSE.finditer(low, around.start, span.start)]
    behind = _CLAUSE.search(low, span.end, around.end)
    start = ends[-1] if ends else around.start
    return Span(start=start, end=behind.start() if behind else around.end)
