"""Which figures of a sentence are one series: alike, at one depth of brackets, side by side.

In: a sentence and its figures. Out: chains of their indexes, and which stands behind which.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.figures import word_lists
from pipeline.figures.series_phrases import JOIN, flat
from schemas.figure import Figure, Kind
from schemas.text import Span


def blot(low: str, span: Span, figures: Sequence[Figure], *, keeps_dates: bool = True) -> str:
    """The sentence with its figures blotted out by `#`, of the same length; dates stay words.

    `$12 million in the first quarter` is told from the second by the date's own words.
    """
    text = low[span.start : span.end]
    for figure in figures:
        is_name = figure.kind is Kind.DATE and keeps_dates
        if not is_name and not _is_name(low, figure):
            a, b = figure.span.start - span.start, figure.span.end - span.start
            text = text[:a] + "#" * (b - a) + text[b:]
    return text


DOSES = frozenset(word_lists.words("units", "doses"))
"""Units of what is given to a group, and so names it."""


def _is_name(low: str, figure: Figure) -> bool:
    """`three-step`, `on 6 mg`, `every two weeks`: what tells one group from another."""
    is_dose = (
        figure.unit in DOSES
        and "dose" not in low[max(0, figure.span.start - 40) : figure.span.start]
    )
    is_rhythm = figure.kind is Kind.DURATION and low.endswith("every ", 0, figure.span.start)
    return is_dose or is_rhythm or low.startswith("-", figure.span.end)


class Place(NamedTuple):
    """Where a figure stands in its sentence, how deep in brackets, and where those open."""

    start: int
    end: int
    depth: int
    bracket: int


def find_places(blank: str, span: Span, figures: Sequence[Figure]) -> list[Place]:
    """Where each figure stands; `blank` is the sentence with its figures blotted out."""
    places = []
    for figure in figures:
        start, end = figure.span.start - span.start, figure.span.end - span.start
        opened: list[int] = []
        for m in re.finditer(r"[()\[\]]", blank[:start]):
            if m[0] in "([":
                opened.append(m.start())
            elif opened:
                opened.pop()
        places.append(Place(start, end, len(opened), opened[-1] if opened else -1))
    return places


_LIKE = {
    Kind.COUNT: Kind.NUMBER,
    Kind.QUANTITY: Kind.NUMBER,
    Kind.SCORE: Kind.NUMBER,
    Kind.NONE: Kind.NUMBER,
    Kind.POINTS: Kind.PERCENT,
    Kind.PROPORTION: Kind.PERCENT,
}
"""Kinds that may stand in one series."""


def _like(figure: Figure) -> Kind:
    return _LIKE.get(figure.kind, figure.kind)


def find_host(
    blank: str, places: Sequence[Place], figures: Sequence[Figure], index: int
) -> int | None:
    """The figure before that a figure in brackets goes with: `552 patients (11.6%)`."""
    mine = places[index]
    if index and not blank[places[index - 1].end : mine.start].strip():
        return index - 1
    if index and _RANGE.search(blank[: mine.start]):
        return index - 1
    kind = _like(figures[index])
    like = [
        i for i, p in enumerate(places) if p.bracket == mine.bracket and _like(figures[i]) is kind
    ]
    for host in range(index - 1, -1, -1):
        if places[host].depth < mine.depth and places[host].end <= mine.bracket:
            between = blank[places[host].end : mine.bracket]
            return host if like == [index] and not JOIN.search(between) else None
    return None


_RANGE = re.compile(r"\b(?:between|from) (?:[a-z]+ )?#+ (?:and|to) $")
"""`between 3 and 5` is one range, however it is cut."""
_MARK = re.compile(
    r"(?P<mark>\bn ?=|±|\+/-|p ?[=<>]|/|(?<=[#)\]]) *(?:to|of(?: the)?)"
    r"|\b(?:day|week|month|year|hour|dose|level|cycle|visit|paragraph|page|age|aged)) *$"
)
"""What stands before a value that is another sort of value than its neighbours."""


def _is_aside(figure: Figure, figures: Sequence[Figure]) -> bool:
    """`given three doses`: a small count in words of what nothing else in the sentence counts."""
    alone = [f for f in figures if f.unit == figure.unit] == [figure]
    return figure.kind is Kind.COUNT and figure.is_words and bool(figure.unit) and alone


def _is_point(figure: Figure, figures: Sequence[Figure]) -> bool:
    """Is it one of several that print `points`? No count of people stands in a row with those."""
    return figure.unit == "point" and sum(f.unit == "point" for f in figures) > 1


def find_chains(
    blank: str, places: Sequence[Place], figures: Sequence[Figure], hosts: Sequence[int | None]
) -> Iterator[list[int]]:
    """Figures of one sort at one depth of brackets, at least two."""
    chains: dict[tuple[object, ...], list[int]] = {}
    for index, (figure, place) in enumerate(zip(figures, places, strict=True)):
        if hosts[index] is not None:
            continue
        m = _MARK.search(flat(blank[: place.start]).rstrip() + " ")
        mark = m["mark"].strip() if m else ""
        is_apart = figure.kind is Kind.MONEY or _is_aside(figure, figures)
        unit = figure.unit if is_apart or _is_point(figure, figures) else ""
        size = 1 if figure.kind is Kind.PROPORTION else len(figure.values)
        key = (_like(figure), size, unit, place.depth, mark)
        chains.setdefault(key, []).append(index)
    return (c for c in chains.values() if len(c) > 1)
