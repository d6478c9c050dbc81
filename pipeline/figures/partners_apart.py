"""Is a value told with an age, time, cut or number that another sentence gives another value?

`At 5.8 months 44% had responded; … at 9.1 months it was 37%`: whoever tells 44% at 9.1 months has
crossed the two sentences. In: a checked figure and the places that print its value; out: a finding,
where each of two statements of one measure has a partner and the text pairs them crosswise.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.figures.glyphs import shade_once
from pipeline.figures.headed import find_cell, headed_role
from pipeline.figures.related import find_related
from pipeline.figures.relation import Strength
from pipeline.figures.support import Support, give_to
from schemas.figure import Figure, Kind
from schemas.source import Source
from schemas.text import Span
from schemas.verdict import FigureCheck

_TOLD = frozenset({Kind.PERCENT, Kind.PROPORTION, Kind.DURATION, Kind.MONEY, Kind.COUNT,
                   Kind.QUANTITY, Kind.NUMBER, Kind.RATIO})  # fmt: skip
_PARTNERS = frozenset({Kind.AGE, Kind.DURATION, Kind.DATE, Kind.COUNT, Kind.QUANTITY})
_PARTED = re.compile(
    r"[;:]|\. |,(?! (?:at|in|after|among|by|over|on|of)\b)"
    r"|\b(?:and|or|but|while|whereas|than|against|versus|vs|compared|from|to)\b"
)
"""What stands between two figures that are not said together."""
_LEADS = re.compile(r"(?:^|[.:;,] )(?:among|in|at|after|for|by) (?:[\w'-]+ ){0,5}\Z")
"""`Among adults of 18 to 49, …`: what leads a clause, parted from it by a comma."""


def find_partner_apart(index: int, text: Source, supports: Sequence[Support]) -> FigureCheck | None:
    """The finding where the partner of figure `index` is the partner of another value instead."""
    figure = text.figures[index]
    if figure.kind not in _TOLD or not supports:
        return None
    for beside in _beside(text, index):
        partner = text.figures[beside]
        for support in sorted(supports, key=lambda s: _is_unlike(figure, s.figure)):
            held = _held(partner, figure, support, supports)
            if held is not None:
                other = support.source.figures[held]
                reason = (
                    f"In the source {other.text} goes with {partner.text}, "
                    f"and {support.figure.text} does not."
                )
                return give_to(figure, support, held, reason)
    return None


def _is_unlike(figure: Figure, other: Figure) -> bool:
    """Is one an n/N and the other not?"""
    return (figure.kind is Kind.PROPORTION) is not (other.kind is Kind.PROPORTION)


def _beside(text: Source, index: int) -> Iterator[int]:
    """The figures right before and behind that say when, of what age or of how many."""
    number = text.sentence_numbers[index]
    low = shade_once(text).low
    for other in (index - 1, index + 1):
        if not 0 <= other < len(text.figures) or text.sentence_numbers[other] != number:
            continue
        one, two = sorted((text.figures[index].span, text.figures[other].span), key=_start)
        partner = text.figures[other]
        if partner.kind in _PARTNERS and partner.kind is not text.figures[index].kind:
            taken = _is_said_together(text, other, 2 * other - index, text.figures[index].kind)
            leads = other < index and _LEADS.search(low[max(0, one.start - 60) : one.start])
            between = low[one.end : two.start]
            if not taken and not _PARTED.search(
                between.replace(", ", " ", 1) if leads else between
            ):
                yield other


def _is_said_together(text: Source, one: int, two: int, kind: Kind) -> bool:
    """Does a figure of this kind stand on the partner's other side, so that it may be its own?"""
    if not 0 <= two < len(text.figures) or text.figures[two].kind is not kind:
        return False
    if text.sentence_numbers[one] != text.sentence_numbers[two]:
        return False
    first, second = sorted((text.figures[one].span, text.figures[two].span), key=_start)
    return not _PARTED.search(shade_once(text).low, first.end, second.start)


def _start(span: Span) -> int:
    return span.start


def _held(
    partner: Figure, figure: Figure, support: Support, supports: Sequence[Support]
) -> int | None:
    """The one value of our measure that stands with the partner, where ours stands with another."""
    source = support.source
    ours = {s.role.sentence for s in supports if s.source is source}
    places = [
        place
        for place, relation in find_related(partner, source)
        if relation.strength > Strength.DERIVED and _is_kin(source.figures[place], partner)
    ]
    if not places or any(source.sentence_numbers[place] in ours for place in places):
        return None
    if not any(_has_like(source, number, partner) for number in ours):
        return None
    rivals = [
        i
        for place in places
        for i in source.indexes_by_sentence[source.sentence_numbers[place]]
        if _is_rival(source, i, support)
    ]
    column = _column(source, support.at)
    alike = [i for i in rivals if _column(source, i) == column]
    return next(iter(alike or rivals), None)


def _column(source: Source, at: int) -> int:
    """Which column of a table a figure stands in; -1 in prose."""
    found = find_cell(source, at)
    return found[1].column if found else -1


def _is_kin(one: Figure, two: Figure) -> bool:
    """Of one kind, where years in the row of a table are ages as well."""
    return one.kind is two.kind or {one.kind, two.kind} == {Kind.AGE, Kind.DURATION}


def _has_like(source: Source, number: int, partner: Figure) -> bool:
    """Does a sentence print another figure of the partner's kind and unit?"""
    inside = (source.figures[i] for i in source.indexes_by_sentence[number])
    return any(
        _is_kin(f, partner) and f.unit == partner.unit and f.values != partner.values
        for f in inside
    )


def _is_rival(source: Source, at: int, support: Support) -> bool:
    """Another value of the same kind, unit and measure."""
    other, mine = source.figures[at], support.figure
    if other.kind is not mine.kind or other.unit != mine.unit or other.values == mine.values:
        return False
    its, ours = headed_role(source, at), headed_role(source, support.at)
    if its.measure != ours.measure:
        return False
    follows = abs(source.sentence_numbers[at] - support.role.sentence) == 1
    return bool(its.measure) or follows or len(its.near & ours.near) > 1
