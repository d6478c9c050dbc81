"""Do the notes for the editor name what the labels find amiss? In: a brief and its story's labels.

Out: shares, of what is labelled and of what is noted. A conflict is named where one note points at
figures of two of its facts, or of its one fact; a gap where a note is of its field, or says most of
its words.
"""

from collections.abc import Sequence
from typing import TypeAlias

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
    """Labelled conflicts that a note names, and of all notes on conflicts those that name one.

    A note counts whatever it points at. Only one that the record and the checker put in the same
    words of the same places is one note.
    """
    made = dict.fromkeys(
        (
            *((conflict.text, conflict.evidence) for conflict in brief.notes.conflicts),
            *((note.reason, note.evidence) for note in brief.report.source_notes),
        )
    )
    notes = [_facts_of(evidence, shelf) for _, evidence in made]
    wanted = [frozenset(conflict.facts) for conflict in shelf.story.conflicts]
    named = [facts for facts in wanted if any(_names(note, facts) for note in notes)]
    borne = [note for note in notes if any(_names(note, facts) for facts in wanted)]
    return Share(hits=len(named), of=len(wanted)), Share(hits=len(borne), of=len(notes))


def _names(note: frozenset[str], conflict: frozenset[str]) -> bool:
    """Does a note touch two of a conflict's facts, or its only one?"""
    return bool(conflict) and len(note & conflict) >= min(2, len(conflict))


def score_gaps(brief: Brief, shelf: Shelf) -> tuple[Share, Share]:
    """Labelled gaps that a note of the editor's names, and of the notes on gaps those of a label.

    A caution can name a gap, and is no note on one: most say something else.
    """
    labelled = [(_alike(gap.field), read_words(gap.text)) for gap in shelf.story.gaps]
    noted = [(_alike(gap.field), read_words(gap.text)) for gap in brief.notes.gaps]
    cautions = [("", read_words(text)) for text in brief.notes.cautions]
    named = [gap for gap in labelled if any(_is_same(gap, n) for n in (*noted, *cautions))]
    borne = [note for note in noted if any(_is_same(gap, note) for gap in labelled)]
    return Share(hits=len(named), of=len(labelled)), Share(hits=len(borne), of=len(noted))


_Gap: TypeAlias = tuple[str, frozenset[str]]
"""A field and the words of a sentence."""


def _is_same(labelled: _Gap, noted: _Gap) -> bool:
    """One field, or most words of the label in the note."""
    (field, words), (other, said) = labelled, noted
    return field == other or (bool(words) and len(words & said) >= MOST * len(words))


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
