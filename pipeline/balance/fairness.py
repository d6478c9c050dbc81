"""Criteria on the whole: prominence, limits, what the source lacks, length.

In: a `Case`. Out: an `Answer`.
"""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from pipeline.balance.case import (
    Answer,
    Case,
    failed,
    find_same_facts,
    find_sentences_using,
    find_topic,
    not_applicable,
    passed,
)
from pipeline.balance.words import count_words, says_topic
from schemas.draft import Topic
from schemas.record import Conflict
from schemas.text import Evidence

LEAST_SHARE, MOST_SHARE = Decimal("0.6"), Decimal("2.5")
"""Words on harms and limits for each word on benefits. Our bounds, after the FDA's
"comparable in scope, depth and detail" (21 CFR 202.1(e)(6), OPDP)."""

LONGEST_BRIEF, LONGEST_SENTENCE = 250, 35
"""In words; the longest length offered, and what plain-language guides call long."""

HEAVY_GAP = 3
"""The weight of a gap that changes how a reader takes the main result."""

_QUALIFIED = (
    "phase",
    "early",
    "interim",
    "small",
    "uncontrolled",
    "futility",
    "single-arm",
    "preliminary",
)


def weigh_prominence(case: Case) -> Answer:
    """B05: harms and limits neither bury the benefit nor are buried; the headline sells no number.

    Where every harm the article quantifies is told, any length is enough: there is no more to tell.
    """
    problem = _weigh_headline(case)
    if problem:
        return failed(problem)
    benefits, others = find_topic(case, Topic.BENEFIT), find_topic(case, Topic.HARM, Topic.LIMIT)
    if not benefits:
        return not_applicable("The brief speaks of no benefit.")
    if not others:
        offered = bool(case.record.safety or case.record.open_questions)
        if offered:
            return failed("The brief gives benefits but none of the harms and limits on offer.")
        return not_applicable("The article offers no harms and no limits.")
    latest = benefits[1] + 1 if len(benefits) > 1 else benefits[0] + 2
    if others[0] > latest:
        return failed("The first harm or limit comes later than the second benefit.")
    share = Decimal(_count(case, others)) / Decimal(max(1, _count(case, benefits)))
    least = LEAST_SHARE if _leaves_out_harm(case) else Decimal(0)
    if not least <= share <= MOST_SHARE:
        bound = f"less than the {least}" if share < least else f"more than the {MOST_SHARE}"
        return failed(
            f"Harms and limits take {share:.2f} words for each word on benefits, "
            f"{bound} that is even."
        )
    return passed("Harms and limits have their place beside the benefits.")


def _leaves_out_harm(case: Case) -> bool:
    """Does the article give a harm, with a rate or as not seen, that no sentence tells?"""
    text = case.text.lower()
    return any(
        not find_sentences_using(case, event.fact)
        if event.fact and not event.none_reported
        else event.term.lower() not in text
        for event in case.record.safety
    )


def weigh_limits(case: Case) -> Answer:
    """B06: two of the open questions are told, durability among them if it is open."""
    questions = case.record.open_questions
    if not questions:
        return not_applicable("Neither the article nor what it leaves out raises an open question.")
    told = {q.topic for q in questions if _is_told(case, q.topic, q.evidence)}
    asked = {question.topic for question in questions}
    if "durability" in asked and "durability" not in told:
        return failed("The brief does not say that durability is open.")
    if len(told) < min(2, len(asked)):
        return failed(
            f"The brief tells too few open questions; there are: {', '.join(sorted(asked))}."
        )
    return passed("The open questions that matter most are told.")


def weigh_gaps(case: Case) -> Answer:
    """B12: the weightiest gap is told, and no contradiction of the article is settled silently."""
    for conflict in case.record.conflicts:
        if _is_settled_silently(case, conflict):
            return failed(f"The brief shows one side of a contradiction: {conflict.text}")
    heavy = [gap for gap in case.record.gaps if gap.weight >= HEAVY_GAP]
    if not heavy and not case.record.conflicts:
        return not_applicable("The article has no weighty gap and no contradiction.")
    if heavy and not any(
        gap.text in case.text or says_topic(case.text, gap.field) for gap in heavy
    ):
        return failed(
            f"The brief does not tell what matters most of what is missing: {heavy[0].text}"
        )
    return passed("What is missing or contradictory is told, not settled.")


def weigh_length(case: Case) -> Answer:
    """B16: no brief over 250 words, no sentence over 35, no result told twice."""
    lengths = [count_words(sentence.text) for sentence in case.sentences]
    if sum(lengths) > LONGEST_BRIEF:
        return failed(f"The brief has {sum(lengths)} words; {LONGEST_BRIEF} is the most.")
    if max(lengths, default=0) > LONGEST_SENTENCE:
        longest = case.sentences[lengths.index(max(lengths))].text
        return failed(f"A sentence has {max(lengths)} words: {longest!r}")
    told = Counter(
        (sentence.topic, fact)
        for sentence, facts in zip(case.sentences, case.facts, strict=True)
        for fact in facts & _main_facts(case)
    )
    repeated = [fact for (_, fact), times in told.items() if times > 1]
    if repeated:
        index = find_sentences_using(case, repeated[0])[1]
        return failed(f"A result is told twice; the second time in {case.sentences[index].text!r}")
    return passed(f"{sum(lengths)} words, no sentence over {LONGEST_SENTENCE}, nothing told twice.")


def _weigh_headline(case: Case) -> str:
    """What is wrong with the headline: an efficacy figure with nothing to hold it; else empty."""
    benefit = frozenset[str]().union(
        *(find_same_facts(case, outcome.fact) for outcome in case.record.outcomes)
    )
    if not case.headline_facts & benefit:
        return ""
    if any(word in case.headline.lower() for word in _QUALIFIED):
        return ""
    return "The headline holds an efficacy figure without phase, size or another limit."


def _count(case: Case, indexes: Iterable[int]) -> int:
    return sum(count_words(case.sentences[index].text) for index in indexes)


def _is_told(case: Case, topic: str, evidence: tuple[Evidence, ...]) -> bool:
    """Does a sentence speak of the topic, or rest on the words that raise it?"""
    spans = [item.span for item in evidence]
    return any(
        says_topic(sentence.text, topic)
        or any(span.overlaps(item.span) for span in spans for item in sentence.evidence)
        for sentence in case.sentences
    )


def _is_settled_silently(case: Case, conflict: Conflict) -> bool:
    """Does the brief use the figures of one side of a contradiction and none of the other's?

    Contradictions between a figure and arithmetic (`arithmetic`, `unit`) have one side only and are
    for the notes.
    """
    if len(conflict.evidence) < 2 or conflict.kind in {"arithmetic", "unit"}:
        return False
    sides = [_facts_at(case, evidence) for evidence in conflict.evidence]
    if not all(sides) or any(a & b for a in sides for b in sides if a is not b):
        return False
    used = frozenset[str]().union(*case.facts)
    return len({bool(side & used) for side in sides}) == 2


def _facts_at(case: Case, evidence: Evidence) -> frozenset[str]:
    """The facts whose figures stand in these words of the source."""
    return frozenset(
        fact.id
        for fact in case.source.facts
        if any(evidence.span.covers(case.source.figures[m].span) for m in fact.mentions)
    )


def _main_facts(case: Case) -> frozenset[str]:
    """The main figures of results, harms and moves: what must not be told twice."""
    market = (fact for claim in case.record.market for fact in claim.facts)
    harms = (event.fact for event in case.record.safety)
    benefits = (outcome.fact for outcome in case.record.outcomes)
    return frozenset((*benefits, *harms, *market)) - {""}
