"""Is a value told with the partner that the source gives another value of the same sentence?

`a 41% premium to the close of $1.32 and a 58% premium to the average of $1.18`: whoever tells 58%
of $1.32 has exchanged partners. In: a checked figure and the places that print its value; out: a
finding, where the source's sentence is a list of like pairs and the text's pair is none of them.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.figures.glyphs import shade_once
from pipeline.figures.support import Support, give_to
from schemas.figure import Figure, Kind
from schemas.source import Source
from schemas.verdict import FigureCheck

_PAIRED = frozenset({Kind.PERCENT, Kind.MONEY, Kind.COUNT, Kind.NUMBER, Kind.QUANTITY,
                     Kind.DURATION})  # fmt: skip
_RATES = frozenset({Kind.PERCENT, Kind.MONEY})
"""Kinds of which one of a pair must be, and is accused: of a sum and its percentage, the latter."""
_PARTED = re.compile(
    r"[,;:()]|\b(?:and|or|but|while|whereas|than|against|versus|vs|from|compared|which|who|over)\b"
)


def find_other_partner(index: int, text: Source, supports: Sequence[Support]) -> FigureCheck | None:
    """The finding where the source pairs what stands beside figure `index` with another value."""
    if len(supports) != 1 or text.figures[index].kind not in _RATES:
        return None
    support, figure = supports[0], text.figures[index]
    mine = _partner(support.source, support.at)
    if mine is None:
        return None
    for beside in (_next(text, index, -1), _next(text, index, 1)):
        if not _is_pair(text, index, beside):
            continue
        other = text.figures[beside]
        if other.kind is not Kind.PERCENT and _is_alike(other, support.source.figures[mine]):
            for its, held in _pairs(support, mine, is_behind=mine > support.at):
                if _is_same(other, support.source.figures[its]):
                    reason = (
                        f"In the source {support.source.figures[held].text} goes with "
                        f"{other.text}, and {figure.text} with "
                        f"{support.source.figures[mine].text}."
                    )
                    return give_to(figure, support, held, reason)
    return None


def _partner(source: Source, at: int) -> int | None:
    """The one figure that stands with this one, unparted; not where there is one on each side."""
    found = [i for i in (_next(source, at, -1), _next(source, at, 1)) if _is_pair(source, at, i)]
    return found[0] if len(found) == 1 else None


def _next(source: Source, at: int, step: int) -> int:
    """The figure before or behind, past such as `three-month`, which are part of a name."""
    at += step
    while 0 <= at < len(source.figures) and "-" in source.figures[at].text:
        at += step
    return at


def _is_pair(source: Source, one: int, two: int) -> bool:
    if not 0 <= two < len(source.figures):
        return False
    a, b = source.figures[one], source.figures[two]
    if a.kind is b.kind or not {a.kind, b.kind} <= _PAIRED or not {a.kind, b.kind} & _RATES:
        return False
    if source.sentence_numbers[one] != source.sentence_numbers[two]:
        return False
    first, second = sorted((a.span, b.span), key=lambda s: s.start)
    return _PARTED.search(shade_once(source).low, first.end, second.start) is None


def _pairs(support: Support, mine: int, *, is_behind: bool) -> Iterator[tuple[int, int]]:
    """The other pairs of the sentence that are like ours: each partner and its value."""
    source = support.source
    for held in source.indexes_by_sentence[support.role.sentence]:
        its = _next(source, held, 1 if is_behind else -1)
        if held in (support.at, mine) or _partner(source, held) != its:
            continue
        one, other = source.figures[its], source.figures[mine]
        alike = _is_alike(source.figures[held], support.figure) and _is_alike(one, other)
        if alike and not _is_same(one, other):
            yield its, held


def _is_alike(one: Figure, two: Figure) -> bool:
    return one.kind is two.kind and one.unit == two.unit


def _is_same(one: Figure, two: Figure) -> bool:
    return one.values == two.values
