"""The file of the store: its versions, and what it says when it cannot be used."""

import os
import resource
import shutil
import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, event, inspect, select
from sqlalchemy.pool import Pool

from pipeline.store.answers import AnswerStore, open_answers
from pipeline.store.database import Database
from pipeline.store.journal import Journal
from pipeline.store.migrate import MIGRATIONS, check_version, find_version, migrate
from pipeline.store.tables import ANSWERS, METADATA, VERSION
from schemas.errors import StoreError
from schemas.journal import Item, Outcome, TaskState
from schemas.stored import Cache
from tests.stored_answers import ANSWER, key_of


def fill(path: Path, answers: int = 1) -> None:
    """A store with some answers in it."""
    with closing(Database(path)) as database:
        store = AnswerStore(database)
        for number in range(answers):
            store.put(key_of(number), ANSWER)


def run_sql(path: Path, statement: str) -> None:
    """Change the file behind our back."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()


def complaint(path: Path, cache: Cache = Cache.READWRITE) -> str:
    """What opening the file and using it says, without its path."""
    with pytest.raises(StoreError) as raised, open_answers(path, cache) as store:
        assert store is not None
        store.get(key_of(0))
        store.put(key_of(10_000), ANSWER)
    where, _, what = str(raised.value).partition(": ")
    assert where == str(path)
    assert "\n" not in what
    return what


@contextmanager
def without_privileges() -> Iterator[Path]:
    """A folder of its own, used by somebody whom its permissions bind; root is bound by none."""
    folder = Path(tempfile.mkdtemp(prefix="evenbrief-"))
    user = os.geteuid()
    try:
        if user == 0:
            os.chown(folder, 65534, -1)
            os.seteuid(65534)
        yield folder
    finally:
        folder.chmod(0o700)
        os.seteuid(user)
        shutil.rmtree(folder)


# ------------------------------------------------------------------ what a file may be


@pytest.mark.parametrize("content", [b"Qorvex halves relapses.\n" * 40, b"PK\x03\x04" + bytes(900)])
@pytest.mark.parametrize("cache", [Cache.READWRITE, Cache.REPLAY])
def test_a_file_that_is_no_database_is_named_and_left_alone(
    tmp_path: Path, content: bytes, cache: Cache
) -> None:
    """An article given as store by mistake is not overwritten."""
    path = tmp_path / "article.txt"
    path.write_bytes(content)

    assert complaint(path, cache) == (
        "is not a database; move it away, or name another (SQLite says: file is not a database)"
    )
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    """Tables that are not ours mean a file that is not ours."""
    run_sql(tmp_path / "other.db", "CREATE TABLE bookmarks (url TEXT)")

    assert complaint(tmp_path / "other.db") == (
        "is a database of another program (it holds 'bookmarks' and no 'evenbrief_version'); "
        "name another file"
    )


def test_a_newer_store_is_refused_in_every_mode(tmp_path: Path) -> None:
    """We would not know what we overwrite, nor what we read."""
    fill(tmp_path / "s.db")
    run_sql(tmp_path / "s.db", "UPDATE evenbrief_version SET version = 7")
    expected = (
        "is of version 7, and this evenbrief knows 3 at most; "
        "update evenbrief, or name another file"
    )

    assert complaint(tmp_path / "s.db") == expected
    assert complaint(tmp_path / "s.db", Cache.REPLAY) == expected


def test_a_replay_of_nothing_says_so(tmp_path: Path) -> None:
    """No file, or an empty one: there is nothing to replay, and none is made."""
    assert complaint(tmp_path / "s.db", Cache.REPLAY) == (
        "no store is there; name another, or run with --cache=readwrite"
    )
    assert not (tmp_path / "s.db").exists()

    (tmp_path / "empty.db").touch()
    assert complaint(tmp_path / "empty.db", Cache.REPLAY) == (
        "is still empty; run once with --cache=readwrite"
    )


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    """`touch s.db` is no mistake, and neither is a process killed before its first table."""
    (tmp_path / "s.db").touch()
    fill(tmp_path / "s.db")

    with open_answers(tmp_path / "s.db", Cache.REPLAY) as store:
        assert store is not None
        assert store.get(key_of(0)) == ANSWER


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    """A disk loses pages; the sentence says what to do about it."""
    fill(tmp_path / "s.db", 200)
    size = (tmp_path / "s.db").stat().st_size
    with (tmp_path / "s.db").open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * (size - 4096))

    assert complaint(tmp_path / "s.db").startswith(
        "is damaged; restore a copy, or move it away to begin anew (SQLite says: "
    )


# ------------------------------------------------------------------ what a machine may refuse


def test_a_store_locked_for_too_long_is_named(tmp_path: Path) -> None:
    """Somebody has the file open in another tool and does not let go."""
    fill(tmp_path / "s.db")
    with (
        closing(sqlite3.connect(tmp_path / "s.db", isolation_level=None)) as other,
        closing(Database(tmp_path / "s.db", patience_seconds=0.05)) as database,
    ):
        other.execute("BEGIN IMMEDIATE")
        store = AnswerStore(database)
        with pytest.raises(StoreError) as raised:
            store.put(key_of(1), ANSWER)

        assert store.get(key_of(0)) == ANSWER  # who only reads never waits
        other.execute("ROLLBACK")
        store.put(key_of(1), ANSWER)
        assert store.get(key_of(1)) == ANSWER

    assert str(raised.value) == (
        f"{tmp_path / 's.db'}: is locked by another program; let that end, then try again "
        "(SQLite says: database is locked)"
    )


def test_who_will_write_holds_the_right_from_the_beginning(tmp_path: Path) -> None:
    """Else a migration could read a version, wait, and run its steps a second time."""
    with (
        closing(Database(tmp_path / "s.db")) as one,
        closing(Database(tmp_path / "s.db", patience_seconds=0.05)) as other,
    ):
        with (
            one.write() as connection,
            pytest.raises(StoreError, match=r"is locked by another program"),
        ):
            assert find_version(connection, one.path) == len(MIGRATIONS)
            AnswerStore(other).put(key_of(1), ANSWER)
        AnswerStore(other).put(key_of(1), ANSWER)

        assert AnswerStore(one).get(key_of(1)) == ANSWER


def test_a_file_that_another_is_just_making_is_waited_for(tmp_path: Path) -> None:
    """SQLite itself would give up at once here: its mode cannot change while somebody writes."""
    with closing(sqlite3.connect(tmp_path / "s.db", check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        release = threading.Timer(0.1, other.rollback)
        release.start()
        fill(tmp_path / "s.db")
        release.join()

    with closing(Database(tmp_path / "s.db")) as database:
        assert AnswerStore(database).get(key_of(0)) == ANSWER


def test_a_store_that_may_only_be_read_can_be_replayed() -> None:
    """Even where nothing can be made beside it: an archive, or a checkout in CI."""
    with without_privileges() as folder:
        fill(folder / "s.db")
        (folder / "s.db").chmod(0o400)
        folder.chmod(0o500)

        assert "cannot be written; make it writable, or use --cache=replay" in complaint(
            folder / "s.db"
        )
        with open_answers(folder / "s.db", Cache.REPLAY) as store:
            assert store is not None
            assert store.get(key_of(0)) == ANSWER


def test_a_folder_where_nothing_may_be_made_is_named() -> None:
    """The system's own reason, and what to set."""
    with without_privileges() as folder:
        folder.chmod(0o500)

        assert complaint(folder / "new" / "s.db") == (
            "cannot be made (Permission denied); name another with EVENBRIEF_STORE"
        )


