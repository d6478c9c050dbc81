"""What a model should know of a story before it writes: gaps, contradictions, what is unverified.

In: a record and its source. Out: short lines, the weightiest first; they tell what the brief must
not smooth over.
"""

from pipeline.balance.cautions import choose_cautions
from schemas.record import Record
from schemas.source import Source, Status

MOST = 12
"""Lines; more would drown the article."""


def list_notes(record: Record, source: Source) -> str:
    """One line a note; empty where the story gives no cause for any."""
    lines = [f"conflict: {one.text}" for one in record.conflicts]
    gaps = sorted(record.gaps, key=lambda gap: -gap.weight)
    lines += [f"gap: {gap.text}" for gap in gaps]
    lines += [f"caution: {caution.text}" for caution in choose_cautions(record, source)]
    unsure = [fact.id for fact in source.facts if fact.role.status is Status.UNVERIFIED]
    if unsure:
        lines.append(f"unverified by the article itself: {', '.join(unsure)}")
    return "\n".join(f"- {line}" for line in dict.fromkeys(lines[:MOST]))
