"""Slips of the pen: a digit off, a rate in points, a percentage that its own n of N does not give.

In: a figure of the text that no source supports, or that stands beside an n of N. Out: a finding,
where the source prints, in the same words, what was meant. Such a figure is no calculation of the
writer's, whatever its words announce.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from pipeline.figures.derive import is_counted_out
from pipeline.figures.relate_values import is_same_unit
from pipeline.figures.support import Support, evidence, with_hedge
from schemas.figure import Figure, Kind
from schemas.source import Source
from schemas.verdict import FigureCheck, Severity, Verdict

ENOUGH = 2
"""Words right beside both figures that say the source's is the one meant."""


def find_slip(index: int, text: Source, sources: Sequence[Source]) -> FigureCheck | None:
    """`63%` in the words with which the source prints 62%: one digit off, turned or shifted."""
    figure, role = text.figures[index], text.roles[index]
    if len(figure.values) != 1 or figure.is_words or figure.approximate:
        return None
    for source in sources:
        for place in source.indexes_by_kind.get(figure.kind, ()):
            other = source.figures[place]
            if not is_slip(figure, other):
                continue
            its = source.roles[place]
            if role.measure == its.measure and len(role.near & its.near) >= ENOUGH:
                return FigureCheck(
                    figure=figure, verdict=Verdict.ALTERED, severity=Severity.ERROR,
                    rule="EB_ALTERED", reason=f"The source has {with_hedge(other)} there.",
                    evidence=(evidence(source, place),), fix=with_hedge(other),
                )  # fmt: skip
    return None


def is_slip(figure: Figure, other: Figure) -> bool:
    """Is one value the other with its last digit one off, two digits turned or its point moved?"""
    if len(other.values) != 1 or not is_same_unit(figure.unit, other.unit):
        return False
    if figure.step != other.step and not _is_shifted(figure, other):
        return False
    said, known = figure.values[0], other.values[0]
    return abs(said - known) == other.step or _is_turned(said, known) or _is_shifted(figure, other)


def _is_shifted(figure: Figure, other: Figure) -> bool:
    said, known = figure.values[0], other.values[0]
    return said != 0 and (said * 10 == known or known * 10 == said)


def _is_turned(said: Decimal, known: Decimal) -> bool:
    a, b = str(said), str(known)
    return (
        len(a) == len(b)
        and a != b
        and any(a[:at] + a[at + 1] + a[at] + a[at + 2 :] == b for at in range(len(a) - 1))
    )


_DIFFERS = re.compile(
    r"\b(?:by|difference|gap|differ\w*|more|less|higher|lower|above|below|up|down|rose|risen|fell|"
    r"fallen|gain\w*|los[st]\w*|drop\w*|improv\w*|advantage|between|apart|add\w*|cut(?!-)|swing|lead)\b"
)


def find_rate_as_points(index: int, text: Source, sources: Sequence[Source]) -> FigureCheck | None:
    """`55 percentage points of patients responded` where the source says that 55% did."""
    figure, role = text.figures[index], text.roles[index]
    around = f"{role.before} | {role.after}"
    if figure.kind is not Kind.POINTS or len(figure.values) != 1 or _DIFFERS.search(around):
        return None
    for source in sources:
        for place in source.indexes_by_kind.get(Kind.PERCENT, ()):
            other, its = source.figures[place], source.roles[place]
            alike = role.near & its.words or (role.measure and role.measure == its.measure)
            if other.values == figure.values and alike:
                return FigureCheck(
                    figure=figure, verdict=Verdict.ALTERED, severity=Severity.ERROR,
                    rule="EB_UNIT", reason=f"The source says {other.text}: a share, no difference.",
                    evidence=(evidence(source, place),), fix=other.text,
                )  # fmt: skip
    return None


