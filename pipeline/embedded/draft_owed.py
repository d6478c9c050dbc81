"""What a brief owes its reader: the main result, what decides the trial, the gravest harm.

In: candidates with their record and source. Out: the same, with what is owed taken before what is
merely of interest.
"""

import re

from pipeline.balance.harms import find_worst_harms
from pipeline.balance.lookup import find_figures_of
from pipeline.balance.primary import find_headline_facts, find_primary_facts
from pipeline.embedded.candidate import Candidate, prints
from pipeline.embedded.draft_quoted import HEADLINE_READS
from pipeline.embedded.lexicons import COMMENT
from pipeline.embedded.weights import (
    DECIDES_OWED,
    HARM_OWED,
    HEADLINE_OWED,
    PRIMARY_OWED,
    RESULT_OWED,
)
from schemas.article import ArticleKind
from schemas.draft import Topic
from schemas.record import Record
from schemas.source import Source

DECIDES = re.compile(
    r"\b(?:primary (?:endpoint|goal|outcome)|main (?:goal|endpoint)|non-?inferior\w*|margin)\b",
    re.IGNORECASE,
)


def owe(
    candidates: tuple[Candidate, ...], record: Record, source: Source, length: int
) -> tuple[Candidate, ...]:
    """The primary result, the main one in both arms, what decides the trial, the gravest harm.

    They are owed, as is what the story's own headline gives: taken before what is merely of
    interest. The gravest harm is a gate: the primary result takes no more than it leaves.
    """
    given = find_headline_facts(record.passages, source)
    owed = [(_best_like(fact, candidates, source), HEADLINE_OWED) for fact in given]
    if record.kind is ArticleKind.MARKET:
        return tuple(_owe(item, owed) for item in candidates)
    grave = [event.fact for event in find_worst_harms(record, source)]
    harms = [_best_on(fact, candidates, source) for fact in grave]
    room = length - sum(item.words for item in harms if item is not None)
    paired = [item.fact for item in record.outcomes if item.comparator][:1]
    owed += [(_best_on(fact, candidates, source), RESULT_OWED) for fact in paired]
    owed.append((_deciding(candidates), DECIDES_OWED))
    owed.append((_best_primary(record, candidates, source, room), PRIMARY_OWED))
    owed += [(item, HARM_OWED) for item in harms]
    return tuple(_owe(item, owed) for item in candidates)


def _owe(item: Candidate, owed: list[tuple[Candidate | None, int]]) -> Candidate:
    """The candidate with the most that is owed of it, as it is where nothing is."""
    weight = max((weight for one, weight in owed if one is item), default=0)
    if not weight:
        return item
    return item.model_copy(update={"weight": max(item.weight, weight), "owed": True})


def _best_on(fact: str, candidates: tuple[Candidate, ...], source: Source) -> Candidate | None:
    """The weightiest sentence that prints a figure of this fact; `None` where none stands alone."""
    spans = {figure.span for figure in find_figures_of(source, fact)}
    telling = [
        item
        for item in candidates
        if item.needs < 0 and not COMMENT.search(item.printed) and prints(item, spans, source)
    ]
    return max(telling, key=lambda item: item.weight, default=None)


def _best_like(fact: str, candidates: tuple[Candidate, ...], source: Source) -> Candidate | None:
    """The weightiest sentence of the story that prints what the headline's figure says."""
    said = {(figure.unit, figure.values) for figure in find_figures_of(source, fact)}
    spans = {f.span for f in source.figures if (f.unit, f.values) in said}
    telling = [
        item
        for item in candidates
        if item.needs < 0
        and not COMMENT.search(item.printed)
        and not item.printed.startswith(HEADLINE_READS)
        and prints(item, spans, source)
    ]
    return max(telling, key=lambda item: item.weight, default=None)


def _best_primary(
    record: Record, candidates: tuple[Candidate, ...], source: Source, room: int
) -> Candidate | None:
    """The sentence of so many words at most that prints most of the primary result, if any does."""
    facts = find_primary_facts(record.passages, source)
    spans = [{figure.span for figure in find_figures_of(source, fact)} for fact in facts]
    told = [
        (sum(prints(item, each, source) for each in spans), item.weight, -at)
        for at, item in enumerate(candidates)
        if item.needs < 0 and item.words <= room and not COMMENT.search(item.printed)
    ]
    most = max(told, default=(0, 0, 0))
    return candidates[-most[2]] if most[0] else None


def _deciding(candidates: tuple[Candidate, ...]) -> Candidate | None:
    """The weightiest result that names the primary endpoint, non-inferiority or the margin."""
    found = [
        item
        for item in candidates
        if item.sentence.topic is Topic.BENEFIT
        and item.needs < 0
        and item.facts
        and DECIDES.search(item.printed)
    ]
    return max(found, key=lambda item: item.weight, default=None)
