"""The answer store: what is kept, for whom, in which cache mode; and where it lies."""

import stat
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.store.answers import open_answers
from pipeline.store.keys import make_key
from pipeline.store.place import store_path
from pipeline.store.recall import Entry, find_stored, keep
from schemas.call import Ending, ModelError, Tokens
from schemas.errors import EvenbriefError
from schemas.stored import Cache, Message, Question, Stored
from tests.stored_answers import ANSWER, key_of


def test_a_stored_answer_keeps_what_it_took_when_it_was_given(tmp_path: Path) -> None:
    """Tokens, cost, time and the model that answered come back as they were.

    The second opening stands for another process: nothing is shared but the file.
    """
    with open_answers(tmp_path / "s.db", Cache.READWRITE) as store:
        assert store is not None
        store.put(key_of(1), ANSWER)

    with open_answers(tmp_path / "s.db", Cache.READWRITE) as again:
        assert again is not None
        assert again.get(key_of(1)) == ANSWER
        assert again.get(key_of(2)) is None


@pytest.mark.parametrize("cost", [None, Decimal(0), Decimal("0.00010"), Decimal("1E-12")])
def test_a_cost_stays_exact_and_unknown_stays_unknown(tmp_path: Path, cost: Decimal | None) -> None:
    """Money is never a float, and a price nobody knows is not zero."""
    with open_answers(tmp_path / "s.db", Cache.READWRITE) as store:
        assert store is not None
        store.put(key_of(1), ANSWER.model_copy(update={"cost": cost}))
        found = store.get(key_of(1))

    assert found is not None
    assert repr(found.cost) == repr(cost)


@given(raw=st.text())
@example(raw="\ud83d and no more")
@example(raw="\x00{")
@settings(max_examples=50)
def test_any_answer_comes_back_character_for_character(
    tmp_path_factory: pytest.TempPathFactory, raw: str
) -> None:
    """NUL, half a surrogate pair and broken JSON are what a server sent, so they are kept."""
    path = tmp_path_factory.getbasetemp() / "any_answer.db"
    with open_answers(path, Cache.READWRITE) as store:
        assert store is not None
        store.put(key_of(1), Stored.model_construct(**{**dict(ANSWER), "raw": raw}))
        found = store.get(key_of(1))
        store.drop(key_of(1), raw)
        assert store.get(key_of(1)) is None

    assert found is not None
    assert found.raw == raw


def test_of_two_answers_to_one_question_the_first_stays(tmp_path: Path) -> None:
    """A replay gives today what it gave yesterday."""
    with open_answers(tmp_path / "s.db", Cache.READWRITE) as store:
        assert store is not None
        store.put(key_of(1), ANSWER)
        store.put(key_of(1), ANSWER.model_copy(update={"raw": "another"}))

        assert store.get(key_of(1)) == ANSWER


def test_an_answer_that_did_not_fit_gives_way_to_the_next(tmp_path: Path) -> None:
    """It is kept until that one is there; what another task has put there meanwhile stays."""
    better = ANSWER.model_copy(update={"raw": "better", "seconds": 0.5})
    with open_answers(tmp_path / "s.db", Cache.READWRITE) as store:
        assert store is not None
        store.put(key_of(1), ANSWER)
        store.put(key_of(1), ANSWER.model_copy(update={"raw": "later"}), unfit="another's words")
        assert store.get(key_of(1)) == ANSWER

        store.put(key_of(1), better, unfit=ANSWER.raw)
        assert store.get(key_of(1)) == better


def test_what_turned_out_to_be_no_answer_can_be_dropped(tmp_path: Path) -> None:
    """An answer is stored before it is parsed; errors do not stay."""
    with open_answers(tmp_path / "s.db", Cache.READWRITE) as store:
        assert store is not None
        store.put(key_of(1), ANSWER)
        store.put(key_of(2), ANSWER)
        store.drop(key_of(1), ANSWER.raw)
        store.drop(key_of(2), "another task's words")
        store.drop(key_of(3), ANSWER.raw)

        assert store.get(key_of(1)) is None
        assert store.get(key_of(2)) == ANSWER


def test_with_the_cache_off_there_is_no_store(tmp_path: Path) -> None:
    """Nothing is taken, nothing is kept, no file is made."""
    with open_answers(tmp_path / "s.db", Cache.OFF) as store:
        assert store is None
        assert find_stored(store, key_of(1), Cache.OFF, "draft_brief@2") is None
        keep(store, Entry(key_of(1), ANSWER), Cache.OFF)

    assert list(tmp_path.iterdir()) == []


