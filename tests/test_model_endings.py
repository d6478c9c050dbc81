"""What goes wrong with a question over real sockets: each ends, or passes, in its own way."""

import asyncio
import json
from dataclasses import replace

import pytest
from pydantic import SecretStr

from pipeline.model.client import Client
from schemas.answer import DraftAnswer
from schemas.call import Ending, ModelError
from schemas.model import Mode
from tests.model_client import (
    DRAFT,
    GOOD,
    KEY,
    PROMPT,
    SHAPELESS,
    Pauses,
    ask,
    check_books,
    endings_of,
    fail,
    settings,
    use,
)
from tests.model_server import (
    BAD_KEY,
    FORBIDDEN,
    NO_MODEL,
    NO_QUOTA,
    NO_ROUTE,
    RATE_LIMIT,
    TOO_LONG,
    ModelServer,
    Reply,
    Request,
    fails,
    hangs,
    in_turn,
    limited,
    refuses,
    resets,
    says,
    says_no_json,
)

ENDED: dict[str, tuple[Reply, Ending]] = {
    "cut by its tokens": (says('{"headline": "H', "length"), Ending.TRUNCATED),
    "cut by its tokens, and whole by chance": (says(json.dumps(DRAFT), "length"), Ending.TRUNCATED),
    "refused": (refuses(), Ending.REFUSED),
    "empty": (says(""), Ending.EMPTY),
    "white space": (says(" \n "), Ending.EMPTY),
    "filtered": (says("", "content_filter"), Ending.FILTERED),
    "bad key": (BAD_KEY, Ending.BAD_KEY),
    "forbidden": (FORBIDDEN, Ending.FORBIDDEN),
    "no quota": (NO_QUOTA, Ending.QUOTA),
    "no such model": (NO_MODEL, Ending.UNKNOWN_MODEL),
    "no such path": (NO_ROUTE, Ending.WRONG_URL),
    "a web page": (says_no_json(), Ending.WRONG_URL),
    "JSON that is a list": (Reply(body=b"[]"), Ending.WRONG_URL),
    "JSON that is null": (Reply(body=b"null"), Ending.WRONG_URL),
    "JSON that is words": (Reply(body=b'"hello"'), Ending.WRONG_URL),
    "another API's JSON": (Reply(body=b'{"ok": true}'), Ending.WRONG_URL),
    "no choices": (Reply(body=b'{"choices": []}'), Ending.WRONG_URL),
    "a choice that is null": (Reply(body=b'{"choices": [null]}'), Ending.WRONG_URL),
    "a message that is null": (Reply(body=b'{"choices": [{"message": null}]}'), Ending.EMPTY),
    "too long": (TOO_LONG, Ending.TOO_LONG),
    "bad parameter": (fails(400, "unsupported_parameter"), Ending.BAD_REQUEST),
}


@pytest.mark.parametrize("mode", [Mode.SCHEMA, Mode.TOOLS])
@pytest.mark.parametrize("name", ENDED)
def test_what_no_retry_can_mend_ends_at_once(name: str, mode: Mode) -> None:
    """One call, one sentence, its own ending."""
    reply, ending = ENDED[name]
    with ModelServer(lambda request: reply) as server:
        error = fail(settings(server, mode=mode))

    assert error.ending is ending
    assert endings_of(error) == [ending.value]
    assert str(error).startswith(f"m at {server.url}: ")
    check_books(server, error)


def test_each_ending_has_a_sentence_of_its_own() -> None:
    """Eleven failures, eleven different things to do."""
    said: dict[Ending, str] = {}
    for reply, ending in ENDED.values():
        with ModelServer(in_turn(reply)) as server:
            said[ending] = str(fail(settings(server))).removeprefix(f"m at {server.url}: ")

    assert len(set(said.values())) == len(said) == 11


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_carries_the_article_nowhere(status: int) -> None:
    """Neither article nor key goes to a server that nobody set."""
    with ModelServer(lambda request: GOOD) as other:
        away = Reply(status=status, headers={"Location": f"{other.url}/chat/completions"})
        with ModelServer(lambda request: away) as server:
            error = fail(settings(server))

    assert error.ending is Ending.WRONG_URL
    assert f"answered {status}" in str(error)
    assert len(server.requests) == 1
    assert not other.requests


