"""What a mutant is: a true sentence with one thing in it made wrong, and the proof that it is."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from evals.slots import Place, Slot, figures_of
from schemas.base import Value
from schemas.figure import Kind
from schemas.golden import Golden, GoldenFigure, GoldenStory

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_NUMBER_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty"
).split()
_WORD = re.compile(rf"\b(?:{'|'.join(_NUMBER_WORDS)})\b", re.IGNORECASE)


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
    """Of the figure that was changed, or that stands where the words were."""


Operator = Callable[[Slot, Golden, GoldenStory], Iterator[Mutant]]


def replaced(operator: str, slot: Slot, words: str, why: str) -> Mutant:
    """The mutant with other words in the slot's place."""
    return rewritten(operator, slot, (slot.start, slot.end), words, why)


def rewritten(operator: str, slot: Slot, place: tuple[int, int], words: str, why: str) -> Mutant:
    """The mutant with other words at a place of the slot's sentence.

    Where words are only left out, what is wrong is the word that now stands there.
    """
    start, end = place
    text = slot.text[:start] + words + slot.text[end:]
    if start == 0:
        text = text[:1].upper() + text[1:]
    if words.strip():
        first = start + len(words) - len(words.lstrip())
        last = start + len(words.rstrip())
    else:
        found = re.compile(r"\S+").search(text, start) or re.search(r"\S+\s*\Z", text)
        first, last = found.span() if found else (0, len(text))
    return Mutant(
        operator=operator,
        text=text,
        start=first,
        end=last,
        why=f"{slot.fact.says} {why}",
        kind=slot.figure.kind,
    )


def added(operator: str, slot: Slot, sentence: str, why: str) -> Mutant:
    """A wrong sentence that stands by itself; the slot only says where it was thought of."""
    return Mutant(
        operator=operator,
        text=sentence,
        start=0,
        end=len(sentence),
        why=why,
        kind=slot.figure.kind,
    )


def values_of(golden: Golden, story: GoldenStory, like: GoldenFigure) -> frozenset[Decimal]:
    """Every value that the story prints in the figure's unit, ends of ranges and parts included."""
    return frozenset(
        Decimal(value)
        for figure in figures_of(golden, story)
        for value in figure.values
        if figure.unit == like.unit or figure.kind is like.kind
    )


def printed_in(golden: Golden, story: GoldenStory) -> frozenset[str]:
    """The words of every figure of the story, in lower case."""
    return frozenset(figure.text.lower() for figure in figures_of(golden, story))


def says(story: GoldenStory, golden: Golden, pattern: str) -> bool:
    """Do words of the story fit the pattern, whatever their case?"""
    text = golden.text[story.span.start : story.span.end]
    return re.search(pattern, text, re.IGNORECASE) is not None


def article_sentence(slot: Slot, golden: Golden) -> str:
    """The article's own sentence with the labelled figure."""
    text, figure = golden.text, slot.figure
    start = max(text.rfind(mark, 0, figure.start) for mark in (". ", "\n")) + 1
    ends = [at for mark in (". ", "\n") if (at := text.find(mark, figure.end)) >= 0]
    return text[start : min(ends, default=len(text))]


def value_in(digits: str) -> Decimal:
    """The number that digits with separators stand for."""
    return Decimal(digits.replace(",", ""))


def is_rounding(digits: str, old: Decimal) -> bool:
    """May these digits be the old number rounded to tens or hundreds, as 170 is of 171?"""
    noughts = len(digits) - len(digits.rstrip("0")) if "." not in digits else 0
    return noughts > 0 and abs(value_in(digits) - old) * 2 <= 10**noughts


def is_singular(place: Place) -> bool:
    """Is it `one`, beside which no other number is English?"""
    return place.figure.values == ("1",) or place.figure.text.lower() in ("one", "1", "a", "an")


def fitted(words: str, start: int) -> str:
    """A figure's words with the first letter as its new place wants it: `seven` within a sentence.

    Names of months and what begins with a digit stay as they are.
    """
    number = words[0].isalpha() and shape_of(words)[0] == "9"
    if not number and words.split()[0] not in _ORDINALS:
        return words
    return words[0].lower() + words[1:] if start else words[0].upper() + words[1:]


_ORDINALS = frozenset({"First", "Second", "Third", "Fourth"})


def shape_of(text: str) -> str:
    """A figure's words without its numbers: `$9 million` and `$12.5 million` are of one shape."""
    return _WORD.sub("9", _NUMBER.sub("9", text.lower().replace("−", "-")))
