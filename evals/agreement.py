"""How far two labellers agree who did not see each other's work. In: labels twice; out: numbers.

Spans are compared by pairwise F1 (there are no true negatives: nobody labels what is no figure),
once to the character and once by overlap. What a figure is said to be is compared over the figures
both have, by Krippendorff's alpha. Documents are the sample, so intervals draw documents again.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple, TypeVar

from evals.alpha import Alpha, Answers, measure_alpha
from evals.intervals import Interval, bootstrap
from schemas.errors import GoldenError
from schemas.golden import GoldenFact, GoldenFigure, Labels, Mark
from schemas.source import Status

MOST = Decimal("0.5")
"""Of the words of two descriptions, the share in common from which they say the same."""


M = TypeVar("M", bound=Mark)


class Twice(NamedTuple):
    """One article's labels by two labellers."""

    article: str
    first: Labels
    second: Labels


class F1(NamedTuple):
    """Pairwise F1: twice the common ones by all that either has."""

    common: int
    first: int
    second: int
    interval: Interval | None

    @property
    def value(self) -> Decimal | None:
        """From 0 to 1; `None` where neither has any."""
        return _f1((self.common, self.first, self.second))


class SpanRow(NamedTuple):
    """How far the two mark the same places."""

    name: str
    exact: F1
    overlap: F1


class RoleRow(NamedTuple):
    """How far the two say the same of a figure that both have marked."""

    name: str
    alpha: Alpha
    close: Decimal | None
    """Where the answers are descriptions: the share with most of their words in common."""


class Agreement(NamedTuple):
    """All that is measured of labels made twice."""

    articles: tuple[str, ...]
    spans: tuple[SpanRow, ...]
    facts: F1
    """Of pairs of mentions: are they of one fact?"""
    roles: tuple[RoleRow, ...]


Pair = tuple[tuple[GoldenFigure, GoldenFact], tuple[GoldenFigure, GoldenFact]]
Role = Callable[[GoldenFigure, GoldenFact], str]

CLOSED: tuple[tuple[str, Role], ...] = (
    ("kind", lambda figure, _: figure.kind),
    ("value", lambda figure, _: " ".join(_plain(value) for value in figure.values)),
    ("unit", lambda figure, _: figure.unit.lower()),
    ("date", lambda figure, _: f"{figure.first} {figure.last}"),
    ("hedge", lambda figure, _: figure.hedge.lower()),
    ("bound", lambda figure, _: figure.bound),
    ("approximate", lambda figure, _: str(figure.approximate)),
    ("range", lambda figure, _: str(figure.is_range)),
    ("status", lambda _, fact: fact.status.name.lower()),
    ("status, as scored", lambda _, fact: _surety(fact.status)),
    ("grade", lambda _, fact: fact.grade.lower()),
    ("n", lambda _, fact: fact.n),
    ("N", lambda _, fact: fact.N),
)
"""What is chosen from a list, or copied from the article."""

_WORDED: tuple[tuple[str, Role], ...] = (
    ("measure", lambda _, fact: fact.measure.lower()),
    ("population", lambda _, fact: fact.population.lower()),
    ("arm", lambda _, fact: fact.arm.lower()),
    ("comparator", lambda _, fact: fact.comparator.lower()),
    ("product", lambda _, fact: fact.product.lower()),
    ("company", lambda _, fact: fact.company.lower()),
    ("cut", lambda _, fact: fact.cut.lower()),
    ("time", lambda _, fact: fact.time.lower()),
)
"""What each labeller describes in words of his own."""

_MARKS: tuple[tuple[str, Callable[[Labels], Sequence[Mark]]], ...] = (
    ("figures", lambda labels: labels.figures),
    ("identifiers", lambda labels: labels.identifiers),
    ("boilerplate", lambda labels: labels.boilerplate),
    ("opinion", lambda labels: labels.opinion),
)


