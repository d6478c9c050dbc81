"""Two versions of one story in, how their figures, hedges and qualifiers differ out.

Each version is checked against the other by the check that judges a brief: what the new one cannot
rest on in the old was altered or added, what the old one cannot rest on in the new is gone.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.figures.check import check_against
from pipeline.versions_words import compare_words
from schemas.diff import Change, ChangeKind, Diff
from schemas.figure import Bound, Figure, Kind
from schemas.source import Role, Source, Status
from schemas.text import Evidence, Span
from schemas.verdict import FAILING, PASSING, FigureCheck, FigureReport, Severity, Verdict

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


class _Pair(NamedTuple):
    """A text and the text that it was checked against; of its findings, those on what differs."""

    text: Source
    other: Source
    report: FigureReport


def _check(text: Source, other: Source) -> _Pair:
    """What stands word for word in both has not changed, whatever else is said beside it."""
    there = {_squeezed(other, sentence) for sentence in other.sentences}
    same = [s for s in text.sentences if _squeezed(text, s) in there]
    report = check_against(text, (other,))
    checks = tuple(c for c in report.checks if not _is_within(c.figure.span, same))
    claims = tuple(c for c in report.claims if not _is_within(c.span, same))
    return _Pair(text, other, report.model_copy(update={"checks": checks, "claims": claims}))


def _squeezed(source: Source, sentence: Span) -> str:
    return " ".join(sentence.cut(source.text).split())


def _is_within(span: Span, sentences: Sequence[Span]) -> bool:
    return any(sentence.covers(span) for sentence in sentences)


def diff_versions(old: Source, new: Source) -> Diff:
    """What the new version of a story has otherwise than the old; empty where nothing differs."""
    forth, back = _check(new, old), _check(old, new)
    changes = list(_changes(forth))
    told = {change.old.span for change in changes if change.old}
    changes += (c for c in _losses(back) if not (c.old and c.old.span in told))
    changes += (c for c in compare_words(old, new) if not _is_told(c, changes))
    order = list(ChangeKind)
    changes = list(dict.fromkeys(changes))
    changes.sort(key=lambda c: (order.index(c.kind), _place(c)))
    touched = {change.new.span for change in changes if change.new}
    same = sum(figure.span not in touched for figure in new.figures)
    return Diff(old=old.id, new=new.id, changes=tuple(changes), same=same)


def _is_told(word: Change, changes: Sequence[Change]) -> bool:
    """Is a qualifier part of a figure that is told already, or of its hedge right before it?"""
    places = [(word.old, "old"), (word.new, "new")]
    for evidence, side in places:
        for change in changes:
            figure = change.old if side == "old" else change.new
            if evidence and figure and 0 <= figure.span.start - evidence.span.end <= 1:
                return True
            if evidence and figure and figure.span.covers(evidence.span):
                return True
    return False


def _place(change: Change) -> tuple[int, int]:
    old, new = change.old, change.new
    return (new.span.start if new else old.span.start if old else 0, old.span.start if old else 0)


def _changes(pair: _Pair) -> Iterator[Change]:
    """What a new version says otherwise than its old one, or says for the first time."""
    for check in pair.report.checks:
        mine = _evidence(pair.text, check.figure.span)
        there = check.evidence[0] if check.evidence else None
        if check.verdict is Verdict.ABSENT:
            reason = f"{check.figure.text} is not in the old version."
            yield Change(kind=ChangeKind.ADDED, reason=reason, new=mine)
        elif check.verdict in FAILING or check.severity is Severity.WARN:
            kind = _KINDS.get(check.verdict, ChangeKind.HEDGE)
            yield Change(kind=kind, reason=_of_versions(check.reason), old=there, new=mine)
        elif there:
            yield from _nuances(pair, check, there)
    for claim in pair.report.claims:
        if claim.severity in (Severity.ERROR, Severity.WARN):
            old = claim.evidence[0] if claim.evidence else None
            new = _evidence(pair.text, claim.span)
            reason = _of_versions(claim.reason)
            yield Change(kind=ChangeKind.CLAIM, reason=reason, old=old, new=new)


def _nuances(pair: _Pair, check: FigureCheck, there: Evidence) -> Iterator[Change]:
    """What differs in a figure that the old version bears out: hedge, status, digits."""
    mine = _evidence(pair.text, check.figure.span)
    at = _index_of(pair.other, there.span)
    if at is None:
        return
    old, old_role = pair.other.figures[at], pair.other.roles[at]
    new_role = pair.text.roles[_index(pair.text, check.figure)]
    if check.verdict is Verdict.ROUNDED:
        reason = f"{old.text} in the old version is {check.figure.text} in the new."
        yield Change(kind=ChangeKind.ROUNDED, reason=reason, old=there, new=mine)
    elif reason := _hedges(old, check.figure) or _statuses(old_role, new_role):
        yield Change(kind=ChangeKind.HEDGE, reason=reason, old=there, new=mine)


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


def _losses(pair: _Pair) -> Iterator[Change]:
    """What the old version says and the new one does not."""
    for check in pair.report.checks:
        mine = _evidence(pair.text, check.figure.span)
        there = check.evidence[0] if check.evidence else check.nearest
        shown = _shown_share(pair, check)
        if shown:
            reason = f"{check.figure.text} of the old version is told only as {shown.text}."
            yield Change(kind=ChangeKind.DENOMINATOR, reason=reason, old=mine, new=shown)
        elif check.verdict in FAILING:
            reason = f"{check.figure.text} is not in the new version."
            is_gone = check.verdict is Verdict.ABSENT
            kind = ChangeKind.GONE if is_gone else _KINDS[check.verdict]
            text = reason if is_gone else _of_versions(check.reason, turned=True)
            yield Change(kind=kind, reason=text, old=mine, new=None if is_gone else there)
    for claim in pair.report.claims:
        if claim.severity in (Severity.ERROR, Severity.WARN):
            new = claim.evidence[0] if claim.evidence else None
            reason = _of_versions(claim.reason, turned=True)
            old = _evidence(pair.text, claim.span)
            yield Change(kind=ChangeKind.CLAIM, reason=reason, old=old, new=new)


def _shown_share(pair: _Pair, check: FigureCheck) -> Evidence | None:
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


def _of_versions(reason: str, *, turned: bool = False) -> str:
    """The check's sentence, the source called by its version."""
    name = "new version" if turned else "old version"
    return reason.replace("the source", f"the {name}").replace("The source", f"The {name}")


def _evidence(source: Source, span: Span) -> Evidence:
    return Evidence(source_id=source.id, span=span, text=span.cut(source.text))


def _index(source: Source, figure: Figure) -> int:
    return source.figures.index(figure)


def _index_of(source: Source, span: Span) -> int | None:
    found = (i for i, figure in enumerate(source.figures) if figure.span.overlaps(span))
    return next(found, None)
