"""Intervals of shares: Wilson's where documents are single, drawn by documents where they nest."""

from decimal import Decimal

import pytest

from evals.intervals import Interval, Rate, bootstrap, wilson
from evals.rates import measure_rate
from schemas.score import Share


def share(hits: int, of: int) -> Share:
    """So many of so many."""
    return Share(hits=hits, of=of)


def rounded(interval: Interval | None) -> tuple[str, str]:
    """Both ends to three decimals."""
    assert interval is not None
    return f"{interval.low:.3f}", f"{interval.high:.3f}"


def mean(counts: tuple[int, ...]) -> Decimal | None:
    """The first count of the second."""
    return Decimal(counts[0]) / counts[1] if counts[1] else None


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        (8, 10, "0.490", "0.943"),  # textbook value
        (0, 10, "0.000", "0.278"),  # z²/(n+z²) = 3.8415/13.8415
        (10, 10, "0.722", "1.000"),  # its mirror image
        (50, 100, "0.404", "0.596"),  # centre .5, reach .0959 = 1.96·√(.0025+.000096)/1.0384
    ],
)
def test_wilson_gives_the_values_of_the_textbook(hits: int, of: int, low: str, high: str) -> None:
    """Worked out by hand from the formula of 1927."""
    assert rounded(wilson(share(hits, of))) == (low, high)


def test_nothing_measured_has_no_interval() -> None:
    """Neither by formula nor by drawing."""
    assert wilson(share(0, 0)) is None
    assert bootstrap([], mean) is None
    assert bootstrap([(0, 0), (0, 0)], mean) is None
    assert measure_rate({}) == Rate(share(0, 0), None)


def test_documents_that_agree_leave_no_spread() -> None:
    """Half of every document is half of every draw."""
    half = Decimal("0.5")

    assert bootstrap([(1, 2), (2, 4), (3, 6)], mean) == Interval(half, half)


def test_two_documents_that_differ_wholly_leave_everything_open() -> None:
    """A quarter of all draws is the one twice, a quarter the other twice."""
    assert bootstrap([(0, 5), (5, 5)], mean) == Interval(Decimal(0), Decimal(1))


def test_the_same_documents_give_the_same_interval_again() -> None:
    """The seed is fixed, so a report can be compared to the byte."""
    documents = [(i * i % 17, 17 + i) for i in range(23)]

    assert bootstrap(documents, mean) == bootstrap(documents, mean)


def test_single_documents_have_wilsons_interval() -> None:
    """Eight of ten documents with one text each."""
    rate = measure_rate({str(i): share(int(i < 8), 1) for i in range(10)})

    assert rate == Rate(share(8, 10), wilson(share(8, 10)))


def test_texts_of_one_document_are_not_counted_as_independent() -> None:
    """40 of 80 in eight documents that are all or nothing: as wide as 4 of 8, not as 40 of 80."""
    nested = measure_rate({str(i): share(10 * (i % 2), 10) for i in range(8)}).interval
    naive = wilson(share(40, 80))

    assert nested is not None
    assert naive is not None
    assert nested.high - nested.low > 2 * (naive.high - naive.low)


@pytest.mark.parametrize(("hits", "expected"), [(0, share(0, 5)), (8, share(5, 5))])
def test_all_or_nothing_is_judged_by_the_number_of_documents(hits: int, expected: Share) -> None:
    """No failure in 40 texts of 5 documents is no failure in 5, and not certainty."""
    rate = measure_rate({str(i): share(hits, 8) for i in range(5)})

    assert rate == Rate(share(5 * hits, 40), wilson(expected))


def test_a_document_without_anything_to_count_does_not_count() -> None:
    """0 of 0 is no document: two are left, both single."""
    rate = measure_rate({"a": share(1, 1), "b": share(0, 0), "c": share(0, 1)})

    assert rate == Rate(share(1, 2), wilson(share(1, 2)))
