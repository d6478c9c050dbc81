"""Is one of two compared values taken from another place than its fellow?

`Sales were $9 million, against $4 million` where the source compares the $9 million with $7 million
and has the $4 million far off, of something else. In: a checked figure and the places that print
its value. Out: a finding, where the text sets figure and fellow side by side, the fellow's sentence
in the source has another value of the sort, and no place of ours is near.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.figures.conflict import PEOPLE
from pipeline.figures.glyphs import shade_once
from pipeline.figures.headed import find_cell
from pipeline.figures.own_words import is_alike
from pipeline.figures.related import find_related
from pipeline.figures.relation import Strength
from pipeline.figures.support import Support, give_to
from schemas.figure import Figure, Kind
from schemas.source import Source
from schemas.verdict import FigureCheck

_COMPARED = frozenset({Kind.PERCENT, Kind.PROPORTION, Kind.MONEY, Kind.DURATION, Kind.SCORE,
                       Kind.QUANTITY, Kind.RATIO, Kind.COUNT, Kind.NUMBER})  # fmt: skip
_BETWEEN = (
    r"(?:(?!\b(?:while|though|although|as|because|when|since|double|twice|triple|half|times|up|down"
    r"|but|by|to)\b)[^,;.()\d]){0,45}"
)
_LINK = re.compile(
    rf"(?: ?\([^()]*\))?{_BETWEEN}"
    rf"(?:,? (?:against|versus|vs\.?|compared (?:with|to)|after|from|than)\b| and){_BETWEEN}"
)
"""What stands between two values that are compared: no clause of its own, no multiple."""
_NEAR = 1
"""Sentences; whoever joins two that follow one another may tell of one thing."""


def find_fellow_apart(index: int, text: Source, supports: Sequence[Support]) -> FigureCheck | None:
    """The finding where figure `index` is set against a value whose counterpart is another."""
    figure = text.figures[index]
    if figure.kind not in _COMPARED or figure.is_words or figure.is_range or not supports:
        return None
    if any(_is_row(support) for support in supports):
        return None  # the rows of a table tell one thing, however far apart
    for fellow in _fellows(index, text):
        for source, places in _places(text.figures[fellow], supports):
            if any(_is_near(support, source, place) for support in supports for place in places):
                continue
            for place in places:
                other = _counterpart(index, text, supports, source, place)
                if other is not None:
                    reason = (
                        f"The source sets {source.figures[other].text} beside "
                        f"{source.figures[place].text}; {supports[0].figure.text} is said of "
                        "something else."
                    )
                    return give_to(figure, _nearest(supports, source), other, reason)
    return None


def _is_row(support: Support) -> bool:
    """Is our value a cell, or in a line of no more words than figures?"""
    source, role = support.source, support.role
    inside = source.indexes_by_sentence[role.sentence]
    return len(role.words) <= len(inside) or find_cell(source, support.at) is not None


def _fellows(index: int, text: Source) -> Iterator[int]:
    """The figures of the sort that the sentence sets beside ours."""
    figure = text.figures[index]
    for at in (index - 1, index + 1, index - 2, index + 2):
        if (
            not 0 <= at < len(text.figures)
            or text.sentence_numbers[at] != text.sentence_numbers[index]
        ):
            continue
        other = text.figures[at]
        if other.is_range or other.values == figure.values or not is_alike(other, figure):
            continue
        first, second = sorted((figure.span, other.span), key=lambda span: span.start)
        if _LINK.fullmatch(shade_once(text).low, first.end, second.start):
            yield at


def _places(
    fellow: Figure, supports: Sequence[Support]
) -> Iterator[tuple[Source, tuple[int, ...]]]:
    """Where each source prints the fellow's value."""
    for source in {support.source.id: support.source for support in supports}.values():
        found = find_related(fellow, source)
        yield source, tuple(
            at for at, relation in found
            if relation.strength > Strength.DERIVED and source.figures[at].kind is fellow.kind
        )  # fmt: skip


def _is_near(support: Support, source: Source, place: int) -> bool:
    apart = support.role.sentence - source.sentence_numbers[place]
    return support.source is source and abs(apart) <= _NEAR


def _counterpart(
    index: int, text: Source, supports: Sequence[Support], source: Source, place: int
) -> int | None:
    """The value that the source may set beside the fellow; none if our place has more of our words.

    Nor where it has a word beside our figure that the fellow's has not: `and 62% in season 2`. A
    value that the text tells as well is no counterpart of ours.
    """
    said = text.roles[index].words - PEOPLE
    theirs = source.roles[place].words
    beside = text.roles[index].near - PEOPLE - theirs
    here = max(len(said & support.role.words) for support in supports)
    if len(said & theirs) < here or any(beside & support.role.words for support in supports):
        return None
    told = {figure.values for figure in text.figures}
    inside = source.indexes_by_sentence[source.sentence_numbers[place]]
    fellow = source.figures[place]
    return next(
        (
            at for at in inside
            if at != place and is_alike(source.figures[at], fellow)
            and not source.figures[at].is_range and source.figures[at].values not in told
        ),
        None,
    )  # fmt: skip


def _nearest(supports: Sequence[Support], source: Source) -> Support:
    """A place of the source that the counterpart stands in."""
    return next((s for s in supports if s.source is source), supports[0])
