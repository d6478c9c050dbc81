"""What a server sent is on the disk before anybody reads it; what turns out to be none goes."""

import asyncio
import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.model.ask import Answered
from pipeline.model.budget import Budget
from pipeline.model.client import open_client
from pipeline.store.answers import AnswerStore, open_answers
from pipeline.store.keys import Key
from schemas.answer import DraftAnswer
from schemas.call import Ending, ModelError
from schemas.errors import StoreError
from schemas.model import ModelSettings
from schemas.stored import Cache, Stored
from tests.model_client import DRAFT, GOOD, PROMPT, SHAPELESS, Pauses, settings
from tests.model_server import ModelServer, Reply, fails, gives, in_turn, refuses

ROOT = Path(__file__).resolve().parent.parent

ASKING = """
import asyncio, os, signal, sys
from pathlib import Path
from pydantic import BaseModel, field_validator
from pipeline.model.budget import Budget
from pipeline.model.client import open_client
from pipeline.store.answers import open_answers
from schemas.model import Mode, ModelSettings
from schemas.stored import Cache
from tests.model_client import PROMPT

class Word(BaseModel):
    word: str

    @field_validator("word")
    @classmethod
    def read(cls, word: str) -> str:
        if word == sys.argv[3]:
            os.kill(os.getpid(), signal.SIGKILL)
        return word

async def ask():
    chosen = ModelSettings(model="m", base_url=sys.argv[1], mode=Mode.SCHEMA)
    with open_answers(Path(sys.argv[2]), Cache.READWRITE) as store:
        async with open_client(chosen, store, Cache.READWRITE, Budget()) as client:
            answered = await client.ask(PROMPT, Word)
            print(answered.value.word, answered.call.stored)

asyncio.run(ask())
"""
"""A process that asks one question, and dies at once when it begins to read a certain answer."""


def ask_in_a_process(server: ModelServer, path: Path, dies_at: str) -> tuple[int, str]:
    """How the process ended, and what it said."""
    done = subprocess.run(
        [sys.executable, "-c", ASKING, server.url, str(path), dies_at],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return done.returncode, done.stdout.strip()


@pytest.mark.slow
def test_an_answer_is_not_paid_for_again_after_a_crash_while_it_was_read(tmp_path: Path) -> None:
    """Killed between receipt and reading: the next run takes it from the disk."""
    with ModelServer(lambda request: gives({"word": "paid"})) as server:
        first, said = ask_in_a_process(server, tmp_path / "s.db", dies_at="paid")
        second, answer = ask_in_a_process(server, tmp_path / "s.db", dies_at="")

    assert (first, said) == (-signal.SIGKILL, "")
    assert (second, answer) == (0, "paid True")
    assert len(server.requests) == 1


@pytest.mark.slow
def test_a_crash_while_a_second_answer_is_read_loses_neither(tmp_path: Path) -> None:
    """The first did not fit; it gave way to the next one, which is paid for once."""
    with ModelServer(in_turn(gives({"words": 1}), gives({"word": "paid"}))) as server:
        first, _ = ask_in_a_process(server, tmp_path / "s.db", dies_at="paid")
        second, answer = ask_in_a_process(server, tmp_path / "s.db", dies_at="")

    assert (first, second, answer) == (-signal.SIGKILL, 0, "paid True")
    assert len(server.requests) == 2


class Watched:
    """A store that writes down what is in it each time that it changes."""

    def __init__(self, store: AnswerStore) -> None:
        self.store = store
        self.states: list[str] = []

    def get(self, key: Key) -> Stored | None:
        """One answer."""
        return self.store.get(key)

    def put(self, key: Key, stored: Stored, unfit: str = "") -> None:
        """Keep one."""
        self.store.put(key, stored, unfit)
        self._look(key)

    def drop(self, key: Key, unfit: str) -> None:
        """Forget one."""
        self.store.drop(key, unfit)
        self._look(key)

    def _look(self, key: Key) -> None:
        found = self.store.get(key)
        self.states.append(found.raw if found else "")


def ask_watched(
    chosen: ModelSettings, path: Path
) -> tuple[list[str], Answered[DraftAnswer] | ModelError]:
    """What was stored, change by change, and how the question ended."""

    async def run(store: Watched) -> Answered[DraftAnswer] | ModelError:
        pacing = Pauses().pacing
        async with open_client(chosen, store, Cache.READWRITE, Budget(), pacing) as client:
            try:
                return await client.ask(PROMPT, DraftAnswer)
            except ModelError as error:
                return error

    with open_answers(path, Cache.READWRITE) as store:
        assert store is not None
        watched = Watched(store)
        return watched.states, asyncio.run(run(watched))


def test_an_answer_that_does_not_fit_stays_until_the_next_one_is_there(tmp_path: Path) -> None:
    """One change on the disk for each answer; in the end it is the one that fits."""
    with ModelServer(in_turn(SHAPELESS, fails(500), GOOD)) as server:
        states, answered = ask_watched(settings(server), tmp_path / "s.db")

    assert isinstance(answered, Answered)
    assert states == [json.dumps({"headline": "H"}), json.dumps(DRAFT)]


@pytest.mark.parametrize(
    ("replies", "ending", "changes"),
    [
        ([SHAPELESS], Ending.MALFORMED, 4),
        ([SHAPELESS, refuses()], Ending.REFUSED, 2),
        ([refuses()], Ending.REFUSED, 0),
        ([fails(500)], Ending.SERVER, 0),
    ],
)
def test_a_question_without_an_answer_leaves_nothing_behind(
    replies: list[Reply], ending: Ending, changes: int, tmp_path: Path
) -> None:
    """Errors are not stored, nor what was stored on the way to one."""
    with ModelServer(in_turn(*replies)) as server:
        states, error = ask_watched(settings(server), tmp_path / "s.db")

    assert isinstance(error, ModelError)
    assert error.ending is ending
    assert len(states) == changes
    assert states[-1:] in ([], [""])


class Full(Watched):
    """A store whose disk is full."""

    def put(self, key: Key, stored: Stored, unfit: str = "") -> None:
        """Keep one."""
        raise StoreError("s.db: does not fit on its disk any more; make room, then try again")


def test_an_answer_that_cannot_be_kept_is_the_stores_failure(tmp_path: Path) -> None:
    """Not the model's; and the question is not asked again, for that answer is paid for."""

    async def run(store: Full) -> None:
        async with open_client(
            settings(server), store, Cache.READWRITE, Budget(), Pauses().pacing
        ) as client:
            await client.ask(PROMPT, DraftAnswer)

    with (
        open_answers(tmp_path / "s.db", Cache.READWRITE) as store,
        ModelServer(lambda request: GOOD) as server,
        pytest.raises(StoreError, match="make room"),
    ):
        assert store is not None
        asyncio.run(run(Full(store)))

    assert len(server.requests) == 1
