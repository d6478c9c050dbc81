"""One figure of the checked text against every figure of the sources, to one verdict.

In this order: is the value there at all, and if so is it said of the same thing; if not, does the
closed list of derivations give it; if not, what stands in the source where it should be.
"""

from collections.abc import Sequence
from heapq import nlargest

from pipeline.figures.bases import find_other_whole
from pipeline.figures.bearings import find_other_bearing
from pipeline.figures.cells import check_cells
from pipeline.figures.composites import find_part_of_composite
from pipeline.figures.conflict import conflicts, similarity
from pipeline.figures.crowds import is_in_crowd, look_up
from pipeline.figures.denominators import check_base, check_denominator
from pipeline.figures.derive import Derivation, derive
from pipeline.figures.derive_changes import derive_change
from pipeline.figures.derive_compared import derive_compared
from pipeline.figures.derive_dates import derive_year_before
from pipeline.figures.derive_pooled import derive_pooled, may_follow
from pipeline.figures.derive_totals import derive_total
from pipeline.figures.derive_worked import derive_worked, may_be_worked_out
from pipeline.figures.elsewhere import find_elsewhere
from pipeline.figures.ends import find_turned_ends
from pipeline.figures.fixes import settle_fix
from pipeline.figures.headed import headed_role
from pipeline.figures.misattribution import (
    find_other_arm,
    find_other_count,
    find_other_grade,
    find_other_statistic,
    find_unlike,
    judge_conflict,
)
from pipeline.figures.overstatement import (
    check_bound,
    check_expectation,
    check_hedge,
    check_unverified,
)
from pipeline.figures.partners import find_other_partner
from pipeline.figures.partners_apart import find_partner_apart
from pipeline.figures.persons import find_events_as_people
from pipeline.figures.points import (
    find_other_per,
    find_points_as_percent,
    find_points_of_source,
    find_points_to,
)
from pipeline.figures.reasons_apart import find_other_reason
from pipeline.figures.relate_values import EXACT_CONVERSIONS
from pipeline.figures.related import Related, find_related
from pipeline.figures.relation import Strength
from pipeline.figures.roundings import is_by_chance
from pipeline.figures.sentences import words_by_sentence
from pipeline.figures.slips import (
    find_more_than_all,
    find_own_mismatch,
    find_own_pair,
    find_pair_broken,
    find_percent_as_points,
    find_rate_as_points,
    find_slip,
    is_untied,
)
from pipeline.figures.stories_apart import find_other_story
from pipeline.figures.subject_names import find_other_subject
from pipeline.figures.support import Support, evidence, pass_figure
from pipeline.figures.sureness import Trust, trust
from pipeline.figures.swaps import find_swap
from pipeline.figures.told_of_another import find_told_of_another
from pipeline.figures.units_near import is_no_such_point, lacks_unit, named_point
from pipeline.figures.unsupported import is_printed_otherwise, judge_unsupported
from pipeline.figures.working import find_false_working
from schemas.figure import Figure, Kind
from schemas.source import Role, Source, number_sentences
from schemas.verdict import FigureCheck, Severity, Verdict


def match_figure(index: int, text: Source, sources: Sequence[Source]) -> FigureCheck:
    """The verdict on figure `index` of `text`."""
    if is_in_crowd(index, text):
        return look_up(text.figures[index], sources)
    supports = find_supports(text.figures[index], text.roles[index], sources)
    told = find_turned_ends(index, text, sources) or find_own_mismatch(index, text, sources)
    told = told or find_more_than_all(index, text, sources)
    told = told or find_pair_broken(index, text, sources)
    told = told or find_other_reason(index, text, supports)
    told = told or check_cells(index, text, sources, supports)
    if told is not None:
        return told
    judged = _judge_supported(index, text, sources, supports)
    if judged is not None and judged.verdict is Verdict.ROUNDED:
        fair = [s for s in supports if not is_by_chance(index, text, s, supports)]
        judged = judged if len(fair) == len(supports) else None
        supports = fair if judged is None else supports
        judged = judged or _judge_supported(index, text, sources, supports)
    return judged or _judge_alone(index, text, sources, supports)


