"""Requests are paced by what a server tells and refuses; simulated, so that minutes take none."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.model.asking import Asking
from pipeline.model.failures import Complaint, Failure, read_status
from pipeline.model.pace import Heard, Kept, Pacer, Pacing, Wish
from pipeline.model.sending import Body
from pipeline.model.transport import Reply
from schemas.call import Ending
from tests.simulated import (
    PLACE,
    Leaking,
    Provider,
    Sliding,
    Windowed,
    answer,
    keep_asking,
    now,
    open_sender,
    send,
    simulate,
)

LIMITED: dict[str, Callable[[float], Any]] = {
    "little by little": Leaking,
    "by the minute": Windowed,
    "little by little, a second at most": lambda limit: Leaking(limit, max(1, limit / 60)),
}


def run_for(provider: Provider, minutes: float, size: int = 100) -> list[Asking]:
    """256 at once, until the time is over."""

    async def work() -> list[Asking]:
        return await keep_asking(provider, open_sender(provider.post, 256), minutes, lambda: size)

    return simulate(work())


def check_steady(provider: Provider, begin: float, end: float, least: float = 0.9) -> None:
    """Nine tenths of the limit and more, and less than one refusal in a hundred."""
    admitted, refused = provider.count(begin * 60, end * 60)
    limit = provider.requests.limit

    assert admitted >= least * limit * (end - begin)
    assert refused <= 0.01 * (admitted + refused)


@pytest.mark.parametrize("asks_to_wait", [True, False])
@pytest.mark.parametrize("kind", LIMITED)
@pytest.mark.parametrize("limit", [12, 60])
def test_a_limit_that_headers_tell_is_reached_and_not_passed(
    limit: int, kind: str, asks_to_wait: bool
) -> None:
    """From the second minute on; however the server counts, and whatever it adds to a refusal."""
    provider = Provider(LIMITED[kind](limit), asks_to_wait=asks_to_wait)

    asked = run_for(provider, minutes=7)

    check_steady(provider, 2, 7)
    assert all(asking.failure is None for asking in asked)


@pytest.mark.parametrize("kind", ["little by little", "by the minute"])
def test_a_limit_on_tokens_is_reached_and_not_passed(kind: str) -> None:
    """By what the answers so far took."""
    provider = Provider(None, LIMITED[kind](60_000))

    asked = run_for(provider, minutes=8, size=1500)

    admitted, refused = provider.count(180, 480)
    assert admitted * 1500 >= 0.9 * 60_000 * 5
    assert refused <= 0.01 * admitted
    assert all(asking.failure is None for asking in asked)


@pytest.mark.slow
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    limit=st.integers(10, 400),
    kind=st.sampled_from(sorted(LIMITED)),
    seconds=st.floats(0.3, 8),
    asks_to_wait=st.booleans(),
    seed=st.integers(0, 99),
)
def test_any_limit_that_headers_tell_is_reached_and_not_passed(
    limit: int, kind: str, seconds: float, asks_to_wait: bool, seed: int
) -> None:
    """However long answers take."""
    provider = Provider(LIMITED[kind](limit), seconds=seconds, asks_to_wait=asks_to_wait, seed=seed)

    asked = run_for(provider, minutes=16)

    check_steady(provider, 6, 16)
    assert all(asking.failure is None for asking in asked)


@pytest.mark.slow
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    limit=st.integers(20, 200),
    kind=st.sampled_from(sorted(LIMITED)),
    seconds=st.floats(0.3, 8),
    seed=st.integers(0, 99),
)
def test_any_limit_that_nobody_tells_loses_no_question(
    limit: int, kind: str, seconds: float, seed: int
) -> None:
    """And is kept to, after half an hour of learning, nine tenths of it being used."""
    provider = Provider(LIMITED[kind](limit), tells=False, seconds=seconds, seed=seed)

    asked = run_for(provider, minutes=60)

    check_steady(provider, 30, 60, least=0.85)
    assert all(asking.failure is None for asking in asked)


@pytest.mark.slow
@pytest.mark.parametrize("asks_to_wait", [True, False])
@pytest.mark.parametrize("kind", LIMITED)
def test_a_limit_that_nobody_tells_is_learned_from_refusals(kind: str, asks_to_wait: bool) -> None:
    """It takes longer, and is as good in the end."""
    provider = Provider(LIMITED[kind](60), tells=False, asks_to_wait=asks_to_wait)

    asked = run_for(provider, minutes=45)

    check_steady(provider, 20, 45)
    assert all(asking.failure is None for asking in asked)


def test_without_limits_nobody_is_held_back() -> None:
    """256 are in flight from the first moment on."""
    provider = Provider()

    asked = run_for(provider, minutes=0.2)

    assert provider.most_in_flight == 256
    assert provider.admitted.count(0.0) == 256
    assert len(provider.admitted) == len(asked)


def test_pacing_costs_next_to_nothing() -> None:
    """Less than a tenth of a millisecond of CPU a call, where there is nothing to pace."""

    async def work() -> float:
        pacer = Pacer(Pacing())
        heard = Heard(None, {"content-type": "application/json"}, 1600)
        best = 1.0
        for _ in range(5):
            begin = time.process_time()
            for _ in range(500):
                async with pacer.turn(Wish(6000, 4000, 300.0, again=False)) as ticket:
                    pacer.hear(ticket, heard)
            best = min(best, (time.process_time() - begin) / 500)
        return best

    assert asyncio.run(work()) < 0.0001


@pytest.mark.parametrize("kind", LIMITED)
def test_waiting_for_ones_turn_costs_no_patience(kind: str) -> None:
    """Fifteen minutes' worth of questions at once, each with patience for two; all are answered."""
    provider = Provider(LIMITED[kind](20), tells=False)

    async def work() -> list[Asking]:
        sender = open_sender(provider.post, 256)
        return await asyncio.gather(*(send(sender, patience=120) for _ in range(300)))

    asked = simulate(work())

    assert [asking.failure for asking in asked] == [None] * 300
    assert len(provider.admitted) == 300


