"""The value is there, but of something else: other cues, another arm, another figure's words."""

from collections.abc import Sequence

from pipeline.figures.conflict import NAMES, PERSONS, Conflict, is_turned_cut, spell
from pipeline.figures.own_words import attached_words
from pipeline.figures.rivals import is_mark, told_as
from pipeline.figures.sentences import stems
from pipeline.figures.support import Support, evidence, give_to, pass_figure
from pipeline.figures.sureness import Trust
from schemas.figure import Figure, Kind
from schemas.source import Role, Source
from schemas.verdict import FigureCheck, Severity, Verdict


def judge_conflict(figure: Figure, best: Support, trusted: Trust) -> FigureCheck:
    """The verdict where a cue of the source contradicts one of the text; unclear if not sure."""
    clash = best.conflicts[0]
    if len(best.conflicts) == 1 and clash.name == "thing counted" and _is_small(figure):
        return pass_figure(figure, best)
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
            "sign",
            "statistic",
            "time",
            "direction",
        )
    )
    if trusted is not Trust.FULL:
        certain = False
    if _is_small(figure) and figure.kind is not Kind.COUNT and best.figure.kind is Kind.NUMBER:
        certain = False  # `about a quarter` is hardly the bare 1 of some table
    found = f"In the source {best.figure.text} is said of another {NAMES[clash.name]}"
    return FigureCheck(
        figure=figure,
        verdict=Verdict.MISATTRIBUTED if certain else Verdict.UNCLEAR,
        severity=Severity.ERROR if certain else Severity.WARN,
        rule="EB_MISATTRIBUTED" if certain else "EB_UNCLEAR",
        reason=f"{found}: {spell(clash.found)}, not {spell(clash.said)}.",
        evidence=(evidence(best.source, best.at),),
    )


def _is_small(figure: Figure) -> bool:
    """`two cars`, `four people`: what a source may list without a number."""
    return figure.is_words and bool(figure.values) and abs(figure.values[0]) <= 4


def find_other_arm(index: int, text: Source, best: Support) -> FigureCheck | None:
    """Said of a control arm, where the source's sentence gives that arm another value.

    Not where the checked sentence tells that value too: it may name the arm once for both.
    """
    figure, role = text.figures[index], text.roles[index]
    found = _given_another(figure, best, "arm", role.arm)
    beside = {text.figures[i].text for i in text.indexes_by_sentence[role.sentence]}
    return None if found is not None and found.fix in beside else found


def find_other_grade(figure: Figure, role: Role, best: Support) -> FigureCheck | None:
    """Said of a grade, where the source's sentence gives that grade another rate."""
    if figure.kind not in (Kind.PERCENT, Kind.PROPORTION) or _is_led_by_grade(best):
        return None
    return _given_another(figure, best, "grade", role.grade)


def _is_led_by_grade(best: Support) -> bool:
    """`Neutropenia of grade 3 or 4 in 11% on the drug and in 38%`: one grade, and one harm."""
    inside = best.source.indexes_by_sentence[best.role.sentence]
    figures = [(best.source.figures[i], best.source.roles[i]) for i in inside]
    grades = [f.span.start for f, _ in figures if f.kind is Kind.GRADE]
    rates = [(f.span.start, r.measure) for f, r in figures if f.kind in _SHARES]
    if best.role.grade or len(grades) != 1 or not rates or grades[0] > rates[0][0]:
        return False
    arms = [
        attached_words(best.source, i) for i in inside if best.source.figures[i].kind in _SHARES
    ]
    return {measure for _, measure in rates} == {best.role.measure} != {""} and all(arms)


_SHARES = frozenset({Kind.PERCENT, Kind.PROPORTION})


def _given_another(figure: Figure, best: Support, sort: str, key: str) -> FigureCheck | None:
    """The finding where the sentence gives another value to the `key` of that sort of cue."""
    if not key or getattr(best.role, sort) == key or figure.kind is not best.figure.kind:
        return None
    for index in best.source.indexes_by_sentence[best.role.sentence]:
        other, its = best.source.figures[index], best.source.roles[index]
        if getattr(its, sort) != key or other.kind is not figure.kind or is_mark(best, index):
            continue
        if other.unit == best.figure.unit and other.values != best.figure.values:
            name = f"{key} arm" if sort == "arm" else f"grade {key.replace('>=', '≥ ')}"
            reason = f"The source gives the {name} {other.text}, not {best.figure.text}."
            return give_to(figure, best, index, reason)
    return None


