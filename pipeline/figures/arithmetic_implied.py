"""A count with its percentage in brackets, and the number of people that the two imply.

In: a source. Out: notes where no whole number of people gives the two together, and where none of
the numbers that would is anywhere in the article, though one near it is a group's.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from pipeline.figures.arithmetic_groups import is_no_count
from pipeline.figures.arithmetic_patients import EXEMPT, is_exempt, word_reason
from pipeline.figures.arithmetic_reading import PEOPLE, Sheet, figures_in, is_point, note, plain
from pipeline.figures.arithmetic_shares import find_shares
from pipeline.figures.intervals import whole_counts
from pipeline.figures.lazy_regex import lazy_regex
from schemas.figure import Figure, Kind
from schemas.verdict import SourceNote

_HUNDRED = Decimal(100)
_FAR = Decimal(8)
_GROUP = lazy_regex(rf"(?: [a-z-]+){{0,3}}? {PEOPLE}\b")
_EVENTS = lazy_regex(
    r"\b(?:events|episodes|lesions|doses|visits|samples|eyes|times|of those|of these|of whom"
    r"|of them)\b"
)


def check_implied(sheet: Sheet) -> Iterator[SourceNote]:
    """`Seven (45%)`: no whole number of people makes seven 45%."""
    groups = [f for f in sheet.source.figures if _is_group(sheet, f)]
    numbers = _numbers(sheet)
    for share in find_shares(sheet):
        part, rate = share.part, share.rate
        k, p, step = part.values[0], rate.values[0], rate.step
        words = sheet.before(part, 40) + sheet.between(part, rate)
        if (
            not 0 < p < _HUNDRED
            or "%" not in rate.text
            or _EVENTS.search(words)
            or EXEMPT[_MODELLED].search(words)
        ):
            continue
        low, high = (k * _HUNDRED / (p + slack) for slack in (_slack(step), -_slack(step)))
        wholes = {n for n in range(max(1, int(low)), int(high) + 2) if low <= n <= high and n >= k}
        if wholes & numbers:
            continue
        if not wholes:
            reason = f"No whole number of people makes {part.text} {rate.text}."
            yield note(sheet, "EB_SOURCE_GRIM", reason, (part.span, rate.span))
            continue
        near = [g for g in groups if g.values[0] >= k and _misses_little(g.values[0], k, p)]
        if near:
            size = min(near, key=lambda g: abs(g.span.start - part.span.start))
            true = (_HUNDRED * k / size.values[0]).quantize(step)
            reason = (
                f"{part.text} of {plain(size.values[0])} is {true}%, the article prints "
                f"{rate.text}; no number of people in it would give that."
            )
            spans = (part.span, rate.span, size.span)
            yield note(sheet, "EB_SOURCE_GRIM", reason, spans)


def _slack(step: Decimal) -> Decimal:
    """Half a printed digit; of a decimal a whole one, as many cut it off."""
    return step / 2 if step >= 1 else step


_MODELLED = "adjusted and modelled estimates"


def _misses_little(whole: Decimal, part: Decimal, rate: Decimal) -> bool:
    return abs(_HUNDRED * part / whole - rate) <= _FAR


def _is_group(sheet: Sheet, figure: Figure) -> bool:
    """Is it a number of people?"""
    if figure.kind is not Kind.COUNT or not is_point(figure) or figure.hedge:
        return False
    return bool(_GROUP.match(sheet.after(figure, 60)))


def _numbers(sheet: Sheet) -> set[int]:
    """Every whole number of the article."""
    found = {
        int(value)
        for figure in sheet.source.figures
        for value in (*figure.values, figure.part, figure.whole)
        if value is not None and value == value.to_integral_value() and 0 < value < 10**6
    }
    return found | {int(word) for word in re.findall(r"\b\d{1,5}\b", sheet.folded)}


_LEADS = lazy_regex(
    r"\b(?:of|in|among|for|across) (?:the |these |those |all |its |our |first |other |remaining )*$"
    r"|\bn ?= ?$"
)
_APART = lazy_regex(
    r"[;:]|\b(?:placebo|control|versus|vs|compared|against|whereas|while|than|by|from|who|whose)\b"
)
_LEAST_GROUP, _MOST_GROUP = 4, 100


def check_led_groups(sheet: Sheet) -> Iterator[SourceNote]:
    """`In the 13 given the higher dose, 54% …` or `22% … among 13`: no number of 13 gives it."""
    wholes = {int(f.values[0]) for f in sheet.source.figures if _is_group(sheet, f)}
    wholes |= {int(f.whole) for f in sheet.source.figures if f.kind is Kind.PROPORTION and f.whole}
    for sentence in sheet.source.sentences:
        inside = figures_in(sheet, (sentence.start, sentence.end))
        groups = [f for f in inside if _is_led(sheet, f)]
        rates = [f for f in inside if f.kind is Kind.PERCENT and is_point(f) and not f.hedge]
        if len(groups) != 1 or not 0 < len(rates) <= _MOST_RATES:
            continue
        group = groups[0]
        whole = int(group.values[0])
        for rate in rates:
            first, second = sorted((group.span, rate.span), key=lambda span: span.start)
            gap = sheet.folded[first.end : second.start]
            if "(" in gap or "[" in gap or is_exempt(sheet, rate):
                continue  # `14 patients (1.7%)`: the fourteen are the part
            if _APART.search(gap) or not 0 < rate.values[0] < _HUNDRED or len(gap) > _REACH:
                continue
            if is_no_count(sheet, sentence, rate) or _is_part(sheet, rate, inside):
                continue
            parts = [f for f in inside if f.kind in (Kind.COUNT, Kind.NUMBER) and f is not group]
            value, step = rate.values[0], rate.step
            if whole_counts(value, whole, step) or any(
                abs(_HUNDRED * p.values[0] / n - value) <= step / 2
                for p in (*parts, group)
                for n in wholes
                if n >= p.values[0] > 0
            ):
                continue
            reason = word_reason(whole, rate, (value, step), ((value, step),))
            yield note(sheet, "EB_SOURCE_GRIM", reason, (rate.span, group.span))


_MOST_RATES = 2
_REACH = 110


def _is_led(sheet: Sheet, figure: Figure) -> bool:
    """Is it a small whole number that `of`, `in` or `n=` makes a group's?"""
    if figure.kind not in (Kind.COUNT, Kind.NUMBER) or not is_point(figure) or figure.hedge:
        return False
    if figure.unit and not _GROUP.match(sheet.after(figure, 60)) and figure.kind is Kind.COUNT:
        return False
    value = figure.values[0]
    if value != value.to_integral_value() or not _LEAST_GROUP <= value < _MOST_GROUP:
        return False
    return bool(_LEADS.search(sheet.before(figure, 40)))


def _is_part(sheet: Sheet, rate: Figure, inside: list[Figure]) -> bool:
    """Does a count of its own stand beside a rate?"""
    return any(
        f.kind in (Kind.PROPORTION, Kind.COUNT, Kind.NUMBER)
        and (
            f.span.end <= rate.span.start <= f.span.end + 3
            or rate.span.end <= f.span.start <= rate.span.end + 3
        )
        for f in inside
    )
