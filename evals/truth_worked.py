"""Does a figure that no label has follow from labelled ones? In: a figure, labels. Out: yes or no.

The ways are few and closed: a difference, a sum, a change in percent, a ratio of two facts of one
measure, what is left of a whole, and what is left of 100%. A number that some pair happens to give
is not worked out: the sentence must name the measure of the pair.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import permutations

from evals.truth_roles import read_words
from evals.truth_values import family
from schemas.figure import Figure, Kind
from schemas.golden import GoldenFact, GoldenFigure

_Valued = tuple[GoldenFact, Decimal]


def is_worked(
    figure: Figure,
    sentence: str,
    labels: Sequence[GoldenFigure],
    facts: Mapping[str, GoldenFact],
) -> bool:
    """Does the figure follow from two labelled facts of one measure that its sentence names?"""
    if len(figure.values) == 2 and not figure.is_range and figure.kind is not Kind.PROPORTION:
        single = {abs(Decimal(label.values[0])) for label in labels if len(label.values) == 1}
        return single.issuperset(map(abs, figure.values))
    if len(figure.values) != 1:
        return figure.kind is Kind.PROPORTION and (
            _is_pooled(figure, facts) or _is_joined(figure, sentence, labels, facts)
        )
    said = read_words(sentence)
    told = abs(figure.values[0])
    near = figure.step / 2 if not figure.approximate else max(figure.step / 2, told / 20)
    return any(abs(value - told) <= near for value in _results(figure, labels, facts, said))


def _results(
    figure: Figure,
    labels: Sequence[GoldenFigure],
    facts: Mapping[str, GoldenFact],
    said: frozenset[str],
) -> Iterator[Decimal]:
    """Every value that the closed list gives for a figure of this sort."""
    kind = family(figure.kind)
    for group in _groups(labels, facts, said).values():
        for (one, a), (other, b) in permutations(group, 2):
            if one.id == other.id:
                continue
            unit = group_unit(one, labels)
            if kind == "pp" and unit == "%":
                yield abs(a - b)
            elif kind == unit:
                yield abs(a - b)
                yield a + b
            if kind == "%" and b:
                yield 100 * abs(a - b) / b
                yield 100 * a / b
            if kind == "multiple" and b:
                yield a / b
    yield from _left(kind, facts)


def group_unit(fact: GoldenFact, labels: Sequence[GoldenFigure]) -> str:
    """The sort of a fact's first figure."""
    return next((family(label.kind) for label in labels if label.fact == fact.id), "")


def _groups(
    labels: Sequence[GoldenFigure], facts: Mapping[str, GoldenFact], said: frozenset[str]
) -> dict[tuple[str, str], list[_Valued]]:
    """Facts with one value each, by measure and unit, where the sentence names the measure."""
    groups: dict[tuple[str, str], list[_Valued]] = {}
    for label in labels:
        fact = facts[label.fact]
        measure = read_words(fact.measure)
        if len(label.values) == 1 and measure & said:
            key = fact.measure, label.unit
            groups.setdefault(key, []).append((fact, abs(Decimal(label.values[0]))))
    return groups


def _left(kind: str, facts: Mapping[str, GoldenFact]) -> Iterator[Decimal]:
    """What is left: N without n, 100% without a share."""
    for fact in facts.values():
        if fact.n and fact.N:
            n, whole = Decimal(fact.n), Decimal(fact.N)
            if kind == "number":
                yield whole - n
            elif kind == "%" and whole:
                yield 100 - 100 * n / whole


def _is_joined(
    figure: Figure,
    sentence: str,
    labels: Sequence[GoldenFigure],
    facts: Mapping[str, GoldenFact],
) -> bool:
    """`25 of 42` where 25 is labelled without its whole, and 42 is labelled too."""
    said = read_words(sentence)
    values = {label.values: facts[label.fact] for label in labels}
    part, whole = values.get((str(figure.part),)), values.get((str(figure.whole),))
    return bool(part and whole and not part.N and read_words(part.measure) & said)


def _is_pooled(figure: Figure, facts: Mapping[str, GoldenFact]) -> bool:
    """`8 of 58` where two arms have 7 of 38 and 1 of 20 of one measure; or what is left of one."""
    if figure.part is None or figure.whole is None:
        return False
    pairs = [
        (fact.measure, Decimal(fact.n), Decimal(fact.N))
        for fact in facts.values()
        if fact.n and fact.N
    ]
    told = figure.part, figure.whole
    return any((whole - n, whole) == told for _, n, whole in pairs) or any(
        (a + c, b + d) == told
        for (one, a, b), (other, c, d) in permutations(pairs, 2)
        if one == other
    )
