"""Operators that put a right value in a wrong place: another cut, arm, group, grade or measure.

In: a slot with its golden and story. Out: mutants. Two facts that differ in one thing and in their
value prove the mutant wrong, if the sentence itself says that one thing.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from evals.mutants import Mutant, Operator, replaced
from evals.slots import Slot
from schemas.figure import Kind
from schemas.golden import Golden, GoldenFact, GoldenFigure, GoldenStory

_SIDES = ("cut", "arm", "population", "grade", "time", "product", "company")
_WORD = re.compile(r"[a-z0-9][\w-]*")
_LITTLE = frozenset(
    "the a an of in on at and or to for with by all any who patients adults people trial study "
    "cut cut-off cutoff data analysis dose arm group cohort week month months year".split()
)


def side_swap(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """The value of the same measure for another cut, arm, group, grade, time or product."""
    for fact, figure in _rivals(slot, golden, story):
        apart = [side for side in _SIDES if getattr(fact, side) != getattr(slot.fact, side)]
        if fact.measure != slot.fact.measure or len(apart) != 1:
            continue
        mine, other = getattr(slot.fact, apart[0]), getattr(fact, apart[0])
        if mine and other and _says(slot, mine, other):
            why = f"{slot.fact.says} {figure.text} is of {other}."
            yield replaced(f"{apart[0]}_swap", slot, figure.text, why)


def measure_swap(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """The value of another measure, where the sentence names the one that is meant."""
    for fact, figure in _rivals(slot, golden, story):
        if fact.measure == slot.fact.measure or slot.figure.kind is Kind.COUNT:
            continue
        if _says(slot, slot.fact.measure, fact.measure):
            why = f"{slot.fact.says} {figure.text} is the {fact.measure}."
            yield replaced("measure_swap", slot, figure.text, why)


def denominator_swap(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """`7 of 31` for 7 of 11, where 31 is another fact's denominator."""
    if slot.figure.kind is not Kind.PROPORTION or len(slot.figure.values) != 2:
        return
    part, whole = slot.figure.values
    for other in sorted({fact.N for fact in golden.labels.facts if fact.N}):
        if other != whole and Decimal(other) > Decimal(part):
            words = re.sub(rf"\b{whole}\b", other, slot.printed)
            if words != slot.printed and words not in {f.text for f in golden.labels.figures}:
                why = f"{slot.fact.says} {other} is another group's number."
                yield replaced("denominator_swap", slot, words, why)
                return


def _rivals(
    slot: Slot, golden: Golden, story: GoldenStory
) -> Iterator[tuple[GoldenFact, GoldenFigure]]:
    """Other facts of the story with a figure of the slot's sort, each with its first."""
    known = {fact.id: fact for fact in golden.labels.facts}
    seen = {slot.fact.id}
    own = {f.values for f in golden.labels.figures if f.fact == slot.fact.id}
    for figure in golden.labels.figures:
        alike = figure.kind is slot.figure.kind and figure.unit == slot.figure.unit
        inside = story.span.start <= figure.start < story.span.end
        plain = not figure.is_range and figure.hedge == slot.figure.hedge
        if alike and inside and plain and figure.fact not in seen and figure.values not in own:
            seen.add(figure.fact)
            yield known[figure.fact], figure


def _says(slot: Slot, mine: str, other: str) -> bool:
    """Does the sentence say what tells the slot's fact from the other, and not the other's?"""
    said = set(_WORD.findall(slot.text.lower()))
    own, theirs = (set(_WORD.findall(text.lower())) - _LITTLE for text in (mine, other))
    return bool((own - theirs) & said) and not (theirs - own) & said


ROLES: tuple[Operator, ...] = (side_swap, measure_swap, denominator_swap)
