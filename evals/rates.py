"""Many measures of the same documents, one drawing for all. In: shares by document; out: rates.

The intervals are those of `evals.intervals`; only the drawing is shared, so that twenty measures of
a run cost little more than one and fall and rise on the same draws.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import reduce
from operator import add, itemgetter
from typing import TypeAlias

from evals.intervals import ROUNDS, SEED, Interval, Rate, wilson
from schemas.score import Share

FEW = 5
"""Fewer documents than this, drawn again, show too little spread to be believed."""

Pick: TypeAlias = Callable[[Sequence[int]], tuple[int, ...]]
"""One drawing: the documents' numbers in, those of the documents drawn out."""


def measure_rates(tables: Sequence[Mapping[str, Share]]) -> tuple[Rate, ...]:
    """A rate for each table of shares by document; a document with nothing counted says nothing.

    Wilson's interval where no document counts twice, and where all or nothing succeeded (then with
    documents as the sample). With fewer than five documents that nest, each counts as one trial of
    its kind, which is the widest reading. Else documents are drawn again.
    """
    names = sorted({name for table in tables for name, share in table.items() if share.of})
    picks = _draws(len(names)) if any(map(_needs_drawing, tables)) else ()
    return tuple(_rate(table, names, picks) for table in tables)


def measure_rate(documents: Mapping[str, Share]) -> Rate:
    """All documents' shares as one rate, with the interval that fits how they are nested."""
    return measure_rates([documents])[0]


def _needs_drawing(table: Mapping[str, Share]) -> bool:
    shares = [share for share in table.values() if share.of]
    total = _total(shares)
    nested = any(share.of > 1 for share in shares)
    return nested and 0 < total.hits < total.of and len(shares) >= FEW


def _draws(count: int) -> tuple[Pick, ...]:
    draw = random.Random(SEED)
    return tuple(itemgetter(*draw.choices(range(count), k=count)) for _ in range(ROUNDS))


def _rate(table: Mapping[str, Share], names: Sequence[str], picks: Sequence[Pick]) -> Rate:
    shares = [share for share in table.values() if share.of]
    total = _total(shares)
    if all(share.of == 1 for share in shares):
        return Rate(total, wilson(total))
    if total.hits in {0, total.of}:
        return Rate(total, wilson(Share(hits=len(shares) if total.hits else 0, of=len(shares))))
    if len(shares) < FEW:
        return Rate(total, _widest(total, len(shares)))
    none = Share(hits=0, of=0)
    return Rate(total, _drawn([table.get(name, none) for name in names], picks))


def _widest(total: Share, documents: int) -> Interval | None:
    """Wilson's, on the whole numbers of documents to both sides of the share."""
    below = wilson(Share(hits=total.hits * documents // total.of, of=documents))
    above = wilson(Share(hits=-(-total.hits * documents // total.of), of=documents))
    return Interval(below.low, above.high) if below and above else None


def _drawn(shares: Sequence[Share], picks: Sequence[Pick]) -> Interval | None:
    """The middle 95% of the share over all draws; those with nothing to count are left out."""
    hits, of = [share.hits for share in shares], [share.of for share in shares]
    found = sorted(
        Decimal(sum(pick(hits))) / whole for pick in picks if (whole := Decimal(sum(pick(of))))
    )
    if not found:
        return None
    return Interval(found[len(found) * 25 // 1000], found[max(0, len(found) * 975 // 1000 - 1)])


def _total(shares: Sequence[Share]) -> Share:
    return reduce(add, shares, Share(hits=0, of=0))
