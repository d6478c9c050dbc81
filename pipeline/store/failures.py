"""What SQLite raised in, one sentence about the file out: where, what was found, what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from schemas.errors import StoreError

_ADVICE = {
    sqlite3.SQLITE_NOTADB: "is not a database; move it away, or name another",
    sqlite3.SQLITE_CORRUPT: "is damaged; restore a copy, or move it away to begin anew",
    sqlite3.SQLITE_BUSY: "is locked by another program; let that end, then try again",
    sqlite3.SQLITE_LOCKED: "is locked by another program; let that end, then try again",
    sqlite3.SQLITE_READONLY: (
        "cannot be written; make it writable, or use --cache=replay or --cache=off"
    ),
    sqlite3.SQLITE_PERM: "cannot be written; make it writable, or use --cache=off",
    sqlite3.SQLITE_FULL: "does not fit on its disk any more; make room, then try again",
    sqlite3.SQLITE_CANTOPEN: (
        "cannot be opened; check that its folder is there and may be read and written"
    ),
    sqlite3.SQLITE_IOERR: "cannot be read or written; check its disk and its room, then try again",
}
"""By primary result code (sqlite.org/rescode.html, read 2026-11-21)."""


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Whatever the file does wrong inside becomes a StoreError that names it.

    A fault of our own SQL is none of these, and passes.
    """
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        advice = _ADVICE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF)
        if advice is None:
            raise
        raise StoreError(f"{path}: {advice} (SQLite says: {cause})") from error


def os_refused(path: Path, error: OSError) -> StoreError:
    """The sentence for a file or folder that cannot be made."""
    reason = error.strerror or str(error)
    return StoreError(f"{path}: cannot be made ({reason}); name another with EVENBRIEF_STORE")
