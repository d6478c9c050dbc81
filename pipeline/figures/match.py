"""One figure of the checked text against every figure of the sources, to one verdict.

In this order: is the value there at all, and if so is it said of the same thing; if not, does the
closed list of derivations give it; if not, what stands in the source where it should be.
"""

import re
from collections.abc import Iterator, Sequence
from heapq import nlargest

from pipeline.figures.arms_apart import find_arms_exchanged
from pipeline.figures.bases import find_other_base, find_other_whole
from pipeline.figures.bearings import find_other_bearing
from pipeline.figures.cells import check_cells
from pipeline.figures.conflict import conflicts, similarity
from pipeline.figures.crowds import is_in_crowd, look_up
from pipeline.figures.cuts_apart import find_other_cut
from pipeline.figures.denominators import check_base, check_denominator
from pipeline.figures.derive import Derivation, derive
from pipeline.figures.derive_changes import derive_change
from pipeline.figures.derive_compared import derive_compared
from pipeline.figures.derive_pooled import derive_pooled, may_follow
from pipeline.figures.derive_totals import derive_total, is_put_together
from pipeline.figures.derive_worked import derive_worked, may_be_worked_out
from pipeline.figures.elsewhere import find_elsewhere
from pipeline.figures.ends import find_turned_ends
from pipeline.figures.grades_apart import find_grade_apart
from pipeline.figures.headed import headed_role
from pipeline.figures.kept import is_idle_count, is_said_otherwise
from pipeline.figures.lexicon import HARMS, names_measure
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
from pipeline.figures.parts_as_wholes import find_part_as_whole
from pipeline.figures.persons import find_events_as_people
from pipeline.figures.points import (
    find_other_per,
    find_points_as_percent,
    find_points_of_source,
    find_points_to,
)
from pipeline.figures.relate import LOOSE, Strength
from pipeline.figures.related import Related, find_related
from pipeline.figures.sentences import words_by_sentence
from pipeline.figures.sisters import find_sister
from pipeline.figures.stories_apart import find_other_story
from pipeline.figures.subject_names import find_other_subject
from pipeline.figures.support import Support, evidence, pass_figure, with_hedge
from pipeline.figures.sureness import Trust, trust
from pipeline.figures.swaps import find_swap
from pipeline.figures.working import find_false_working
from schemas.figure import Figure, Kind
from schemas.source import Role, Source, number_sentences
from schemas.text import Evidence
from schemas.verdict import FigureCheck, Severity, Verdict


def match_figure(index: int, text: Source, sources: Sequence[Source]) -> FigureCheck:
    """The verdict on figure `index` of `text`."""
    if is_in_crowd(index, text):
        return look_up(text.figures[index], sources)
    figure, role = text.figures[index], text.roles[index]
    supports = find_supports(figure, role, sources)
    told = find_turned_ends(index, text, sources) or check_cells(index, text, sources, supports)
    if told is not None:
        return told
    if any(not s.conflicts or s.relation.strength > Strength.DERIVED for s in supports):
        best = max(supports, key=preference)
        judged = _judge(index, text, best, supports)
        if judged.severity is not Severity.ERROR:
            judged = _told_of_another(index, text, supports) or judged
        if judged.verdict is not Verdict.MISATTRIBUTED:
            return judged
        derived = _derived(index, text, sources, announced=True)
        return derived if derived and not _rests_on(derived, supports) else judged
    points = find_points_as_percent(index, text, ()) or find_points_to(index, text, sources)
    told = points or _derived(index, text, sources, announced=False)
    told = told or find_false_working(index, text)
    told = told or (None if supports else find_other_whole(index, text, sources))
    return told or _leave_open(_unsupported(figure, role, sources), index, text, sources)


def _rests_on(derived: FigureCheck, supports: Sequence[Support]) -> bool:
    """Does a calculation only repeat what was refused: `7/12 = 58.3%` of the other arm?"""
    refused = {(s.source.id, s.figure.span) for s in supports}
    return all((e.source_id, e.span) in refused for e in derived.evidence)


def _leave_open(
    check: FigureCheck, index: int, text: Source, sources: Sequence[Source]
) -> FigureCheck:
    """A calculation the text calls one, and that may be of a kind we do not know, is to be seen."""
    if check.severity is not Severity.ERROR:
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
    for source in sources:
        plain = None if announced else derive(figure, role, source)
        derived = (
            plain
            or derive_compared(index, text, source)
            or derive_change(index, text, source)
            or (None if announced else _worked_out(index, text, source))
        )
        if derived is not None:
            spans = tuple(evidence(source, i) for i in derived.indexes)
            return FigureCheck(
                figure=figure, verdict=Verdict.DERIVED, severity=Severity.NONE, rule="EB_DERIVED",
                reason=f"Follows from the source: {derived.formula}.", evidence=spans,
                formula=derived.formula,
            )  # fmt: skip
    return None


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
    for rule in (
        check_base,
        check_denominator,
        check_unverified,
        check_bound,
        check_expectation,
        check_hedge,
    ):
        finding = rule(figure, role, best, supports)
        if finding is not None:
            return finding
    return pass_figure(figure, best)


