"""Prices, premiums, currencies and multiples that other numbers of the article give.

In: a source. Out: notes where one article changes a currency at two rates, where a premium is not
that of its two prices, where a doubling is none, or where a ratio is not the cut a headline tells.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, pairwise

from pipeline.figures.arithmetic_reading import Sheet, is_point, note, plain
from pipeline.figures.claims_reading import content_words
from pipeline.figures.intervals import percent_above
from pipeline.figures.lazy_regex import lazy_regex
from schemas.figure import Bound, Figure, Kind
from schemas.verdict import SourceNote

_BESIDE = lazy_regex(r" ?[(\[] ?(?:about |around |roughly |approximately |or |some )?")
_RATES_APART = Decimal("0.06")


def check_currencies(sheet: Sheet) -> Iterator[SourceNote]:
    """`£10 million ($12 million)` and `£40 million ($60 million)`: two rates of exchange."""
    pairs = [
        (first, second)
        for first, second in pairwise(sheet.source.figures)
        if first.kind is second.kind is Kind.MONEY
        and first.unit != second.unit
        and len(first.values) == len(second.values) == 1
        and first.values[0] > 0
        and _BESIDE.fullmatch(sheet.between(first, second))
    ]
    for (one, its), (two, other) in combinations(pairs, 2):
        if (one.unit, its.unit) != (two.unit, other.unit):
            continue
        rates = its.values[0] / one.values[0], other.values[0] / two.values[0]
        loose = sum((f.step / f.values[0] / 2 for f in (one, its, two, other)), Decimal(0))
        if abs(rates[0] - rates[1]) > max(rates) * (loose + _RATES_APART):
            reason = (
                f"{one.text} as {its.text} and {two.text} as {other.text} are two rates of "
                "exchange."
            )
            spans = (one.span, its.span, two.span, other.span)
            yield note(sheet, "EB_SOURCE_ABOVE", reason, spans)


_PREMIUM = lazy_regex(r"\bpremium of (?:about |some )?$|\bpremium\b[^.%]{0,12}$")
_PREMIUM_AFTER = lazy_regex(r" (?:premium|above|over|more than)\b")
_FAR = 5


def check_premiums(sheet: Sheet) -> Iterator[SourceNote]:
    """`A premium of 42% to the close of $12.00`, for an offer of $15.60: it is 30%."""
    for premium in sheet.source.figures:
        if premium.kind is not Kind.PERCENT or not is_point(premium) or premium.approximate:
            continue
        named = _PREMIUM.search(sheet.before(premium, 30)) or (
            _PREMIUM_AFTER.match(sheet.after(premium, 12)) and "premium" in sheet.after(premium, 12)
        )
        if _USUAL.search(sheet.before(premium, 60)) or _count_premiums(sheet, premium) != 1:
            continue
        prices = _prices_near(sheet, premium) if named else []
        if len(prices) != 2:
            continue
        low, high = sorted(prices, key=lambda price: price.values[0])
        if low.values[0] <= 0 or high.values[0] > low.values[0] * _FAR:
            continue
        true = percent_above(high.values[0], low.values[0])
        if abs(true - premium.values[0]) > premium.step / 2 + Decimal("0.6"):
            reason = (
                f"{high.text} is {plain(true)}% above {low.text}; the article prints "
                f"{premium.text}."
            )
            yield note(sheet, "EB_SOURCE_ABOVE", reason, (premium.span, low.span, high.span))


_USUAL = lazy_regex(r"\b(?:median|average|mean|typical|usual)\b")


def _paragraph(sheet: Sheet, figure: Figure) -> tuple[int, int]:
    """The bounds of the line that holds a figure."""
    text = sheet.source.text
    end = text.find("\n", figure.span.end)
    return text.rfind("\n", 0, figure.span.start) + 1, len(text) if end < 0 else end


def _count_premiums(sheet: Sheet, premium: Figure) -> int:
    """How often the paragraph of a premium speaks of one."""
    start, end = _paragraph(sheet, premium)
    return sheet.folded[start:end].count("premium")


def _prices_near(sheet: Sheet, premium: Figure) -> list[Figure]:
    """The prices of a share in the paragraph of a premium, each value once."""
    start, end = _paragraph(sheet, premium)
    prices: dict[Decimal, Figure] = {}
    for figure in sheet.source.figures:
        is_price = figure.kind is Kind.MONEY and is_point(figure) and figure.values[0] < 10000
        if is_price and start <= figure.span.start < end:
            prices.setdefault(figure.values[0], figure)
    return list(prices.values())


_FROM = lazy_regex(r"[^.;%\d]{0,60}\bfrom (?:a |about |some )?")
_TO = lazy_regex(r"(?: [a-z]+){0,4}? to (?:about |some )?")


def check_multiples(sheet: Sheet) -> Iterator[SourceNote]:
    """`More than doubled, from 14 to 24`: a multiple that its two ends do not give."""
    figures = sheet.source.figures
    for multiple, old, new in zip(figures, figures[1:], figures[2:], strict=False):
        if multiple.kind is not Kind.MULTIPLE or len(multiple.values) != 1:
            continue
        if old.kind is not new.kind or not is_point(old) or not is_point(new) or not old.values[0]:
            continue
        if not _FROM.fullmatch(sheet.between(multiple, old)) or not _TO.fullmatch(
            sheet.between(old, new)
        ):
            continue
        true, said = new.values[0] / old.values[0], multiple.values[0]
        more = multiple.bound in (Bound.MORE, Bound.AT_LEAST)
        slack = said * Decimal("0.12")
        wrong = true < said - slack / 6 if more else abs(true - said) > slack
        if wrong:
            shown = plain(true.quantize(Decimal("0.1")))
            reason = (
                f"From {old.text} to {new.text} is {shown} times; the article prints "
                f"“{multiple.hedge} {multiple.text}”."
            )
            yield note(sheet, "EB_SOURCE_ABOVE", reason, (multiple.span, old.span, new.span))


_CUT = lazy_regex(
    r"\b(?:cuts?|reduc\w+|lower\w*|slash\w*|drops?|falls?)\b[^.%]{0,60}\b(?:risk|rate|hazard"
    r"|chance)\b"
    r"[^.%]{0,40}\bby (?:about |some )?$|\b(?:risk|rate)\b[^.%]{0,40}\b(?:fell|cut|reduced|lower)\b"
    r"[^.%]{0,20}\bby (?:about |some )?$"
)
_CUT_AFTER = lazy_regex(
    r" (?:lower|reduced|reduction in(?: the)?|less|cut in(?: the)?) (?:[a-z]+ )?risk\b"
)


def check_cuts(sheet: Sheet) -> Iterator[SourceNote]:
    """`Cuts risk of attacks by 33%`, where the article's one ratio for attacks is 0.78: 22%."""
    ratios = [f for f in sheet.source.figures if f.kind is Kind.RATIO and is_point(f)]
    rates = [f for f in sheet.source.figures if f.kind is Kind.PERCENT and is_point(f)]
    for cut in rates if ratios else ():
        told = _CUT.search(sheet.before(cut, 120)) or _CUT_AFTER.match(sheet.after(cut, 40))
        if not told or cut.approximate or any(_gives(cut, ratio) for ratio in ratios):
            continue
        if _is_of_two_rates(cut, rates):
            continue
        words = content_words(sheet.before(cut, 80) + " " + sheet.after(cut, 40).split(".")[0])
        like = [r for r in ratios if words & content_words(sheet.before(r, 80).split(". ")[-1])]
        if len(like) == 1 and like[0].values[0] < 1:
            true = plain((1 - like[0].values[0]) * 100)
            reason = f"A ratio of {like[0].text} is {true}% less; the article prints {cut.text}."
            yield note(sheet, "EB_SOURCE_ABOVE", reason, (cut.span, like[0].span))


