"""Rates of a group that another sentence gives its size: cohort C, arm B, `the 11`.

In: a source. Out: notes on rates that no whole number of the group gives, as in
`arithmetic_patients`, whose exemptions hold here too.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from pipeline.figures.arithmetic_groups import is_no_count
from pipeline.figures.arithmetic_patients import word_reason
from pipeline.figures.arithmetic_reading import PEOPLE, Sheet, note, percents_of
from pipeline.figures.intervals import whole_counts
from pipeline.figures.lazy_regex import lazy_regex
from pipeline.figures.numbers import WORDS
from schemas.figure import Figure, Kind
from schemas.text import Span
from schemas.verdict import SourceNote

_MOST = 100
_N = r"(?P<n>\d{1,3}|" + "|".join(sorted((w for w in WORDS if w.isalpha()), key=len)[::-1]) + ")"
_OF_N = lazy_regex(rf" of (?:the|these|those|all|its|our)(?: first)? {_N}\b(?!(?:[,.]\d| ?%))")
_LABEL = lazy_regex(
    r"\b(?:cohort|arm|group|part|stage|dose level|panel) (?:[a-z]|\d{1,2}|[ivx]{2,3})\b"
)
_SIZE = lazy_regex(
    rf"(?: (?:had|has|enroll?ed|included|comprised|of|with|treated|took in|dosed|contained|was|were"
    rf"|consisted of|randomi[sz]ed))+ {_N} (?:[a-z-]+ ){{0,2}}?{PEOPLE}\b"
    r"|,? ?\(n ?= ?(?P<m>\d{1,3})\)"
)
_SIZE_BEFORE = lazy_regex(
    rf"\b{_N} (?:[a-z-]+ ){{0,2}}?{PEOPLE} (?:[a-z]+ ){{0,2}}?(?:in|to|into|for|of) $"
)


def check_of_the_number(sheet: Sheet) -> Iterator[SourceNote]:
    """`60% of the 11`: a rate that no whole number of the group named right behind it gives."""
    for figure in percents_of(sheet):
        found = _OF_N.match(sheet.folded, figure.span.end)
        if found is None or _is_counted(sheet, figure):
            continue
        rest = sheet.folded[found.end() : found.end() + 20]
        if re.match(r" (?:[a-z]+ )?(?:%|per ?cent|million|points|months|years|dollars)", rest):
            continue
        number = _number(found["n"])
        yield from _judge(sheet, figure, number, *_told_as(sheet, number), _span(found, "n"))


def check_labelled_groups(sheet: Sheet) -> Iterator[SourceNote]:
    """`Cohort C enrolled eight patients … the response rate in cohort C was 30%`: none gives it."""
    sizes = _read_sizes(sheet)
    for figure in percents_of(sheet) if sizes else ():
        sentence = next(
            (s for s in sheet.source.sentences if s.start <= figure.span.start < s.end), None
        )
        if sentence is None or figure.hedge or _is_counted(sheet, figure):
            continue
        labels = {m.group() for m in _LABEL.finditer(sheet.folded, sentence.start, sentence.end)}
        if len(labels) != 1 or is_no_count(sheet, sentence, figure):
            continue
        for number, place in sizes.get(labels.pop(), ())[:1]:
            yield from _judge(sheet, figure, number, place)


def _read_sizes(sheet: Sheet) -> dict[str, list[tuple[int, Span]]]:
    """The size of each labelled group that is given one size and no more."""
    sizes: dict[str, list[tuple[int, Span]]] = {}
    for label in _LABEL.finditer(sheet.folded):
        found = _SIZE.match(sheet.folded, label.end())
        back = _SIZE_BEFORE.search(sheet.folded, max(0, label.start() - 60), label.start())
        if found:
            name = "n" if found["n"] else "m"
            sizes.setdefault(label.group(), []).append((_number(found[name]), _span(found, name)))
        elif back:
            sizes.setdefault(label.group(), []).append((_number(back["n"]), _span(back, "n")))
    return {name: told for name, told in sizes.items() if len({n for n, _ in told}) == 1}


def _is_counted(sheet: Sheet, figure: Figure) -> bool:
    """Does a count stand beside a rate, which says what it is of?"""
    near = [
        other
        for other in sheet.source.figures
        if other.kind in (Kind.PROPORTION, Kind.COUNT, Kind.NUMBER)
        and (
            0 <= figure.span.start - other.span.end <= 2
            or 0 <= other.span.start - figure.span.end <= 2
        )
    ]
    return bool(near)


def _told_as(sheet: Sheet, number: int) -> list[Span]:
    """Where the article first counts so many people."""
    return [
        figure.span
        for figure in sheet.source.figures
        if figure.kind is Kind.COUNT and figure.values[0] == number
    ][:1]


def _judge(sheet: Sheet, figure: Figure, whole: int, *places: Span) -> Iterator[SourceNote]:
    value, step = figure.values[0], figure.step
    if not 2 <= whole < _MOST / min(step, Decimal(1)) or whole_counts(value, whole, step):
        return
    reason = word_reason(whole, figure, (value, step), ((value, step),))
    yield note(sheet, "EB_SOURCE_GRIM", reason, (figure.span, *places))


def _number(word: str) -> int:
    return int(word) if word.isdigit() else int(WORDS[word])


def _span(found: re.Match[str], name: str) -> Span:
    return Span(start=found.start(name), end=found.end(name))
