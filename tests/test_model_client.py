"""What is sent to a server, and how its answers come back in their shape."""

import asyncio
import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from pydantic import SecretStr

from pipeline.model.ask import Answered, Turn
from pipeline.model.client import Client
from pipeline.model.transport import open_sdk
from schemas.answer import DraftAnswer
from schemas.call import Ending, Tokens
from schemas.model import Mode, ModelSettings
from tests.model_client import (
    ARTICLE,
    DRAFT,
    GOOD,
    KEY,
    PRICE,
    PROMPT,
    SHAPELESS,
    ask,
    attempts_of,
    check_books,
    endings_of,
    fail,
    settings,
    use,
)
from tests.model_server import (
    ModelServer,
    Reply,
    Request,
    fails,
    gives,
    in_turn,
    says,
)


@pytest.mark.parametrize("mode", [Mode.SCHEMA, Mode.TOOLS, Mode.JSON])
def test_an_answer_comes_back_in_its_shape_in_every_mode(mode: Mode) -> None:
    """The value, the words as they were sent, and what it took."""
    with ModelServer(lambda request: GOOD) as server:
        answered = ask(settings(server, mode=mode))

    assert type(answered.value) is DraftAnswer
    assert answered.value.sentences[0].text == "{f1} responded."
    assert json.loads(answered.raw) == DRAFT
    assert answered.call.prompt == PROMPT.ref
    assert endings_of(answered) == ["answered"]
    check_books(server, answered)


@pytest.mark.parametrize("mode", [Mode.SCHEMA, Mode.TOOLS, Mode.JSON])
def test_the_article_is_never_rendered(mode: Mode) -> None:
    """Instructor renders messages as templates where it is given a context; it is given none."""
    with ModelServer(in_turn(SHAPELESS, GOOD)) as server:
        ask(settings(server, mode=mode))

    assert [request.user for request in server.requests] == [ARTICLE, ARTICLE]


def strict_objects(schema: object) -> list[dict[str, Any]]:
    """Every object in a JSON schema."""
    if isinstance(schema, list):
        return [found for item in schema for found in strict_objects(item)]
    if not isinstance(schema, dict):
        return []
    inner = [found for item in schema.values() for found in strict_objects(item)]
    return [schema, *inner] if schema.get("type") == "object" else inner


def test_the_schema_is_strict_on_the_wire() -> None:
    """Instructor itself sends no `strict` in chat completions; every field must be required."""
    with ModelServer(lambda request: GOOD) as server:
        ask(settings(server))

    (request,) = server.requests
    sent = request.body["response_format"]
    objects = strict_objects(sent["json_schema"]["schema"])
    assert sent["type"] == "json_schema"
    assert sent["json_schema"]["strict"] is True
    assert sent["json_schema"]["name"] == "DraftAnswer"
    assert len(objects) == 2
    for found in objects:
        assert found["additionalProperties"] is False
        assert sorted(found["required"]) == sorted(found["properties"])
    assert "tools" not in request.body


def test_tool_mode_forces_one_call_and_json_mode_sends_words_only() -> None:
    """Each mode sends what its servers understand, and nothing else."""
    with ModelServer(lambda request: GOOD) as server:
        ask(settings(server, mode=Mode.TOOLS))
        ask(settings(server, mode=Mode.JSON))

    tools, words = server.requests
    assert tools.tool == "DraftAnswer"
    assert tools.body["tool_choice"]["function"]["name"] == "DraftAnswer"
    assert "response_format" not in tools.body
    assert not {"tools", "tool_choice", "response_format"} & words.body.keys()
    assert '"additionalProperties": false' in words.system


def test_parameters_are_sent_as_they_are_set() -> None:
    """What is not set is not sent: reasoning models refuse a temperature."""
    with ModelServer(lambda request: GOOD) as server:
        ask(settings(server, most_tokens=700))
        ask(settings(server, temperature=Decimal("0.3"), seed=5))
        ask(settings(server, effort="low"))

    plain, warm, reasoning = (request.body for request in server.requests)
    assert plain["max_tokens"] == 700
    assert not {"temperature", "seed", "reasoning_effort", "max_completion_tokens"} & plain.keys()
    assert (warm["temperature"], warm["seed"]) == (0.3, 5)
    assert reasoning["reasoning_effort"] == "low"
    assert reasoning["max_completion_tokens"] == 4000
    assert "max_tokens" not in reasoning


def test_earlier_answers_and_complaints_are_sent_after_the_prompt() -> None:
    """The model sees its own words and what we found wrong with them."""
    turns = (Turn("one", "no"), Turn("two", "still no"))
    with ModelServer(lambda request: GOOD) as server:
        use(settings(server), lambda client: client.ask(PROMPT, DraftAnswer, turns))

    (request,) = server.requests
    assert [(m["role"], m["content"]) for m in request.messages[2:]] == [
        ("assistant", "one"),
        ("user", "no"),
        ("assistant", "two"),
        ("user", "still no"),
    ]


