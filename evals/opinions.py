"""Whose opinion a brief voices. In: a brief, its golden. Out: sentences that make one their own."""

from schemas.brief import Brief
from schemas.draft import Move
from schemas.golden import Golden


def find_own_opinions(golden: Golden, brief: Brief) -> tuple[str, ...]:
    """Sentences that rest on a passage labelled as opinion without quoting it."""
    return tuple(
        sentence.text
        for sentence in brief.sentences
        if sentence.move is not Move.QUOTE
        and any(
            passage.span.overlaps(evidence.span)
            for passage in golden.labels.opinion
            for evidence in sentence.evidence
        )
    )
