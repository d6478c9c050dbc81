"""A file of rows in, each row out as one JSON object: lines of JSON, CSV, TSV or Parquet.

Rows are read one by one, so a file may be larger than the memory. What a row says of itself under
usual names (`title`, `published`, `url`, ...) goes along and is read as that of JSON lines is.
"""

import csv
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import IO, NamedTuple

from pipeline.read.jsonl import HTML_KEYS, SHORT_KEYS, TEXT_KEYS
from pipeline.read.sniff import MOST_TEXT_BYTES
from schemas.errors import ReadError

TEXTS = (*TEXT_KEYS, *HTML_KEYS, *SHORT_KEYS)
"""What the column of the text is called, as a rule."""

IDS = ("id", "guid", "doc_id", "article_id")
LONGEST_ID = 100
AT_ONCE = 64
"""Rows of a Parquet file that are in memory together."""

Table = Callable[[str], Iterator[Mapping[str, object]]]


class Row(NamedTuple):
    """One row as an object in JSON, or why it is none."""

    name: str
    """`news.csv#17`, or with its own id `news.csv#A-204`."""
    data: bytes = b""
    fault: str = ""


def read_rows(path: str, column: str = "") -> Iterator[Row]:
    """The rows of a file, in order; raises ReadError where it cannot be opened or has no text.

    `column` names the column of the text; empty to look for a usual name.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in TABLES:
        yield from _read_lines(path, column)
        return
    for number, row in enumerate(TABLES[suffix](path), 1):
        yield read_row(f"{path}#", number, row, column)


def _read_lines(path: str, column: str) -> Iterator[Row]:
    with _open(path) as file:
        number = 0
        while line := file.readline(MOST_TEXT_BYTES + 1):
            number += 1
            if len(line) > MOST_TEXT_BYTES:
                raise ReadError(f"{path}: line {number}: is too long for one article; cut it up")
            if line.strip():
                yield read_line(path, number, line, column)


def _open(path: str) -> IO[bytes]:
    if path == "-":
        return sys.stdin.buffer
    try:
        return Path(path).open("rb")
    except OSError as error:
        raise _unopened(path, error) from error


def _unopened(path: str, error: OSError) -> ReadError:
    return ReadError(f"{path}: cannot be opened ({error.strerror or error}); check the path")


def read_line(path: str, number: int | str, line: bytes, column: str) -> Row:
    """A line of JSON as an article; one that is none is at fault."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        fault = f"{path}: line {number}: is no JSON; write one object a line"
        return Row(f"{path}#{number}", fault=fault)
    if not isinstance(value, dict):
        return Row(f"{path}#{number}", fault=f"{path}: line {number}: is no object; write one")
    return read_row(f"{path}#", number, value, column)


def read_row(prefix: str, number: int | str, row: Mapping[str, object], column: str) -> Row:
    """A row as JSON, its text under `text`; one without a text is at fault."""
    own = next((row[key] for key in IDS if isinstance(row.get(key), str | int)), number)
    shown = " ".join(str(own).split())[:LONGEST_ID] or str(number)
    place = f"{prefix}{shown}"
    name = column or find_column(list(row))
    text = row.get(name) if name else None
    if not isinstance(text, str | dict) or not text:
        names = ", ".join(map(repr, list(row)[:6]))
        what = f"column {column!r}" if column else "text"
        return Row(place, fault=f"{place}: has no {what} among {names}; name it with --column")
    value = {**row, "text": row[name]} if column else row
    return Row(place, json.dumps(value, default=str, ensure_ascii=True).encode("ascii"))


def find_column(names: Sequence[str]) -> str:
    """The column that is called as a text usually is; empty where none is."""
    return next((name for usual in TEXTS for name in names if name == usual), "")


def _read_csv(path: str) -> Iterator[Mapping[str, object]]:
    csv.field_size_limit(MOST_TEXT_BYTES)
    delimiter = "\t" if path.lower().endswith(".tsv") else ","
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, delimiter=delimiter, strict=True)
            for row in reader:
                if None in row:
                    raise ReadError(
                        f"{path}: line {reader.line_num}: has more cells than the first line; "
                        "put cells that hold the delimiter in quotation marks"
                    )
                yield row
    except OSError as error:
        raise _unopened(path, error) from error
    except UnicodeDecodeError as error:
        raise ReadError(f"{path}: is not UTF-8; save it as UTF-8") from error
    except csv.Error as error:
        raise ReadError(f"{path}: is not read as CSV ({error}); mend it there") from error


def _read_parquet(path: str) -> Iterator[Mapping[str, object]]:
    try:
        parquet, arrow = import_module("pyarrow.parquet"), import_module("pyarrow")
    except ImportError as error:
        raise ReadError(f"{path}: needs pyarrow; install evenbrief[batch]") from error
    try:
        with parquet.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=AT_ONCE):
                yield from batch.to_pylist()
    except (OSError, arrow.ArrowException) as error:
        raise ReadError(f"{path}: is not read as Parquet ({error}); make it anew") from error


TABLES: Mapping[str, Table] = {".csv": _read_csv, ".tsv": _read_csv, ".parquet": _read_parquet}
ROWS = frozenset({".jsonl", ".ndjson", *TABLES})
"""Files of which each row is an article."""
