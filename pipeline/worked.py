"""What follows from two facts, worked out by us where a draft asks for it; and a fact's one figure.

In: an operation and two facts of a source. Out: the words to print, with the figures they rest on.
A difference, sum, ratio or share is refused where the two are not of one measure, one data cut and
one population: the sentence that comes of it would be false however right the arithmetic.
"""

import re
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from pipeline.figures.amounts import say_money
from schemas.base import Value
from schemas.figure import Figure, Kind
from schemas.source import Fact, Role, Source


class Work(StrEnum):
    """The four operations a draft may ask for."""

    DIFFERENCE = "diff"
    SUM = "sum"
    RATIO = "ratio"
    SHARE = "share"


class Worked(Value):
    """A result in print and the source figures behind it."""

    text: str
    formula: str
    mentions: tuple[int, int]


def main_mention(fact: Fact, source: Source) -> Figure:
    """The figure of a fact that stands for it: its rate rather than its n of N."""
    mentions = [source.figures[mention] for mention in fact.mentions]
    return next((figure for figure in mentions if figure.whole is None), mentions[0])


def counted_mention(fact: Fact, source: Source) -> Figure | None:
    """The mention that prints n of N; `None` where the fact has none."""
    mentions = (source.figures[mention] for mention in fact.mentions)
    return next((f for f in mentions if f.part is not None and f.whole is not None), None)


_DIGITS = re.compile(r"[-−]?\d[\d.,·\u2009\u202f\u00a0]*\d|\d")


def bare(figure: Figure) -> str:
    """The number of a figure as printed, without sign, scale or unit; words stay as they are."""
    found = _DIGITS.search(figure.text)
    return found[0] if found and len(figure.values) == 1 else figure.text


def work_out(work: Work, one: Fact, two: Fact, source: Source) -> Worked:
    """The result of two facts, printed with the fewest digits that either has.

    Raises ValueError, a sentence for whoever wrote the reference, where nothing may follow.
    """
    first, second = main_mention(one, source), main_mention(two, source)
    for fact, figure in ((one, first), (two, second)):
        if len(figure.values) != 1:
            raise ValueError(f"{fact.id} ({figure.text}) is no single value to calculate with")
    apart = _apart(one.role, two.role, work)
    if apart:
        raise ValueError(f"{one.id} and {two.id} are of different {apart}; say each by itself")
    if work is not Work.SHARE and (first.kind is not second.kind or first.unit != second.unit):
        raise ValueError(f"{one.id} ({first.text}) and {two.id} ({second.text}) differ in unit")
    text, formula = _result(work, first, second)
    return Worked(text=text, formula=formula, mentions=(one.mentions[0], two.mentions[0]))


def _apart(one: Role, two: Role, work: Work) -> str:
    """On what two facts differ so that nothing follows from them; empty for nothing."""
    names = ("measure", "cut") if work is Work.DIFFERENCE or work is Work.RATIO else ("cut",)
    for name in (*names, "grade"):
        first, second = getattr(one, name), getattr(two, name)
        if first and second and first != second:
            return {"measure": "measures", "cut": "data cuts", "grade": "grades"}[name]
    same_arm = one.arm == two.arm
    if one.population and two.population and one.population != two.population and same_arm:
        return "populations"
    return ""


def _result(work: Work, one: Figure, two: Figure) -> tuple[str, str]:
    a, b = one.values[0], two.values[0]
    if work is Work.DIFFERENCE:
        return _printed(abs(a - b), one, two), f"{one.text} - {two.text}"
    if work is Work.SUM:
        return _printed(a + b, one, two), f"{one.text} + {two.text}"
    if not b:
        raise ValueError(f"{two.text} is zero; nothing is a share or a multiple of it")
    if work is Work.RATIO:
        return f"{_rounded(a / b, Decimal('0.1')):f} times", f"{one.text} / {two.text}"
    if not 0 <= a <= b or one.unit != two.unit:
        raise ValueError(f"{one.text} is no part of {two.text}")
    return f"{_rounded(a * 100 / b, Decimal(1)):f}%", f"{one.text} / {two.text}"


def _rounded(value: Decimal, step: Decimal) -> Decimal:
    return value.quantize(step, ROUND_HALF_UP)


def _printed(value: Decimal, one: Figure, two: Figure) -> str:
    """A sum or a difference in the words of its kind: `41.6 percentage points`, `$3.5 million`."""
    step = max(one.step, two.step)
    shown = _rounded(value / step, Decimal(1)) * step
    if one.kind in (Kind.PERCENT, Kind.POINTS):
        return f"{shown.normalize():f} percentage points"
    if one.kind is Kind.MONEY:
        return say_money(shown, one)
    unit = one.unit if one.kind in (Kind.DURATION, Kind.QUANTITY, Kind.COUNT) else ""
    ending = "" if shown == 1 or not unit or one.kind is Kind.QUANTITY else "s"
    return f"{shown.normalize():,f} {unit}{ending}".rstrip()
