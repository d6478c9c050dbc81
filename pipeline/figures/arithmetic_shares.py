"""Counts with their percentage in brackets, and shares that are all there is of one whole.

In: a source. Out: notes where a count is not its percentage of the whole that the article gives,
where the shares of a whole do not make a hundred, or where two shares leave no room for each other.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise, product
from typing import NamedTuple

from pipeline.figures.arithmetic_reading import Sheet, is_point, note, plain
from pipeline.figures.lazy_regex import lazy_regex
from schemas.figure import Figure, Kind
from schemas.text import Span
from schemas.verdict import SourceNote

_HUNDRED = Decimal(100)
_BESIDE = lazy_regex(r"(?: [a-z'/+-]+){0,6} ?[(\[]")
_ENDS = lazy_regex(r" ?[)\];,]")
_OF_WHOLE = lazy_regex(r"\b(?:of|among|in) (?:the |these |those |all |its |our |a total of )*$")
_NEAR_MISS = Decimal(4)
_OTHERS = 2
"""Counts with a percentage that must agree on a whole before it is taken for the article's."""
_LEAST = 20
_SMALL = Decimal(10)
"""A whole under this many cannot tell a slip from another whole."""


class _Share(NamedTuple):
    """A count and the percentage printed in brackets behind it."""

    part: Figure
    rate: Figure

    def is_of(self, whole: Decimal) -> bool:
        """Does the whole give the percentage, to the digits printed?"""
        true = _HUNDRED * self.part.values[0] / whole
        return abs(true - self.rate.values[0]) <= self.rate.step / 2


def check_counts(sheet: Sheet) -> Iterator[SourceNote]:
    """`Of the 37, 29 (71%)`: a count that is not its percentage of the whole the article gives."""
    shares = list(find_shares(sheet))
    printed = _printed_wholes(sheet)
    usual = _usual_wholes(shares, printed)
    for share in shares:
        if any(share.is_of(whole) for whole in printed if whole >= share.part.values[0]):
            continue
        whole = _whole_in_sentence(sheet, share) or _nearest_usual(share, usual)
        if whole is not None and whole.values[-1] >= share.part.values[0]:
            size = whole.values[-1]
            true = (_HUNDRED * share.part.values[0] / size).quantize(share.rate.step)
            reason = (
                f"{share.part.text} of {plain(size)} is {true}%, "
                f"the article prints {share.rate.text}."
            )
            spans = (whole.span, share.part.span, share.rate.span)
            yield note(sheet, "EB_SOURCE_PROPORTION", reason, spans)


def find_shares(sheet: Sheet) -> Iterator[_Share]:
    """Every count with its percentage in brackets, and no whole beside it."""
    figures = sheet.source.figures
    for count, rate in pairwise(figures):
        if rate.kind is not Kind.PERCENT or not is_point(rate) or rate.hedge:
            continue
        if count.kind not in (Kind.COUNT, Kind.NUMBER) or not is_point(count) or count.hedge:
            continue
        whole_number = count.values[0] == count.values[0].to_integral_value()
        beside = _BESIDE.fullmatch(sheet.between(count, rate)) and _ENDS.match(sheet.after(rate, 2))
        is_whole = _OF_WHOLE.search(sheet.before(count, 30))
        if beside and not is_whole and whole_number and count.values[0] > 0:
            yield _Share(count, rate)


def _printed_wholes(sheet: Sheet) -> dict[Decimal, Figure]:
    """Every number of the article that could be a whole, with its first mention."""
    wholes: dict[Decimal, Figure] = {}
    for figure in sheet.source.figures:
        if figure.kind is Kind.PROPORTION and figure.whole:
            wholes.setdefault(figure.whole, figure)
        elif figure.kind in (Kind.COUNT, Kind.NUMBER) and is_point(figure):
            wholes.setdefault(figure.values[0], figure)
    return {size: figure for size, figure in wholes.items() if size >= _SMALL}


def _usual_wholes(shares: list[_Share], printed: dict[Decimal, Figure]) -> list[Figure]:
    """The wholes that several counts of the article have for their percentage."""
    agreeing = {size: sum(share.is_of(size) for share in shares) for size in printed}
    usual = [size for size in printed if size >= _LEAST and agreeing[size] >= _OTHERS]
    return [printed[size] for size in sorted(usual, key=lambda size: -agreeing[size])]


def _whole_in_sentence(sheet: Sheet, share: _Share) -> Figure | None:
    """The number behind `of the` that leads up to a count in its own sentence."""
    start = max(s.start for s in sheet.source.sentences if s.start <= share.part.span.start)
    led = [
        figure
        for figure in sheet.source.figures
        if start <= figure.span.start < share.part.span.start
        and figure.kind in (Kind.COUNT, Kind.NUMBER)
        and figure.values[0] >= _SMALL
        and _OF_WHOLE.search(sheet.before(figure, 30))
    ]
    return led[-1] if len(led) == 1 else None


