"""What two numbers make, and the number that the article prints for it.

In: a source. Out: notes where `three times as likely` is not what its two rates give, where groups
are not in the proportion of their assignment, where doses times days, earnings per share times
shares, or sales less their cost make another number than the one printed.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from pipeline.figures.arithmetic_reading import Sheet, figures_in, is_point, note, plain
from pipeline.figures.lazy_regex import lazy_regex
from schemas.figure import Bound, Figure, Kind
from schemas.text import Span
from schemas.verdict import SourceNote

_HUNDRED = Decimal(100)
_TIMES = lazy_regex(
    r" (?:as|more|less|the|its|their|that) (?:[a-z]+ ){0,3}?(?:likely|often|common|many|frequent"
    r"|high|much|rates?|risk|share|proportion|frequency|odds|placebo|prone|apt|than)\b"
    r"| (?:that|those) of\b"
)
_SIDE_BY_SIDE = lazy_regex(
    r"[^.;%]{0,50}\b(?:and|against|versus|vs|than|compared (?:with|to)|but)\b[^.;%]{0,30}"
)
"""What sets two rates side by side."""
_MOST_TIMES = 10
_MODELLED = lazy_regex(r"\b(?:adjust\w*|odds|model\w*|match\w*|weighted|confound\w*|allow\w*)\b")
_OFF = Decimal("0.14")
_OTHER = lazy_regex(
    r"\b(?:adjusted|adjusting|matched|model\w*|after allowing|weighted|median|year)\b"
)


def _windows(sheet: Sheet) -> Iterator[tuple[Span, list[Figure]]]:
    """Every sentence with the one after it in its paragraph, and the figures of both."""
    sentences = sheet.source.sentences
    for at, sentence in enumerate(sentences):
        end = sentence.end
        if at + 1 < len(sentences):
            gap = sheet.source.text[sentence.end : sentences[at + 1].start]
            end = sentences[at + 1].end if "\n\n" not in gap else end
        span = Span(start=sentence.start, end=end)
        yield span, figures_in(sheet, (span.start, span.end))


def check_times(sheet: Sheet) -> Iterator[SourceNote]:
    """`Three times as likely: 9.0% against 4.5%`: a multiple that its two rates do not give."""
    done: set[Span] = set()
    for span, inside in _windows(sheet):
        multiples = [f for f in inside if f.kind is Kind.MULTIPLE and len(f.values) == 1]
        rates = [f for f in inside if f.kind is Kind.PERCENT and is_point(f) and f.values[0] > 0]
        if len(multiples) != 1 or len(rates) != 2 or multiples[0].span in done:
            continue
        words = sheet.folded[span.start : span.end]
        if not _SIDE_BY_SIDE.fullmatch(sheet.between(rates[0], rates[1])):
            continue
        times = multiples[0]
        if (
            times.values[0] > _MOST_TIMES
            or not _TIMES.match(sheet.after(times, 40))
            or _MODELLED.search(words.replace("no adjustment", ""))
        ):
            continue
        low, high = sorted(rate.values[0] for rate in rates)
        true, said = high / low, times.values[0]
        said = 1 / said if said < 1 else said
        slack = said * _OFF if times.bound is Bound.EXACTLY else said * _OFF * 2
        if abs(true - said) > slack + true * (rates[0].step / low):
            done.add(times.span)
            reason = (
                f"{rates[0].text} and {rates[1].text} are {plain(true.quantize(Decimal('0.1')))} "
                f"times; the article prints “{times.text}”."
            )
            yield note(sheet, "EB_SOURCE_ABOVE", reason, (times.span, *(r.span for r in rates)))


_ALLOCATED = lazy_regex(
    r"\b(?:randomi[sz]\w+|assigned|allocat\w+|randomly)\b[^.;]{0,40}?\b(?P<a>\d|two|three) ?(?::|to"
    r"|-to-) ?(?P<b>\d|one|two)\b"
)
_DIGITS = {"one": 1, "two": 2, "three": 3}
_ARM = lazy_regex(
    r" ?(?:people|patients|participants|adults|women|men|children)?(?: were)?(?: [a-z]+)?"
    r" (?:on|to|in|given|got|received) (?:the |a )?[a-z]"
)


def check_allocation(sheet: Sheet) -> Iterator[SourceNote]:
    """`Assigned 2:1 … 150 on the drug and 150 on placebo`: groups of another proportion."""
    found = list(_ALLOCATED.finditer(sheet.folded))
    if len(found) != 1:
        return
    a, b = (int(_DIGITS.get(found[0][n]) or found[0][n]) for n in ("a", "b"))
    arms = [
        f
        for f in sheet.source.figures
        if f.kind in (Kind.COUNT, Kind.NUMBER)
        and is_point(f)
        and f.span.start >= found[0].end()
        and f.values[0] >= 20
        and _ARM.match(sheet.after(f, 60))
    ]
    for one, two in pairwise(arms):
        gap = sheet.between(one, two)
        if len(gap) > 60 or ". " in gap or "%" in gap or not b:
            continue
        true = one.values[0] / two.values[0]
        near = [Decimal(a) / b, Decimal(b) / a]
        if all(abs(true - ratio) > ratio * Decimal("0.2") for ratio in near):
            place = Span(start=found[0].start("a"), end=found[0].end("b"))
            reason = (
                f"{one.text} and {two.text} are not {a} to {b}, in which the article says that "
                "the groups were assigned."
            )
            yield note(sheet, "EB_SOURCE_SUM", reason, (place, one.span, two.span))
        return


_A_DAY = lazy_regex(r"[^.;]{0,30}?\b(?:a|per|each|every|once) (?:a )?day\b|[^.;]{0,20}?\bdaily\b")
_IN_ALL = lazy_regex(
    r"\b(?:comes? to|full course|in all|in total|total\w*|altogether|makes?|sum)\b"
)


def check_courses(sheet: Sheet) -> Iterator[SourceNote]:
    """`40 mg a day for 14 days … comes to 480 mg`: doses times days make another amount."""
    for span, inside in _windows(sheet):
        amounts = [f for f in inside if f.kind is Kind.QUANTITY and is_point(f)]
        days = [f for f in inside if f.kind is Kind.DURATION and f.unit in ("day", "week")]
        if len(amounts) != 2 or len(days) != 1 or amounts[0].unit != amounts[1].unit:
            continue
        dose, total = amounts
        if dose.span.start > days[0].span.start or not _A_DAY.match(sheet.after(dose, 60)):
            continue
        if not _IN_ALL.search(sheet.folded[days[0].span.end : total.span.start]):
            continue
        number = days[0].values[0] * (7 if days[0].unit == "week" else 1)
        true = dose.values[0] * number
        if true != total.values[0] and true < total.values[0] * 4 and total.values[0] < true * 4:
            reason = (
                f"{dose.text} a day for {days[0].text} make {plain(true)} {dose.unit}; the article "
                f"prints {total.text}."
            )
            yield note(sheet, "EB_SOURCE_SUM", reason, (dose.span, days[0].span, total.span))
            return
        if span.end == sheet.source.sentences[-1].end:
            return


_SALES = lazy_regex(r"\b(?:sales|revenues?|turnover) (?:of |was |were |came to )?(?:about )?$")
_COST = lazy_regex(r"\bcosts? of (?:sales|goods(?: sold)?|revenues?) (?:of |was |were |came to )?$")
_MARGIN = lazy_regex(r"\bgross margin (?:of |was |came to |is |at )?(?:about )?$")


def check_gross_margins(sheet: Sheet) -> Iterator[SourceNote]:
    """`Sales of $80 million, cost of sales $28 million, gross margin 58%`: it is 65%."""
    money = [f for f in sheet.source.figures if f.kind is Kind.MONEY and is_point(f)]
    sales = [f for f in money if _ends(sheet, f, _SALES) and not _ends(sheet, f, _COST)]
    costs = [f for f in money if _ends(sheet, f, _COST)]
    margins = [
        f
        for f in sheet.source.figures
        if f.kind is Kind.PERCENT and is_point(f) and _ends(sheet, f, _MARGIN)
    ]
    if not (len(sales) == len(costs) == len(margins) == 1) or not sales[0].values[0]:
        return
    true = (sales[0].values[0] - costs[0].values[0]) * _HUNDRED / sales[0].values[0]
    if abs(true - margins[0].values[0]) > margins[0].step / 2 + Decimal("0.6"):
        reason = (
            f"{sales[0].text} less {costs[0].text} is a gross margin of "
            f"{plain(true.quantize(Decimal('0.1')))}%; the article prints {margins[0].text}."
        )
        spans = (sales[0].span, costs[0].span, margins[0].span)
        yield note(sheet, "EB_SOURCE_ABOVE", reason, spans)


def _ends(sheet: Sheet, figure: Figure, pattern: re.Pattern[str]) -> bool:
    return pattern.search(sheet.before(figure, 40)) is not None


_SHARES = lazy_regex(r" (?:[a-z]+ ){0,3}?(?:shares|ordinary shares|units|ads|adss)\b")
_EACH = lazy_regex(r" ?(?:each|apiece|per share|a share|per unit)\b|/share")
_RAISED = lazy_regex(r"\b(?:proceeds|raise[sd]?|raising)\b")
_NET = lazy_regex(r"\bnet\b|\bafter (?:the )?(?:banks|fees|costs|discount)")
_PRODUCT = Decimal("0.03")


def check_sales_of_shares(sheet: Sheet) -> Iterator[SourceNote]:
    """`6,000,000 shares at $12.50. Gross proceeds are $85.0 million`, in two sentences."""
    for _, inside in _windows(sheet):
        shares = [f for f in inside if f.kind is Kind.COUNT and _counts_shares(sheet, f)]
        money = [f for f in inside if f.kind is Kind.MONEY and is_point(f)]
        prices = [f for f in money if f.values[0] < 10**4 and _is_price(sheet, f)]
        sums = [f for f in money if f.values[0] >= 10**6]
        if not len(shares) == len(prices) == len(sums) == 1 or prices[0].values[0] <= 0:
            continue
        own = sheet.before(sums[0], 160).rsplit(". ", 1)[-1]
        if not _RAISED.search(own + sheet.after(sums[0], 20)) or _NET.search(own):
            continue
        true = shares[0].values[0] * prices[0].values[0]
        slack = true * _PRODUCT + sums[0].step / 2
        if abs(true - sums[0].values[0]) > slack and Decimal("0.5") < true / sums[0].values[0] < 2:
            shown = plain((true / 10**6).quantize(Decimal("0.1")))
            reason = (
                f"{shares[0].text} shares at {prices[0].text} make {shown} million; the article "
                f"prints {sums[0].text}."
            )
            spans = (shares[0].span, prices[0].span, sums[0].span)
            yield note(sheet, "EB_SOURCE_SUM", reason, spans)
            return


def _counts_shares(sheet: Sheet, figure: Figure) -> bool:
    return figure.unit == "share" or bool(_SHARES.match(sheet.after(figure, 40)))


def _is_price(sheet: Sheet, figure: Figure) -> bool:
    return figure.unit.endswith("/share") or bool(_EACH.match(sheet.after(figure, 14)))


_A_PREMIUM = lazy_regex(r" premium (?:to|over|on)\b")
_PREMIUM_SLACK = Decimal("0.6")


def check_offers(sheet: Sheet) -> Iterator[SourceNote]:
    """`$21.00 a share, a 60% premium to the close of $15.00`: it is 40%."""
    for span, inside in _windows(sheet):
        premiums = [f for f in inside if f.kind is Kind.PERCENT and is_point(f)]
        premiums = [f for f in premiums if _A_PREMIUM.match(sheet.after(f, 14))]
        if len(premiums) != 1 or sheet.folded[span.start : span.end].count("premium") != 1:
            continue
        premium = premiums[0]
        prices = _prices(inside)
        after = [p for p in prices if p.span.start > premium.span.end]
        before = [p for p in prices if p.span.end < premium.span.start]
        if len(before) != 1 or len(after) < 1 or premium.approximate or before[0].values[0] <= 0:
            continue
        offer, base = before[0], after[0]
        if (
            len(sheet.between(premium, base)) > 70
            or offer.unit.partition("/")[0] != (base.unit.partition("/")[0])
        ):
            continue
        true = (offer.values[0] / base.values[0] - 1) * _HUNDRED
        slack = premium.step / 2 + _PREMIUM_SLACK
        if abs(true - premium.values[0]) > slack and 0 < true < 300:
            reason = (
                f"{offer.text} is {plain(true.quantize(Decimal('0.1')))}% above {base.text}; the "
                f"article prints {premium.text}."
            )
            spans = (premium.span, offer.span, base.span)
            yield note(sheet, "EB_SOURCE_ABOVE", reason, spans)
            return


def _prices(inside: Sequence[Figure]) -> list[Figure]:
    """The amounts that may be the price of a share."""
    return [f for f in inside if f.kind is Kind.MONEY and is_point(f) and f.values[0] < 10**4]
