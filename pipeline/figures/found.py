"""What a grammar hands to the scanner: figures and identifiers cut from one text."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from pipeline.figures.hedges import NO_HEDGE, Hedge, hedge_after, hedge_before
from schemas.figure import Bound, Figure, Identifier, IdentifierKind, Kind
from schemas.text import Span

_ONE = Decimal(1)


class Text(NamedTuple):
    """A text and its two shadows, all of one length."""

    text: str
    plain: str
    low: str


class Reading(NamedTuple):
    """How a number's characters read: kind, values, and what goes with them."""

    kind: Kind
    values: tuple[Decimal, ...] = ()
    step: Decimal = Decimal(1)
    unit: str = ""
    part: Decimal | None = None
    whole: Decimal | None = None
    level: Decimal | None = None
    first: date | None = None
    last: date | None = None
    is_words: bool = False
    is_range: bool = False
    bound: Bound = Bound.EXACTLY


def make_figure(text: Text, start: int, end: int, reading: Reading) -> Figure:
    """Cut the figure `start:end` and attach the hedge before or behind it."""
    hedge = hedge_before(text.low, text.plain, start)
    if hedge is NO_HEDGE:
        hedge = hedge_after(text.low, text.plain, end)
    if reading.kind is Kind.DURATION and hedge.text.lower() in ("over", "around"):
        hedge = NO_HEDGE  # `tripled over three weeks` says when, not how much
    if reading.is_words and reading.values == (_ONE,) and hedge.text.lower() == "over":
        hedge = NO_HEDGE  # `over one tick season` says when; how much would be `more than one`
    if hedge.text.lower() == "over" and _is_verb_s(
        text.low[max(0, hedge.start - 12) : hedge.start], reading
    ):
        hedge = NO_HEDGE  # `hand over two islands`
    if reading.kind is Kind.DATE and hedge.text.lower() == "close on":
        hedge = NO_HEDGE  # `applications close on 3 May`
    if hedge.text.lower() == "up to" and _is_level(text.low, hedge.start, end, reading):
        hedge = NO_HEDGE
    bound = hedge.bound if hedge.bound is not Bound.EXACTLY else reading.bound
    return Figure(
        text=text.text[start:end],
        span=Span(start=start, end=end),
        kind=reading.kind,
        values=reading.values,
        step=reading.step,
        unit=reading.unit,
        hedge=hedge.text,
        hedge_span=_hedge_span(hedge),
        approximate=hedge.approximate,
        bound=bound,
        is_range=reading.is_range,
        part=reading.part,
        whole=reading.whole,
        level=reading.level,
        first=reading.first,
        last=reading.last,
        is_words=reading.is_words,
    )


_HANDS_OVER = re.compile(r"\bhand(?:s|ed|ing)? \Z")
_TAKES_OVER = re.compile(
    r"\b(?:tak(?:es?|ing|en)|took|turn(?:s|ed|ing)?|look(?:s|ed|ing)?|go(?:es|ing|ne)?|went|"
    r"carr(?:y|ies|ied|ying)|w[io]n(?:s|ning)?|sign(?:s|ed|ing)?|bring(?:s|ing)?|brought|"
    r"pass(?:es|ed|ing)?|pull(?:s|ed|ing)?|mull(?:s|ed|ing)?|argu(?:e|es|ed|ing)|f[ae]ll|fought|"
    r"fight(?:s|ing)?|r[au]n|running|knock(?:s|ed|ing)?|presid(?:e|es|ed|ing)|walk(?:s|ed|ing)?) \Z"
)
_FEW = 12


def _is_verb_s(left: str, reading: Reading) -> bool:
    """Does `over` belong to the verb before it, as in `took over three rivals`?

    Only before a count, and of `hand over` alone before a large one: `carried over 300 passengers`
    is more than 300.
    """
    if reading.kind not in (Kind.COUNT, Kind.NUMBER, Kind.PROPORTION):
        return False
    few = all(value <= _FEW for value in reading.values)
    return bool(_HANDS_OVER.search(left[-8:]) or (few and _TAKES_OVER.search(left[-12:])))


_GOES_UP = re.compile(
    r"\b(?:went|go(?:es|ing|ne)?|c[ao]m(?:e|es|ing)|r[io]s(?:e|es|en|ing)|cr[ae]pt?|creep(?:s|ing)?|"
    r"shot|jump(?:s|ed|ing)?|(?:edg|mov|inch|nudg)(?:e|es|ed|ing)|"
    r"(?:tick|climb|drift|bump|round|mark|pick|step)(?:s|ed|ing)?|"
    r"(?:br(?:ought|ings?|inging)|took|taken|takes|taking|push(?:es|ed|ing)?|lift(?:s|ed|ing)?|"
    r"mov(?:es|ed|ing)|dr(?:ove|ives|iven|iving))(?: (?!by |for |at |to )[a-z'-]+){0,4}) \Z"
)
"""A verb that `up` belongs to, with what it moves: `edged up to`, `brought the total up to`."""
_FROM = re.compile(r",? from [$€£~]?\d")


def _is_level(low: str, start: int, end: int, reading: Reading) -> bool:
    """Does `up to` at `start` say what was reached, or until when, and not how much at most?"""
    if reading.kind in (Kind.DATE, Kind.TIME):
        return True
    return bool(_FROM.match(low, end) or _GOES_UP.search(low[max(0, start - 48) : start]))


def make_identifier(text: Text, start: int, end: int, kind: IdentifierKind) -> Identifier:
    """Cut the identifier `start:end`; its key is its lower-case text with plain spaces."""
    key = " ".join(text.low[start:end].split())
    return Identifier(
        text=text.text[start:end], span=Span(start=start, end=end), kind=kind, key=key
    )


def _hedge_span(hedge: Hedge) -> Span | None:
    return Span(start=hedge.start, end=hedge.end) if hedge.start >= 0 else None


Items = Iterable[Figure | Identifier]