def test_readwrite_takes_what_is_there_and_keeps_what_is_new(tmp_path: Path) -> None:
    """A miss is no failure: the model is asked, and its answer is found the next time."""
    with open_answers(tmp_path / "s.db", Cache.READWRITE) as store:
        assert find_stored(store, key_of(1), Cache.READWRITE, "draft_brief@2") is None
        keep(store, Entry(key_of(1), ANSWER), Cache.READWRITE)

        assert find_stored(store, key_of(1), Cache.READWRITE, "draft_brief@2") == ANSWER


def test_a_replay_asks_nobody_and_says_what_is_missing(tmp_path: Path) -> None:
    """What is stored comes back; what is not is an error of its own kind, in one sentence."""
    with open_answers(tmp_path / "s.db", Cache.READWRITE) as store:
        keep(store, Entry(key_of(1), ANSWER), Cache.READWRITE)

    with open_answers(tmp_path / "s.db", Cache.REPLAY) as store:
        assert find_stored(store, key_of(1), Cache.REPLAY, "draft_brief@2") == ANSWER
        with pytest.raises(ModelError) as raised:
            find_stored(store, key_of(2), Cache.REPLAY, "draft_brief@2")

    assert raised.value.ending is Ending.NOT_STORED
    assert str(raised.value) == (
        f"draft_brief@2: no answer with key {key_of(2).sha256[:12]} is stored, and --cache=replay "
        "asks nobody; run once with --cache=readwrite, or name the store that holds it"
    )


def test_a_replay_changes_not_one_byte(tmp_path: Path) -> None:
    """A store that is kept under version control stays clean, and nothing is left beside it."""
    with open_answers(tmp_path / "s.db", Cache.READWRITE) as store:
        keep(store, Entry(key_of(1), ANSWER), Cache.READWRITE)
    before = (tmp_path / "s.db").read_bytes()

    with open_answers(tmp_path / "s.db", Cache.REPLAY) as store:
        keep(store, Entry(key_of(2), ANSWER), Cache.REPLAY)
        assert store is not None
        with pytest.raises(EvenbriefError, match=r"cannot be written"):
            store.put(key_of(2), ANSWER)

    assert (tmp_path / "s.db").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["s.db"]


def test_what_was_asked_is_kept_beside_the_answer_and_no_secret_is(tmp_path: Path) -> None:
    """The inputs of a key can be read in the file; a password in the base URL cannot."""
    question = Question(
        messages=(Message(role="user", content="Qorvex, question seven"),),
        answer_schema={},
        model="small-1",
        base_url="https://anna:sk-canary-1@llm.example/v1?key=sk-canary-2",
    )
    with open_answers(tmp_path / "s.db", Cache.READWRITE) as store:
        keep(store, Entry(make_key(question), ANSWER), Cache.READWRITE)

    written = (tmp_path / "s.db").read_bytes()
    assert b"Qorvex, question seven" in written
    assert b"https://llm.example/v1" in written
    assert b"canary" not in written
    assert b"anna" not in written


def test_nobody_but_its_owner_may_read_the_store(tmp_path: Path) -> None:
    """Articles stand in it that are not out yet; the log beside it is no more open."""
    with open_answers(tmp_path / "new" / "s.db", Cache.READWRITE) as store:
        keep(store, Entry(key_of(1), ANSWER), Cache.READWRITE)
        modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in (tmp_path / "new").iterdir()}

    assert modes["s.db"] == 0o600
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"EVENBRIEF_STORE": "answers.db", "XDG_DATA_HOME": "/data"}, "answers.db"),
        ({"EVENBRIEF_STORE": "~/answers.db"}, "~/answers.db"),
        ({"XDG_DATA_HOME": "/data"}, "/data/evenbrief/store.db"),
        ({"XDG_DATA_HOME": "relative"}, "~/.local/share/evenbrief/store.db"),
        ({"EVENBRIEF_STORE": ""}, "~/.local/share/evenbrief/store.db"),
        ({}, "~/.local/share/evenbrief/store.db"),
    ],
)
def test_the_store_lies_where_it_is_told_or_among_the_users_data(
    environment: dict[str, str], expected: str
) -> None:
    """The specification says to ignore a data home that is not absolute."""
    assert store_path(environment) == Path(expected).expanduser()


def test_tokens_of_an_answer_that_never_counted_them_are_zero(tmp_path: Path) -> None:
    """Some servers do not count."""
    with open_answers(tmp_path / "s.db", Cache.READWRITE) as store:
        assert store is not None
        store.put(key_of(1), ANSWER.model_copy(update={"tokens": Tokens()}))
        found = store.get(key_of(1))

    assert found is not None
    assert found.tokens == Tokens()
