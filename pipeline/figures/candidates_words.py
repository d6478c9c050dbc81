"""Why a candidate was taken or refused, in an editor's words.

In: a verdict and a source figure, with what speaks for and against it; out: a reason without a full
stop. What was taken begins with `taken`.
"""

from pipeline.figures.conflict import Conflict, spell
from pipeline.figures.relation import Strength
from pipeline.figures.support import Support, evidence, with_hedge
from pipeline.figures.unsupported import looks_like
from schemas.figure import Bound
from schemas.verdict import PASSING, FigureCheck, Verdict

_SAID = {
    "grade": "of grade {found}, the text says {said}",
    "arm": "said of the {found} arm, the text says {said}",
    "cut": "from {found}, the text says {said}",
    "time": "with {found}, the text gives {said}",
    "direction": "said to be {found}, the text says {said}",
    "sign": "with a {found}, the text has a {said}",
    "statistic": "a {found}, the text says {said}",
}
"""How each cue is told; the others are what a figure is said of."""
_SAID_OF = "said of {found}, the text says {said}"


def why_taken(check: FigureCheck, at: int, support: Support | None) -> str:
    """Why the evidence at place `at` of the verdict is its evidence.

    `support` is that evidence as it was weighed; none where a calculation or a table led to it.
    """
    words = check.evidence[at]
    if check.verdict is Verdict.DERIVED:
        return _calculated(check)
    if check.verdict in PASSING:
        return f"taken: {_fits(check, words.text, support)}"
    if check.fix and check.verdict is Verdict.MISATTRIBUTED:
        belongs = f"taken as what belongs here: {check.fix}"
        return belongs if at else "taken as where the value stands, said of something else"
    if at and check.rule == "EB_DENOMINATOR":
        return f"taken as the people that the text counts it among: {words.text}"
    if support is not None and support.relation.strength is Strength.NONE:
        return f"taken as the figure that belongs here: another value, {with_hedge(support.figure)}"
    if support is not None and support.conflicts:
        return f"taken as where the value stands: {_clashes(support)}"
    return (
        f"taken as where the value stands: {check.reason[0].lower()}{check.reason[1:].rstrip('.')}"
    )


def why_refused(check: FigureCheck, support: Support, chosen: Support | None) -> str:
    """Why a source figure is no evidence of the verdict; `chosen` is what is, where one figure is.

    Examples: `the same value, but said of placebo, the text says belcoran`; `another value: 16.7%`.
    """
    if support.relation.strength is Strength.NONE:
        return _other_value(check, support)
    against = _clashes(support)
    if against:
        return f"{_value(support)}, but {against}"
    if chosen is not None and _is_told_beside(support, chosen):
        return f"{_value(support)}: the same fact in another form"
    if chosen is not None and support.similarity < chosen.similarity:
        return f"{_value(support)}, but its words fit the text's less"
    enough = "one place is enough" if check.verdict in PASSING else "the place judged fits as well"
    return f"{_value(support)}; {enough}"


def _other_value(check: FigureCheck, support: Support) -> str:
    figure, other = check.figure, support.figure
    is_same = other.values == figure.values != ()
    value = "the same number, but another unit or sort of figure" if is_same else "another value"
    is_nearest = check.nearest == evidence(support.source, support.at)
    nearest = "the nearest, but " if is_nearest else ""
    is_slip = check.verdict not in PASSING and looks_like(figure, other)
    slip = ", in digits like the text's" if is_slip else ""
    against = f"; {_clashes(support)}" if support.conflicts else ""
    return f"{nearest}{value}: {with_hedge(other)}{slip}{against}"


def _is_told_beside(one: Support, two: Support) -> bool:
    """Do two figures of one sentence tell one fact in two forms, as in `31 of 84 (36.9%)`?"""
    is_other_form = one.relation.strength is Strength.DERIVED
    is_near = one.source.id == two.source.id and one.role.sentence == two.role.sentence
    return (
        is_other_form
        and is_near
        and any(one.at in fact.mentions and two.at in fact.mentions for fact in one.source.facts)
    )


def _value(support: Support) -> str:
    """What the value of a source figure is to the text's."""
    if support.relation.strength is Strength.EXACT:
        return "the same value"
    if support.relation.strength is Strength.ROUNDED:
        return "fits the text's value"
    formula = support.relation.formula
    return f"would give it ({formula})" if "=" in formula else f"has it as {formula}"


def _calculated(check: FigureCheck) -> str:
    if " = " in check.formula:
        return f"taken for the calculation {check.formula}"
    return f"taken as {check.formula}" if " is " not in check.formula else f"taken: {check.formula}"


def _fits(check: FigureCheck, printed: str, support: Support | None) -> str:
    """How the evidence of a figure that passes says what the text says."""
    if check.verdict is Verdict.EXACT:
        if support is not None and support.conflicts:
            return "prints the same"
        hedged = with_hedge(support.figure) if support is not None else printed
        if hedged not in (printed, with_hedge(check.figure)):
            return f"the same value and said of the same; printed as {hedged}"
        return "prints the same and says the same"
    if check.figure.bound is not Bound.EXACTLY:
        return f"{printed} is {with_hedge(check.figure)}"
    return f"{check.figure.text} is a fair rounding of {printed}"


def _clashes(support: Support) -> str:
    """What the source says the figure of, beside what the text says; empty if nothing clashes."""
    return "; ".join(map(_clash, support.conflicts[:2]))


def _clash(clash: Conflict) -> str:
    if clash.name == "thing counted":  # the word behind a count is not always what it counts
        return "it counts something else"
    form = _SAID.get(clash.name, _SAID_OF)
    return form.format(found=_spell(clash.found), said=_spell(clash.said))


def _spell(key: str) -> str:
    return "the whole group" if key == "whole" else spell(key)
