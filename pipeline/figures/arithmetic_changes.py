"""Changes that their own terms give: differences in points, percentages above, risen and fallen.

In: a source. Out: notes where a difference of two rates is printed as percent, or where a change
does not follow from the two values printed with it.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from pipeline.figures import word_lists
from pipeline.figures.arithmetic_reading import (
    Sheet,
    figures_in,
    find_clauses,
    is_point,
    note,
    plain,
)
from pipeline.figures.intervals import difference_in_points, percent_above
from pipeline.figures.lazy_regex import lazy_regex
from schemas.figure import Figure, Kind
from schemas.verdict import SourceNote

_HUNDRED = Decimal(100)
_DIFFERENCE_AFTER = lazy_regex(
    r" (?:absolute |net |overall |placebo-adjusted |placebo-corrected )?(?:improvement"
    r"|difference|reduction|increase|decrease|gain"
    r"|benefit|"
    r"advantage|gap|drop|rise|decline|delta|dip|slip|swing|margin|lead|edge|spread)\b"
)
_DIFFERENCE_BEFORE = lazy_regex(
    r"(?:difference|gap|improvement|reduction|increase|decrease|gain|drop|rise"
    r"|decline|dip|slip|slide|swing|jump|lead|edge|advantage|benefit|spread) (?:\w+ ){0,3}?of "
    r"(?:about |approximately |around |~ ?)?$|absolute (?:\w+ ){1,2}of $"
)
_ABSOLUTE = lazy_regex(r"\babsolute\b")
_RELATIVE = lazy_regex(r"\brelative\b")
_ABOVE = lazy_regex(
    r"\s*(?P<word>above|higher than|more than|greater than|over|below|lower than|less than|under"
    r"|fewer than)\b"
    r"(?:(?! and |, )[^.;%$]){0,60}$"
)
_DOWN = ("below", "lower", "less", "under", "fewer")
_UP_OR_DOWN = lazy_regex(
    r"\b(?P<word>up|down|rise|rises|rose|risen|increase|increased|growth|grew|grown|gain|gained"
    r"|jump|jumped|fall|fell|"
    r"fallen|drop|dropped|decrease|decreased|decline|declined|lower|higher)\b(?: of"
    r"| by)?(?: about| nearly| around)? ?$"
)
_FALLING = frozenset(word_lists.words("opposites", "falling"))
_FROM = lazy_regex(
    r",? (?:from|compared with|compared to|against|versus) (?:about |the |a "
    r"|some )*"
)
_TO = lazy_regex(r",? (?:to|at) (?:about |some )?")
_THEN = lazy_regex(r",? \(?(?:or |a |an |which is |up |down |by )*(?:about |some )?")
_OTHER_BASIS = lazy_regex(
    r"\b(?:constant|organic|adjusted|underlying|like-for-like|annuali[sz]ed|currency|excluding"
    r"|volume|comparable)\b"
)


def check_points(sheet: Sheet) -> Iterator[SourceNote]:
    """A difference of two percentages, which is in percentage points, printed as percent."""
    rates = [f for f in sheet.source.figures if f.kind is Kind.PERCENT and is_point(f)]
    points = [f for f in sheet.source.figures if f.kind is Kind.POINTS and is_point(f)]
    for change in (*rates, *points):
        if not _is_difference(sheet, change):
            continue
        start, end = _sentence_around(sheet, change)
        near = [f for f in rates if f is not change and start <= f.span.start < end]
        earlier = [f for f in near if f.span.start < change.span.start]
        terms = earlier[-2:] if len(earlier) > 1 else near
        if len(terms) == 2:
            yield from _judge_difference(sheet, change, (terms[0], terms[1]))
        elif not near:
            yield from _judge_earlier(sheet, change, rates)


def _sentence_around(sheet: Sheet, figure: Figure) -> tuple[int, int]:
    """The bounds of the sentence that holds a figure."""
    for sentence in sheet.source.sentences:
        if sentence.start <= figure.span.start < sentence.end:
            return sentence.start, sentence.end
    return figure.span.start, figure.span.end


def _judge_earlier(sheet: Sheet, change: Figure, rates: list[Figure]) -> Iterator[SourceNote]:
    """A change in a sentence of its own, if it is just the two rates before it."""
    start = sheet.source.text.rfind("\n", 0, change.span.start) + 1
    before = [f for f in rates if start <= f.span.start and f.span.end <= change.span.start][-2:]
    if len(before) == 2 and abs(before[0].values[0] - before[1].values[0]) == change.values[0]:
        yield from _judge_difference(sheet, change, (before[0], before[1]))


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
    true, size = abs(first - second), abs(change.values[0])
    slack = max((terms[0].step + terms[1].step + change.step) / 2, Decimal("0.1"))
    fits = abs(true - size) <= slack
    relative = _is_relative(first, second, size, slack)
    spans = (change.span, terms[0].span, terms[1].span)
    counted = _counted_difference(sheet, terms)
    if fits and change.kind is Kind.PERCENT and not relative:
        reason = (
            f"{change.text} is the difference of {terms[0].text} and {terms[1].text}: "
            f"{plain(true)} percentage points{counted}, not percent."
        )
        yield _lead_with(change, note(sheet, "EB_SOURCE_POINTS", reason, spans))
    elif not fits and not relative and _is_absolute(sheet, change) and _is_of_percent(change):
        reason = (
            f"{terms[0].text} and {terms[1].text} differ by {plain(true)} percentage points"
            f"{counted}; the article prints {change.text}."
        )
        yield _lead_with(change, note(sheet, "EB_SOURCE_POINTS", reason, spans))


def _is_relative(first: Decimal, second: Decimal, size: Decimal, slack: Decimal) -> bool:
    """Is the change just what one of two positive rates is above or below the other, in percent?"""
    if first <= 0 or second <= 0:
        return False
    return abs(abs(percent_above(first, second)) - size) <= slack


def _lead_with(figure: Figure, found: SourceNote) -> SourceNote:
    """The note with the figure it is about first, and the figures it rests on after it."""
    order = sorted(found.evidence, key=lambda item: item.span != figure.span)
    return found.model_copy(update={"evidence": tuple(order)})


def _is_absolute(sheet: Sheet, change: Figure) -> bool:
    """Is a difference, printed without a hedge, called one of points?"""
    named = change.kind is Kind.POINTS or bool(_ABSOLUTE.search(sheet.after(change, 12)))
    return named and not change.approximate


def _is_of_percent(change: Figure) -> bool:
    """Is it percent or percentage points? `three points` may be points of a scale."""
    return change.kind is Kind.PERCENT or "percent" in change.text or "pp" in change.text


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


def check_above(sheet: Sheet) -> Iterator[SourceNote]:
    """`357% above` a base: recomputed from the two values in the same clause."""
    for bounds in find_clauses(sheet):
        figures = figures_in(sheet, bounds)
        for change in figures:
            if change.kind is not Kind.PERCENT or not is_point(change):
                continue
            before = [
                f
                for f in figures
                if f.span.end <= change.span.start and _is_amount(f) and not _is_base(sheet, f)
            ]
            after = [f for f in figures if f.span.start >= change.span.end and _is_amount(f)]
            if not before or not after:
                continue
            value, base = before[-1], after[0]
            word = _ABOVE.match(sheet.between(change, base))
            if word and (value.kind, value.unit) == (base.kind, base.unit):
                is_down = word["word"].startswith(_DOWN)
                yield from _judge_change(sheet, change, (value, base), is_down=is_down)


_IS_BASE = lazy_regex(
    r"(?:%|per ?cent) (?:above|below|higher than|lower than|more than|less than|over) "
    r"(?:[^.;%,\d]{0,50}? )?$"
)


def _is_base(sheet: Sheet, figure: Figure) -> bool:
    """Is an amount what another percentage is counted from: `50% above the close of $20.00`?"""
    return bool(_IS_BASE.search(sheet.before(figure, 80)))


def _unit(figure: Figure) -> str:
    """The unit without a period, which `$15.4 million a year before` seems to have."""
    return re.sub(r"/(?:year|quarter|month|week)$", "", figure.unit)


def _is_amount(figure: Figure) -> bool:
    """Is it an amount of something that another amount can be set against?"""
    return (
        figure.kind in (Kind.COUNT, Kind.MONEY, Kind.QUANTITY)
        and is_point(figure)
        and bool(figure.unit)
    )


def check_changes(sheet: Sheet) -> Iterator[SourceNote]:
    """`$19.6 million, up 31% from $15.4 million`: recomputed from the two values."""
    for bounds in find_clauses(sheet):
        if _OTHER_BASIS.search(sheet.folded, *bounds):
            continue
        for first, second, third in _triples(figures_in(sheet, bounds)):
            found = _read_change(sheet, (first, second, third))
            if found:
                change, value, base = found
                word = _UP_OR_DOWN.search(sheet.before(change, 40))
                is_down = bool(word and word["word"] in _FALLING) or (
                    not word and value.values[0] < base.values[0]
                )
                yield from _judge_change(sheet, change, (value, base), is_down=is_down)


def _triples(figures: list[Figure]) -> Iterator[tuple[Figure, Figure, Figure]]:
    """Every three figures in a row."""
    for (first, second), (_, third) in pairwise(pairwise(figures)):
        yield first, second, third


def _read_change(
    sheet: Sheet, three: tuple[Figure, Figure, Figure]
) -> tuple[Figure, Figure, Figure] | None:
    """The change, the new value and the base, from the three orders in which they are written."""
    first, second, third = three
    gaps = sheet.between(first, second), sheet.between(second, third)
    if second.kind is Kind.PERCENT and _UP_OR_DOWN.search(gaps[0]) and _FROM.fullmatch(gaps[1]):
        order = second, first, third
    elif first.kind is Kind.PERCENT and _TO.fullmatch(gaps[0]) and _FROM.fullmatch(gaps[1]):
        order = first, second, third
    elif third.kind is Kind.PERCENT and _TO.fullmatch(gaps[0]) and _THEN.fullmatch(gaps[1]):
        order = third, second, first
    else:
        return None
    change, value, base = order
    alike = value.kind is base.kind and _unit(value) == _unit(base)
    return order if alike and _is_amount(value) and _is_amount(base) and is_point(change) else None


def _judge_change(
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
