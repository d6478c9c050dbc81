"""Does the text give a figure to one dose, week, turn or date, and the source to another?

In: a checked figure and the places that print its value; out: a finding where both sentences say
outright which dose, week, turn or date each value is of, the two differ, and the source gives the
one that the text names another value.

What stands between two values is of the one on its side: `18% on 6 mg, 22% on 12 mg` goes value,
name, value, name; `on 6 mg 18%, on 12 mg 22%` the other way. Where two names follow each other
without a value between, nothing is known.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.figures.glyphs import shade_once
from pipeline.figures.numbers import WORDS
from pipeline.figures.relate import relate
from pipeline.figures.relation import Strength
from pipeline.figures.support import Support, give_to
from schemas.figure import Figure, Kind
from schemas.source import Source
from schemas.verdict import FigureCheck


class Name(NamedTuple):
    """Where a sentence names one of a sort, and which."""

    start: int
    end: int
    key: str


_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_NUMBERS = {word: str(number) for word, number in WORDS.items() if number <= 12}
_LEVELS = {"lower": "low", "lowest": "low", "higher": "high", "highest": "high", "top": "high"}
_SORTS = {
    "group": re.compile(
        r"\b(?P<n>\d+(?:[.,]\d+)?) ?(?P<unit>mg|milligrams?|mcg|µg|micrograms?)\b(?:/kg\b)?(?!/)"
        r"|\b(?P<level>low|lower|lowest|high|higher|highest|top|middle)[- ]dose\b"
        r"|\b(?P<word>placebo|sham)\b(?!-)"
    ),
    "time": re.compile(
        r"\b(?P<unit>week|month|day|year) (?P<n>\d+)\b"
        rf"|\b(?:at|after|by|through) (?P<m>\d+|{'|'.join(_NUMBERS)}) (?P<units>week|month|year)s\b"
    ),
    "turn": re.compile(
        r"\b(?:in|after|at|for|during|through|of) (?:the |its |their )?"
        r"(?P<word>first|second|third|fourth)"
        r"(?= ?(?:[;,.)]|(?:\w+ )?(?:dose|season|year|injection|round|cycle)\b))"
    ),
    "date": re.compile(
        rf"\b(?:at|on|as of|as at|end of|by) (?:the end of )?(?P<n>\d{{1,2}}) (?P<word>{_MONTHS})\b"
        rf"|\b(?:at|on|as of|as at|by) (?P<month>{_MONTHS}) (?P<day>\d{{1,2}})\b"
    ),
}  # fmt: skip
"""By sort, what names one of it."""
_COMPARED = re.compile(
    r"\b(?:than|over|versus|vs\.?|against|from|above|below|(?<![\d%²] )with|to)"
    r" (?:(?:on|in|with|for|the|those) )*$"
)
"""`two more than on placebo`: the value is of another; `-4.6 with 6 mg` is of what follows."""


def find_other_slot(index: int, text: Source, supports: Sequence[Support]) -> FigureCheck | None:
    """The finding where the source gives the dose, week, turn or date another value."""
    figure, number = text.figures[index], text.sentence_numbers[index]
    for sort in _SORTS:
        said = _pairs(text, number, sort, figure.kind).get(index)
        if said is None:
            continue
        found = [_pairs(s.source, s.role.sentence, sort, s.figure.kind).get(s.at) for s in supports]
        if said in found:
            continue
        for support, key in zip(supports, found, strict=True):
            if key is None or not _are_rivals(said, key) or not _is_same_value(figure, support):
                continue
            other = _holder(support, sort, said)
            if other is not None:
                reason = (
                    f"The source gives {support.figure.text} for {key}; "
                    f"for {said} it gives {support.source.figures[other].text}."
                )
                return give_to(figure, support, other, reason)
    return None


def _are_rivals(one: str, two: str) -> bool:
    """Are two names of one way of naming? `the low dose` may be `6 mg`, and is never placebo."""
    return _way(one) == _way(two) or "" in (_way(one), _way(two))


def _way(key: str) -> str:
    """Its unit: `mg`, `week`, a month or `dose`; empty for a word such as `placebo`."""
    words = [w for w in key.split() if not w[0].isdigit()]
    is_date = len(words) == 1 and words[0] in _MONTHS.split("|")
    return "date" if is_date else words[-1] if len(key.split()) > 1 else ""


def _is_same_value(figure: Figure, support: Support) -> bool:
    """Is it the value itself, and not what a single step makes of it, or the end of a range?"""
    size = len(figure.values) == len(support.figure.values)
    return support.relation.strength > Strength.DERIVED and size


def _holder(support: Support, sort: str, said: str) -> int | None:
    """The figure of another value that the source gives what is said, here or next to here."""
    mine, number = support.figure, support.role.sentence
    for near in (number, number - 1, number + 1):
        for index, key in _pairs(support.source, near, sort, mine.kind).items():
            other = support.source.figures[index]
            alike = other.kind is mine.kind and other.unit == mine.unit
            alike = alike or {other.kind, mine.kind} == _BARE
            if alike and key == said and relate(mine, other).strength is Strength.NONE:
                return index
    return None


_RATES = frozenset({Kind.PERCENT, Kind.PROPORTION, Kind.POINTS, Kind.MONEY})
"""Kinds that are always something's value, and so take a name from others beside it."""


