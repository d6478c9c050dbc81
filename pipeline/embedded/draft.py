"""The draft of a brief, by rules alone: what could be said, weighed, chosen and put in order.

In: a record, its source and a length in words. Out: a `Draft` whose figures are references.
"""

import re
from decimal import Decimal

from pipeline.balance.lookup import read_shares
from pipeline.balance.rivals import find_rival_results
from pipeline.embedded.assemble import assemble
from pipeline.embedded.candidate import Candidate
from pipeline.embedded.clauses import is_closed
from pipeline.embedded.draft_clauses import STEP, STEP_ONLY, draft_clauses
from pipeline.embedded.draft_close import draft_close
from pipeline.embedded.draft_columns import draft_columns
from pipeline.embedded.draft_headline import write_headline
from pipeline.embedded.draft_lead import open_brief, spans_rivals
from pipeline.embedded.draft_notes import draft_notes
from pipeline.embedded.draft_opinion import draft_opinion, draft_sentiment
from pipeline.embedded.draft_outcomes import draft_outcomes
from pipeline.embedded.draft_owed import owe
from pipeline.embedded.draft_primary import draft_primary
from pipeline.embedded.draft_quoted import quote_headline
from pipeline.embedded.draft_safety import draft_grave, draft_safety
from pipeline.embedded.draft_tables import draft_tables
from pipeline.embedded.lexicons import COMMENT
from pipeline.embedded.measures import FEWEST
from pipeline.embedded.story import NEWS
from pipeline.embedded.variants import LONGEST
from pipeline.embedded.weights import CERTAIN, FLOOR, LEAD, SHORT, TOGETHER
from pipeline.embedded.worth import find_worth
from pipeline.render import find_references
from schemas.article import ArticleKind
from schemas.draft import Draft, Move, Topic
from schemas.figure import Figure
from schemas.record import Record
from schemas.source import Source


def write_draft(record: Record, source: Source, length: int) -> Draft:
    """A headline and the weightiest sentences that fit in `length` words.

    Cautions on nothing are no brief: where the article gives no other sentence, there is none.
    """
    offers = find_candidates(record, source, length)
    chosen, sentences = assemble(offers, record, source, length)
    if all(item.sentence.move is Move.CAUTION for item in chosen):
        chosen, sentences = (), ()
    text = " ".join(item.printed for item in chosen)
    headline = write_headline(record, source, text)
    return Draft(headline=headline, sentences=sentences, limit=length)


def find_candidates(record: Record, source: Source, length: int) -> tuple[Candidate, ...]:
    """Everything the story offers a brief, by all three moves."""
    found = (
        *draft_outcomes(record, source),
        *draft_safety(record, source),
        *draft_notes(record, source, length),
        *draft_clauses(record, source, length),
        *draft_tables(record, source),
        *draft_columns(record, source),
        *draft_opinion(record, source, length),
        *draft_sentiment(record, source),
    )
    found = (*found, *draft_primary(record, source, found))
    found = (*found, *draft_grave(record, source, found, length))
    found = (*found, *(draft_close(record, source, found) if length >= SHORT else ()))
    found = (*found, *quote_headline(record, source, found))
    found = tuple(item for item in found if is_closed(item.printed))
    found = tuple(give_points(item, find_worth(record, source), source) for item in found)
    raised = raise_main(raise_rivals(found, record, source), record)
    ready = span_rivals(raise_lead(spare_steps(raised), record), record, source, length)
    return open_brief(owe(ready, record, source, length), record, source, length)


def give_points(item: Candidate, worth: dict[str, int], source: Source) -> Candidate:
    """The candidate with what each fact it prints is worth."""
    by_mention = source_facts(source)
    told = [
        f"f{number}" if sort == "f" else by_mention.get(int(number), "")
        for sort, number in find_references(item.sentence.text)
    ]
    points = tuple((fact, worth[fact]) for fact in dict.fromkeys(told) if fact in worth)
    return item.model_copy(update={"points": points})


def source_facts(source: Source) -> dict[int, str]:
    """The id of every figure's fact, by the figure's index."""
    return {mention: fact.id for fact in source.facts for mention in fact.mentions}


def raise_rivals(
    candidates: tuple[Candidate, ...], record: Record, source: Source
) -> tuple[Candidate, ...]:
    """Results of one measure at several cuts weigh more, so that all of them come or none.

    Where one sentence tells several of them, only such a sentence gains: it stands for all.
    """
    rivals = [item for group in find_rival_results(record, source) for item in group]
    shares = [read_shares(source, item.fact) for item in rivals]
    told = [
        0 if COMMENT.search(item.printed) else _count_told(item, shares, source)
        for item in candidates
    ]
    enough = 2 if any(count > 1 for count in told) else 1
    return tuple(
        item.model_copy(update={"weight": item.weight + TOGETHER * count})
        if count >= enough and item.sentence.topic is Topic.BENEFIT
        else item
        for item, count in zip(candidates, told, strict=True)
    )


