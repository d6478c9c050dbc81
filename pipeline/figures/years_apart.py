"""Does the text give a figure to one year, and the source to another?

In: a checked figure and the places that print its value. Out: a finding, where both sentences say
outright which year, quarter or half each value is of, the two differ, and the source gives the one
that the text names another value of the sort.

A value is of the year right behind it (`$187.9 million in 2024`), else of the year that its clause
names before it (`2024 revenue was $187.9 million`). `A year earlier` is the year before the one the
sentence names. Two years without a value between tell nothing.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.figures.glyphs import shade_once
from pipeline.figures.relate import relate
from pipeline.figures.relation import Strength
from pipeline.figures.support import Support, give_to
from schemas.figure import Figure, Kind
from schemas.source import Source
from schemas.text import Span
from schemas.verdict import FigureCheck

_DATED = frozenset({Kind.MONEY, Kind.PERCENT, Kind.COUNT, Kind.NUMBER, Kind.QUANTITY, Kind.POINTS})
_YEAR = re.compile(
    r"\b(?:(?P<part>first|second|third|fourth|q[1-4]|h[12])[ -]?(?P<of>quarter|half)? ?(?:of |in )?"
    r"(?:the )?)?(?:fiscal (?:year )?|fy ?|financial year )?(?P<year>(?:19|20)\d\d)\b(?![-/.,]?\d)"
    r"|\b(?P<before>(?:a|one) year (?:earlier|before|ago)"
    r"|(?:the )?(?:year before|(?:previous|prior|preceding) year|year-ago (?:period|quarter)))\b"
)
_DAY = re.compile(
    r"(?:\d |\b)(?:january|february|march|april|may|june|july|august|september|october|november"
    r"|december|end of|end|since|by|until|until the end of),? ?(?:\d{1,2}, ?)?$"
)
"""What makes a year part of a day or an end: `31 December 2025`, `since 2019`."""
_RIGHT_BEHIND = re.compile(
    r"(?: (?!and\b|to\b|from\b|or\b|against\b|than\b)[a-z][a-z-]*){0,3},?"
    r" (?:in|for|during|of|over) (?:the )?$"
)
_NEXT_TO = re.compile(r"(?: per [a-z]+)?,? (?:in )?(?:the )?$")
_TURNS = re.compile(
    r"[;:]|\b(?:to|from|against|versus|vs|than|compared|while|whereas|but|respectively)\b"
)
_STUCK = re.compile(r"(?: [a-z]+){0,2}(?: \(|,? or )")
"""`$61.0 million, or $1.42 per share`: two values of one year."""


class _Name(NamedTuple):
    """A year that a sentence names, where, and which."""

    start: int
    end: int
    key: str
    anchor: str
    """The year that it is counted from; its own where it is no year before."""

    @property
    def is_before(self) -> bool:
        """Is it `a year earlier`?"""
        return self.key != self.anchor


def find_other_year(index: int, text: Source, supports: Sequence[Support]) -> FigureCheck | None:
    """The finding where the source gives the year told with figure `index` another value."""
    figure, number = text.figures[index], text.roles[index].sentence
    if figure.kind not in _DATED or not figure.values:
        return None
    said = years_of(text, number).get(index)
    alike = [s for s in supports if s.relation.strength > Strength.DERIVED]
    if said is None or not alike or len(alike) < len(supports):
        return None
    found = [years_of(s.source, s.role.sentence).get(s.at) for s in alike]
    if any(key is None or key == said or _form(key) != _form(said) for key in found):
        return None
    support = alike[0]
    other = next((o for s in alike if (o := _holder(s, said)) is not None), None)
    if other is None:
        return None
    reason = (
        f"The source gives {support.figure.text} for {found[0]}; "
        f"for {said} it gives {support.source.figures[other].text}."
    )
    return give_to(figure, support, other, reason)


def _form(key: str) -> str:
    """How a period is named, without its year: ``, `q1`, `h2`."""
    return key.rpartition(" ")[0]


def _holder(support: Support, said: str) -> int | None:
    """The value of the sort that the source's sentence gives the year that is said."""
    mine, source = support.figure, support.source
    for index, key in years_of(source, support.role.sentence).items():
        other = source.figures[index]
        if key == said and _is_alike(other, mine) and relate(mine, other).strength is Strength.NONE:
            return index
    return None


_COUNTS = frozenset({Kind.COUNT, Kind.NUMBER, Kind.QUANTITY})


def _is_alike(one: Figure, two: Figure) -> bool:
    """May two values be of one thing: the same sort and unit, and counts of like size?"""
    if one.kind not in _COUNTS or two.kind not in _COUNTS:
        return one.kind is two.kind and one.unit == two.unit
    small, large = sorted((abs(one.values[0]), abs(two.values[0])))
    return large <= 10 * small


