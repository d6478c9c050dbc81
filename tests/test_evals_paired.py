"""Exact paired tests: worked by hand, and against every outcome counted out."""

from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.paired import (
    binomial_tail,
    detectable,
    holm,
    is_reachable,
    least_discordant,
    power,
    sign_flip_test,
    sign_test,
)

LEVEL = Fraction(1, 20)


@pytest.mark.parametrize(
    ("worse", "better", "chance"),
    [
        (5, 0, Fraction(1, 32)),
        (0, 0, Fraction(1)),
        (0, 3, Fraction(1)),
        (9, 1, Fraction(11, 1024)),
        (3, 3, Fraction(42, 64)),
    ],
)
def test_the_sign_test_counts_the_tail(worse: int, better: int, chance: Fraction) -> None:
    """One-sided and exact; documents that did not change say nothing."""
    assert sign_test(worse, better) == chance


def test_counts_below_nought_are_refused() -> None:
    """They are a slip of the caller's."""
    with pytest.raises(ValueError, match="must not be negative"):
        sign_test(-1, 2)


@pytest.mark.parametrize(
    ("losses", "chance"),
    [
        ([2, 1, -1], Fraction(3, 8)),
        ([], Fraction(1)),
        ([0, 0], Fraction(1)),
        ([1] * 5, Fraction(1, 32)),
    ],
)
def test_the_sign_flip_test_counts_every_way(losses: list[int], chance: Fraction) -> None:
    """2 + 1 - 1 is reached or passed by three of eight throws: 4, 2 and 2."""
    assert sign_flip_test(losses) == chance


@given(st.lists(st.integers(-6, 6), max_size=9))
def test_the_sign_flip_test_is_what_counting_out_gives(losses: list[int]) -> None:
    """Against all throws, one by one."""
    sizes = [abs(loss) for loss in losses if loss]
    sums = [sum(s * size for s, size in zip(t, sizes, strict=True))
            for t in product((1, -1), repeat=len(sizes))]  # fmt: skip

    assert sign_flip_test(losses) == Fraction(sum(x >= sum(losses) for x in sums), len(sums))


@given(st.integers(0, 12), st.integers(0, 12))
def test_losses_of_one_make_the_two_tests_the_same(worse: int, better: int) -> None:
    """McNemar's test is the sign test of its discordant pairs."""
    assert sign_flip_test([1] * worse + [-1] * better) == sign_test(worse, better)


def test_sums_beyond_counting_are_refused() -> None:
    """With what to do."""
    with pytest.raises(ValueError, match="smaller units"):
        sign_flip_test([10**6])


def test_five_documents_must_fall_for_a_test_at_five_percent() -> None:
    """Four at 10%, seven at 1%; with fewer documents no outcome could fire."""
    assert [least_discordant(Fraction(1, d)) for d in (10, 20, 100)] == [4, 5, 7]
    assert not is_reachable(4, LEVEL)
    assert is_reachable(5, LEVEL)


def test_holm_stops_at_the_first_that_stays() -> None:
    """.01 and .02 pass 1/60 and 1/40, .04 passes 1/20; with .03 in the second place none after."""
    p = {"a": Fraction(1, 100), "b": Fraction(2, 100), "c": Fraction(4, 100)}
    assert holm(p, LEVEL) == {"a", "b", "c"}
    assert holm({**p, "b": Fraction(3, 100)}, LEVEL) == {"a"}
    assert holm({}, LEVEL) == frozenset()


def test_power_is_the_chance_of_firing_over_all_outcomes() -> None:
    """With five documents only all five worse fire: the chance is the share to the fifth."""
    assert power(5, Fraction(1, 2), Fraction(0), LEVEL) == Decimal(1) / 32
    assert power(5, Fraction(1), Fraction(0), LEVEL) == 1
    assert power(4, Fraction(1), Fraction(0), LEVEL) == 0
    with pytest.raises(ValueError, match="over 1"):
        power(5, Fraction(3, 4), Fraction(1, 2), LEVEL)


def test_a_comparison_of_a_run_with_itself_fires_no_more_often_than_its_level() -> None:
    """However often documents change by chance, both ways alike."""
    for change in (Fraction(1, 100), Fraction(1, 10), Fraction(1, 2)):
        assert power(40, change / 2, change / 2, LEVEL) <= Decimal("0.05")


@pytest.mark.parametrize(("documents", "percent"), [(20, 38), (40, 22), (60, 17), (100, 12)])
def test_the_smallest_detectable_loss_falls_with_the_documents(
    documents: int, percent: int
) -> None:
    """With 2% getting better; measured elsewhere as 37.5, 22, 16.5 and 11.5 percent."""
    found = detectable(documents, Fraction(2, 100), LEVEL)

    assert found is not None
    assert abs(found * 100 - percent) <= 1


def test_too_few_documents_can_detect_nothing() -> None:
    """Four documents cannot fire; ten never see half of them better and some worse."""
    assert detectable(4, Fraction(0), LEVEL) is None
    assert detectable(10, Fraction(9, 10), LEVEL) is None


@given(st.integers(0, 8), st.integers(0, 8))
def test_the_tail_falls_from_one(at_least: int, trials: int) -> None:
    """Nothing or more is sure, more than all is impossible."""
    tail = binomial_tail(at_least, trials, Fraction(1, 3))

    assert 0 <= tail <= 1
    assert (tail == 1) == (at_least == 0)
    assert (tail == 0) == (at_least > trials)
