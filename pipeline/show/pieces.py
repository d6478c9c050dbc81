"""A text and marked spans in, its pieces out, so that marks may overlap and nothing is lost."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from schemas.text import Span


class Piece(NamedTuple):
    """A stretch of text and the marks that lie on all of it."""

    span: Span
    marks: tuple[int, ...]
    """Indexes into the spans that were given, in their order."""


def cut_pieces(within: Span, spans: Sequence[Span]) -> tuple[Piece, ...]:
    """All of `within` in reading order, cut wherever a span begins or ends.

    Example: 0:4 with spans 1:3 and 2:4 gives 0:1 (), 1:2 (0), 2:3 (0, 1), 3:4 (1).
    """
    edges = {within.start, within.end}
    starts: dict[int, list[int]] = {}
    for index, span in enumerate(spans):
        start, end = max(span.start, within.start), min(span.end, within.end)
        if start < end:
            edges |= {start, end}
            starts.setdefault(start, []).append(index)
    cuts = sorted(edges)
    pieces: list[Piece] = []
    active: list[int] = []
    for start, end in pairwise(cuts):
        active = [i for i in active if spans[i].end > start] + starts.get(start, [])
        pieces.append(Piece(Span(start=start, end=end), tuple(sorted(active))))
    return tuple(pieces)
