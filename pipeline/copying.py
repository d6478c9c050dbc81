"""How much of a brief stands word for word in its source, outside quotation marks.

In: the brief's text and the source's. Out: the longest run of words in a row, the share of the
brief's words that lie in runs of `RUN` words or more, and where long runs stand. A publisher's
sentences are the publisher's.
"""

import re
from decimal import Decimal
from typing import NamedTuple

from schemas.brief import Copying
from schemas.text import Span

RUN = 5
"""Words in a row from which on a match is called copied; shorter ones are the language's."""
WARN_ABOVE = 15
"""Copied words in a row above which the editor is warned."""

WORD = re.compile(r"[^\W_]+(?:[-'’./][^\W_]+)*%?")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")


class Shelf(NamedTuple):
    """A source's words in order, and where each run of `RUN` words starts."""

    words: list[str]
    places: dict[tuple[str, ...], list[int]]


def shelve(source: str) -> Shelf:
    """The source's words, laid out for looking runs up."""
    theirs = [_plain(match[0]) for match in WORD.finditer(source)]
    places: dict[tuple[str, ...], list[int]] = {}
    for start in range(len(theirs) - RUN + 1):
        places.setdefault(tuple(theirs[start : start + RUN]), []).append(start)
    return Shelf(theirs, places)


def measure_copying(text: str, source: str) -> Copying:
    """The longest copied run in words, and the share of words in copied runs.

    Example: nine words of a ten-word brief in the source's order give a run of 9, a share of 0.90.
    Quotations are left out of the brief; they also end a run.
    """
    shelf = shelve(source)
    longest = copied = total = 0
    for part in _split_words(text):
        ours = [_plain(part_text) for part_text, _ in part]
        total += len(ours)
        runs = _runs(ours, shelf)
        longest = max(longest, *runs.values(), 0) if runs else longest
        copied += len(
            {place for start, size in runs.items() for place in range(start, start + size)}
        )
    share = Decimal(copied) / Decimal(total) if total else Decimal(0)
    return Copying(longest_run=longest, share=f"{share:.2f}")


def find_copied(text: str, shelf: Shelf, above: int = WARN_ABOVE) -> tuple[tuple[Span, ...], ...]:
    """Every run of more than `above` copied words outside quotations, as its words' places."""
    return tuple(
        tuple(span for _, span in part[start : start + size])
        for part in _split_words(text)
        for start, size in _runs([_plain(word) for word, _ in part], shelf).items()
        if size > above
    )


def _split_words(text: str) -> list[list[tuple[str, Span]]]:
    """The words outside quotations with their places, in one list for each stretch between them."""
    parts: list[list[tuple[str, Span]]] = []
    place = 0
    for quoted in (*_QUOTED.finditer(text), None):
        end = quoted.start() if quoted else len(text)
        found = WORD.finditer(text, place, end)
        parts.append([(word[0], Span(start=word.start(), end=word.end())) for word in found])
        place = quoted.end() if quoted else end
    return parts


def _plain(word: str) -> str:
    """The word in lower case, its apostrophe made straight."""
    return word.lower().replace("’", "'")


def _runs(ours: list[str], shelf: Shelf) -> dict[int, int]:
    """Longest copied run from each place in `ours` where one of `RUN` words or more starts."""
    theirs, runs, covered = shelf.words, dict[int, int](), 0
    for start in range(len(ours) - RUN + 1):
        if start + RUN <= covered:
            continue
        for place in shelf.places.get(tuple(ours[start : start + RUN]), ()):
            size = RUN
            while (
                start + size < len(ours)
                and place + size < len(theirs)
                and ours[start + size] == theirs[place + size]
            ):
                size += 1
            runs[start] = max(size, runs.get(start, 0))
            covered = max(covered, start + size)
    return runs