def span_rivals(
    candidates: tuple[Candidate, ...], record: Record, source: Source, length: int
) -> tuple[Candidate, ...]:
    """In a brief of a few lines one range with both its numbers stands for a result's every cut."""
    if length >= SHORT:
        return candidates
    for group in find_rival_results(record, source):
        values = [value for item in group for value in read_shares(source, item.fact)]
        ends = (min(values), max(values)) if values else ()
        best = next((item for item in candidates if spans_rivals(item, ends, source)), None)
        if best is not None:
            top = max(item.weight for item in candidates)
            candidates = tuple(
                item.model_copy(update={"weight": top + 1}) if item is best else item
                for item in candidates
            )
    return candidates


def raise_main(candidates: tuple[Candidate, ...], record: Record) -> tuple[Candidate, ...]:
    """The weightiest result weighs more, so that the shortest brief of a study has one.

    A market's story and a company's calendar are about something else.
    """
    if record.kind in {ArticleKind.MARKET, ArticleKind.OUTLOOK}:
        return candidates
    results = [
        item
        for item in candidates
        if item.sentence.topic is Topic.BENEFIT and item.needs < 0 and item.weight >= FLOOR
    ]
    main = max(results, key=lambda item: item.weight, default=None)
    if main is None:
        return candidates
    raised = main.model_copy(update={"weight": main.weight + TOGETHER})
    return tuple(raised if item is main else item for item in candidates)


def spare_steps(candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Where one sentence of the article says of its steps that they are only steps, that will do.

    The other sentences on those steps lean on it, instead of each repeating a limit of ours.
    """
    limits = [
        item
        for item in candidates
        if _ONLY_STEPS.search(item.printed) and not item.printed.endswith(STEP_ONLY)
    ]
    best = max(limits, key=lambda item: item.weight, default=None)
    if best is None:
        return candidates
    raised = best.model_copy(update={"weight": best.weight + TOGETHER})
    return tuple(raised if item is best else _lean_on(best, item) for item in candidates)


LEADING = 2
"""Sentences of a story in which its writer tells the news."""


def raise_lead(candidates: tuple[Candidate, ...], record: Record) -> tuple[Candidate, ...]:
    """What the story opens with weighs more: its writer judged it the news.

    Not what is long or leans, nor what is certain of its place already; an outlook's first sentence
    has been weighed so before.
    """
    if record.kind is ArticleKind.OUTLOOK:
        return candidates
    news = [item for item in record.passages if item.kind in NEWS and not item.opinion]
    places = {item.evidence.span.start for item in news[:LEADING]}
    return tuple(
        item.model_copy(update={"weight": item.weight + LEAD})
        if item.sentence.evidence
        and item.place in places
        and item.needs < 0
        and item.words <= LONGEST
        and item.weight < CERTAIN
        else item
        for item in candidates
    )


_ONLY_STEPS = re.compile(r"\bprocess (?:milestones?|steps?)\b[^.]*\bnot\b")


def _lean_on(limit: Candidate, item: Candidate) -> Candidate:
    """The candidate without our limit, where the article's names the same steps."""
    steps = STEP.findall(item.printed.removesuffix(STEP_ONLY))
    if not item.printed.endswith(STEP_ONLY) or not all(step in limit.printed for step in steps):
        return item
    text = item.sentence.text.removesuffix(STEP_ONLY) + "."
    printed = item.printed.removesuffix(STEP_ONLY) + "."
    sentence = item.sentence.model_copy(update={"text": text})
    return item.model_copy(update={"sentence": sentence, "printed": printed, "needs": limit.place})


def _count_told(item: Candidate, shares: list[frozenset[Decimal]], source: Source) -> int:
    """How many of the rival results a candidate prints, as a rate or as an n/N that comes to it.

    Several count as told only where each has its own n/N: `67% or 44%` alone stands for neither.
    """
    references = find_references(item.sentence.text)
    figures = [source.figures[int(number)] for sort, number in references if sort == "m"]
    printed = {value for figure in figures for value in _percents(figure)}
    told = sum(any(abs(a - b) < 1 for a in share for b in printed) for share in shares)
    counted = sum(figure.whole is not None for figure in figures)
    return told if counted >= told else min(told, 1)


def _percents(figure: Figure) -> tuple[Decimal, ...]:
    """A rate in percent, also where it is printed as n/N; a range is neither of its ends."""
    if figure.is_range:
        return ()
    if figure.unit == "%":
        return figure.values
    if figure.part is None or figure.whole is None or figure.whole < FEWEST:
        return ()
    return (100 * figure.part / figure.whole,)
