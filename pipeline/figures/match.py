"""One figure of the checked text against every figure of the sources, to one verdict.

In this order: is the value there at all, and if so is it said of the same thing; if not, does the
closed list of derivations give it; if not, what stands in the source where it should be.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from pipeline.figures.conflict import NAMES, Conflict, conflicts, drops_bound, similarity, spell
from pipeline.figures.derive import derive
from pipeline.figures.relate import LOOSE, Relation, Strength, relate
from schemas.figure import Bound, Figure, Kind
from schemas.source import Role, Source, Status
from schemas.text import Evidence
from schemas.verdict import FigureCheck, Severity, Verdict


class Support(NamedTuple):
    """A source figure whose value supports a checked figure."""

    source: Source
    at: int
    relation: Relation
    conflicts: tuple[Conflict, ...]
    similarity: int

    @property
    def figure(self) -> Figure:
        """The supporting figure."""
        return self.source.figures[self.at]

    @property
    def role(self) -> Role:
        """What the source says of it."""
        return self.source.roles[self.at]


def match_figure(index: int, text: Source, sources: Sequence[Source]) -> FigureCheck:
    """The verdict on figure `index` of `text`."""
    figure, role = text.figures[index], text.roles[index]
    supports = _supports(figure, role, sources)
    if any(not s.conflicts or s.relation.strength > Strength.DERIVED for s in supports):
        best = max(
            supports,
            key=lambda s: (-len(s.conflicts), s.relation.strength, s.similarity, -s.at),
        )
        return _judge(figure, role, best, supports, text)
    for source in sources:
        derived = derive(figure, role, source)
        if derived is not None:
            spans = tuple(evidence(source, i) for i in derived.indexes)
            return FigureCheck(
                figure=figure, verdict=Verdict.DERIVED, severity=Severity.NONE, rule="EB_DERIVED",
                reason=f"Follows from the source: {derived.formula}.", evidence=spans,
                formula=derived.formula,
            )  # fmt: skip
    return _unsupported(figure, role, sources)


def evidence(source: Source, index: int) -> Evidence:
    """The words of one source figure, with its hedge where that stands right before it."""
    figure = source.figures[index]
    return Evidence(source_id=source.id, span=figure.span, text=figure.text)


def _supports(figure: Figure, role: Role, sources: Sequence[Source]) -> list[Support]:
    found = []
    for source in sources:
        for index, other in enumerate(source.figures):
            relation = relate(figure, other)
            if relation.strength is Strength.NONE:
                continue
            its = source.roles[index]
            clash = conflicts(figure, role, other, its)
            found.append(Support(source, index, relation, clash, similarity(role, its)))
    return found


def _judge(
    figure: Figure, role: Role, best: Support, supports: Sequence[Support], text: Source
) -> FigureCheck:
    if best.conflicts:
        return _misattributed(figure, best)
    swapped = (
        _other_arm(figure, role, best)
        or _swapped(figure, role, best, supports)
        or _elsewhere(figure, role, best, supports)
    )
    if swapped is not None:
        return swapped
    for rule in (_wording, _denominator, _unverified, _bound, _expectation, _hedge):
        finding = rule(figure, role, best, supports)
        if finding is not None:
            return finding
    return _passed(figure, best)


def _passed(figure: Figure, best: Support) -> FigureCheck:
    verdict, rule, reason = {
        Strength.EXACT: (Verdict.EXACT, "EB_EXACT", "The source prints the same."),
        Strength.ROUNDED: (
            Verdict.ROUNDED,
            "EB_ROUNDED",
            f"A fair rounding of {best.figure.text}.",
        ),
        Strength.DERIVED: (Verdict.DERIVED, "EB_DERIVED", f"Follows from {best.relation.formula}."),
    }[best.relation.strength]
    return FigureCheck(
        figure=figure, verdict=verdict, severity=Severity.NONE, rule=rule, reason=reason,
        evidence=(evidence(best.source, best.at),), formula=best.relation.formula,
    )  # fmt: skip


def _misattributed(figure: Figure, best: Support) -> FigureCheck:
    clash = best.conflicts[0]
    certain = (
        len(best.conflicts) > 1
        or _is_other_cut(clash)
        or clash.name
        in (
            "measure",
            "grade",
            "arm",
            "comparator",
            "product",
        )
    )
    found = f"In the source {best.figure.text} is said of another {NAMES[clash.name]}"
    return FigureCheck(
        figure=figure,
        verdict=Verdict.MISATTRIBUTED if certain else Verdict.UNCLEAR,
        severity=Severity.ERROR if certain else Severity.WARN,
        rule="EB_MISATTRIBUTED" if certain else "EB_UNCLEAR",
        reason=f"{found}: {spell(clash.found)}, not {spell(clash.said)}.",
        evidence=(evidence(best.source, best.at),),
    )


def _other_arm(figure: Figure, role: Role, best: Support) -> FigureCheck | None:
    """Said of a control arm, where the source's sentence gives that arm another value."""
    if not role.arm or best.role.arm == role.arm or figure.kind is not best.figure.kind:
        return None
    for index, (other, its) in enumerate(zip(best.source.figures, best.source.roles, strict=True)):
        if (
            its.sentence != best.role.sentence
            or its.arm != role.arm
            or other.kind is not figure.kind
        ):
            continue
        if other.unit == best.figure.unit and other.values != best.figure.values:
            return FigureCheck(
                figure=figure, verdict=Verdict.MISATTRIBUTED, severity=Severity.ERROR,
                rule="EB_MISATTRIBUTED",
                reason=f"The source gives the {role.arm} arm {other.text}, not {best.figure.text}.",
                evidence=(evidence(best.source, best.at), evidence(best.source, index)),
                fix=other.text,
            )  # fmt: skip
    return None