def _is_other_cut(clash: Conflict) -> bool:
    """Two cuts are surely two where both carry a meeting's year or one is said to be separate."""
    if clash.name != "cut":
        return False
    both = (clash.said, clash.found)
    if is_turned_cut(*both):
        return True
    return all(any(c.isdigit() for c in k) for k in both) or any(
        k.startswith(("separate", "earlier", "later")) for k in both
    )


def find_unlike(
    index: int, text: Source, best: Support, supports: Sequence[Support]
) -> FigureCheck | None:
    """Do the words around the figure belong to another figure of the source's sentence?

    The rival stands in the same sentence with the same kind and unit and another value; the words
    beside it and not beside ours are in the checked clause, and ours are not.
    """
    if best.figure.kind not in (Kind.PERCENT, Kind.PROPORTION, Kind.QUANTITY, Kind.NUMBER,
                                Kind.MONEY, Kind.SCORE, Kind.DATE):  # fmt: skip
        return None
    figure, role = text.figures[index], text.roles[index]
    printed = {text.figures[i].values for i in text.indexes_by_sentence[role.sentence]}
    said = role.near
    for index in best.source.indexes_by_sentence[best.role.sentence]:
        other, its = best.source.figures[index], best.source.roles[index]
        if other.values in printed:
            continue
        if other.kind is not best.figure.kind or is_mark(best, index):
            continue
        same = (other.values, other.first) == (best.figure.values, best.figure.first)
        if other.unit != best.figure.unit or same:
            continue
        mine, theirs = best.role.near - its.near, its.near - best.role.near
        if _is_theirs(said, mine | told_as(mine), theirs):
            if any(s.role.sentence != best.role.sentence for s in supports):
                return None
            word = "the source gives " + other.text + " there"
            reason = f"In the source {best.figure.text} is said of something else; {word}."
            return give_to(figure, best, index, reason)
    return None


def _is_theirs(said: frozenset[str], mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Do the checked words hold most of what marks the rival, and nothing of what marks ours?"""
    rival = len((theirs & said) - _SPANS)
    return bool(mine) and rival * 2 >= max(len(theirs), 1) and mine.isdisjoint(said)


_SPANS = stems("year season quarter half month week day")
"""`half-year profit` is not that of `the year before`."""


def find_other_statistic(
    index: int, text: Source, best: Support, supports: Sequence[Support]
) -> FigureCheck | None:
    """`a median of two prior lines`, where the source's median is another and its two is none.

    Not where the words beside ours are rather those of the value that the source prints plain.
    """
    figure, role = text.figures[index], text.roles[index]
    word = stems(role.statistic)
    if role.statistic not in _CENTRES or any(word & s.role.words for s in supports):
        return None
    if any(figure.values == best.source.figures[i].values and word & best.source.roles[i].words
           for i in best.source.indexes_by_kind.get(figure.kind, ())):  # fmt: skip
        return None
    for place in best.source.indexes_by_kind.get(best.figure.kind, ()):
        other, its = best.source.figures[place], best.source.roles[place]
        if its.statistic != role.statistic or other.values == best.figure.values:
            continue
        if len(role.words & its.words) < len(role.words & best.role.words):
            continue
        if role.measure == its.measure != "" or len(role.near & its.near) >= 3:
            reason = f"The source's {role.statistic} is {other.text}, not {best.figure.text}."
            return give_to(figure, best, place, reason)
    return None


_CENTRES = ("median", "mean", "average")


def find_other_count(
    index: int, text: Source, best: Support, supports: Sequence[Support]
) -> FigureCheck | None:
    """`five stores`, where the source counts 11 stores, and its five is of something else.

    The noun must be counted once only in the source, and a word beside it be shared.
    """
    figure, role = text.figures[index], text.roles[index]
    if figure.kind is not Kind.COUNT or not figure.unit or figure.unit in PERSONS:
        return None
    if any(s.figure.unit in ("", figure.unit) or s.figure.kind is not Kind.COUNT for s in supports):
        return None
    places = [
        i for i in best.source.indexes_by_kind.get(Kind.COUNT, ())
        if best.source.figures[i].unit == figure.unit
    ]  # fmt: skip
    values = {best.source.figures[i].values for i in places}
    noun = stems(figure.unit)
    near = [i for i in places if (role.near & best.source.roles[i].near) - noun]
    if len(values) != 1 or not near or any(role.near & s.role.near for s in supports):
        return None
    other = best.source.figures[near[0]]
    reason = f"The source's {best.figure.text} is of something else; of these it has {other.text}."
    return give_to(figure, best, near[0], reason)
