"""A path in, the right to be the only run that uses it out; it ends with the process at the latest.

A lock of the kernel's, so that a killed run leaves none behind.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from schemas.errors import StoreError


@contextmanager
def hold_alone(path: Path) -> Iterator[None]:
    """Holds `PATH.lock` for the block.

    Raises StoreError, which names the process that holds it, where another run does. A path by any
    other name, as through a link, is the same path.
    """
    place = Path(f"{path.resolve()}.lock")
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = os.open(place, os.O_CREAT | os.O_RDWR, 0o600)
    except OSError as error:
        raise _refused(place, error) from error
    try:
        _take(file, path)
        yield
    finally:
        os.close(file)


def _take(file: int, path: Path) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.truncate(file, 0)
        os.pwrite(file, str(os.getpid()).encode("ascii"), 0)
    except BlockingIOError as error:
        holder = os.pread(file, 20, 0).decode("ascii", "replace") or "unknown"
        raise StoreError(
            f"{path}: is in use by another run (process {holder}); let that end, or give another "
            "--out"
        ) from error
    except OSError as error:
        raise _refused(path, error) from error


def _refused(path: Path, error: OSError) -> StoreError:
    reason = error.strerror or str(error)
    return StoreError(
        f"{path}: cannot be written ({reason}); make room, or give another --out or EVENBRIEF_STORE"
    )
