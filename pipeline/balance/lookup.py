"""From the ids a record holds to the figures of its source: the look-ups every rule shares.

In: a source, a record or parts of one. Out: facts, figures, denominators. Nothing here judges.
"""

from decimal import Decimal

from schemas.figure import Figure
from schemas.record import Outcome, Record, SafetyEvent
from schemas.source import Fact, Source, Status


def find_fact(source: Source, fact_id: str) -> Fact | None:
    """The source's fact of that id; `None` where the id is empty or unknown.

    Ids count facts in reading order, so the place is tried first: long articles have many facts.
    """
    place = int(fact_id[1:]) - 1 if fact_id[1:].isdecimal() else -1
    if 0 <= place < len(source.facts) and source.facts[place].id == fact_id:
        return source.facts[place]
    return next((fact for fact in source.facts if fact.id == fact_id), None)


def find_figures_of(source: Source, fact_id: str) -> tuple[Figure, ...]:
    """Every mention of a fact, in reading order; empty where the id is empty or unknown."""
    fact = find_fact(source, fact_id)
    return tuple(source.figures[mention] for mention in fact.mentions) if fact else ()


def find_status(source: Source, fact_id: str) -> Status:
    """How sure the source is of a fact: its role's status, or `REPORTED` for an unknown id."""
    fact = find_fact(source, fact_id)
    return fact.role.status if fact else Status.REPORTED


def find_denominator(source: Source, item: Outcome | SafetyEvent) -> Decimal | None:
    """The number of patients behind a rate, where the article states it; `None` where it does not.

    It stands in the fact itself (`7/12 (58.3%)`) or in the fact the record names as denominator. A
    fraction is no count of patients: `~2/3 of cases` does not rest on three.
    """
    beside = find_figures_of(source, item.denominator)
    figures = (*find_figures_of(source, item.fact), *beside)
    counted = [figure.whole for figure in figures if figure.whole and _is_count(figure)]
    named = [figure.values[-1] for figure in beside if figure.values and figure.whole is None]
    return next(iter((*counted, *named)), None)


def _is_count(figure: Figure) -> bool:
    """Does a proportion count people (`7/12`, `seven of twelve`), rather than say a fraction?"""
    in_words = figure.is_words and " of " not in figure.text and " in " not in figure.text
    return not figure.approximate and not in_words


def read_shares(source: Source, fact_id: str) -> frozenset[Decimal]:
    """A fact's values as printed in percent or in its own unit; from n/N only where that is all.

    Example: `7/12 (58.3%)` gives 58.3; `3 of 4` alone gives 75; `17 months` gives 17. A range gives
    both its ends.
    """
    figures = find_figures_of(source, fact_id)
    printed = [value for figure in figures if figure.part is None for value in figure.values]
    counted = [
        100 * figure.part / figure.whole for figure in figures if figure.part and figure.whole
    ]
    return frozenset(printed or counted)


def find_rates(record: Record) -> tuple[Outcome | SafetyEvent, ...]:
    """Everything in a record that is a rate in patients: benefits first, then harms."""
    return (*record.outcomes, *(event for event in record.safety if event.fact))


def is_rate(source: Source, item: Outcome | SafetyEvent) -> bool:
    """Is its main figure a share of patients, not a time or a ratio? Only shares need an n/N."""
    figures = find_figures_of(source, item.fact)
    return any(figure.unit == "%" or figure.whole is not None for figure in figures)
