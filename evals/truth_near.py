"""Could a figure be a slip for a labelled one? In: a figure, the labels of a fact. Out: yes or no.

It must be of the same kind and unit and not far off, or have the same digits: a few dollars are no
slip for billions, nor is a time of day one for a count.
"""

from collections.abc import Sequence
from decimal import Decimal

from schemas.figure import Figure, Kind
from schemas.golden import GoldenFigure

FAR = 100
"""How many times as much one value must be for nobody to mistake it for the other."""

_SHARES = frozenset({Kind.PERCENT, Kind.PROPORTION})


def is_mistakable(figure: Figure, labels: Sequence[GoldenFigure]) -> bool:
    """Is one of the labels such that the figure could have been meant for it?"""
    return any(_is_near(figure, label) for label in labels)


def _is_near(figure: Figure, label: GoldenFigure) -> bool:
    values = tuple(map(Decimal, label.values))
    if not values or {figure.kind, label.kind} <= _SHARES:
        return True
    if _digits(figure.values) == _digits(values):
        return True
    units = {figure.unit, label.unit} - {""}
    return figure.kind is label.kind and len(units) < 2 and _is_within(figure.values, values)


def _digits(values: Sequence[Decimal]) -> tuple[tuple[int, ...], ...]:
    return tuple(abs(one).normalize().as_tuple().digits for one in values)


def _is_within(told: Sequence[Decimal], true: Sequence[Decimal]) -> bool:
    """Less than a hundredfold apart."""
    pairs = [(abs(one), abs(other)) for one in told[:1] for other in true[:1]]
    return all(one < FAR * other and other < FAR * one for one, other in pairs)