class Scripted:
    """A server that does as it is told at each moment."""

    def __init__(self) -> None:
        self.failure: Failure | None = None
        self.status = 200
        self.seconds = 1.0
        self.sent: list[float] = []

    async def post(self, body: Body, most_tokens: int, seconds: float) -> Reply:
        """One request."""
        self.sent.append(now())
        if self.failure:
            await asyncio.sleep(0.01)
            return Reply(None, self.failure, self.status)
        await asyncio.sleep(self.seconds)
        return Reply(answer(100), None, 200)

    def fails(self, status: int, code: str = "", **headers: str) -> None:
        """From now on."""
        self.status = status
        self.failure = read_status(PLACE, status, Complaint(code), headers)

    def recovers(self) -> None:
        """From now on."""
        self.failure = None


def test_a_wait_that_a_server_asks_for_holds_back_all() -> None:
    """Not only the one that was told: nobody is sent before the time is over."""

    async def work() -> list[Asking]:
        sender = open_sender(server.post)
        server.fails(429, **{"retry-after": "30"})
        first = asyncio.create_task(send(sender))
        await asyncio.sleep(1)
        server.recovers()
        return await asyncio.gather(first, *(send(sender) for _ in range(50)))

    server = Scripted()
    asked = simulate(work())

    assert all(asking.failure is None for asking in asked)
    assert server.sent[0] == 0.0
    assert len(server.sent) == 52
    assert 30 <= min(server.sent[1:]) < 31


