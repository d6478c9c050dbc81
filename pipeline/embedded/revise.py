"""A draft with what was found wrong put right.

In: a draft, its record and source, and the report on it. Out: a draft without the sentences that
held an error. A data sentence gives way to the clause it rests on; a clause to the next weightiest
sentence the story offers. What is still wrong after that is withheld by the pipeline, in sight.
"""

from pipeline.embedded.assemble import Trace, assemble, trace
from pipeline.embedded.candidate import Candidate, make_candidate
from pipeline.embedded.draft import find_candidates
from pipeline.embedded.draft_headline import write_headline
from pipeline.embedded.variants import find_clauses
from pipeline.embedded.weights import KEPT, NEARER_CLAUSE, SUBSTITUTE
from pipeline.render import find_faulty, render
from schemas.balance import BalanceReport
from schemas.draft import Draft, DraftSentence, Move, Topic
from schemas.record import Record
from schemas.source import Source
from schemas.verdict import FigureReport


def revise_draft(
    draft: Draft, record: Record, source: Source, report: FigureReport, balance: BalanceReport
) -> Draft:
    """The draft with its faulty sentences replaced, in as many words as were asked for."""
    rendered = render(draft, source)
    faulty = find_faulty(rendered, report)
    length = draft.limit or len(rendered.summary.split())
    kept = [item for at, item in enumerate(draft.sentences) if at not in faulty]
    wrong = [item for at, item in enumerate(draft.sentences) if at in faulty]
    fresh = [_nearer(draft.sentences[at], record, source) for at in sorted(faulty) if at >= 0]
    offers = [*(item for item in fresh if item), *find_candidates(record, source, length)]
    plain = {item.sentence.text for item in offers}
    dropped = {item.text for item in wrong}
    usable = tuple(item for item in offers if item.sentence.text not in dropped)
    missed = {_TOPIC_OF[gate.id] for gate in balance.failed_gates if gate.id in _TOPIC_OF}
    turned = (*wrong, *(item for item in kept if item.topic in missed))
    literal = frozenset(trace(item) for item in turned if item.text not in plain)
    held = set() if missed and not faulty else {trace(item) for item in kept}
    lost = missed | {draft.sentences[at].topic for at in faulty if at >= 0}
    raised = tuple(raise_lost(item, held, lost) for item in usable)
    chosen, sentences = assemble(raised, record, source, length, literal)
    text = " ".join(item.printed for item in chosen)
    headline = draft.headline if -1 in faulty else write_headline(record, source, text)
    return Draft(headline=headline, sentences=sentences, limit=draft.limit)


_TOPIC_OF = {"G4": Topic.HARM, "G5": Topic.BENEFIT}
"""What a brief lacks that fails one of these gates."""


def raise_lost(candidate: Candidate, kept: set[Trace], lost: set[Topic]) -> Candidate:
    """What was right stays; what was lost is made good on its own topic first."""
    more = SUBSTITUTE if candidate.sentence.topic in lost else 0
    more = KEPT if trace(candidate.sentence) in kept else more
    return candidate.model_copy(update={"weight": candidate.weight + more})


def _nearer(sentence: DraftSentence, record: Record, source: Source) -> Candidate | None:
    """For a data sentence the source's own clause on the same evidence; `None` for the rest."""
    if sentence.move is not Move.DATA or not sentence.evidence:
        return None
    span = sentence.evidence[0].span
    passage = next((item for item in record.passages if item.evidence.span == span), None)
    variants = find_clauses(passage, record, source) if passage else ()
    text = next((item.text for item in variants if not item.leans), "")
    if not text:
        return None
    return make_candidate(
        text, Move.CLAUSE, sentence.topic, source, sentence.evidence, NEARER_CLAUSE
    )
