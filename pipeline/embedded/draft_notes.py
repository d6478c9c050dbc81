"""The few notes that enter the text: gaps that change the main result, and cautions.

In: a record, its source and a length. Out: sentences. At most two gaps and one caution for each
hundred words; a caution and a gap on one matter are not both printed.
"""

from pipeline.balance.cautions import MINOR, choose_cautions
from pipeline.embedded.candidate import Candidate, make_candidate
from pipeline.embedded.weights import CAUTION_SAID, GAP_SAID, ONE_CAUTION, SHORT
from schemas.draft import Move, Topic
from schemas.record import Record
from schemas.source import Source

_SAME = {
    "denominator": "denominator",
    "safety_denominator": "denominator",
    "comparator": "comparator_unidentified",
}
"""Which caution says what a gap says."""


def draft_notes(record: Record, source: Source, length: int) -> tuple[Candidate, ...]:
    """Gaps first, since they are the story's own; then the weightiest cautions on other matters."""
    if length < SHORT:
        return _one_note(record, source)
    gaps = [gap for gap in record.gaps if gap.weight >= 3][: 2 if length >= 200 else 1]
    if not gaps and not any(cohort.evidence for cohort in record.cohorts):
        gaps = [gap for gap in record.gaps if gap.field in {"denominator", "comparator"}][:1]
    notes = [
        make_candidate(gap.text, Move.CAUTION, Topic.LIMIT, source, gap.evidence, GAP_SAID)
        for gap in gaps
    ]
    said = {_SAME.get(gap.field, gap.field) for gap in gaps}
    cautions = [
        item
        for item in choose_cautions(record, source)
        if item.kind not in said and item.weight >= MINOR
    ]
    for caution in cautions[: max(1, length // 100)]:
        notes.append(
            make_candidate(caution.text, Move.CAUTION, Topic.LIMIT, source, (), CAUTION_SAID)
        )
    return tuple(notes)


def _one_note(record: Record, source: Source) -> tuple[Candidate, ...]:
    """For a brief of a few lines: the one caution that matters most, if there is room left."""
    return tuple(
        make_candidate(caution.text, Move.CAUTION, Topic.LIMIT, source, (), ONE_CAUTION)
        for caution in choose_cautions(record, source)[:1]
        if caution.weight >= MINOR
    )
