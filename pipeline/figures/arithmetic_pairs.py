"""Two figures side by side that must agree by arithmetic alone.

In: a source. Out: notes where a count and its percentage, or an estimate and its interval, do not
fit.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from pipeline.figures.arithmetic_reading import (
    Sheet,
    is_point,
    note,
    plain,
)
from pipeline.figures.lazy_regex import lazy_regex
from schemas.figure import Figure, Kind
from schemas.verdict import SourceNote

_HUNDRED = Decimal(100)
_GAP_AFTER = lazy_regex(r"(?: [a-z\-]+){0,4}\s*[(\[=,]?\s*(?:or |i\.e\.,? |= ?)?")
_GAP_BEFORE = lazy_regex(r"\s*[(\[]\s*(?:n ?= ?)?")
_NOT_ITS_PERCENT = lazy_regex(
    r"\s*(?:ci\b|confidence|cri\b|-?\s*(?:of|in|had|were|reduction"
    r"|increase))"
)
_AGAINST = lazy_regex(r" (?:against|versus|vs?\.?|and|to) \d")
"""`18 of 90 against 36 of 90, 20% against 40%`: two counts, then their two percentages."""
_LOOSE = Decimal(2)
_INSIDE = lazy_regex(
    r"[\s(\[;,:-]*(?:\d\d(?:\.\d)? ?% ?)?(?:ci|confidence interval"
    r"|cri)?[\s,:;=]*"
)
_ESTIMATES = frozenset({Kind.RATIO, Kind.PERCENT, Kind.POINTS, Kind.DURATION, Kind.QUANTITY})
"""What an interval belongs to; a bare number before one may be its standard error."""


def check_proportions(sheet: Sheet) -> Iterator[SourceNote]:
    """A count of patients and the percentage printed beside it: 7/12 is not 85.3%."""
    for first, second in pairwise(sheet.source.figures):
        gap = sheet.between(first, second)
        if first.kind is Kind.PROPORTION and second.kind is Kind.PERCENT:
            fits = _GAP_AFTER.fullmatch(gap) and not _NOT_ITS_PERCENT.match(sheet.after(second, 20))
            fits = fits and not (gap == ", " and _AGAINST.match(sheet.after(second, 12)))
            if fits and ("(" in gap or "[" in gap or "=" in gap or len(gap) <= len(", or ")):
                yield from _judge_proportion(sheet, first, second)
        elif (
            first.kind is Kind.PERCENT
            and second.kind is Kind.PROPORTION
            and _GAP_BEFORE.fullmatch(gap)
        ):
            yield from _judge_proportion(sheet, second, first)


def _judge_proportion(sheet: Sheet, counts: Figure, percent: Figure) -> Iterator[SourceNote]:
    """A note where the percentage is not the count's, to the digits printed."""
    if counts.part is None or counts.whole is None or not counts.whole or not is_point(percent):
        return
    if counts.is_words or counts.part > counts.whole or not is_point_or_pair(counts):
        return
    true = _HUNDRED * counts.part / counts.whole
    slack = max(percent.step / 2, _LOOSE) if percent.approximate else percent.step / 2
    if abs(true - percent.values[0]) > slack:
        reason = (
            f"{plain(counts.part)} of {plain(counts.whole)} is {true.quantize(percent.step)}%, "
            f"the article prints {percent.text}."
        )
        yield note(sheet, "EB_SOURCE_PROPORTION", reason, (counts.span, percent.span))


def is_point_or_pair(counts: Figure) -> bool:
    """Are part and whole whole numbers?"""
    return all(v is not None and v == v.to_integral_value() for v in (counts.part, counts.whole))


def check_intervals(sheet: Sheet) -> Iterator[SourceNote]:
    """An estimate outside the confidence interval printed with it, or an interval upside down."""
    for first, second in pairwise(sheet.source.figures):
        if second.kind is not Kind.INTERVAL or len(second.values) != 2 or "--" in second.text:
            continue  # a double hyphen is a dash or a minus, and no one can tell which
        low, high = second.values
        if "%" in second.text.split("CI")[-1] and first.kind not in (Kind.PERCENT, Kind.POINTS):
            continue  # `6% at 12 months (95% CI 4% to 9%)`: the interval is not of the months
        if low > high:
            reason = f"The interval {second.text} runs from the higher value to the lower."
            yield note(sheet, "EB_SOURCE_INTERVAL", reason, (second.span,))
        elif (
            first.kind in _ESTIMATES
            and is_point(first)
            and _INSIDE.fullmatch(sheet.between(first, second))
        ):
            slack = max(first.step, second.step) / 2
            if not low - slack <= first.values[0] <= high + slack:
                reason = f"{first.text} lies outside the interval printed with it, {second.text}."
                yield note(sheet, "EB_SOURCE_INTERVAL", reason, (first.span, second.span))
