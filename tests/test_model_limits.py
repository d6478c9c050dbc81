"""The small values of pacing: buckets, windows, breakers, learned rates; each by hand."""

import math

from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.breaker import Breaker, begin_trying, is_closed, meet_failure, stop_trying
from pipeline.model.bucket import Bucket, Filling, Sent, fill, find_wait, hear, take
from pipeline.model.gauge import Gauge, count, guess_tokens
from pipeline.model.learned import Learned, Refusal, refuse, send
from pipeline.model.told import Told
from pipeline.model.window import Window, grow, shrink

FIRST = Sent(0.0, 0.0, None)


def test_a_bucket_that_fills_slowly_is_waited_for_in_proportion() -> None:
    """60 a minute, all used: a second for one, ten for ten; a hundredth more, to be sure."""
    bucket = hear(None, Told(60, 0, 60), FIRST, 0.0)

    assert bucket.filling is Filling.SLOWLY
    assert math.isclose(find_wait(bucket, 1, 0.0), 1 / 0.99)
    assert math.isclose(find_wait(bucket, 10, 0.0), 10 / 0.99)
    assert find_wait(bucket, 10, 11.0) == 0
    assert find_wait(bucket, 100, 61.0) == 0


def test_two_resets_that_are_in_no_proportion_mean_that_it_fills_at_once() -> None:
    """One used and 59 seconds, then thirty used and 58: a minute of the server's own."""
    bucket = hear(None, Told(60, 59, 59), FIRST, 1.0)
    left = take(bucket, 1, 1.5)
    bucket = hear(left, Told(60, 30, 58), Sent(1.5, 0.0, left), 2.0)

    assert bucket.filling is Filling.AT_ONCE
    assert fill(bucket, 59.0).level == bucket.level
    assert fill(bucket, 60.5).level == 60


def test_an_answer_does_not_know_of_what_was_sent_after_its_question() -> None:
    """Ten were left when it came; four have gone since."""
    bucket = hear(None, Told(1000, 10, 59.4), Sent(0.0, 4.0, None), 0.0)

    assert math.isclose(bucket.level, 6)


def test_what_others_use_is_put_right_once_and_not_by_each_answer() -> None:
    """Three answers to requests sent before anybody heard of it say the same."""
    bucket = hear(None, Told(100, 100, 0), FIRST, 0.0)
    lefts = []
    for _ in range(3):
        bucket = take(bucket, 1, 0.0)
        lefts.append(bucket)
    for number, left in enumerate(lefts):
        told = Told(100, 59 - number, 25 + 0.6 * number)
        bucket = hear(bucket, told, Sent(0.0, 0.0, left), 0.0)

    assert 57 <= bucket.level <= 58


@given(
    st.lists(st.tuples(st.floats(0, 90), st.floats(0, 30), st.integers(0, 50), st.floats(0, 90))),
    st.floats(0.1, 50),
)
def test_no_bucket_holds_more_than_it_can_or_is_waited_for_without_end(
    steps: list[tuple[float, float, int, float]], amount: float
) -> None:
    """Whatever a server tells."""
    now, bucket = 0.0, Bucket(50, 50, 0.0, rate=1.0)
    for passes, taken, remaining, reset in steps:
        now += passes
        left = take(bucket, taken, now)
        bucket = hear(left, Told(50, remaining, reset), Sent(now, 0.0, left), now)

        assert bucket.level <= 50
        assert 0 <= find_wait(bucket, amount, now) < math.inf


def test_a_window_is_halved_once_for_what_was_in_flight_together() -> None:
    """Eight, then four; only when one of the four was answered may it be two."""
    window = shrink(Window(8, 8), 0, 8, 8)
    again = shrink(window, 7, 7, 9)
    unanswered = shrink(window, 8, 4, 12)
    answered = shrink(grow(window, 8), 9, 4, 12)

    assert (window.size, again.size, unanswered.size, answered.size) == (4, 4, 4, 2)


def test_a_window_grows_by_one_for_each_window_of_answers_up_to_the_most() -> None:
    """Four answers make five; five more make six; there it stays."""
    window, sizes = Window(4, 6), []
    for number in range(20):
        window = grow(window, number)
        sizes.append(window.size)

    assert sizes[:4] == [4, 4, 4, 5]
    assert sizes[4:9] == [5, 5, 5, 5, 6]
    assert set(sizes[9:]) == {6}


def test_half_of_one_is_one() -> None:
    """Else nobody would ever ask again."""
    assert shrink(Window(1, 9), 0, 1, 1).size == 1


def test_a_breaker_opens_after_ten_and_waits_twice_as_long_after_each_try() -> None:
    """5, 10, 20, 40, 60, 60 seconds."""
    breaker, pauses = Breaker(), []
    for number in range(9):
        breaker = meet_failure(breaker, number, 40, 0.0)
    assert is_closed(breaker)
    for number in (9, 40, 41, 42, 43, 44):
        breaker = meet_failure(begin_trying(breaker, number), number, number + 1, 0.0)
        pauses.append(breaker.until)

    assert pauses == [5, 10, 20, 40, 60, 60]


def test_what_was_sent_before_a_breaker_opened_does_not_keep_it_open() -> None:
    """256 in flight fail together; that is one failure of the server."""
    breaker = Breaker()
    for number in range(256):
        breaker = meet_failure(breaker, number, 256, float(number))

    assert breaker.openings == 1
    assert breaker.until == 9 + 5
    assert stop_trying(begin_trying(breaker, 256), 256).trying == -1
    assert stop_trying(begin_trying(breaker, 256), 3).trying == 256


def test_a_rate_is_what_was_admitted_between_two_refusals() -> None:
    """Refused at 0 and at 60 seconds, sixty admitted in between: 95% of one a second."""
    learned = refuse(Learned(), Refusal(0, 1, 0.0, 0.0))
    for number in range(1, 61):
        learned = send(learned, number, 1, number - 0.999)
    learned = send(learned, 61, 1, 60.0)
    learned = refuse(learned, Refusal(61, 1, 60.0, 60.0))
    learned = send(learned, 62, 1, 60.001)

    assert math.isclose(learned.rate, 0.95, rel_tol=0.01)


def test_fewer_than_ten_requests_are_no_measure() -> None:
    """Counting goes on."""
    learned = refuse(Learned(), Refusal(0, 1, 0.0, 0.0))
    for number in range(1, 6):
        learned = send(learned, number, 1, float(number))
    learned = send(refuse(learned, Refusal(5, 1, 6.0, 6.0)), 6, 1, 7.0)

    assert math.isinf(learned.rate)
    assert learned.asked == 5


def test_without_a_refusal_nothing_is_learned_or_counted() -> None:
    """It would cost time."""
    assert send(Learned(), 5, 1, 5.0) == Learned()


def test_tokens_are_guessed_by_what_answers_took() -> None:
    """A careful guess is the longest that there can be."""
    gauge = count(count(Gauge(), 4000, 1500), 8000, 3000)

    assert guess_tokens(Gauge(), 4000, 900) == 1000
    assert guess_tokens(count(gauge, 4000, 0), 2000, 900) == 750
    assert guess_tokens(gauge._replace(careful=True), 4000, 900) == 1900
