"""Two versions of one story in, how their figures, hedges and qualifiers differ out.

A sentence that stands in both is laid beside its twin, and its figures are compared where they
stand. Of the others each version is checked against the other by the check that judges a brief:
what the new one cannot rest on in the old was altered or added, what the old one has alone is gone.
"""

from collections.abc import Iterator, Sequence

from pipeline.versions_align import Twins, align, compare_key, evidence_of
from pipeline.versions_claims import Pair, find_claims, of_versions, pair_up
from pipeline.versions_words import compare_words
from schemas.diff import Change, ChangeKind, Diff
from schemas.figure import Bound, Figure, Kind
from schemas.source import Role, Source, Status
from schemas.text import Evidence, Span
from schemas.verdict import (
    FAILING,
    PASSING,
    FigureCheck,
    Severity,
    Verdict,
)

_KINDS = {
    Verdict.ALTERED: ChangeKind.ALTERED,
    Verdict.MISATTRIBUTED: ChangeKind.MOVED,
    Verdict.OVERSTATED: ChangeKind.HEDGE,
    Verdict.UNCLEAR: ChangeKind.UNCLEAR,
}
_SHARES = frozenset({Kind.PERCENT, Kind.MULTIPLE})
_STATUS = {
    Status.REPORTED: "reported",
    Status.COMPANY: "said by the company of itself",
    Status.EXPECTED: "expected",
    Status.UNVERIFIED: "unverified",
}

_LONGEST_ARM = 40
"""Characters of words in which an arm is named."""

_ABOUT = ("measure", "population", "arm", "product", "company", "cut", "time", "grade")
"""What a figure may be said of, by the fields of its role."""


def diff_versions(old: Source, new: Source) -> Diff:
    """What the new version of a story has otherwise than the old; empty where nothing differs."""
    twins = align(old, new)
    forth, back = pair_up(old, new, twins)
    changes = [*_changes(forth), *_names(old, new, twins)]
    told = {change.old.span for change in changes if change.old}
    changes += [c for c in _losses(back) if not (c.old and c.old.span in told)]
    changes += [c for c in compare_words(old, new, twins) if not _is_told(c, changes)]
    changes += [*find_claims(forth, changes), *find_claims(back, changes, turned=True)]
    order = list(ChangeKind)
    changes = list(dict.fromkeys(changes))
    changes.sort(key=lambda c: (order.index(c.kind), _place(c)))
    touched = {change.new.span for change in changes if change.new}
    same = sum(figure.span not in touched for figure in new.figures)
    return Diff(old=old.id, new=new.id, changes=tuple(changes), same=same)


def _is_told(word: Change, changes: Sequence[Change]) -> bool:
    """Is a word part of a figure that is told already, or of its hedge right before it?

    It is pointed at in one version, and of the other its whole sentence is shown.
    """
    sides = [(word.old, [c.old for c in changes]), (word.new, [c.new for c in changes])]
    shown = [(evidence, others) for evidence, others in sides if evidence]
    evidence, others = min(shown, key=lambda side: len(side[0].text))
    return any(
        0 <= other.span.start - evidence.span.end <= 1 or other.span.covers(evidence.span)
        for other in others
        if other
    )


def _place(change: Change) -> tuple[int, int]:
    old, new = change.old, change.new
    return (new.span.start if new else old.span.start if old else 0, old.span.start if old else 0)


def _changes(pair: Pair) -> Iterator[Change]:
    """The figures that a new version has otherwise than its old one, or for the first time."""
    for index, check in enumerate(pair.report.checks):
        mine = evidence_of(pair.text, check.figure.span)
        there = check.evidence[0] if check.evidence else None
        partner = pair.partners.get(index)
        if partner is not None:
            yield from _mended(pair, check, pair.other.figures[partner])
        elif _is_nowhere(check) or _stands_yet(pair, check, there):
            reason = f"{check.figure.text} is not in the old version."
            yield Change(kind=ChangeKind.ADDED, reason=reason, new=mine)
        elif check.verdict in FAILING or check.severity is Severity.WARN:
            kind = _KINDS.get(check.verdict, ChangeKind.HEDGE)
            yield Change(kind=kind, reason=of_versions(check.reason), old=there, new=mine)
        elif there:
            yield from _nuances(pair, check, there)


def _mended(pair: Pair, check: FigureCheck, old: Figure) -> Iterator[Change]:
    """What became of a figure in the sentence that both versions have."""
    mine, there = check.figure, evidence_of(pair.other, old.span)
    if compare_key(mine) == compare_key(old):
        shared = pair.shared_at(mine.span)
        if shared and shared.edits:
            yield from _nuances(pair, check, there)
        return
    is_rounded = check.verdict is Verdict.ROUNDED and there.span in {e.span for e in check.evidence}
    kind = ChangeKind.ROUNDED if is_rounded else ChangeKind.ALTERED
    reason = f"{old.text} of the old version is {mine.text} in the new."
    yield Change(kind=kind, reason=reason, old=there, new=evidence_of(pair.text, mine.span))


def _is_nowhere(check: FigureCheck) -> bool:
    """Does nothing in the other version bear the figure out, or come near it?"""
    is_open = check.verdict is Verdict.UNCLEAR and not check.evidence
    return check.verdict is Verdict.ABSENT or is_open


def _stands_yet(pair: Pair, check: FigureCheck, there: Evidence | None) -> bool:
    """Is the figure that this one seems to replace still in its own place?"""
    if check.verdict is not Verdict.ALTERED or there is None:
        return False
    at = _index_of(pair.other, there.span)
    return at is not None and at in set(pair.partners.values())


