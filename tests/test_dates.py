"""Printed dates become intervals of days; what the calendar does not have is no date."""

import pytest

from pipeline.figures import dates


def days(first: str, last: str) -> str:
    """Both ends, as the tests compare them."""
    return f"{first} {last}"


@pytest.mark.parametrize(
    ("low", "interval"),
    [
        ("2031-07-12", days("2031-07-12", "2031-07-12")),
        ("12 july 2031", days("2031-07-12", "2031-07-12")),
        ("12th of july 2031", days("2031-07-12", "2031-07-12")),
        ("31.12.2031", days("2031-12-31", "2031-12-31")),
        ("12/31/2031", days("2031-12-31", "2031-12-31")),
        ("29 february 2032", days("2032-02-29", "2032-02-29")),
    ],
)
def test_a_day_in_digits_is_one_day(low: str, interval: str) -> None:
    """First and last day are the same."""
    got = dates.read_digit_date(low, 0)

    assert got is not None
    assert (got[0], days(str(got[1].first), str(got[1].last))) == (len(low), interval)


@pytest.mark.parametrize("low", ["2031-13-01", "31/02/2031", "29 february 2031", "40 july 2031"])
def test_a_day_that_no_calendar_has_is_not_read(low: str) -> None:
    """31 February is left to the other grammars."""
    got = dates.read_digit_date(low, 0)

    assert got is None or got[1].first is None


def test_day_first_or_month_first_is_left_open_between_the_two() -> None:
    """4/5/2031 is 5 April or 4 May; both days lie in the interval."""
    got = dates.read_digit_date("4/5/2031", 0)

    assert got is not None
    assert days(str(got[1].first), str(got[1].last)) == days("2031-04-05", "2031-05-04")


@pytest.mark.parametrize(
    ("low", "interval"),
    [
        ("july 12, 2031", days("2031-07-12", "2031-07-12")),
        ("feb 2032", days("2032-02-01", "2032-02-29")),
        ("first half of 2031", days("2031-01-01", "2031-06-30")),
        ("third quarter of 2031", days("2031-07-01", "2031-09-30")),
        ("last quarter of fiscal year 2031", days("2031-10-01", "2031-12-31")),
        ("mid-2031", days("2031-04-01", "2031-09-30")),
        ("end of 2031", days("2031-10-01", "2031-12-31")),
        ("july 12", days("None", "None")),
        ("first half", days("None", "None")),
    ],
)
def test_a_date_in_words_is_the_days_it_may_mean(low: str, interval: str) -> None:
    """Without a year the interval is not known, and the date is still one."""
    got = dates.read_word_date(low, 0)

    assert got is not None
    assert (got[0], days(str(got[1].first), str(got[1].last))) == (len(low), interval)


@pytest.mark.parametrize("low", ["third half of 2031", "july", "midst", "last patient"])
def test_words_that_name_no_period_are_no_date(low: str) -> None:
    """A year has two halves."""
    assert dates.read_word_date(low, 0) is None


@pytest.mark.parametrize(
    ("low", "interval", "unit"),
    [
        ("q1 2031", days("2031-01-01", "2031-03-31"), ""),
        ("2h31", days("2031-07-01", "2031-12-31"), ""),
        ("fy31", days("2031-01-01", "2031-12-31"), ""),
        ("q4", days("None", "None"), "Q4"),
        ("h1", days("None", "None"), "H1"),
    ],
)
def test_short_forms_are_quarters_halves_and_years(low: str, interval: str, unit: str) -> None:
    """Without a year the unit says which."""
    got = dates.read_period(low, 0)

    assert got is not None
    assert days(str(got[1].first), str(got[1].last)) == interval
    assert got[1].unit == unit


@pytest.mark.parametrize("low", ["q5", "fy", "h3 2031", "quarter"])
def test_there_is_no_fifth_quarter(low: str) -> None:
    """Nor a fiscal year without its year."""
    assert dates.read_period(low, 0) is None


@pytest.mark.parametrize(
    ("low", "interval"),
    [
        ("2031", days("2031-01-01", "2031-12-31")),
        ("1990s", days("1990-01-01", "1999-12-31")),
        ("2031-32", days("2031-01-01", "2032-12-31")),
        ("2031 to 2035", days("2031-01-01", "2035-12-31")),
    ],
)
def test_years_decades_and_spans_of_years(low: str, interval: str) -> None:
    """Both ends are included."""
    got = dates.read_year(low, 0)

    assert got is not None
    assert (got[0], days(str(got[1].first), str(got[1].last))) == (len(low), interval)


@pytest.mark.parametrize("low", ["2031%", "20315", "2031.5", "2,031", "1850"])
def test_four_digits_are_not_always_a_year(low: str) -> None:
    """A percentage, a longer number or a decimal is none."""
    assert dates.read_year(low, 0) is None
