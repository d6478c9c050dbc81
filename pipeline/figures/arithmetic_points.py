"""Differences told far from their two rates, and amounts set against each other in any order.

In: a source. Out: notes where a gain printed in percent is the difference of two rates that stand
elsewhere, and where the one change of a sentence is not that of its two amounts.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from pipeline.figures.arithmetic_reading import Sheet, figures_in, is_point, note, plain
from pipeline.figures.claims_reading import content_words
from pipeline.figures.intervals import percent_above
from pipeline.figures.lazy_regex import lazy_regex
from schemas.figure import Figure, Kind
from schemas.text import Span
from schemas.verdict import SourceNote

_GAIN = lazy_regex(
    r"^[”\"']? (?:absolute |net )?(?:gain|rise|increase|improvement|reduction|drop|fall|difference"
    r"|benefit|advantage|decline|edge|lead|boost|jump) (?:in|of|for|on) (?P<what>[a-z -]{4,40})"
)
_VERSUS = lazy_regex(
    r"[^.;\n%]{0,60}\b(?:v|vs|versus|against|compared with|compared to|and|to)\b[^.;\n%]{0,30}"
)
_RELATIVE = lazy_regex(r"\brelative\b")


def check_points_elsewhere(sheet: Sheet) -> Iterator[SourceNote]:
    """`A 15% gain in remission`, where the two rates of remission are 52% and 37%: 15 points."""
    rates = [f for f in sheet.source.figures if f.kind is Kind.PERCENT and is_point(f)]
    for change in rates:
        found = _GAIN.match(sheet.after(change, 70))
        if found is None or _RELATIVE.search(sheet.before(change, 20)):
            continue
        what = content_words(found["what"])
        pairs = [pair for pair in pairwise(rates) if change not in pair]
        for first, second in pairs:
            if not _VERSUS.fullmatch(_no_brackets(sheet.between(first, second))):
                continue
            low, high = sorted((first.values[0], second.values[0]))
            relative = low and abs(percent_above(high, low) - change.values[0]) <= change.step
            if high - low != change.values[0] or relative:
                continue
            if what & content_words(_around(sheet, first, second)):
                reason = (
                    f"{change.text} is the difference of {first.text} and {second.text}: "
                    f"{plain(high - low)} percentage points, not percent."
                )
                yield note(
                    sheet, "EB_SOURCE_POINTS", reason, (change.span, first.span, second.span)
                )
                break


def _no_brackets(words: str) -> str:
    """Words without what stands in brackets and without numbers of people."""
    return re.sub(r"\([^)]*\)?|\)", "", words)


def _around(sheet: Sheet, first: Figure, second: Figure) -> str:
    """The words from the start of two rates' sentence to its end."""
    text = sheet.source.text
    start = max(text.rfind(". ", 0, first.span.start), text.rfind("\n", 0, first.span.start))
    ends = (text.find(mark, second.span.end) for mark in (". ", "\n"))
    end = min((at for at in ends if at > 0), default=len(text))
    return sheet.folded[max(0, start) : end]


_CHANGED = lazy_regex(
    r"\b(?P<up>up|rose|grew|increase[ds]?|jump(?:ed)?|gain(?:ed)?|climbed|higher|growth|rise"
    r"|more|above)\b"
    r"|\b(?P<down>down|fell|drop(?:ped)?|decrease[ds]?|declined?|lower|fall|less|below|lost|cut)\b"
)
_LINK = lazy_regex(
    r"[^.;]{0,50}?\b(?:from|against|compared (?:with|to)|versus|vs)(?: (?:a|the|about|some|around"
    r"|just|only|nearly))* ?"
)
_FROM_TO = lazy_regex(r",? (?:up |down )?to (?:a |about |some )?(?:[a-z]+ )?")
_FROM = lazy_regex(r"\bfrom (?:a |about |some )?$")
_FAR = 5
_OTHER_BASE = lazy_regex(
    r"\b(?:constant|organic\w*|underlying|like-for-like|currenc\w+|adjusted|excluding|volume"
    r"|annuali[sz]ed|margin|of which|respectively|premium|discount|stake|points?|share of"
    r"|because)\b"
)
_KINDS = frozenset({Kind.MONEY, Kind.COUNT, Kind.QUANTITY, Kind.NUMBER, Kind.DURATION})
_LOOSE = Decimal("0.5")