def _gives(cut: Figure, ratio: Figure) -> bool:
    """Is a percentage what a ratio says, but for rounding?"""
    slack = ratio.step * 50 + cut.step / 2
    return abs((1 - ratio.values[0]) * 100 - abs(cut.values[0])) <= slack


def _is_of_two_rates(cut: Figure, rates: list[Figure]) -> bool:
    """Is it the relative reduction between two rates of the article?"""
    values = sorted({f.values[0] for f in rates if f is not cut and f.values[0] > 0})
    return any(
        abs(-percent_above(low, high) - cut.values[0]) <= cut.step
        for low, high in combinations(values, 2)
    )


_SCALE = lazy_regex(
    r" (?:points? )?on (?:a|the) (?:[a-z]+ )?scale (?:of|from) (?P<low>[-−]?\d+(?:\.\d+)?) to "
    r"(?P<high>\d+(?:\.\d+)?)"
)


def check_scales(sheet: Sheet) -> Iterator[SourceNote]:
    """`1.4 on a scale from -1 to 1`: a score outside its own scale."""
    for figure in sheet.source.figures:
        found = _SCALE.match(sheet.after(figure, 60))
        if found is None or len(figure.values) != 1:
            continue
        low, high = (Decimal(found[name].replace("−", "-")) for name in ("low", "high"))
        if not low <= figure.values[0] <= high:
            reason = f"{figure.text} lies outside its scale, {plain(low)} to {plain(high)}."
            yield note(sheet, "EB_SOURCE_ORDER", reason, (figure.span,))
