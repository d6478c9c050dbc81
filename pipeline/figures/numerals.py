"""Numbers in words to values: `twenty-two`, `two and a half million`, `three-quarters`.

In: a lower-case text and where a number word begins. Out: where the numeral ends, and its value.
Words are read one by one by what may still follow: after `twenty` only one to nine, after `hundred`
anything below it, after `million` a smaller scale. So `one two three` is three numerals, and no
sum is made of words that only stand side by side.
"""

import re
from decimal import Decimal
from typing import NamedTuple

from pipeline.figures import word_lists
from pipeline.figures.numbers import FRACTION_PARTS, SCALES, WORDS
from pipeline.figures.units import one_of


class Numeral(NamedTuple):
    """A numeral in words; a fraction keeps its two parts."""

    end: int
    value: Decimal
    step: Decimal
    part: Decimal | None = None
    whole: Decimal | None = None


_WORD = re.compile(r"(?P<join> {1,2}(?:and|&) {1,2}| ?[-,] ?| {0,2})(?P<word>[a-z]+)")
_SCALE_NAMES = frozenset(word_lists.words("numbers", "scales_behind_words"))
_ONE = Decimal(1)
_HALF_STEP = Decimal("0.05")
_FRACTION_WORD = one_of(FRACTION_PARTS)
_SMALL = one_of(WORDS)
_SCALE_TAIL = (
    r"(?: (?:of )?(?:an? )?(?P<scale>thousand|million|billion|trillion|dozen|lakh|crore)\b)?"
)
_AND_FRACTION = re.compile(
    rf" and (?:(?P<n>an?|{_SMALL})[ -])?(?P<d>{_FRACTION_WORD})(?:s\b|\b){_SCALE_TAIL}"
)
_FRACTION = re.compile(
    rf"(?:(?P<n>an?|{_SMALL})(?: ?- ?| ))?(?P<d>{_FRACTION_WORD})(?:s\b|\b){_SCALE_TAIL}"
)
_TAIL_RIGHT = re.compile(r"$|[,.;:)!?]| (?:of|times|percent|per cent|years?|months?|hours?)\b")
_FRACTION_NEXT = re.compile(rf"[ -](?:{_FRACTION_WORD})s?\b")
_POINT = re.compile(r" point(?= [a-z])")
_DECIMAL_ZERO = frozenset({"zero", "o", "oh", "nought", "naught", "nil"})


def read_numeral(low: str, at: int) -> Numeral | None:
    """The numeral in words at `at`: a cardinal, with a decimal or fractional tail if it has one."""
    whole = _cardinal(low, at)
    if whole is None:
        return None
    if point := _POINT.match(low, whole.end):
        return _decimal(low, point.end(), whole) or whole
    return read_mixed(low, whole.end, whole.value) or whole


def read_mixed(low: str, end: int, whole: Decimal) -> Numeral | None:
    """What ` and a half` at `end` makes of a whole number: `two and a half million` is 2500000.

    After a scale word the fraction is of that scale: `one million and a half` is 1500000.
    """
    m = _AND_FRACTION.match(low, end)
    if m is None or not _is_tail(low, m):
        return None
    part, parts = _part(m["n"]), Decimal(FRACTION_PARTS[m["d"]])
    if part >= parts:
        return None
    size = _size(m["scale"] or "")
    if m["scale"] and whole >= size:
        value = whole + part * size / parts
        size = value - whole
    elif m["scale"]:
        value = (whole + part / parts) * size
    else:
        sizes = (10**12, 10**9, 10**6, 10**3)
        size = Decimal(next((s for s in sizes if whole and whole % s == 0), 1))
        value = whole + part * size / parts
    return Numeral(m.end(), value, _HALF_STEP * abs(size))


def read_fraction(low: str, at: int) -> Numeral | None:
    """A fraction at `at`: `two-thirds`, `a quarter of a million`, `half a dozen`, bare `half`."""
    m = _FRACTION.match(low, at)
    if m is None:
        return None
    part, parts = _part(m["n"]), Decimal(FRACTION_PARTS[m["d"]])
    if part >= 20:
        return None  # `twenty-fifth` is an ordinal
    if m["d"] == "quarter" and m["n"] and not m["scale"] and _is_of_year(low, part, m.end()):
        return None
    if m["scale"]:
        size = _size(m["scale"])
        return Numeral(m.end(), part * size / parts, max(_ONE, size / 10))
    return Numeral(m.end(), part / parts, _HALF_STEP, part, parts)


_QUARTERS_RIGHT = re.compile(
    r"s? (?:(?:after|before|later|earlier|ago|in a row|running|of (?:growth|losses|cash|data))\b)"
)


def _is_of_year(low: str, part: Decimal, end: int) -> bool:
    """Are quarters those of a year: more than four, or told as time (`one quarter later`)?"""
    return part > 4 or bool(_QUARTERS_RIGHT.match(low, end))


def _is_tail(low: str, m: re.Match[str]) -> bool:
    """Is it `and a half`, and not the second of two things: `two and a third trial`?"""
    if m["d"] in ("half", "quarter"):
        return True
    counted = m["n"] not in (None, "a", "an")
    return counted or (m["n"] is not None and bool(_TAIL_RIGHT.match(low, m.end())))


def _part(word: str | None) -> Decimal:
    if word is None or word in ("a", "an"):
        return _ONE
    return Decimal(WORDS[word])


def _size(scale: str) -> Decimal:
    if scale == "dozen":
        return Decimal(12)
    return _ONE.scaleb(SCALES[scale]) if scale else _ONE


