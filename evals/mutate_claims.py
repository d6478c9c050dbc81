"""Operators that say what nobody said: significance, causes, approvals, safety, names, advice.

In: a slot with its golden and story. Out: mutants. That the story has no such word is the proof.
"""

import re
from collections.abc import Iterator

from evals.mutants import Mutant, Operator, added, rewritten, says
from evals.slots import Slot
from schemas.figure import Kind
from schemas.golden import Golden, GoldenStory


def significance_invented(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """A statistically significant difference, in a story that tests nothing."""
    tested = says(story, golden, r"signific|\bp ?[<=≤]|\bCI\b|confidence inter|superior|inferior")
    compared = any(
        other.fact.measure == slot.fact.measure and other.fact.arm != slot.fact.arm
        for other in slot.beside
    )
    if compared and not tested and slot.text.endswith(".") and "ifference" not in slot.text:
        place = (len(slot.text) - 1, len(slot.text))
        words = ", a statistically significant difference."
        yield rewritten("significance_invented", slot, place, words, "Nothing is tested.")


def zero_overclaimed(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """`does not cause deaths` from `no deaths were seen`."""
    fact = slot.fact
    harm = re.search(r"\b(?:death|event|case|toxicit|syndrome|bleed|haemorrhage|failure|reaction"
                     r"|CRS|ICANS|infection|arrest)", fact.measure)  # fmt: skip
    if slot.figure.kind is Kind.NONE and fact.product and harm:
        text = f"{fact.product[0].upper()}{fact.product[1:]} does not cause {fact.measure}."
        why = f"{fact.says} That none was seen does not say that none can be."
        yield added("zero_overclaimed", slot, text, why)


def approval_invented(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """A product said to be approved, in a story that says so nowhere."""
    product = slot.fact.product
    if product and not says(
        story,
        golden,
        r"approv|authori[sz]|licen[cs]e|cleared|market|launch|\bsales\b|\bs[eo]l[dl]s?\b",
    ):
        text = f"{product[0].upper()}{product[1:]} has been approved."
        yield added("approval_invented", slot, text, "The story tells of no approval.")


def safety_claimed(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """A product said to be safe and effective."""
    product = slot.fact.product
    if product and not says(story, golden, r"\bsafe\b|\beffective\b|proven"):
        text = f"{product[0].upper()}{product[1:]} is safe and effective."
        yield added("safety_claimed", slot, text, "The story says so nowhere.")


def cause_invented(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """A reason for a move, where the labels note that the article gives none."""
    unexplained = any(gap.field == "cause" for gap in story.gaps)
    moved = re.search(r"\b(?:shares?|stock) (?:fell|rose|closed|lost|gained|ended|were)", slot.text)
    if unexplained and moved and slot.text.endswith("."):
        place = (len(slot.text) - 1, len(slot.text))
        words = " because of disappointing trial data."
        yield rewritten("cause_invented", slot, place, words, "No cause is given.")


def advice_voiced(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """Advice to investors in our own voice."""
    if slot.fact.company:
        text = f"Investors should buy shares of {slot.fact.company}."
        yield added("advice_voiced", slot, text, "A brief advises nobody.")


def name_invented(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """A product or company under a name that the page does not have."""
    for name, other in ((slot.fact.product, "Zuvramab"), (slot.fact.company, "Quillmere")):
        known = name and re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", slot.text)
        if known and not says(story, golden, other):
            yield rewritten("name_invented", slot, known.span(), other, f"It is {name}.")
            return


def phase_changed(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """`Phase 3` for Phase 2, where the story has none."""
    found = re.search(r"\bPhase (?P<phase>[12])(?![\w/])", slot.text)
    if found:
        words = f"Phase {int(found['phase']) + 1}"
        if not says(story, golden, rf"{words}\b"):
            yield rewritten("phase_changed", slot, found.span(), words, f"{words} is nowhere.")


def comparator_retyped(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """`standard care` for placebo, where the story has none."""
    found = re.search(r"\bplacebo\b", slot.text)
    if found and not says(story, golden, "standard|usual care"):
        words = "standard care"
        yield rewritten("comparator_retyped", slot, found.span(), words, "It is placebo.")


def figure_invented(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """A figure that the story has nothing like."""
    text = golden.text[story.span.start : story.span.end]
    for number in (137, 149, 163):
        if str(number) not in text and slot.fact.N:
            sentence = f"Another {number} patients were treated outside the trial."
            yield added("figure_invented", slot, sentence, f"The story prints {number} nowhere.")
            return


CLAIMS: tuple[Operator, ...] = (
    significance_invented, zero_overclaimed, approval_invented, safety_claimed, cause_invented,
    advice_voiced, name_invented, phase_changed, comparator_retyped, figure_invented,
)  # fmt: skip
