"""What a server's headers say of its limits is read, or is nothing."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.model.failures import read_wait
from pipeline.model.told import LONGEST, Told, read_duration, read_told


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("6m0s", 360.0),
        ("1s", 1.0),
        ("120ms", 0.12),
        ("2m59.56s", 179.56),
        ("1h0m0.5s", 3600.5),
        ("23h47m36.648s", 85_656.648),
        ("1d", 86_400.0),
        ("500us", 0.0005),
        ("500µs", 0.0005),
        ("250000ns", 0.00025),
        ("1.5h", 5400.0),
        (".5s", 0.5),
        ("0s", 0.0),
        ("12", 12.0),
        (" 12.5 ", 12.5),
    ],
)
def test_durations_are_read_as_servers_write_them(written: str, seconds: float) -> None:
    """In Go's form, or in plain seconds."""
    assert read_duration(written) == pytest.approx(seconds)


@pytest.mark.parametrize(
    "written",
    ["", "s", "-1s", "+1s", "1 s", "1m 5s", "6m0", "1e3", "soon", "1:30", "nan", "inf", "٣s",
     "1750000000", "1750000000000", "9999h", "1s2", "m5s", "1..5s"],
)  # fmt: skip
def test_what_is_no_duration_is_nothing(written: str) -> None:
    """Times of day in seconds since 1970 among them: nobody waits so long."""
    assert read_duration(written) is None


@given(st.text())
@example("9" * 400)
@example("9" * 400 + "s")
def test_any_header_is_a_duration_or_nothing(written: str) -> None:
    """Never below nought, never without end, never an error."""
    seconds = read_duration(written)

    assert seconds is None or 0 <= seconds <= LONGEST


@given(
    st.integers(0, 23), st.integers(0, 59), st.integers(0, 59), st.integers(0, 999), st.booleans()
)
def test_a_duration_in_parts_is_the_sum_of_them(
    hours: int, minutes: int, seconds: int, thousandths: int, split: bool
) -> None:
    """However it is cut up."""
    rest = f"{seconds}s{thousandths}ms" if split else f"{seconds}.{thousandths:03}s"
    whole = hours * 3600 + minutes * 60 + seconds + thousandths / 1000

    assert read_duration(f"{hours}h{minutes}m{rest}") == pytest.approx(whole)


@given(st.text(), st.text())
def test_any_request_to_wait_is_seconds_or_nothing(after: str, milliseconds: str) -> None:
    """Dates included."""
    wait = read_wait({"retry-after": after, "retry-after-ms": milliseconds})

    assert wait is None or wait >= 0


HEADERS = {
    "x-ratelimit-limit-requests": "60",
    "x-ratelimit-remaining-requests": "59",
    "x-ratelimit-reset-requests": "1s",
    "x-ratelimit-limit-tokens": "150000",
    "x-ratelimit-remaining-tokens": "149984",
    "x-ratelimit-reset-tokens": "6m0s",
}


def test_both_limits_are_read() -> None:
    """The example is that of OpenAI's guide."""
    assert read_told(HEADERS, "requests") == Told(60, 59, 1)
    assert read_told(HEADERS, "tokens") == Told(150_000, 149_984, 360)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("limit", ""), ("limit", "0"), ("limit", "many"), ("limit", "-5"), ("remaining", ""),
        ("remaining", "-1"), ("remaining", "nan"), ("reset", ""), ("reset", "1750000000"),
    ],
)  # fmt: skip
def test_half_of_a_limit_is_none(name: str, value: str) -> None:
    """A guess could hold back for ever."""
    told = read_told(HEADERS | {f"x-ratelimit-{name}-requests": value}, "requests")

    assert told is None


def test_more_left_than_there_is_is_all_of_it() -> None:
    """Some count what was bought in addition."""
    told = read_told(HEADERS | {"x-ratelimit-remaining-requests": "99"}, "requests")

    assert told == Told(60, 60, 1)


def test_no_headers_tell_nothing() -> None:
    """As from most servers of one's own."""
    assert read_told({}, "requests") is None
