"""The right number with another unit: points told as percent, an amount a week that is one a day.

`Survival improved by 11%, from 43% to 54%` is 11 percentage points; in percent it is 26. In: a
figure of the text with the source figures of its value. Out: a finding, or nothing.
"""

import re
from collections.abc import Sequence
from itertools import permutations

from pipeline.figures.related import find_related
from pipeline.figures.support import Support, evidence
from pipeline.figures.working import between, is_pair
from schemas.figure import Figure, Kind
from schemas.source import Source
from schemas.verdict import FigureCheck, Severity, Verdict

_BY = re.compile(r"\b(?:by|up|down|a|an)(?: (?:about|nearly|some|roughly|around|another))? $")
_FELL = re.compile(r"\b(?:f[ae]ll\w*|down|dropp\w*|declin\w*|decreas\w*|reduc\w*|cut|slipp\w*)\b")


def find_points_as_percent(
    index: int, text: Source, supports: Sequence[Support]
) -> FigureCheck | None:
    """The finding where the checked sentence itself prints the two percentages.

    A source that prints the three together as the text does is followed, right or wrong.
    """
    figure, role = text.figures[index], text.roles[index]
    if figure.kind is not Kind.PERCENT or len(figure.values) != 1 or not _BY.search(role.before):
        return None
    inside = [text.figures[i] for i in text.indexes_by_sentence[role.sentence] if i != index]
    rates = [f for f in inside if f.kind is Kind.PERCENT and len(f.values) == 1 and f.values[0]]
    for new, old in permutations(rates[::-1], 2):
        if _FELL.search(role.before) and new.values[0] > old.values[0]:
            continue
        if _is_gap(figure, new, old) and not any(_prints_too(s, new, old) for s in supports):
            exact = abs(new.values[0] - old.values[0]) * 100 / old.values[0]
            return FigureCheck(
                figure=figure, verdict=Verdict.ALTERED, severity=Severity.ERROR, rule="EB_UNIT",
                reason=f"From {old.text} to {new.text} is {figure.text.rstrip('% ')} percentage "
                f"points; in percent it is {exact:.0f}%.",
                evidence=tuple(evidence(s.source, s.at) for s in supports[:1]),
            )  # fmt: skip
    return None


def find_points_of_source(
    index: int, text: Source, supports: Sequence[Support]
) -> FigureCheck | None:
    """The finding where the source's own points, told with the same words, become a percentage."""
    figure, role = text.figures[index], text.roles[index]
    if figure.kind is not Kind.PERCENT or len(figure.values) != 1 or not _BY.search(role.before):
        return None
    for source in {s.source.id: s.source for s in supports}.values():
        for place in source.indexes_by_kind.get(Kind.POINTS, ()):
            other, its = source.figures[place], source.roles[place]
            shared = len(role.near & its.words)
            rival = max((len(role.near & s.role.words) for s in supports), default=0)
            if other.values == figure.values and shared > rival:
                return FigureCheck(
                    figure=figure, verdict=Verdict.ALTERED, severity=Severity.ERROR,
                    rule="EB_UNIT", reason=f"The source says {other.text}, which is no percentage.",
                    evidence=(evidence(source, place),), fix=other.text,
                )  # fmt: skip
    return None


_NEW = re.compile(r",? to (?:about |just |around )?")


def find_points_to(index: int, text: Source, sources: Sequence[Source]) -> FigureCheck | None:
    """`fell by 2.5% to 6.8%` where a source has 9.3% beside 6.8%: those are points."""
    figure, role = text.figures[index], text.roles[index]
    following = text.figures[index + 1 : index + 2]
    if figure.kind is not Kind.PERCENT or not following or not _BY.search(role.before):
        return None
    new = following[0]
    if new.kind is not Kind.PERCENT or not _NEW.fullmatch(between(text, figure, new)):
        return None
    for source in sources:
        for place, _ in find_related(new, source):
            for beside in source.indexes_by_sentence[source.sentence_numbers[place]]:
                old = source.figures[beside]
                if old.kind is Kind.PERCENT and is_pair(new, old) and _is_gap(figure, new, old):
                    gap = f"{abs(new.values[0] - old.values[0]):f}"
                    return FigureCheck(
                        figure=figure, verdict=Verdict.ALTERED, severity=Severity.ERROR,
                        rule="EB_UNIT", evidence=(evidence(source, beside),),
                        reason=f"From {old.text} to {new.text} is {gap} percentage points, "
                        f"not {figure.text}.",
                    )  # fmt: skip
    return None


def _is_gap(figure: Figure, new: Figure, old: Figure) -> bool:
    """Is the figure the two rates' difference, and not their change in percent as well?"""
    gap = abs(new.values[0] - old.values[0])
    change = gap * 100 / old.values[0]
    said, half = abs(figure.values[0]), figure.step / 2
    return abs(gap - said) <= half and abs(change - said) > half


def _prints_too(support: Support, new: Figure, old: Figure) -> bool:
    """Does the source's sentence print both rates beside the value, and call it a change?"""
    if not _BY.search(support.role.before):
        return False
    inside = support.source.indexes_by_sentence.get(support.role.sentence, ())
    values = {value for i in inside for value in support.source.figures[i].values}
    return {new.values[0], old.values[0]} <= values


_EVERY = re.compile(
    r"(?:-| )?(?:[a-z%]+ ){0,2}?(?:a|an|per|each|every)[ -]"
    r"(?P<per>second|minute|hour|day|week|month|quarter|year|dose|share|person|head|patient|"
    r"household)\b(?! (?:earlier|ago|before|later|on|after|old|over)\b)"
    r"|/(?P<slash>day|week|month|year|h|min)\b"
)


def find_other_per(index: int, text: Source, supports: Sequence[Support]) -> FigureCheck | None:
    """The finding where text and source both say what the value is for, and not the same."""
    figure, role = text.figures[index], text.roles[index]
    said = _per(role.after)
    if not said or not supports:
        return None
    found = [_per(s.role.after) for s in supports]
    if not all(found) or said in found:
        return None
    best = supports[0]
    return FigureCheck(
        figure=figure, verdict=Verdict.ALTERED, severity=Severity.ERROR, rule="EB_UNIT",
        reason=f"The source says {best.figure.text} a {found[0]}, not a {said}.",
        evidence=(evidence(best.source, best.at),),
    )  # fmt: skip


def _per(after: str) -> str:
    """What an amount is said to be for: `week` in ` gallons a week`."""
    m = _EVERY.match(after)
    return (m["per"] or m["slash"] or "") if m else ""
