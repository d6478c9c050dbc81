"""Does a figure that no label has follow from labelled ones? In: a figure, labels. Out: yes or no.

The ways are few and closed: a difference, a sum, a change in percent, a ratio of two facts of one
measure, what is left of a whole, and what is left of 100%. A number that some pair happens to give
is not worked out: the sentence must name the measure of the pair, and print both its values or say
that it compares or counts what is left.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import permutations
from typing import NamedTuple

from evals.truth_roles import read_words
from evals.truth_values import family
from schemas.figure import Figure, Kind
from schemas.golden import GoldenFact, GoldenFigure

COMPARED = re.compile(
    r"\b(?:differ\w*|gap|margin|apart|spread|times (?:as|the)|(?:rose|fell|grew|up|down|change\w*|"
    r"increase\w*|decrease\w*|gain\w*|drop\w*|more|fewer|less|higher|lower) (?:by|than)?)",
    re.IGNORECASE,
)
"""Words that tell a figure as worked out from two others, which need not be printed beside it."""
LEFT = re.compile(r"\b(?:rest|other|others|remain\w*|left|without|did not|had not|not)\b", re.I)
"""Words that tell a figure as what is left of a whole."""
POOLED = re.compile(
    r"\b(?:together|both|combined|in all|in total|total|overall|altogether)\b", re.I
)
"""Words that tell two groups as one."""

_Valued = tuple[GoldenFact, Decimal]


class Setting(NamedTuple):
    """Where a figure stands: its sentence, and every value printed there or just before."""

    sentence: str
    printed: frozenset[Decimal]


def is_worked(
    figure: Figure,
    setting: Setting,
    labels: Sequence[GoldenFigure],
    facts: Mapping[str, GoldenFact],
) -> bool:
    """Does the figure follow from two labelled facts of one measure that its sentence names?"""
    if figure.kind is Kind.PROPORTION and len(figure.values) != 1:
        return _is_pooled(figure, setting.sentence, facts) or _is_joined(
            figure, setting.sentence, labels, facts
        )
    if len(figure.values) == 2:
        kinds = {family(figure.kind)}
        single = {
            abs(Decimal(label.values[0]))
            for label in labels
            if len(label.values) == 1 and family(label.kind) in kinds
        }
        listed = not figure.is_range or " and " in figure.text
        return listed and single.issuperset(map(abs, figure.values))
    if len(figure.values) != 1:
        return False
    told = abs(figure.values[0])
    near = figure.step / 2 if not figure.approximate else max(figure.step / 2, told / 20)
    return any(abs(value - told) <= near for value in _results(figure, setting, labels, facts))


def _results(
    figure: Figure,
    setting: Setting,
    labels: Sequence[GoldenFigure],
    facts: Mapping[str, GoldenFact],
) -> Iterator[Decimal]:
    """Every value that the closed list gives for a figure of this sort."""
    kind = family(figure.kind)
    compared = bool(COMPARED.search(setting.sentence))
    for group in _groups(labels, facts, read_words(setting.sentence)).values():
        for (one, a), (other, b) in permutations(group, 2):
            if one.id == other.id:
                continue
            if {abs(a), abs(b)} <= setting.printed or (compared and kind == "pp"):
                yield from _pair(kind, group_unit(one, labels), a, b)
    if LEFT.search(setting.sentence):
        yield from _left(kind, facts)


def _pair(kind: str, unit: str, a: Decimal, b: Decimal) -> Iterator[Decimal]:
    """What two values give: their difference and sum, the change in percent, the ratio."""
    if kind == "pp" and unit == "%":
        yield abs(a - b)
    elif kind == unit:
        yield abs(a - b)
        yield abs(a + b)
    if kind == "%" and b:
        yield 100 * abs(a - b) / abs(b)
        yield 100 * abs(a / b)
    if kind == "multiple" and b:
        yield abs(a / b)


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
            groups.setdefault(key, []).append((fact, Decimal(label.values[0])))
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


def _is_pooled(figure: Figure, sentence: str, facts: Mapping[str, GoldenFact]) -> bool:
    """`8 of 58` where two arms have 7 of 38 and 1 of 20 of one measure; or what is left of one."""
    if figure.part is None or figure.whole is None:
        return False
    pairs = [
        (fact.measure, Decimal(fact.n), Decimal(fact.N))
        for fact in facts.values()
        if fact.n and fact.N
    ]
    told = figure.part, figure.whole
    left = any((whole - n, whole) == told for _, n, whole in pairs)
    if left and LEFT.search(sentence):
        return True
    return bool(POOLED.search(sentence)) and any(
        (a + c, b + d) == told
        for (one, a, b), (other, c, d) in permutations(pairs, 2)
        if one == other
    )
