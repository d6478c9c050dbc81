"""Operators that change a figure's value, scale or unit.

In: a slot with its golden and story. Out: mutants. A changed value is wrong where the story prints
it, or a number it is a rounding of, nowhere in that unit; that is the proof.
"""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial

from evals.mutants import Mutant, Operator, replaced, values_of
from evals.slots import Slot
from schemas.figure import Kind
from schemas.golden import Golden, GoldenStory

Change = Callable[[str], str | None]
"""A number's digits to other digits, or to nothing where there are none."""

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_VALUED = frozenset({Kind.PERCENT, Kind.POINTS, Kind.MONEY, Kind.DURATION, Kind.QUANTITY,
                     Kind.COUNT, Kind.RATIO, Kind.SCORE, Kind.MULTIPLE})  # fmt: skip


def value_slip(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """The last digit one higher or lower, as in `58.4%` for 58.3%."""
    for step in (1, -1):
        yield from _with_number("value_slip", slot, golden, story, partial(_moved, step))


def transposition(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """Two digits beside each other exchanged, as in `85%` for 58%."""
    yield from _with_number("transposition", slot, golden, story, _exchanged)


def decimal_shift(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """The point one place off, as in `5.83%` for 58.3%."""
    yield from _with_number("decimal_shift", slot, golden, story, _shifted)


def _with_number(
    operator: str, slot: Slot, golden: Golden, story: GoldenStory, change: Change
) -> Iterator[Mutant]:
    """The mutant with the slot's one number changed, where the story has no such value."""
    found = _NUMBER.findall(slot.printed)
    if slot.figure.kind not in _VALUED or len(found) != 1 or len(slot.figure.values) != 1:
        return
    digits = change(found[0])
    if digits is None:
        return
    old, new = (Decimal(d.replace(",", "")) for d in (found[0], digits))
    factor = Decimal(slot.figure.values[0]) / old if old else Decimal(1)
    step = Decimal(1).scaleb(int(new.as_tuple().exponent))
    known = values_of(golden, story, slot.figure)
    if new <= 0 or any(abs(value / factor - new) <= step / 2 for value in known):
        return
    words = slot.printed.replace(found[0], digits, 1)
    why = f"{slot.fact.says} The story prints {words} nowhere."
    yield replaced(operator, slot, words, why)


def _moved(step: int, digits: str) -> str | None:
    """The number with its last digit moved by one; `None` where that would carry."""
    last = int(digits[-1]) + step
    return f"{digits[:-1]}{last}" if 0 <= last <= 9 else None


def _exchanged(digits: str) -> str | None:
    """The number with its first two unlike neighbours exchanged, no nought in front."""
    for at in range(len(digits) - 1):
        one, two = digits[at], digits[at + 1]
        if one.isdigit() and two.isdigit() and one != two and not (at == 0 and two == "0"):
            return digits[:at] + two + one + digits[at + 2 :]
    return None


def _shifted(digits: str) -> str | None:
    """The number a tenth as large; whole numbers of one digit are left."""
    whole, _, rest = digits.replace(",", "").partition(".")
    return f"{whole[:-1]}.{whole[-1]}{rest}" if len(whole) > 1 else None


_SCALES = (("million", "billion"), ("billion", "million"), ("mn", "bn"), ("bn", "mn"))


def scale_swap(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """Millions told as billions, and the other way round."""
    for said, other in _SCALES:
        if slot.printed.endswith(said):
            words = slot.printed.removesuffix(said) + other
            factor = Decimal(1000) if other in ("billion", "bn") else Decimal("0.001")
            value = Decimal(slot.figure.values[0]) * factor
            if value not in values_of(golden, story, slot.figure):
                yield replaced("scale_swap", slot, words, f"{slot.fact.says} It is {said}s.")
            return


_UNITS = (
    ("months", "weeks"), ("weeks", "days"), ("years", "months"), ("days", "weeks"),
    ("mg", "µg"), ("percentage points", "%"), (" points", "%"),
)  # fmt: skip


def unit_swap(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """Weeks for months, micrograms for milligrams, percent for points."""
    for said, other in _UNITS:
        if slot.printed.endswith(said):
            number = slot.printed.removesuffix(said).rstrip()
            words = f"{number}%" if other == "%" else f"{number} {other}"
            printed = {figure.text for figure in golden.labels.figures}
            if words not in printed:
                yield replaced("unit_swap", slot, words, f"{slot.fact.says} The unit is {said}.")
            return


def points_for_percent(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """A rate told in percentage points."""
    if slot.figure.kind is Kind.PERCENT and slot.printed.endswith("%") and " by " not in slot.text:
        words = slot.printed.removesuffix("%") + " percentage points"
        yield replaced("points_for_percent", slot, words, f"{slot.fact.says} It is a rate.")


VALUES: tuple[Operator, ...] = (
    value_slip, transposition, decimal_shift, scale_swap, unit_swap, points_for_percent,
)  # fmt: skip
