"""Operators that change the words round a figure: bounds, directions, plans, absence, bases.

In: a slot with its golden and story. Out: mutants. The label's bound, status or kind is the proof.
"""

import re
from collections.abc import Iterator

from evals.mutants import Mutant, Operator, replaced
from evals.slots import Slot
from schemas.figure import Bound, Kind
from schemas.golden import Golden, GoldenStory
from schemas.source import Status

_BOUNDS = {
    "more than": "less than", "less than": "more than", "at least": "at most", "over": "under",
    "at most": "at least", "up to": "at least", "nearly": "more than", "almost": "more than",
    "under": "over", "fewer than": "more than", "just under": "just over",
}  # fmt: skip
_HEDGE = re.compile(rf"\b(?P<hedge>{'|'.join(sorted(_BOUNDS, key=len, reverse=True))}) \Z", re.I)


def bound_dropped(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """`500` for `nearly 500`: a limit told as the value."""
    found = _hedge(slot)
    if found:
        text = slot.text[: found.start()] + slot.text[slot.start :]
        yield _moved("bound_dropped", slot, text, found.start(), "The bound is part of it.")


def bound_turned(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """`less than 20%` for `more than 20%`."""
    found = _hedge(slot)
    if found:
        other = _BOUNDS[found["hedge"].lower()]
        text = slot.text[: found.start()] + other + " " + slot.text[slot.start :]
        yield _moved("bound_turned", slot, text, found.start(), "The bound is the other way.")


def _hedge(slot: Slot) -> re.Match[str] | None:
    """The bound that stands right before the figure, if the label has one too."""
    if slot.figure.bound is Bound.EXACTLY:
        return None
    return _HEDGE.search(slot.text[: slot.start])


_TURNS = (
    ("rose", "fell"), ("risen", "fallen"), ("up", "down"), ("above", "below"), ("gained", "lost"),
    ("higher", "lower"), ("increased", "decreased"), ("increase", "decrease"), ("grew", "shrank"),
    ("longer", "shorter"), ("more", "less"), ("climbed", "dropped"), ("raised", "lowered"),
)  # fmt: skip
_TURNED = {a: b for pair in _TURNS for a, b in (pair, pair[::-1])}
_TURN = re.compile(rf"\b(?P<word>{'|'.join(_TURNED)})\b(?! than)", re.IGNORECASE)


def direction_turned(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """`rose` for `fell` beside the figure it is said of."""
    near = [
        found
        for found in _TURN.finditer(slot.text)
        if 0 <= slot.start - found.end() <= 12 or 0 <= found.start() - slot.end <= 2
    ]
    if len(near) == 1:
        found = near[0]
        other = _TURNED[found["word"].lower()]
        text = slot.text[: found.start()] + other + slot.text[found.end() :]
        yield _moved("direction_turned", slot, text, found.start(), "The direction is turned.")


_PLANS = re.compile(
    r"\b(?:expects|plans|intends|hopes|aims) to (?P<verb>start|complete|report|request|file|submit"
    r"|enrol|finish|launch|open|publish|treat|receive|present)\b"
)
_DONE = {"submit": "submitted", "enrol": "enrolled", "complete": "completed",
         "receive": "received"}  # fmt: skip


def plan_done(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """`has started` for `expects to start`."""
    found = _PLANS.search(slot.text)
    if found and slot.fact.status is Status.EXPECTED:
        verb = found["verb"]
        done = f"has {_DONE.get(verb, verb.removesuffix('e') + 'ed')}"
        text = slot.text[: found.start()] + done + slot.text[found.end() :]
        yield _moved("plan_done", slot, text, found.start(), "It is only planned.")


_DOUBT = re.compile(r"\b(?:an? )?(?:unverified|unconfirmed|disputed) ", re.IGNORECASE)


def doubt_dropped(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """`a response rate of 80%` for `an unverified response rate of 80%`."""
    found = _DOUBT.search(slot.text)
    if found and slot.fact.status is Status.UNVERIFIED:
        article = "a " if found[0].lower().startswith("a") and " " in found[0].strip() else ""
        text = slot.text[: found.start()] + article + slot.text[found.end() :]
        yield _moved("doubt_dropped", slot, text, found.start(), "The article calls it unverified.")


def absence_denied(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """`Three deaths` for `No deaths`."""
    if slot.figure.kind is Kind.NONE and slot.printed.lower() == "no":
        words = "Three" if slot.printed[0].isupper() else "three"
        yield replaced("absence_denied", slot, words, f"{slot.fact.says} There was none.")


_ABOVE = re.compile(r" (?:above|over|more than)\b")


def of_for_above(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """`57% of its average` for `57% above its average`."""
    found = _ABOVE.match(slot.text, slot.end)
    if found and slot.figure.kind is Kind.PERCENT:
        text = slot.text[: slot.end] + " of" + slot.text[found.end() :]
        yield _moved("of_for_above", slot, text, slot.start, "It is so much above.")


def _moved(operator: str, slot: Slot, text: str, start: int, why: str) -> Mutant:
    return Mutant(
        operator=operator,
        text=text,
        start=start,
        end=min(len(text), max(start + 1, slot.end)),
        why=f"{slot.fact.says} {why}",
        kind=slot.figure.kind,
    )


WORDS: tuple[Operator, ...] = (
    bound_dropped, bound_turned, direction_turned, plan_done, doubt_dropped, absence_denied,
    of_for_above,
)  # fmt: skip