def measure_agreement(twice: Sequence[Twice]) -> Agreement:
    """Agreement on places, on which mentions are one fact, and on what figures are.

    Raises `GoldenError` where nothing was labelled twice: that is no agreement.
    """
    if not twice:
        raise GoldenError("agreement: no article is labelled twice; put labels at second/<id>.json")
    pairs = [tuple(pair_labels(two)) for two in twice]
    closed = [RoleRow(name, measure_alpha(_answers(pairs, role)), None) for name, role in CLOSED]
    worded = [
        RoleRow(name, measure_alpha(answers), _close(answers))
        for name, role in _WORDED
        for answers in [_answers(pairs, role)]
    ]
    return Agreement(
        articles=tuple(two.article for two in twice),
        spans=tuple(_span_row(name, marks, twice) for name, marks in _MARKS),
        facts=_measure_f1([_links(each) for each in pairs]),
        roles=(*closed, *worded),
    )


def pair_labels(two: Twice) -> Iterator[Pair]:
    """Each figure of the first beside the one of the second that overlaps it most."""
    first = {fact.id: fact for fact in two.first.facts}
    second = {fact.id: fact for fact in two.second.facts}
    for one, other in pair_marks(two.first.figures, two.second.figures):
        yield (one, first[one.fact]), (other, second[other.fact])


def pair_marks(first: Sequence[M], second: Sequence[M]) -> list[tuple[M, M]]:
    """Marks that overlap, one to one, the longest overlap first; in reading order."""
    shared = sorted(
        (-(min(a.end, b.end) - max(a.start, b.start)), a.start, b.start, i, j)
        for i, a in enumerate(first)
        for j, b in enumerate(second)
        if a.span.overlaps(b.span)
    )
    ones: set[int] = set()
    others: set[int] = set()
    pairs = []
    for *_, i, j in shared:
        if i not in ones and j not in others:
            ones.add(i)
            others.add(j)
            pairs.append((first[i], second[j]))
    return sorted(pairs, key=lambda pair: pair[0].start)


def _span_row(
    name: str, marks: Callable[[Labels], Sequence[Mark]], twice: Sequence[Twice]
) -> SpanRow:
    exact, overlap = [], []
    for two in twice:
        first, second = marks(two.first), marks(two.second)
        sizes = (len(first), len(second))
        same = {(m.start, m.end) for m in first} & {(m.start, m.end) for m in second}
        exact.append((len(same), *sizes))
        overlap.append((len(pair_marks(first, second)), *sizes))
    return SpanRow(name, _measure_f1(exact), _measure_f1(overlap))


def _measure_f1(documents: Sequence[tuple[int, int, int]]) -> F1:
    common, first, second = (sum(column) for column in zip(*documents, strict=True))
    return F1(common, first, second, bootstrap(documents, _f1))


def _f1(counts: tuple[int, ...]) -> Decimal | None:
    common, first, second = counts
    return Decimal(2 * common) / Decimal(first + second) if first + second else None


def _links(pairs: Sequence[Pair]) -> tuple[int, int, int]:
    """Pairs of common mentions that both, the first, and the second hold to be one fact."""
    common = first = second = 0
    for ((_, one), (_, two)), ((_, three), (_, four)) in combinations(pairs, 2):
        linked = (one.id == three.id, two.id == four.id)
        common += all(linked)
        first, second = first + linked[0], second + linked[1]
    return common, first, second


def _answers(pairs: Iterable[Sequence[Pair]], role: Role) -> list[Answers]:
    return [[(role(*one), role(*other)) for one, other in document] for document in pairs]


def _close(documents: Sequence[Answers]) -> Decimal | None:
    """The share of pairs of descriptions that have most of the shorter one's words in common."""
    near = [_is_close(*pair) for answers in documents for pair in answers if any(pair)]
    return Decimal(sum(near)) / Decimal(len(near)) if near else None


def _is_close(one: str, other: str) -> bool:
    words, more = set(one.split()), set(other.split())
    return len(words & more) >= MOST * min(len(words), len(more)) if words and more else False


def _surety(status: Status) -> str:
    """A status as `evals.tuples` scores it: what a company says of itself is reported, too."""
    return (Status.REPORTED if status is Status.COMPANY else status).name.lower()


def _plain(value: str) -> str:
    """A value without idle zeros, so that `46.0` and `46` are one answer."""
    return format(Decimal(value).normalize(), "f")
