"""A model's answers by the key of their question, kept for good in a SQLite file."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from sqlalchemy import Row, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from pipeline.store.database import Database
from pipeline.store.keys import Key
from pipeline.store.tables import ANSWERS
from schemas.call import Tokens
from schemas.stored import Cache, Stored


class AnswerStore:
    """Answers in a database, which is closed by whoever opened it. Any thread may use it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, key: Key) -> Stored | None:
        """The answer with its original tokens, cost and time; `None` where none is stored."""
        with self._database.read() as connection:
            row = connection.execute(select(ANSWERS).where(ANSWERS.c.key == key.sha256)).first()
        return _read(row) if row else None

    def put(self, key: Key, stored: Stored, unfit: str = "") -> None:
        """Keep an answer and what was asked; on the disk when this returns.

        Of two answers to one question the first stays, so that a replay never changes; but one with
        the words `unfit` gives way, whole and at once.
        """
        new = insert(ANSWERS)
        replace = new.on_conflict_do_update(
            index_elements=[ANSWERS.c.key],
            set_={column.name: new.excluded[column.name] for column in ANSWERS.c},
            where=ANSWERS.c.raw == _bytes(unfit),
        )
        with self._database.write() as connection:
            connection.execute(
                replace if unfit else new.on_conflict_do_nothing(), _row(key, stored)
            )

    def count(self) -> int:
        """How many answers are stored."""
        with self._database.read() as connection:
            return connection.execute(select(func.count()).select_from(ANSWERS)).scalar_one()

    def drop(self, key: Key, unfit: str) -> None:
        """Forget an answer that turned out to be none, if it is still the one with these words.

        Errors are not stored; what another task has put in its place meanwhile may be an answer.
        """
        mine = (ANSWERS.c.key == key.sha256) & (ANSWERS.c.raw == _bytes(unfit))
        with self._database.write() as connection:
            connection.execute(delete(ANSWERS).where(mine))


@contextmanager
def open_answers(path: Path, cache: Cache) -> Iterator[AnswerStore | None]:
    """The store as a cache mode needs it: none, to read and write, or to read only.

    Raises StoreError where the file is not one that this evenbrief can use.
    """
    if cache is Cache.OFF:
        yield None
        return
    database = Database(path, writable=cache is Cache.READWRITE)
    try:
        yield AnswerStore(database)
    finally:
        database.close()


def _bytes(raw: str) -> bytes:
    """Words as they are stored; half a surrogate pair may be among them."""
    return raw.encode("utf-8", "surrogatepass")


def _row(key: Key, stored: Stored) -> dict[str, object]:
    """One row of the table."""
    return {
        "key": key.sha256,
        "inputs": key.inputs,
        "raw": _bytes(stored.raw),
        "prompt": stored.prompt,
        "answered": stored.answered,
        "tokens_prompt": stored.tokens.prompt,
        "tokens_cached": stored.tokens.cached,
        "tokens_completion": stored.tokens.completion,
        "tokens_reasoning": stored.tokens.reasoning,
        "cost": None if stored.cost is None else str(stored.cost),
        "seconds": stored.seconds,
        "stored_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def _read(row: Row[tuple[object, ...]]) -> Stored:
    """The answer of a row."""
    cells = row._mapping
    cost = cells["cost"]
    return Stored(
        raw=bytes(cells["raw"]).decode("utf-8", "surrogatepass"),
        answered=cells["answered"],
        tokens=Tokens(
            prompt=cells["tokens_prompt"],
            cached=cells["tokens_cached"],
            completion=cells["tokens_completion"],
            reasoning=cells["tokens_reasoning"],
        ),
        cost=None if cost is None else Decimal(cost),
        seconds=cells["seconds"],
        prompt=cells["prompt"],
    )
