"""Is a value given to another member of the series that it stands in?

Where a source prints values side by side, each has words of its own (`series`). If the checked text
has the value with the words of another member, and with none of its own, the two were exchanged.
"""

import re
from collections.abc import Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from pipeline.figures import word_lists
from pipeline.figures.glyphs import shade_once
from pipeline.figures.relate import relate
from pipeline.figures.relation import Strength
from pipeline.figures.rivals import has_neighbour, is_rival, sort_of, told_as
from pipeline.figures.sentences import stems
from pipeline.figures.series import Labels
from pipeline.figures.series_book import open_book
from pipeline.figures.series_chains import DOSES
from pipeline.figures.series_phrases import Label, words_of
from pipeline.figures.slots import find_other_slot
from pipeline.figures.support import Support, give_to
from schemas.figure import Figure, Kind
from schemas.source import Role, Source
from schemas.text import Span
from schemas.verdict import FigureCheck


class Claim(NamedTuple):
    """A checked figure, and which words of its sentence may be meant for it."""

    figure: Figure
    role: Role
    said: Label
    """The words of its sentence that are no other figure's own."""
    near: Label
    """Those of them that do not stand in a clause with a figure of its own."""
    beside: tuple[tuple[Figure, Label], ...]
    """The other figures of the sentence, each with its own words."""
    neighbours: tuple[Figure, ...]
    """Those of them that no comma parts from it."""
    own: Label
    """The words that the sentence gives this figure alone."""
    base: Label
    """What it is measured against behind it."""


class Telling(NamedTuple):
    """What the series tells of a figure: nothing, that it is right, or a finding."""

    is_told: bool = False
    finding: FigureCheck | None = None


NOT_TOLD = Telling()
RIGHT = Telling(is_told=True)


def find_swap(index: int, text: Source, supports: Sequence[Support]) -> Telling:
    """Do the words around figure `index` of `text` name our value of its series, or another?

    One place in the source where the words are those of the value is enough to be right; but what
    the source says outright of which dose or week each value is goes before words.
    """
    other = find_other_slot(index, text, supports)
    return Telling(is_told=True, finding=other) if other else _find_in_series(index, text, supports)


def _find_in_series(index: int, text: Source, supports: Sequence[Support]) -> Telling:
    figure, role = text.figures[index], text.roles[index]
    if (figure.unit in DOSES and "dose" not in role.before) or role.after.startswith("-"):
        return NOT_TOLD  # `on 6 mg`, `two-step priming`: a name, not a value
    alike = [s for s in supports if sort_of(s.figure) is sort_of(figure)]
    if not alike:
        return NOT_TOLD
    if any(_is_copied(index, text, support) for support in alike):
        return RIGHT
    claim = _read_claim(index, text)
    finding: FigureCheck | None = None
    for support in alike:
        told = _tell(claim, support)
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


def _said(index: int, text: Source) -> Label:
    """The words of a figure's sentence, but for those that are another figure's own.

    A date's words count for every figure but a date.
    """
    number, book = text.sentence_numbers[index], open_book(text)
    indexes, labels = book.shelf(number)
    words = book.words(number, keeps_dates=text.figures[index].kind is not Kind.DATE)
    mine = labels[indexes.index(index)]
    others = frozenset().union(*(w for one in labels if one != mine for w in one.own))
    return (words - others) | mine.words


def _read_claim(index: int, text: Source) -> Claim:
    figure, role = text.figures[index], text.roles[index]
    indexes, labels = open_book(text).shelf(role.sentence)
    base = _compared(index, text)
    said = _said(index, text) - base
    foreign = {i: _foreign(i, text) for i in indexes}
    own = {
        i: frozenset().union(*one.own) - foreign[i] for i, one in zip(indexes, labels, strict=True)
    }
    return Claim(
        figure, role, said,
        near=said - (foreign[index] - labels[indexes.index(index)].words),
        beside=tuple((text.figures[i], words) for i, words in own.items() if i != index),
        neighbours=find_neighbours(index, text),
        own=own[index],
        base=base,
    )  # fmt: skip


_BASE = re.compile(
    r"[^,;:]*?\b(?:relative to|compared (?:with|to)|than|versus|vs\.?|against|over|minus)"
    r" (?:(?:on|in|with|for|the|those|patients|people|taking|given) )*([a-z-]+)"
)


def _compared(index: int, text: Source) -> Label:
    """What a figure is measured against behind it: `39% relative to placebo` is not placebo's."""
    figures, figure = text.figures, text.figures[index]
    end = text.sentences[text.sentence_numbers[index]].end
    if index + 1 < len(figures):
        end = min(end, figures[index + 1].span.start)
    m = _BASE.match(shade_once(text).low, figure.span.end, end)
    return words_of(m[1]) if m else frozenset()


_PART = re.compile(r"[;,]|\b(?:and|but|while|whereas)\b")


def _foreign(index: int, text: Source) -> Label:
    """The words of the sentence's clauses that have a figure of their own, and not this one.

    `44% felt sick and 13% stopped, three times the placebo rate`: no word behind `sick` is of 44%.
    """
    number = text.sentence_numbers[index]
    span, low = text.sentences[number], shade_once(text).low
    mine = text.figures[index].span
    others = [text.figures[i].span for i in text.indexes_by_sentence[number] if i != index]
    ends = [m.start() for m in _PART.finditer(low, span.start, span.end)]
    foreign: set[str] = set()
    kept: set[str] = set()
    for start, end in pairwise((span.start, *ends, span.end)):
        has_mine = start <= mine.start < end
        has_other = any(start <= o.start < end for o in others)
        (foreign if has_other and not has_mine else kept).update(words_of(low[start:end]))
    return frozenset(foreign - kept)


