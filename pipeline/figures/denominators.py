"""What the words right behind a percentage make of it: of whom, of what, above what, in points."""

import re
from collections.abc import Sequence
from decimal import Decimal

from pipeline.figures.relation import LOOSE
from pipeline.figures.support import Support, evidence
from schemas.figure import Figure, Kind
from schemas.source import Role
from schemas.verdict import FigureCheck, Severity, Verdict


def check_denominator(
    figure: Figure, role: Role, best: Support, supports: Sequence[Support]
) -> FigureCheck | None:
    """`33% of the 25 patients`, where the source's 33% is of another group than its 25."""
    m = _OF_MANY.match(role.after) if figure.kind is Kind.PERCENT else None
    if m is None:
        return None
    size = Decimal(m["n"])
    bases = [base for base in map(_own_base, supports) if base is not None]
    known = len(bases) == len(supports) or not any(_holds(s, size) for s in supports)
    if bases and size not in bases and known:
        return _other_base(figure, best, f"{bases[0]:f}")
    if any(_holds(s, size) for s in supports):
        return None
    holders = [
        (i, r) for i, r in enumerate(best.source.roles)
        if best.source.figures[i].values == (size,) and best.source.figures[i].kind in LOOSE
    ]  # fmt: skip
    apart = [i for i, r in holders if r.population and best.role.population
             and r.population != best.role.population]  # fmt: skip
    if not holders:
        return None
    certain = len(apart) == len([1 for _, r in holders if r.population]) > 0
    return FigureCheck(
        figure=figure, verdict=Verdict.MISATTRIBUTED if certain else Verdict.UNCLEAR,
        severity=Severity.ERROR if certain else Severity.WARN,
        rule="EB_DENOMINATOR",
        reason=f"The source does not say {best.figure.text} of those {m['n']}.",
        evidence=(evidence(best.source, best.at), evidence(best.source, holders[0][0])),
    )  # fmt: skip


def _own_base(support: Support) -> Decimal | None:
    """The number of people that the source prints with its percentage: `of 24`, `(7/12)`."""
    m = _OF_MANY.match(support.role.after)
    if m is not None:
        return Decimal(m["n"])
    for fact in support.source.facts:
        if support.at in fact.mentions:
            wholes = {support.source.figures[i].whole for i in fact.mentions} - {None}
            return next(iter(wholes)) if len(wholes) == 1 else None
    return None


def _other_base(figure: Figure, best: Support, size: str) -> FigureCheck:
    return FigureCheck(
        figure=figure, verdict=Verdict.MISATTRIBUTED, severity=Severity.ERROR,
        rule="EB_DENOMINATOR", reason=f"The source says {best.figure.text} of {size}.",
        evidence=(evidence(best.source, best.at),),
    )  # fmt: skip


def _holds(support: Support, size: Decimal) -> bool:
    """Does the supporting sentence give this size for a group that is not another one?"""
    mine = support.role.population
    for figure, role in zip(support.source.figures, support.source.roles, strict=True):
        apart = bool(mine) and bool(role.population) and mine != role.population
        if role.sentence == support.role.sentence and size in figure.values and not apart:
            return True
    return False


_OF_MANY = re.compile(
    r" (?:of|in|among) (?:the |all |these |its )?(?P<n>\d{1,5})(?:-patient\b| (?:\w+ ){0,3}?"
    r"(?:patients|participants|people|subjects|women|men|children|adults)\b)"
)


def check_base(
    figure: Figure, role: Role, best: Support, supports: Sequence[Support]
) -> FigureCheck | None:
    """What the words right behind a percentage make of it: of what, above what, in points."""
    if figure.kind is not Kind.PERCENT or best.figure.kind is not Kind.PERCENT:
        return None
    said, found = role.after, best.role.after
    if _ABOVE.match(found) and _OF_BASE.match(said):
        reason = f"The source says {best.figure.text} above, which is not {figure.text} of."
    elif _ABOVE.match(said) and (
        _OF_USUAL.match(found) or (_OF_ANY.match(found) and figure.values[0] > 100)
    ):
        reason = f"The source says {best.figure.text} of it, which is not {figure.text} above it."
    elif _is_nested(role) and not _OF_THOSE.match(found) and not _follows_same(role, best):
        reason = f"The source does not say {best.figure.text} of those: its denominator is another."
    elif _ABSOLUTE.match(found) and not _DIFFERENCE.search(said + " " + role.before):
        reason = f"The source's {best.figure.text} is an absolute difference: percentage points."
    else:
        return None
    return FigureCheck(
        figure=figure, verdict=Verdict.ALTERED, severity=Severity.ERROR, rule="EB_UNIT",
        reason=reason, evidence=(evidence(best.source, best.at),),
    )  # fmt: skip


_ABOVE = re.compile(r" (?:above|higher|more|over|greater|below|lower|less|premium|discount)\b")
_OF_BASE = re.compile(r" of (?:the|its|a|their|normal|average|last|previous)\b")
_OF_USUAL = re.compile(r" of (?:the |its |their )?(?:[\w-]+ ){0,2}(?:normal|average|usual|norm)\b")
_OF_ANY = re.compile(r" of [a-z]")
_NESTED = re.compile(
    r" of (?:(?:them|whom)\b(?! (?:on|in|at|under)\b)"
    r"|(?:those|these)(?= (?:were|was|had|have|has|did|died|responded|reported|showed|achieved"
    r"|reached|stayed|remained|went|are|is|cases|events|infections|reactions|deaths|responses)\b"
    r"|[.,;)]|$))"
)
"""`of those, 40%`, `40% of them were`: points back; `of those on placebo` says itself of whom."""
_CASES = re.compile(r" of (?:those|these) (?:cases|events|infections|reactions|deaths|responses)\b")
_OF_THOSE = re.compile(r" of (?:them|whom|those|these)\b")
_COUNTED = re.compile(
    r"\d(?:%| per ?cent\b| (?:[a-z-]+ )?"
    r"(?!(?:hours|days|weeks|months|years|points|times|doses|units)\b)[a-z-]{3,}(?:s|people|men)\b)"
)


def _is_nested(role: Role) -> bool:
    """Does `of those` point back to a share or to so many of something, right before it?

    `people on tablets, 24% of whom responded` names its group and counts nobody: nothing is nested.
    """
    if not _NESTED.match(role.after):
        return False
    return bool(_CASES.match(role.after) or _COUNTED.search(role.before))


_NUMBER = re.compile(r"(?<![\d.,])\d+(?:[.,]\d+)*(?![\d%]| ?%| per ?cent)")


def _follows_same(role: Role, best: Support) -> bool:
    """Is the number that `of them` points back to the one of the source's own sentence?

    `5,900 homes, 30% of them affordable` for `5,900 homes, of which 1,770, or 30%, were`.
    """
    said = _NUMBER.findall(role.before)
    sentence = best.source.sentences[best.role.sentence].cut(best.source.text)
    is_nearest = bool(said) and "%" not in role.before.rpartition(said[-1])[2]
    return is_nearest and said[-1] in _NUMBER.findall(sentence)


_ABSOLUTE = re.compile(r" absolute\b| (?:difference|gap|point)\b")
_DIFFERENCE = re.compile(r"\b(?:absolute|difference|gap|points?|pp)\b")