def find_percent_as_points(
    index: int, text: Source, sources: Sequence[Source]
) -> FigureCheck | None:
    """`up 14.6 percentage points` where no two rates give it and the source prints 14.6%."""
    figure = text.figures[index]
    if figure.kind is not Kind.POINTS or len(figure.values) != 1 or figure.values[0] < 0:
        return None
    for source in sources:
        for place in source.indexes_by_kind.get(Kind.PERCENT, ()):
            other = source.figures[place]
            if other.values == figure.values:
                return FigureCheck(
                    figure=figure, verdict=Verdict.ALTERED, severity=Severity.ERROR,
                    rule="EB_UNIT", reason=f"The source says {other.text}, which is no difference.",
                    evidence=(evidence(source, place),), fix=other.text,
                )  # fmt: skip
    return None


_BRACKET = re.compile(r"(?: [\w'’-]+){0,4} ?[(\[](?:or |i\.e\. |about )?")


def find_own_mismatch(index: int, text: Source, sources: Sequence[Source]) -> FigureCheck | None:
    """`4 of 8 (64%)`: the text's own n of N is another share, and no source prints the two so."""
    figure = text.figures[index]
    if figure.kind is not Kind.PERCENT or len(figure.values) != 1:
        return None
    for other in beside(index, text):
        parts = text.figures[other]
        exact = (parts.part or Decimal(0)) * 100 / (parts.whole or Decimal(1))
        slack = max(figure.step, Decimal(1)) / 2 + Decimal("0.5")
        if abs(exact - figure.values[0]) <= slack or _prints_both(figure, parts, sources):
            continue
        return FigureCheck(
            figure=figure, verdict=Verdict.ALTERED, severity=Severity.ERROR, rule="EB_ALTERED",
            reason=f"{parts.text} is {exact:.0f}%, not {figure.text}, and no source prints the two "
            "together.",
        )  # fmt: skip
    return None


_OF = re.compile(r" of (?:the |all |all the )?(?:some )?")


def find_more_than_all(index: int, text: Source, sources: Sequence[Source]) -> FigureCheck | None:
    """`29 of 23 patients`: more than all of them, as no source prints it."""
    figure, following = text.figures[index], text.figures[index + 1 : index + 2]
    if figure.kind not in _COUNTED or not following or following[0].kind not in _COUNTED:
        return None
    whole = following[0]
    if len(figure.values) != 1 or len(whole.values) != 1 or figure.values[0] <= whole.values[0]:
        return None
    words = text.text[figure.span.start : whole.span.end]
    if not _OF.fullmatch(text.text, figure.span.end, whole.span.start):
        return None
    if any(words in source.text for source in sources):
        return None
    return FigureCheck(
        figure=figure, verdict=Verdict.ALTERED, severity=Severity.ERROR, rule="EB_ALTERED",
        reason=f"{words} is more than all of them, and no source prints it.",
    )  # fmt: skip


_COUNTED = frozenset({Kind.COUNT, Kind.NUMBER})
_TOGETHER = frozenset({Kind.COUNT, Kind.NUMBER})


def find_pair_broken(index: int, text: Source, sources: Sequence[Source]) -> FigureCheck | None:
    """`10 patients (32%)` where the source has 11 patients (32%), and 10 with no such rate."""
    figure, following = text.figures[index], text.figures[index + 1 : index + 2]
    if figure.kind not in _TOGETHER or not following or len(figure.values) != 1:
        return None
    rate = following[0]
    if rate.kind is not Kind.PERCENT or not _BRACKET.fullmatch(
        text.text, figure.span.end, rate.span.start
    ):
        return None
    for source in sources:
        pairs = [
            (place, source.figures[place].values)
            for place, second in enumerate(source.figures[1:])
            if second.kind is Kind.PERCENT and second.values == rate.values
            and source.figures[place].kind in _TOGETHER
            and _BRACKET.fullmatch(
                source.text, source.figures[place].span.end, second.span.start
            )
        ]  # fmt: skip
        if len(pairs) == 1 and pairs[0][1] != figure.values and not figure.approximate:
            other = source.figures[pairs[0][0]]
            return FigureCheck(
                figure=figure, verdict=Verdict.ALTERED, severity=Severity.ERROR,
                rule="EB_ALTERED", reason=f"The source has {other.text} with {rate.text}.",
                evidence=(evidence(source, pairs[0][0]),), fix=other.text,
            )  # fmt: skip
    return None