def is_of_its_year(index: int, text: Source, supports: Sequence[Support]) -> bool:
    """Does a place give figure `index` the very year that the text gives it?"""
    said = years_of(text, text.roles[index].sentence).get(index)
    found = (years_of(s.source, s.role.sentence).get(s.at) for s in supports)
    return said is not None and said in found


class _Years(dict[int, Mapping[int, str]]):
    """By sentence, the years of its values; kept with the text."""


def years_of(source: Source, number: int) -> Mapping[int, str]:
    """By index, which year each value of a sentence is of, where that is told outright."""
    kept = source.kept.get(_Years)
    if not isinstance(kept, _Years):
        kept = source.kept[_Years] = _Years()
    if number not in kept:
        kept[number] = _read(source, number)
    return kept[number]


def _read(source: Source, number: int) -> Mapping[int, str]:
    span, low = source.sentences[number], shade_once(source).low
    names = _names(source, number)
    values = [
        i for i in source.indexes_by_sentence.get(number, ())
        if source.figures[i].kind in _DATED and source.figures[i].values
        and not any(n.start <= source.figures[i].span.start < n.end for n in names)
    ]  # fmt: skip
    if not names or not values or "respectively" in low[span.start : span.end]:
        return {}
    spans = [source.figures[i].span for i in values]
    if any(not any(a.end <= s.start < b.start for s in spans) for a, b in pairwise(names)):
        return {}
    heads = [i for n, i in enumerate(values) if not n or not _is_stuck(source, values[n - 1], i)]
    told = _deal(low, names, [(i, _stretch(source, i, values, heads)) for i in heads])
    if all(n.is_before for n in names):  # `$61 million, against $74 million a year earlier`
        told |= {i: names[0].anchor for i in heads if i not in told}
    for before, index in pairwise(values):
        if index not in heads and before in told:
            told[index] = told[before]
    return told


def _stretch(source: Source, head: int, values: Sequence[int], heads: Sequence[int]) -> Span:
    """From a value to the end of the last that is stuck to it."""
    last = head
    for index in values[values.index(head) + 1 :]:
        if index in heads:
            break
        last = index
    return Span(start=source.figures[head].span.start, end=source.figures[last].span.end)


def _is_stuck(source: Source, before: int, index: int) -> bool:
    one, two = source.figures[before], source.figures[index]
    return _STUCK.fullmatch(source.text[one.span.end : two.span.start]) is not None


def _names(source: Source, number: int) -> list[_Name]:
    """The years that a sentence names; one before another is counted from the one before it."""
    span, low = source.sentences[number], shade_once(source).low
    found = [m for m in _YEAR.finditer(low, span.start, span.end)]
    years = [int(m["year"]) for m in found if m["year"]]
    anchor = years[0] if years else _latest_before(source, number)
    names: list[_Name] = []
    form = ""
    for m in found:
        if m["year"]:
            anchor, form = int(m["year"]), _part(m)
            if _DAY.search(low, max(span.start, m.start() - 24), m.start()):
                form = f"day {m.start()}"  # a day, or an end: none other is named so
        if anchor:
            year = anchor if m["year"] else anchor - 1
            key, base = (f"{form} {y}".strip() for y in (year, anchor))
            names.append(_Name(m.start(), m.end(), key, base))
    return names


def _part(m: re.Match[str]) -> str:
    """`q1`, `h2`; empty where the whole year is named."""
    numbers = {"first": "1", "second": "2", "third": "3", "fourth": "4"}
    if not m["part"]:
        return ""
    if m["part"] in numbers:
        return f"{(m['of'] or 'part')[0].replace('p', '')}{numbers[m['part']]}".replace("qu", "q")
    return m["part"]


def _latest_before(source: Source, number: int) -> int:
    """The latest year that the sentence before names; 0 where it names none."""
    if not number:
        return 0
    span = source.sentences[number - 1]
    found = _YEAR.finditer(shade_once(source).low, span.start, span.end)
    return max((int(m["year"]) for m in found if m["year"]), default=0)


def _deal(low: str, names: Sequence[_Name], values: Sequence[tuple[int, Span]]) -> dict[int, str]:
    """Each value's year: the one right behind it, else the one its clause names before it."""
    told: dict[int, str] = {}
    taken: set[int] = set()
    ends = [span.end for _, span in values]
    for index, span in values:
        name = next((n for n in names if n.start >= span.end), None)
        if name is None or any(span.end < end <= name.start for end in ends):
            continue
        gap = low[span.end : name.start]
        if _RIGHT_BEHIND.match(gap) or (name.is_before and _NEXT_TO.match(gap)):
            told[index] = name.key
            taken.add(name.start)
    for index, span in values:
        name = next((n for n in reversed(names) if n.end <= span.start), None)
        if index in told or name is None or name.start in taken:
            continue
        if any(name.end <= other.start < span.start for _, other in values):
            continue
        if not _TURNS.search(low, name.end, span.start):
            told[index] = name.key
    return told
