"""Two versions of a story, each checked against the other, in; the claims that differ out.

A claim is told where its sentence was edited, or where the other version has no such sentence; one
that stands word for word in both has not changed.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.figures.check import check_against
from pipeline.versions_align import Twins, evidence_of, touches
from schemas.diff import Change, ChangeKind
from schemas.source import Source
from schemas.text import Span
from schemas.verdict import ClaimFinding, FigureReport, Severity

_OWN_RULES = frozenset({"EB_NAME", "EB_QUOTE", "EB_ADVICE", "EB_SENTIMENT"})
"""Of claims: in a sentence that the other version lacks, its names and quotations are new too."""


class Shared(NamedTuple):
    """A sentence that the other text has too, where it was edited, and where in its words alone."""

    sentence: Span
    edits: tuple[Span, ...]
    reworded: tuple[Span, ...]


class Pair(NamedTuple):
    """A text and the text that it was checked against, and what stands in both."""

    text: Source
    other: Source
    report: FigureReport
    shared: tuple[Shared, ...]
    partners: Mapping[int, int]
    """By the index of a figure, that of the other text's in its place."""

    def shared_at(self, span: Span) -> Shared | None:
        """The sentence that holds a span; `None` where the other text has it not."""
        return next((one for one in self.shared if one.sentence.covers(span)), None)


def pair_up(old: Source, new: Source, twins: Sequence[Twins]) -> tuple[Pair, Pair]:
    """The new version checked against the old, and the old against the new."""
    in_new, in_old = [], []
    for pair in twins:
        words = [edit for edit in pair.edits if edit.is_of_words]
        in_new.append(
            Shared(pair.new, tuple(e.new for e in pair.edits), tuple(e.new for e in words))
        )
        in_old.append(
            Shared(pair.old, tuple(e.old for e in pair.edits), tuple(e.old for e in words))
        )
    forth = {mine: other for pair in twins for other, mine in pair.figures}
    back = {other: mine for mine, other in forth.items()}
    return (
        Pair(new, old, check_against(new, (old,)), tuple(in_new), forth),
        Pair(old, new, check_against(old, (new,)), tuple(in_old), back),
    )


def find_claims(pair: Pair, told: Sequence[Change], *, turned: bool = False) -> Iterator[Change]:
    """Words that the other version does not bear out, where they were edited and nothing else says.

    In a sentence of both versions they must stand where it was edited, in one that the other lacks
    they must not be mere names or quotations.
    """
    places = [(c.old if turned else c.new) for c in told]
    spans = [place.span for place in places if place]
    for claim in pair.report.claims:
        if claim.severity not in (Severity.ERROR, Severity.WARN):
            continue
        shared = pair.shared_at(claim.span)
        if turned and shared is None and not claim.evidence:
            continue
        if not _is_new(claim, shared) or (shared and _is_touched(claim, shared, spans)):
            continue
        mine = evidence_of(pair.text, claim.span)
        there = claim.evidence[0] if claim.evidence else None
        reason = of_versions(claim.reason, turned=turned)
        old, new = (mine, there) if turned else (there, mine)
        yield Change(kind=ChangeKind.CLAIM, reason=reason, old=old, new=new)


def _is_new(claim: ClaimFinding, shared: Shared | None) -> bool:
    """Does it stand where a sentence was edited? In one that is new, names and quotations do not.

    A name counts where it stands in another's place, and not where words were left out.
    """
    if shared is None:
        return claim.rule not in _OWN_RULES
    edits = shared.reworded if claim.rule == "EB_NAME" else shared.edits
    return any(touches(edit, claim.span) for edit in edits)


def _is_touched(claim: ClaimFinding, shared: Shared, spans: Sequence[Span]) -> bool:
    """Is something told already of the very edit that the claim stands in?"""
    here = (edit for edit in shared.edits if touches(edit, claim.span))
    return any(touches(edit, span) for edit in here for span in spans)


def of_versions(reason: str, *, turned: bool = False) -> str:
    """The check's sentence, the source called by its version."""
    name = "new version" if turned else "old version"
    return reason.replace("the source", f"the {name}").replace("The source", f"The {name}")
