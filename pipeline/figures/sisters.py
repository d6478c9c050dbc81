"""Is a value told in the words that the source has for its sister value?

Sisters are values of one sort that a sentence, or two in a row, tell of one thing under two names:
by review and by the investigators, in smokers and in the aged. Whoever tells one of them with the
other's words, and with none of its own, has taken the wrong sister. In: a checked figure and the
places that print its value. Out: a finding, where that is so of each of them.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from pipeline.figures import word_lists
from pipeline.figures.conflict import PEOPLE
from pipeline.figures.elsewhere import frequency_of, is_everywhere
from pipeline.figures.glyphs import shade_once
from pipeline.figures.headed import find_cell, headed_role
from pipeline.figures.own_words import (
    attached_words,
    is_alike,
    lead_words,
    own_span,
    own_words,
)
from pipeline.figures.relate import relate
from pipeline.figures.relation import Strength
from pipeline.figures.sentences import stems, words_by_sentence
from pipeline.figures.support import Support, give_to
from schemas.figure import Figure, Kind
from schemas.source import Source
from schemas.verdict import FigureCheck

_TOLD = frozenset({Kind.PERCENT, Kind.PROPORTION, Kind.DURATION, Kind.MONEY, Kind.QUANTITY,
                   Kind.NUMBER, Kind.RATIO, Kind.SCORE})  # fmt: skip
_AMOUNTS = frozenset({Kind.MONEY, Kind.NUMBER, Kind.QUANTITY})
_COMPARING = stems("compared comparing against versus")
_MONTHS = stems(" ".join(word_lists.words("common_words", "calendar")))
_PLAIN = PEOPLE | _MONTHS | stems(
    "first second third fourth rose fell grew cut up down report reported expected expects "
    "year quarter season half month week day"
)  # fmt: skip
"""Words that no value has for itself: of people, of time, of rise and fall."""


class Told(NamedTuple):
    """A checked figure with the words that are told of it."""

    at: int
    text: Source
    words: frozenset[str]
    """Its own, and what leads its sentence."""
    values: frozenset[tuple[Decimal, ...]]
    """All that its sentence tells."""

    @property
    def figure(self) -> Figure:
        """The figure itself."""
        return self.text.figures[self.at]


def find_sister(index: int, text: Source, supports: Sequence[Support]) -> FigureCheck | None:
    """The finding where the words of figure `index` are its sister's, wherever it is printed."""
    figure, alike = text.figures[index], []
    if figure.kind not in _TOLD or figure.is_range or _is_small(figure):
        return None
    alike = [
        s for s in supports if s.relation.strength > Strength.DERIVED and is_alike(s.figure, figure)
    ]
    if not alike or any(find_cell(s.source, s.at) is not None for s in alike):
        return None
    number = text.sentence_numbers[index]
    values = frozenset(text.figures[i].values for i in text.indexes_by_sentence[number])
    told = Told(index, text, frozenset(), values)
    if next(_sisters(alike[0], told), None) is None:
        return None
    told = told._replace(words=own_words(text, index) | lead_words(text, index))
    found = []
    for support in alike:
        sister = next((w for w in _sisters(support, told) if _is_meant(told, support, w)), None)
        if sister is None:
            return None
        found.append(sister)
    other = alike[0].source.figures[found[0]]
    reason = (
        f"In the source {alike[0].figure.text} is said of something else; "
        f"what the text names has {other.text}."
    )
    return give_to(figure, alike[0], found[0], reason)


def _is_small(figure: Figure) -> bool:
    return figure.is_words and bool(figure.values) and abs(figure.values[0]) <= 4


def _sisters(support: Support, told: Told) -> Iterator[int]:
    """Other values of the sort in the same sentence, the one before and the one behind."""
    source, number, mine = support.source, support.role.sentence, support.figure
    for beside in (number - 1, number, number + 1):
        for i in source.indexes_by_sentence.get(beside, ()):
            its = source.figures[i]
            if not is_alike(its, mine) or its.is_range or its.values == mine.values:
                continue
            if its.values in told.values or _is_of_other_size(its, told.figure):
                continue
            if relate(told.figure, its).strength is Strength.NONE and not _is_part(support, i):
                yield i