def _judge_supported(
    index: int, text: Source, sources: Sequence[Source], supports: Sequence[Support]
) -> FigureCheck | None:
    """The verdict that the places of the value give; `None` where there are none to rely on."""
    if all(s.conflicts and s.relation.strength <= Strength.DERIVED for s in supports):
        return None
    figure, role = text.figures[index], text.roles[index]
    judged = _judge(index, text, max(supports, key=preference), supports)
    if judged.severity is not Severity.ERROR:
        judged = find_told_of_another(index, text, supports) or judged
    if judged.verdict is not Verdict.MISATTRIBUTED:
        return judged
    own = find_own_pair(index, text, supports)
    if own is not None and match_figure(own.beside, text, sources).ok:
        return _judge_pair(figure, role, own.support._replace(conflicts=()))
    derived = _derived(index, text, sources, announced=True)
    return derived if derived and not _rests_on(derived, supports) else judged


def _judge_alone(
    index: int, text: Source, sources: Sequence[Source], supports: Sequence[Support]
) -> FigureCheck:
    """The verdict on a value that no place bears out: derived, a slip, altered or absent."""
    told = find_slip(index, text, sources) or find_rate_as_points(index, text, sources)
    told = told or find_points_as_percent(index, text, ()) or find_points_to(index, text, sources)
    told = told or _derived(index, text, sources, announced=False)
    told = told or find_percent_as_points(index, text, sources)
    told = told or find_false_working(index, text)
    told = told or (None if supports else find_other_whole(index, text, sources))
    if told is not None:
        return told
    judged = judge_unsupported(text.figures[index], text.roles[index], sources)
    return _leave_open(settle_fix(judged, index, text, sources), index, text, sources)


def _judge_pair(figure: Figure, role: Role, own: Support) -> FigureCheck:
    """A percentage with its own n of N: only its bound, condition and hedge are left to ask."""
    for rule in (check_unverified, check_bound, check_expectation, check_hedge):
        finding = rule(figure, role, own, [own])
        if finding is not None:
            return finding
    return pass_figure(figure, own)


def _rests_on(derived: FigureCheck, supports: Sequence[Support]) -> bool:
    """Does a calculation only repeat what was refused: `7/12 = 58.3%` of the other arm?"""
    refused = {(s.source.id, s.figure.span) for s in supports}
    return all((e.source_id, e.span) in refused for e in derived.evidence)


def _leave_open(
    check: FigureCheck, index: int, text: Source, sources: Sequence[Source]
) -> FigureCheck:
    """A calculation the text calls one, and that may be of a kind we do not know, is to be seen."""
    figure, role = text.figures[index], text.roles[index]
    if check.severity is not Severity.ERROR or is_printed_otherwise(figure, role, sources):
        return check
    near = next(filter(None, (may_follow(index, text, source) for source in sources)), "")
    if not near and not any(may_be_worked_out(index, text, source) for source in sources):
        return check
    hint = f"It is {near} there" if near else "The text works it out"
    reason = f"{check.reason} {hint}; see whether it follows."
    return check.model_copy(
        update={
            "verdict": Verdict.UNCLEAR,
            "severity": Severity.WARN,
            "rule": "EB_UNCLEAR",
            "reason": reason,
            "fix": "",
        }
    )


def _derived(
    index: int, text: Source, sources: Sequence[Source], *, announced: bool
) -> FigureCheck | None:
    """What follows from values of a source; only what the text's words announce, where asked."""
    figure, role = text.figures[index], text.roles[index]
    if named_point(figure, role):
        return None  # a point in time is read, not worked out
    for source in sources:
        plain = None if announced else derive(figure, role, source)
        derived = (
            plain
            or derive_year_before(figure, source)
            or derive_compared(index, text, source)
            or derive_change(index, text, source)
            or (None if announced else _worked_out(index, text, source))
        )
        if derived is not None and not _changes_currency(figure, derived, source):
            part = find_part_of_composite(index, text, [(source, i) for i in derived.indexes])
            if part is not None:
                return part
            spans = tuple(evidence(source, i) for i in derived.indexes)
            return FigureCheck(
                figure=figure, verdict=Verdict.DERIVED, severity=Severity.NONE, rule="EB_DERIVED",
                reason=f"Follows from the source: {derived.formula}.", evidence=spans,
                formula=derived.formula,
            )  # fmt: skip
    return None


