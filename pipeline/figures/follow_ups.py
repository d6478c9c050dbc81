"""Is a point in time told as how long people were followed?

`At month 24` says when something was measured; a median follow-up of 24 months says how long half
of the people were followed, which is another thing. In: a checked figure and the places that print
its value. Out: a finding, where each place is a point in time and none speaks of a follow-up.
"""

import re
from collections.abc import Sequence

from pipeline.figures.glyphs import shade_once
from pipeline.figures.support import Support, evidence, give_to
from schemas.figure import Kind
from schemas.source import Source
from schemas.verdict import FigureCheck, Severity, Verdict

_FOLLOWED = re.compile(r"\bfollow(?:-?ups?\b|ed\b|ing\b| up\b)")
_CENTRE_BEFORE = re.compile(r"\b(median|mean|average)\b[^.;,]{0,34}$")
_POINT_BEFORE = re.compile(
    r"\b(?:at|by|through|to|after|until|months?|weeks?|years?|days?) (?:about )?$"
)
_POINT = re.compile(r"(?:months?|weeks?|years?|days?)[ -]\d")


def find_no_follow_up(index: int, text: Source, supports: Sequence[Support]) -> FigureCheck | None:
    """The finding where figure `index` is told as a median follow-up and is only a time point."""
    figure, role = text.figures[index], text.roles[index]
    if figure.kind is not Kind.DURATION or not supports:
        return None
    if not _CENTRE_BEFORE.search(role.before) or not _FOLLOWED.search(role.before + role.after):
        return None
    if not all(_is_point(support) for support in supports):
        return None
    best = supports[0]
    reason = f"In the source {best.figure.text} is when something was measured, not a follow-up"
    told = {i for s in supports for i in _follow_ups(s.source)}
    if len(told) == 1 and len({s.source.id for s in supports}) == 1:
        other = told.pop()
        its = best.source.figures[other].text
        return give_to(figure, best, other, f"{reason}; that is {its}.")
    return FigureCheck(
        figure=figure, verdict=Verdict.MISATTRIBUTED, severity=Severity.ERROR,
        rule="EB_MISATTRIBUTED", reason=f"{reason}.", evidence=(evidence(best.source, best.at),),
    )  # fmt: skip


def _is_point(support: Support) -> bool:
    """Is it `month 24` or `at 24 months`, in a sentence that tells of no follow-up?"""
    source, role = support.source, support.role
    span = source.sentences[role.sentence]
    if _FOLLOWED.search(shade_once(source).low, span.start, span.end):
        return False
    return bool(_POINT.match(support.figure.text.lower()) or _POINT_BEFORE.search(role.before))


def _follow_ups(source: Source) -> list[int]:
    """The lengths of time that a source gives as a median or mean follow-up."""
    return [
        i for i in source.indexes_by_kind.get(Kind.DURATION, ())
        if _CENTRE_BEFORE.search(source.roles[i].before)
        and _FOLLOWED.search(source.roles[i].before + source.roles[i].after)
    ]  # fmt: skip
