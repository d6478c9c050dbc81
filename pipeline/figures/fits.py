"""Is an exact result what a checked figure says? And how a result is shown.

In: a figure of the text and an exact value. Out: yes where the figure is its nearest printable
value, or where the value lies on the side that the figure's bound names, not far off.
"""

from decimal import Decimal

from pipeline.figures.operands import Operand
from schemas.figure import Bound, Figure, Kind
from schemas.source import Role


def around(role: Role) -> str:
    """The words beside a figure, up to a semicolon."""
    return f"{role.before.rpartition(';')[2]} | {role.after.partition(';')[0]}"


def _said(figure: Figure) -> Decimal:
    return abs(figure.values[0]) / (100 if figure.unit in ("cent", "penny") else 1)


def fits(figure: Figure, exact: Decimal) -> bool:
    """Is `exact` what the figure says: its nearest printable value, or on the side it names?"""
    said, step = _said(figure), figure.step / (100 if figure.unit in ("cent", "penny") else 1)
    if figure.bound in (Bound.MORE, Bound.AT_LEAST):
        return said <= exact <= said * Decimal("1.1")
    if figure.bound in (Bound.LESS, Bound.AT_MOST, Bound.NEARLY):
        return said * Decimal("0.9") <= exact <= said
    if figure.approximate:
        step = max(step, min(_last_place(said), said / 5))
    return abs(exact - said) <= step / 2


def _last_place(value: Decimal) -> Decimal:
    """The size of the last digit that is no zero: 100 for 600, 10 million for 50 million."""
    return Decimal(10) ** int(value.normalize().as_tuple().exponent)


def fits_share(figure: Figure, exact: Decimal) -> bool:
    """A share in percent by its printed step; a fraction in words to a tenth of itself."""
    if figure.kind is Kind.PERCENT:
        return fits(figure, exact * 100)
    said = figure.part / figure.whole if figure.part and figure.whole else figure.values[0]
    if figure.bound in (Bound.MORE, Bound.AT_LEAST):
        return said <= exact <= said * Decimal("1.2")
    if figure.bound in (Bound.LESS, Bound.AT_MOST, Bound.NEARLY):
        return said * Decimal("0.8") <= exact <= said
    return abs(exact - said) <= min(said / 10, Decimal("0.035"))


def fits_multiple(figure: Figure, exact: Decimal) -> bool:
    """`three times`: to a twentieth, a tenth if rough; `more than three` up to the next whole."""
    said = figure.values[0]
    if figure.bound in (Bound.MORE, Bound.AT_LEAST):
        return said <= exact < said + max(Decimal(1), said / 4)
    if figure.bound in (Bound.NEARLY, Bound.LESS, Bound.AT_MOST):
        return said * Decimal("0.85") <= exact <= said
    return abs(exact - said) <= (said / 10 if figure.approximate else said / 20)


def show(value: Decimal, figure: Figure) -> str:
    """The exact result, in the figure's unit."""
    number = f"{value.normalize():,f}"
    return f"{number} percentage points" if figure.kind is Kind.POINTS else number


def show_percent(share: Decimal) -> str:
    """`0.642` as `64.2%`."""
    return f"{(share * 100).quantize(Decimal('0.1')):f}%"


def is_even(figure: Figure, operands: tuple[Operand, ...]) -> bool:
    """Is every operand large enough to be seen in a result printed like this?"""
    return all(abs(o.value) * 2 >= figure.step for o in operands)
