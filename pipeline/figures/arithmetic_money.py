"""Sums of money that must fit each other: the parts of a deal, shares and price, cash and runway.

In: a source. Out: notes where the payments of a deal are not its advertised total, where shares
times price are not the proceeds, or where money lasts another time than its use says.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from pipeline.figures.amounts import round_money, say_money
from pipeline.figures.arithmetic_reading import Sheet, figures_in, note, plain
from pipeline.figures.lazy_regex import lazy_regex
from schemas.figure import Bound, Figure, Kind
from schemas.text import Span
from schemas.verdict import SourceNote

_TOTAL = lazy_regex(
    r"\b(?:worth|valued at|value of|total(?:ling|ing)?(?: of| value of)?|(?:deal|pact|accord"
    r"|licence"
    r"|license|agreement) (?:of|for)|biobucks of|consideration of|add(?:s|ing)? up to|sum of)"
    r"(?: a| an)?(?: potential| possible| combined)? ?(?:up to|as much as|potentially)? ?$"
)
_WHOLE = lazy_regex(r" (?:in total|in all|altogether|all told|deal|pact|accord|agreement)\b")
_PARTS = {
    "upfront": lazy_regex(r"\bup-?\s?front\b|\bon signing\b|\bat signing\b|\bsigning fee\b"),
    "milestones": lazy_regex(
        r"\bmilestones?\b|\bcontingent\b|\bon (?:transfer|approval|launch)\b|\b(?:second|further)"
        r" payment\b|\bdevelopment\b|\bregulatory\b|\bsales\b|\bcommercial\b|\bequity\b"
        r"|\bnear-term\b"
    ),
}
_NOT_A_PART = lazy_regex(
    r"\b(?:cash|market value|net sales of|revenue|loss|price|peak|royalt\w+)\b"
)
_NESTED = lazy_regex(
    r"\b(?:including|of which|in addition to|on top of|excluding|plus royalties)\b"
)
_LOW, _HIGH = Decimal("0.6"), Decimal("1.6")
_HALF = Decimal("0.5")


def check_deals(sheet: Sheet) -> Iterator[SourceNote]:
    """`Worth up to $500 million`: a total that its own payments do not give."""
    for total in _amounts(sheet):
        if not _is_total(sheet, total):
            continue
        parts = _parts_of(sheet, total)
        kinds = {kind for _, kind in parts}
        added = sum((part.values[0] for part, _ in parts), Decimal(0))
        if kinds != set(_PARTS) or not _LOW <= added / total.values[0] <= _HIGH:
            continue
        slack = sum((part.step / 2 for part, _ in parts), total.step / 2)
        if len(parts) > 1 and not _can_make(total.values[0], [p for p, _ in parts], slack):
            shown = " + ".join(part.text for part, _ in parts)
            reason = (
                f"The payments named do not make the total: {shown} are not {total.text}; "
                f"the rest is {say_money(round_money(abs(total.values[0] - added)), total)}."
            )
            yield note(sheet, "EB_SOURCE_SUM", reason, [total.span, *(p.span for p, _ in parts)])
        return


def _parts_of(sheet: Sheet, total: Figure) -> list[tuple[Figure, str]]:
    """The payments up to the end of the total's sentence; all, where these do not make a deal."""
    parts = list(_payments(sheet, total))
    ends = (s.end for s in sheet.source.sentences if s.start <= total.span.start < s.end)
    end = next(ends, total.span.end)
    before = [(part, kind) for part, kind in parts if part.span.start < end]
    return before if {kind for _, kind in before} == set(_PARTS) else parts


_MOST_PARTS = 10


def _can_make(total: Decimal, parts: list[Figure], slack: Decimal) -> bool:
    """Do two of the payments, or more, make the total? Of very many no one can say."""
    if len(parts) > _MOST_PARTS:
        return True
    sizes = [part.values[0] for part in parts]
    chosen = (c for n in range(2, len(sizes) + 1) for c in combinations(sizes, n))
    return any(abs(sum(c) - total) <= slack for c in chosen)