def test_nobody_listening_is_told_apart() -> None:
    """A server that was not started."""
    with ModelServer(lambda request: GOOD) as server:
        chosen = settings(server, retries=1)
    error = fail(chosen)

    assert error.ending is Ending.UNREACHABLE
    assert "cannot be reached" in str(error)
    assert endings_of(error) == ["unreachable"] * 2


def test_a_key_with_a_line_break_is_seen_before_anybody_is_asked() -> None:
    """It would look like a broken network."""
    with ModelServer(lambda request: GOOD) as server, pytest.raises(ModelError) as caught:
        ask(settings(server, key=SecretStr(f"{KEY}\n")))

    assert caught.value.ending is Ending.BAD_KEY
    assert KEY not in str(caught.value)
    assert not server.requests


PASSING: dict[str, tuple[Reply, Ending]] = {
    "too many requests": (RATE_LIMIT, Ending.RATE_LIMITED),
    "408": (fails(408), Ending.TIMEOUT),
    "409": (fails(409), Ending.SERVER),
    "500": (fails(500), Ending.SERVER),
    "503": (fails(503), Ending.SERVER),
    "an error that is no JSON": (Reply(status=502, body=b"<html>Bad gateway"), Ending.SERVER),
    "a reset": (resets(), Ending.UNREACHABLE),
    "a body cut in the middle": (replace(GOOD, cut=0.5), Ending.UNREACHABLE),
    "a body that is no JSON": (Reply(body=b'{"id": 1,'), Ending.SERVER),
    "silence": (hangs(), Ending.TIMEOUT),
    "slow bytes": (replace(GOOD, pace=0.4), Ending.TIMEOUT),
}


@pytest.mark.parametrize("name", PASSING)
def test_what_may_pass_is_tried_again(name: str) -> None:
    """The second attempt is answered, and both are on the books."""
    reply, ending = PASSING[name]
    pauses = Pauses()
    with ModelServer(in_turn(reply, GOOD)) as server:
        answered = ask(settings(server, timeout=1.5), pauses=pauses)

    assert answered.value.headline == "H"
    assert endings_of(answered) == [ending.value, "answered"]
    assert len(pauses.seconds) == 1
    assert len(server.requests) == 2
    assert answered.call.tokens == server.charged[-1]


@pytest.mark.parametrize("name", ["500", "a reset"])
def test_what_does_not_pass_is_given_up_after_so_many_retries(name: str) -> None:
    """The layers do not multiply: one and three retries are four calls, not more."""
    reply, ending = PASSING[name]
    with ModelServer(lambda request: reply) as server:
        error = fail(settings(server, retries=3))

    assert error.ending is ending
    assert endings_of(error) == [ending.value] * 4
    assert "tried 4 times" in str(error)
    check_books(server, error)


def test_being_asked_too_often_is_a_matter_of_patience_and_not_of_retries() -> None:
    """Limits are mostly by the minute, which no number of retries outlasts."""
    pauses = Pauses()
    with ModelServer(in_turn(*[RATE_LIMIT] * 12, GOOD)) as server:
        answered = ask(settings(server, retries=0, patience=900), pauses=pauses)
    with ModelServer(lambda request: RATE_LIMIT) as server:
        error = fail(settings(server, retries=0, patience=60))

    assert endings_of(answered) == ["rate_limited"] * 12 + ["answered"]
    assert error.ending is Ending.RATE_LIMITED
    assert "(tried " in str(error)
    assert len(server.requests) < 40
    check_books(server, error)


