"""Is one run worse than another on the same documents? Exact tests for few documents.

In: what each document lost, new against old, as whole numbers. Out: one-sided p-values, the
smallest that could have been reached, and the smallest loss that could have been seen. Documents,
not figures, are what is counted: figures of one document fall together, and a test that counts them
singly fires in 14 to 29% of comparisons of a run with itself.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache
from math import comb

MOST_STATES = 200_000
"""Sums that the exact test may keep apart; far more than any golden set needs."""


def sign_test(worse: int, better: int) -> Fraction:
    """The chance of at least so many documents worse, were worse and better equally likely.

    Documents that did not change say nothing. Example: 5 worse and none better is 1/32.
    The same number as McNemar's exact test, one-sided. Raises ValueError for negative counts.
    """
    if worse < 0 or better < 0:
        raise ValueError(f"sign_test: counts must not be negative, got {worse} and {better}")
    return binomial_tail(worse, worse + better, Fraction(1, 2))


def binomial_tail(at_least: int, trials: int, chance: Fraction) -> Fraction:
    """The chance of `at_least` or more hits in `trials`, each with `chance`; exact."""
    miss = 1 - chance
    terms = (
        comb(trials, hits) * chance**hits * miss ** (trials - hits)
        for hits in range(max(at_least, 0), trials + 1)
    )
    return sum(terms, Fraction(0))


def sign_flip_test(losses: Sequence[int]) -> Fraction:
    """The chance of so great a sum of losses, were each document's sign a coin's throw.

    `losses` has a whole number for each document, positive where the new run is worse. Exact, by
    counting all ways to every sum. Example: [2, 1, -1] sums to 2, reached or passed in 3 of 8 ways.

    Raises ValueError where the sums are too many to be counted.
    """
    sizes = [abs(loss) for loss in losses if loss]
    if sum(sizes) > MOST_STATES:
        raise ValueError(f"sign_flip_test: losses sum to over {MOST_STATES}; give smaller units")
    ways: dict[int, int] = {0: 1}
    for size in sizes:
        grown: dict[int, int] = {}
        for total, count in ways.items():
            for moved in (total + size, total - size):
                grown[moved] = grown.get(moved, 0) + count
        ways = grown
    seen = sum(losses)
    return Fraction(sum(c for total, c in ways.items() if total >= seen), 2 ** len(sizes))


def holm(p_values: Mapping[str, Fraction], level: Fraction) -> frozenset[str]:
    """The names whose p-values stay below the level when all of them are asked at once.

    Holm 1979: the smallest is held against level/n, the next against level/(n-1), until one fails.
    """
    rejected: set[str] = set()
    ordered = sorted(p_values, key=lambda name: (p_values[name], name))
    for place, name in enumerate(ordered):
        if p_values[name] > level / (len(ordered) - place):
            break
        rejected.add(name)
    return frozenset(rejected)


def least_discordant(level: Fraction) -> int:
    """How many documents must get worse, and none better, for a test at this level to fire.

    Example: five at 5%, four at 10%, seven at 1%.
    """
    count = 0
    while sign_test(count, 0) > level:
        count += 1
    return count


def is_reachable(documents: int, level: Fraction) -> bool:
    """Could any outcome on so many documents fire a test at this level?"""
    return documents >= least_discordant(level)


def power(documents: int, worse: Fraction, better: Fraction, level: Fraction) -> Decimal:
    """The chance that the sign test fires where each document gets worse or better so often.

    Over all outcomes, to 28 digits. Raises ValueError where the two shares are over 1 together.
    """
    if worse + better > 1:
        raise ValueError(f"power: {worse} and {better} are over 1 together")
    moved = worse + better
    share = worse / moved if moved else Fraction(0)
    total = Decimal(0)
    for changed in range(least_discordant(level), documents + 1):
        fewest = _fewest(changed, level)
        fires = sum((_chance(hits, changed, share) for hits in range(fewest, changed + 1)), _NONE)
        total += _chance(changed, documents, moved) * fires
    return total


_NONE = Decimal(0)


def _chance(hits: int, trials: int, share: Fraction) -> Decimal:
    """The chance of just so many hits."""
    hit = Decimal(share.numerator) / Decimal(share.denominator)
    ways, miss = Decimal(comb(trials, hits)), 1 - hit
    return ways * (hit**hits if hits else 1) * (miss ** (trials - hits) if trials > hits else 1)


@cache
def _fewest(changed: int, level: Fraction) -> int:
    """The fewest worse of so many changed documents with which the test fires."""
    return next(w for w in range(changed + 1) if sign_test(w, changed - w) <= level)


STEPS = 200
"""The smallest detectable share is looked for in half percents."""


def detectable(
    documents: int, better: Fraction, level: Fraction, wanted: Fraction = Fraction(4, 5)
) -> Fraction | None:
    """The smallest share of documents getting worse that is seen with this power; `None` for none.

    `better` is the share that gets better meanwhile. Looked for in steps of half a percent.
    """
    if not is_reachable(documents, level):
        return None
    low, high = 1, int((1 - better) * STEPS)
    aim = Decimal(wanted.numerator) / Decimal(wanted.denominator)
    if power(documents, Fraction(high, STEPS), better, level) < aim:
        return None
    while low < high:
        middle = (low + high) // 2
        if power(documents, Fraction(middle, STEPS), better, level) >= aim:
            high = middle
        else:
            low = middle + 1
    return Fraction(low, STEPS)
