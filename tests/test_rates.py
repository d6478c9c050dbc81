"""Many rates from one drawing: the same intervals as one by one, and none that is too sure."""

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.intervals import Rate, bootstrap, wilson
from evals.rates import FEW, measure_rate, measure_rates
from schemas.score import Share


def share(hits: int, of: int) -> Share:
    """So many of so many."""
    return Share(hits=hits, of=of)


shares = st.integers(1, 6).flatmap(lambda of: st.integers(0, of).map(lambda hits: share(hits, of)))
tables = st.dictionaries(st.sampled_from("abcdefgh"), shares, min_size=FEW)


@settings(max_examples=15, deadline=None)
@given(table=tables)
def test_a_rate_is_that_of_its_documents_drawn_alone(table: Mapping[str, Share]) -> None:
    """Where every document has something to count, sharing the draws changes nothing."""
    rate = measure_rate(table)
    counts = [(table[name].hits, table[name].of) for name in sorted(table)]

    assert measure_rates([table, {}])[0] == rate
    if any(of > 1 for _, of in counts) and 0 < rate.share.hits < rate.share.of:
        assert rate.interval == bootstrap(counts, lambda pair: Decimal(pair[0]) / pair[1])


def test_three_of_four_in_one_document_is_no_certainty() -> None:
    """Drawn again it is always three of four; one document is one trial."""
    rate = measure_rate({"a": share(3, 4)})

    assert rate.interval == (Decimal(0), Decimal(1))


def test_a_document_with_nothing_to_count_is_drawn_for_the_others_only() -> None:
    """It leaves the share alone, and one measure's empty documents do not empty another's."""
    full = {name: share(at % 4, 4) for at, name in enumerate("abcdefgh")}
    half = {name: one if name in "abcdef" else share(0, 0) for name, one in full.items()}

    both, alone = measure_rates([full, half]), measure_rate(full)

    assert both[0] == alone
    assert both[1].share == share(7, 24)
    assert both[1].interval is not None
    assert both[1].interval.low < Decimal(7) / 24 < both[1].interval.high


@pytest.mark.parametrize("documents", [1, 2, 3, 4])
def test_few_documents_are_no_narrow_interval(documents: int) -> None:
    """Half of each of two documents is half of every draw, and yet nobody knows."""
    rate = measure_rates([{str(at): share(2, 4) for at in range(documents)}])[0]
    narrowest = wilson(share(documents // 2, documents))

    assert rate.interval is not None
    assert narrowest is not None
    assert rate.interval.low <= narrowest.low
    assert rate.interval.high >= narrowest.high


def test_one_of_many_sentences_of_one_document_says_little() -> None:
    """1 of 40 in one document is somewhere between none of one and all of one."""
    rate = measure_rates([{"a": share(1, 40)}])[0]

    assert rate.interval is not None
    assert rate.interval == (Decimal(0), Decimal(1))


def test_nothing_measured_has_no_interval() -> None:
    """Not even an interval from 0 to 1."""
    assert measure_rates([{}, {"a": share(0, 0)}]) == (Rate(share(0, 0), None),) * 2
    assert measure_rates([]) == ()
