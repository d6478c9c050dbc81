"""The value is there, but more than the source says: a bound, a doubt or an expectation is gone.

What is gone from before the figure may stand in other words of its sentence: `could run to 42
million` keeps `up to`, `is due in 2031` keeps `expects`. Then nothing is dropped.
"""

import re
from collections.abc import Sequence

from pipeline.figures import word_lists
from pipeline.figures.conflict import CLOCK, drops_bound
from pipeline.figures.kept import (
    has_achieved,
    has_happened,
    is_bounded_beside,
    is_told,
    keeps_bound,
    keeps_expectation,
    keeps_hedge,
)
from pipeline.figures.relation import LOOSE, Strength
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
    if figure.kind is Kind.DATE or role.before.rstrip().endswith(CLOCK):
        return None  # `at week 52`, `on 3 May`: what is doubted is what was seen then
    if role.status is Status.UNVERIFIED or role.words & _CLAIMED:
        return None
    if min(s.role.status for s in fair) is Status.UNVERIFIED:
        reason = f"The source calls {best.figure.text} unverified; the text does not say so."
        return _overstated(figure, best, "EB_UNVERIFIED", reason, Severity.ERROR)
    vouched = _VOUCHED.search(role.before[-28:]) or _VOUCHED.search(role.after[:28])
    if vouched and all(_is_doubted(s) for s in fair):
        reason = f"The text calls {figure.text} {vouched[0]}; the source says that it is not yet."
        return _overstated(figure, best, "EB_UNVERIFIED", reason, Severity.ERROR)
    return None


_CLAIMED = stems("claims alleges accuses disputes denies")
"""Who says that somebody claims it does not vouch for it."""
_VOUCHED = re.compile(r"(?<!not )(?<!yet )\b(?:confirmed|verified|adjudicated|audited|cleaned)\b")
_DOUBTED = re.compile(
    r"\b(?:not|never|yet to)(?: yet)?(?: been| be)?(?: independently| fully| centrally)? "
    r"(?:confirmed|verified|adjudicated|audited|cleaned|checked|reviewed)\b|"
    r"\bun(?:confirmed|verified|adjudicated|audited|cleaned)\b"
)
"""The source says of what it prints that nobody has vouched for it so far."""


def _is_doubted(support: Support) -> bool:
    """Does the source's sentence say so, and of nothing that somebody has vouched for it?"""
    span = support.source.sentences[support.role.sentence]
    rest, doubts = _DOUBTED.subn("", support.source.text[span.start : span.end].lower())
    return doubts > 0 and _VOUCHED.search(rest) is None


def check_bound(
    figure: Figure, role: Role, best: Support, supports: Sequence[Support]
) -> FigureCheck | None:
    """A bound dropped (`more than 1,300` to `1,300`) or put where the source prints none."""
    if best.figure.kind in (Kind.GRADE, Kind.LINE) and figure.kind is best.figure.kind:
        if figure.bound is best.figure.bound:
            return None
        reason = f"The source says {with_hedge(best.figure)}, which is not {with_hedge(figure)}."
        severity = Severity.NOTE if figure.bound in _BELOW else Severity.WARN
        return _overstated(figure, best, "EB_BOUND", reason, severity)
    is_share = figure.kind is Kind.PROPORTION and figure.is_words
    if is_share and not role.near & best.role.words:
        return None  # `half` of another thing
    if _adds_bound(figure, supports):
        reason = f"The source says {with_hedge(best.figure)}, not {with_hedge(figure)}."
        return _overstated(figure, best, "EB_BOUND", reason, _weight(figure, best, supports))
    if not drops_bound(figure, best.figure) or keeps_bound(role, best.figure.bound):
        return None
    plain = [s for s in supports if not s.conflicts and s.figure.bound is Bound.EXACTLY]
    reason = f"The source says {with_hedge(best.figure)}; the bound is gone."
    severity = Severity.NOTE if plain else Severity.ERROR
    return _overstated(figure, best, "EB_BOUND_DROPPED", reason, severity)


_BELOW = frozenset({Bound.AT_MOST, Bound.LESS})
"""`none above grade 2` of `grade 1 or 2`; `most below grade 3` of `a few had grade 3 or higher`."""
_STRICT = {Bound.MORE: 1, Bound.LESS: -1, Bound.NEARLY: -1}


def _adds_bound(figure: Figure, supports: Sequence[Support]) -> bool:
    """`more than 500` where the source prints 500, or nearly 500, and not more of the same thing.

    Of what: whichever place shares most words; `more than 34 children` is no 36 of some table.
    """
    side = _STRICT.get(figure.bound)
    same = [s for s in supports if s.relation.strength is Strength.EXACT]
    if side is None or not same:
        return False
    like = max(s.similarity for s in same)
    others = [s for s in supports if s.relation.strength is not Strength.EXACT]
    meant = [s for s in others if s.figure.kind is Kind.PROPORTION or s.similarity >= like]
    if any(_may_exceed(figure, s, side) for s in meant):
        return False
    return not any(
        _STRICT.get(s.figure.bound) == side or is_bounded_beside(s.role, figure.bound) for s in same
    )


