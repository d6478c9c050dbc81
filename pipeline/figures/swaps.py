"""Is a value given to another member of the series that it stands in?

Where a source prints values side by side, each has words of its own (`series`). If the checked text
has the value with the words of another member, and with none of its own, the two were exchanged.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from pipeline.figures.series import Labels
from pipeline.figures.series_book import open_book
from pipeline.figures.series_chains import DOSES
from pipeline.figures.series_phrases import Label, words_of
from pipeline.figures.support import Support, give_to
from schemas.figure import Figure, Kind
from schemas.source import Source
from schemas.verdict import FigureCheck


class Telling(NamedTuple):
    """What the series tells of a figure: nothing, that it is right, or a finding."""

    is_told: bool = False
    finding: FigureCheck | None = None


NOT_TOLD = Telling()
RIGHT = Telling(is_told=True)


def find_swap(index: int, text: Source, supports: Sequence[Support]) -> Telling:
    """Do the words around figure `index` of `text` name our value of its series, or another?

    One place in the source where the words are those of the value is enough to be right.
    """
    figure = text.figures[index]
    if figure.unit in DOSES and "dose" not in text.roles[index].before:
        return NOT_TOLD
    alike = [s for s in supports if _sort(s.figure) is _sort(figure)]
    if not alike:
        return NOT_TOLD
    if any(_is_copied(index, text, support) for support in alike):
        return RIGHT
    said = _said(index, text)
    own = _own(index, text)
    beside = frozenset() if own else _printed_beside(index, text)
    finding: FigureCheck | None = None
    for support in alike:
        told = _tell(figure, said, support, beside)
        if told == RIGHT:
            return RIGHT
        finding = finding or told.finding
    return Telling(is_told=True, finding=finding) if finding else NOT_TOLD


def _is_copied(index: int, text: Source, support: Support) -> bool:
    """Does the source print the very sentence, with the value at the same place in it?"""
    here, there = (
        s.sentences[role.sentence]
        for s, role in ((text, text.roles[index]), (support.source, support.role))
    )
    offset = text.figures[index].span.start - here.start
    return (
        offset == support.figure.span.start - there.start
        and text.text[here.start : here.end] == support.source.text[there.start : there.end]
    )


_PLAIN = frozenset({Kind.COUNT, Kind.QUANTITY, Kind.SCORE, Kind.NONE})


def _sort(figure: Figure) -> Kind:
    return Kind.NUMBER if figure.kind in _PLAIN else figure.kind


def _said(index: int, text: Source) -> Label:
    """The words of a figure's sentence, but for those that are another figure's own.

    A date's words count for every figure but a date.
    """
    number, book = text.roles[index].sentence, open_book(text)
    indexes, labels = book.shelf(number)
    words = book.words(number, keeps_dates=text.figures[index].kind is not Kind.DATE)
    mine = labels[indexes.index(index)]
    others = frozenset().union(*(w for one in labels if one != mine for w in one.own))
    return (words - others) | mine.words


def _own(index: int, text: Source) -> bool:
    """Does the checked sentence give the figure words of its own?"""
    indexes, labels = open_book(text).shelf(text.roles[index].sentence)
    return bool(labels[indexes.index(index)].own)


def _printed_beside(index: int, text: Source) -> frozenset[tuple[Decimal, ...]]:
    """The other values of the checked sentence."""
    others = text.indexes_by_sentence[text.roles[index].sentence]
    return frozenset(text.figures[i].values for i in others if i != index)


def _tell(
    figure: Figure, said: Label, support: Support, beside: frozenset[tuple[Decimal, ...]]
) -> Telling:
    """What one place tells; a value that the text prints beside ours, unparted, tells nothing."""
    number, book = support.role.sentence, open_book(support.source)
    indexes, labels = book.shelf(number)
    mine = labels[indexes.index(support.at)]
    if mine.chain < 0:
        words = book.words(number, keeps_dates=figure.kind is not Kind.DATE)
        alike = _covers(words, said) or len(words & said) >= 2
        return RIGHT if alike and not _at_other_times(words, said) else NOT_TOLD
    is_right = False
    for index, its in zip(indexes, labels, strict=True):
        if not _is_rival(support, mine, index, its):
            continue
        if (mine.words - its.words) & said:
            is_right = True
        elif support.source.figures[index].values in beside:
            continue
        elif (mine.own or its.group == mine.group) and _are_named(said, mine, its):
            return Telling(is_told=True, finding=_swapped(figure, support, index))
    return RIGHT if is_right else NOT_TOLD


_CALENDAR = words_of(
    "january february march april june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday"
)


def _at_other_times(one: Label, two: Label) -> bool:
    """Do both name months or weekdays, and none in common?"""
    a, b = one & _CALENDAR, two & _CALENDAR
    return bool(a) and bool(b) and not a & b


def _is_rival(support: Support, mine: Labels, index: int, its: Labels) -> bool:
    """Might the value at `index` have been meant: of the same sort, in a like place, another?"""
    figure, other = support.figure, support.source.figures[index]
    if its.chain < 0 or its.is_hosted != mine.is_hosted or _is_same_value(other, figure):
        return False
    if _sort(other) is not _sort(figure) or not _is_one_thing(other, figure):
        return False
    return its.chain == mine.chain or other.kind is Kind.PERCENT


def _is_same_value(one: Figure, two: Figure) -> bool:
    timed = Kind.DURATION in (one.kind, two.kind)
    return one.values == two.values and (not timed or one.unit == two.unit)


def _is_one_thing(one: Figure, two: Figure) -> bool:
    """Do the two count or measure the same, as far as their units tell?"""
    if one.kind is Kind.DURATION and one.values == two.values:
        return True
    a, b = ("" if f.unit.endswith("ed") else f.unit for f in (one, two))
    return not a or not b or a == b


def _are_named(said: Label, mine: Labels, its: Labels) -> bool:
    """Do the words said name the other value: at least half of what sets one of its phrases apart?

    Where it has nothing of its own but more of what ours has, all of that must be said.
    """
    is_part = mine.words <= its.words
    for label in (*its.own, its.shared):
        apart = label - mine.words
        if is_part and apart and apart <= said:
            return True
        if not is_part and apart and _covers(said, apart) and _covers(said, label):
            return True
    # `nausea` is not `severe nausea`, where the source gives both.
    return any(n and n <= said and any(n < m for m in mine.own) for n in its.own)


def _covers(said: Label, label: Label) -> bool:
    return len(label & said) * 2 >= len(label)


def _swapped(figure: Figure, support: Support, index: int) -> FigureCheck:
    other = support.source.figures[index]
    reason = (
        f"In the source {support.figure.text} is said of something else; "
        f"with these words it gives {other.text}."
    )
    return give_to(figure, support, index, reason)