class _State(NamedTuple):
    """How far a cardinal is read."""

    end: int
    total: int = 0
    group: int = 0
    """What is read since the last scale word, 0 to 999."""
    room: int = 1000
    """Only numbers below this may follow within the group."""
    scale: int = 10**15
    """Only scales below this may follow."""
    words: int = 0


def _cardinal(low: str, at: int, scale: int = 10**15) -> Numeral | None:
    """A whole number of words at `at`, whose scales are below `scale`."""
    state = _State(at, scale=scale)
    while True:
        m = _WORD.match(low, state.end)
        if m is None or (state.words and not m["join"]) or (not state.words and m["join"]):
            break
        if "and" in m["join"] and _FRACTION_NEXT.match(low, m.end()):
            break  # `six million and two thirds`
        after = _read_word(state, m["word"], m["join"], m.end())
        if after is None:
            break
        state = after
    if not state.words:
        return None
    value = Decimal(state.total + state.group)
    sizes = (10**12, 10**9, 10**6, 10**3)
    step = next((s for s in sizes if value >= s and int(value) % s == 0), 1)
    return Numeral(state.end, value, Decimal(step))


def _read_word(state: _State, word: str, join: str, end: int) -> _State | None:
    """The state after one more word; `None` where the word does not belong to the numeral."""
    if word in WORDS:
        return _read_small(state, WORDS[word], join, end)
    if "and" in join or "&" in join or "," in join:
        return None
    if word == "hundred":
        if state.room == 100 or state.group > 99:
            return None
        return state._replace(
            end=end, group=(state.group or 1) * 100, room=100, words=state.words + 1
        )
    name = word.removesuffix("s") if state.words else word
    if name == "dozen":
        group = (state.group or 1) * 12
        return state._replace(end=end, group=group, room=1, scale=1, words=state.words + 1)
    if name not in _SCALE_NAMES:
        return None
    return _read_scale(state, 10 ** SCALES[name], end)


def _read_small(state: _State, value: int, join: str, end: int) -> _State | None:
    if value >= state.room or (value == 0 and state.words):
        return None
    joined = "and" in join or "&" in join
    if joined and not (state.room == 100 or (state.room == 1000 and state.words)):
        return None
    if "," in join and not (state.room == 1000 and state.words and not joined):
        return None
    if "-" in join and state.room != 10:
        return None
    room = 10 if value >= 20 else 1
    return state._replace(end=end, group=state.group + value, room=room, words=state.words + 1)


def _read_scale(state: _State, size: int, end: int) -> _State | None:
    if state.words and state.group == 0 and state.total:
        total = state.total * size  # `three thousand million`
        if total > 10**18:
            return None
        return state._replace(end=end, total=total, room=1000, scale=size, words=state.words + 1)
    if size >= state.scale or (state.group == 0 and state.words):
        return None
    total = state.total + (state.group or 1) * size
    return _State(end, total, 0, 1000, size, state.words + 1)


def _decimal(low: str, at: int, whole: Numeral) -> Numeral | None:
    """The digits said behind `point`: `zero five`, `nine`, `two hundred thirty-six`."""
    digits, end = "", at
    while m := re.match(r" ?([a-z]+)", low[end : end + 12]):
        word = m[1]
        if word in _DECIMAL_ZERO:
            digits, end = digits + "0", end + m.end()
            continue
        rest = _cardinal(low, end + (low[end] == " "), 0) if word in WORDS else None
        if rest is None:
            break
        digits, end = digits + str(rest.value), rest.end
    if not digits:
        return None
    value = whole.value + Decimal(f"0.{digits}")
    step = _ONE.scaleb(-len(digits))
    scale = re.match(r"[ -](thousand|million|billion|trillion)\b", low[end : end + 12])
    if scale is None:
        return Numeral(end, value, step)
    power = SCALES[scale[1]]
    return Numeral(end + scale.end(), value.scaleb(power), step.scaleb(power))


_CENTS = re.compile(r" (?:and )?(?:(?P<digits>\d{1,2})|(?P<word>[a-z]+))")
_CENT_WORD = re.compile(r" ?(?:cents?|pence|pennies|penny|sens?|paise|kopi[yj]?[kc]as?|c|p)\b")
_NOTHING_COUNTED = re.compile(r"$|[.;:!?)]|,(?! ?\d)| (?:is|was|for|per|each|more|as|so|but|on)\b")


def cents_at(low: str, end: int, unit: str) -> Numeral | None:
    """The cents behind a sum that ends at `end`: `3 dollars 50 cents`, `twelve euros fifty`.

    Below a hundred, and with a word for cents behind it or nothing that it could count; behind a
    sum with a sign (`$20 43`, which may be two cells of a table) only with the word.
    """
    m = _CENTS.match(low, end) if unit not in ("cent", "penny") else None
    if m is None:
        return None
    if m["digits"]:
        small = Numeral(m.end(), Decimal(m["digits"]), _ONE)
    else:
        read = _cardinal(low, m.start("word"), 0) if m["word"] in WORDS else None
        if read is None or read.value >= 100:
            return None
        small = read
    name = _CENT_WORD.match(low, small.end)
    bare = low[end - 1].isalpha() and low[end + 1 : end + 4] != "and" and small.value >= 10
    if name is None and not (bare and _NOTHING_COUNTED.match(low, small.end)):
        return None
    return Numeral(name.end() if name else small.end, small.value.scaleb(-2), Decimal("0.01"))
