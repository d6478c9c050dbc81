"""A folder of parts in, the keys that stand there out; parts that were torn are mended first.

A part is Parquet or JSON lines with a column `key`, on any file system that Arrow knows. On a local
disk a part can be torn, where its writer was killed: a Parquet file without its end is taken away,
and of JSON lines all but the last line stays.
"""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import pyarrow
from pyarrow import fs, parquet

from schemas.errors import EvenbriefError
from schemas.journal import TaskState

FORMS = ("parquet", "jsonl")
BYTES = 16
"""Of a key that are compared: half a SHA-256 tells any number of articles apart."""
_CHUNK = 1 << 24


class Parts(NamedTuple):
    """What stands in a folder."""

    done: Any
    """Keys of what is done, sorted: an array of 16 bytes each, which nodes share unpickled."""
    counts: dict[str, int]
    """Rows by state."""
    twice: int
    """Keys that are done more than once."""


class Part(NamedTuple):
    """One file of a folder."""

    system: fs.FileSystem
    path: str


def list_parts(folder: str) -> list[Part]:
    """The parts in a folder, by name; none where there is no folder."""
    system, path = (
        fs.FileSystem.from_uri(folder) if "://" in folder else (fs.LocalFileSystem(), folder)
    )
    found = system.get_file_info(fs.FileSelector(path, allow_not_found=True, recursive=True))
    files = [one.path for one in found if one.is_file and one.path.rpartition(".")[2] in FORMS]
    return [Part(system, file) for file in sorted(files)]


def mend(part: Part) -> str:
    """What had to be done to a part: nothing, or a sentence."""
    if part.path.endswith(".parquet"):
        return _mend_parquet(part)
    return _mend_lines(part)


def _mend_parquet(part: Part) -> str:
    try:
        with part.system.open_input_file(part.path) as file:
            parquet.ParquetFile(file)
    except (pyarrow.ArrowInvalid, OSError):
        part.system.delete_file(part.path)
        return f"{part.path}: was not written to its end; its articles are done again"
    return ""


def _mend_lines(part: Part) -> str:
    """Cut off what stands behind the last end of a line."""
    with part.system.open_input_file(part.path) as file:
        content = file.read()
    whole = content.rfind(b"\n") + 1
    if whole == len(content):
        return ""
    with part.system.open_output_stream(part.path) as out:
        out.write(content[:whole])
    return f"{part.path}: its last line was torn; that article is done again"


def find_written(folder: str) -> Parts:
    """What stands in all parts of a folder.

    Raises EvenbriefError for a part that is none of ours.
    """
    keys: list[bytes] = []
    counts: Counter[str] = Counter()
    for part in list_parts(folder):
        for key, state in _read(part):
            counts[state] += 1
            if state == TaskState.DONE:
                keys.append(bytes.fromhex(key)[:BYTES])
    done = np.sort(np.array(keys, dtype=f"S{BYTES}"))
    return Parts(done, dict(counts), len(keys) - len(np.unique(done)))


def holds(done: Any, key: str) -> bool:
    """Is a key among those that are done?"""
    wanted = np.bytes_(bytes.fromhex(key)[:BYTES])
    at = int(np.searchsorted(done, wanted))
    return at < len(done) and done[at] == wanted


def _read(part: Part) -> Iterator[tuple[str, str]]:
    """Key and state of each row."""
    try:
        if part.path.endswith(".parquet"):
            with part.system.open_input_file(part.path) as file:
                for batch in parquet.ParquetFile(file).iter_batches(columns=["key", "state"]):
                    for row in batch.to_pylist():
                        yield row["key"], row["state"]
            return
        with part.system.open_input_stream(part.path) as stream:
            rest = b""
            while chunk := stream.read(_CHUNK):
                *lines, rest = (rest + chunk).split(b"\n")
                for line in lines:
                    row = json.loads(line)
                    yield row["key"], row["state"]
    except (pyarrow.ArrowInvalid, ValueError, KeyError) as error:
        raise EvenbriefError(
            f"{part.path}: is no part of a batch; give another --out, or take it away"
        ) from error
