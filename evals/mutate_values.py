"""Operators that change a figure's digits.

In: a slot with its golden and story. Out: mutants. The sentence says the fact with its value; a
number that is neither that value nor a fair rounding of it, and that the story prints nowhere in
that unit, makes it wrong.
"""

import re
from collections.abc import Callable, Iterator
from decimal import ROUND_DOWN, Decimal
from functools import partial

from evals.mutants import Mutant, Operator, is_rounding, replaced, values_of
from evals.slots import Slot
from schemas.figure import Bound, Kind
from schemas.golden import Golden, GoldenStory

Change = Callable[[str], str | None]
"""A number's digits to other digits, or to nothing where there are none."""

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_VALUED = frozenset({Kind.PERCENT, Kind.POINTS, Kind.MONEY, Kind.DURATION, Kind.QUANTITY,
                     Kind.COUNT, Kind.RATIO, Kind.SCORE, Kind.AGE, Kind.MULTIPLE})  # fmt: skip
_WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split()
_ABOUT = re.compile(r"(?:about|some|around|roughly|nearly|almost|approximately|~) ?\Z", re.I)
_LOW = re.compile(r"\b(?:more than|over|above|at least|exceed\w*|or more than) \Z", re.I)
_HIGH = re.compile(r"\b(?:less than|fewer than|under|below|up to|at most) \Z", re.I)
_CHANGE = re.compile(r"\b(?:up|down|by|rose|fell|grew|dropped|gained|lost|of) \Z")
_TELLING = Decimal("0.1")
"""A tenth: of a value that is only about so, less is no error."""


