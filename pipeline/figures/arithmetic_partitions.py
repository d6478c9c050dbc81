"""Words that between them are all there is: buy, hold and sell; mild, moderate and severe.

In: a source. Out: notes where the shares of such words do not make a hundred, or their counts not
the number they are counted of.
"""

from collections.abc import Iterator
from decimal import Decimal

from pipeline.figures.arithmetic_reading import Sheet, figures_in, is_point, note, plain
from pipeline.figures.lazy_regex import lazy_regex
from schemas.figure import Figure, Kind
from schemas.text import Span
from schemas.verdict import SourceNote

_WHOLES = tuple(
    tuple(lazy_regex(rf"\b(?:{word})\b") for word in words)
    for words in (
        ("buy|buys", "hold|holds", "sell|sells"),
        ("bullish|bulls", "neutral", "bearish|bears"),
        ("positive", "neutral", "negative"),
        ("mild", "moderate", "severe"),
        ("improved|better", "unchanged|stable|the same", "worsened|worse"),
        ("men|males?", "women|females?"),
        ("boys", "girls"),
        ("in favour|for", "against", "abstained|abstentions"),
    )
)
"""Sets of words of which each thing has one and no more."""
_NEAR = 22
_HUNDRED = Decimal(100)
_FAR = Decimal("0.25")
_OTHERS = lazy_regex(
    r"\b(?:the rest|others?|unknown|missing|not reported|no rating|of (?:those|these))\b"
)


def check_partitions(sheet: Sheet) -> Iterator[SourceNote]:
    """`62% bullish, 31% neutral and 19% bearish` make 112%."""
    for sentence in sheet.source.sentences:
        inside = figures_in(sheet, (sentence.start, sentence.end))
        words = sheet.folded[sentence.start : sentence.end]
        if len(inside) < 2 or _OTHERS.search(words):
            continue
        for whole in _WHOLES:
            if all(word.search(words) for word in whole):
                found = [word.search(words) for word in whole]
                places = [sentence.start + m.start() for m in found if m]
                yield from _judge(sheet, inside, places)


def _judge(sheet: Sheet, inside: list[Figure], places: list[int]) -> Iterator[SourceNote]:
    """A note where each word has its own figure and these do not make their whole."""
    for kinds in ((Kind.PERCENT,), (Kind.COUNT, Kind.NUMBER)):
        figures = [f for f in inside if f.kind in kinds and is_point(f) and not f.hedge]
        parts = [_nearest(figures, place) for place in places]
        own = [part for part in parts if part is not None]
        if len({part.span for part in own}) != len(places):
            continue
        added = sum((part.values[0] for part in own), Decimal(0))
        first = min(part.span.start for part in own)
        lead = [f for f in figures if f.span.start < first] if Kind.COUNT in kinds else []
        total = lead[-1].values[0] if lead else (_HUNDRED if Kind.PERCENT in kinds else None)
        slack = (
            sum((part.step / 2 for part in own), Decimal(0)) if total == _HUNDRED else Decimal(0)
        )
        if total is None or abs(added - total) <= slack or abs(added - total) > total * _FAR:
            continue
        shown = " + ".join(plain(part.values[0]) for part in own)
        reason = f"These are all there is, and {shown} = {plain(added)}, not {plain(total)}."
        spans: list[Span] = [*(f.span for f in lead[-1:]), *(part.span for part in own)]
        yield note(sheet, "EB_SOURCE_SUM", reason, spans)


def _nearest(figures: list[Figure], place: int) -> Figure | None:
    """The figure right beside a word: the last before it, or the first behind `mild in`."""
    before = [f for f in figures if 0 <= place - f.span.end <= _NEAR]
    after = [f for f in figures if 0 < f.span.start - place <= _NEAR]
    return before[-1] if before else (after[0] if after else None)