def _is_other_cut(clash: Conflict) -> bool:
    """Two cuts are surely two where both carry a meeting's year or one is said to be separate."""
    if clash.name != "cut":
        return False
    both = (clash.said, clash.found)
    return all(any(c.isdigit() for c in k) for k in both) or any(
        k.startswith(("separate", "earlier", "later")) for k in both
    )


def _swapped(
    figure: Figure, role: Role, best: Support, supports: Sequence[Support]
) -> FigureCheck | None:
    """Do the words around the figure belong to another figure of the source's sentence?

    The rival stands in the same sentence with the same kind and unit and another value; the words
    beside it and not beside ours are in the checked clause, and ours are not.
    """
    if best.figure.kind not in (Kind.PERCENT, Kind.PROPORTION, Kind.QUANTITY, Kind.NUMBER,
                                Kind.MONEY, Kind.SCORE, Kind.DATE):  # fmt: skip
        return None
    said = role.near
    for index, other in enumerate(best.source.figures):
        its = best.source.roles[index]
        if its.sentence != best.role.sentence or other.kind is not best.figure.kind:
            continue
        same = (other.values, other.first) == (best.figure.values, best.figure.first)
        if other.unit != best.figure.unit or same:
            continue
        mine, theirs = best.role.near - its.near, its.near - best.role.near
        if _is_theirs(said, mine, theirs):
            if any(s.role.sentence != best.role.sentence for s in supports):
                return None
            word = "the source gives " + other.text + " there"
            return FigureCheck(
                figure=figure, verdict=Verdict.MISATTRIBUTED, severity=Severity.ERROR,
                rule="EB_MISATTRIBUTED",
                reason=f"In the source {best.figure.text} is said of something else; {word}.",
                evidence=(evidence(best.source, best.at), evidence(best.source, index)),
                fix=other.text,
            )  # fmt: skip
    return None


_ANYONE = frozenset({"patien", "partic", "people", "person", "subjec", "group"})
"""Stems that stand beside too many figures to tell one from another."""


def _elsewhere(
    figure: Figure, role: Role, best: Support, supports: Sequence[Support]
) -> FigureCheck | None:
    """Do the words beside the figure stand beside another value of the source, and not this one?

    At least three of them, and most, must be the other's; ours may share none, in any sentence
    that prints the value.
    """
    if figure.kind not in (Kind.PERCENT, Kind.PROPORTION, Kind.POINTS):
        return None
    said = role.near - _ANYONE
    if any(said & s.role.words for s in supports) or len(said) < 3:
        return None
    for index, other in enumerate(best.source.figures):
        shared = said & best.source.roles[index].words
        if other.kind is not figure.kind or other.values == best.figure.values:
            continue
        if len(shared) >= 3 and len(shared) * 2 > len(said):
            return FigureCheck(
                figure=figure, verdict=Verdict.MISATTRIBUTED, severity=Severity.ERROR,
                rule="EB_MISATTRIBUTED",
                reason=f"In the source {best.figure.text} is said of something else; "
                f"with these words it gives {other.text}.",
                evidence=(evidence(best.source, best.at), evidence(best.source, index)),
                fix=other.text,
            )  # fmt: skip
    return None


