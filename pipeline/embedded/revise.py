"""A draft with what was found wrong put right.

In: a draft, its record and source, and the report on it. Out: a draft in which every sentence that
held an error says the same in words nearer the source: a data sentence becomes the clause it rests
on, a clause the sentence in quotation marks. What cannot be put right is withheld later, in sight.
"""

from pipeline.embedded.clauses import write_template
from pipeline.embedded.variants import find_variants
from pipeline.render import find_faulty, render
from schemas.draft import Draft, DraftSentence, Move
from schemas.record import Record
from schemas.source import Source
from schemas.verdict import FigureReport

LONGEST_QUOTE = 40
"""Words; a longer sentence is not quoted whole."""


def revise_draft(draft: Draft, record: Record, source: Source, report: FigureReport) -> Draft:
    """The draft with its faulty sentences rewritten nearer to the source."""
    faulty = find_faulty(render(draft, source), report)
    sentences = tuple(
        _nearer(sentence, draft, record, source) if index in faulty else sentence
        for index, sentence in enumerate(draft.sentences)
    )
    return draft.model_copy(update={"sentences": sentences})


def _nearer(sentence: DraftSentence, draft: Draft, record: Record, source: Source) -> DraftSentence:
    """The same evidence in the source's own clause, or quoted; as it was where neither can be."""
    if not sentence.evidence or sentence.move is Move.QUOTE:
        return sentence
    span = sentence.evidence[0].span
    if sentence.move is Move.DATA:
        passage = next((item for item in record.passages if item.evidence.span == span), None)
        variants = find_variants(passage, record, source) if passage else ()
        printed = {other.text for other in draft.sentences}
        fresh = [item.text for item in variants if not item.leans and item.text not in printed]
        if fresh:
            return sentence.model_copy(update={"text": fresh[0], "move": Move.CLAUSE})
    whole = write_template(source, span).rstrip(".")
    if len(whole.split()) > LONGEST_QUOTE or '"' in whole or "“" in whole:
        return sentence
    return sentence.model_copy(update={"text": f"The article says: “{whole}.”", "move": Move.QUOTE})
