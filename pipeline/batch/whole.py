"""Lines in, a file that is there whole or not at all out."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from schemas.errors import EvenbriefError


@contextmanager
def write_whole(path: Path) -> Iterator[IO[bytes]]:
    """A file to write into; it takes its name once all of it is on the disk.

    Raises EvenbriefError where it cannot be written; what had the name before then keeps it.
    """
    draft = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        reason = error.strerror or str(error)
        raise EvenbriefError(
            f"{path}: cannot be written ({reason}); make room, or give another --out; "
            "what was done is kept and is not done again"
        ) from error


def write_lines(path: Path, lines: Iterable[str]) -> int:
    """Write lines of text, each with its end; how many there were."""
    count = 0
    with write_whole(path) as file:
        for line in lines:
            file.write(f"{line}\n".encode())
            count += 1
    return count


def _sync_folder(folder: Path) -> None:
    """A name is on the disk only when its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
