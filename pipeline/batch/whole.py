"""Lines in, a file that is there whole or not at all out."""

import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from io import BufferedWriter, FileIO
from pathlib import Path
from typing import IO, Any

from schemas.errors import EvenbriefError


@contextmanager
def write_whole(path: Path) -> Iterator[IO[bytes]]:
    """A file to write into; it takes its name once all of it is on the disk.

    Raises EvenbriefError where it cannot be written; what had the name before then keeps it, as it
    does where the block ends with any other error.
    """
    draft = path.with_name(f".{path.name}.part")
    with _told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        raw = _Draft(draft, path)
    with ExitStack() as unless_whole:
        unless_whole.callback(_discard, draft)
        with BufferedWriter(raw) as file:
            yield file
            file.flush()
            with _told(path):
                os.fsync(file.fileno())
        with _told(path):
            draft.replace(path)
            _sync_folder(path.parent)
        unless_whole.pop_all()


def _discard(draft: Path) -> None:
    with suppress(OSError):
        draft.unlink()


def write_lines(path: Path, lines: Iterable[str]) -> int:
    """Write lines of text, each with its end; how many there were."""
    count = 0
    with write_whole(path) as file:
        for line in lines:
            file.write(encode(f"{line}\n"))
            count += 1
    return count


def write_text(path: Path, text: str) -> None:
    """Write one text."""
    with write_whole(path) as file:
        file.write(encode(text))


def encode(text: str) -> bytes:
    """The text in UTF-8; half a surrogate pair, which no file can hold, as a question mark."""
    return text.encode("utf-8", "replace")


class _Draft(FileIO):
    """A file under another name, whose own troubles are told of the one it will have."""

    def __init__(self, draft: Path, path: Path) -> None:
        super().__init__(draft, "w")
        self._path = path

    def write(self, data: Any, /) -> int:
        """See `FileIO`; raises EvenbriefError."""
        with _told(self._path):
            return super().write(data)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise EvenbriefError(
            f"{path}: cannot be written ({reason}); make room, or give another --out; "
            "what was done is kept and is not done again"
        ) from error


def _sync_folder(folder: Path) -> None:
    """A name is on the disk only when its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
