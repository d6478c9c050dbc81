"""How a server is made to answer in a shape is asked once, and what was stored is not asked."""

import asyncio
import json
from dataclasses import dataclass, field, replace

import pytest

from pipeline.model.ask import Answered
from pipeline.model.budget import Budget
from pipeline.model.client import Client, open_client
from pipeline.store.keys import Key
from schemas.answer import DraftAnswer
from schemas.call import Ending, ModelError, Tokens
from schemas.model import Mode, ModelSettings
from schemas.prompt import Prompt
from schemas.stored import Cache, Stored
from tests.model_client import (
    DRAFT,
    GOOD,
    KEY,
    PRICE,
    PROMPT,
    SHAPELESS,
    Pauses,
    fail,
    settings,
    use,
)
from tests.model_server import (
    BAD_KEY,
    NO_MODEL,
    NO_QUOTA,
    NO_ROUTE,
    ModelServer,
    Reply,
    Request,
    Script,
    fails,
    gives,
    in_turn,
    refuses,
    says,
)


@dataclass
class Kept:
    """Answers in memory, as a store keeps them."""

    rows: dict[str, Stored] = field(default_factory=dict)

    def get(self, key: Key) -> Stored | None:
        """One answer."""
        return self.rows.get(key.sha256)

    def put(self, key: Key, stored: Stored, unfit: str = "") -> None:
        """Keep one."""
        assert KEY not in key.inputs
        self.drop(key, unfit)
        self.rows.setdefault(key.sha256, stored)

    def drop(self, key: Key, unfit: str) -> None:
        """Forget one."""
        if key.sha256 in self.rows and self.rows[key.sha256].raw == unfit:
            del self.rows[key.sha256]


def probe_script(honours: str) -> Script:
    """A server that honours a schema, a tool, or neither, and answers plainly otherwise."""

    def script(request: Request) -> Reply:
        if "response_format" in request.body and honours == "refuses response_format":
            return fails(400, "invalid_request_error")
        kind = "tools" if request.tool else "schema"
        if request.shape == "Ready" and kind == honours:
            return gives({"word": "ready"})
        if request.shape == "Ready" and honours == "fences":
            return replace(says('```json\n{"word": "ready"}\n```'), plain=True)
        if request.shape == "Ready":
            if request.tool and honours == "refuses response_format":
                return gives({"word": "ready"})
            return replace(says("Ready."), plain=True)
        return GOOD

    return script


@pytest.mark.parametrize(
    ("honours", "mode", "calls"),
    [
        ("schema", Mode.SCHEMA, 1),
        ("tools", Mode.TOOLS, 2),
        ("refuses response_format", Mode.TOOLS, 2),
        ("nothing", Mode.JSON, 2),
        ("fences", Mode.JSON, 2),
    ],
)
def test_the_strictest_mode_a_server_honours_is_found(honours: str, mode: Mode, calls: int) -> None:
    """It is asked for a plain word under a schema; only one that enforces it answers in JSON."""

    async def work(client: Client) -> tuple[Mode, Answered[DraftAnswer]]:
        await asyncio.gather(*(client.probe() for _ in range(5)))
        answered = await client.ask(PROMPT, DraftAnswer)
        assert client.probed is not None
        assert len(client.probed.attempts) == calls
        assert client.probed.tokens + answered.call.tokens == server.tokens
        return await client.probe(), answered

    with ModelServer(probe_script(honours)) as server:
        found, answered = use(settings(server, mode=Mode.AUTO), work)

    assert found is mode
    assert answered.value.headline == "H"
    assert len(server.requests) == calls + 1


def test_a_mode_that_is_set_is_not_asked_for() -> None:
    """It costs nothing."""
    with ModelServer(lambda request: GOOD) as server:
        mode = use(settings(server, mode=Mode.TOOLS), lambda client: client.probe())

    assert mode is Mode.TOOLS
    assert not server.requests


def test_a_server_that_fails_in_both_modes_is_not_said_to_honour_a_third() -> None:
    """It is down; one that fails in the first only may be unable to read a schema."""
    with ModelServer(lambda request: fails(500)) as server:
        error = fail(settings(server, mode=Mode.AUTO, retries=0))
    with ModelServer(in_turn(fails(500), gives({"word": "ready"}))) as other:
        mode = use(settings(other, mode=Mode.AUTO, retries=0), lambda client: client.probe())

    assert error.ending is Ending.SERVER
    assert len(server.requests) == 2
    assert mode is Mode.TOOLS


def test_a_probe_may_not_ramble() -> None:
    """A model that ignores what it is asked for is stopped after a thousand tokens."""
    with ModelServer(lambda request: says("Ready,", "length")) as server:
        mode = use(settings(server, mode=Mode.AUTO), lambda client: client.probe())

    assert mode is Mode.JSON
    assert [request.body["max_tokens"] for request in server.requests] == [1000, 1000]


