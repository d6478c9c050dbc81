"""Do the notes for the editor name what the labels find amiss? In: a brief and its story's labels.

Out: shares. A conflict is named where one note points at figures of two of its facts, or of its one
fact; a gap where a note is of its field, or says most of its words.
"""

from collections.abc import Sequence

from evals.truth import Shelf
from evals.truth_roles import read_words
from schemas.brief import Brief
from schemas.score import Share
from schemas.text import Evidence

MOST = 0.5
"""Of the words of a labelled gap, the share that a note must have."""

_ALIKE = {
    "confidence_interval": "interval",
    "other_arms": "comparator",
    "safety_denominator": "denominator",
    "follow_up": "duration",
    "durability": "duration",
}
"""Fields that different hands name differently."""


def score_conflicts(brief: Brief, shelf: Shelf) -> tuple[Share, Share]:
    """Labelled conflicts that a note names, and notes on conflicts that a label bears out."""
    noted = [
        _facts_of(evidence, shelf)
        for evidence in (
            *(conflict.evidence for conflict in brief.notes.conflicts),
            *(note.evidence for note in brief.report.source_notes),
        )
    ]
    distinct = list(dict.fromkeys(facts for facts in noted if facts))
    wanted = [frozenset(conflict.facts) for conflict in shelf.story.conflicts]
    named = [
        facts
        for facts in wanted
        if any(len(facts & each) >= min(2, len(facts)) for each in distinct)
    ]
    borne = [facts for facts in distinct if any(facts & each for each in wanted)]
    return (
        Share(hits=len(named), of=len(wanted)),
        Share(hits=len(borne), of=len(distinct)),
    )


def score_gaps(brief: Brief, shelf: Shelf) -> Share:
    """Labelled gaps that a note of the editor's names."""
    fields = {_alike(gap.field) for gap in brief.notes.gaps}
    notes = [
        read_words(text) for text in (*(g.text for g in brief.notes.gaps), *brief.notes.cautions)
    ]
    named = [
        gap
        for gap in shelf.story.gaps
        if _alike(gap.field) in fields or _is_said(read_words(gap.text), notes)
    ]
    return Share(hits=len(named), of=len(shelf.story.gaps))


def _is_said(words: frozenset[str], notes: Sequence[frozenset[str]]) -> bool:
    return any(len(words & note) >= MOST * len(words) for note in notes)


def _alike(field: str) -> str:
    return _ALIKE.get(field, field)


def _facts_of(evidence: Sequence[Evidence], shelf: Shelf) -> frozenset[str]:
    """The labelled facts whose figures the words of a note touch."""
    return frozenset(
        figure.fact
        for figure in shelf.figures
        for words in evidence
        if words.span.overlaps(figure.span)
    )