def _is_theirs(said: frozenset[str], mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Do the checked words hold most of what marks the rival, and far less of what marks ours?"""
    rival, own = len(theirs & said), len(mine & said)
    if not mine or not rival or rival * 2 < len(theirs):
        return False
    return own == 0 or (len(mine) > 1 and rival * len(mine) >= 2 * own * len(theirs))


def _denominator(
    figure: Figure, role: Role, best: Support, supports: Sequence[Support]
) -> FigureCheck | None:
    """`33% of the 25 patients`, where the source's 33% is of another group than its 25."""
    m = _OF_MANY.match(role.after) if figure.kind is Kind.PERCENT else None
    if m is None:
        return None
    size = Decimal(m["n"])
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


def _wording(
    figure: Figure, role: Role, best: Support, supports: Sequence[Support]
) -> FigureCheck | None:
    """What the words right behind a percentage make of it: of what, above what, in points."""
    if figure.kind is not Kind.PERCENT or best.figure.kind is not Kind.PERCENT:
        return None
    said, found = role.after, best.role.after
    if _ABOVE.match(found) and _OF_BASE.match(said):
        reason = f"The source says {best.figure.text} above, which is not {figure.text} of."
    elif _NESTED.match(said) and not _NESTED.match(found):
        reason = f"The source does not say {best.figure.text} of those: its denominator is another."
    elif _ABSOLUTE.match(found) and not _DIFFERENCE.search(said + " " + role.before):
        reason = f"The source's {best.figure.text} is an absolute difference: percentage points."
    else:
        return None
    return FigureCheck(
        figure=figure, verdict=Verdict.ALTERED, severity=Severity.ERROR, rule="EB_UNIT",
        reason=reason, evidence=(evidence(best.source, best.at),),
    )  # fmt: skip


_ABOVE = re.compile(r" (?:above|higher|more|over|greater|below|lower|less)\b")
_OF_BASE = re.compile(r" of (?:the|its|a|their)\b")
_NESTED = re.compile(r" of (?:those|these|them|whom)\b")
_ABSOLUTE = re.compile(r" absolute\b| (?:difference|gap|point)\b")
_DIFFERENCE = re.compile(r"\b(?:absolute|difference|gap|points?|pp)\b")


def _unverified(
    figure: Figure, role: Role, best: Support, supports: Sequence[Support]
) -> FigureCheck | None:
    """A figure the source calls unverified must be called so where it is used."""
    fair = [s for s in supports if not s.conflicts]
    if (
        role.status is Status.UNVERIFIED
        or min(s.role.status for s in fair) is not Status.UNVERIFIED
    ):
        return None
    reason = f"The source calls {best.figure.text} unverified; the text does not say so."
    return _overstated(figure, best, "EB_UNVERIFIED", reason, Severity.ERROR)


def _bound(
    figure: Figure, role: Role, best: Support, supports: Sequence[Support]
) -> FigureCheck | None:
    """A bound dropped (`more than 1,300` to `1,300`) or put where the source prints none."""
    if best.figure.kind in (Kind.GRADE, Kind.LINE) and figure.kind is best.figure.kind:
        if figure.bound is best.figure.bound:
            return None
        reason = f"The source says {_with_hedge(best.figure)}, which is not {_with_hedge(figure)}."
        return _overstated(figure, best, "EB_BOUND", reason, Severity.WARN)
    if not drops_bound(figure, best.figure):
        return None
    plain = [s for s in supports if not s.conflicts and s.figure.bound is Bound.EXACTLY]
    reason = f"The source says {_with_hedge(best.figure)}; the bound is gone."
    severity = Severity.NOTE if plain else Severity.ERROR
    return _overstated(figure, best, "EB_BOUND_DROPPED", reason, severity)


def _expectation(
    figure: Figure, role: Role, best: Support, supports: Sequence[Support]
) -> FigureCheck | None:
    """What the source only expects, said as if it were so."""
    fair = [s for s in supports if not s.conflicts]
    if min(s.role.status for s in fair) < Status.EXPECTED or role.status >= Status.EXPECTED:
        return None
    if figure.kind in LOOSE or figure.kind in (Kind.LINE, Kind.GRADE, Kind.AGE):
        return None
    reason = f"The source only expects or conditions {best.figure.text}; the text states it."
    return _overstated(figure, best, "EB_EXPECTATION_DROPPED", reason, Severity.WARN)


def _hedge(
    figure: Figure, role: Role, best: Support, supports: Sequence[Support]
) -> FigureCheck | None:
    """`about` dropped before an equal value: worth a look, unless printed plain elsewhere."""
    if not best.figure.approximate or figure.approximate or figure.bound is not Bound.EXACTLY:
        return None
    plain = [s for s in supports if not s.conflicts and not s.figure.approximate]
    reason = f"The source says {_with_hedge(best.figure)}."
    severity = Severity.NOTE if plain else Severity.WARN
    passed = _passed(figure, best)
    return passed.model_copy(
        update={"severity": severity, "rule": "EB_HEDGE_DROPPED", "reason": reason,
                "fix": _with_hedge(best.figure)}
    )  # fmt: skip


def _overstated(
    figure: Figure, best: Support, rule: str, reason: str, severity: Severity
) -> FigureCheck:
    if severity is Severity.NOTE:
        return _passed(figure, best).model_copy(
            update={"severity": severity, "rule": rule, "reason": reason}
        )
    return FigureCheck(
        figure=figure, verdict=Verdict.OVERSTATED, severity=severity, rule=rule, reason=reason,
        evidence=(evidence(best.source, best.at),),
        fix=_with_hedge(best.figure) if rule == "EB_BOUND_DROPPED" else "",
    )  # fmt: skip


def _with_hedge(figure: Figure) -> str:
    """The figure with its hedge in the order printed: `nearly $500 million`, `2 or more`."""
    if figure.hedge_span is None or figure.span.covers(figure.hedge_span):
        return figure.text
    if figure.hedge_span.start < figure.span.start:
        glue = "" if figure.hedge in ("~", "≥", "≤", "<", ">") else " "
        return f"{figure.hedge}{glue}{figure.text}"
    return f"{figure.text} {figure.hedge}"


def _unsupported(figure: Figure, role: Role, sources: Sequence[Source]) -> FigureCheck:
    nearest, score = _nearest(figure, role, sources)
    if nearest is None:
        return _absent(figure, None)
    source, index = nearest
    other = source.figures[index]
    shared = len(role.near & source.roles[index].near)
    agreed = bool(role.measure) and role.measure == source.roles[index].measure
    if shared >= 2 or (agreed and shared >= 1) or score >= 8 or _looks_like(figure, other):
        return FigureCheck(
            figure=figure, verdict=Verdict.ALTERED, severity=_weight(figure), rule="EB_ALTERED",
            reason=f"The source has {_with_hedge(other)} there.",
            evidence=(evidence(source, index),), fix=_with_hedge(other),
        )  # fmt: skip
    return _absent(figure, evidence(source, index))


def _nearest(
    figure: Figure, role: Role, sources: Sequence[Source]
) -> tuple[tuple[Source, int] | None, int]:
    best: tuple[Source, int] | None = None
    top = 0
    for source in sources:
        for index, other in enumerate(source.figures):
            if not _is_comparable(figure, other):
                continue
            if conflicts(figure, role, other, source.roles[index]):
                continue
            score = similarity(role, source.roles[index]) + 8 * _looks_like(figure, other)
            if score > top:
                best, top = (source, index), score
    return best, top


def _looks_like(figure: Figure, other: Figure) -> bool:
    """Is one a slip of the other: two digits exchanged, one changed, or the point moved?"""
    a, b = (re.sub(r"\D", "", f.text) for f in (figure, other))
    if min(len(a), len(b)) < 3 or figure.kind is not other.kind or figure.unit != other.unit:
        return False
    if a == b or a.strip("0") == b.strip("0"):
        return True
    if len(a) != len(b):
        return False
    apart = [i for i, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    swapped = len(apart) == 2 and a[apart[0]] == b[apart[1]] and a[apart[1]] == b[apart[0]]
    return len(apart) == 1 or (swapped and apart[1] - apart[0] == 1)


def _is_comparable(figure: Figure, other: Figure) -> bool:
    if figure.kind is other.kind:
        return True
    return figure.kind in LOOSE and other.kind in LOOSE


def _weight(figure: Figure) -> Severity:
    """Small counts in words may count what the source lists without a number: look, not wrong."""
    small = (
        figure.is_words and figure.kind is Kind.COUNT and figure.values and figure.values[0] <= 4
    )
    if small or figure.kind in (Kind.ORDINAL, Kind.LINE):
        return Severity.WARN
    return Severity.ERROR


def _absent(figure: Figure, nearest: Evidence | None) -> FigureCheck:
    severity = _weight(figure)
    verdict = Verdict.ABSENT if severity is Severity.ERROR else Verdict.UNCLEAR
    near = f" The nearest is {nearest.text}." if nearest else ""
    return FigureCheck(
        figure=figure, verdict=verdict, severity=severity,
        rule="EB_ABSENT" if verdict is Verdict.ABSENT else "EB_UNCLEAR",
        reason=f"Nothing in the source supports {figure.text}.{near}", nearest=nearest,
    )  # fmt: skip
