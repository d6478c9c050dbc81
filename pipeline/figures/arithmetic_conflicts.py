"""One fact said two ways: different numbers, or the same number with and without its hedge.

In: a source. Out: notes that show both places and choose neither.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, pairwise

from pipeline.figures.arithmetic_reading import Sheet, figures_in, note, plain
from pipeline.figures.claims_reading import content_words
from pipeline.figures.lazy_regex import lazy_regex
from schemas.figure import Figure, Kind
from schemas.source import Role
from schemas.text import Span
from schemas.verdict import SourceNote

_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_LINES = lazy_regex(
    r"\b(?:(?P<least>at least|a minimum of|no fewer than) )?(?P<n>\d|one|two|three|four|five|six)"
    r"(?P<more> or more| or greater|\+)? (?:previous|prior|earlier) (?:[a-z\-]+ )?(?:lines?"
    r"|therap(?:y|ies)|regimens?|treatments?)\b"
)
_STUDY = lazy_regex(r"\b(?:study|trial|programme|program)\b")
_ONE_DATE = {
    "cash runway": lazy_regex(
        r"\brunway\b|\b(?:cash|money|funds)\b[^.;]{0,80}\b(?:into|until|through|last)\b"
    ),
    "action date": lazy_regex(r"\bpdufa\b|\b(?:action|goal|decision) date\b"),
}
"""Events of which a company's article has one; others may well come twice."""
_MOVED = lazy_regex(
    r"\b(?:extend\w*|previous\w*|earlier|prior|before|from|moved|pushed|delay\w*|instead|revised|"
    r"shorten\w*|originally|versus|compared)\b"
)
_SHARED = 3
_REACH = 260
_HEDGED_KINDS = frozenset({Kind.PERCENT, Kind.DURATION, Kind.MONEY, Kind.PROPORTION})


def check_lines(sheet: Sheet) -> Iterator[SourceNote]:
    """Two minimum numbers of prior treatments for what reads as one study."""
    found = [
        (m, _study_words(sheet, m))
        for m in _LINES.finditer(sheet.folded)
        if (m["least"] or m["more"])
        and "median" not in sheet.folded[max(0, m.start() - 20) : m.start()]
    ]
    seen: set[tuple[str, str]] = set()
    for (first, topic), (second, other) in combinations(found, 2):
        pair = (_value(first["n"]), _value(second["n"]))
        if (
            pair[0] == pair[1]
            or not topic
            or not other
            or len(topic & other) < _SHARED
            or pair in seen
        ):
            continue
        seen.add(pair)
        reason = (
            f"The article asks for “{_cut(sheet, first)}” in one place and for "
            f"“{_cut(sheet, second)}” in another, of what reads as the same study."
        )
        yield note(sheet, "EB_SOURCE_CONFLICT", reason, (_span(first), _span(second)))


def _study_words(sheet: Sheet, found: re.Match[str]) -> frozenset[str]:
    """What the words before a condition say of its study; empty where they name none."""
    start = max(sheet.source.text.rfind("\n", 0, found.start()), found.start() - _REACH, 0)
    before = sheet.folded[start : found.start()]
    sentence = before[before.rfind(". ") + 1 :]
    return content_words(before) if _STUDY.search(sentence) else frozenset()


def check_values(sheet: Sheet) -> Iterator[SourceNote]:
    """One measure of one population at one cut, printed with two values."""
    groups: dict[Role, list[Figure]] = {}
    for fact in sheet.source.facts:
        figure, role = sheet.source.figures[fact.mentions[0]], fact.role
        told = role.measure and role.population and role.cut
        if told and figure.kind is Kind.PERCENT and not figure.is_range:
            bare = role.model_copy(update={"words": frozenset(), "sentence": -1})
            groups.setdefault(bare, []).append(figure)
    for role, figures in groups.items():
        for first, second in pairwise(figures):
            if not _is_other_value(sheet, first, second):
                continue
            reason = (
                f"The article prints {first.text} and {second.text} for what reads as the same "
                f"figure ({role.measure}, {role.population}, {role.cut})."
            )
            yield note(sheet, "EB_SOURCE_CONFLICT", reason, (first.span, second.span))


def _is_other_value(sheet: Sheet, first: Figure, second: Figure) -> bool:
    """Do two figures of different sentences differ by more than their rounding?"""
    if re.search(r"[.!?]\s|\n", sheet.source.text[first.span.end : second.span.start]) is None:
        return False
    return abs(first.values[0] - second.values[0]) > max(first.step, second.step) / 2


def check_dates(sheet: Sheet) -> Iterator[SourceNote]:
    """An event of which there is one, a cash runway or an action date, with two dates."""
    for name, pattern in _ONE_DATE.items():
        found = []
        for sentence in sheet.source.sentences:
            words = sheet.folded[sentence.start : sentence.end]
            if pattern.search(words) and not _MOVED.search(words):
                found.append(figures_in(sheet, (sentence.start, sentence.end), Kind.DATE)[-1:])
        dated = [f for figures in found for f in figures if f.first and f.last]
        for first, second in pairwise(dated):
            if _is_apart(first, second):
                reason = f"The article gives the {name} as {first.text} and as {second.text}."
                yield note(sheet, "EB_SOURCE_CONFLICT", reason, (first.span, second.span))


def _is_apart(first: Figure, second: Figure) -> bool:
    """Have two dates no day in common?"""
    if not (first.first and first.last and second.first and second.last):
        return False
    return first.last < second.first or second.last < first.first


def check_hedges(sheet: Sheet) -> Iterator[SourceNote]:
    """One fact printed as approximate in one place and plain in another."""
    for fact in sheet.source.facts:
        if len(fact.mentions) < 2 or not fact.role.measure:
            continue
        figures = [sheet.source.figures[i] for i in fact.mentions]
        figures = [f for f in figures if f.kind in _HEDGED_KINDS and f.kind is figures[0].kind]
        hedged = [f for f in figures if f.approximate]
        bare = [f for f in figures if not f.hedge and not f.approximate]
        if hedged and bare:
            reason = (
                f"The article prints {_shown(hedged[0])} in one place "
                f"and plain {bare[0].text} in another."
            )
            yield note(sheet, "EB_SOURCE_HEDGE", reason, (hedged[0].span, bare[0].span))


def _shown(figure: Figure) -> str:
    """A figure with its hedge, as a reader sees it."""
    return f"{figure.hedge} {figure.text}".strip()


def _value(word: str) -> str:
    """A number in digits, however it is written."""
    return plain(Decimal(_NUMBERS.get(word, 0) or int(word)))


def _cut(sheet: Sheet, found: re.Match[str]) -> str:
    """The article's own words at a place."""
    return sheet.source.text[found.start() : found.end()]


def _span(found: re.Match[str]) -> Span:
    """The characters a pattern met, as a span."""
    return Span(start=found.start(), end=found.end())
