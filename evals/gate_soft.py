"""Did the rates fall? In: pairs of cases, the declared family; out: exact tests, what they see.

Documents are what is counted: stories and repeats of one fall together. What a document lost is a
whole number: good things missing that were there, bad things there that were not. The test is the
sign-flip test, exact; Holm's correction is over the declared family and nothing else.
"""

import random
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache, reduce
from operator import add

from evals.compare_pairs import Pair
from evals.counts import NOTHING
from evals.gate_rules import GateRules, by_name
from evals.intervals import ROUNDS, SEED
from evals.measures import Better, Measure
from evals.paired import detectable, holm, least_discordant, sign_flip_test
from schemas.gate import SoftTest

Losses = Mapping[str, Mapping[str, int]]
"""By measure, then by document; a document with nothing to count is not there."""


def find_losses(pairs: Sequence[Pair], rules: GateRules) -> Losses:
    """What each document lost in each measure of the family."""
    known = by_name()
    groups: dict[str, list[Pair]] = {}
    for pair in pairs:
        groups.setdefault(pair.base.document, []).append(pair)
    losses: dict[str, dict[str, int]] = {}
    for declared in rules.measure:
        found = {name: _loss(group, known[declared.name]) for name, group in groups.items()}
        losses[declared.name] = {name: loss for name, loss in found.items() if loss is not None}
    return losses


def _loss(pairs: Sequence[Pair], measure: Measure) -> int | None:
    """Missing good things, or bad things, on the new side less those of the base."""
    base = reduce(add, (measure.share(pair.base) for pair in pairs), NOTHING)
    new = reduce(add, (measure.share(pair.new) for pair in pairs), NOTHING)
    if not base.of and not new.of:
        return None
    if measure.better is Better.LOWER:
        return new.hits - base.hits
    return (new.of - new.hits) - (base.of - base.hits)


def find_worse(losses: Losses, rules: GateRules) -> frozenset[str]:
    """The measures that got worse beyond chance, all of the family asked at once."""
    return holm(
        {name: sign_flip_test(tuple(table.values())) for name, table in losses.items()}, rules.level
    )


def weigh_family(pairs: Sequence[Pair], rules: GateRules) -> tuple[SoftTest, ...]:
    """Each measure of the family with its test and with what the test could have seen."""
    losses, known = find_losses(pairs, rules), by_name()
    worse = find_worse(losses, rules)
    fewest = least_discordant(rules.strictest)
    tests = []
    for name, table in losses.items():
        each = tuple(table.values())
        low, high = draw_again(each)
        tests.append(
            SoftTest(
                measure=name,
                title=known[name].title,
                documents=len(each),
                worse=sum(loss > 0 for loss in each),
                better=sum(loss < 0 for loss in each),
                loss=sum(each),
                low=low,
                high=high,
                p=_decimal(sign_flip_test(each)),
                reachable=len(each) >= fewest,
                fewest=fewest,
                detectable=_detectable(len(each), rules.better, rules.strictest),
                blocks=name in worse,
            )
        )
    return tuple(tests)


@cache
def _detectable(documents: int, better: Fraction, level: Fraction) -> Decimal | None:
    found = detectable(documents, better, level)
    return None if found is None else _decimal(found)


def draw_again(losses: Sequence[int]) -> tuple[int, int]:
    """The middle 95% of the summed loss when whole documents are drawn again and again."""
    if not any(losses):
        return 0, 0
    draw = random.Random(SEED)
    sums = sorted(sum(draw.choices(losses, k=len(losses))) for _ in range(ROUNDS))
    return sums[ROUNDS * 25 // 1000], sums[ROUNDS * 975 // 1000 - 1]


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
