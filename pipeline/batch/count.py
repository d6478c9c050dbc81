"""Inputs in, about how many articles they hold out, without reading them: for a bar's length.

A file of rows is counted by its lines or by what it says itself; any other file counts as one
article, though a feed holds several. What cannot be counted before it is read has no count.
"""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from pipeline.batch.documents import expand
from pipeline.batch.rows import ROWS
from pipeline.read.fetch import is_address
from schemas.errors import ReadError

STANDARD_INPUT = "-"
_AT_ONCE = 1 << 20


def count_articles(inputs: Sequence[str], limit: int | None = None) -> int | None:
    """About how many, at most `limit`; `None` where that cannot be known."""
    if STANDARD_INPUT in inputs:
        return None
    try:
        found = sum(_count(path) for given in inputs for path in expand(given))
    except (OSError, ReadError, ValueError, ImportError):
        return None  # Whatever is wrong with a file is told when it is read.
    return found if limit is None else min(found, limit)


def _count(path: str) -> int:
    suffix = Path(path).suffix.lower()
    if is_address(path) or suffix not in ROWS:
        return 1
    if suffix == ".parquet":
        return int(import_module("pyarrow.parquet").ParquetFile(path).metadata.num_rows)
    return _count_lines(Path(path)) - (suffix in {".csv", ".tsv"})


def _count_lines(path: Path) -> int:
    count, last = 0, b"\n"
    with path.open("rb") as file:
        while part := file.read(_AT_ONCE):
            count, last = count + part.count(b"\n"), part[-1:]
    return count + (last != b"\n")