def test_the_environment_does_not_send_questions_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The SDK reads an address and a key from it; ours come from the settings."""
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-other")
    with ModelServer(lambda request: GOOD) as server:
        ask(settings(server))

    assert server.requests[0].headers["authorization"] == f"Bearer {KEY}"


def test_no_base_url_means_openais_own_whatever_the_environment_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The record says so, and so it must be; nobody is asked here."""
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")

    async def find_url() -> str:
        async with open_sdk(ModelSettings(model="m", key=SecretStr(KEY))) as sdk:
            return str(sdk.base_url)

    assert asyncio.run(find_url()) == "https://api.openai.com/v1/"


@pytest.mark.parametrize("mode", [Mode.SCHEMA, Mode.TOOLS, Mode.JSON])
def test_an_answer_out_of_shape_is_asked_for_again(mode: Mode) -> None:
    """With what was wrong, and without a web page of pydantic's."""
    with ModelServer(in_turn(SHAPELESS, GOOD)) as server:
        answered = ask(settings(server, mode=mode))

    first, second = server.requests
    assert endings_of(answered) == ["reasked", "answered"]
    assert "- sentences: Field required" in second.last
    assert "pydantic" not in second.last
    assert len(second.messages) == len(first.messages) + 2
    check_books(server, answered)


@pytest.mark.parametrize("reasks", [0, 1, 2])
def test_a_shape_is_asked_for_as_often_as_set_and_no_more(reasks: int) -> None:
    """`reasks` are corrections: so many, after the first answer."""
    with ModelServer(lambda request: SHAPELESS) as server:
        error = fail(settings(server, reasks=reasks))

    assert error.ending is Ending.MALFORMED
    assert endings_of(error) == ["reasked"] * reasks + ["malformed"]
    assert "sentences: Field required" in str(error)
    check_books(server, error)


def test_tokens_and_cost_are_of_each_attempt_not_added_up() -> None:
    """Instructor adds usage up in place: 120, 240, 360 for three attempts of 120 each."""
    usage = {
        "prompt_tokens": 100,
        "completion_tokens": 20,
        "prompt_tokens_details": {"cached_tokens": 60},
        "completion_tokens_details": {"reasoning_tokens": 5},
    }
    with ModelServer(lambda request: replace(SHAPELESS, usage=usage)) as server:
        error = fail(settings(server, price=PRICE))

    each = Tokens(prompt=100, cached=60, completion=20, reasoning=5)
    assert [attempt.tokens for attempt in attempts_of(error)] == [each] * 3
    # By hand: 40 at $2, 60 at $0.50 and 20 at $8 a million.
    assert [attempt.cost for attempt in attempts_of(error)] == [Decimal("0.00027")] * 3
    assert error.call is not None
    assert error.call.cost == Decimal("0.00081")
    check_books(server, error)


@pytest.mark.parametrize(
    "reply",
    [
        says("```json\n" + json.dumps(DRAFT) + "\n```"),
        says("<think>{}</think>" + json.dumps(DRAFT)),
    ],
)
@pytest.mark.parametrize("mode", [Mode.SCHEMA, Mode.JSON])
def test_a_fence_or_thoughts_cost_no_second_call(mode: Mode, reply: Reply) -> None:
    """Servers that ignore the schema send them."""
    with ModelServer(lambda request: reply) as server:
        answered = ask(settings(server, mode=mode))

    assert answered.value.headline == "H"
    check_books(server, answered)


def test_words_in_place_of_a_tools_call_are_asked_for_again() -> None:
    """And told apart where they keep coming."""
    words = replace(says("Here is my brief."), plain=True)
    with ModelServer(lambda request: words) as server:
        error = fail(settings(server, mode=Mode.TOOLS, reasks=1))

    assert error.ending is Ending.MALFORMED
    assert "did not call the tool" in str(error)
    check_books(server, error)


def test_a_network_that_failed_first_is_not_blamed_for_a_misfit() -> None:
    """The last thing that went wrong is what is told."""
    with ModelServer(in_turn(fails(503), SHAPELESS)) as server:
        error = fail(settings(server, reasks=1))

    assert error.ending is Ending.MALFORMED
    assert endings_of(error) == ["server", "reasked", "malformed"]


def test_many_questions_at_once_each_get_their_own_answer() -> None:
    """A retry object shared by tasks loses some; ours is fresh for each question."""

    def script(request: Request) -> Reply:
        if request.number % 7 == 3:
            return fails(500)
        if request.number % 7 == 5:
            return SHAPELESS
        return gives({"headline": request.user, "sentences": []})

    async def work(client: Client) -> list[Answered[DraftAnswer]]:
        prompts = [PROMPT.model_copy(update={"user": f"article {n}"}) for n in range(120)]
        return await asyncio.gather(*(client.ask(prompt, DraftAnswer) for prompt in prompts))

    with ModelServer(script) as server:
        answers = use(settings(server, retries=30, reasks=30), work)

    assert [a.value.headline for a in answers] == [f"article {n}" for n in range(120)]
    assert sum(len(a.call.attempts) for a in answers) == len(server.requests)
    assert sum((a.call.tokens for a in answers), Tokens()) == server.tokens