def find_neighbours(index: int, text: Source) -> tuple[Figure, ...]:
    """The other figures of the stretch between commas that a figure stands in."""
    number = text.sentence_numbers[index]
    span, low = text.sentences[number], shade_once(text).low
    mine = text.figures[index].span
    start = max((m.end() for m in _PART.finditer(low, span.start, mine.start)), default=span.start)
    end = _PART.search(low, mine.end, span.end)
    stretch = Span(start=start, end=end.start() if end else span.end)
    inside = (text.figures[i] for i in text.indexes_by_sentence[number] if i != index)
    return tuple(f for f in inside if stretch.covers(f.span))


def _tell(claim: Claim, support: Support) -> Telling:
    """What one place tells; a value that the text prints beside ours, unparted, tells nothing."""
    number, book = support.role.sentence, open_book(support.source)
    indexes, labels = book.shelf(number)
    mine = labels[indexes.index(support.at)]
    mine = mine._replace(shared=mine.shared | told_as(mine.words))
    if mine.chain < 0:
        words = book.words(number, keeps_dates=claim.figure.kind is not Kind.DATE)
        alike = _covers(words, claim.said) or len(words & claim.said) >= 2
        return RIGHT if alike and not _at_other_times(words, claim.said) else NOT_TOLD
    is_right = False
    for index, its in zip(indexes, labels, strict=True):
        if not is_rival(support, mine, index, its):
            continue
        if (mine.words - its.words) & claim.said:
            is_right = True
        elif _may_be_meant(claim, support, index, mine, its):
            return Telling(is_told=True, finding=_swapped(claim.figure, support, index))
    return RIGHT if is_right else NOT_TOLD


def _may_be_meant(claim: Claim, support: Support, index: int, mine: Labels, its: Labels) -> bool:
    """Are the words of the rival at `index` those of the claim, and nothing speaks for ours?"""
    other = support.source.figures[index]
    beside = _told_of(other, claim)
    if beside is not None and (
        _is_part(claim.role) or not _are_exchanged(claim.own, beside, mine, its)
    ):
        return False  # the text prints both values
    if beside is None and has_neighbour(claim.neighbours, support, index):
        return False
    if _is_of_our_measure(claim, support, index) or _is_denied(claim, its):
        return False
    if claim.base & mine.words:
        return False  # `39% relative to placebo` is the placebo-adjusted 39%
    if not mine.own and not _is_counted(claim, support, index):
        return False
    return (bool(mine.own) or its.group == mine.group) and _are_named(claim.near, mine, its)


_PART_OF = re.compile(r" of (?:the |its |an? )(?:[a-z-]+ )?(?:[$€£]|\d)")
_WHOLE_OF = re.compile(r"\d[^,;]* of (?:the |its |an? )(?:[a-z-]+ )?\Z")


def _is_part(role: Role) -> bool:
    """`$4 million of the planned $9 million spent`: a part told of its whole, or the whole."""
    return bool(_PART_OF.match(role.after) or _WHOLE_OF.search(role.before))


def _told_of(other: Figure, claim: Claim) -> Label | None:
    """The words that the text gives the rival, in whatever form it tells that one: `half`, 7/14."""
    same = (words for figure, words in claim.beside if figure.values == other.values)
    like = (words for f, words in claim.beside if relate(f, other).strength > Strength.NONE)
    return next(chain(same, like), None)


def _are_exchanged(own: Label, beside: Label, mine: Labels, its: Labels) -> bool:
    """Where the text prints both values: has one what is the other's alone, and none its own?

    `63% on average, but 38% in rural schools` tells both as the source does, however it names them.
    """
    ours, theirs = mine.words - its.words, its.words - mine.words
    if own & ours or beside & theirs:
        return False
    each = not own.isdisjoint(theirs) and not beside.isdisjoint(ours)
    theirs, ours = theirs - _CALENDAR, ours - _CALENDAR  # a date may be of both
    return each or bool(theirs and theirs <= own) or bool(ours and ours <= beside)


def _is_of_our_measure(claim: Claim, support: Support, index: int) -> bool:
    """Does the text name the measure of our value in the source, and the rival have another?"""
    said, its = claim.role.measure, support.source.roles[index].measure
    return bool(said) and said == support.role.measure and its not in ("", said)


def _is_denied(claim: Claim, its: Labels) -> bool:
    """Does the text say what the rival is said not to be: `confirmed`, `not yet confirmed`?"""
    denied = {word.rpartition(" ")[2] for word in its.words if word.startswith("not ")}
    return not stems(" ".join(denied)).isdisjoint(claim.said)


def _is_counted(claim: Claim, support: Support, index: int) -> bool:
    """Might the rival count what ours does: the same noun, none, or one that the text says?"""
    other = support.source.figures[index]
    is_noun = other.kind is Kind.COUNT and other.unit not in ("", support.figure.unit)
    return not is_noun or bool(stems(other.unit) & claim.role.words)


_CALENDAR = words_of(" ".join(word_lists.words("common_words", "calendar")))


def _at_other_times(one: Label, two: Label) -> bool:
    """Do both name months or weekdays, and none in common?"""
    a, b = one & _CALENDAR, two & _CALENDAR
    return bool(a) and bool(b) and not a & b


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
