"""A key and a cache mode in; the stored answer, nothing, or one sentence that it is missing out.

It knows no database: whatever has `get` and `put` will do, and a model room that stores nothing
loads nothing.
"""

from typing import NamedTuple, Protocol

from pipeline.store.keys import Key
from schemas.call import Ending, ModelError
from schemas.stored import Cache, Stored


class Answers(Protocol):
    """Answers by key. Each verb may wait for a disk; any thread may call it."""

    def get(self, key: Key) -> Stored | None:
        """The answer to a question, or `None` where none is stored."""

    def put(self, key: Key, stored: Stored, unfit: str = "") -> None:
        """Keep an answer for good; where one is stored already, that one stays.

        But one with the words `unfit` gives way: it turned out to be none.
        """

    def drop(self, key: Key, unfit: str) -> None:
        """Forget the answer that turned out to be none, if it is the one with these words."""


class Entry(NamedTuple):
    """An answer on its way into the store."""

    key: Key
    stored: Stored
    unfit: str = ""
    """The words of an earlier answer to the same question, which did not fit."""


def find_stored(answers: Answers | None, key: Key, cache: Cache, prompt: str) -> Stored | None:
    """The stored answer, if answers are to be taken from the store at all.

    Raises ModelError with `Ending.NOT_STORED` where nobody may be asked and nothing is stored;
    `prompt` is named in its sentence.
    """
    if cache is Cache.OFF:
        return None
    stored = answers.get(key) if answers else None
    if stored is None and cache is Cache.REPLAY:
        raise ModelError(
            f"{prompt}: no answer with key {key.sha256[:12]} is stored, and --cache=replay asks "
            "nobody; run once with --cache=readwrite, or name the store that holds it",
            Ending.NOT_STORED,
        )
    return stored


def keep(answers: Answers | None, entry: Entry, cache: Cache) -> None:
    """Put an answer that has just come where it will be found again, before it is parsed."""
    if answers and cache is Cache.READWRITE:
        answers.put(*entry)
