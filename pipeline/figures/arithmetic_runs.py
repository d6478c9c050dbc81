"""Counts that an article gives twice: declines in a row, and a median number of earlier treatments.

In: a source. Out: notes where two places count the same run of falls or rises, or the same median,
and do not agree. A place that names another group, unit, month or year is another count.
"""

import re
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from pipeline.figures.arithmetic_reading import Sheet, note
from pipeline.figures.lazy_regex import lazy_regex
from schemas.text import Span
from schemas.verdict import SourceNote

_NUMBERS = {
    "two": 2, "second": 2, "three": 3, "third": 3, "four": 4, "fourth": 4, "five": 5, "fifth": 5,
    "six": 6, "sixth": 6, "seven": 7, "seventh": 7, "eight": 8, "eighth": 8, "nine": 9, "ninth": 9,
    "ten": 10, "tenth": 10,
}  # fmt: skip
_N = r"(?P<{}>\d{{1,2}}|" + "|".join(_NUMBERS) + ")"
_DOWN = r"declin\w+|falls?|loss(?:es)?|drops?|slides?|losing|sell-off|selloff|rout|slump|retreat"
_UP = r"gains?|advances?|rises?|rall(?:y|ies)|winning|climbs?|increases?|run-up"
_IN_A_ROW = lazy_regex(
    rf"\b{_N.format('n')} (?:straight|consecutive|successive) "
    rf"(?P<unit>daily|day|days|session|sessions|week|weekly|weeks|month|monthly|months|quarter"
    rf"|quarterly|quarters|year|years|annual)?(?: of)? ?(?:(?P<down>{_DOWN})|(?P<up>{_UP}))\b"
)
_THEN_ROW = lazy_regex(
    rf"\b{_N.format('n')} (?P<unit>daily|weekly|monthly|quarterly|annual)? ?"
    rf"(?:(?P<down>{_DOWN})|(?P<up>{_UP})) (?:in a row|running|on the trot)\b"
)
_LONG = lazy_regex(
    rf"\b{_N.format('n')}-(?P<unit>day|session|week|month|quarter|year) "
    rf"(?:share-price |stock |price )?(?:(?P<down>{_DOWN})|(?P<up>{_UP}))\b"
)
_UNITS = {"": "day", "daily": "day", "session": "day", "annual": "year"}
_OTHER_TIME = lazy_regex(
    r"\b(?:longest|since|earlier|previous|last (?:month|year|quarter|week)|a year ago"
    r"|in (?:january|february|march|april|may|june|july|august|september|october|november"
    r"|december))\b[^.;]{0,40}$"
)
_MEDIAN = lazy_regex(
    rf"\bmedian (?:number )?of {_N.format('n')} (?:prior|previous|earlier) "
    r"(?:(?:systemic |treatment )?lines?|therap(?:y|ies)|treatments?|regimens?)\b"
)
_GROUP = lazy_regex(r"\b(?:cohort|arm|group|subgroup|subset|versus|compared|control|placebo)\b")


class _Run(NamedTuple):
    """A counted run: its direction, its unit, its length and where it stands."""

    direction: str
    unit: str
    length: int
    start: int
    end: int


def check_runs(sheet: Sheet) -> Iterator[SourceNote]:
    """`fifth straight decline` in one place, `the four-day slide` in another."""
    for first, second in combinations(_find_runs(sheet), 2):
        same = first.direction == second.direction and first.unit == second.unit
        if same and first.length != second.length and not _are_of_two(sheet, first, second):
            words = sheet.source.text
            reason = (
                f"The article counts “{words[first.start : first.end]}” in one place and "
                f"“{words[second.start : second.end]}” in another."
            )
            spans = [Span(start=run.start, end=run.end) for run in (first, second)]
            yield note(sheet, "EB_SOURCE_CONFLICT", reason, spans)


_NAME = lazy_regex(
    r"(?<=[a-z,;] )[A-Z][a-z]{3,}\b(?!day\b)|(?:^|(?<=[.!?] ))[A-Z][a-z]{5,}(?= [a-z]+(?:ed|st)? )"
)
_CALENDAR = lazy_regex(r"(?:[A-Z][a-z]+day|January|February|March|April|June|July|August|Septem"
                       r"ber|October|November|December|Shares|Nasdaq)$")  # fmt: skip


def _are_of_two(sheet: Sheet, first: _Run, second: _Run) -> bool:
    """Does another name stand in the sentence before each of two runs?"""
    one, two = _name_before(sheet, first), _name_before(sheet, second)
    return bool(one and two and one != two)


def _name_before(sheet: Sheet, run: _Run) -> str:
    """The last name in a run's sentence before it."""
    starts = [s.start for s in sheet.source.sentences if s.start <= run.start]
    words = sheet.source.text[max(starts, default=0) : run.start]
    names = [n for n in _NAME.findall(words) if not _CALENDAR.match(n)]
    return names[-1] if names else ""


