"""Operators that change a figure's scale, unit or currency, or what its percentage is of.

In: a slot with its golden and story. Out: mutants. The label's unit and kind are the proof.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from evals.mutants import Mutant, Operator, printed_in, replaced, rewritten, says, values_of
from evals.slots import Slot
from schemas.figure import Kind
from schemas.golden import Golden, GoldenStory

_SCALES = (("million", "billion"), ("billion", "million"), ("mn", "bn"), ("bn", "mn"))
_UNITS = (
    ("months", "weeks"), ("weeks", "months"), ("years", "months"), ("days", "weeks"),
    ("hours", "days"), ("mg", "µg"), ("µg", "mg"), ("mL", "µL"), ("km", "m"), ("kg", "g"),
)  # fmt: skip
_MONEY = {"$": "€", "€": "$", "£": "€", "¥": "$"}
_RELATIVE = re.compile(r"\b(?:relative|growth|risk reduction|efficacy|change|rise|increase)\b")
_TIMES = {"doubled": "rose 200%", "tripled": "rose 300%", "trebled": "rose 300%",
          "quadrupled": "rose 400%"}  # fmt: skip


def scale_swap(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """Millions told as billions, and the other way round."""
    for said, other in _SCALES:
        if slot.printed.endswith(said) and len(slot.figure.values) == 1:
            words = slot.printed.removesuffix(said) + other
            factor = Decimal(1000) if other in ("billion", "bn") else Decimal("0.001")
            value = Decimal(slot.figure.values[0]) * factor
            if value not in values_of(golden, story, slot.figure):
                yield replaced("scale_swap", slot, words, f"It is {said}s.")
            return


def unit_swap(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """Weeks for months, micrograms for milligrams."""
    for said, other in _UNITS:
        if re.search(rf"\d\s?{said}\Z|[a-z] {said}\Z", slot.printed):
            words = slot.printed.removesuffix(said) + other
            if words.lower() not in printed_in(golden, story):
                yield replaced("unit_swap", slot, words, f"The unit is {said}.")
            return


def currency_swap(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """Euros for dollars."""
    sign = slot.printed[0]
    if slot.figure.kind is Kind.MONEY and sign in _MONEY and slot.printed.count(sign) == 1:
        words = _MONEY[sign] + slot.printed[1:]
        if words.lower() not in printed_in(golden, story):
            yield replaced("currency_swap", slot, words, f"It is printed with {sign}.")


def points_for_percent(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """A rate told in percentage points."""
    change = _RELATIVE.search(slot.fact.measure) or re.search(r" by |differ", slot.text)
    if _is_plain_percent(slot) and not change:
        words = slot.printed.removesuffix("%") + " percentage points"
        yield replaced("points_for_percent", slot, words, "It is a rate.")


def absolute_for_relative(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """A relative change told in percentage points."""
    if _is_plain_percent(slot) and _RELATIVE.search(slot.fact.measure):
        words = slot.printed.removesuffix("%") + " percentage points"
        if words not in printed_in(golden, story):
            why = "It is a share of what there was before, no difference of two rates."
            yield replaced("absolute_for_relative", slot, words, why)


def percent_for_points(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """A difference in percentage points, or on a scale, told in percent.

    A plain `difference of 2.2%` between two rates is how many print points, so it is left.
    """
    found = re.fullmatch(r"([-−]?[\d.]+)[ -](?:percentage )?points?", slot.printed)
    loose = slot.figure.kind is Kind.POINTS and "differ" in slot.text
    if found and slot.figure.kind in (Kind.POINTS, Kind.SCORE) and not loose:
        words = f"{found[1]}%"
        if words not in printed_in(golden, story):
            yield replaced("percent_for_points", slot, words, "It is in points.")


def of_for_above(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """`57% of its average` for `57% above its average`."""
    found = re.match(r" (?:above|higher than|more than)\b", slot.text[slot.end :])
    if found and slot.figure.kind is Kind.PERCENT:
        place = (slot.end, slot.end + found.end())
        yield rewritten("of_for_above", slot, place, " of", "It is so much above.")


def percent_for_multiple(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """`rose 300%` for `tripled`, which is a rise of 200%."""
    words = _TIMES.get(slot.printed.lower())
    bound = re.search(r"\b(?:has|have|had|was|were|be|than|nearly|almost) \Z",
                      slot.text[: slot.start])  # fmt: skip
    if words and not bound and not says(story, golden, re.escape(words.removeprefix("rose "))):
        yield replaced("percent_for_multiple", slot, words, f"{words} is another factor.")


def _is_plain_percent(slot: Slot) -> bool:
    plain = slot.figure.kind is Kind.PERCENT and len(slot.figure.values) == 1
    return plain and slot.printed.endswith("%")


UNITS: tuple[Operator, ...] = (
    scale_swap, unit_swap, currency_swap, points_for_percent, absolute_for_relative,
    percent_for_points, of_for_above, percent_for_multiple,
)  # fmt: skip
