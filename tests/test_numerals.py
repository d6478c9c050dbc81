"""Numerals in words are read as a person reads them, and no further than they go."""

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.figures.numerals import cents_at, read_fraction, read_mixed, read_numeral
from pipeline.figures.scan import find_figures

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def spell(number: int) -> str:
    """A whole number below a thousand million in words, as English newspapers spell it."""
    for size, name in ((10**6, "million"), (1000, "thousand")):
        if number >= size:
            rest = f" {spell(number % size)}" if number % size else ""
            return f"{spell(number // size)} {name}{rest}"
    if number >= 100:
        rest = f" and {spell(number % 100)}" if number % 100 else ""
        return f"{spell(number // 100)} hundred{rest}"
    if number < 20:
        return _SMALL[number]
    rest = f"-{_SMALL[number % 10]}" if number % 10 else ""
    return _TENS[number // 10 - 2] + rest


@given(st.integers(min_value=0, max_value=10**9 - 1))
def test_every_number_reads_back_as_it_is_spelled(number: int) -> None:
    """The whole phrase is read, and its value is the number."""
    words = spell(number)
    numeral = read_numeral(words, 0)

    assert numeral is not None
    assert (numeral.value, numeral.end) == (Decimal(number), len(words))


@given(st.lists(st.integers(min_value=1, max_value=9), min_size=2, max_size=6))
def test_digits_said_one_by_one_are_no_sum(digits: list[int]) -> None:
    """`one two three` is read up to its first word."""
    words = " ".join(spell(digit) for digit in digits)
    numeral = read_numeral(words, 0)

    assert numeral is not None
    assert numeral.value == digits[0]


@pytest.mark.parametrize(
    ("words", "value", "step"),
    [
        ("two and a half million", "2500000", "50000"), ("twelve point zero five", "12.05", "0.01"),
        ("one million and a quarter", "1250000", "50000"), ("two dozen", "24", "1"),
        ("three lakh crore", "3000000000000", "1000000000000"), ("six million", "6E6", "1E6"),
    ],
)  # fmt: skip
def test_tails_and_scales_belong_to_the_numeral(words: str, value: str, step: str) -> None:
    """Worked out by hand; the step is the size of what the last word could change."""
    numeral = read_numeral(words, 0)

    assert numeral is not None
    assert (numeral.value, numeral.step) == (Decimal(value), Decimal(step))
    assert numeral.end == len(words)


@pytest.mark.parametrize(
    "words", ["eleventh hour", "and six", "hundreds", "pointless", "onerous x"]
)
def test_what_is_no_numeral_is_none_or_ends_before_the_next_letter(words: str) -> None:
    """A word that only begins like a number is not cut."""
    numeral = read_numeral(words, 0)

    assert numeral is None or not words[numeral.end : numeral.end + 1].isalpha()


def test_a_share_keeps_its_parts_and_a_part_of_a_million_does_not() -> None:
    """Two thirds is 2 of 3; a quarter of a million is a count."""
    share, count = read_fraction("two-thirds", 0), read_fraction("a quarter of a million", 0)

    assert share is not None
    assert count is not None
    assert (share.part, share.whole) == (Decimal(2), Decimal(3))
    assert count.part is None
    assert count.value == Decimal(250_000)


def test_a_second_thing_is_no_tail() -> None:
    """`two and a third trial` counts two; `two and a third of it` is two and a third."""
    assert read_mixed(" and a third trial", 0, Decimal(2)) is None
    assert read_mixed(" and a third of it", 0, Decimal(2)) is not None


@pytest.mark.parametrize(
    ("after", "value"),
    [(" 50 cents", "0.50"), (" and five pence", "0.05"), (" fifty.", "0.50"), (" 50 men", None),
     (" and 43 left", None), (", 50", None), (" 120 cents", None)],
)  # fmt: skip
def test_cents_are_said_or_count_nothing_else(after: str, value: str | None) -> None:
    """Behind a sum in words; a number that counts something is a figure of its own."""
    change = cents_at(f"dollars{after}", len("dollars"), "USD")

    assert (change and change.value) == (value and Decimal(value))


@pytest.mark.parametrize(
    "piece",
    ["million ", "twenty and ", "1, 11, ", "11,11 ", "between 1 and ", "a half ", "1 000 ", "½ ",
     "eqs. (1) and ", "et al. (2004; ", "4,4-", "1.2.3 ", "95% CI for a b c ", "$1 to "],
)  # fmt: skip
def test_no_run_of_digits_or_words_costs_more_than_its_length(piece: str) -> None:
    """Four times the text takes about four times the time; a quadratic rule would take sixteen."""

    def cost(size: int) -> float:
        text = piece * (size // len(piece))
        began = time.process_time()
        find_figures(text)
        return time.process_time() - began

    assert min(cost(8_000) for _ in range(2)) < 10 * max(cost(2_000), 0.003)