def _names(old: Source, new: Source, twins: Sequence[Twins]) -> Iterator[Change]:
    """Names with digits that stand in each other's place: `Phase 2` and `Phase 3`."""
    for edit in (edit for pair in twins for edit in pair.edits):
        was, now = ([t for t in side if t.is_name] for side in (edit.old_tokens, edit.new_tokens))
        if len(was) == len(now) == 1 and len(edit.old_tokens) == len(edit.new_tokens):
            one, other = evidence_of(old, was[0].span), evidence_of(new, now[0].span)
            reason = f"{one.text} of the old version is {other.text} in the new."
            yield Change(kind=ChangeKind.ALTERED, reason=reason, old=one, new=other)


def _nuances(pair: Pair, check: FigureCheck, there: Evidence) -> Iterator[Change]:
    """What differs in a figure that the old version bears out: hedge, status, digits."""
    mine = evidence_of(pair.text, check.figure.span)
    at = _index_of(pair.other, there.span)
    if at is None:
        return
    old, old_role = pair.other.figures[at], pair.other.roles[at]
    new_role = pair.text.roles[_index(pair.text, check.figure)]
    if check.verdict is Verdict.ROUNDED and compare_key(old) != compare_key(check.figure):
        reason = f"{old.text} in the old version is {check.figure.text} in the new."
        yield Change(kind=ChangeKind.ROUNDED, reason=reason, old=there, new=mine)
    elif reason := _hedges(old, check.figure) or _statuses(old_role, new_role):
        yield Change(kind=ChangeKind.HEDGE, reason=reason, old=there, new=mine)
    elif reason := _subjects(pair, check.figure, old_role):
        yield Change(kind=ChangeKind.MOVED, reason=reason, old=there, new=mine)


def _subjects(pair: Pair, figure: Figure, old: Role) -> str:
    """A sentence where a figure is said of another thing than in the old version; else empty."""
    shared = pair.shared_at(figure.span)
    if shared is None or not shared.reworded:
        return ""
    new = pair.text.roles[_index(pair.text, figure)]
    told = [(getattr(old, name), getattr(new, name)) for name in _ABOUT]
    told.append((old.arm or old.product, new.arm or new.product))
    for was, now in told:
        if was and now and was != now:
            return f"{figure.text} is said of {now} in the new version, of {was} in the old."
    is_exchanged = any(span.end - span.start <= _LONGEST_ARM for span in shared.reworded)
    if is_exchanged and bool(old.arm) != bool(new.arm):
        return f"{figure.text} is said of another arm in the new version than in the old."
    return ""


def _hedges(old: Figure, new: Figure) -> str:
    """A sentence where one figure has a hedge or bound that the other has not; else empty."""
    if (old.bound, old.approximate) == (new.bound, new.approximate):
        return ""
    was, now = (f.hedge or _bound(f) for f in (old, new))
    if was and now:
        return f"“{was}” of the old version is “{now}” in the new."
    lost, by = (was, "lost") if was else (now, "added")
    return f"“{lost}” is {by} in the new version." if lost else ""


def _bound(figure: Figure) -> str:
    return "" if figure.bound is Bound.EXACTLY else figure.bound.value.replace("_", " ")


def _statuses(old: Role, new: Role) -> str:
    if old.status is new.status or Status.COMPANY in (old.status, new.status):
        return ""
    return f"{_STATUS[old.status]} in the old version, {_STATUS[new.status]} in the new."


def _losses(pair: Pair) -> Iterator[Change]:
    """The figures that the old version has and the new one does not."""
    for index, check in enumerate(pair.report.checks):
        if index in pair.partners:
            continue
        mine = evidence_of(pair.text, check.figure.span)
        there = check.evidence[0] if check.evidence else check.nearest
        shown = _shown_share(pair, check)
        if shown:
            reason = f"{check.figure.text} of the old version is told only as {shown.text}."
            yield Change(kind=ChangeKind.DENOMINATOR, reason=reason, old=mine, new=shown)
        elif _is_nowhere(check) or _stands_yet(pair, check, there):
            reason = f"{check.figure.text} is not in the new version."
            yield Change(kind=ChangeKind.GONE, reason=reason, old=mine)
        elif check.verdict in FAILING:
            reason = of_versions(check.reason, turned=True)
            yield Change(kind=_KINDS[check.verdict], reason=reason, old=mine, new=there)


def _shown_share(pair: Pair, check: FigureCheck) -> Evidence | None:
    """Where the new version tells `7 of 12` by another mention of that fact alone: `58.3%`."""
    if check.figure.kind is not Kind.PROPORTION:
        return None
    if check.verdict is Verdict.DERIVED:
        return check.evidence[0]
    if check.verdict is not Verdict.ABSENT:
        return None
    mine = _index(pair.text, check.figure)
    fellows = {i for fact in pair.text.facts if mine in fact.mentions for i in fact.mentions}
    spans = {pair.text.figures[i].span for i in fellows - {mine}}
    found = (
        other.evidence[0]
        for other in pair.report.checks
        if other.figure.span in spans and other.figure.kind in _SHARES and other.verdict in PASSING
    )
    return next(found, None)


def _index(source: Source, figure: Figure) -> int:
    return source.figures.index(figure)


def _index_of(source: Source, span: Span) -> int | None:
    found = (i for i, figure in enumerate(source.figures) if figure.span.overlaps(span))
    return next(found, None)
