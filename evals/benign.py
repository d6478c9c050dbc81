"""Edits that leave a true sentence true: a checker that fails one of them nags.

In: a slot, and another true sentence of its story. Out: the sentence told in another fair way.
"""

import re
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal

from evals.slots import Slot
from schemas.base import Value
from schemas.figure import Bound, Kind

_WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split()


class Benign(Value):
    """A fair way to tell a slot's sentence."""

    edit: str
    text: str
    kind: Kind


Edit = Callable[[Slot, str], str | None]
"""A slot and another true sentence of its story, if there is one."""


def in_words(slot: Slot, other: str) -> str | None:
    """`seven` for `7`."""
    if slot.figure.kind is Kind.COUNT and slot.printed.isdigit() and int(slot.printed) <= 12:
        word = _WORDS[int(slot.printed)]
        return slot.put(word if slot.start else word.capitalize())
    return None


def in_digits(slot: Slot, other: str) -> str | None:
    """`7` for `seven`."""
    word = slot.printed.lower()
    if slot.figure.kind is Kind.COUNT and word in _WORDS[2:]:
        return slot.put(str(_WORDS.index(word)))
    return None


def rounded(slot: Slot, other: str) -> str | None:
    """`58%` for `58.3%`; a share that would become nothing, or that gives a difference, is left."""
    found = re.fullmatch(r"(\d+\.\d)%", slot.printed)
    worked = any(place.figure.kind is Kind.POINTS for place in slot.beside)
    if not found or slot.figure.bound is not Bound.EXACTLY or worked:
        return None
    whole = Decimal(found[1]).quantize(Decimal(1), ROUND_HALF_UP)
    return slot.put(f"{whole}%") if whole >= 1 else None


def per_cent(slot: Slot, other: str) -> str | None:
    """`58 per cent` for `58%`."""
    return slot.put(slot.printed[:-1] + " per cent") if slot.printed.endswith("%") else None


def thin_space(slot: Slot, other: str) -> str | None:
    """`58 %` with a thin space, as journals set it."""
    return slot.put(slot.printed[:-1] + "\u2009%") if slot.printed.endswith("%") else None


def true_minus(slot: Slot, other: str) -> str | None:
    """`−2.2` with a minus sign for a hyphen, and the other way round."""
    if not re.match(r"[-−]\d", slot.printed):
        return None
    other = "-" if slot.printed[0] == "−" else "−"
    return slot.put(other + slot.printed[1:])


def with_slash(slot: Slot, other: str) -> str | None:
    """`7/12` for `7 of 12`."""
    found = re.fullmatch(r"(\d+) of (\d+)", slot.printed)
    return slot.put(f"{found[1]}/{found[2]}") if found else None


def short_scale(slot: Slot, other: str) -> str | None:
    """`$1.4bn` for `$1.4 billion`."""
    if slot.figure.kind is not Kind.MONEY:
        return None
    for long, short in ((" billion", "bn"), (" million", "m")):
        if slot.printed.endswith(long):
            return slot.put(slot.printed.removesuffix(long) + short)
    return None


def in_millions(slot: Slot, other: str) -> str | None:
    """`$1,400 million` for `$1.4 billion`."""
    found = re.fullmatch(r"([$€£¥])([\d.]+) billion", slot.printed)
    if not found:
        return None
    value = (1000 * Decimal(found[2])).normalize()
    return slot.put(f"{found[1]}{value:,f} million")


def in_years(slot: Slot, other: str) -> str | None:
    """`two years` for `24 months`."""
    found = re.fullmatch(r"(\d+) months", slot.printed)
    years, rest = divmod(int(found[1]), 12) if found else (0, 1)
    if rest or not 2 <= years <= 12 or not slot.start:
        return None
    return slot.put(f"{_WORDS[years]} years")


def softened(slot: Slot, other: str) -> str | None:
    """`about 58%` for `58%`: saying less is no lie."""
    sharp = slot.figure.bound is Bound.EXACTLY and not slot.figure.approximate
    plain = slot.figure.kind in (Kind.PERCENT, Kind.MONEY) and sharp
    free = not re.search(r"\b(?:an?|the|by|of|to|about|some|nearly) \Z", slot.text[: slot.start])
    return slot.put(f"about {slot.printed}") if plain and free and slot.start else None


_LEAD = 6
"""Words of an opening phrase at the most."""


def clause_moved(slot: Slot, other: str) -> str | None:
    """`7 responded at week 12.` for `At week 12, 7 responded.`"""
    found = re.fullmatch(r"(?P<lead>(?:In|At|By|On|Among|After) [^,;:]+), (?P<rest>[^,;:]+)\.",
                         slot.text)  # fmt: skip
    if not found:
        return None
    lead, rest = found["lead"], found["rest"]
    if len(lead.split()) > _LEAD or lead.count("(") != lead.count(")"):
        return None  # no adverbial but a clause with its verb
    return f"{rest[0].upper()}{rest[1:]} {lead[0].lower()}{lead[1:]}."


def after_another(slot: Slot, other: str) -> str | None:
    """The sentence behind another."""
    return f"{other} {slot.text}" if other else None


def before_another(slot: Slot, other: str) -> str | None:
    """The sentence in front of another."""
    return f"{slot.text} {other}" if other else None


def with_filler(slot: Slot, other: str) -> str | None:
    """A sentence that says nothing, behind it."""
    return f"{slot.text} More on this below."


EDITS: tuple[Edit, ...] = (
    in_words, in_digits, rounded, per_cent, thin_space, true_minus, with_slash, short_scale,
    in_millions, in_years, softened, clause_moved, after_another, before_another, with_filler,
)  # fmt: skip


def edit_slot(slot: Slot, other: str = "") -> Iterator[Benign]:
    """Every fair way to tell a slot's sentence, `other` being another true one of its story.

    What is quoted is left, since other words would be no quotation.
    """
    before = slot.text[: slot.start]
    if before.count('"') % 2 or before.count("“") != before.count("”"):
        return
    for edit in EDITS:
        text = edit(slot, other)
        if text is not None and text != slot.text:
            yield Benign(edit=edit.__name__, text=text, kind=slot.figure.kind)