def _told_of_another(index: int, text: Source, supports: Sequence[Support]) -> FigureCheck | None:
    """The finding where the text tells the value in a sister's words, of other people or looks."""
    return (
        find_sister(index, text, supports)
        or find_arms_exchanged(index, text, supports)
        or find_other_base(index, text, supports)
        or find_other_cut(index, text, supports)
        or find_grade_apart(index, text, supports)
        or find_part_as_whole(index, text, supports)
    )


def _unsupported(figure: Figure, role: Role, sources: Sequence[Source]) -> FigureCheck:
    nearest, score = _nearest(figure, role, sources)
    if nearest is None:
        return _absent(figure, role, sources, None)
    source, index = nearest
    other = source.figures[index]
    shared = len(role.near & source.roles[index].near)
    agreed = bool(role.measure) and role.measure == source.roles[index].measure
    if shared >= 2 or (agreed and shared >= 1) or score >= 8 or looks_like(figure, other):
        severity = _weight(figure, role, sources)
        is_sure = severity is Severity.ERROR
        return FigureCheck(
            figure=figure, verdict=Verdict.ALTERED if is_sure else Verdict.UNCLEAR,
            severity=severity, rule="EB_ALTERED" if is_sure else "EB_UNCLEAR",
            reason=f"The source has {with_hedge(other)} there.",
            evidence=(evidence(source, index),), fix=with_hedge(other),
        )  # fmt: skip
    return _absent(figure, role, sources, evidence(source, index))


def _nearest(
    figure: Figure, role: Role, sources: Sequence[Source]
) -> tuple[tuple[Source, int] | None, int]:
    best: tuple[Source, int] | None = None
    top = 0
    for source in sources:
        for index in find_comparable(figure, role, source):
            other, its = source.figures[index], source.roles[index]
            if conflicts(figure, role, other, its):
                continue
            score = nearness(figure, role, other, its)
            if score > top:
                best, top = (source, index), score
    return best, top


def nearness(figure: Figure, role: Role, other: Figure, its: Role) -> int:
    """How near a figure of another value comes: by its words, and by being like a slip."""
    return similarity(role, its) + 8 * looks_like(figure, other)


def find_comparable(figure: Figure, role: Role, source: Source) -> Iterator[int]:
    """Comparable figures whose sentence shares a word, or that look like a slip of this one."""
    words = words_by_sentence(source)
    for number, indexes in source.indexes_by_sentence.items():
        shares = not words[number].isdisjoint(role.words)
        for index in indexes:
            other = source.figures[index]
            if _is_comparable(figure, other) and (shares or looks_like(figure, other)):
                yield index


def looks_like(figure: Figure, other: Figure) -> bool:
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


def _weight(figure: Figure, role: Role, sources: Sequence[Source]) -> Severity:
    """Small counts in words may count what the source lists without a number: look, not wrong.

    But not where they count a harm that the source never names.
    """
    small = (
        figure.is_words and figure.kind is Kind.COUNT and figure.values and figure.values[0] <= 4
    )
    if (
        small
        and role.measure in HARMS
        and not any(names_measure(s.text.lower(), role.measure) for s in sources)
    ):
        return Severity.ERROR
    if small and is_idle_count(figure, role):
        return Severity.NOTE
    if small or figure.kind in (Kind.ORDINAL, Kind.LINE) or _is_relative(figure, role, sources):
        return Severity.WARN
    if any(is_put_together(figure, role, source) for source in sources):
        return Severity.WARN
    return Severity.WARN if is_said_otherwise(figure, role, sources) else Severity.ERROR


_SINCE = re.compile(r"^ (?:earlier|before|previously)\b(?! (?:the|its|a|an)\b)")
_BACK = re.compile(r"^ (?:ago|earlier|before|previously)\b")


def _is_relative(figure: Figure, role: Role, sources: Sequence[Source]) -> bool:
    """`three months before`: told back from a date, where the source tells no such time itself."""
    if figure.kind is not Kind.DURATION or not _SINCE.match(role.after):
        return False
    return not any(
        _BACK.match(source.roles[index].after)
        for source in sources
        for index in source.indexes_by_kind.get(Kind.DURATION, ())
    )


def _absent(
    figure: Figure, role: Role, sources: Sequence[Source], nearest: Evidence | None
) -> FigureCheck:
    severity = _weight(figure, role, sources)
    verdict = Verdict.ABSENT if severity is Severity.ERROR else Verdict.UNCLEAR
    near = f" The nearest is {nearest.text}." if nearest else ""
    return FigureCheck(
        figure=figure, verdict=verdict, severity=severity,
        rule="EB_ABSENT" if verdict is Verdict.ABSENT else "EB_UNCLEAR",
        reason=f"Nothing in the source supports {figure.text}.{near}", nearest=nearest,
    )  # fmt: skip