@pytest.mark.parametrize("reply", [BAD_KEY, NO_QUOTA, NO_ROUTE, NO_MODEL])
def test_a_probe_tells_what_is_wrong_with_the_server(reply: Reply) -> None:
    """A bad key says nothing about schemas."""
    with ModelServer(lambda request: reply) as server:
        error = fail(settings(server, mode=Mode.AUTO))

    assert len(server.requests) == 1
    assert error.call is not None
    assert error.call.prompt.name == "probe"


def ask_stored(
    chosen: ModelSettings, store: Kept, cache: Cache, prompt: Prompt = PROMPT
) -> Answered[DraftAnswer]:
    """One question with a store."""

    async def run() -> Answered[DraftAnswer]:
        async with open_client(chosen, store, cache, Budget(), Pauses().pacing) as client:
            return await client.ask(prompt, DraftAnswer)

    return asyncio.run(run())


def test_a_stored_answer_is_not_asked_for_again() -> None:
    """The same value and words; tokens and cost of a new call are nought."""
    store = Kept()
    with ModelServer(in_turn(SHAPELESS, GOOD)) as server:
        chosen = settings(server, price=PRICE)
        first = ask_stored(chosen, store, Cache.READWRITE)
        again = ask_stored(chosen, store, Cache.READWRITE)
        asked = len(server.requests)
    replayed = ask_stored(chosen, store, Cache.REPLAY)

    (row,) = store.rows.values()
    assert asked == 2
    assert again.value == replayed.value == first.value
    assert again.raw == first.raw
    assert again.call.stored
    assert replayed.call.tokens == Tokens()
    assert replayed.call.cost == 0
    assert row.tokens == first.call.tokens
    assert row.cost == first.call.cost
    assert row.prompt == "draft_brief@2"


def test_a_replay_asks_nobody_not_even_for_the_mode() -> None:
    """With the mode left to the server, and the server gone."""
    store = Kept()
    with ModelServer(probe_script("schema")) as server:
        chosen = settings(server, mode=Mode.AUTO)
        ask_stored(chosen, store, Cache.READWRITE)

    assert ask_stored(chosen, store, Cache.REPLAY).value.headline == "H"


def test_what_is_not_stored_fails_in_a_replay() -> None:
    """Another word in the prompt is another question."""
    other = PROMPT.model_copy(update={"user": "another article"})
    with ModelServer(lambda request: GOOD) as server:
        store = Kept()
        ask_stored(settings(server), store, Cache.READWRITE)
        with pytest.raises(ModelError) as caught:
            ask_stored(settings(server), store, Cache.REPLAY, other)

    assert caught.value.ending is Ending.NOT_STORED
    assert len(server.requests) == 1


def test_several_answers_to_one_question_are_kept_apart() -> None:
    """By the number of the repeat, which the model does not see."""
    store = Kept()

    async def run() -> list[str]:
        async with open_client(chosen, store, Cache.READWRITE, Budget(), Pauses().pacing) as client:
            many = [await client.ask(PROMPT, DraftAnswer, (), n) for n in (0, 1, 0, 1)]
            return [answered.value.headline for answered in many]

    script = in_turn(*(gives({"headline": h, "sentences": []}) for h in "ab"))
    with ModelServer(script) as server:
        chosen = settings(server)
        headlines = asyncio.run(run())

    assert headlines == ["a", "b", "a", "b"]
    assert server.requests[0].body == server.requests[1].body


def test_what_changes_an_answer_is_another_question() -> None:
    """Another mode, temperature, model or number of tokens is asked for anew; a key is not."""
    store = Kept()
    with ModelServer(lambda request: GOOD) as server:
        for given in (
            {}, {"mode": Mode.TOOLS}, {"temperature": "0.5"}, {"model": "n"}, {"most_tokens": 9},
            {"seed": 1}, {"effort": "low"}, {"key": "sk-other"}, {"timeout": 9.0},
        ):  # fmt: skip
            ask_stored(settings(server, **given), store, Cache.READWRITE)

    assert len(store.rows) == len(server.requests) == 7


def test_errors_are_not_stored() -> None:
    """The next run asks again."""
    store = Kept()
    with ModelServer(in_turn(refuses(), GOOD)) as server:
        with pytest.raises(ModelError):
            ask_stored(settings(server), store, Cache.READWRITE)
        assert not store.rows
        assert ask_stored(settings(server), store, Cache.READWRITE).value.headline == "H"


def test_a_stored_answer_that_does_not_fit_is_asked_for_anew() -> None:
    """A store may hold what an older version put there; a replay says so."""
    store = Kept()
    with ModelServer(lambda request: GOOD) as server:
        chosen = settings(server)
        ask_stored(chosen, store, Cache.READWRITE)
        (key,) = store.rows
        bad = store.rows[key].model_copy(update={"raw": "{}"})
        store.rows[key] = bad
        with pytest.raises(ModelError) as caught:
            ask_stored(chosen, store, Cache.REPLAY)
        again = ask_stored(chosen, store, Cache.READWRITE)

    assert caught.value.ending is Ending.MALFORMED
    assert again.value.headline == "H"
    assert json.loads(store.rows[key].raw) == DRAFT