def _amounts(sheet: Sheet) -> list[Figure]:
    """The sums of money of a source that are one value, a bound `up to` let pass."""
    return [figure for figure in sheet.source.figures if _is_amount(figure)]


def _is_amount(figure: Figure) -> bool:
    return figure.kind is Kind.MONEY and len(figure.values) == 1 and figure.values[0] > 0


def _is_total(sheet: Sheet, figure: Figure) -> bool:
    """Is it what a deal is worth in all?"""
    hedged = figure.bound in (Bound.AT_MOST, Bound.LESS, Bound.EXACTLY)
    before = sheet.before(figure, 60)
    return hedged and bool(_TOTAL.search(before) or _WHOLE.match(sheet.after(figure, 20)))


def _payments(sheet: Sheet, total: Figure) -> Iterator[tuple[Figure, str]]:
    """The payments of a deal in the currency of its total, each once."""
    seen = {total.values[0]}
    for figure in _amounts(sheet):
        if (
            figure.unit != total.unit
            or figure.values[0] in seen
            or figure.values[0] > total.values[0]
        ):
            continue
        words = _clause(sheet, figure)
        if _NOT_A_PART.search(words) or _NESTED.search(words):
            continue
        kind = next((name for name, pattern in _PARTS.items() if pattern.search(words)), "")
        if kind:
            seen.add(figure.values[0])
            yield figure, kind


def _clause(sheet: Sheet, figure: Figure) -> str:
    """The words around a sum, up to the sums beside it, within its sentence or its line."""
    text = sheet.source.text
    start = max(text.rfind("\n", 0, figure.span.start), text.rfind(". ", 0, figure.span.start)) + 1
    ends = [
        at for at in (text.find("\n", figure.span.end), text.find(". ", figure.span.end)) if at > 0
    ]
    end = min(ends, default=len(text))
    others = [f for f in figures_in(sheet, (start, end)) if _is_amount(f) and f is not figure]
    before = [f.span.end for f in others if f.span.end <= figure.span.start]
    after = [f.span.start for f in others if f.span.start >= figure.span.end]
    is_row = " / " in text[start:end] or "|" in text[start:end]
    low = start if is_row else max([start, *before])
    high = end if is_row else min([end, *after])
    tail = sheet.folded[figure.span.end : high]
    lead = sheet.folded[low : figure.span.start] if is_row or not before else ""
    return f"{lead} {tail}"


_EACH = lazy_regex(r" (?:each|apiece|per share|a share|a piece)\b")
_SOLD = lazy_regex(
    r"\b(?:proceeds|raise[sd]?|raising|gross|worth|market (?:value|cap\w*)|values?|valu\w+)\b"
)
_NOT_ALL = lazy_regex(r"\b(?:net|including|option|warrants?|pre-funded|after (?:fees|costs))\b")
_PRODUCT_SLACK = Decimal("0.02")


def check_proceeds(sheet: Sheet) -> Iterator[SourceNote]:
    """`20 million shares at $4 for $95 million`: shares times price are another sum."""
    for sentence in sheet.source.sentences:
        words = sheet.folded[sentence.start : sentence.end]
        if not _SOLD.search(words) or _NOT_ALL.search(words):
            continue
        inside = figures_in(sheet, (sentence.start, sentence.end))
        shares = [f for f in inside if f.kind is Kind.COUNT and _counts_shares(sheet, f)]
        sums = [f for f in inside if f.kind is Kind.MONEY and len(f.values) == 1]
        prices = [f for f in sums if f.values[0] < 10000]
        totals = [f for f in sums if f.values[0] >= 10**6]
        if len(shares) == len(prices) == len(totals) == 1:
            yield from _judge_product(sheet, shares[0], prices[0], totals[0])


