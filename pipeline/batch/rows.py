"""A file of rows in, each row out as one JSON object: lines of JSON, CSV, TSV or Parquet.

Rows are read one by one, so a file may be larger than the memory. What a row says of itself under
usual names (`title`, `published`, `url`, ...) goes along and is read as that of JSON lines is.
"""

import csv
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from importlib import import_module
from pathlib import Path
from typing import IO, NamedTuple

from pipeline.read.jsonl import HTML_KEYS, SHORT_KEYS, TEXT_KEYS
from pipeline.read.sniff import MOST_TEXT_BYTES
from schemas.errors import ReadError

TEXTS = (*TEXT_KEYS, *HTML_KEYS, *SHORT_KEYS)
"""What the column of the text is called, as a rule; the first that holds one is taken."""

IDS = ("id", "guid", "doc_id", "article_id")
LONGEST_ID = 100
AT_ONCE = 64
"""Rows of a Parquet file that are in memory together."""

Found = Mapping[str, object] | str
"""The cells of a row by their columns, or what is wrong with it."""
Table = Callable[[str], Iterator[Found]]


class Row(NamedTuple):
    """One row as an object in JSON, or why it is none."""

    name: str
    """`news.csv#17`, with its own id behind it where it has one: `news.csv#17 (A-204)`."""
    data: bytes = b""
    fault: str = ""


def read_rows(path: str, column: str = "") -> Iterator[Row]:
    """The rows of a file, in order, counted from 1; those of JSON lines by their lines.

    `column` names the column of the text; empty to look for a usual name. Raises ReadError where
    the file cannot be opened, or cannot be read from here on; a row that is none says so itself.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in TABLES:
        yield from _read_lines(path, column)
        return
    for number, found in enumerate(TABLES[suffix](path), 1):
        place = f"{path}#{number}"
        if isinstance(found, str):
            yield Row(place, fault=f"{path}: row {number}: {found}")
        else:
            yield read_row(place, found, column)


def _read_lines(path: str, column: str) -> Iterator[Row]:
    with _open(path) as file:
        number = 0
        while line := file.readline(MOST_TEXT_BYTES + 1):
            number += 1
            if len(line) > MOST_TEXT_BYTES:
                fault = f"{path}: line {number}: is too long for one article; cut it up"
                yield Row(f"{path}#{number}", fault=fault)
                _skip_line(file, line)
            elif line.strip():
                yield read_line(path, number, line, column)


def _skip_line(file: IO[bytes], read: bytes) -> None:
    """Go on to the next line of a file, a part of the line having been read."""
    while read and not read.endswith(b"\n"):
        read = file.readline(MOST_TEXT_BYTES)


def _open(path: str) -> AbstractContextManager[IO[bytes]]:
    if path == "-":
        if sys.stdin is None:
            raise ReadError("-: there is no standard input; give a file")
        return nullcontext(sys.stdin.buffer)
    try:
        return Path(path).open("rb")
    except OSError as error:
        raise _unopened(path, error) from error


def _unopened(path: str, error: OSError) -> ReadError:
    return ReadError(f"{path}: cannot be opened ({error.strerror or error}); check the path")


def read_line(path: str, number: int | str, line: bytes, column: str = "") -> Row:
    """A line of JSON as an article; one that is none says so itself."""
    place = f"{path}#{number}"
    try:
        value = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError):
        fault = f"{path}: line {number}: is no JSON; write one object a line"
        return Row(place, fault=fault)
    if not isinstance(value, dict):
        return Row(place, fault=f"{path}: line {number}: is no object; write one")
    return read_row(place, value, column)


def read_row(place: str, row: Mapping[str, object], column: str = "") -> Row:
    """A row as JSON, its text under a name that is looked for; one without a text is at fault."""
    own = next((row[key] for key in IDS if isinstance(row.get(key), str | int)), "")
    shown = " ".join(str(own).split())[:LONGEST_ID]
    name = f"{place} ({shown})" if shown else place
    found = find_column(row, column)
    if not found:
        what = f"text in column {column!r}" if column else "text"
        names = ", ".join(map(repr, list(row)[:6])) or "its columns, of which it has none"
        return Row(name, fault=f"{name}: has no {what} among {names}; name it with --column")
    value = row if found in TEXTS and not column else {**row, "text": row[found]}
    return Row(name, json.dumps(value, default=str, ensure_ascii=True).encode("ascii"))


def find_column(row: Mapping[str, object], column: str = "") -> str:
    """The column that holds the row's text: the one named, else the first of a usual name.

    Empty where none does. Capitals do not count in a usual name.
    """
    usual = (name for text in TEXTS for name in row if name.lower() == text.lower())
    names: Sequence[str] = [column] if column else list(usual)
    return next((name for name in names if _is_text(row.get(name))), "")


def _is_text(cell: object) -> bool:
    """Is there anything in it to read? An object may hold the text of the article within."""
    return bool(cell.strip()) if isinstance(cell, str) else isinstance(cell, dict) and bool(cell)


def _read_csv(path: str) -> Iterator[Found]:
    csv.field_size_limit(MOST_TEXT_BYTES)
    delimiter = "\t" if path.lower().endswith(".tsv") else ","
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, delimiter=delimiter, strict=True)
            for row in reader:
                yield _cells(row, reader.line_num)
    except OSError as error:
        raise _unopened(path, error) from error
    except UnicodeDecodeError as error:
        raise ReadError(f"{path}: is not UTF-8; save it as UTF-8") from error
    except csv.Error as error:
        raise ReadError(
            f"{path}: is not read as CSV to its end ({error}); mend it there"
        ) from error


def _cells(row: Mapping[str | None, object], line: int) -> Found:
    if None in row:
        return (
            f"has more cells than the first row, up to line {line}; "
            "put cells that hold the delimiter in quotation marks"
        )
    return {str(name): cell for name, cell in row.items()}


def _read_parquet(path: str) -> Iterator[Found]:
    try:
        parquet, arrow = import_module("pyarrow.parquet"), import_module("pyarrow")
    except ImportError as error:
        raise ReadError(
            f"{path}: needs pyarrow, which is not installed here; install evenbrief[batch]"
        ) from error
    try:
        with parquet.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=AT_ONCE):
                yield from batch.to_pylist()
    except (OSError, arrow.ArrowException) as error:
        reason = " ".join(str(error).split())
        raise ReadError(f"{path}: is not read as Parquet ({reason}); make it anew") from error


TABLES: Mapping[str, Table] = {".csv": _read_csv, ".tsv": _read_csv, ".parquet": _read_parquet}
ROWS = frozenset({".jsonl", ".ndjson", *TABLES})
"""Files of which each row is an article."""
