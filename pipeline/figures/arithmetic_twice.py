"""One thing said twice with two values: a number, a rate, a sum, a length of time.

In: a source. Out: notes that show both places and choose neither. Two figures are one thing where
they are of one sort and not far apart, the words around them are mostly the same, each is the
other's best match, and neither place names a group, time or comparison that the other does not.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations, pairwise
from math import log
from typing import NamedTuple

from pipeline.figures.arithmetic_reading import Sheet, note
from pipeline.figures.arithmetic_repeats import find_parts
from pipeline.figures.arithmetic_rows import is_in_table
from pipeline.figures.lazy_regex import lazy_regex
from pipeline.figures.sentences import stems
from schemas.figure import Bound, Figure, Kind
from schemas.source import Role, Status
from schemas.text import Span
from schemas.verdict import SourceNote

_NUMBERS = frozenset({Kind.COUNT, Kind.NUMBER})
_KINDS = frozenset(
    {
        *(Kind.PERCENT, Kind.POINTS, Kind.MONEY, Kind.DURATION),
        *(Kind.RATIO, Kind.MULTIPLE, Kind.QUANTITY, *_NUMBERS),
    }
)
_CUES = ("measure", "grade", "population", "arm", "cut", "comparator", "time", "line", "statistic")
_OTHER = lazy_regex(
    r"\b(?:placebo|control|comparator|sham|versus|vs|against|compared|than|earlier|previous\w*"
    r"|prior|ago|former\w*|original\w*|initial\w*|interim|last|second|until"
    r"|third|fourth|next|another|other|others|rival\w*|separate\w*|each|average|mean"
    r"|median|expect\w*|forecast\w*|guidance|consensus|target\w*|plan\w*|hop\w+"
    r"|would|design\w*|further|additional|extra|remaining|planned|screened|evaluable|assessed|completed"
    r"|rest|pilot|extension|registry|subgroup|subset|women|men|boys|girls|children"
    r"|older|younger|oldest|youngest|half|quarter|from|rose|fell"
    r"|historical\w*|published|maximum|minimum|net|peak"
    r"|gross|adjusted|organic|not|no|without|nor|neither|lost|won)\b"
)
_LEAST_RATIO = Decimal("0.7")
_MOSTLY = 0.6


class Told(NamedTuple):
    """A figure with the words that tell what it is."""

    figure: Figure
    value: Decimal
    """Its value; of `40 of the 64` the whole."""
    role: Role
    near: frozenset[str]
    words: frozenset[str]
    marks: frozenset[str]
    names: frozenset[str]
    is_short: bool
    """Is it of a place that repeats the story in short?"""
    phrases: frozenset[tuple[str, str]]
    """The pairs of telling words that follow each other there."""
    is_alone: bool = False
    """Is it of such a place, and bears no other figure of the article its value out?"""


class Pair(NamedTuple):
    """Two figures of one sort with other values, and how much their places say alike."""

    first: Told
    second: Told
    score: float


def check_twice(sheet: Sheet) -> Iterator[SourceNote]:
    """`41 centres` in the key points and 43 in the text: one thing with two values."""
    told = _mark_alone(_read(sheet), sheet)
    weights = _weigh(sheet)
    pairs = [p for group in _sort(told) for p in _pair(group, weights)]
    listed, sentences = _find_series(pairs), _find_sentences(sheet)
    alike = [
        pair
        for pair in pairs
        if not listed & {one.figure.span for one in pair[:2]}
        and _is_same_thing(pair, weights)
        and not _knows_both(pair, sentences)
    ]
    best: dict[Span, float] = {}
    for pair in pairs:
        for one in pair[:2]:
            best[one.figure.span] = max(best.get(one.figure.span, 0), pair.score)
    for pair in alike:
        first, second = pair.first.figure, pair.second.figure
        if pair.score >= max(best[first.span], best[second.span]):
            reason = (
                f"The article prints {first.text} in one place and {second.text} in another for "
                "what reads as one thing."
            )
            yield note(sheet, "EB_SOURCE_CONFLICT", reason, (first.span, second.span))


def _sort_of(figure: Figure) -> tuple[object, ...]:
    """What two sayings of one thing share: counts count as one sort, rates of money too."""
    if figure.kind in _NUMBERS or figure.kind is Kind.PROPORTION:
        return (Kind.COUNT,)
    if figure.kind is Kind.DATE:
        return (Kind.DATE,)
    return figure.kind, figure.unit.partition("/")[0]


def _mark_alone(told: Sequence[Told], sheet: Sheet) -> list[Told]:
    """The figures, those of a headline or the like marked whose value stands nowhere else."""
    values = [(f, v) for f in sheet.source.figures for v in _values_of(f)]
    return [
        one._replace(
            is_alone=one.is_short
            and not any(
                f is not one.figure and abs(v - one.value) <= max(f.step, one.figure.step) / 2
                for f, v in values
            )
        )
        for one in told
    ]


def _values_of(figure: Figure) -> Iterator[Decimal]:
    """All that a figure says, a ratio as a change in percent too."""
    yield from figure.values
    if figure.part is not None and figure.whole:
        yield from (figure.part, figure.whole, _HUNDRED * figure.part / figure.whole)
        yield _HUNDRED - _HUNDRED * figure.part / figure.whole
    if figure.kind is Kind.RATIO and figure.values:
        yield abs(1 - figure.values[0]) * _HUNDRED
    if figure.kind is Kind.PERCENT and figure.values:
        yield _HUNDRED - figure.values[0]


_HUNDRED = Decimal(100)


def _sort(told: Sequence[Told]) -> list[list[Told]]:
    groups: dict[object, list[Told]] = {}
    for one in told:
        groups.setdefault(_sort_of(one.figure), []).append(one)
    return list(groups.values())


def _pair(group: Sequence[Told], weights: Mapping[str, float]) -> Iterator[Pair]:
    for a, b in combinations(group[:_MOST_ALIKE], 2):
        if a.role.sentence != b.role.sentence and not _fits(a, b) and a.near & b.near:
            score = _sum(a.near & b.near, weights) + _sum(a.words & b.words, weights) / 2
            yield Pair(a, b, score)


def _sum(words: frozenset[str], weights: Mapping[str, float]) -> float:
    return sum(weights.get(word, 3.0) for word in sorted(words))


def _fits(a: Told, b: Told) -> bool:
    """Are the two values one, but for rounding and hedges?"""
    one, two = a.figure, b.figure
    slack = max(one.step, two.step) / 2
    if one.approximate or two.approximate or Bound.NEARLY in (one.bound, two.bound):
        slack = max(slack, abs(a.value) / 10)
    if abs(a.value - b.value) <= slack:
        return True
    return any(
        (here.figure.bound in (Bound.MORE, Bound.AT_LEAST) and there.value >= here.value)
        or (here.figure.bound in (Bound.LESS, Bound.AT_MOST) and there.value <= here.value)
        for here, there in ((a, b), (b, a))
    )


def _weigh(sheet: Sheet) -> dict[str, float]:
    """How much each word of the article tells: the rarer it is there, the more."""
    spans = sheet.source.sentences
    held = Counter(w for s in spans for w in stems(sheet.folded[s.start : s.end]))
    return {word: log((len(spans) + 2) / n) for word, n in held.items()}


def _find_series(pairs: Sequence[Pair]) -> frozenset[Span]:
    """Figures in one frame of words with two others of other values: a list, not one thing."""
    like: dict[Span, set[Decimal]] = {}
    for a, b, _ in pairs:
        shared = a.near & b.near
        if len(shared) * 5 >= 4 * min(len(a.near), len(b.near)):
            like.setdefault(a.figure.span, set()).add(b.value)
            like.setdefault(b.figure.span, set()).add(a.value)
    return frozenset(span for span, values in like.items() if len(values) > 1)


def _is_same_thing(pair: Pair, weights: Mapping[str, float]) -> bool:
    """Do two places tell of one thing, with values that a slip could turn into each other?"""
    a, b = pair.first, pair.second
    low, high = sorted(abs(one.value) for one in (a, b))
    is_date = a.figure.kind is Kind.DATE
    if is_date and not a.phrases & b.phrases:
        return False
    if _differ(a, b) or not (is_date or (high and low / high >= _LEAST_RATIO)):
        return False
    shared = a.near & b.near
    least = min(_sum(a.near, weights), _sum(b.near, weights))
    share = _sum(shared, weights) / least if least else 0
    if a.is_short or b.is_short:
        return len(shared) >= 2 or share >= _HALF or (a.is_alone if a.is_short else b.is_alone)
    if abs(a.role.sentence - b.role.sentence) < 2 and len(shared) < 3:
        return False
    if a.phrases & b.phrases and share >= _SOME:
        return True
    return len(shared) >= 3 and share >= _HALF


_SOME = 0.2
_HALF = 0.45


def _differ(a: Told, b: Told) -> bool:
    """Does a place name a group, a time, a comparison or another that the other does not?"""
    if Status.UNVERIFIED in (a.role.status, b.role.status):
        return True
    for cue in _CUES:
        x, y = getattr(a.role, cue), getattr(b.role, cue)
        if x and y and x != y:
            return True
    if a.marks ^ b.marks:
        return True
    return bool(a.names and b.names and not a.names & b.names)


_DAY = lazy_regex(r"-(\d\d)-(\d\d)$")


def _day_of(figure: Figure) -> Decimal | None:
    """The day of the year that a date names, as month and day; `None` where it names none."""
    if figure.kind is not Kind.DATE:
        return None
    if figure.first and figure.first == figure.last:
        return Decimal(100 * figure.first.month + figure.first.day)
    found = _DAY.search(figure.unit)
    return Decimal(100 * int(found[1]) + int(found[2])) if found else None


def _find_sentences(sheet: Sheet) -> dict[tuple[object, ...], set[int]]:
    """The sentences that hold each value of each sort."""
    found: dict[tuple[object, ...], set[int]] = {}
    for figure, role in zip(sheet.source.figures, sheet.source.roles, strict=True):
        sort = _sort_of(figure)
        for value in (*figure.values, figure.part, figure.whole, _day_of(figure)):
            if value is not None:
                found.setdefault((sort, value), set()).add(role.sentence)
    return found


def _knows_both(pair: Pair, sentences: Mapping[tuple[object, ...], set[int]]) -> bool:
    """Does one sentence of the article hold both values, or do both stand twice?"""
    one, two = (sentences[_sort_of(told.figure), told.value] for told in pair[:2])
    return bool(one & two) or min(len(one), len(two)) > 1


def _read(sheet: Sheet) -> list[Told]:
    """Every plain figure of running text with its words."""
    parts = (part.span for part in find_parts(sheet.source.text))
    short = [span for span in parts if span.end - span.start <= _SHORT]
    known = _find_names(sheet)
    return [
        _tell(sheet, at, known, is_short=any(s.covers(figure.span) for s in short))
        for at, figure in enumerate(sheet.source.figures)
        if _is_plain(figure) and not is_in_table(sheet, figure.span.start)
    ]


_MOST_ALIKE = 150
"""Figures of one sort that are compared; a text with more is a list, and would take long."""
_SMALL = 5
_SHORT = 160
"""Characters; what is longer repeats nothing in short."""


def _is_plain(figure: Figure) -> bool:
    """Is it one value that could be said twice, or a part of a whole that could? No small count."""
    if figure.kind is Kind.PROPORTION:
        return figure.whole is not None and figure.whole >= _SMALL
    if figure.kind is Kind.DATE:
        return _day_of(figure) is not None
    if figure.kind not in _KINDS or len(figure.values) != 1 or figure.is_range:
        return False
    return figure.kind not in _NUMBERS or figure.values[0] >= _SMALL


_NAME = lazy_regex(r"[A-Z][\w'-]{2,}")
_REACH = 110


def _find_names(sheet: Sheet) -> frozenset[str]:
    """Capitalised words that stand inside a sentence and never in small letters."""
    text = sheet.source.text
    starts = {s.start for s in sheet.source.sentences}
    names = {m.group() for m in _NAME.finditer(text) if m.start() not in starts}
    names = {name for name in names if not name.isupper()}
    small = frozenset(re.findall(r"[a-z][\w'-]{2,}", text))
    return frozenset(name for name in names if name.lower() not in small)


def _tell(sheet: Sheet, at: int, known: frozenset[str], *, is_short: bool) -> Told:
    """A figure with the words of its clause and of its sentence."""
    figures, figure, role = sheet.source.figures, sheet.source.figures[at], sheet.source.roles[at]
    sentence = sheet.source.sentences[role.sentence]
    first, last = at, at
    while first and _is_beside(sheet, first - 1):
        first -= 1
    while last + 1 < len(figures) and _is_beside(sheet, last):
        last += 1
    left = max([sentence.start, *(f.span.end for f in figures[max(0, first - 1) : first])])
    right = min([sentence.end, *(f.span.start for f in figures[last + 1 : last + 2])])
    lead = re.split(r"[;:] ", sheet.folded[left : figures[first].span.start])[-1]
    tail = sheet.folded[figures[last].span.end : right].split(";", 1)[0]
    low = max(sentence.start, figure.span.start - _REACH)
    high = min(sentence.end, figure.span.end + _REACH)
    before = _NAME.findall(sheet.source.text[sentence.start : figure.span.start])
    names = [name for name in before if name in known][-1:]
    whole = figure.whole if figure.kind is Kind.PROPORTION else _day_of(figure)
    return Told(
        figure,
        figure.values[0] if whole is None else whole,
        role,
        stems(f"{lead} {tail} {'' if figure.kind is Kind.DATE else figure.unit}"),
        stems(sheet.folded[low:high]),
        frozenset(_OTHER.findall(f"{lead} . {tail}")),
        frozenset(names),
        is_short,
        frozenset(pairwise(_order(lead))) | frozenset(pairwise(_order(f"{tail}"))),
    )


def _order(words: str) -> list[str]:
    """The stems of a stretch's telling words, in their order."""
    found = (stems(word) for word in re.findall(r"[a-z][a-z'-]+", words))
    return [next(iter(sorted(one))) for one in found if one]


def _is_beside(sheet: Sheet, at: int) -> bool:
    """Do a figure and the next stand as `31 (45%)` or `45% (31 of 69)`?"""
    first, second = sheet.source.figures[at], sheet.source.figures[at + 1]
    return bool(re.fullmatch(r"[a-z' -]{0,40}[(\[](?:n ?= ?)?", sheet.between(first, second)))
