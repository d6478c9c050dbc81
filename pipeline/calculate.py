"""Our own calculations on a story's counts, for the editor's notes and labelled as ours.

In: a record and its source. Out: exact 95% intervals for each n/N of a result, and the difference
of two results compared in the article, in percentage points. Never in the brief's text.
"""

from pipeline.balance.lookup import find_figures_of
from pipeline.figures.intervals import exact_interval, percent_of
from schemas.brief import Calculation
from schemas.figure import Figure
from schemas.record import Outcome, Record
from schemas.source import Source
from schemas.text import Evidence

SMALL = 1000
"""Above this denominator an exact interval tells an editor little the article did not."""


def calculate(record: Record, source: Source) -> tuple[Calculation, ...]:
    """Every calculation the printed counts allow, each once.

    Example: 7/12 gives "Our calculation: 7 of 12 is 58.33%, exact 95% interval 27.67%-84.83%."
    """
    found: dict[str, Calculation] = {}
    for outcome in record.outcomes:
        for fact in (outcome.fact, outcome.comparator):
            counts = find_counts(source, fact)
            if counts is not None:
                item = _interval(counts, source)
                found.setdefault(item.text, item)
        difference = _difference(outcome, source)
        if difference is not None:
            found.setdefault(difference.text, difference)
    return tuple(found.values())


def find_counts(source: Source, fact: str) -> Figure | None:
    """The n/N of a fact, in whole patients; `None` where the article prints none."""
    for figure in find_figures_of(source, fact):
        part, whole = figure.part, figure.whole
        if part is None or whole is None or part != int(part) or whole != int(whole):
            continue
        if 0 <= part <= whole and 1 < whole <= SMALL:
            return figure
    return None


def _interval(figure: Figure, source: Source) -> Calculation:
    part, whole = int(figure.part or 0), int(figure.whole or 1)
    low, high = exact_interval(part, whole)
    share = percent_of(part, whole)
    return Calculation(
        text=f"Our calculation: {part} of {whole} is {share}%, exact 95% interval {low}%-{high}%.",
        formula=f"Clopper-Pearson, {part}/{whole}",
        evidence=(Evidence(source_id=source.id, span=figure.span, text=figure.text),),
    )


def _difference(outcome: Outcome, source: Source) -> Calculation | None:
    """The gap between two compared shares, from their counts."""
    one, two = find_counts(source, outcome.fact), find_counts(source, outcome.comparator)
    if one is None or two is None:
        return None
    first = percent_of(int(one.part or 0), int(one.whole or 1))
    second = percent_of(int(two.part or 0), int(two.whole or 1))
    return Calculation(
        text=f"Our calculation: the difference is {first - second} percentage points.",
        formula=f"{one.part}/{one.whole} - {two.part}/{two.whole}",
        evidence=tuple(
            Evidence(source_id=source.id, span=item.span, text=item.text) for item in (one, two)
        ),
    )