def _is_of_other_size(one: Figure, two: Figure) -> bool:
    """`$16.25` a share is no sister of `$26 million`."""
    if one.kind not in _AMOUNTS:
        return False
    small, large = sorted((abs(one.values[0]), abs(two.values[0])))
    return large > 10 * small


def _is_part(support: Support, sister: int) -> bool:
    """Is ours the sum of the sister and a third: `10.9% and 6.5%, together 17.4%`?"""
    source = support.source
    its = source.figures[sister]
    rest = support.figure.values[0] - its.values[0]
    inside = source.indexes_by_sentence[source.sentence_numbers[sister]]
    return any(is_alike(source.figures[i], its) and source.figures[i].values == (rest,)
               for i in inside)  # fmt: skip


def _is_meant(told: Told, support: Support, sister: int) -> bool:
    """Are the words told the sister's, and none of them ours?"""
    source, number = support.source, support.role.sentence
    is_together = source.sentence_numbers[sister] == number
    theirs = own_words(source, sister)
    here = own_words(source, support.at) if is_together else _words(source, number)
    ours = here - theirs - PEOPLE
    both = ours & told.words
    known = here if is_together else here | _words_before(support, sister)
    apart = frozenset(w for w in theirs - _PLAIN if "-" not in w)
    own = frozenset(w for w in apart - known if not is_everywhere(w, source)) & told.words
    if not ours:
        return False
    if is_together and _is_arm(told, source, sister, theirs, known):
        return True
    if is_together and not both and _is_dated(told, ours, theirs):
        return True
    if (both and not (ours - told.words and len(own) >= 4 * len(both))) or not _is_like_measure(
        told, support, sister
    ):
        return False
    if (own_words(source, support.at) - theirs - _PLAIN - both) & _rest(told):
        return False
    shared = own if is_together else (apart - here) & told.words
    return len(shared) > 1 and any(frequency_of(w, source) <= 2 for w in own)


def _is_dated(told: Told, ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """`52% in November, after 62% in June`: is ours told with the month and words of the sister?"""
    shared = theirs & told.words
    return bool(ours & _MONTHS) and bool(shared & _MONTHS) and len(shared - _PLAIN) > 1


def _words_before(support: Support, sister: int) -> frozenset[str]:
    """The words of the sentence before ours, on which ours may lean; not the sister's own."""
    number = support.role.sentence - 1
    if number < 0 or support.source.sentence_numbers[sister] == number:
        return frozenset()
    return _words(support.source, number)


def _is_arm(
    told: Told, source: Source, sister: int, theirs: frozenset[str], ours: frozenset[str]
) -> bool:
    """`9% stopped, compared with 12% on docetaxel`: is ours told of what the sister is only of?"""
    arm = attached_words(told.text, told.at) & attached_words(source, sister)
    arm -= ours | _PLAIN
    return bool(arm) and theirs - PEOPLE - _COMPARING <= arm


def _is_like_measure(told: Told, support: Support, sister: int) -> bool:
    """Sisters are of one measure, unless the text names the sister's."""
    its, ours = (headed_role(support.source, i).measure for i in (sister, support.at))
    return its == ours or not its or not ours or told.text.roles[told.at].measure == its


def _words(source: Source, number: int) -> frozenset[str]:
    """The stems of a sentence; kept with the source where it holds a figure."""
    known = words_by_sentence(source).get(number)
    if known is not None:
        return known
    span = source.sentences[number]
    return stems(shade_once(source).low[span.start : span.end])


def _rest(told: Told) -> frozenset[str]:
    """The words of the sentence but for those of other figures of the sort."""
    text, number = told.text, told.text.sentence_numbers[told.at]
    span = text.sentences[number]
    low = shade_once(text).low[span.start : span.end]
    for i in text.indexes_by_sentence[number]:
        if i != told.at and is_alike(text.figures[i], told.figure):
            its = own_span(text, i)
            low = (
                low[: its.start - span.start]
                + " " * (its.end - its.start)
                + low[its.end - span.start :]
            )
    return stems(low)
