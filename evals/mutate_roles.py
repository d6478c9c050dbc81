"""Operators that put a right value in a wrong place: another cut, arm, group, grade or measure.

In: a slot with its golden and story. Out: mutants. Two facts that differ in one thing and in their
value prove the mutant wrong, if the words round the figures say that one thing.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from evals.mutants import Mutant, Operator, fitted, is_singular, replaced, shape_of
from evals.slots import Place, Slot, figures_of
from schemas.figure import Kind
from schemas.golden import Golden, GoldenFact, GoldenFigure, GoldenStory

_SIDES = ("cut", "arm", "population", "grade", "time", "product", "company")
_WORD = re.compile(r"[a-z0-9][\w-]*")
_LITTLE = frozenset(
    """the a an of in on at and or to for with by all any who whose from than as after before per
    patients patient adults people person persons participants trial study cut cut-off cutoff data
    analysis dose arm group groups cohort week weeks month months year years day days
    rate rates number share shares median mean total risk average percentage proportion figure
    value level difference change count size time""".split()
)


def side_swap(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """The value of the same measure for another cut, arm, group, grade, time or product."""
    for fact, figure in _rivals(slot, golden, story):
        side = _side_between(slot.fact, fact)
        if side and _says(slot, getattr(slot.fact, side), getattr(fact, side)):
            why = f"{figure.text} is of {getattr(fact, side)}."
            yield replaced(f"{side}_swap", slot, fitted(figure.text, slot.start), why)


def measure_swap(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """The value of another measure, where the sentence names the one that is meant."""
    for fact, figure in _rivals(slot, golden, story):
        if slot.figure.kind in (Kind.COUNT, Kind.DATE) or fact.measure == slot.fact.measure:
            continue
        if _says(slot, slot.fact.measure, fact.measure):
            words = fitted(figure.text, slot.start)
            yield replaced("measure_swap", slot, words, f"{figure.text}: {fact.says}")


def exchange(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """Two values of one sentence in each other's place, where it names what each is of."""
    for other in slot.beside:
        if other.start < slot.start or not _are_alike(slot, other):
            continue
        side = _side_between(slot.fact, other.fact)
        if side is None and slot.fact.measure == other.fact.measure:
            continue
        name = side or "measure"
        mine, theirs = (_telling(getattr(fact, name)) for fact in (slot.fact, other.fact))
        said = set(_WORD.findall(slot.around.lower()))
        if (mine - theirs) & said and (theirs - mine) & said:
            yield _exchanged(f"{name}_exchange", slot, other)


def _exchanged(operator: str, slot: Slot, other: Place) -> Mutant:
    theirs = fitted(slot.text[other.start : other.end], slot.start)
    mine = fitted(slot.printed, other.start)
    between, after = slot.text[slot.end : other.start], slot.text[other.end :]
    text = slot.text[: slot.start] + theirs + between + mine + after
    return Mutant(
        operator=operator,
        text=text,
        start=slot.start,
        end=slot.start + len(theirs),
        why=f"{slot.fact.says} {other.fact.says}",
        kind=slot.figure.kind,
    )


def _are_alike(one: Place, other: Place) -> bool:
    """Could one figure stand in the other's place, and would it be wrong there?"""
    a, b = one.figure, other.figure
    alike = a.kind is b.kind and a.unit == b.unit and shape_of(a.text) == shape_of(b.text)
    singular = is_singular(one) or is_singular(other)
    apart = not _are_close(a, b) and a.hedge == b.hedge
    return alike and apart and a.kind is not Kind.DATE and not singular


def _are_close(one: GoldenFigure, other: GoldenFigure) -> bool:
    """Is one value the other's, or a fair rounding of it?"""
    pairs = list(zip(one.values, other.values, strict=False))
    return all(
        abs(Decimal(a) - Decimal(b)) * 2 <= max(_step(a), _step(b)) or a == b for a, b in pairs
    )


def _step(value: str) -> Decimal:
    """How coarse a plain decimal is: 0.1 of `18.4`, 1 of `18`."""
    return Decimal(1).scaleb(int(Decimal(value).as_tuple().exponent))


def _rivals(
    slot: Slot, golden: Golden, story: GoldenStory
) -> Iterator[tuple[GoldenFact, GoldenFigure]]:
    """Other facts of the story with a figure of the slot's sort, each with its first."""
    known = {fact.id: fact for fact in golden.labels.facts}
    seen = {slot.fact.id}
    own = [f for f in golden.labels.figures if f.fact == slot.fact.id and f.values]
    if is_singular(slot):
        return
    shape = shape_of(slot.printed)
    for figure in figures_of(golden, story):
        alike = figure.kind is slot.figure.kind and figure.unit == slot.figure.unit
        like = alike and shape_of(figure.text) == shape and figure.hedge == slot.figure.hedge
        apart = figure.values and not any(_are_close(figure, mine) for mine in own)
        if like and figure.fact not in seen and apart:
            seen.add(figure.fact)
            yield known[figure.fact], figure


def _side_between(one: GoldenFact, other: GoldenFact) -> str | None:
    """The one thing in which two facts of one measure differ, if it is just one and both tell."""
    apart = [side for side in _SIDES if getattr(one, side) != getattr(other, side)]
    if one.measure != other.measure or len(apart) != 1:
        return None
    return apart[0] if getattr(one, apart[0]) and getattr(other, apart[0]) else None


def _says(slot: Slot, mine: str, other: str) -> bool:
    """Do the words round the figures say what tells the slot's fact, and not what the other's?"""
    said = set(_WORD.findall(slot.around.lower()))
    own, theirs = _telling(mine), _telling(other)
    return bool((own - theirs) & said) and not (theirs - own) & said


def _telling(text: str) -> set[str]:
    return set(_WORD.findall(text.lower())) - _LITTLE


ROLES: tuple[Operator, ...] = (side_swap, measure_swap, exchange)