def _counts_shares(sheet: Sheet, figure: Figure) -> bool:
    """Is it a number of shares?"""
    return figure.unit in ("share", "unit") or bool(
        re.match(r" (?:[a-z]+ ){0,2}shares\b", sheet.after(figure, 40))
    )


def _judge_product(
    sheet: Sheet, shares: Figure, price: Figure, total: Figure
) -> Iterator[SourceNote]:
    """A note where shares times price miss the total by more than rounding."""
    true = shares.values[0] * price.values[0]
    loose = true * (shares.step / shares.values[0] + price.step / price.values[0]) / 2
    slack = loose + total.step / 2 + true * _PRODUCT_SLACK
    if abs(true - total.values[0]) > slack and _HALF < true / total.values[0] < 2:
        reason = (
            f"{shares.text} at {price.text} make {say_money(round_money(true), total)}; "
            f"the article prints {total.text}."
        )
        yield note(sheet, "EB_SOURCE_SUM", reason, (shares.span, price.span, total.span))


_CASH = lazy_regex(r"\b(?:cash|money|funds|bank|securities|war chest)\b")
_A_PERIOD = lazy_regex(r" (?:a|per|each|every) (?P<per>month|quarter|year)\b")
_LASTS = lazy_regex(
    r"\b(?:lasts|will last|would last|to last|runway|gives?|enough|sufficient|covers?|good for"
    r"|carry|carries|fund\w*|means?|left)\b"
)
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_OFF = Decimal("0.2")
_SPREAD = 420


def check_runways(sheet: Sheet) -> Iterator[SourceNote]:
    """`$90 million at $15 million a quarter gives ten quarters`: money that lasts another time."""
    figures = sheet.source.figures
    for burn in figures:
        per = _A_PERIOD.match(sheet.after(burn, 20))
        if burn.kind not in (Kind.MONEY, Kind.COUNT) or per is None or len(burn.values) != 1:
            continue
        near = [f for f in figures if abs(f.span.start - burn.span.start) < _SPREAD]
        cash = [f for f in near if _is_cash(sheet, f, burn)]
        near = [f for f in near if "\n" not in _between(sheet, f, burn)]
        time = [f for f in near if _is_runway(sheet, f)]
        if len(cash) == len(time) == 1:
            true = cash[0].values[0] / burn.values[0] * _MONTHS[per["per"]]
            said = time[0].values[0] * _MONTHS[time[0].unit]
            if abs(true - said) > said * _OFF:
                shown = plain((true / _MONTHS[time[0].unit]).quantize(Decimal("0.1")))
                reason = (
                    f"{cash[0].text} at {burn.text} a {per['per']} last {shown} "
                    f"{time[0].unit}s; the article prints {time[0].text}."
                )
                spans: tuple[Span, ...] = (cash[0].span, burn.span, time[0].span)
                yield note(sheet, "EB_SOURCE_ABOVE", reason, spans)


def _between(sheet: Sheet, one: Figure, two: Figure) -> str:
    """The characters from one figure to another, whichever comes first."""
    first, second = sorted((one.span, two.span), key=lambda span: span.start)
    return sheet.source.text[first.end : second.start]


def _is_cash(sheet: Sheet, figure: Figure, burn: Figure) -> bool:
    """Is it a sum at hand, printed before the money used, with a word for cash near it?"""
    if figure.kind not in (Kind.MONEY, Kind.COUNT) or len(figure.values) != 1:
        return False
    if figure.span.start >= burn.span.start or figure.values[0] <= burn.values[0]:
        return False
    around = sheet.before(figure, 50) + " " + sheet.after(figure, 40)
    return bool(_CASH.search(around))


def _is_runway(sheet: Sheet, figure: Figure) -> bool:
    """Is it how long the money is said to last?"""
    if figure.kind is not Kind.DURATION or figure.unit not in _MONTHS or len(figure.values) != 1:
        return False
    return figure.values[0] > 1 and bool(_LASTS.search(sheet.before(figure, 50)))
