"""A file of JSON lines in, one object or one complaint per line out, never all at once."""

import gzip
import json
import re
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

from schemas.errors import EvenbriefError

MOST_CHARACTERS = 5_000_000
_GZIP = b"\x1f\x8b"


class Line(NamedTuple):
    """One line: its object, or what is wrong with it."""

    number: int
    value: dict[str, Any]
    error: str = ""

    @property
    def id(self) -> str | int | None:
        """What the line calls itself; `None` where it does not parse or has none."""
        return None if self.error else self.value["id"]

    def text(self, name: str) -> str:
        """A field that must be text we can check; EvenbriefError says what it is instead."""
        if self.error:
            raise EvenbriefError(f"line {self.number} {self.error}")
        problem = _problem(self.value, name)
        if problem:
            raise EvenbriefError(f"line {self.number}: {name!r} {problem}")
        return str(self.value[name])


def read_lines(path: str) -> Iterator[Line]:
    """The lines of a file, or of standard input for `-`; blank ones are passed over.

    A line ends at LF only, since JSON strings may hold other separators. A byte-order mark and CR
    are no part of it. A file that begins as gzip is unpacked line by line. Raises EvenbriefError
    where the file cannot be opened or its packing is broken.
    """
    with ExitStack() as stack:
        file = _opened(path, stack)
        try:
            for number, raw in enumerate(file, 1):
                bare = raw.removeprefix(b"\xef\xbb\xbf").strip() if number == 1 else raw.strip()
                if bare:
                    yield _line(number, bare)
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            raise EvenbriefError(f"{path}: its gzip is broken ({error}); pack it anew") from error


_HALF_A_PAIR = re.compile("[\ud800-\udfff]")


def _problem(value: dict[str, Any], name: str) -> str:
    """What keeps a field from being checked; empty where nothing does."""
    found = value.get(name)
    if name not in value:
        return "is missing; give the text"
    if not isinstance(found, str):
        return f"is {type(found).__name__}, not a string; give the text"
    if len(found) > MOST_CHARACTERS:
        return f"has {len(found)} characters; the most is {MOST_CHARACTERS}"
    if _HALF_A_PAIR.search(found):
        return "holds half a surrogate pair; write the text as UTF-8"
    return ""


def _opened(path: str, stack: ExitStack) -> Iterable[bytes]:
    if path == "-":
        return sys.stdin.buffer
    try:
        file = stack.enter_context(Path(path).open("rb"))  # noqa: SIM115 - the stack closes it
        if file.peek(2)[:2] != _GZIP:
            return file
        return stack.enter_context(gzip.GzipFile(fileobj=file))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise EvenbriefError(f"{path}: cannot be opened ({reason}); check the path") from error


def _line(number: int, raw: bytes) -> Line:
    try:
        value = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        return Line(number, {}, f"is not UTF-8 ({error.reason} at byte {error.start})")
    except (ValueError, RecursionError) as error:
        return Line(number, {}, f"is not JSON ({error})")
    if not isinstance(value, dict):
        return Line(number, {}, f"is {type(value).__name__}, not an object")
    if not isinstance(value.get("id"), str | int) or isinstance(value.get("id"), bool):
        return Line(number, value, "has no 'id' that is a string or a whole number")
    return Line(number, value)
