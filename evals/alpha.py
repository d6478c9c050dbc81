"""Krippendorff's alpha of two labellers. In: pairs of answers by document; out: alpha, interval.

Alpha is 1 where they always agree, 0 where they agree as often as chance would have it, below 0
where less. Nominal: two answers are the same or not. Source: Krippendorff, Computing
Krippendorff's Alpha-Reliability, 2011. The interval draws documents again, not answers, because
one labeller's habit runs through a whole article.
"""

import random
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from evals.intervals import ROUNDS, SEED, Interval

Answers = Sequence[tuple[str, str]]
"""What the first and the second labeller said of each thing both have labelled."""


class Alpha(NamedTuple):
    """Agreement beyond chance."""

    value: Decimal | None
    """`None` where both always give one and the same answer: chance is then agreement, too."""
    interval: Interval | None
    agreed: int
    of: int


class _Document(NamedTuple):
    """One document's part of the sums."""

    units: int
    apart: int
    """Units of which the two say different things."""
    said: Counter[str]


def measure_alpha(documents: Sequence[Answers]) -> Alpha:
    """Alpha over all documents' answers, with the middle 95% when documents are drawn again."""
    counted = [_count(answers) for answers in documents if answers]
    alike = _meetings(counted)
    whole = [1] * len(counted)
    units = sum(document.units for document in counted)
    apart = sum(document.apart for document in counted)
    return Alpha(_alpha(whole, counted, alike), _interval(counted, alike), units - apart, units)


def _count(answers: Answers) -> _Document:
    said = Counter(answer for pair in answers for answer in pair)
    return _Document(len(answers), sum(one != other for one, other in answers), said)


def _meetings(documents: Sequence[_Document]) -> list[list[int]]:
    """How many pairs of answers, one of each of two documents, are the same."""
    return [
        [sum(times * b.said[answer] for answer, times in a.said.items()) for b in documents]
        for a in documents
    ]


def _alpha(
    drawn: Sequence[int], documents: Sequence[_Document], alike: Sequence[Sequence[int]]
) -> Decimal | None:
    """Alpha where each document counts as often as it was drawn.

    Observed disagreement is `apart` of `units`. Expected is the share of unlike pairs among all
    pairs of the `2 * units` answers.
    """
    kept = [(times, place) for place, times in enumerate(drawn) if times]
    units = sum(times * documents[place].units for times, place in kept)
    apart = sum(times * documents[place].apart for times, place in kept)
    same = sum(a * b * alike[i][j] for a, i in kept for b, j in kept)
    answers = 2 * units
    unlike = answers * answers - same
    if not unlike:
        return None
    return 1 - Decimal(apart * answers * (answers - 1)) / Decimal(units * unlike)


def _interval(documents: Sequence[_Document], alike: Sequence[Sequence[int]]) -> Interval | None:
    """The middle 95%; draws in which alpha has no value are left out."""
    draw, places = random.Random(SEED), range(len(documents))
    found = []
    for _ in range(ROUNDS if documents else 0):
        times = Counter(draw.choices(places, k=len(places)))
        value = _alpha([times[place] for place in places], documents, alike)
        if value is not None:
            found.append(value)
    found.sort()
    if not found:
        return None
    return Interval(found[len(found) * 25 // 1000], found[max(0, len(found) * 975 // 1000 - 1)])
