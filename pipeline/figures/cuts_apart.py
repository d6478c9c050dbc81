"""Is the value of an earlier look told as the latest, or the later one as that of the first look?

In: a checked figure and the places that print its value. Out: a finding, where the text's own words
of order are turned: `at the latest look`, where each place is of an earlier one and the source has
a later value of the same; `at the interim look`, where a neighbour is the interim value.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from pipeline.figures.conflict import PEOPLE
from pipeline.figures.glyphs import shade_once
from pipeline.figures.headed import find_cell, headed_role
from pipeline.figures.own_words import is_alike, lead_text, own_span
from pipeline.figures.relate import relate
from pipeline.figures.relation import Strength
from pipeline.figures.support import Support, give_to
from schemas.figure import Kind
from schemas.source import Source
from schemas.verdict import FigureCheck

_TOLD = frozenset({Kind.PERCENT, Kind.PROPORTION, Kind.DURATION, Kind.MONEY, Kind.QUANTITY,
                   Kind.NUMBER, Kind.RATIO, Kind.SCORE})  # fmt: skip
_EARLY = re.compile(
    r"\b(?:interim|preliminary|initial(?:ly)?|previous(?:ly)?"
    r"|first (?:look|cut|readout|analysis|disclosure)"
    r"|earlier (?:look|cut|analysis|range|forecast|version|guidance|estimate)"
    r"|prior (?:guidance|forecast|range))\b"
)
_LATE = re.compile(
    r"\b(?:latest|updated?|final|full (?:results|data|analysis)|most recent|newest"
    r"|longer follow-up)\b"
)
_LOOK = re.compile(r"\b(?:cut|cut-?off|analysis|look|update|as of)\b")
_FAR, _NEAR = 8, 2
"""Sentences between the two values: of those in other words of order, and of those without."""
_Values = frozenset[tuple[Decimal, ...]]


def find_other_cut(index: int, text: Source, supports: Sequence[Support]) -> FigureCheck | None:
    """The finding where the words of order of figure `index` are another value's everywhere."""
    figure = text.figures[index]
    if figure.kind not in _TOLD or not supports:
        return None
    sentence = _sentence(text, text.sentence_numbers[index])
    if not _EARLY.search(sentence) and not _LATE.search(sentence):
        return None
    own = _own(text, index)
    is_late = bool(_LATE.search(own)) and not _EARLY.search(sentence)
    is_early = bool(_EARLY.search(own)) and not _LATE.search(sentence)
    if not is_late and not is_early:
        return None
    alike = [
        s for s in supports if s.relation.strength > Strength.DERIVED and is_alike(s.figure, figure)
    ]
    told = frozenset(f.values for f in text.figures)
    find = _later if is_late else _interim
    words = text.roles[index].words
    found = []
    for s in alike:
        places = () if find_cell(s.source, s.at) else find(s, told)
        found.append(max(places, key=lambda i: _closeness(s.source, i, words), default=-1))
    if not found or min(found) < 0:
        return None
    other = alike[0].source.figures[found[0]]
    look = "a later look" if is_late else "the early look"
    reason = f"The source's value of {look} is {other.text}, not {alike[0].figure.text}."
    return give_to(figure, alike[0], found[0], reason)


def _closeness(source: Source, index: int, words: frozenset[str]) -> tuple[bool, int]:
    """The greater, the rather a value is the one meant: of a dated look, and in the same words."""
    role = source.roles[index]
    return _day(source, role.sentence) is not None, len(role.words & words)


def _later(support: Support, told: _Values) -> Iterator[int]:
    """Values of a later look than ours: ours is called early or is dated before them."""
    source, number = support.source, support.role.sentence
    is_early = _EARLY.search(_sentence(source, number)) is not None
    day = _day(source, number)
    for rival in _rivals(support, told, _FAR):
        its = source.sentence_numbers[rival]
        later = _day(source, its)
        is_plain = its != number and not _EARLY.search(_sentence(source, its))
        if (is_early and is_plain) or (day and later and day < later):
            yield rival


def _interim(support: Support, told: _Values) -> Iterator[int]:
    """Values that the source calls early beside ours, which it does not."""
    source = support.source
    if not _EARLY.search(_sentence(source, support.role.sentence)):
        for rival in _rivals(support, told, _NEAR):
            if _EARLY.search(_own(source, rival)):
                yield rival


def _rivals(support: Support, told: _Values, reach: int) -> Iterator[int]:
    """Other values of the same sort and measure that the text does not tell, the nearest first."""
    source, mine, number = support.source, support.figure, support.role.sentence
    for beside in sorted(range(number - reach, number + reach + 1), key=lambda n: abs(n - number)):
        for i in source.indexes_by_sentence.get(beside, ()):
            its = source.figures[i]
            if not is_alike(its, mine) or its.is_range is not mine.is_range or its.values in told:
                continue
            if relate(mine, its).strength is Strength.NONE and _is_same_measure(support, i):
                yield i


def _is_same_measure(support: Support, rival: int) -> bool:
    """Of one measure; where one is not named, near each other or in the same words."""
    source = support.source
    its, ours = headed_role(source, rival), headed_role(source, support.at)
    if its.measure and ours.measure:
        return its.measure == ours.measure
    is_next = abs(its.sentence - ours.sentence) == 1
    return is_next or len((its.near & ours.near) - PEOPLE) >= 2


def _own(source: Source, index: int) -> str:
    """What leads the sentence and the figure's own stretch of it, in lower case."""
    span = own_span(source, index)
    return f"{lead_text(source, index)} {shade_once(source).low[span.start : span.end]}"


def _sentence(source: Source, number: int) -> str:
    span = source.sentences[number]
    return shade_once(source).low[span.start : span.end]


def _day(source: Source, number: int) -> date | None:
    """The day or month of the look that a sentence names."""
    low = shade_once(source).low
    for i in source.indexes_by_sentence.get(number, ()):
        figure = source.figures[i]
        around = low[max(0, figure.span.start - 25) : figure.span.end + 20]
        if figure.kind is Kind.DATE and figure.first is not None and _LOOK.search(around):
            return figure.first
    return None