def is_untied(figure: Figure, source: Source, at: int) -> bool:
    """Is a text's n of N taken from a rate that the source ties to another, or to no such N?

    `389 of 588` does not follow from 66% where the source has 389 of 589 beside it.
    """
    other = source.figures[at]
    counted = figure.kind is Kind.PROPORTION and is_counted_out(figure) and bool(figure.whole)
    if not counted or other.kind is not Kind.PERCENT or " every " in figure.text:
        return False
    own = [source.figures[i] for i in beside(at, source)]
    if own:
        return not any(_is_same(one, figure) for one in own)
    return not any(figure.whole in (*one.values, one.whole) for one in source.figures)


_INTERVAL = re.compile(r" ?[(\[,;] ?")


def find_outside_interval(
    index: int, text: Source, supports: Sequence[Support]
) -> FigureCheck | None:
    """`0.86 (95% CI 0.41 to 0.73)`: an interval without its estimate, as no source has the two."""
    around, before = text.figures[index], text.figures[max(0, index - 1)]
    if around.kind is not Kind.INTERVAL or len(around.values) != 2 or len(before.values) != 1:
        return None
    if before.kind is Kind.P_VALUE or (before.kind in _COUNTED and before.step >= 1):
        return None  # `82.7% in season 1 (95% CI 66.1 to 92.1)`
    if not _INTERVAL.fullmatch(text.text, before.span.end, around.span.start):
        return None
    low, high = sorted(around.values)
    if low <= before.values[0] <= high or _prints_with(before, around, supports):
        return None
    return FigureCheck(
        figure=around, verdict=Verdict.MISATTRIBUTED, severity=Severity.ERROR,
        rule="EB_MISATTRIBUTED", evidence=tuple(evidence(s.source, s.at) for s in supports[:1]),
        reason=f"{before.text} lies outside {around.text}, and no source prints the two together.",
    )  # fmt: skip


def _prints_with(figure: Figure, around: Figure, supports: Sequence[Support]) -> bool:
    """Does a source print the same value right before the same interval?"""
    return any(
        one.values == figure.values and two.values == around.values
        for support in supports
        for one, two in pairwise(support.source.figures)
    )


def beside(index: int, text: Source) -> Iterator[int]:
    """The n of N that a percentage stands in brackets behind, or that is in brackets behind it."""
    span = text.figures[index].span
    for other in (index - 1, index + 1):
        if not 0 <= other < len(text.figures):
            continue
        parts = text.figures[other]
        if parts.kind is not Kind.PROPORTION or not is_counted_out(parts) or not parts.whole:
            continue
        first, second = sorted((span, parts.span), key=lambda item: item.start)
        if _BRACKET.fullmatch(text.text, first.end, second.start):
            yield other


class OwnPair(NamedTuple):
    """The n of N beside a percentage of the text, and the place that prints the two together."""

    beside: int
    support: Support


def find_own_pair(index: int, text: Source, supports: Sequence[Support]) -> OwnPair | None:
    """The place that prints the percentage beside the very n of N it stands beside in the text.

    `4 of 8 had responded (50%)` needs no more proof for its 50% than that its n of N stands.
    """
    figure = text.figures[index]
    if figure.kind is not Kind.PERCENT:
        return None
    for mine in beside(index, text):
        for support in supports:
            if support.figure.values == figure.values and any(
                _is_same(support.source.figures[i], text.figures[mine])
                for i in beside(support.at, support.source)
            ):
                return OwnPair(mine, support)
    return None


def _prints_both(figure: Figure, parts: Figure, sources: Sequence[Source]) -> bool:
    """Does a source print the same n of N beside the same percentage?"""
    for source in sources:
        for indexes in source.indexes_by_sentence.values():
            for at in indexes:
                other = source.figures[at]
                same = other.kind is Kind.PERCENT and other.values == figure.values
                if same and any(_is_same(source.figures[i], parts) for i in beside(at, source)):
                    return True
    return False


def _is_same(one: Figure, two: Figure) -> bool:
    return (one.part, one.whole) == (two.part, two.whole)
