"""Documents in, bytes for a pipe out, and back; what comes back is believed only where it fits.

A message is its length in eight bytes and then so many bytes. Documents are JSON: what a child
sends can be wrong, but it can never run.
"""

import json
import math
import re
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from pipeline.read.raw import Pair, Raw, RawCell, RawMark, RawOrigin, RawTable, Said

LENGTH_BYTES = 8
CHUNK_BYTES = 2**20

_HALF_PAIR = re.compile("[\ud800-\udfff]")
_Item = TypeVar("_Item")


class TooLong(Exception):
    """A message is longer than may be; it has not been read."""


class Pipe(Protocol):
    """One end of an unbuffered pipe."""

    def read(self, size: int = -1, /) -> bytes | None:
        """Up to so many bytes; none at the end."""

    def write(self, data: Any, /) -> int | None:
        """Write what fits, and say how much that was."""


def send(pipe: Pipe, *parts: bytes) -> None:
    """Write one message for each part; raises BrokenPipeError where nobody reads."""
    for part in parts:
        for piece in (len(part).to_bytes(LENGTH_BYTES, "big"), part):
            view = memoryview(piece)
            while view:
                view = view[pipe.write(view) or 0 :]


def receive(pipe: Pipe, most: int) -> bytes:
    """The next message; raises EOFError where it is cut short, TooLong above `most`."""
    length = int.from_bytes(_exactly(pipe, LENGTH_BYTES), "big")
    if length > most:
        raise TooLong
    return _exactly(pipe, length)


def _exactly(pipe: Pipe, length: int) -> bytes:
    found = bytearray()
    while len(found) < length:
        piece = pipe.read(min(length - len(found), CHUNK_BYTES))
        if not piece:
            raise EOFError
        found += piece
    return bytes(found)


def pack(raws: list[Raw]) -> bytes:
    """Documents as JSON; half a surrogate pair, which no text can hold, becomes U+FFFD."""
    written = json.dumps({"raws": raws}, ensure_ascii=False, separators=(",", ":"))
    try:
        return written.encode("utf-8")
    except UnicodeEncodeError:
        return _HALF_PAIR.sub("\ufffd", written).encode("utf-8")


def unpack(found: object) -> list[Raw]:
    """The documents of a parsed answer; raises ValueError where it is not what `pack` writes."""
    return [_raw(each) for each in _list(found)]


def _raw(found: object) -> Raw:
    text, title, marks, tables, origins, said, name, encoding, fault = _fields(found, 9)
    length = len(_text(text))
    return Raw(
        _text(text),
        _text(title),
        _each(marks, lambda mark: _mark(mark, length)),
        _each(tables, lambda table: _table(table, length)),
        _each(origins, lambda origin: _origin(origin, length)),
        _each(said, _said),
        _text(name),
        _text(encoding),
        _text(fault),
    )


def _mark(found: object, length: int) -> RawMark:
    start, end, tag = _fields(found, 3)
    return RawMark(*_span(start, end, length), _text(tag))


def _table(found: object, length: int) -> RawTable:
    start, end, cells, caption = _fields(found, 4)
    span, read_cells = _span(start, end, length), _each(cells, lambda cell: _cell(cell, length))
    return RawTable(*span, read_cells, None if caption is None else _pair(caption, length))


def _cell(found: object, length: int) -> RawCell:
    start, end, row, column, rows, columns, is_head = _fields(found, 7)
    if not isinstance(is_head, bool):
        raise _misfit(is_head)
    counts = (_whole(row), _whole(column), _whole(rows), _whole(columns))
    return RawCell(*_span(start, end, length), *counts, is_head)


def _origin(found: object, length: int) -> RawOrigin:
    start, end, where, offset, box = _fields(found, 5)
    span = _span(start, end, length)
    return RawOrigin(*span, _text(where), _whole(offset), None if box is None else _box(box))


def _said(found: object) -> Said:
    name, value = _fields(found, 2)
    return Said(_text(name), _text(value))


def _box(found: object) -> tuple[float, float, float, float]:
    left, top, right, bottom = _fields(found, 4)
    return (_number(left), _number(top), _number(right), _number(bottom))


def _pair(found: object, length: int) -> Pair:
    start, end = _fields(found, 2)
    return _span(start, end, length)


def _span(start: object, end: object, length: int) -> Pair:
    first, last = _whole(start), _whole(end)
    if not first <= last <= length:
        raise ValueError(f"a span {first}:{last} of a text of {length} characters")
    return first, last


def _each(found: object, read: Callable[[object], _Item]) -> tuple[_Item, ...]:
    return tuple(read(item) for item in _list(found))


def _fields(found: object, count: int) -> list[Any]:
    fields = _list(found)
    if len(fields) != count:
        raise ValueError(f"{len(fields)} values instead of {count}")
    return fields


def _list(found: object) -> list[Any]:
    if not isinstance(found, list):
        raise _misfit(found)
    return found


def _text(found: object) -> str:
    if not isinstance(found, str) or _HALF_PAIR.search(found):
        raise _misfit(found)
    return found


def _whole(found: object) -> int:
    if type(found) is not int or found < 0:
        raise _misfit(found)
    return found


def _number(found: object) -> float:
    if type(found) not in {int, float} or not math.isfinite(found):  # type: ignore[arg-type]
        raise _misfit(found)
    return found  # type: ignore[return-value]


def _misfit(found: object) -> ValueError:
    return ValueError(f"{str(found)[:40]!r} where something else belongs")