@pytest.mark.parametrize("known", ["max_tokens", "max_completion_tokens"])
@pytest.mark.parametrize("effort", ["", "low"])
def test_the_most_tokens_are_called_as_the_server_knows_them(known: str, effort: str) -> None:
    """Asked for once by the wrong name, and by the right one ever after."""

    def script(request: Request) -> Reply:
        for name in {"max_tokens", "max_completion_tokens"} & request.body.keys() - {known}:
            return fails(400, "unsupported_parameter", param=name)
        return GOOD

    async def work(client: Client) -> list[int]:
        many = [await client.ask(PROMPT, DraftAnswer) for _ in range(3)]
        return [len(answered.call.attempts) for answered in many]

    with ModelServer(script) as server:
        tried = use(settings(server, effort=effort), work)

    right = (known == "max_completion_tokens") is bool(effort)
    assert tried == ([1, 1, 1] if right else [2, 1, 1])


def test_a_server_that_knows_neither_name_for_the_most_tokens_is_told() -> None:
    """Both are tried, once each."""

    def script(request: Request) -> Reply:
        (name,) = {"max_tokens", "max_completion_tokens"} & request.body.keys()
        return fails(400, "unsupported_parameter", param=name)

    with ModelServer(script) as server:
        error = fail(settings(server))

    assert endings_of(error) == ["bad_request"] * 2
    assert "(unsupported_parameter, max_completion_tokens)" in str(error)


def test_retries_are_of_a_question_not_of_each_reask() -> None:
    """Two before the re-ask and one after it are three."""
    script = in_turn(fails(500), fails(500), SHAPELESS, fails(500), GOOD)
    with ModelServer(script) as server:
        error = fail(settings(server, retries=2))

    assert endings_of(error) == ["server", "server", "reasked", "server"]


@pytest.mark.parametrize(
    ("reply", "least"),
    [
        (limited("7"), 7.0),
        (limited("250", "retry-after-ms"), 0.25),
        (replace(fails(503), headers={"Retry-After": "3"}), 3.0),
    ],
)
def test_a_server_is_left_alone_as_long_as_it_asks(reply: Reply, least: float) -> None:
    """And a little longer, so that not all come back at once."""
    pauses = Pauses()
    with ModelServer(in_turn(reply, GOOD)) as server:
        ask(settings(server), pauses=pauses)

    assert least <= pauses.seconds[0] <= least + 0.5


def test_without_a_word_of_the_server_waits_grow_at_random() -> None:
    """Full jitter: from nought to a bound that doubles, so that clients spread."""
    waits = []
    for _ in range(20):
        pauses = Pauses()
        with ModelServer(in_turn(*[RATE_LIMIT] * 4, GOOD)) as server:
            ask(settings(server, retries=0), pauses=pauses)
        waits.append(pauses.seconds)

    for bound, column in zip((0.5, 1, 2, 4), zip(*waits, strict=True), strict=True):
        assert all(0 <= wait <= bound for wait in column)
        assert max(column) - min(column) > bound / 4


def test_a_wait_beyond_our_patience_is_not_waited() -> None:
    """It is told instead."""
    pauses = Pauses()
    with ModelServer(lambda request: limited("3600")) as server, pytest.raises(ModelError) as e:
        ask(settings(server, patience=60), pauses=pauses)

    assert "(it asks to wait 3600 seconds)" in str(e.value)
    assert not pauses.seconds
    assert len(server.requests) == 1


def test_patience_ends_a_question_whatever_is_still_to_be_tried() -> None:
    """Seconds of the whole question, attempts and waits together."""
    loop_time: list[float] = []

    async def work(client: Client) -> None:
        loop = asyncio.get_running_loop()
        begin = loop.time()
        with pytest.raises(ModelError) as caught:
            await client.ask(PROMPT, DraftAnswer)
        loop_time.append(loop.time() - begin)
        assert caught.value.ending is Ending.TIMEOUT

    with ModelServer(lambda request: hangs()) as server:
        use(settings(server, patience=0.8, timeout=0.3, retries=50), work)

    assert loop_time[0] < 6
