"""Which values of a source's sentence might a text have meant, and which could it never?

In: a place that prints the checked value, and another value of its sentence. Out: whether the two
are of one sort, so that the words of one may have been given to the other.
"""

import re
from collections.abc import Sequence

from pipeline.figures import word_lists
from pipeline.figures.conflict import PERSONS
from pipeline.figures.glyphs import shade_once
from pipeline.figures.sentences import stems
from pipeline.figures.series import Labels
from pipeline.figures.series_book import open_book
from pipeline.figures.support import Support
from schemas.figure import Bound, Figure, Kind

_PLAIN = frozenset({Kind.COUNT, Kind.QUANTITY, Kind.SCORE, Kind.NONE})


_TOLD_AS = {
    stem: stems(" ".join(told))
    for word, told in word_lists.terms("measures", "told_as").items()
    for stem in stems(word)
}


def told_as(words: frozenset[str]) -> frozenset[str]:
    """The words by which a text tells what a source prints short: `ORR` is a response."""
    return frozenset().union(*(_TOLD_AS.get(word, frozenset()) for word in words))


def sort_of(figure: Figure) -> Kind:
    """The kind of a figure, where all that is counted or measured is one."""
    return Kind.NUMBER if figure.kind in _PLAIN else figure.kind


_PER = re.compile(r"(?: [a-z]+)? per\b")


def is_rival(support: Support, mine: Labels, index: int, its: Labels) -> bool:
    """Might the value at `index` have been meant: of the same sort, in a like place, another?"""
    figure, other = support.figure, support.source.figures[index]
    if its.chain < 0 or its.is_hosted != mine.is_hosted or _is_same_value(other, figure):
        return False
    pair = (support.source.roles[index].after, support.role.after)
    if len({bool(_PER.match(after)) for after in pair}) == 2:
        return False  # `$0.31 per share` is no sum, `1.9 per million` no count of the doses
    if sort_of(other) is not sort_of(figure) or not _is_one_thing(other, figure):
        return False
    if _is_none_of(support, index):
        return False
    if _is_change(support, other) or _PRONOUN.match(support.role.after):
        return False
    if is_mark(support, index) or _is_in_total(support, other):
        return False
    return its.chain == mine.chain or other.kind is Kind.PERCENT


_PRONOUN = re.compile(r" (?:after|before|with|without|including|excluding) (?:it|them)\b")
"""`$9 million before tax and $7 million after it`: the words of the other are ours too."""


def _is_none_of(support: Support, index: int) -> bool:
    """`no deaths among 88 patients`: the 88 are whom it is said of, and no other none."""
    other, its = support.source.figures[index], support.source.roles[index]
    if support.figure.kind is not Kind.NONE or other.unit not in PERSONS:
        return False
    return its.measure != support.role.measure


def _is_change(support: Support, other: Figure) -> bool:
    """`to $13 from $21`: one is before and one after, whatever stands in front of both."""
    return support.source.text[_gap(support.figure, other)] in (" from ", " to ")


def is_mark(support: Support, index: int) -> bool:
    """`38% lost at least 20%`, `on a 24-point scale`: what is reached, not how many reached it."""
    figure, other = support.figure, support.source.figures[index]
    if _HYPHENED.match(support.source.roles[index].after):
        return True
    return other.bound is Bound.AT_LEAST and figure.bound is not Bound.AT_LEAST


_HYPHENED = re.compile(r"-[a-z]")
_TOTAL = re.compile(r"\b(?:total|tally|toll|overall|altogether|cumulative)\b")


def _is_in_total(support: Support, other: Figure) -> bool:
    """`17 new cases, which takes the total to 203`: a total is of all that its part is of."""
    is_behind = other.span.end <= support.figure.span.start
    between = shade_once(support.source).low[_gap(support.figure, other)]
    return is_behind and _TOTAL.search(between) is not None


def _is_same_value(one: Figure, two: Figure) -> bool:
    timed = Kind.DURATION in (one.kind, two.kind)
    return one.values == two.values and (not timed or one.unit == two.unit)


def _is_one_thing(one: Figure, two: Figure) -> bool:
    """Do the two count or measure the same, as far as their units tell?

    People and things come in whole numbers: a ratio of 1.10 is no rival of 900 residents.
    """
    if one.kind is Kind.DURATION and one.values == two.values:
        return True
    is_counted = any(f.kind is Kind.COUNT and len(f.unit) > _SHORT for f in (one, two))
    if is_counted and _is_whole(one) != _is_whole(two):
        return False
    a, b = ("" if f.unit.endswith("ed") else f.unit for f in (one, two))
    return not a or not b or a == b


_SHORT = 3
"""Letters of what may be a unit that we do not know, and no noun."""


def _is_whole(figure: Figure) -> bool:
    return all(value == int(value) for value in figure.values)


def has_neighbour(neighbours: Sequence[Figure], support: Support, rival: int) -> bool:
    """Does the text tell our value together with what stands nearer to it than the rival does?

    `ended 3% down at $47.15`: whoever tells the price tells the move to it, not the year's 22%.
    What stands in one row with both, as a third arm does, tells nothing.
    """
    source = support.source
    indexes, labels = open_book(source).shelf(support.role.sentence)
    sorts = dict(zip(indexes, labels, strict=True))
    is_row = sorts[rival].group == sorts[support.at].group
    chains = {sorts[rival].chain, sorts[support.at].chain}
    for place in indexes:
        if place in (rival, support.at) or (is_row and sorts[place].chain in chains):
            continue
        is_told = any(_is_told(one, source.figures[place]) for one in neighbours)
        if is_told and _is_of_ours(support, rival, place):
            return True
    return False


def _is_told(one: Figure, figure: Figure) -> bool:
    if one.first is not None or figure.first is not None:
        return one.first == figure.first
    return bool(one.values) and one.values == figure.values and one.unit == figure.unit


_WORD = re.compile(r"[a-z]{3,}")


def _is_of_ours(support: Support, rival: int, place: int) -> bool:
    """Is the figure at `place` told of our value only: nearer, in its clause, and by words?

    `(95% CI 4 to 9)` and `± 2` are parts of a value and change places with it. What leads both
    values is of both, unless a clause ends between or the second has another of its own.
    """
    source, ours = support.source, support.figure
    figure, other = source.figures[place], source.figures[rival]
    between = shade_once(source).low[_gap(figure, ours)]
    if ";" in between or not _WORD.search(between):
        return False
    gap, rivals_gap = _gap(figure, ours), _gap(figure, other)
    if gap.stop - gap.start >= rivals_gap.stop - rivals_gap.start:
        return False
    if figure.span.start > min(ours.span.start, other.span.start):
        return True
    inside = _gap(ours, other)
    return ";" in shade_once(source).low[inside] or any(
        inside.start <= source.figures[i].span.start < inside.stop
        and source.figures[i].kind is figure.kind
        for i in source.indexes_by_sentence[support.role.sentence]
    )


def _gap(one: Figure, two: Figure) -> slice:
    """Where the text between two figures stands."""
    first, second = sorted((one.span, two.span), key=lambda s: s.start)
    return slice(first.end, second.start)
