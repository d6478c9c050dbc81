"""Operators on whose share it is: denominators, n told as N, pooled groups, numbers from elsewhere.

In: a slot with its golden and story. Out: mutants. The label's n and N, or the place that a number
was taken from, is the proof.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise

from evals.mutants import (
    Mutant,
    Operator,
    fitted,
    is_singular,
    printed_in,
    replaced,
    shape_of,
    value_in,
    values_of,
)
from evals.mutate_values import NUMBER
from evals.slots import Slot, figures_of
from schemas.figure import Kind
from schemas.golden import Golden, GoldenFact, GoldenFigure, GoldenStory


def denominator_swap(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """`7 of 31` for 7 of 11, where 31 is another fact's denominator."""
    if slot.figure.kind is not Kind.PROPORTION or len(slot.figure.values) != 2:
        return
    part, whole = slot.figure.values
    inside = {figure.fact for figure in figures_of(golden, story)}
    others = {fact.N for fact in golden.labels.facts if fact.N and fact.id in inside}
    for other in sorted(others, key=Decimal):
        words = re.sub(rf"\b{whole}\b", other, slot.printed)
        known = {figure.values for figure in golden.labels.figures}
        if Decimal(other) > Decimal(part) and (part, other) not in known and words != slot.printed:
            yield replaced("denominator_swap", slot, words, f"{other} is another group's number.")


def n_for_N(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """All for some: `12 patients responded` for seven of the twelve."""
    fact, digits = slot.fact, NUMBER.fullmatch(slot.printed.split(" ")[0])
    part = digits and fact.n and fact.N and fact.n != fact.N and slot.figure.kind is Kind.COUNT
    if digits and part and value_in(digits[0]) == Decimal(fact.n) and _stands_alone(slot):
        words = slot.printed.replace(digits[0], f"{int(fact.N):,}", 1)
        yield replaced("n_for_N", slot, words, f"{fact.N} is how many there were in all.")


def pooled(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """`8 of 15`, the sum of two data cuts, groups or arms, told of one of them."""
    if slot.figure.kind is not Kind.PROPORTION or not re.fullmatch(r"\d+ of \d+", slot.printed):
        return
    for fact, figure in _same_measure(slot, golden, story):
        if len(figure.values) == 2 and figure.kind is Kind.PROPORTION:
            part, whole = (
                Decimal(a) + Decimal(b)
                for a, b in zip(slot.figure.values, figure.values, strict=True)
            )
            words = f"{part} of {whole}"
            if words not in printed_in(golden, story):
                yield replaced("pooled", slot, words, f"The sum takes in: {fact.says}")
                return


def derivable(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """A difference that two figures of the story happen to give, in a third one's place."""
    if slot.figure.kind is not Kind.PERCENT or len(NUMBER.findall(slot.printed)) != 1:
        return
    own, known = Decimal(slot.figure.values[0]), values_of(golden, story, slot.figure)
    others = sorted(value for value in known if value > 0 and value != own)
    for low, high in pairwise(others):
        new = high - low
        if new > 2 and abs(new - own) > 1 and all(abs(new - value) > 1 for value in known):
            words = NUMBER.sub(format(new, "f"), slot.printed, count=1)
            yield replaced("derivable", slot, words, f"It is only {high} less {low}.")
            return


def story_swap(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """A figure of another story on the page."""
    for other in golden.labels.stories:
        if other.id != story.id:
            yield from _foreign(slot, golden, story, figures_of(golden, other))


def identifier_number(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """The number of a name, of a footnote or of boilerplate, in a figure's place."""
    marks = (*golden.labels.identifiers, *golden.labels.boilerplate)
    own = NUMBER.search(slot.printed)
    if slot.figure.kind not in (Kind.COUNT, Kind.PERCENT) or own is None:
        return
    known = values_of(golden, story, slot.figure)
    for mark in marks:
        for number in re.findall(r"\d+", mark.text):
            value = Decimal(number)
            new = all(abs(value - other) > Decimal("0.5") for other in known)
            if 1 < value < 10_000 and new and shape_of(slot.printed)[0] == "9":
                words = NUMBER.sub(f"{int(number)}", slot.printed, count=1)
                yield replaced("identifier_number", slot, words, f"It is in {mark.text:.40}.")
                return


def _foreign(
    slot: Slot, golden: Golden, story: GoldenStory, figures: Iterable[GoldenFigure]
) -> Iterator[Mutant]:
    """The first two figures of the slot's sort whose values the slot's story does not have."""
    if is_singular(slot):
        return
    known, given = values_of(golden, story, slot.figure), 0
    for figure in figures:
        alike = figure.kind is slot.figure.kind and figure.unit == slot.figure.unit
        like = alike and shape_of(figure.text) == shape_of(slot.printed)
        new = [Decimal(value) for value in figure.values]
        apart = new and all(abs(a - b) * 10 > abs(b) for a in new for b in known)
        if like and apart and given < 2:
            given += 1
            words = fitted(figure.text, slot.start)
            yield replaced("story_swap", slot, words, "It is from another story.")


def _same_measure(
    slot: Slot, golden: Golden, story: GoldenStory
) -> Iterator[tuple[GoldenFact, GoldenFigure]]:
    known = {fact.id: fact for fact in golden.labels.facts}
    for figure in figures_of(golden, story):
        fact = known[figure.fact]
        if fact.id != slot.fact.id and fact.measure == slot.fact.measure:
            yield fact, figure


def _stands_alone(slot: Slot) -> bool:
    """Is no denominator printed right beside the count?"""
    after = slot.text[slot.end :]
    return not re.match(r"\s+(?:of|out of|in|\()", after)


COUNTS: tuple[Operator, ...] = (
    denominator_swap, n_for_N, pooled, derivable, story_swap, identifier_number,
)  # fmt: skip