@pytest.mark.parametrize(
    ("status", "code", "ending"),
    [
        (401, "", Ending.BAD_KEY),
        (402, "", Ending.QUOTA),
        (429, "insufficient_quota", Ending.QUOTA),
        (404, "model_not_found", Ending.UNKNOWN_MODEL),
        (404, "", Ending.WRONG_URL),
    ],
)
def test_what_will_not_pass_stops_all_further_questions(
    status: int, code: str, ending: Ending
) -> None:
    """With the same sentence, and without asking ten thousand times."""

    async def work() -> list[Asking]:
        sender = open_sender(server.post, 4)
        server.fails(status, code)
        return await asyncio.gather(*(send(sender) for _ in range(1000)))

    server = Scripted()
    asked = simulate(work())

    assert {asking.failure and asking.failure.ending for asking in asked} == {ending}
    assert len({asking.failure and asking.failure.sentence for asking in asked}) == 1
    assert len(server.sent) <= 4


@pytest.mark.parametrize(("status", "code"), [(400, ""), (403, ""), (413, "")])
def test_what_is_one_questions_own_stops_no_other(status: int, code: str) -> None:
    """A prompt too long says nothing of the next one."""

    async def work() -> None:
        sender = open_sender(server.post, 4)
        server.fails(status, code)
        await asyncio.gather(*(send(sender) for _ in range(30)))

    server = Scripted()
    simulate(work())

    assert len(server.sent) == 30


def test_a_server_that_has_answered_may_send_one_wrong_page() -> None:
    """One strange answer among thousands does not end them; the third in a row does."""

    async def work() -> list[int]:
        sender = open_sender(server.post)
        await send(sender)
        counts = []
        for _ in range(2):
            server.fails(404)
            for _ in range(6):
                await send(sender)
            counts.append(len(server.sent))
            server.recovers()
        return counts

    server = Scripted()

    assert simulate(work()) == [4, 4]


def test_a_server_that_is_down_is_left_alone_and_tried_by_one() -> None:
    """Questions wait, and are answered when it is back; meanwhile hardly anything is sent.

    What tries for all costs none of its own retries: it fails four times here, and may fail once.
    """

    async def work() -> list[Asking]:
        sender = open_sender(server.post, 64, retries=1)
        server.fails(503)
        tasks = [asyncio.create_task(send(sender, patience=600)) for _ in range(200)]
        await asyncio.sleep(100)
        server.recovers()
        return await asyncio.gather(*tasks)

    server = Scripted()
    asked = simulate(work())

    down = [at for at in server.sent if 2 < at < 100]
    assert all(asking.failure is None for asking in asked)
    assert 2 <= len(down) <= 8


def test_an_open_breaker_waits_no_longer_than_a_questions_patience() -> None:
    """A server that stays down ends each question, with what it said last."""

    async def work() -> tuple[list[Asking], float]:
        sender = open_sender(server.post, 16)
        server.fails(503)
        return await asyncio.gather(*(send(sender, patience=90) for _ in range(60))), now()

    server = Scripted()
    asked, ended = simulate(work())

    assert {asking.failure and asking.failure.ending for asking in asked} == {Ending.SERVER}
    assert 80 <= ended <= 200


def test_a_server_that_refuses_for_ever_ends_a_question_by_its_patience() -> None:
    """Not before, and not much after."""

    async def work() -> float:
        server.fails(429)
        asking = await send(open_sender(server.post), patience=120)
        assert asking.failure
        assert asking.failure.ending is Ending.RATE_LIMITED
        return now()

    server = Scripted()

    assert 90 <= simulate(work()) <= 120
    assert len(server.sent) < 30


def test_only_so_many_are_in_flight_and_those_begun_go_first() -> None:
    """A question that is asked again is finished before another is begun."""
    begun: list[int] = []

    async def post(body: Body, most_tokens: int, seconds: float) -> Reply:
        begun.append(body["size"])
        await asyncio.sleep(1)
        if begun.count(body["size"]) == 1 and body["size"] == 1:
            failure = read_status(PLACE, 429, Complaint(), {"retry-after": "0"})
            return Reply(None, failure, 429)
        return Reply(answer(10), None, 200)

    async def work() -> None:
        sender = open_sender(post, 1)
        await asyncio.gather(*(send(sender, size) for size in (1, 2, 3, 4)))

    simulate(work())

    assert begun == [1, 1, 2, 3, 4]


