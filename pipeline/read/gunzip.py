"""Packed bytes in, the bytes that were packed out, or a sentence; never more than may be.

What is unpacked is bounded while it grows, so a bomb costs what it may become and no more.
"""

import zlib

from schemas.errors import ReadError

MOST_TIMES = 200
"""Pages of text shrink to a twentieth, lists to a hundredth; what grows more is a bomb."""

FREE_BYTES = 1_000_000
"""So much is let grow by any factor."""

MOST_MEMBERS = 20
"""Files packed one after another into one; each costs a copy of all that follow."""


class TooMuch(Exception):
    """The bytes unpack to more than they may."""


class Damaged(Exception):
    """The bytes are cut short, or are not packed the way they say."""


def gunzip(data: bytes, name: str, most: int) -> bytes:
    """What a gzip file holds; raises ReadError where it is damaged, cut short or a bomb."""
    try:
        return inflate(data, most)
    except TooMuch as error:
        raise ReadError(
            f"{name}: is gzip that unpacks to far too much; unpack it and give one article"
        ) from error
    except Damaged as error:
        raise ReadError(f"{name}: is gzip that is damaged or cut short; get it again") from error


def inflate_beginning(data: bytes, most: int) -> bytes:
    """The first `most` bytes that gzip holds, for a file whose beginning is enough.

    One that is cut short gives what there is; raises Damaged where it is no gzip.
    """
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(data, most)
    except zlib.error as error:
        raise Damaged from error


def inflate(data: bytes, most: int, window: int = zlib.MAX_WBITS | 16) -> bytes:
    """Unpack gzip of one or more members, or another packing that zlib knows by `window`.

    Raises TooMuch above `most` bytes, or above `MOST_TIMES` as many as came, and Damaged.
    """
    allowed = min(most, max(FREE_BYTES, len(data) * MOST_TIMES))
    found = bytearray()
    for _ in range(MOST_MEMBERS):
        member = zlib.decompressobj(window)
        try:
            found += member.decompress(data, allowed + 1 - len(found))
        except zlib.error as error:
            raise Damaged from error
        if len(found) > allowed:
            raise TooMuch
        if not member.eof:
            raise Damaged
        data = member.unused_data.lstrip(b"\0")
        if not data:
            return bytes(found)
    raise TooMuch
