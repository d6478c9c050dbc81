"""A database of any version in, one of this version out; or one sentence why not.

Plain numbered functions and a table of one row, rather than Alembic: an open must cost a
millisecond, be safe when several processes open a new file at once (all steps in one transaction,
which Alembic does not promise on SQLite), and add nothing to what a model's user installs. A desk
with many tables on two kinds of database may want Alembic for them; its own table of versions
stands beside ours, and these two tables stay out of its list.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from sqlalchemy import Connection, insert, inspect, select, update

from pipeline.store.tables import VERSION
from schemas.errors import StoreError

Migration = Callable[[Connection], None]


def _begin(connection: Connection) -> None:
    """Version 1: answers. Written out, for what version 1 was does not change with `tables`."""
    connection.exec_driver_sql(
        "CREATE TABLE answers ("
        "key VARCHAR(64) NOT NULL PRIMARY KEY, inputs TEXT NOT NULL, raw BLOB NOT NULL, "
        "prompt TEXT NOT NULL, answered TEXT NOT NULL, "
        "tokens_prompt INTEGER NOT NULL, tokens_cached INTEGER NOT NULL, "
        "tokens_completion INTEGER NOT NULL, tokens_reasoning INTEGER NOT NULL, "
        "cost TEXT, seconds FLOAT NOT NULL, stored_at TEXT NOT NULL)"
    )


def _add_journal(connection: Connection) -> None:
    """Version 2: the journal of batches."""
    connection.exec_driver_sql(
        "CREATE TABLE runs ("
        "id INTEGER NOT NULL PRIMARY KEY, plan TEXT NOT NULL, began_at TEXT NOT NULL, "
        "ended_at TEXT)"
    )
    connection.exec_driver_sql(
        "CREATE TABLE items ("
        "run INTEGER NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL, "
        "key VARCHAR(64) NOT NULL, fault TEXT NOT NULL, PRIMARY KEY (run, position)) "
        "WITHOUT ROWID"
    )
    connection.exec_driver_sql(
        "CREATE TABLE tasks ("
        "key VARCHAR(64) NOT NULL PRIMARY KEY, state TEXT NOT NULL, result BLOB NOT NULL, "
        "reason TEXT NOT NULL, ending TEXT NOT NULL, spent TEXT NOT NULL, run INTEGER NOT NULL, "
        "ended_at TEXT NOT NULL)"
    )


def _add_questions(connection: Connection) -> None:
    """Version 3: questions that a provider answers in batches."""
    connection.exec_driver_sql(
        "CREATE TABLE questions ("
        "key VARCHAR(64) NOT NULL PRIMARY KEY, inputs TEXT NOT NULL, body BLOB NOT NULL, "
        "size INTEGER NOT NULL, prompt TEXT NOT NULL, worst TEXT NOT NULL, state TEXT NOT NULL, "
        "tries INTEGER NOT NULL, job INTEGER, ending TEXT NOT NULL, reason TEXT NOT NULL)"
    )
    connection.exec_driver_sql("CREATE INDEX questions_by_state ON questions (state, job)")
    connection.exec_driver_sql(
        "CREATE TABLE jobs ("
        "id INTEGER NOT NULL PRIMARY KEY, token TEXT NOT NULL UNIQUE, provider TEXT NOT NULL, "
        "state TEXT NOT NULL, requests INTEGER NOT NULL, began_at TEXT NOT NULL)"
    )


MIGRATIONS: tuple[Migration, ...] = (_begin, _add_journal, _add_questions)
"""Step n brings version n to n + 1; a step that was released is never changed."""


def find_version(connection: Connection, path: Path) -> int:
    """The version of the database; 0 for an empty file.

    Raises StoreError where the tables in it are somebody else's.
    """
    names = set(inspect(connection).get_table_names())
    if VERSION.name in names:
        return int(connection.execute(select(VERSION.c.version)).scalar_one())
    if names:
        raise StoreError(
            f"{path}: is a database of another program (it holds {min(names)!r} and no "
            f"{VERSION.name!r}); name another file"
        )
    return 0


def check_version(found: int, path: Path, newest: int = len(MIGRATIONS)) -> None:
    """StoreError where a database is not of this version, and may not be changed."""
    refuse_newer(found, path, newest)
    if found < newest:
        state = f"of version {found}, older than {newest}" if found else "still empty"
        raise StoreError(f"{path}: is {state}; run once with --cache=readwrite")


def refuse_newer(found: int, path: Path, newest: int) -> None:
    """StoreError for what a later evenbrief wrote; we would not know what we overwrite."""
    if found > newest:
        raise StoreError(
            f"{path}: is of version {found}, and this evenbrief knows {newest} at most; "
            "update evenbrief, or name another file"
        )


def migrate(
    connection: Connection, path: Path, migrations: Sequence[Migration] = MIGRATIONS
) -> None:
    """Bring the database to the newest version, inside the transaction that the caller began."""
    found = find_version(connection, path)
    refuse_newer(found, path, len(migrations))
    if found == len(migrations):
        return
    if not found:
        VERSION.create(connection)
        connection.execute(insert(VERSION).values(version=0))
    for step in migrations[found:]:
        step(connection)
    connection.execute(update(VERSION).values(version=len(migrations)))
