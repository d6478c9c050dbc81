"""Two values without their arms, in the order of the sentence before, told with the arms exchanged.

`42% on the drug and 12% on placebo. Itching eased in 55% and 31%`: the 55% is the drug's. In: a
checked figure and the places that print its value. Out: a finding, where the source prints a bare
pair behind a pair with arms, and the text gives each value of the bare pair the other's arm.
"""

from collections.abc import Sequence

from pipeline.figures.conflict import PEOPLE
from pipeline.figures.glyphs import shade_once
from pipeline.figures.own_words import attached_words, is_alike
from pipeline.figures.support import Support, give_to
from schemas.figure import Kind
from schemas.source import Source
from schemas.verdict import FigureCheck

_RATES = frozenset({Kind.PERCENT, Kind.PROPORTION, Kind.DURATION, Kind.COUNT, Kind.NUMBER})
_JOINTS = frozenset({" and ", " versus ", " vs ", " vs. ", " against ", ", against ", ", versus "})
_BACK = 2
"""Sentences before a bare pair in which its arms may be named."""
Words = frozenset[str]


def find_pair_exchanged(
    index: int, text: Source, supports: Sequence[Support]
) -> FigureCheck | None:
    """The finding where figure `index` and its fellow stand with each other's arm."""
    figure = text.figures[index]
    if figure.kind not in _RATES or len(supports) != 1:
        return None
    said = attached_words(text, index) - PEOPLE
    support = supports[0]
    fellow = _fellow(support.source, support.at) if said else None
    if fellow is None:
        return None
    arms = _arms_before(support.source, *sorted((support.at, fellow)))
    if arms is None:
        return None
    mine, its = arms if support.at < fellow else arms[::-1]
    if said & mine or not said & its:
        return None
    other = support.source.figures[fellow]
    beside = [
        attached_words(text, i)
        for i in text.indexes_by_sentence[text.roles[index].sentence]
        if text.figures[i].values == other.values
    ]
    if not beside or not all(words & mine and not words & its for words in beside):
        return None
    reason = (
        f"The source gives the pair in the order of the sentence before: {other.text} is of the "
        f"arm that has {support.figure.text} here."
    )
    return give_to(figure, support, fellow, reason)


def _fellow(source: Source, at: int) -> int | None:
    """The other value of a bare pair: alike, joined to ours, and neither with an arm behind it."""
    number = source.roles[at].sentence
    alike = [
        i for i in source.indexes_by_sentence[number]
        if is_alike(source.figures[i], source.figures[at])
    ]  # fmt: skip
    if len(alike) != 2:
        return None
    one, two = (source.figures[i].span for i in alike)
    is_joined = shade_once(source).low[one.end : two.start] in _JOINTS
    is_bare = not any(attached_words(source, i) - PEOPLE for i in alike)
    return next(i for i in alike if i != at) if is_joined and is_bare else None


def _arms_before(source: Source, first: int, second: int) -> tuple[Words, Words] | None:
    """The words of the two arms in their order, from the nearest sentence that has a pair so."""
    number = source.roles[first].sentence
    for before in range(number - 1, max(-1, number - 1 - _BACK), -1):
        told = [
            (i, words) for i in source.indexes_by_sentence.get(before, ())
            if (words := attached_words(source, i) - PEOPLE) and source.figures[i].kind in _RATES
        ]  # fmt: skip
        if len(told) == 2 and is_alike(source.figures[told[0][0]], source.figures[told[1][0]]):
            one, two = told[0][1], told[1][1]
            return (one - two, two - one) if one - two and two - one else None
    return None