def _nearest_usual(share: _Share, usual: list[Figure]) -> Figure | None:
    """The article's usual whole, where the count misses its percentage by a little."""
    for figure in usual:
        true = _HUNDRED * share.part.values[0] / figure.values[-1]
        if abs(true - share.rate.values[0]) <= _NEAR_MISS:
            return figure
    return None


_HOLDERS = lazy_regex(
    r"\b(?:of the (?:combined|merged|enlarged|new|joint) (?:company|group|entity|business|venture)"
    r"|of the (?:combined|merged|enlarged) [a-z]+)\b"
)
_NESTED = lazy_regex(r"\b(?:of which|of whom|of these|of those|including|up from|down from|from"
                     r"|voting|voted|premium|rose|fell|discount)\b")  # fmt: skip


def check_owners(sheet: Sheet) -> Iterator[SourceNote]:
    """Shares of one combined company that do not make a hundred percent."""
    for sentence in sheet.source.sentences:
        words = sheet.folded[sentence.start : sentence.end]
        if not _HOLDERS.search(words) or _NESTED.search(words):
            continue
        shares = _rates_in(sheet, sentence)
        total = sum((rate.values[0] for rate in shares), Decimal(0))
        slack = sum((rate.step / 2 for rate in shares), Decimal(0))
        low = 90 if len(shares) > 2 else 95
        if len(shares) > 1 and low <= total <= 130 and abs(total - _HUNDRED) > slack:
            added = " + ".join(plain(rate.values[0]) for rate in shares)
            reason = f"The shares of one whole do not make 100%: {added} = {plain(total)}."
            yield note(sheet, "EB_SOURCE_SUM", reason, [rate.span for rate in shares])


def _rates_in(sheet: Sheet, bounds: Span) -> list[Figure]:
    """The plain percentages of a stretch."""
    return [
        figure
        for figure in sheet.source.figures
        if bounds.start <= figure.span.start < bounds.end
        and figure.kind is Kind.PERCENT
        and is_point(figure)
    ]


_ALL = lazy_regex(
    r"\b(?:received|had|took|completed|finished) (?:all|every|each|the full|their full|the whole)\b"
    r"|\bcompleted (?:treatment|the (?:study|trial|course|planned|full))\b"
)
_LEFT = lazy_regex(
    r"\b(?:stopped|discontinued|withdrew|quit|gave up|dropped out of|came off|left)\b"
    r"(?! (?:work|smoking))"
)
_ARM = lazy_regex(r"\b(?:placebo|control|comparator|standard|usual)\b")
_MOST_OVER = 25
"""Two shares that pass a hundred by more than this are of other groups."""


def check_room(sheet: Sheet) -> Iterator[SourceNote]:
    """93% had every dose and 16% stopped early: two shares that leave no room for each other."""
    rates = _rates(sheet)
    whole = [rate for rate in rates if _ALL.match(_deed(sheet, rate))]
    left = [rate for rate in rates if _LEFT.match(_deed(sheet, rate))]
    for every, some in product(whole, left):
        total = every.values[0] + some.values[0]
        if (every.step + some.step) / 2 < total - _HUNDRED <= _MOST_OVER:
            reason = (
                f"{every.text} had everything that was planned and {some.text} stopped before: "
                f"together {plain(total)}% of one group."
            )
            yield note(sheet, "EB_SOURCE_SUM", reason, (every.span, some.span))


_DEEDS = (
    r"received|had|took|completed|finished|stopped|discontinued|withdrew|quit|gave|dropped|came"
    r"|left"
)
_WHOM = lazy_regex(rf" (?:of (?:the |those |all )?(?:[a-z'-]+ ){{1,5}}?(?={_DEEDS}))?")


def _deed(sheet: Sheet, rate: Figure) -> str:
    """What those of a percentage did: the words behind it and behind whom it is of."""
    after = sheet.after(rate, 120)
    found = _WHOM.match(after)
    return after[found.end() :] if found else after


def _rates(sheet: Sheet) -> list[Figure]:
    """The plain percentages that no word before them gives to a control group."""
    return [
        figure
        for figure in sheet.source.figures
        if figure.kind is Kind.PERCENT
        and is_point(figure)
        and not _ARM.search(sheet.before(figure, 40).split(". ")[-1])
        and not _ARM.search(re.split(r"[,.;]", sheet.after(figure, 50))[0])
    ]
