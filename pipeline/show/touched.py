"""A checked text in, those of its source's notes out that are about what it says."""

from schemas.checked import CheckedText
from schemas.verdict import SourceNote


def notes_touched(checked: CheckedText) -> tuple[SourceNote, ...]:
    """The notes on the source that are about words on which the checked text rests."""
    report = checked.report
    places = [
        *checked.touched,
        *(evidence for check in report.checks for evidence in check.evidence),
        *(check.nearest for check in report.checks if check.nearest),
        *(evidence for claim in report.claims for evidence in claim.evidence),
    ]
    return tuple(
        note
        for note in report.source_notes
        if any(
            said.source_id == place.source_id and said.span.overlaps(place.span)
            for said in note.evidence
            for place in places
        )
    )