def check_amounts(sheet: Sheet) -> Iterator[SourceNote]:
    """`Revenue of $45 million, against $38 million a year before, a rise of 12%`: it is 18%."""
    for sentence in sheet.source.sentences:
        words = sheet.folded[sentence.start : sentence.end]
        inside = figures_in(sheet, (sentence.start, sentence.end))
        found = _three(inside)
        if found is None or _OTHER_BASE.search(words):
            continue
        change, one, two = found
        if change.hedge or not _is_linked(sheet, change, one, two):
            continue
        if not any(_gives(change, new, old) for new, old in ((one, two), (two, one))):
            true = percent_above(two.values[0], one.values[0])
            back = percent_above(one.values[0], two.values[0])
            reason = (
                f"{one.text} and {two.text} differ by {plain(abs(true))}% or {plain(abs(back))}%; "
                f"the article prints {change.text}."
            )
            spans: list[Span] = [one.span, two.span, change.span]
            yield note(sheet, "EB_SOURCE_ABOVE", reason, spans)


def _is_linked(sheet: Sheet, change: Figure, one: Figure, two: Figure) -> bool:
    """Are the two amounts set against each other, and is the percentage their change?"""
    low, high = sorted((one.values[0], two.values[0]))
    if high > low * _FAR:
        return False
    if change.span.start > two.span.start:
        linked = _LINK.fullmatch(sheet.between(one, two)) or (
            _FROM.search(sheet.before(one, 20)) and _FROM_TO.fullmatch(sheet.between(one, two))
        )
        gap = sheet.between(two, change)
        return bool(linked and len(gap) < 60 and _CHANGED.search(gap + sheet.after(change, 15)))
    if change.span.start < one.span.start:
        gap = sheet.between(change, one)
        linked = _FROM_TO.fullmatch(sheet.between(one, two)) or _LINK.fullmatch(
            sheet.between(one, two)
        )
        led = re.fullmatch(r",? (?:from|to) (?:about |some )?", gap)
        return bool(linked and led and _CHANGED.search(sheet.before(change, 40)))
    return False


def _three(inside: list[Figure]) -> tuple[Figure, Figure, Figure] | None:
    """The one percentage and the two like amounts of a sentence; `None` where it has others."""
    rates = [f for f in inside if f.kind is Kind.PERCENT]
    amounts = [f for f in inside if f.kind in _KINDS and f.kind is not Kind.DURATION and f.unit]
    if len(rates) != 1 or len(amounts) != 2 or not is_point(rates[0]):
        return None
    one, two = amounts
    alike = one.kind is two.kind and _unit(one) == _unit(two) and is_point(one) and is_point(two)
    small = min(one.values[0], two.values[0]) if alike else Decimal(0)
    return (rates[0], one, two) if small > 0 and one.values[0] != two.values[0] else None


def _unit(figure: Figure) -> str:
    """The unit without a period."""
    return re.sub(r"/(?:year|quarter|month|week|share)$", "", figure.unit)


def _gives(change: Figure, new: Figure, old: Figure) -> bool:
    """Does the change from old to new fit the percentage, but for rounding?"""
    low = percent_above(new.values[0] - new.step / 2, old.values[0] + old.step / 2)
    base = old.values[0] - old.step / 2
    high = percent_above(new.values[0] + new.step / 2, base) if base > 0 else low
    said, slack = abs(change.values[0]), change.step / 2 + _LOOSE
    ends = sorted((abs(low), abs(high)))
    crosses = low * high < 0
    return (Decimal(0) if crosses else ends[0]) - slack <= said <= ends[1] + slack
