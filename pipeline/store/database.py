"""A path in, an open database out: many readers, one writer at a time, each commit on the disk.

A SQLite file in WAL mode with full synchronisation: what was committed outlives a killed process
and a lost current. Threads of a process write in turn; processes wait for one another.
"""

import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.pool import QueuePool

from pipeline.store.failures import os_refused, told
from pipeline.store.migrate import check_version, find_version, migrate
from schemas.errors import StoreError

PATIENCE_SECONDS = 30.0
"""How long one process waits for another's commit; one takes a few milliseconds."""


class Database:
    """One open file; it has methods because it holds connections. Any thread may use it."""

    def __init__(
        self, path: Path, *, writable: bool = True, patience_seconds: float = PATIENCE_SECONDS
    ) -> None:
        """Open, make or migrate the file; read-only it is taken as it is.

        Raises StoreError where the file is not one that this evenbrief can use.
        """
        self.path = path
        self.writable = writable
        self._patience = patience_seconds
        self._turn = threading.Lock()
        self._process = os.getpid()
        self._engine = create_engine(
            "sqlite://", creator=self._connect, poolclass=QueuePool, max_overflow=-1
        )
        event.listen(self._engine, "begin", _begin)
        with ExitStack() as unless_open:
            unless_open.callback(self.close)
            self._open()
            unless_open.pop_all()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one state of the database, whatever others write meanwhile."""
        self._leave_parent()
        with told(self.path), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection whose changes are on the disk when the block ends, or not made at all."""
        self._leave_parent()
        with told(self.path), self._turn, self._engine.connect() as connection:
            writing = connection.execution_options(evenbrief_writes=True)
            with writing.begin():
                yield writing

    def close(self) -> None:
        """Let go of the file; the last to do so merges the log into it."""
        self._engine.dispose()

    def _open(self) -> None:
        """Make the file if need be, and bring it to this version, or see that it is of it."""
        if not self.writable:
            if not self.path.exists():
                raise StoreError(
                    f"{self.path}: no store is there; name another, or run with --cache=readwrite"
                )
            with self.read() as connection:
                check_version(find_version(connection, self.path), self.path)
            return
        _make_file(self.path)
        with told(self.path):
            self._switch_to_log()
        with self.write() as connection:
            migrate(connection, self.path)

    def _switch_to_log(self) -> None:
        """Put the file into WAL mode, which stays with it.

        SQLite does not wait here while another process does the same, so we do. Where the file
        system knows no shared memory SQLite keeps its older journal, which is as safe.
        """
        end = time.monotonic() + self._patience
        while True:
            connection = self._connect()
            try:
                connection.execute("PRAGMA journal_mode=WAL")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                    raise
                time.sleep(0.01)
            else:
                return
            finally:
                connection.close()

    def _connect(self) -> sqlite3.Connection:
        """A connection that begins no transaction by itself, and to read only changes nothing."""
        if self.writable:
            return self._connect_as("mode=rw", "PRAGMA synchronous=FULL")
        try:
            return self._connect_as("mode=rw", "PRAGMA query_only=ON")
        except sqlite3.OperationalError:
            if Path(f"{self.path}-wal").exists():
                raise
            # Nobody may make the log's index beside this file, so nobody is writing to it.
            return self._connect_as("immutable=1", "PRAGMA query_only=ON")

    def _connect_as(self, options: str, pragma: str) -> sqlite3.Connection:
        """One connection that has read the file's first page; SQLite waits for its locks."""
        connection = sqlite3.connect(
            f"file:{quote(str(self.path.absolute()))}?{options}",
            uri=True,
            timeout=self._patience,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            connection.execute(pragma)
            connection.execute("SELECT 1 FROM sqlite_master").close()
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _leave_parent(self) -> None:
        """Begin anew in a forked process; SQLite's connections do not fork."""
        if self._process != os.getpid():
            self._process = os.getpid()
            self._turn = threading.Lock()
            self._engine.dispose(close=False)


def _begin(connection: Connection) -> None:
    """Take the right to write at once: one asked for later could be refused without waiting."""
    writes = connection.get_execution_options().get("evenbrief_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _make_file(path: Path) -> None:
    """An empty file that its owner alone may read: articles will stand in it."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDONLY, 0o600))
    except OSError as error:
        raise os_refused(path, error) from error
