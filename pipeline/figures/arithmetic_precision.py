"""What an estimate, its interval and its p value say of each other, and a median of its range.

In: a source. Out: notes where an interval that takes in no effect stands with a p value that rules
it out, or the other way round; where a percentage is not what the ratio beside it says; where a
median lies outside its own range; where a p value is called significant and is not.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from pipeline.figures.arithmetic_reading import Sheet, is_point, note, plain
from pipeline.figures.lazy_regex import lazy_regex
from schemas.figure import Bound, Figure, Kind
from schemas.verdict import SourceNote

_ONE, _HUNDRED, _LEVEL = Decimal(1), Decimal(100), Decimal(95)
_USUAL = Decimal("0.05")
_NEAR = lazy_regex(r"[\s,;:()\[\]]*(?:and |with )?(?:an? )?(?:a |two-sided |nominal )?")
_ONE_SIDED = lazy_regex(r"\bone-sided|non-?inferior|\binteraction|trend\b")
_RATIOS = lazy_regex(r"\b(?:ratio|hr|or|rr|irr|ahr)\b[^.]{0,30}$")
_DIFFERENCES = lazy_regex(
    r"\b(?:difference|change|reduction|improvement|increase|gain)\b[^.]{0,60}$"
)


def check_p_values(sheet: Sheet) -> Iterator[SourceNote]:
    """An interval that takes in no effect beside a p value under 0.05, or the other way round."""
    figures = sheet.source.figures
    for at, (first, second) in enumerate(pairwise(figures)):
        if {first.kind, second.kind} != {Kind.INTERVAL, Kind.P_VALUE}:
            continue
        interval, chance = (first, second) if first.kind is Kind.INTERVAL else (second, first)
        estimate = figures[at - 1] if at else None
        null = _null_of(sheet, estimate, first)
        if null is None or not _NEAR.fullmatch(sheet.between(first, second)):
            continue
        if _ONE_SIDED.search(sheet.before(first, 90)) or len(interval.values) != 2:
            continue
        if (interval.level or _LEVEL) == _LEVEL:
            yield from _judge_chance(sheet, interval, chance, null)


def _null_of(sheet: Sheet, estimate: Figure | None, first: Figure) -> Decimal | None:
    """What stands for no effect: one for a ratio, nought for a difference; `None` if unknown."""
    before = sheet.before(first, 80)
    if (estimate is not None and estimate.kind is Kind.RATIO) or _RATIOS.search(before):
        return _ONE
    if estimate is not None and estimate.kind is Kind.POINTS:
        return Decimal(0)
    return Decimal(0) if _DIFFERENCES.search(before) else None


def _judge_chance(
    sheet: Sheet, interval: Figure, chance: Figure, null: Decimal
) -> Iterator[SourceNote]:
    """A note where one of the two rules out no effect and the other does not."""
    low, high = interval.values
    below = chance.values[0] < _USUAL or (
        chance.bound in (Bound.LESS, Bound.AT_MOST) and chance.values[0] <= _USUAL
    )
    above = chance.values[0] > _USUAL and chance.bound not in (Bound.LESS, Bound.AT_MOST)
    inside, outside = low < null < high, null < low or null > high
    if inside and below:
        reason = (
            f"The interval {interval.text} takes in {plain(null)}, no effect; {chance.text} beside "
            "it says that this is ruled out."
        )
    elif outside and above:
        reason = (
            f"The interval {interval.text} leaves out {plain(null)}, no effect; {chance.text} "
            "beside it says that this is not ruled out."
        )
    else:
        return
    yield note(sheet, "EB_SOURCE_INTERVAL", reason, (interval.span, chance.span))


_CALLED = lazy_regex(r"(?<!not )(?<!non-)(?<!without )\b(?:statistically )?significant(?:ly)?\b")
_DENIED = lazy_regex(r"\b(?:not|no|non|without|fail\w*|miss\w*|short of|nor|neither|never|n't)\b")


def check_significance(sheet: Sheet) -> Iterator[SourceNote]:
    """`A significant gain (p=0.09)`: called significant with a p value that is not under 0.05."""
    for chance in sheet.source.figures:
        if chance.kind is not Kind.P_VALUE or chance.bound in (Bound.LESS, Bound.AT_MOST):
            continue
        before = re.split(r"[.;\n]", sheet.before(chance, 120).replace("0.", "0,"))[-1]
        found = _CALLED.search(before)
        if chance.values[0] > _USUAL and found and not _DENIED.search(before):
            if before.count("p=") or before.count("p ="):
                continue
            reason = f"The article calls significant what has {chance.text}."
            start = chance.span.start - len(before) + found.start()
            words = chance.span.model_copy(
                update={"start": start, "end": start + len(found.group())}
            )
            yield note(sheet, "EB_SOURCE_CONFLICT", reason, (words, chance.span))


_LIMIT = lazy_regex(
    r"\b(?:threshold|boundary|limit|alpha|significance level)(?: for (?:success|significance))?"
    r"(?: was| is| of| at| set at| =|:)* ?(?:p ?[<=≤] ?)?(?P<n>0?\.\d+)"
)


def check_limits(sheet: Sheet) -> Iterator[SourceNote]:
    """`Significant (p=0.03)`, where the trial's own limit was 0.01."""
    limits = list(_LIMIT.finditer(sheet.folded))
    if len(limits) != 1:
        return
    limit = limits[0]
    for chance in sheet.source.figures:
        if chance.kind is not Kind.P_VALUE or limit.start() <= chance.span.start < limit.end():
            continue
        lead = sheet.before(chance, 140).rsplit(". ", 1)[-1]
        called = _CALLED.search(lead) and not _DENIED.search(lead)
        if called and Decimal(limit["n"]) < chance.values[0] <= _USUAL:
            reason = f"The limit was {limit['n']}; the article calls {chance.text} significant."
            place = chance.span.model_copy(
                update={"start": limit.start("n"), "end": limit.end("n")}
            )
            yield note(sheet, "EB_SOURCE_CONFLICT", reason, (place, chance.span))