_BARE = frozenset({Kind.NUMBER, Kind.QUANTITY})
"""A unit is said of the first value of a row, and left out of the others."""


def _pairs(source: Source, number: int, sort: str, kind: Kind) -> dict[int, str]:
    """By index, what each value of a sentence is of, where that is told outright."""
    if not 0 <= number < len(source.sentences):
        return {}
    span, low = source.sentences[number], shade_once(source).low
    names = list(_names(low, span.start, span.end, sort))
    kinds = _RATES | (_BARE if kind in _BARE else {kind})
    values = [
        i for i in source.indexes_by_sentence.get(number, ())
        if source.figures[i].kind in kinds and _is_value(low, source.figures[i])
        and not any(n.start <= source.figures[i].span.start < n.end for n in names)
    ]  # fmt: skip
    if not names or not values:
        return {}
    heads = [i for n, i in enumerate(values) if not n or not _is_stuck(source, values[n - 1], i)]
    marks = sorted(
        [(n.start, -1, n.key) for n in names]
        + [(source.figures[i].span.start, i, "") for i in heads]
    )
    told = _dealt(marks)
    for before, index in pairwise(values):  # `54.5% (12/22) on 6 mg`: of both
        if index not in heads and before in told:
            told[index] = told[before]
    return told


def _is_stuck(source: Source, before: int, index: int) -> bool:
    """`54.5% (12/22)`, `54.5%, 12/22`: two forms of one value."""
    one, two = source.figures[before], source.figures[index]
    gap = source.text[one.span.end : two.span.start]
    return gap in (" (", " [") or (gap == ", " and one.kind is not two.kind)


def _dealt(marks: Sequence[tuple[int, int, str]]) -> dict[int, str]:
    """Each value's name, from names (index -1) and values in reading order."""
    if any(a[1] < 0 and b[1] < 0 for a, b in pairwise(marks)):
        return {}
    if marks[0][1] < 0:  # the name comes first: it is of the value behind it
        return {b[1]: a[2] for a, b in pairwise(marks) if a[1] < 0}
    return {a[1]: b[2] for a, b in pairwise(marks) if b[1] < 0}


def _is_value(low: str, figure: Figure) -> bool:
    """Is it no part of a name (`64-point scale`)?"""
    return bool(figure.values) and not low.startswith("-", figure.span.end)


def _names(low: str, start: int, end: int, sort: str) -> Iterator[Name]:
    for m in _SORTS[sort].finditer(low, start, end):
        if sort != "group" or not _COMPARED.search(low, max(start, m.start() - 30), m.start()):
            yield Name(m.start(), m.end(), _key(m))


def _key(m: re.Match[str]) -> str:
    """One spelling of what is named: `week 52` is also `after 52 weeks`."""
    told = {name: value for name, value in m.groupdict().items() if value}
    if "level" in told:
        return f"the {_LEVELS.get(told['level'], told['level'])} dose"
    if "units" in told:
        return f"{told['units']} {_NUMBERS.get(told['m'], told['m'])}"
    if "month" in told:
        return f"{told['day']} {told['month']}"
    if told.get("unit", "").startswith(("milligram", "microgram")):
        return f"{told['n']} {'mg' if told['unit'].startswith('milli') else 'µg'}"
    if told.get("unit") in ("week", "month", "day", "year"):
        return f"{told['unit']} {told['n']}"
    return " ".join(told[name] for name in ("n", "word", "unit") if name in told)
