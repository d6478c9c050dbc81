"""Which harms weigh most in a record, and whether a sentence names one and its group.

In: a record's safety events and a case. Out: the gravest events, and yes or no. Grades are compared
within what the article prints; CTCAE v5 and ASTCT are not told apart where it does not tell.
"""

import re
from decimal import Decimal

from pipeline.balance.case import Case
from pipeline.balance.lookup import read_shares
from schemas.record import Record, SafetyEvent
from schemas.source import Source

_DEATH = re.compile(r"\b(?:death|died|fatal|mortality|grade 5)", re.IGNORECASE)
_SERIOUS = re.compile(r"\bserious\b|\bSAEs?\b", re.IGNORECASE)
_COMMON = frozenset(
    {"patients", "patient", "cohort", "group", "population", "treated", "evaluable"}
    | {"whole", "overall", "full", "entire", "all", "of", "the", "in", "with"}
)
_ANY_HARM = re.compile(
    r"\b(?:adverse|side effects?|safety|toxicit\w+|harms?|tolerab\w+|tolerated)\b", re.IGNORECASE
)


def rank_grade(event: SafetyEvent) -> int:
    """How grave an event is, 0 to 5: a death is 5, a serious event at least 3, no grade 0.

    Example: `>=3` is 3, `1-2` is 2, `any` is 0. Source: CTCAE v5 (5 is death, 3 is severe).
    """
    if _DEATH.search(event.term):
        return 5
    digits = [int(digit) for digit in re.findall(r"[1-5]", event.grade)]
    graded = max(digits, default=0)
    return max(graded, 3) if _SERIOUS.search(event.term) else graded


def find_worst_harms(record: Record, source: Source) -> tuple[SafetyEvent, ...]:
    """For each product the most frequent harm of its highest grade; empty where none has a rate.

    A harm said not to have occurred weighs nothing here, however high its grade.
    """
    worst: dict[str, SafetyEvent] = {}
    for event in record.safety:
        if not _happened(event, source):
            continue
        product = event.product if len(record.products) > 1 else ""
        best = worst.get(product)
        if best is None or _weight(event, source) > _weight(best, source):
            worst[product] = event
    return tuple(worst.values())


def names_harm(case: Case, event: SafetyEvent) -> bool:
    """Does any sentence name this harm, or speak of safety at all?"""
    term = re.compile(rf"\b{re.escape(event.term)}", re.IGNORECASE)
    return any(term.search(s.text) or _ANY_HARM.search(s.text) for s in case.sentences)


def is_population_named(case: Case, index: int, population: str) -> bool:
    """Does the sentence, or the one before it, name the group? True where there is none to name.

    One telling word is enough ("DLBCL" of "evaluable DLBCL patients"); "patients" is not telling.
    """
    telling = find_telling_words(population)
    if not telling:
        return True
    near = " ".join(s.text.lower() for s in case.sentences[max(0, index - 1) : index + 1])
    return any(word in near for word in telling)


def find_telling_words(population: str) -> frozenset[str]:
    """The words of a group's label that tell it from others; none for "all patients"."""
    return frozenset(re.findall(r"[\w-]+", population.lower())) - _COMMON


def _weight(event: SafetyEvent, source: Source) -> tuple[int, Decimal]:
    """Grade first, then how often."""
    return rank_grade(event), max(read_shares(source, event.fact), default=Decimal(0))


def _happened(event: SafetyEvent, source: Source) -> bool:
    """Was it seen in anyone? A rate of zero was not, whatever its grade."""
    return not event.none_reported and bool(read_shares(source, event.fact) - {Decimal(0)})
