"""Keys of stored answers: what they depend on, what they do not, and what they never hold."""

import hashlib
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.store.keys import EPOCH, canonical, make_key, plain_url
from schemas.stored import Message, Question

QUESTION = Question(
    messages=(
        Message(role="system", content="Write a brief."),
        Message(role="user", content="Qorvex: relapse rate 25 %."),
    ),
    answer_schema={"type": "object", "properties": {"headline": {"type": "string"}}},
    model="small-1",
    parameters={"temperature": Decimal("0.7"), "seed": 4},
    base_url="http://localhost:8000/v1",
)


def test_a_key_is_the_hash_of_the_inputs_kept_beside_it() -> None:
    """Anybody can work a key out again from what is stored."""
    key = make_key(QUESTION)

    assert key.sha256 == hashlib.sha256(key.inputs.encode()).hexdigest()
    assert key.inputs == (
        '{"base_url":"http://localhost:8000/v1","epoch":1,'
        '"messages":[{"content":"Write a brief.","role":"system"},'
        '{"content":"Qorvex: relapse rate 25 %.","role":"user"}],'
        '"model":"small-1","parameters":{"seed":4,"temperature":"0.7"},"repeat":0,'
        '"schema":{"properties":{"headline":{"type":"string"}},"type":"object"}}'
    )


@pytest.mark.parametrize(
    "change",
    [
        {"messages": QUESTION.messages[:1]},
        {"messages": QUESTION.messages[::-1]},
        {"messages": (QUESTION.messages[0], Message(role="user", content="Qorvex: 26 %."))},
        {"messages": (QUESTION.messages[0], Message(role="system", content="Qorvex: 25 %."))},
        {"answer_schema": {"type": "object"}},
        {"answer_schema": {}},
        {"model": "small-2"},
        {"parameters": {"temperature": Decimal("0.8"), "seed": 4}},
        {"parameters": {"temperature": Decimal("0.7")}},
        {"parameters": {"temperature": Decimal("0.7"), "seed": None}},
        {"base_url": "http://localhost:8001/v1"},
        {"base_url": ""},
        {"repeat": 1},
    ],
)
def test_whatever_changes_the_question_changes_the_key(change: dict[str, object]) -> None:
    """Each part of the question counts, and so does the order of what is said."""
    assert make_key(QUESTION.model_copy(update=change)) != make_key(QUESTION)


def test_the_epoch_of_our_code_changes_the_key() -> None:
    """Answers that our code would read in another way now are not found any more."""
    assert make_key(QUESTION, EPOCH + 1).sha256 != make_key(QUESTION).sha256


@pytest.mark.parametrize(
    "change",
    [
        {"parameters": {"seed": 4, "temperature": Decimal("0.70")}},
        {"parameters": {"seed": 4, "temperature": Decimal("7E-1")}},
        {"answer_schema": {"properties": {"headline": {"type": "string"}}, "type": "object"}},
        {"base_url": "HTTP://LocalHost:8000/v1/"},
    ],
)
def test_another_spelling_of_one_question_has_one_key(change: dict[str, object]) -> None:
    """Order of names, zeros at the end and the case of a host change no answer."""
    assert make_key(QUESTION.model_copy(update=change)) == make_key(QUESTION)


def test_openai_has_one_key_whether_named_or_not() -> None:
    """An empty base URL is the one the SDK asks by itself."""
    named = QUESTION.model_copy(update={"base_url": "https://api.openai.com/v1/"})

    assert make_key(named) == make_key(QUESTION.model_copy(update={"base_url": ""}))


@pytest.mark.parametrize("name", ["api_key", "Authorization", "extra_headers", "token"])
def test_a_parameter_that_may_hold_a_key_is_refused(name: str) -> None:
    """What is hashed is stored; a secret must not come that far."""
    with pytest.raises(ValueError, match=r"may hold a key; leave them out"):
        make_key(QUESTION.model_copy(update={"parameters": {name: "sk-canary"}}))


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("https://anna:sk-canary@llm.example/v1", "https://llm.example/v1"),
        ("https://llm.example:8443/v1/?api-key=sk-canary#x", "https://llm.example:8443/v1"),
        ("http://[::1]:8080/v1", "http://[::1]:8080/v1"),
        (" http://llm.example ", "http://llm.example"),
        ("", "https://api.openai.com/v1"),
    ],
)
def test_a_base_url_is_stored_without_secrets(url: str, plain: str) -> None:
    """Some proxies take a password or a key in the address."""
    assert plain_url(url) == plain


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN"), b"bytes"])
def test_what_is_no_json_has_no_key(value: object) -> None:
    """A number that equals nothing, not even itself, would never be found again."""
    with pytest.raises(ValueError, match=r"JSON"):
        canonical({"temperature": value})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


@given(st.dictionaries(st.text(), JSON), st.randoms(use_true_random=False))
def test_the_order_of_names_never_matters(value: dict[str, object], chance: object) -> None:
    """Equal values are spelled alike, however they were put together."""
    names = list(value)
    chance.shuffle(names)  # type: ignore[attr-defined]

    assert canonical({name: value[name] for name in names}) == canonical(value)


@given(JSON, JSON)
def test_different_values_are_spelled_differently(one: object, two: object) -> None:
    """No two questions share a key by their spelling; `True` is not 1 here."""
    assert (canonical(one) == canonical(two)) == (repr(_sorted(one)) == repr(_sorted(two)))


def _sorted(value: object) -> object:
    """The value with its names in order, so that `repr` is as exact as JSON."""
    if isinstance(value, dict):
        return {name: _sorted(value[name]) for name in sorted(value)}
    return [_sorted(item) for item in value] if isinstance(value, list) else value


@given(st.text())
@example("half a pair \ud83d")
def test_any_text_at_all_has_a_key(content: str) -> None:
    """Half a surrogate pair in an article is no reason to fail."""
    question = QUESTION.model_copy(
        update={"messages": (Message.model_construct(role="user", content=content),)}
    )

    assert make_key(question).inputs.isascii()