def test_who_stops_waiting_is_in_nobodys_way() -> None:
    """The first in the queue and one in its middle are cancelled; all others are answered."""

    async def work() -> list[Any]:
        sender = open_sender(server.post, 1)
        tasks = [asyncio.create_task(send(sender)) for _ in range(6)]
        await asyncio.sleep(0.5)
        tasks[1].cancel()
        tasks[3].cancel()
        return await asyncio.gather(*tasks, return_exceptions=True)

    server = Scripted()
    asked = simulate(work())

    cancelled = [isinstance(one, asyncio.CancelledError) for one in asked]
    assert cancelled == [False, True, False, True, False, False]
    assert len(server.sent) == 4


def test_one_that_tries_a_broken_server_and_is_given_up_leaves_it_to_the_next() -> None:
    """Else all would wait for it for ever."""

    async def work() -> list[Any]:
        sender = open_sender(server.post, 16)
        server.fails(503)
        tasks = [asyncio.create_task(send(sender, patience=600)) for _ in range(20)]
        await asyncio.sleep(4)
        server.recovers()
        server.seconds = 50.0
        while server.sent[-1] < 4:
            await asyncio.sleep(0.1)
        for task in tasks[:10]:
            task.cancel()
        server.seconds = 1.0
        return await asyncio.gather(*tasks, return_exceptions=True)

    server = Scripted()
    asked = simulate(work())

    answered = [one for one in asked if isinstance(one, Asking) and one.failure is None]
    assert len(answered) == 10


@pytest.mark.slow
def test_a_server_that_takes_few_at_once_is_asked_for_few_at_once() -> None:
    """Halved by refusals, and one more after each window of answers."""
    provider = Provider(at_once=16)

    run_for(provider, minutes=6)

    admitted, refused = provider.count(180, 360)
    assert refused <= 0.05 * admitted
    assert admitted >= 0.5 * 16 * 180 / 2.3


@pytest.mark.slow
def test_headers_that_mislead_are_not_believed_for_ever() -> None:
    """They say that all is there, and the server refuses: then refusals teach the rate."""

    class Misleading(Leaking):
        def level(self, at: float) -> float:
            return 1e9 if self.says else super().level(at)

        says = False

    meter = Misleading(60)
    provider = Provider(meter, tells=True)
    real = provider._headers

    def headers(at: float) -> dict[str, str]:
        meter.says = True
        said = real(at)
        meter.says = False
        false = {"limit": "600", "remaining": "600", "reset": "0s"}
        return said | {f"x-ratelimit-{name}-requests": value for name, value in false.items()}

    provider._headers = headers  # type: ignore[method-assign]

    run_for(provider, minutes=40)

    check_steady(provider, 25, 40)


def test_a_sliding_minute_is_kept_to_as_well() -> None:
    """Which neither fills little by little nor all at once."""
    provider = Provider(Sliding(60), asks_to_wait=True)

    run_for(provider, minutes=20)

    check_steady(provider, 10, 20)


def test_nobody_waits_for_a_pause_beyond_patience() -> None:
    """Who comes later is told, too, and is not sent."""

    async def work() -> None:
        pacer = Pacer(Pacing(pause=asyncio.sleep, clock=now))
        refusal = read_status(PLACE, 429, Complaint(), {"retry-after": "3600"})
        async with pacer.turn(Wish(10, 10, 60.0, again=False)) as ticket:
            pacer.hear(ticket, Heard(refusal))
        await asyncio.sleep(60)
        with pytest.raises(Kept) as kept:
            async with pacer.turn(Wish(10, 10, 60.0, again=False)):
                pass
        assert kept.value.failure.ending is Ending.RATE_LIMITED
        assert kept.value.failure.wait == pytest.approx(3540, abs=1)
        assert now() == 60

    simulate(work())