def test_a_folder_in_place_of_a_file_is_named(tmp_path: Path) -> None:
    """`EVENBRIEF_STORE=.` is easily written."""
    assert complaint(tmp_path) == (
        "cannot be made (Is a directory); name another with EVENBRIEF_STORE"
    )


@contextmanager
def small_disk(pages: int) -> Iterator[None]:
    """SQLite may fill no more than so many pages of 4 kB; then it says that the disk is full."""

    def limit(connection: sqlite3.Connection, _: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages}")

    event.listen(Pool, "connect", limit)
    try:
        yield
    finally:
        event.remove(Pool, "connect", limit)


LONG = ANSWER.model_copy(update={"raw": "x" * 100_000})


def test_a_full_disk_is_named_and_loses_nothing(tmp_path: Path) -> None:
    """What was stored stays; what did not fit is not there by half."""
    with (
        small_disk(pages=20),
        pytest.raises(StoreError, match=r"does not fit on its disk any more; make room"),
        open_answers(tmp_path / "s.db", Cache.READWRITE) as store,
    ):
        assert store is not None
        store.put(key_of(0), ANSWER)
        store.put(key_of(1), LONG)

    with open_answers(tmp_path / "s.db", Cache.READWRITE) as store:
        assert store is not None
        assert store.get(key_of(0)) == ANSWER
        assert store.get(key_of(1)) is None