def _changes_currency(figure: Figure, derived: Derivation, source: Source) -> bool:
    """`€4` from dollars: a calculation gives money of the currency, and a unit, that it takes."""
    kinds = (Kind.MONEY, Kind.QUANTITY)
    taken = [f for i in derived.indexes if (f := source.figures[i]).kind is figure.kind in kinds]
    told = figure.unit.partition("/")[0]
    units = {f.unit.partition("/")[0] for f in taken if f.unit} - {told}
    return bool(told) and any((unit, told) not in EXACT_CONVERSIONS for unit in units)


def _worked_out(index: int, text: Source, source: Source) -> Derivation | None:
    return (
        derive_worked(index, text, source)
        or derive_total(index, text, source)
        or derive_pooled(index, text, source)
    )


def preference(support: Support) -> tuple[int, int, int, int]:
    """The greater, the rather a figure of the same value is the one meant."""
    strength = support.relation.strength
    return -len(support.conflicts), strength, support.similarity, -support.at


def find_supports(figure: Figure, role: Role, sources: Sequence[Source]) -> list[Support]:
    """Every source figure whose value is that of `figure`, and what speaks against it.

    Of a value that a source prints very often, the places that share most words with `figure`.
    """
    found = []
    for source in sources:
        for index, relation in _nearest_of(find_related(figure, source), role, source):
            if lacks_unit(figure, source, index) or is_untied(figure, source, index):
                continue
            if is_no_such_point(figure, role, source, index):
                continue
            its = headed_role(source, index)
            clash = conflicts(figure, role, source.figures[index], its)
            if relation.formula.startswith("the whole of "):
                clash = tuple(c for c in clash if c.name != "measure")
            found.append(Support(source, index, relation, clash, similarity(role, its)))
    return found


_MOST = 60
"""Places of one value in one source; a value that more print is told apart by the best of them."""


def _nearest_of(related: Related, role: Role, source: Source) -> Related:
    """At most so many of the related figures, in reading order."""
    if len(related) <= _MOST:
        return related
    words = words_by_sentence(source)
    shared = {number: len(role.words & its) for number, its in words.items()}
    indexes = (index for index, _ in related)
    hits = [
        shared[n]
        for n in number_sentences(source.sentences, [source.figures[i].span.start for i in indexes])
    ]
    best = nlargest(_MOST, range(len(related)), key=lambda at: (hits[at], -at))
    return tuple(related[at] for at in sorted(best))


def _judge(index: int, text: Source, best: Support, supports: Sequence[Support]) -> FigureCheck:
    figure, role = text.figures[index], text.roles[index]
    counted = (
        find_points_as_percent(index, text, supports)
        or find_points_of_source(index, text, supports)
        or find_other_per(index, text, supports)
        or find_events_as_people(index, text, supports)
        or find_other_count(index, text, best, supports)
    )
    if counted is not None:
        return counted
    if best.conflicts:
        trusted = trust(index, text, best)
        if trusted is not Trust.NONE:
            return judge_conflict(figure, best, trusted)
        supports = [s._replace(conflicts=()) if s is best else s for s in supports]
        best = best._replace(conflicts=())
    told, swapped = find_swap(index, text, [s for s in supports if not s.conflicts])
    swapped = swapped or find_other_grade(figure, role, best)
    swapped = swapped or find_other_partner(index, text, supports)
    swapped = swapped or find_partner_apart(index, text, supports)
    if not told and swapped is None:
        swapped = (
            find_other_arm(index, text, best)
            or find_unlike(index, text, best, supports)
            or find_elsewhere(index, text, best, supports)
        )
    if swapped is not None:
        return swapped
    fair = [s for s in supports if not s.conflicts]
    swapped = (
        find_other_bearing(index, text, fair)
        or find_other_statistic(index, text, best, fair)
        or find_other_subject(index, text, supports)
        or find_other_story(index, text, supports)
    )
    if swapped is not None:
        return swapped
    rules = (check_base, check_denominator, check_unverified, check_bound, check_expectation)
    for rule in (*rules, check_hedge):
        finding = rule(figure, role, best, supports)
        if finding is not None:
            return finding
    return pass_figure(figure, best)