def _may_exceed(figure: Figure, support: Support, side: int) -> bool:
    """May a value that the figure rounds or follows from lie on its side: 216 of 240 is just 90%?

    The whole of `5 of 38` is 38 and no more.
    """
    other = support.figure
    if other.kind is not Kind.PROPORTION or other.part is None or not other.whole:
        return True
    if figure.kind is Kind.PERCENT:
        return (other.part * 100 / other.whole - figure.values[0]) * side > 0
    return figure.values[0] != other.whole


_SAME_SIDE = {1: Bound.AT_LEAST, -1: Bound.AT_MOST}


def _weight(figure: Figure, best: Support, supports: Sequence[Support]) -> Severity:
    """Wrong where the source says the opposite; nearly right where it says `at least`."""
    if _is_opposed(figure, best):
        return Severity.ERROR
    nearly = _SAME_SIDE[_STRICT[figure.bound]]
    if any(s.figure.bound is nearly for s in supports):
        return Severity.NOTE
    is_exact = figure.bound is Bound.MORE and not best.figure.approximate
    return Severity.ERROR if is_exact and _is_counted_out(figure, supports) else Severity.WARN


def _is_counted_out(figure: Figure, supports: Sequence[Support]) -> bool:
    """Is it a count to the last one, 119 and not some 100, or a share that n of N gives?

    A count of two digits or more that are no trailing zeros, 180 or 16,000, is no round one.
    """
    if figure.kind in (Kind.COUNT, Kind.NUMBER):
        digits = figure.values[0].normalize().as_tuple().digits
        return len(digits) > 1 and not any(s.figure.is_words for s in supports)
    return figure.kind is Kind.PERCENT and any(s.figure.kind is Kind.PROPORTION for s in supports)


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
    """What the source only expects, said as if it were so.

    Said of what has happened it is wrong, or to be looked at; in the present tense, a note.
    """
    fair = [s for s in supports if not s.conflicts]
    if min(s.role.status for s in fair) < Status.EXPECTED or role.status >= Status.EXPECTED:
        return None
    if all(is_told(s.role) for s in fair):
        return None  # `two months later than planned, the rate was 12%`
    if best.figure.kind is Kind.PROPORTION and figure.values == (best.figure.whole,):
        return None  # `to cut 48 of its 230 jobs`: the 230 are there
    achieved = figure.kind is Kind.PERCENT and has_achieved(role)
    is_past = has_happened(role, figure.kind) or achieved
    foretold = bool(role.words & _FORETOLD)
    if not is_past and (_is_plain(figure) or foretold or keeps_expectation(role)):
        return None
    reason = f"The source only expects or conditions {best.figure.text}; the text states it."
    is_sure = is_past and not foretold and (figure.kind in _HAPPENS or achieved)
    if is_sure and achieved and not role.near & best.role.words:
        is_sure = False  # another rate that happens to be as high
    severity = Severity.ERROR if is_sure else Severity.WARN if is_past else Severity.NOTE
    return _overstated(figure, best, "EB_EXPECTATION_DROPPED", reason, severity)


_FORETOLD = stems(" ".join(word_lists.words("bounds", "foretold")))
_HAPPENS = frozenset({Kind.DATE, Kind.COUNT, Kind.NUMBER, Kind.MONEY})
"""Kinds that tell when something happened, to how many, for how much."""


def _is_plain(figure: Figure) -> bool:
    return figure.kind in LOOSE or figure.kind in (Kind.LINE, Kind.GRADE, Kind.AGE)


def check_hedge(
    figure: Figure, role: Role, best: Support, supports: Sequence[Support]
) -> FigureCheck | None:
    """`about` dropped before an equal value: worth a look, unless printed plain elsewhere."""
    if not best.figure.approximate or figure.approximate or figure.bound is not Bound.EXACTLY:
        return None
    if best.relation.strength is Strength.DERIVED and figure.kind is not best.figure.kind:
        return None  # `26 of 43` for about 60%, or the 260 of `about 70 of its 260`
    if keeps_hedge(role):
        return None
    plain = [s for s in supports if not s.conflicts and not s.figure.approximate]
    reason = f"The source says {with_hedge(best.figure)}."
    severity = Severity.NOTE if plain or _is_printed_finely(best.figure) else Severity.WARN
    passed = pass_figure(figure, best)
    return passed.model_copy(
        update={"severity": severity, "rule": "EB_HEDGE_DROPPED", "reason": reason,
                "fix": with_hedge(best.figure)}
    )  # fmt: skip


def _is_printed_finely(figure: Figure) -> bool:
    """`some 31.4 million`: the number itself is given to three digits, and `some` is style."""
    digits = re.sub(r"\D", "", figure.text).strip("0")
    return figure.hedge.lower() == "some" and len(digits) >= 2


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
