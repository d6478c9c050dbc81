"""Which results of a record are one result at different cuts, and whether a range shows them all.

In: a record's outcomes and a case. Out: groups of outcomes that must be shown together.
"""

from decimal import Decimal

from pipeline.balance.case import Case, find_numbers
from pipeline.balance.harms import find_telling_words
from pipeline.balance.lookup import find_denominator, find_fact, find_status, read_shares
from schemas.record import Outcome, Record
from schemas.source import Source, Status

Group = tuple[Outcome, ...]


def find_rival_results(record: Record, source: Source) -> tuple[Group, ...]:
    """Results of one measure for one product and arm that differ: groups of two or more.

    Different subgroups, time points, statistics or lines of therapy are different results, not
    rivals, and so are two values of one cut: that is a contradiction, or another thing misread.
    What the article calls unverified or only expects is left out.
    """
    groups: list[list[Outcome]] = []
    for outcome in record.outcomes:
        if _is_unsure(outcome, source) or not outcome.fact:
            continue
        home = next((g for g in groups if all(_are_rivals(source, o, outcome) for o in g)), None)
        if home is None:
            groups.append([outcome])
        elif not any(_agree(source, outcome, other) for other in home):
            home.append(outcome)
    return tuple(tuple(group) for group in groups if len(group) > 1)


def is_range_shown(case: Case, group: Group) -> bool:
    """Does a range in the brief run from the lowest to the highest, with each known N shown?"""
    points = [value for outcome in group for value in read_shares(case.source, outcome.fact)]
    ends = (min(points, default=None), max(points, default=None))
    spans = any(f.is_range and f.values == ends for figures in case.figures for f in figures)
    wanted = {find_denominator(case.source, outcome) for outcome in group} - {None}
    shown = find_numbers(case, range(len(case.sentences)))
    return spans and wanted <= shown


def _are_rivals(source: Source, one: Outcome, other: Outcome) -> bool:
    """Is it one result, looked at twice?"""
    if (one.measure, one.product, one.arm) != (other.measure, other.product, other.arm):
        return False
    if one.cut == other.cut or one.confirmed != other.confirmed:
        return False
    a, b = find_fact(source, one.fact), find_fact(source, other.fact)
    if a is None or b is None:
        return False
    pairs = (
        (a.role.time, b.role.time),
        (a.role.statistic, b.role.statistic),
        (a.role.line, b.role.line),
    )
    return _is_same_group(one, other) and all(x == y or not x or not y for x, y in pairs)


def _is_same_group(one: Outcome, other: Outcome) -> bool:
    """May two results be of one group? A label may be the fuller name of another, or missing."""
    a, b = find_telling_words(one.population), find_telling_words(other.population)
    return a <= b or b <= a


def _agree(source: Source, one: Outcome, other: Outcome) -> bool:
    """Do two results give one value, but for rounding: 66.7% and 67%?"""
    ours, theirs = read_shares(source, one.fact), read_shares(source, other.fact)
    return any(abs(x - y) < Decimal("0.5") for x in ours for y in theirs)


def _is_unsure(outcome: Outcome, source: Source) -> bool:
    """Does the article call it unverified, or say that it is still to come?"""
    status = max(outcome.status, find_status(source, outcome.fact))
    return status in {Status.UNVERIFIED, Status.EXPECTED}
