"""A change or ratio whose terms the text prints itself, and which does not follow from them.

`38.4 million shares, 400% above the average of 9.6 million`; `fell by 37%, from 1.02 to 0.38`.
In: a figure of the text that no source supports. Out: a finding that says what follows.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from pipeline.figures.relate_values import is_same_unit
from pipeline.figures.relation import LOOSE
from schemas.figure import Bound, Figure, Kind
from schemas.source import Source
from schemas.verdict import FigureCheck, Severity, Verdict

_MANY = r"(?:[\w'’-]+ ){0,6}?"
_FROM_TO = re.compile(rf",? from {_MANY}#(?: [\w-]+){{0,4}}? to {_MANY}#")
_TO_FROM = re.compile(rf",? to {_MANY}#(?: [\w-]+){{0,4}}?,? from {_MANY}#")
_THAN = re.compile(
    rf" (?:more|higher|greater|larger|longer|less|lower|fewer|smaller|shorter) than {_MANY}#"
    rf"| (?:above|below|over|under) {_MANY}#"
)
_TIMES = re.compile(rf"(?: as [\w-]+)?(?: as)? (?:that of |of )?(?:the|its|their|a|an) {_MANY}#")
_AMOUNTS = frozenset(
    {Kind.PERCENT, Kind.MONEY, Kind.COUNT, Kind.NUMBER, Kind.DURATION, Kind.QUANTITY}
)


def find_false_working(index: int, text: Source) -> FigureCheck | None:
    """The finding where the sentence prints both terms of figure `index` and others follow."""
    figure = text.figures[index]
    if figure.kind not in (Kind.PERCENT, Kind.MULTIPLE) or len(figure.values) != 1:
        return None
    terms = next(_terms(index, text), None)
    if terms is None:
        return None
    new, old = terms
    ratio = new.values[0] / old.values[0]
    follows = ratio if figure.kind is Kind.MULTIPLE else abs(ratio - 1) * 100
    if _may_be(figure, follows, _slack(figure, new, old)):
        return None
    if figure.kind is Kind.MULTIPLE:
        told = f"{new.text} is {ratio:.1f} times {old.text}"
    else:
        told = f"{new.text} is {follows:.0f}% {'above' if ratio > 1 else 'below'} {old.text}"
    return FigureCheck(
        figure=figure, verdict=Verdict.ALTERED, severity=Severity.ERROR, rule="EB_ALTERED",
        reason=f"{told}, by the text's own figures; no source says {figure.text}.",
    )  # fmt: skip


def _terms(index: int, text: Source) -> Iterator[tuple[Figure, Figure]]:
    """The new value and the old that the words behind a figure name, in the same sentence."""
    figures = text.figures
    after = [f for f in figures[index + 1 : index + 4] if not _is_span_of_average(f, text)][:2]
    if not after:
        return
    line = between(text, figures[index], *after[:1]) + "#"
    if len(after) == 2 and figures[index].kind is Kind.PERCENT:
        both = line + between(text, *after) + "#"
        if _FROM_TO.fullmatch(both) and is_pair(after[1], after[0]):
            yield after[1], after[0]
        if _TO_FROM.fullmatch(both) and is_pair(after[0], after[1]):
            yield after[0], after[1]
    compares = _THAN if figures[index].kind is Kind.PERCENT else _TIMES
    if compares.fullmatch(line):
        inside = text.indexes_by_sentence[text.sentence_numbers[index]]
        before = [i for i in inside if i < index and is_pair(figures[i], after[0])]
        if before:
            yield figures[before[-1]], after[0]


_AVERAGED = re.compile(r"[- ](?:\w+ )?(?:average|mean|norm)\b")


def _is_span_of_average(figure: Figure, text: Source) -> bool:
    """`30-day` in `the 30-day average of 2.4 million`: it says which average, it is no term."""
    behind = text.text[figure.span.end : figure.span.end + 30].lower()
    return figure.kind is Kind.DURATION and _AVERAGED.match(behind) is not None


def between(text: Source, one: Figure, two: Figure) -> str:
    """The lower-case characters from the end of one figure to the start of a later one."""
    return text.text[one.span.end : two.span.start].lower()


def is_pair(new: Figure, old: Figure) -> bool:
    """Two single amounts of one unit; a bare number takes the other's."""
    if any(f.kind not in _AMOUNTS or len(f.values) != 1 or f.is_range for f in (new, old)):
        return False
    loose = new.kind in LOOSE and old.kind in LOOSE
    alike = new.kind is old.kind or loose or Kind.NUMBER in (new.kind, old.kind)
    units = not new.unit or not old.unit or is_same_unit(new.unit, old.unit)
    return alike and units and old.values[0] > 0 and new.values[0] > 0


def _slack(figure: Figure, new: Figure, old: Figure) -> Decimal:
    """How far rounding of the three, and `about`, may take the result; in the figure's unit."""
    spread = new.step / new.values[0] / 2 + old.step / old.values[0] / 2
    ratio = new.values[0] / old.values[0] * spread
    own = figure.step / 2 + (abs(figure.values[0]) / 10 if figure.approximate else Decimal(0))
    return own + ratio * (1 if figure.kind is Kind.MULTIPLE else 100)


def _may_be(figure: Figure, follows: Decimal, slack: Decimal) -> bool:
    said = abs(figure.values[0])
    if figure.bound in (Bound.MORE, Bound.AT_LEAST):
        return said - slack <= follows <= said * Decimal("1.5") + slack
    if figure.bound in (Bound.LESS, Bound.AT_MOST, Bound.NEARLY):
        return said * Decimal("0.7") - slack <= follows <= said + slack
    return abs(follows - said) <= slack
