"""Edits that leave a true sentence true: a checker that fails one of them nags.

In: a slot. Out: the sentence told in another fair way.
"""

import re
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal

from evals.slots import Slot
from schemas.base import Value
from schemas.figure import Bound, Kind

_WORDS = ("zero one two three four five six seven eight nine ten eleven twelve").split()


class Benign(Value):
    """A fair way to tell a slot's sentence."""

    edit: str
    text: str
    kind: Kind


Edit = Callable[[Slot], str | None]


def in_words(slot: Slot) -> str | None:
    """`seven` for `7`."""
    if slot.figure.kind is Kind.COUNT and slot.printed.isdigit() and int(slot.printed) <= 12:
        word = _WORDS[int(slot.printed)]
        return slot.put(word if slot.start else word.capitalize())
    return None


def in_digits(slot: Slot) -> str | None:
    """`7` for `seven`."""
    word = slot.printed.lower()
    if slot.figure.kind is Kind.COUNT and word in _WORDS[2:]:
        return slot.put(str(_WORDS.index(word)))
    return None


def rounded(slot: Slot) -> str | None:
    """`58%` for `58.3%`."""
    found = re.fullmatch(r"(\d+\.\d)%", slot.printed)
    if not found or slot.figure.bound is not Bound.EXACTLY:
        return None
    whole = Decimal(found[1]).quantize(Decimal(1), ROUND_HALF_UP)
    return slot.put(f"{whole}%")


def per_cent(slot: Slot) -> str | None:
    """`58 per cent` for `58%`."""
    return slot.put(slot.printed[:-1] + " per cent") if slot.printed.endswith("%") else None


def thin_space(slot: Slot) -> str | None:
    """`58 %` with a thin space, as journals set it."""
    return slot.put(slot.printed[:-1] + "\u2009%") if slot.printed.endswith("%") else None


def with_slash(slot: Slot) -> str | None:
    """`7/12` for `7 of 12`."""
    found = re.fullmatch(r"(\d+) of (\d+)", slot.printed)
    return slot.put(f"{found[1]}/{found[2]}") if found else None


def short_scale(slot: Slot) -> str | None:
    """`$1.4bn` for `$1.4 billion`."""
    if slot.figure.kind is not Kind.MONEY:
        return None
    for long, short in ((" billion", "bn"), (" million", "m")):
        if slot.printed.endswith(long):
            return slot.put(slot.printed.removesuffix(long) + short)
    return None


def with_filler(slot: Slot) -> str | None:
    """A sentence that says nothing, behind it."""
    return f"{slot.text} Details were given at a meeting."


def softened(slot: Slot) -> str | None:
    """`about 58%` for `58%`: saying less is no lie."""
    sharp = slot.figure.bound is Bound.EXACTLY and not slot.figure.approximate
    plain = slot.figure.kind in (Kind.PERCENT, Kind.MONEY) and sharp
    free = not re.search(r"\b(?:an?|the|by|of|to|about|some|nearly) \Z", slot.text[: slot.start])
    return slot.put(f"about {slot.printed}") if plain and free and slot.start else None


EDITS: tuple[Edit, ...] = (
    in_words, in_digits, rounded, per_cent, thin_space, with_slash, short_scale, with_filler,
    softened,
)  # fmt: skip


def edit_slot(slot: Slot) -> Iterator[Benign]:
    """Every fair way to tell a slot's sentence."""
    for edit in EDITS:
        text = edit(slot)
        if text is not None and text != slot.text:
            yield Benign(edit=edit.__name__, text=text, kind=slot.figure.kind)
