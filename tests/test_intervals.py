"""Our own calculations on counts agree with published ones."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.figures.intervals import (
    difference_in_points,
    exact_interval,
    nearest_counts,
    percent_above,
    percent_of,
    possible_wholes,
    whole_counts,
)


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        # Published: Agresti and Coull, Am Stat 1998;52:119-126: 0 of 20 goes up to 16.8 %.
        (0, 20, "0.00", "16.84"),
        # Published: Newcombe, Stat Med 1998;17:857-872, table I, method 5 (Clopper-Pearson).
        (81, 263, "25.27", "36.76"),
        (15, 148, "5.78", "16.17"),
        (1, 29, "0.09", "17.76"),
        # By hand: 10 of 10 goes down to 0.025 ** (1 / 10) = 0.6915.
        (10, 10, "69.15", "100.00"),
    ],
)
def test_the_exact_interval_is_the_published_one(
    part: int, whole: int, low: str, high: str
) -> None:
    """Values of Clopper and Pearson's method as others have printed them."""
    assert exact_interval(part, whole) == (Decimal(low), Decimal(high))


def test_the_rule_of_three_is_near_the_exact_upper_limit() -> None:
    """None of 100: three in a hundred one-sided, 0.05 ** (1 / 100) from above."""
    assert exact_interval(0, 100, Decimal(90))[1] == Decimal("2.95")


@given(st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_its_estimate_and_mirrors_its_complement(counts: tuple[int, int]) -> None:
    """The interval of those without is the mirror of the interval of those with."""
    part, whole = counts
    low, high = exact_interval(part, whole)

    assert low <= percent_of(part, whole) <= high
    assert exact_interval(whole - part, whole) == (100 - high, 100 - low)


@pytest.mark.parametrize(("part", "whole"), [(-1, 5), (6, 5), (0, 0), (1, 10_001)])
def test_counts_that_are_none_are_refused(part: int, whole: int) -> None:
    """The message says what was found."""
    with pytest.raises(ValueError, match=f"got {part} of {whole}"):
        exact_interval(part, whole)


def test_a_difference_is_taken_from_the_counts() -> None:
    """7/12 less 2/12 is 5/12, 41.67 points; the rounded percentages would give 41.6."""
    assert difference_in_points((7, 12), (2, 12)) == Decimal("41.67")


def test_above_is_not_of() -> None:
    """80 is 300 % above 20 and 400 % of it; 15 lies 25 % below 20."""
    assert percent_above(Decimal(80), Decimal(20)) == 300
    assert percent_above(Decimal(15), Decimal(20)) == -25


@pytest.mark.parametrize(
    ("percent", "whole", "counts"),
    [
        ("67", 6, (4,)),
        ("67", 7, ()),
        ("42", 25, ()),
        ("12", 8, (1,)),
        ("13", 8, (1,)),
        ("58.3", 12, (7,)),
        ("58.0", 12, ()),
        ("0", 25, (0,)),
        ("100", 25, (25,)),
        ("50", 200, (99, 100, 101)),
        ("50", 0, ()),
    ],
)
def test_whole_counts_are_those_that_print_as_the_percentage(
    percent: str, whole: int, counts: tuple[int, ...]
) -> None:
    """GRIM, with both roundings of a half: 1 of 8 prints as 12 and as 13."""
    assert whole_counts(Decimal(percent), whole) == counts


@given(
    st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    st.integers(0, 2),
)
def test_a_true_share_is_always_a_whole_count(counts: tuple[int, int], places: int) -> None:
    """Whatever is printed of k of N by rounding can be read back as k."""
    part, whole = counts
    printed = (Decimal(100) * part / whole).quantize(Decimal(1).scaleb(-places))

    assert part in whole_counts(printed, whole)


def test_the_counts_on_either_side_are_given() -> None:
    """10 and 11 of 25 lie around 42 %; 50 % of 4 is met by 2."""
    assert nearest_counts(Decimal(42), 25) == (10, 11)
    assert nearest_counts(Decimal(50), 4) == (2,)
    assert nearest_counts(Decimal(100), 4) == (4,)


def test_denominators_that_fit_all_percentages_are_listed_largest_first() -> None:
    """42 and 17 both fit 24 (10 and 4) and 12 (5 and 2), and nothing else from 25 down to 12."""
    both = ((Decimal(42), Decimal(1)), (Decimal(17), Decimal(1)))

    assert possible_wholes(both, 25, 12) == (24, 12)
