"""An address in, the bytes that stand there out: the one guarded way to the web.

Only public addresses are spoken to, each found once and checked; every redirect is looked at anew;
robots.txt is respected; size and time are bounded. docs/reading.md lists the rules.
"""

import re
from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from schemas.errors import ReadError


class FetchLimits(NamedTuple):
    """What one fetch may take at most, with all its redirects and robots.txt."""

    sent_bytes: int = 20_000_000
    """That come over the wire."""
    unpacked_bytes: int = 50_000_000
    """That these may unpack to."""
    seconds: float = 30.0
    """From the first look-up of a name to the last byte."""
    redirects: int = 5
    address_characters: int = 4000
    robots_bytes: int = 512_000
    """Of a robots.txt that are read; RFC 9309 asks for 500 KiB at least."""


FETCH_LIMITS = FetchLimits()


class Reach(NamedTuple):
    """Which network is spoken to. Only tests give another; no option or setting makes one."""

    resolve: Callable[[str, int], list[str]] | None = None
    """What finds a name's addresses; `None` asks the system."""
    loopback_ports: frozenset[int] = frozenset()
    """Ports of this very machine that may be spoken to."""
    authorities: str = ""
    """A file of the certificates to trust; empty for the system's."""


INTERNET = Reach()


class Fetched(NamedTuple):
    """What came from the web."""

    data: bytes
    content_type: str
    """In lower case and without parameters, `text/html`; empty where the server does not say."""
    charset: str
    """The encoding that the server names, in lower case; empty where it names none."""
    url: str
    """Where it came from in the end."""


def is_address(path: str) -> bool:
    """Is this a web address rather than a path? `https://…` is, and so is `HTTP://…`."""
    return re.match(r"[a-z][a-z0-9+.-]*://", path, re.IGNORECASE) is not None


def fetch(url: str, limits: FetchLimits = FETCH_LIMITS, reach: Reach = INTERNET) -> Fetched:
    """What stands at an address. Raises ReadError, one sentence, where it may not or cannot be got.

    Blocks for `limits.seconds` at most. It sends no cookies and no credentials, uses no proxy and
    runs no scripts.
    """
    try:
        room = import_module("pipeline.read.fetch_page")
    except ModuleNotFoundError as error:
        raise ReadError(
            f"{url}: needs the library {error.name!r} to be fetched; install evenbrief[read], "
            "or save the page and give its file"
        ) from error
    fetched: Fetched = room.fetch_page(url, limits, reach)
    return fetched
