"""Offsets that others counted. In: a text, places and the words recorded there; out: code points.

Tools count code points (Python), UTF-16 units (anything in a browser) or UTF-8 bytes, and seldom
say which. A count is believed only where it cuts out the recorded words; a place that no count
fits is refused, never moved to where it would fit.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from schemas.errors import GoldenError

CONTEXT = 16
"""Characters kept on each side of a mark: enough to tell one `64%` from the next."""


class Unit(StrEnum):
    """What an offset counts."""

    CODE_POINT = "code-point"
    UTF_16 = "utf-16"
    UTF_8 = "utf-8"


_BYTES = {Unit.UTF_16: ("utf-16-le", 2), Unit.UTF_8: ("utf-8", 1)}


class Told(NamedTuple):
    """A place as a file gives it, half-open; `words` are empty where the file records none."""

    start: int
    end: int
    words: str
    before: str = ""
    """The text's end just before it, as far as recorded."""
    after: str = ""


class Ruler:
    """One text's boundaries in one unit, counted once."""

    def __init__(self, text: str, unit: Unit) -> None:
        self.text = text
        self._places = {offset: place for place, offset in enumerate(_boundaries(text, unit))}

    def find(self, told: Told) -> tuple[int, int] | None:
        """The place in code points, or None where it is none or other words stand there."""
        start, end = self._places.get(told.start), self._places.get(told.end)
        if start is None or end is None or start >= end:
            return None
        if told.words and self.text[start:end] != told.words:
            return None
        is_framed = self.text[:start].endswith(told.before) and self.text.startswith(
            told.after, end
        )
        return (start, end) if is_framed else None


def _boundaries(text: str, unit: Unit) -> Sequence[int]:
    """The offset before each character, and that of the end."""
    if unit is Unit.CODE_POINT:
        return range(len(text) + 1)
    encoding, width = _BYTES[unit]
    offsets = [0]
    for character in text:
        size = len(character.encode(encoding, "surrogatepass")) // width
        offsets.append(offsets[-1] + size)
    return offsets


def find_places(text: str, told: Sequence[Told]) -> list[tuple[int, int]]:
    """All places in code points, in the one unit that fits every one of them.

    Raises GoldenError with the first that does not fit where no unit fits them all.
    """
    for unit in Unit:
        ruler = Ruler(text, unit)
        places = [ruler.find(each) for each in told]
        found = [place for place in places if place is not None]
        if len(found) == len(told):
            return found
    ruler = Ruler(text, Unit.CODE_POINT)
    raise GoldenError(refusal(text, next(each for each in told if ruler.find(each) is None)))


def find_place(text: str, told: Told, rulers: Sequence[Ruler]) -> tuple[int, int]:
    """One place, in any of the units; raises GoldenError where none fits or two differ.

    Where the file records no words, only a place that all units agree on can be believed.
    """
    places = {place for ruler in rulers if (place := ruler.find(told)) is not None}
    agree = all(ruler.find(told) is not None for ruler in rulers)
    if len(places) == 1 and (told.words or agree):
        return places.pop()
    if told.words or not places:
        raise GoldenError(refusal(text, told))
    raise GoldenError(
        f"{told.start}:{told.end} has no words recorded and lies after characters that tools count "
        "differently; say with --offsets what the file counts"
    )


def refusal(text: str, told: Told) -> str:
    """Why a place is not taken, as the rest of a sentence."""
    there = text[max(0, told.start) : max(0, told.end)]
    what = repr(told.words) if told.words else "a span"
    if there == told.words and told.words:
        return (
            f"{what} at {told.start}:{told.end} stands between other words than recorded; "
            "re-anchor the span"
        )
    return (
        f"{what} at {told.start}:{told.end}, the text has {there!r} there, and no count in "
        "UTF-16 units or bytes fits either; re-anchor the span"
    )
