"""Our own calculations on a story's counts, for the editor's notes and labelled as ours.

In: a record and its source. Out: exact 95% intervals for each n/N of a result, and the difference
of two results compared in the article, in percentage points. Never in the brief's text.

Decimals follow the size of the group, as AMA style and JMIR's guide for authors ask:
none where it has fewer than 100 people, one above. What the article prints is left as it is.
"""

from decimal import ROUND_HALF_UP, Decimal

from pipeline.balance.lookup import find_figures_of
from pipeline.figures.intervals import difference_in_points, exact_interval, percent_of
from schemas.brief import Calculation
from schemas.figure import Figure
from schemas.record import Outcome, Record
from schemas.source import Source
from schemas.text import Evidence

SMALL = 1000
"""Above this denominator an exact interval tells an editor little the article did not."""

FEW = 100
"""Of fewer people than this, a decimal in a percentage says more than is known."""


def calculate(record: Record, source: Source) -> tuple[Calculation, ...]:
    """Every calculation the printed counts allow, each once.

    Example: 7/12 gives "Our calculation: 7 of 12 is 58%, exact 95% interval 28% to 85%."
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
    part, whole = _counts(figure)
    share = _printed(percent_of(part, whole), whole)
    low, high = (_printed(end, whole) for end in exact_interval(part, whole))
    return Calculation(
        text=f"Our calculation: {part} of {whole} is {share}%, "
        f"exact 95% interval {low}% to {high}%.",
        formula=f"Clopper-Pearson, {part}/{whole}",
        evidence=(Evidence(source_id=source.id, span=figure.span, text=figure.text),),
    )


def _difference(outcome: Outcome, source: Source) -> Calculation | None:
    """The gap between two compared shares, from their counts and not from their percentages."""
    one, two = find_counts(source, outcome.fact), find_counts(source, outcome.comparator)
    if one is None or two is None:
        return None
    ours, theirs = _counts(one), _counts(two)
    points = _printed(difference_in_points(ours, theirs), min(ours[1], theirs[1]))
    return Calculation(
        text=f"Our calculation: from the counts, the difference is {points} percentage points.",
        formula=f"{one.part}/{one.whole} - {two.part}/{two.whole}",
        evidence=tuple(
            Evidence(source_id=source.id, span=item.span, text=item.text) for item in (one, two)
        ),
    )


def _counts(figure: Figure) -> tuple[int, int]:
    return int(figure.part or 0), int(figure.whole or 1)


def _printed(percent: Decimal, whole: int) -> Decimal:
    """With as many decimals as a group of that size carries: 41.67 of 12 people is 42."""
    return percent.quantize(Decimal(1 if whole < FEW else "0.1"), rounding=ROUND_HALF_UP)