_LESS = lazy_regex(r"\b(?:cut|cuts|cutting|reduc\w+|lower\w*|less|fell|decreas\w+|declin\w+)\b")
_MORE = lazy_regex(r"\b(?:rais\w+|increas\w+|higher|greater|more)\b")
_ODDS = lazy_regex(r"\bodds\b")
_LINK = lazy_regex(
    r"[ ,;(\[]*(?:in |of |a |an |the |relative |risk|rate|by|with|for|lower|higher|reduction"
    r"|increase|"
    r"hazards?|ratio|hr|rr|rate ratio|was|is|that is|or|corresponding|to|equal|meaning|which|means|"
    r"[ ,;:=()\[\]])*"
)


def check_ratios(sheet: Sheet) -> Iterator[SourceNote]:
    """`14% higher risk (rate ratio 1.40)`: a percentage that is not what its ratio says."""
    for first, second in pairwise(sheet.source.figures):
        if {first.kind, second.kind} != {Kind.PERCENT, Kind.RATIO}:
            continue
        rate, ratio = (first, second) if first.kind is Kind.PERCENT else (second, first)
        gap = sheet.between(first, second)
        around = (
            sheet.before(first, 70).split(".")[-1] + gap + sheet.after(second, 40).split(".")[0]
        )
        if not is_point(rate) or not is_point(ratio) or not _LINK.fullmatch(gap):
            continue
        if _ODDS.search(around) or not (_LESS.search(around) or _MORE.search(around)):
            continue
        true = abs(ratio.values[0] - _ONE) * _HUNDRED
        slack = _HUNDRED * ratio.step / 2 + rate.step / 2 + (rate.values[0] / 20) * rate.approximate
        if abs(true - abs(rate.values[0])) > slack:
            reason = (
                f"A ratio of {ratio.text} is {plain(true)}% "
                f"{'less' if ratio.values[0] < 1 else 'more'}; the article prints {rate.text}."
            )
            yield note(sheet, "EB_SOURCE_ABOVE", reason, (rate.span, ratio.span))


_RANGE = lazy_regex(
    r"[\s,;(\[]*(?:full |observed )?(?:range|iqr|interquartile range|q1-q3)[\s,:;of]*"
)


def check_medians_in_range(sheet: Sheet) -> Iterator[SourceNote]:
    """`A median of 14 months (range 2 to 11)`: a median outside its own range."""
    for first, second in pairwise(sheet.source.figures):
        if len(second.values) != 2 or not is_point(first):
            continue
        if second.unit and first.unit and second.unit != first.unit:
            continue
        low, high = second.values
        named = re.search(r"\b(?:median|mean|average)\b", sheet.before(first, 80))
        is_range = named and _RANGE.fullmatch(sheet.between(first, second)) and low <= high
        if is_range and not low <= first.values[0] <= high:
            reason = f"{first.text} lies outside its own range, {second.text}."
            yield note(sheet, "EB_SOURCE_INTERVAL", reason, (first.span, second.span))