def value_slip(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """The last digit one higher or lower, as in `58.4%` for 58.3%."""
    for step in (1, -1):
        yield from _with_number("value_slip", slot, golden, story, partial(_moved, step))


def word_slip(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """A number word one higher, as in `eight patients` for seven."""
    first, _, rest = slot.printed.partition(" ")
    if first.lower() not in _WORDS[2:-1] or len(slot.figure.values) != 1 or _is_vague(slot):
        return
    word = _WORDS[_WORDS.index(first.lower()) + 1]
    if Decimal(_WORDS.index(word)) in values_of(golden, story, slot.figure):
        return
    words = f"{word.capitalize() if first[0].isupper() else word} {rest}".rstrip()
    yield replaced("word_slip", slot, words, f"The story prints {words} nowhere.")


def transposition(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """Two digits beside each other exchanged, as in `85%` for 58%."""
    yield from _with_number("transposition", slot, golden, story, _exchanged)


def decimal_shift(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """The point one place off, as in `5.83%` for 58.3%."""
    yield from _with_number("decimal_shift", slot, golden, story, _shifted)


def truncated(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """A decimal cut off where it would be rounded up, as in `58%` for 58.7%."""
    yield from _with_number("truncated", slot, golden, story, _cut_off)


def false_precision(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """A decimal that nobody printed, as in `58.4%` for 58%, and that n of N does not give.

    A change may be worked out from its two ends, so it is left.
    """
    fact = slot.fact
    if slot.figure.kind is Kind.PERCENT and not _is_vague(slot):
        digits = NUMBER.match(slot.printed)
        worked = _CHANGE.search(slot.text[: slot.start])
        if digits and "." not in digits[0] and not worked:
            share = 100 * Decimal(fact.n) / Decimal(fact.N) if fact.n and fact.N else None
            change = partial(_precise, share)
            yield from _with_number("false_precision", slot, golden, story, change)


def sign_dropped(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """`2.2 points` for -2.2 points, where no word round it says a direction or a distance."""
    unsigned = slot.printed.lstrip("-−")
    value = Decimal(slot.figure.values[0]) if len(slot.figure.values) == 1 else Decimal(0)
    told = re.search(r"\b(?:lower|less|fewer|fell|down|below|drop|loss|lost|differ|margin|gap)",
                     slot.text)  # fmt: skip
    is_new = -value not in values_of(golden, story, slot.figure)
    if value < 0 and unsigned != slot.printed and not told and is_new:
        yield replaced("sign_dropped", slot, unsigned, "It is below nought.")


def n_of_N_slip(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """One number of `7 of 12` off by one: `8 of 12`, `7 of 13`."""
    if slot.figure.kind is not Kind.PROPORTION:
        return
    yield from _with_end("n_of_N_slip", slot, golden, story)


def interval_end_slip(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """One end of an interval or a range off by a digit."""
    if slot.figure.kind is Kind.INTERVAL or slot.figure.is_range:
        yield from _with_end("interval_end_slip", slot, golden, story)


def p_value_shift(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """A p-value ten times as strong, as in `p = 0.003` for p = 0.03."""
    found = re.search(r"0?\.\d+", slot.printed)
    if slot.figure.kind is Kind.P_VALUE and found:
        words = slot.printed.replace(".", ".0", 1)
        if Decimal(slot.figure.values[0]) / 10 not in values_of(golden, story, slot.figure):
            yield replaced("p_value_shift", slot, words, "Nothing so strong is printed.")


def _with_number(
    operator: str, slot: Slot, golden: Golden, story: GoldenStory, change: Change
) -> Iterator[Mutant]:
    """The mutant with the slot's one number changed, where the story has no such value."""
    found = NUMBER.findall(slot.printed)
    if slot.figure.kind not in _VALUED or len(found) != 1 or len(slot.figure.values) != 1:
        return
    digits = change(found[0])
    if digits is None:
        return
    old, new = (Decimal(d.replace(",", "")) for d in (found[0], digits))
    if not old or new <= 0 or (_is_vague(slot) and abs(new - old) <= _TELLING * old):
        return
    if is_rounding(digits, old) or _follows(slot, old, new):
        return
    factor = abs(Decimal(slot.figure.values[0])) / old
    step = Decimal(1).scaleb(int(new.as_tuple().exponent))
    known = values_of(golden, story, slot.figure)
    if any(abs(abs(value) / factor - new) <= step / 2 for value in known):
        return
    words = slot.printed.replace(found[0], digits, 1)
    yield replaced(operator, slot, words, f"The story prints {words} nowhere.")


def _with_end(operator: str, slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """The slot's first and its last number with another last digit, each by itself."""
    found = list(NUMBER.finditer(slot.printed))[-2:]
    known = {tuple(map(Decimal, figure.values)) for figure in golden.labels.figures}
    if len(found) != 2 or _is_vague(slot):
        return
    for end, step in ((0, 1), (1, 1), (0, -1)):
        digits = _moved(step, found[end][0])
        numbers = [digits if at == end else match[0] for at, match in enumerate(found)]
        if digits is None or None in numbers:
            continue
        part, whole = (Decimal(str(number).replace(",", "")) for number in numbers)
        if part < whole and part > 0 and (part, whole) not in known:
            start, stop = found[end].span()
            words = slot.printed[:start] + digits + slot.printed[stop:]
            yield replaced(operator, slot, words, f"The story prints {words} nowhere.")


def _follows(slot: Slot, old: Decimal, new: Decimal) -> bool:
    """Does the bound, in the label or in the sentence, make the new value true as well?

    What is more than 20% is more than 19% too.
    """
    before = slot.text[: slot.start]
    low = slot.figure.bound in (Bound.MORE, Bound.AT_LEAST) or _LOW.search(before)
    high = slot.figure.bound in (Bound.LESS, Bound.AT_MOST) or _HIGH.search(before)
    return bool(low and new < old) or bool(high and new > old)


def _is_vague(slot: Slot) -> bool:
    """Is the value only about so, in the label or in the sentence?"""
    hedged = slot.figure.approximate or slot.figure.bound is Bound.NEARLY
    return hedged or _ABOUT.search(slot.text[: slot.start]) is not None


def _moved(step: int, digits: str) -> str | None:
    """The number with its last digit moved by one; `None` where that would carry."""
    last = int(digits[-1]) + step
    return f"{digits[:-1]}{last}" if 0 <= last <= 9 else None


def _exchanged(digits: str) -> str | None:
    """The number with its first two unlike neighbours exchanged, no nought in front."""
    for at in range(len(digits) - 1):
        one, two = digits[at], digits[at + 1]
        if one.isdigit() and two.isdigit() and one != two and not (at == 0 and two == "0"):
            return digits[:at] + two + one + digits[at + 2 :]
    return None


def _shifted(digits: str) -> str | None:
    """The number a tenth as large; whole numbers of one digit are left, and whole tens lose a 0."""
    whole, _, rest = digits.replace(",", "").partition(".")
    if len(whole) < 2:
        return None
    return whole[:-1] if whole[-1] == "0" and not rest else f"{whole[:-1]}.{whole[-1]}{rest}"


def _cut_off(digits: str) -> str | None:
    """The whole part, where the decimals are more than a half."""
    value = Decimal(digits.replace(",", ""))
    whole = value.quantize(Decimal(1), ROUND_DOWN)
    return str(whole) if value - whole > Decimal("0.5") and whole else None


def _precise(share: Decimal | None, digits: str) -> str | None:
    """The number with a decimal that is not the share's."""
    for last in (4, 3, 2):
        new = f"{digits}.{last}"
        if share is None or abs(Decimal(new) - share) > Decimal("0.1"):
            return new
    return None


VALUES: tuple[Operator, ...] = (
    value_slip, word_slip, transposition, decimal_shift, truncated, false_precision, sign_dropped,
    n_of_N_slip, interval_end_slip, p_value_shift,
)  # fmt: skip
