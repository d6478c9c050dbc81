"""Rates against the counts and groups that the article prints with them, however they are linked.

In: a source. Out: notes where a count in words is not its percentage, where a group named with its
number cannot give a rate told of it, and where no group of a small story can.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from pipeline.figures.arithmetic_patients import EXEMPT, is_change, word_reason
from pipeline.figures.arithmetic_reading import (
    PEOPLE,
    Sheet,
    is_point,
    note,
    percents_of,
    plain,
    sentence_at,
)
from pipeline.figures.arithmetic_rows import lines_of
from pipeline.figures.intervals import whole_counts
from pipeline.figures.lazy_regex import lazy_regex
from schemas.figure import Figure, Kind
from schemas.text import Span
from schemas.verdict import SourceNote

_HUNDRED = Decimal(100)
_THEN = lazy_regex(
    rf"(?: (?:[a-z'-]+ ){{0,3}}?{PEOPLE})?(?: [a-z'-]+){{0,4}}?(?:,|;| [–—-])? ?(?:or|that is"
    rf"|i\.e\.,?"
    r"|a rate of|making|giving|equal to|which is|about)? ?"
)
_FIRST = lazy_regex(
    rf"(?: of (?:the |all )?(?:[a-z'-]+ ){{0,3}}?{PEOPLE})?,? ?(?:\(|or |that is |with |namely |– )"
    r"(?:only |just |some )?"
)
_LEAST_WHOLE = 4
"""`Half` and `one in four` are words for a share, and no count of patients."""


def check_linked(sheet: Sheet) -> Iterator[SourceNote]:
    """`Nine of 22 patients, or 46%`: a count that is not the percentage linked to it by words."""
    for first, second in pairwise(sheet.source.figures):
        gap = sheet.between(first, second)
        if first.kind is Kind.PROPORTION and second.kind is Kind.PERCENT:
            counts, rate, linked = first, second, _THEN.fullmatch(gap)
            linked = linked if re.search(r"[,;(–—-] ?|\bor\b|\bmaking\b|\bgiving\b", gap) else None
        elif first.kind is Kind.PERCENT and second.kind is Kind.PROPORTION:
            counts, rate, linked = second, first, _FIRST.fullmatch(gap)
        else:
            continue
        whole, part = counts.whole, counts.part
        if linked is None or not whole or part is None or whole <= _LEAST_WHOLE or part > whole:
            continue
        if not is_point(rate) or rate.approximate or counts.hedge or rate.values[0] > _HUNDRED:
            continue
        if re.match(r" (?:against|versus|vs?|and|to) \d", sheet.after(second, 12)):
            continue
        true = _HUNDRED * part / whole
        if abs(true - rate.values[0]) > rate.step / 2:
            reason = (
                f"{plain(part)} of {plain(whole)} is {true.quantize(rate.step)}%, "
                f"the article prints {rate.text}."
            )
            yield note(sheet, "EB_SOURCE_PROPORTION", reason, (counts.span, rate.span))


_N = lazy_regex(r"\bn ?= ?(?P<n>\d{1,3})\b(?![,.]\d)")
_HEAD = lazy_regex(
    r"\b(?:patients|participants|number|n|treated|evaluable|enrolled|dosed|children)\b"
)
_NEW_GROUP = lazy_regex(
    r"\b(?:placebo|control|versus|vs|v|compared|historical|those|of whom|subgroup)\b"
)


def check_named_groups(sheet: Sheet) -> Iterator[SourceNote]:
    """`Cohort B (n=13): response rate 35%`: a rate of a group named with its number."""
    for figure in percents_of(sheet):
        at = sentence_at(sheet, figure.span.start)
        start = sheet.source.sentences[at].start if at >= 0 else 0
        lead = sheet.folded[start : figure.span.start]
        named = list(_N.finditer(lead))
        if len(named) != 1 or figure.hedge or _is_exempt(sheet, figure):
            continue
        rest = lead[named[0].end() :]
        if (
            _NEW_GROUP.search(rest)
            or re.search(r"%[^%]*\bn ?=", lead)
            or "%" in lead[: named[0].start()]
        ):
            continue
        place = Span(start=start + named[0].start("n"), end=start + named[0].end("n"))
        yield from _judge(sheet, figure.span, figure, int(named[0]["n"]), place)


def check_row_groups(sheet: Sheet) -> Iterator[SourceNote]:
    """A rate in a column whose row of patients gives its group: 33% under 17 patients."""
    lines = lines_of(sheet)
    sizes = next((ln for ln in lines if _HEAD.search(ln.label.lower())), None)
    if sizes is None or any(number.is_percent for number in sizes.numbers):
        return
    for line in lines:
        if line is sizes or len(line.numbers) != len(sizes.numbers):
            continue
        if any(p.search(line.label.lower()) for p in EXEMPT.values()):
            continue
        for number, size in zip(line.numbers, sizes.numbers, strict=True):
            figure = next((f for f in sheet.source.figures if f.span.overlaps(number.span)), None)
            whole = size.value == size.value.to_integral_value() and size.value > 1
            if not number.is_percent or is_change(sheet, number.span, line.label):
                continue
            if figure is not None and whole:
                yield from _judge(sheet, number.span, figure, int(size.value), size.span)


_MOST = 60
_RATE = lazy_regex(
    r"\b(?:respon\w+|remissions?|clear\w*|free of|reached|achieved|improved|recovered|healed"
    r"|relapsed|success|cured|vomit\w*|nausea|fever|headache|rash)\b"
    rf"|^ of (?:the |all )?(?:[a-z]+ ){{0,2}}?{PEOPLE}\b"
)
_STRENGTH = lazy_regex(
    r" (?:[a-z]+ )?(?:cream|gel|paste|ointment|solution|saline|glucose|drops|spray|lotion)\b"
)
"""`1% cream` is how strong a thing is, and no share of patients."""
_ELSEWHERE = lazy_regex(
    r"\b(?:historical\w*|registry|published|placebo|control|previous\w*|earlier|other|usually"
    r"|typical\w*"
    r"|standard|rival|literature|expected|assumed|about|pooled|phase)\b"
)


def check_small_story(sheet: Sheet) -> Iterator[SourceNote]:
    """A response rate that no group of patients of a small story gives."""
    groups = {int(f.values[0]): f for f in reversed(sheet.source.figures) if _is_group(sheet, f)}
    wholes = {int(f.whole) for f in sheet.source.figures if f.kind is Kind.PROPORTION and f.whole}
    if not groups or max((*groups, *wholes)) > _MOST or max(groups) < _LEAST_WHOLE:
        return
    numbers = {int(f.values[0]) for f in sheet.source.figures if _is_small(f)}
    for figure in percents_of(sheet):
        near = sheet.before(figure, 60), sheet.after(figure, 60)
        if figure.hedge or not (_RATE.search(near[0]) or _RATE.search(near[1])):
            continue
        if _ELSEWHERE.search(near[0] + near[1]) or _is_exempt(sheet, figure):
            continue
        if _STRENGTH.match(near[1]) or near[0].endswith(("(", "[")):
            continue  # what stands in brackets is of the count before them
        wholes_too = {*groups, *wholes, *numbers}
        sizes = [
            n
            for n in wholes_too
            if n >= _LEAST_WHOLE and whole_counts(figure.values[0], n, figure.step)
        ]
        if not sizes:
            size = max(groups)
            yield from _judge(sheet, figure.span, figure, size, groups[size].span)


def _is_group(sheet: Sheet, figure: Figure) -> bool:
    """Is it a number of people treated?"""
    if figure.kind is not Kind.COUNT or not is_point(figure) or figure.hedge:
        return False
    return bool(re.match(rf"(?: [a-z-]+){{0,2}}? {PEOPLE}\b", sheet.after(figure, 40)))


def _is_small(figure: Figure) -> bool:
    """Is it a small whole number that could be a group?"""
    return (
        figure.kind in (Kind.COUNT, Kind.NUMBER)
        and is_point(figure)
        and 1 < figure.values[0] <= _MOST
    )


def _is_exempt(sheet: Sheet, figure: Figure) -> bool:
    """Do the words of a percentage's own clause name a rate that counts no patients?"""
    before = re.split(r"[,;:]", sheet.before(figure, 60))[-1]
    after = re.split(r"[,;:.]", sheet.after(figure, 60))[0]
    changed = re.search(
        r"\b(?:by|fell|rose|reduction|increase|decrease|change|difference)\b", before
    )
    return bool(changed) or any(p.search(f"{before}%{after}") for p in EXEMPT.values())


def _judge(
    sheet: Sheet, span: Span, figure: Figure, whole: int, place: Span
) -> Iterator[SourceNote]:
    """A note where no whole number of a group gives a percentage."""
    value, step = figure.values[0], figure.step
    if not 2 <= whole < _HUNDRED / min(step, Decimal(1)) or whole_counts(value, whole, step):
        return
    reason = word_reason(whole, figure, (value, step), ((value, step),))
    yield note(sheet, "EB_SOURCE_GRIM", reason, (span, place))
