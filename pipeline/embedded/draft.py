"""The draft of a brief, by rules alone: what could be said, weighed, chosen and put in order.

In: a record, its source and a length in words. Out: a `Draft` whose figures are references.
"""

from pipeline.embedded.candidate import Candidate
from pipeline.embedded.choose import arrange, choose
from pipeline.embedded.draft_clauses import STEP_ONLY, STEP_TOO, draft_clauses
from pipeline.embedded.draft_headline import write_headline
from pipeline.embedded.draft_notes import draft_notes
from pipeline.embedded.draft_opinion import draft_opinion, draft_sentiment
from pipeline.embedded.draft_outcomes import draft_outcomes
from pipeline.embedded.draft_safety import draft_safety
from schemas.draft import Draft, DraftSentence
from schemas.record import Record
from schemas.source import Source


def write_draft(record: Record, source: Source, length: int) -> Draft:
    """A headline and the weightiest sentences that fit in `length` words."""
    chosen = arrange(choose(find_candidates(record, source, length), length), record.kind)
    sentences = say_once(tuple(item.sentence for item in chosen))
    return Draft(headline=write_headline(record, source), sentences=sentences)


def say_once(sentences: tuple[DraftSentence, ...]) -> tuple[DraftSentence, ...]:
    """That a step is no sign of approval is said in full of the first one only."""
    said, kept = False, []
    for item in sentences:
        if said and item.text.endswith(STEP_ONLY):
            item = item.model_copy(update={"text": item.text.removesuffix(STEP_ONLY) + STEP_TOO})
        said = said or item.text.endswith(STEP_ONLY)
        kept.append(item)
    return tuple(kept)


def find_candidates(record: Record, source: Source, length: int) -> tuple[Candidate, ...]:
    """Everything the story offers a brief, by all three moves."""
    return (
        *draft_outcomes(record, source),
        *draft_safety(record, source),
        *draft_notes(record, source, length),
        *draft_clauses(record, source, length),
        *draft_opinion(record, source),
        *draft_sentiment(record, source),
    )
