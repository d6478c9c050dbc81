"""Two or three figures side by side that must agree by arithmetic alone.

In: a source. Out: notes where a proportion and its percentage, a difference and its two terms, an
estimate and its interval, or a percentage above a base do not fit.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from pipeline.figures.arithmetic_reading import (
    Sheet,
    figures_in,
    find_clauses,
    is_point,
    note,
    plain,
)
from pipeline.figures.intervals import difference_in_points, percent_above
from schemas.figure import Figure, Kind
from schemas.verdict import SourceNote

_HUNDRED = Decimal(100)
_GAP_AFTER = re.compile(r"(?: [a-z\-]+){0,4}\s*[(\[=,]?\s*(?:or |i\.e\.,? |= ?)?")
_GAP_BEFORE = re.compile(r"\s*[(\[]\s*(?:n ?= ?)?")
_NOT_ITS_PERCENT = re.compile(
    r"\s*(?:ci\b|confidence|cri\b|-?\s*(?:of|in|had|were|reduction"
    r"|increase))"
)
_LOOSE = Decimal(2)
_DIFFERENCE_AFTER = re.compile(
    r" (?:absolute |net |overall )?(?:improvement|difference|reduction|increase|decrease|gain"
    r"|benefit|"
    r"advantage|gap|drop|rise|decline|delta)\b"
)
_DIFFERENCE_BEFORE = re.compile(
    r"(?:difference|gap|improvement|reduction|increase|decrease|gain|drop|rise"
    r"|decline) (?:\w+ ){0,3}?of "
    r"(?:about |approximately |around |~ ?)?$|absolute (?:\w+ ){1,2}of $"
)
_ABSOLUTE = re.compile(r"\babsolute\b")
_RELATIVE = re.compile(r"\brelative\b")
_ABOVE = re.compile(
    r"\s*(?P<word>above|higher than|more than|greater than|over|below|lower than|less than|under"
    r"|fewer than)\b"
    r"[^.;%$]{0,60}$"
)
_DOWN = ("below", "lower", "less", "under", "fewer")
_INSIDE = re.compile(
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


def check_points(sheet: Sheet) -> Iterator[SourceNote]:
    """A difference of two percentages, which is in percentage points, printed as percent."""
    for sentence in sheet.source.sentences:
        bounds = (sentence.start, sentence.end)
        rates = [f for f in figures_in(sheet, bounds, Kind.PERCENT) if is_point(f)]
        points = [f for f in figures_in(sheet, bounds, Kind.POINTS) if is_point(f)]
        for change in (*rates, *points):
            others = [f for f in rates if f is not change]
            if len(others) == 2 and _is_difference(sheet, change):
                yield from _judge_difference(sheet, change, (others[0], others[1]))


def _is_difference(sheet: Sheet, change: Figure) -> bool:
    """Do the words at a percentage call it a difference?"""
    after, before = sheet.after(change, 40), sheet.before(change, 60)
    if _RELATIVE.search(after) or _RELATIVE.search(before[-20:]):
        return False
    return bool(_DIFFERENCE_AFTER.match(after) or _DIFFERENCE_BEFORE.search(before))


def _judge_difference(
    sheet: Sheet, change: Figure, terms: tuple[Figure, Figure]
) -> Iterator[SourceNote]:
    """A note on a difference with the wrong unit, or the wrong size where it is called absolute."""
    first, second = terms[0].values[0], terms[1].values[0]
    true = abs(first - second)
    slack = max((terms[0].step + terms[1].step + change.step) / 2, Decimal("0.1"))
    fits = abs(true - change.values[0]) <= slack
    relative = second and abs(abs(percent_above(first, second)) - change.values[0]) <= slack
    spans = (change.span, terms[0].span, terms[1].span)
    counted = _counted_difference(sheet, terms)
    if fits and change.kind is Kind.PERCENT and not relative:
        reason = (
            f"{change.text} is the difference of {terms[0].text} and {terms[1].text}: "
            f"{plain(true)} percentage points{counted}, not percent."
        )
        yield note(sheet, "EB_SOURCE_POINTS", reason, spans)
    elif not fits and not relative and _is_absolute(sheet, change):
        reason = (
            f"{terms[0].text} and {terms[1].text} differ by {plain(true)} percentage points"
            f"{counted}; the article prints {change.text}."
        )
        yield note(sheet, "EB_SOURCE_POINTS", reason, spans)


def _is_absolute(sheet: Sheet, change: Figure) -> bool:
    """Is a difference, printed without a hedge, called one of points?"""
    named = change.kind is Kind.POINTS or bool(_ABSOLUTE.search(sheet.after(change, 12)))
    return named and not change.approximate


def _counted_difference(sheet: Sheet, terms: tuple[Figure, Figure]) -> str:
    """` (41.67 from the counts)` where both percentages have a count beside them."""
    counts = []
    for term in terms:
        for other in sheet.source.figures:
            if other.kind is not Kind.PROPORTION or other.part is None or not other.whole:
                continue
            near = min(abs(other.span.start - term.span.end), abs(term.span.start - other.span.end))
            true = _HUNDRED * other.part / other.whole
            if near <= 3 and abs(true - term.values[0]) <= term.step / 2:
                counts.append((int(other.part), int(other.whole)))
    if len(counts) != 2:
        return ""
    return f" ({abs(difference_in_points(counts[0], counts[1]))} from the counts)"


def check_intervals(sheet: Sheet) -> Iterator[SourceNote]:
    """An estimate outside the confidence interval printed with it, or an interval upside down."""
    for first, second in pairwise(sheet.source.figures):
        if second.kind is not Kind.INTERVAL or len(second.values) != 2 or "--" in second.text:
            continue  # a double hyphen is a dash or a minus, and no one can tell which
        low, high = second.values
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


def check_above(sheet: Sheet) -> Iterator[SourceNote]:
    """`357% above` a base: recomputed from the two values in the same clause."""
    for bounds in find_clauses(sheet):
        figures = figures_in(sheet, bounds)
        for change in figures:
            if change.kind is not Kind.PERCENT or not is_point(change):
                continue
            before = [f for f in figures if f.span.end <= change.span.start and _is_amount(f)]
            after = [f for f in figures if f.span.start >= change.span.end and _is_amount(f)]
            if not before or not after:
                continue
            value, base = before[-1], after[0]
            word = _ABOVE.match(sheet.between(change, base))
            if word and (value.kind, value.unit) == (base.kind, base.unit):
                yield from _judge_above(
                    sheet, change, (value, base), is_down=word["word"].startswith(_DOWN)
                )


def _is_amount(figure: Figure) -> bool:
    """Is it an amount of something that another amount can be set against?"""
    return (
        figure.kind in (Kind.COUNT, Kind.MONEY, Kind.QUANTITY)
        and is_point(figure)
        and bool(figure.unit)
    )


def _judge_above(
    sheet: Sheet, change: Figure, pair: tuple[Figure, Figure], *, is_down: bool
) -> Iterator[SourceNote]:
    """A note where the percentage does not follow from the two amounts."""
    value, base = pair
    low_base, high_base = base.values[0] - base.step / 2, base.values[0] + base.step / 2
    if low_base <= 0:
        return
    ends = [
        percent_above(value.values[0] - value.step / 2, high_base),
        percent_above(value.values[0] + value.step / 2, low_base),
    ]
    said = -change.values[0] if is_down else change.values[0]
    slack = change.step / 2 + (abs(change.values[0]) / 50 if change.approximate else Decimal(0))
    if ends[0] - slack <= said <= ends[1] + slack:
        return
    true = percent_above(value.values[0], base.values[0])
    hint = (
        " (it is that many percent of it)"
        if ends[0] - slack <= said - 100 <= ends[1] + slack
        else ""
    )
    side = "below" if true < 0 else "above"
    reason = (
        f"{value.text} is {abs(true)}% {side} {base.text}; the article prints {change.text}{hint}."
    )
    yield note(sheet, "EB_SOURCE_ABOVE", reason, (value.span, change.span, base.span))
