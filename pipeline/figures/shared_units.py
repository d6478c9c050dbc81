"""The unit that a bare number takes over from the figure before it, or from a table's heading.

In: the figure read last and a number behind it; out: the number, with that unit where it is said
once for both: `fell 1.2 percentage points on the pump and 0.4 on injections`.
"""

import re
from collections.abc import Sequence

from pipeline.figures.grammar_base import Hit
from schemas.figure import Figure, Kind

_GAP = 60
_LENGTHS = (Kind.DURATION, Kind.AGE)
_JOINED = re.compile(
    r"[^.;:]{0,44}?(?:\b(?:and|against|versus|vs\.?|than|compared with|compared to)|, with)"
    r"(?: (?:by|about|only|just|some))? \Z"
)
_LEVEL = re.compile(r" (?:to|from|and|against|versus|than)(?: (?:about|only|just|some))? \Z")
_SCALED = re.compile(r"(?:million|billion|trillion|bn|m)\Z")
_NOT_BARE = re.compile(r"[ -]?(?:[%$€£¥]|points?|times|fold|x\b|of\b|(?!was\b|versus\b)[a-z]+s\b)")


def share_unit(low: str, figures: Sequence[Figure], hit: Hit) -> Hit:
    """The number with the points or the money of the last of `figures`, which is no length of time.

    Points are taken over by a number of as many decimals, money by one of its scale.
    """
    reading = hit.reading
    if reading.kind not in (Kind.NUMBER, Kind.COUNT) or len(figures) == 0:
        return hit
    before = figures[-2] if len(figures) > 1 and figures[-1].kind in _LENGTHS else figures[-1]
    if before.kind not in (Kind.POINTS, Kind.MONEY):
        return hit
    gap = hit.start - before.span.end
    if not 0 < gap <= _GAP or _NOT_BARE.match(low, hit.end):
        return hit
    between = low[before.span.end : hit.start]
    if before.kind is Kind.POINTS:
        is_alike = reading.step < 1 and reading.step == before.step
        if is_alike and _JOINED.match(between):
            return hit._replace(reading=reading._replace(kind=Kind.POINTS, unit="pp"))
        return hit
    if _LEVEL.match(between) and _SCALED.search(low[hit.start : hit.end]):
        return hit._replace(reading=reading._replace(kind=Kind.MONEY, unit=before.unit))
    return hit


_PERCENTED = re.compile(r"\b(?:n|no\.?|number|patients|participants|events?) ?[(\[] ?%")
"""What heads a column of counts with their percentages: `n (%)`, `No. (%)`."""
_COUNT_BEFORE = re.compile(r"\d ?[(\[]\Z")


def heads_percent(low: str) -> bool:
    """Does a text head a column of counts with their percentages?"""
    return ("(%" in low or "[%" in low) and _PERCENTED.search(low) is not None


def as_percent(low: str, hit: Hit) -> Hit:
    """The number in brackets right behind a count, in a text that says `n (%)`: a percentage.

    Example: `23 (37.1)` in a table headed `Outcomes, n (%)` gives 23 and 37.1%.
    """
    if hit.reading.kind is not Kind.NUMBER or low[hit.end : hit.end + 1] not in (")", "]"):
        return hit
    if not _COUNT_BEFORE.search(low, max(0, hit.start - 4), hit.start):
        return hit
    if len(hit.reading.values) != 1 or not 0 <= hit.reading.values[0] <= 100:
        return hit
    return hit._replace(reading=hit.reading._replace(kind=Kind.PERCENT, unit="%"))
