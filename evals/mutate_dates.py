"""Operators that move an event in time.

In: a slot with a date, its golden and story. Out: mutants. The label's first and last day are the
proof: the new date has no day in common with them, and nowhere is it printed.
"""

import re
from collections.abc import Iterator

from evals.mutants import Mutant, Operator, fitted, printed_in, replaced, shape_of
from evals.slots import Slot, figures_of
from schemas.figure import Kind
from schemas.golden import Golden, GoldenFigure, GoldenStory

_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_ORDER = ("first", "second", "third", "fourth")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def year_slip(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """The year one later."""
    found = _YEAR.search(slot.printed)
    if slot.figure.kind is Kind.DATE and found:
        words = slot.printed.replace(found[0], str(int(found[0]) + 1), 1)
        yield from _unless_printed("year_slip", slot, golden, story, words)


def month_slip(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """The month two later, within the year."""
    for at, month in enumerate(_MONTHS[:10]):
        if slot.figure.kind is Kind.DATE and re.search(rf"\b{month}\b", slot.printed):
            words = slot.printed.replace(month, _MONTHS[at + 2])
            yield from _unless_printed("month_slip", slot, golden, story, words)


def quarter_slip(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """The next quarter or half: `third quarter` for second quarter, `Q4` for Q3."""
    spelt = re.search(r"\b(first|second|third) (quarter|half)\b", slot.printed, re.IGNORECASE)
    short = re.search(r"\bQ([123])\b", slot.printed)
    if slot.figure.kind is not Kind.DATE or not (spelt or short):
        return
    if short:
        words = slot.printed.replace(short[0], f"Q{int(short[1]) + 1}")
        yield from _unless_printed("quarter_slip", slot, golden, story, words)
    elif spelt and not (spelt[2].lower() == "half" and spelt[1].lower() != "first"):
        later = _ORDER[_ORDER.index(spelt[1].lower()) + 1]
        words = slot.printed.replace(spelt[1], later, 1)
        yield from _unless_printed("quarter_slip", slot, golden, story, words)


def date_swap(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """Another event's date."""
    if slot.figure.kind is not Kind.DATE or not slot.figure.first:
        return
    own = [f for f in golden.labels.figures if f.fact == slot.fact.id]
    seen = {slot.printed.lower()}
    for other in figures_of(golden, story):
        apart = other.first and all(_are_apart(other, mine) for mine in own)
        alike = shape_of(_named(other.text)) == shape_of(_named(slot.printed))
        if apart and alike and other.fact != slot.fact.id and other.text.lower() not in seen:
            seen.add(other.text.lower())
            yield replaced(
                "date_swap",
                slot,
                fitted(other.text, slot.start),
                "The date is that of something else.",
            )


def _unless_printed(
    operator: str, slot: Slot, golden: Golden, story: GoldenStory, words: str
) -> Iterator[Mutant]:
    text = golden.text[story.span.start : story.span.end].lower()
    if words.lower() not in text and words.lower() not in printed_in(golden, story):
        yield replaced(operator, slot, words, f"The story prints {words} nowhere.")


def _are_apart(one: GoldenFigure, other: GoldenFigure) -> bool:
    """Have two dates no day in common? ISO days sort as text; no day is apart from none."""
    known = bool(one.first and one.last and other.first and other.last)
    return known and (one.last < other.first or other.last < one.first)


def _named(text: str) -> str:
    """The date with one name for all months, quarters and halves."""
    months = "|".join(_MONTHS)
    return re.sub(rf"\b(?:{months}|first|second|third|fourth)\b", "9", text, flags=re.IGNORECASE)


DATES: tuple[Operator, ...] = (year_slip, month_slip, quarter_slip, date_swap)
