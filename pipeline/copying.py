"""How much of a brief stands word for word in its source, outside quotation marks.

In: the brief's text and the source's. Out: the longest run of words in a row, and the share of the
brief's words that lie in runs of `RUN` words or more. A publisher's sentences are the publisher's.
"""

import re
from decimal import Decimal

from schemas.brief import Copying

RUN = 5
"""Words in a row from which on a match is called copied; shorter ones are the language's."""
WARN_ABOVE = 15
"""Copied words in a row above which the editor is warned."""

_WORD = re.compile(r"[^\W_]+(?:[-'’./][^\W_]+)*%?")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")


def measure_copying(text: str, source: str) -> Copying:
    """The longest copied run in words, and the share of words in copied runs.

    Example: nine words of a ten-word brief in the source's order give a run of 9, a share of 0.90.
    Quotations are left out of the brief; they also end a run.
    """
    theirs = _words(source)
    places: dict[tuple[str, ...], list[int]] = {}
    for start in range(len(theirs) - RUN + 1):
        places.setdefault(tuple(theirs[start : start + RUN]), []).append(start)
    longest = copied = total = 0
    for part in _QUOTED.split(text):
        ours = _words(part)
        total += len(ours)
        runs = _runs(ours, theirs, places)
        longest = max(longest, *runs.values(), 0) if runs else longest
        copied += len(
            {place for start, size in runs.items() for place in range(start, start + size)}
        )
    share = Decimal(copied) / Decimal(total) if total else Decimal(0)
    return Copying(longest_run=longest, share=f"{share:.2f}")


def _words(text: str) -> list[str]:
    """The words in lower case, apostrophes made straight."""
    return [word.lower().replace("’", "'") for word in _WORD.findall(text)]


def _runs(
    ours: list[str], theirs: list[str], places: dict[tuple[str, ...], list[int]]
) -> dict[int, int]:
    """Longest copied run from each place in `ours` where one of `RUN` words or more starts."""
    runs: dict[int, int] = {}
    covered = 0
    for start in range(len(ours) - RUN + 1):
        if start + RUN <= covered:
            continue
        for place in places.get(tuple(ours[start : start + RUN]), ()):
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
