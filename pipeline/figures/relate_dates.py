"""Dates and times of day: the same, or coarser, which is a fair rounding.

In: a figure of the checked text and one of the source, both of the calendar or the clock. Out: how
the one relates to the other.
"""

from pipeline.figures.dates import short_forms
from pipeline.figures.relation import LOOSE, NO_RELATION, SAME, Relation, Strength
from schemas.figure import Figure, Kind


def relate_times(figure: Figure, source: Figure) -> Relation:
    """`7 pm` is `19:00`; it is also `7` or `7:00` where the half of the day is left open."""
    minutes = [f.values[0] if f.kind is Kind.TIME else f.values[0] * 60 for f in (figure, source)
               if len(f.values) == 1 and (f.kind is Kind.TIME or f.kind in LOOSE)]  # fmt: skip
    if len(minutes) != 2:
        return NO_RELATION
    if minutes[0] == minutes[1]:
        return SAME
    open_half = not all(f.text.lower().rstrip(".").endswith("m") for f in (figure, source))
    return SAME if open_half and abs(minutes[0] - minutes[1]) == 720 else NO_RELATION


def relate_dates(figure: Figure, source: Figure) -> Relation:
    """A date matches its like; coarser is a fair rounding, finer is not."""
    if figure.first is None or source.first is None or figure.last is None or source.last is None:
        return _yearless(figure, source)
    if (figure.first, figure.last) == (source.first, source.last):
        return SAME
    if figure.first <= source.first and source.last <= figure.last:
        return Relation(Strength.ROUNDED)
    return NO_RELATION


def _yearless(figure: Figure, source: Figure) -> Relation:
    if figure.first is None and source.first is None:
        return SAME if figure.unit == source.unit else NO_RELATION
    bare, full = (figure, source) if figure.first is None else (source, figure)
    if full.first is None or full.last is None:
        return NO_RELATION
    return SAME if bare.unit in short_forms(full.first, full.last) else NO_RELATION