def test_a_file_that_may_not_grow_is_named_and_loses_nothing(tmp_path: Path) -> None:
    """A quota is another fault than a full disk, and ends as well."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with open_answers(tmp_path / "s.db", Cache.READWRITE) as store:
        assert store is not None
        store.put(key_of(0), ANSWER)
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, hard))
        try:
            with pytest.raises(StoreError) as raised:
                store.put(key_of(1), LONG)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

        assert "then try again (SQLite says: " in str(raised.value)
        assert store.get(key_of(0)) == ANSWER
        assert store.get(key_of(1)) is None


# ------------------------------------------------------------------ versions


def test_the_migrations_make_the_tables_that_are_written_down() -> None:
    """`tables` says how it is now, the steps how it came to be; both must tell the same."""
    made, declared = create_engine("sqlite://"), create_engine("sqlite://")
    METADATA.create_all(declared)
    with made.begin() as connection:
        migrate(connection, Path("s.db"))

    assert columns(made.connect()) == columns(declared.connect())


def columns(connection: Connection) -> dict[str, list[tuple[str, str, bool]]]:
    """Name, type and may-be-null of every column of every table, and its key."""
    with closing(connection), connection:
        seen = inspect(connection)
        found = {
            table: [
                *((c["name"], str(c["type"]), c["nullable"]) for c in seen.get_columns(table)),
                *((c, "key", False) for c in seen.get_pk_constraint(table)["constrained_columns"]),
            ]
            for table in seen.get_table_names()
        }
    connection.engine.dispose()
    return found


def add_note(connection: Connection) -> None:
    """A step to a version that is not there yet."""
    connection.exec_driver_sql("ALTER TABLE answers ADD COLUMN note TEXT")


def fail(connection: Connection) -> None:
    """A step that gets half-way."""
    add_note(connection)
    raise RuntimeError("half-way")


def test_an_older_store_is_brought_forward_and_keeps_its_answers(tmp_path: Path) -> None:
    """Every step after its version is run once, in order; a second opening runs none."""
    fill(tmp_path / "s.db")
    with closing(Database(tmp_path / "s.db")) as database:
        for _ in range(2):
            with database.write() as connection:
                migrate(connection, database.path, (*MIGRATIONS, add_note))
                version = find_version(connection, database.path)
        with database.read() as connection:
            rows = connection.execute(select(ANSWERS.c.key)).scalars().all()
            noted = connection.exec_driver_sql("SELECT note FROM answers").scalars().all()

    assert version == len(MIGRATIONS) + 1
    assert rows == [key_of(0).sha256]
    assert noted == [None]


def make_version_1(path: Path) -> None:
    """A store as the first evenbrief that had one left it, with one answer in it."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            """
            PRAGMA journal_mode=WAL;
            CREATE TABLE evenbrief_version (version INTEGER NOT NULL);
            INSERT INTO evenbrief_version VALUES (1);
            CREATE TABLE answers (
                key VARCHAR(64) NOT NULL PRIMARY KEY, inputs TEXT NOT NULL, raw BLOB NOT NULL,
                prompt TEXT NOT NULL, answered TEXT NOT NULL,
                tokens_prompt INTEGER NOT NULL, tokens_cached INTEGER NOT NULL,
                tokens_completion INTEGER NOT NULL, tokens_reasoning INTEGER NOT NULL,
                cost TEXT, seconds FLOAT NOT NULL, stored_at TEXT NOT NULL);
            """
        )
        connection.execute(
            "INSERT INTO answers VALUES (?, '{}', ?, 'draft_brief@2', 'small-1-2026-10-01', "
            "812, 640, 57, 20, '0.00010', 0.31, '2026-11-01T00:00:00+00:00')",
            (key_of(0).sha256, ANSWER.raw.encode()),
        )
        connection.commit()


def test_a_store_of_version_1_gets_a_journal_and_keeps_what_was_paid_for(tmp_path: Path) -> None:
    """The last evenbrief knew no batches; its file is brought forward by the first that does."""
    make_version_1(tmp_path / "s.db")

    assert complaint(tmp_path / "s.db", Cache.REPLAY) == (
        "is of version 1, older than 3; run once with --cache=readwrite"
    )
    with closing(Database(tmp_path / "s.db")) as database:
        journal = Journal(database)
        run = journal.begin("plan")
        journal.list(run, [Item(0, "a.txt", "k")])
        journal.keep(run, [Outcome("k", TaskState.DONE, b"brief")])

        assert AnswerStore(database).get(key_of(0)) == ANSWER
        assert [listed.outcome for listed in journal.read(run)] == [
            Outcome("k", TaskState.DONE, b"brief")
        ]


def test_a_step_that_fails_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    """All steps or none: a killed or failing migration is begun again from where it was."""
    fill(tmp_path / "s.db")
    with closing(Database(tmp_path / "s.db")) as database:
        with pytest.raises(RuntimeError), database.write() as connection:
            migrate(connection, database.path, (*MIGRATIONS, fail))
        with database.read() as connection:
            names = {c["name"] for c in inspect(connection).get_columns("answers")}
            version = connection.execute(select(VERSION.c.version)).scalar_one()

    assert "note" not in names
    assert version == len(MIGRATIONS)


def test_a_replay_does_not_bring_an_older_store_forward() -> None:
    """Whoever asks only to read gets the sentence that says how."""
    with pytest.raises(StoreError, match=r"is of version 1, older than 2; run once with --cache=r"):
        check_version(1, Path("s.db"), newest=2)

    check_version(2, Path("s.db"), newest=2)


def test_each_commit_waits_for_the_disk(tmp_path: Path) -> None:
    """WAL and full synchronisation: a lost current loses no answer that was paid for."""
    with closing(Database(tmp_path / "s.db")) as database, database.write() as connection:
        settings = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "busy_timeout")
        ]

    assert settings == ["wal", 2, 30_000]


def test_a_fault_of_our_own_sql_is_not_blamed_on_the_file(tmp_path: Path) -> None:
    """It must reach us with its traceback, and not the editor with advice that cannot help."""
    with (
        closing(Database(tmp_path / "s.db")) as database,
        pytest.raises(Exception, match=r"no such table") as raised,
        database.read() as connection,
    ):
        connection.exec_driver_sql("SELECT * FROM nowhere")

    assert not isinstance(raised.value, StoreError)