def _find_runs(sheet: Sheet) -> Iterator[_Run]:
    """Every counted run of falls or rises, without those of another time."""
    for pattern in (_IN_A_ROW, _THEN_ROW, _LONG):
        for found in pattern.finditer(sheet.folded):
            if _OTHER_TIME.search(sheet.folded[max(0, found.start() - 60) : found.start()]):
                continue
            raw = (found["unit"] or "").removesuffix("s").removesuffix("ly")
            unit = _UNITS.get(found["unit"] or "", _UNITS.get(raw, raw))
            direction = "down" if found["down"] else "up"
            yield _Run(direction, unit, _count(found["n"]), *found.span())


_BROKEN = lazy_regex(
    r"\b(?:broke|breaks|breaking|snapp\w+|end(?:ed|s|ing)|halt\w+|stopp\w+) (?:a|an|the|its|their) "
    r"(?P<n>[a-z]+|\d{1,2})[- ](?P<unit>day|session|week|month|quarter)s?[- ]"
    rf"(?:share-price |stock |price )?(?:(?P<down>{_DOWN})|(?P<up>{_UP}))"
)


def check_broken_runs(sheet: Sheet) -> Iterator[SourceNote]:
    """`Its fourth straight gain`, and `it snapped a six-day losing streak`: both cannot be."""
    broken = [(m, "down" if m["down"] else "up") for m in _BROKEN.finditer(sheet.folded)]
    counted = [run for run in _find_runs(sheet) if run.length > 1] if broken else []
    for found, direction in broken:
        unit = _UNITS.get(found["unit"], found["unit"])
        for run in counted:
            if run.end < found.start() and run.unit == unit and run.direction != direction:
                words = sheet.source.text
                reason = (
                    f"The article counts “{words[run.start : run.end]}” and says that it "
                    f"“{words[slice(*found.span())]}”: both cannot be."
                )
                spans = [
                    Span(start=run.start, end=run.end),
                    Span(start=found.start(), end=found.end()),
                ]
                yield note(sheet, "EB_SOURCE_CONFLICT", reason, spans)


_GROWTH = lazy_regex(
    rf"\b{_N.format('n')} (?:straight |consecutive |successive )?quarters? (?:in a row )?of "
    r"(?:[a-z-]+ )*?(?P<what>sales|revenue|organic|earnings|profit"
    r"|order)?s? ?growth(?: in a row)?\b"
    rf"|\b{_N.format('n2')} quarters? (?:of )?(?:growth|rising) (?:in a row|running)\b"
)
_FELL = lazy_regex(
    r"\b(?P<what>sales|revenues?|earnings|profits?|orders?) (?:fell|dropped|declined|slipped"
    r"|shrank|"
    r"were down|was down|dipped)\b(?:[^.;]|\.\d){0,60}\bquarter\b"
)


def check_growth_runs(sheet: Sheet) -> Iterator[SourceNote]:
    """`Six straight quarters of order growth`, and `orders slipped in the third quarter`."""
    for run in _GROWTH.finditer(sheet.folded):
        for fall in _FELL.finditer(sheet.folded):
            if run["what"] not in (None, "organic", fall["what"].removesuffix("s"), fall["what"]):
                continue
            if abs(fall.start() - run.start()) > _RUN_REACH:
                continue
            words = sheet.source.text
            reason = (
                f"The article counts “{words[slice(*run.span())]}” and says "
                f"“{words[slice(*fall.span())]}”."
            )
            spans = [Span(start=m.start(), end=m.end()) for m in (run, fall)]
            yield note(sheet, "EB_SOURCE_CONFLICT", reason, spans)


_RUN_REACH = 400


def check_medians(sheet: Sheet) -> Iterator[SourceNote]:
    """`a median of three prior lines` in one place, `a median of four prior lines` in another."""
    found = [m for m in _MEDIAN.finditer(sheet.folded) if not _GROUP.search(_sentence(sheet, m))]
    for first, second in combinations(found, 2):
        if _count(first["n"]) != _count(second["n"]):
            words = sheet.source.text
            reason = (
                f"The article gives a “{words[slice(*first.span())]}” in one place and a "
                f"“{words[slice(*second.span())]}” in another."
            )
            spans = [Span(start=m.start(), end=m.end()) for m in (first, second)]
            yield note(sheet, "EB_SOURCE_CONFLICT", reason, spans)


def _sentence(sheet: Sheet, found: re.Match[str]) -> str:
    """The folded sentence around a place."""
    for sentence in sheet.source.sentences:
        if sentence.start <= found.start() < sentence.end:
            return sheet.folded[sentence.start : sentence.end]
    return found.group()


def _count(word: str) -> int:
    """A number in digits, a word or an ordinal."""
    return _NUMBERS.get(word) or int(word)
