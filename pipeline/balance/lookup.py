"""From the ids a record holds to the figures of its source: the look-ups every rule shares.

In: a source, a record or parts of one. Out: facts, figures, denominators. Nothing here judges.
"""

import re
from decimal import Decimal

from pipeline.figures.headed import find_cell
from pipeline.figures.sentences import stems
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


def is_sized(source: Source, item: Outcome | SafetyEvent) -> bool:
    """Does the article give the number of patients behind a rate, be it in a table's heading?

    Example: `14.8% (136)` under `Belcoran (N=922)` has its number of patients, and so has a 14.8%
    of the prose that speaks of what the row names.
    """
    fact = find_fact(source, item.fact)
    mentions = fact.mentions if fact else ()
    return find_denominator(source, item) is not None or any(
        _is_sized_in_table(source, mention, cell) for mention in mentions
        for cell in source.indexes_by_kind.get(source.figures[mention].kind, ())
    )  # fmt: skip


_SIZE = re.compile(r"\bn ?= ?\d", re.IGNORECASE)


def _is_sized_in_table(source: Source, mention: int, index: int) -> bool:
    """Is it this cell, or what its row names, and does a heading print how many there are?"""
    if source.figures[index].values != source.figures[mention].values:
        return False
    found = find_cell(source, index)
    if found is None:
        return False
    table, cell = found
    heads = (table.heads[cell.column] if table.heads else "", table.names[cell.row])
    if not any(_SIZE.search(head) for head in heads):
        return False
    row = stems(table.names[cell.row].lower())
    return index == mention or not row.isdisjoint(source.roles[mention].words)


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
