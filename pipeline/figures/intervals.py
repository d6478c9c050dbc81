"""Our own calculations on printed counts: exact intervals, differences, whole-patient counts.

In: whole numbers and decimals. Out: decimals, in percent or percentage points. Nothing here reads
text. Results are for the editor's notes, labelled as ours.
"""

from decimal import ROUND_HALF_UP, Decimal, localcontext

_HUNDRED = Decimal(100)
_PRECISION = 30
_STEPS = 60
_MOST = 10_000


def exact_interval(part: int, whole: int, level: Decimal = Decimal(95)) -> tuple[Decimal, Decimal]:
    """The exact (Clopper-Pearson) confidence interval of a proportion, in percent, to two places.

    Example: 7 of 12 is 58.3 %, with a 95 % interval from 27.67 to 84.83. Conservative: it covers
    at least `level` percent. Source: Clopper and Pearson, Biometrika 1934;26:404-413.

    Raises:
        ValueError: unless 0 <= part <= whole, 1 <= whole <= 10000 and 0 < level < 100.
    """
    if not (0 <= part <= whole and 1 <= whole <= _MOST and 0 < level < _HUNDRED):
        raise ValueError(f"exact_interval: needs 0 <= part <= whole, got {part} of {whole}")
    with localcontext() as context:
        context.prec = _PRECISION
        tail = (1 - level / _HUNDRED) / 2
        low = Decimal(0) if part == 0 else 1 - _upper(whole - part, whole, tail)
        high = Decimal(1) if part == whole else _upper(part, whole, tail)
        return _cents(low * _HUNDRED), _cents(high * _HUNDRED)


def _upper(part: int, whole: int, tail: Decimal) -> Decimal:
    """The chance at which `part` or fewer of `whole` happens with probability `tail`."""
    low, high = Decimal(0), Decimal(1)
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if _at_most(part, whole, middle) > tail:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _at_most(part: int, whole: int, chance: Decimal) -> Decimal:
    """The probability of `part` or fewer of `whole` at this chance."""
    if part >= whole:
        return Decimal(1)
    term = (1 - chance) ** whole
    total = term
    odds = chance / (1 - chance)
    for count in range(part):
        term = term * (whole - count) / (count + 1) * odds
        total += term
    return total


def percent_of(part: int, whole: int) -> Decimal:
    """`part` of `whole` in percent, to two places, half up; 7 of 12 is 58.33."""
    with localcontext() as context:
        context.prec = _PRECISION
        return _cents(_HUNDRED * part / whole)


def difference_in_points(ours: tuple[int, int], theirs: tuple[int, int]) -> Decimal:
    """The difference of two proportions in percentage points, to two places, from the counts.

    Example: 7 of 12 less 2 of 12 is 41.67 points, although 58.3 - 16.7 gives 41.6.
    """
    with localcontext() as context:
        context.prec = _PRECISION
        first = _HUNDRED * ours[0] / Decimal(ours[1])
        return _cents(first - _HUNDRED * theirs[0] / Decimal(theirs[1]))


def percent_above(value: Decimal, base: Decimal) -> Decimal:
    """How many percent `value` lies above `base`, to two places; negative where it lies below."""
    with localcontext() as context:
        context.prec = _PRECISION
        return _cents(_HUNDRED * value / base - _HUNDRED)


def whole_counts(percent: Decimal, whole: int, step: Decimal | None = None) -> tuple[int, ...]:
    """The whole numbers of `whole` people that print as `percent`; empty where there is none.

    Example: 67 % of 6 is (4,); 42 % of 25 is (). Both roundings of a half are accepted. `step` is
    the size of the last printed digit (1 for `67`, 0.1 for `67.0`); where it is not given, that of
    `percent` as written. Source: the GRIM test, Brown and Heathers 2017.
    """
    if whole < 1:
        return ()
    printed = Decimal(1).scaleb(int(percent.as_tuple().exponent)) if step is None else step
    half = printed / 2
    first = int((percent - half) * whole / _HUNDRED) - 1
    last = int((percent + half) * whole / _HUNDRED) + 1
    return tuple(
        count
        for count in range(max(0, first), min(whole, last) + 1)
        if abs(_HUNDRED * count - percent * whole) <= half * whole
    )


def nearest_counts(percent: Decimal, whole: int) -> tuple[int, ...]:
    """The counts just below and just above `percent` of `whole`, one where it is met exactly."""
    below = int(percent * whole / _HUNDRED)
    if below * _HUNDRED == percent * whole or below >= whole:
        return (min(below, whole),)
    return (below, below + 1)


def possible_wholes(
    percents: tuple[tuple[Decimal, Decimal], ...], most: int, least: int = 2
) -> tuple[int, ...]:
    """The denominators from `most` down to `least` that fit every `(percent, step)`, largest first.

    Example: 42 % and 17 % both fit 24, and not 25. Source: joint GRIM, as in Brown and Heathers.
    """
    return tuple(
        whole
        for whole in range(most, least - 1, -1)
        if all(whole_counts(percent, whole, step) for percent, step in percents)
    )


def _cents(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
