"""The value is there, but more than the source says: a bound, a doubt or an expectation is gone."""

import re
from collections.abc import Sequence

from pipeline.figures.conflict import CLOCK, drops_bound
from pipeline.figures.relate import LOOSE, Strength
from pipeline.figures.sentences import stems
from pipeline.figures.support import Support, evidence, pass_figure, with_hedge
from schemas.figure import Bound, Figure, Kind
from schemas.source import Role, Status
from schemas.verdict import FigureCheck, Severity, Verdict


def check_unverified(
    figure: Figure, role: Role, best: Support, supports: Sequence[Support]
) -> FigureCheck | None:
    """A figure the source calls unverified must be called so where it is used."""
    fair = [s for s in supports if not s.conflicts]
    if role.before.rstrip().endswith(CLOCK):
        return None  # `at week 52`: what is doubted is what was seen then
    if (
        role.status is Status.UNVERIFIED
        or min(s.role.status for s in fair) is not Status.UNVERIFIED
    ):
        return None
    reason = f"The source calls {best.figure.text} unverified; the text does not say so."
    return _overstated(figure, best, "EB_UNVERIFIED", reason, Severity.ERROR)


def check_bound(
    figure: Figure, role: Role, best: Support, supports: Sequence[Support]
) -> FigureCheck | None:
    """A bound dropped (`more than 1,300` to `1,300`) or put where the source prints none."""
    if best.figure.kind in (Kind.GRADE, Kind.LINE) and figure.kind is best.figure.kind:
        if figure.bound is best.figure.bound:
            return None
        reason = f"The source says {with_hedge(best.figure)}, which is not {with_hedge(figure)}."
        return _overstated(figure, best, "EB_BOUND", reason, Severity.WARN)
    if _adds_bound(figure, supports):
        reason = f"The source says {with_hedge(best.figure)}, not {with_hedge(figure)}."
        severity = Severity.ERROR if _is_opposed(figure, best) else Severity.WARN
        return _overstated(figure, best, "EB_BOUND", reason, severity)
    if not drops_bound(figure, best.figure) or _CAPPED.search(f"{role.before} {role.after}"):
        return None
    plain = [s for s in supports if not s.conflicts and s.figure.bound is Bound.EXACTLY]
    reason = f"The source says {with_hedge(best.figure)}; the bound is gone."
    severity = Severity.NOTE if plain else Severity.ERROR
    return _overstated(figure, best, "EB_BOUND_DROPPED", reason, severity)


_CAPPED = re.compile(r"\b(?:cap(?:s|ped)?|limit(?:s|ed)?|maximum|max|minimum|ceiling|floor)\b")
"""A bound told by another word."""
_STRICT = {Bound.MORE: 1, Bound.LESS: -1, Bound.NEARLY: -1}


def _adds_bound(figure: Figure, supports: Sequence[Support]) -> bool:
    """`more than 500` where the source prints 500, or nearly 500, and nowhere more than that."""
    side = _STRICT.get(figure.bound)
    same = [s.figure for s in supports if s.relation.strength is Strength.EXACT]
    if side is None or not same or len(same) < len(supports):
        return False
    return all(_STRICT.get(other.bound) != side for other in same)


def _is_opposed(figure: Figure, best: Support) -> bool:
    """Does the source print the same value elsewhere with a bound on the other side?"""
    side = _STRICT[figure.bound]
    return any(
        _STRICT.get(other.bound) == -side and other.values == figure.values
        and (other.kind, other.unit) == (figure.kind, figure.unit)
        for other in best.source.figures
    )  # fmt: skip


def check_expectation(
    figure: Figure, role: Role, best: Support, supports: Sequence[Support]
) -> FigureCheck | None:
    """What the source only expects, said as if it were so."""
    fair = [s for s in supports if not s.conflicts]
    if min(s.role.status for s in fair) < Status.EXPECTED or role.status >= Status.EXPECTED:
        return None
    is_past = _PAST.search(role.before) is not None
    plain = figure.kind in LOOSE or figure.kind in (Kind.LINE, Kind.GRADE, Kind.AGE)
    if plain and not is_past:
        return None
    reason = f"The source only expects or conditions {best.figure.text}; the text states it."
    foretold = role.words & _FORETOLD or figure.kind not in _HAPPENS
    severity = Severity.ERROR if is_past and not foretold else Severity.WARN
    return _overstated(figure, best, "EB_EXPECTATION_DROPPED", reason, severity)


_FORETOLD = stems(
    "expected forecast guidance target outlook estimated projected planned predicted odds chance"
)
_HAPPENS = frozenset({Kind.DATE, Kind.COUNT, Kind.NUMBER, Kind.MONEY})
"""Kinds that tell when something happened, to how many, for how much."""
_PAST = re.compile(
    r"\b(?:was|were|has|have|had|did|began|started|filed|raised|won|received|reached|launched|"
    r"completed|finished|enrolled|opened|approved|reported|lasted|fell|rose|grew)\b"
)
"""What happened is told in the past; a plan told so is no plan any more."""


def check_hedge(
    figure: Figure, role: Role, best: Support, supports: Sequence[Support]
) -> FigureCheck | None:
    """`about` dropped before an equal value: worth a look, unless printed plain elsewhere."""
    if not best.figure.approximate or figure.approximate or figure.bound is not Bound.EXACTLY:
        return None
    plain = [s for s in supports if not s.conflicts and not s.figure.approximate]
    reason = f"The source says {with_hedge(best.figure)}."
    severity = Severity.NOTE if plain else Severity.WARN
    passed = pass_figure(figure, best)
    return passed.model_copy(
        update={"severity": severity, "rule": "EB_HEDGE_DROPPED", "reason": reason,
                "fix": with_hedge(best.figure)}
    )  # fmt: skip


def _overstated(
    figure: Figure, best: Support, rule: str, reason: str, severity: Severity
) -> FigureCheck:
    if severity is not Severity.ERROR:
        # The figure stands; a person is told what is missing beside it.
        return pass_figure(figure, best).model_copy(
            update={"severity": severity, "rule": rule, "reason": reason}
        )
    return FigureCheck(
        figure=figure, verdict=Verdict.OVERSTATED, severity=severity, rule=rule, reason=reason,
        evidence=(evidence(best.source, best.at),),
        fix=with_hedge(best.figure) if rule == "EB_BOUND_DROPPED" else "",
    )  # fmt: skip
