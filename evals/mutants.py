"""What a mutant is: a true sentence with one thing in it made wrong, and the proof that it is."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from evals.slots import Slot
from schemas.base import Value
from schemas.figure import Kind
from schemas.golden import Golden, GoldenFigure, GoldenStory


class Mutant(Value):
    """A sentence that the article does not bear out, by its labels."""

    operator: str
    """`value_slip`, `cut_swap`, …; `evals/operators.toml` says what each is."""
    text: str
    start: int
    end: int
    """Half-open, into `text`: the words that are wrong."""
    why: str
    """The proof, from the labels, in one sentence."""
    kind: Kind
    """Of the figure that was changed."""


Operator = Callable[[Slot, Golden, GoldenStory], Iterator[Mutant]]


def replaced(operator: str, slot: Slot, words: str, why: str) -> Mutant:
    """The mutant with other words in the slot's place."""
    return Mutant(
        operator=operator,
        text=slot.put(words),
        start=slot.start,
        end=slot.start + len(words),
        why=why,
        kind=slot.figure.kind,
    )


def values_of(golden: Golden, story: GoldenStory, like: GoldenFigure) -> frozenset[Decimal]:
    """Every value that the story prints in the figure's unit, ends of ranges and parts included."""
    return frozenset(
        Decimal(value)
        for figure in golden.labels.figures
        for value in figure.values
        if story.span.start <= figure.start < story.span.end
        and (figure.unit == like.unit or figure.kind is like.kind)
    )
