"""What is one figure although it is read as two, or none although it is read as one.

In: a text as read, the labels of its story. Out: its figures for judging; digits that spoil one.
"""

import re
from collections.abc import Mapping, Sequence

from evals.truth_values import agrees
from schemas.eval import JudgedFigure, Truth
from schemas.figure import Figure, Kind
from schemas.golden import GoldenFact, GoldenFigure
from schemas.source import Source
from schemas.text import Span

_BETWEEN = re.compile(r"\bbetween (?:about |some )?$", re.IGNORECASE)
_GLUED = re.compile(r"(?<=\d%)[\d⁰¹²³⁴-⁹]+")
"""`51%3`: the mark of a footnote that stands where a figure ends."""


def join_ranges(
    figures: Sequence[Figure],
    text: str,
    labels: Sequence[GoldenFigure],
    facts: Mapping[str, GoldenFact],
) -> list[Figure]:
    """`between CHF 310 and CHF 325 million` as one, where a label is that range."""
    joined: list[Figure] = []
    for figure in figures:
        whole = _join(joined[-1], figure, text) if joined else None
        if whole and any(one.is_range and agrees(whole, one, facts[one.fact]) for one in labels):
            joined[-1] = whole
        else:
            joined.append(figure)
    return joined


def _join(one: Figure, other: Figure, text: str) -> Figure | None:
    """Both as one range; the first is of the other's scale where it prints none itself."""
    begin, end = one.span.start, other.span.end
    single = len(one.values) == len(other.values) == 1 and one.kind is other.kind
    if not single or one.unit != other.unit or text[one.span.end : other.span.start] != " and ":
        return None
    if not _BETWEEN.search(text[:begin]):
        return None
    low, high = one.values[0], other.values[0]
    scale = other.step / one.step if low < high / 1000 and other.step >= 1000 * one.step else 1
    return other.model_copy(
        update={
            "text": text[begin:end],
            "span": Span(start=begin, end=end),
            "values": (low * scale, high),
            "is_range": True,
        }
    )


def find_glued(read: Source) -> list[JudgedFigure]:
    """Digits right behind a percent sign: what is printed is no figure of any label."""
    return [
        JudgedFigure(
            start=found.start(),
            end=found.end(),
            text=found[0],
            kind=Kind.NUMBER,
            truth=Truth.ABSENT,
            why="Digits stand right behind the percent sign, as the mark of a footnote does.",
        )
        for found in _GLUED.finditer(read.text)
    ]
