"""Which numbers of a text claim nothing, and which claim something that no reader saw.

In: a figure and its sentence, or the whole text as read; out: yes or no, or figures found absent.
Idle are small words that count cuts or studies, bases of rates that the story prints, time points
that a label names, and the `no` of what the article leaves out.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from evals.truth_roles import read_words
from evals.truth_values import PEOPLE, agrees, family
from schemas.eval import JudgedFigure, Truth
from schemas.figure import Figure, IdentifierKind, Kind
from schemas.golden import GoldenFact, GoldenFigure
from schemas.source import Source
from schemas.text import Span

_FEW = frozenset({"one", "two", "three", "four", "five"})
_OPEN = frozenset({"any"})
"""`any grade` tells no number."""
_NAUGHT = frozenset({"no", "none", "nobody", "zero", "nil"})
_PER = re.compile(r"\b(?:per|every|each) $", re.IGNORECASE)
"""`per 1,000 patient-years`: the base of a rate, part of its unit."""
_TO_DATE = re.compile(r" (?:to|ended|ending|until|through) ")
"""`the three months to 30 September`: a quarter by another name."""
_NAMED = re.compile(r"\b([A-Z][a-z]{3,}) $")
"""A word with a capital right before a number."""
_POINT = re.compile(r"\b(day|week|month|year|season|visit) $", re.IGNORECASE)
_DIGITS = re.compile(r"\d[\d.,]*")
_GAP = re.compile(
    r"\b(?:report|giv|given|say|said|name|state|provid|mention|print|publish|disclos|describ|show|"
    r"detail|data|figure|information|comparator|control|compar|date|reason|interval)",
    re.IGNORECASE,
)


class Printed(NamedTuple):
    """A story's own words, and the numbers among them as printed in digits."""

    text: str
    numbers: frozenset[str]


def read_printed(text: str) -> Printed:
    """A story as it is asked for what it prints."""
    return Printed(text, read_numbers(text))


def read_numbers(text: str) -> frozenset[str]:
    """Every number that a text prints in digits, as printed."""
    return frozenset(found[0].rstrip(".,") for found in _DIGITS.finditer(text))


def is_idle(
    figure: Figure,
    sentence: str,
    labels: Sequence[GoldenFigure],
    facts: Mapping[str, GoldenFact],
    story: Printed,
) -> bool:
    """Does it claim nothing that a label could bear out?"""
    word = figure.text.lower().replace("-", " ").split()[0]
    if figure.kind is Kind.NONE:
        said = read_words(sentence)
        nought = {one.fact for one in labels if one.kind is Kind.NONE}
        told = any(read_words(facts[one].measure) & said for one in nought)
        return word not in _NAUGHT or (not told and bool(_GAP.search(sentence)))
    if figure.kind is Kind.TIME:
        return figure.text.lower() in story.text.lower()
    if is_in_name(figure, sentence, facts, story.text):
        return True
    if figure.kind is Kind.DATE and is_dated(figure.text, facts, story.text):
        return not any(agrees(figure, label, facts[label.fact]) for label in labels)
    fits = any(agrees(figure, label, facts[label.fact]) for label in labels)
    if word in _OPEN or (word == "twice" and not fits):
        return True
    start = max(0, sentence.find(figure.text))
    if _PER.search(sentence[:start]):
        return read_numbers(figure.text) <= story.numbers
    if not fits and _TO_DATE.match(sentence, start + len(figure.text)):
        return family(figure.kind) == "time"
    few = figure.is_words and word in _FEW and figure.kind is Kind.COUNT
    return few and not fits and figure.unit not in PEOPLE


def is_in_name(figure: Figure, sentence: str, facts: Mapping[str, GoldenFact], story: str) -> bool:
    """`Tubrelin 2`: the number behind a name that a label has so, as what its fact is of."""
    if not figure.text.isdigit():
        return False
    found = _NAMED.search(sentence[: max(0, sentence.find(figure.text))])
    fields = " ".join(f"{one.product} {one.arm} {one.company}" for one in facts.values())
    name = f"{found[1]} {figure.text}" if found else ""
    return bool(name) and name in story and re.search(rf"\b{name}\b", fields) is not None


def is_dated(text: str, facts: Mapping[str, GoldenFact], story: str) -> bool:
    """Does a label name the date as the time or the cut of its fact, or the story print it?"""
    fields = " ".join(f"{one.time} {one.cut}" for one in facts.values())
    return text.lower() in f"{fields} {story}".lower()


def read_point(figure: Figure, sentence: str) -> str:
    """`week 52`, where the figure is the number of a time point; '' where it is none."""
    text = figure.text.lower()
    if re.fullmatch(r"(?:day|week|month|year|visit) \d+", text):
        return text
    found = _POINT.search(sentence[: max(0, sentence.find(figure.text))])
    return f"{found[1].lower()} {text}" if found and text.isdigit() else ""


def is_named(point: str, facts: Mapping[str, GoldenFact], text: str) -> bool:
    """Does a label or the story itself name the time point?"""
    fields = " ".join(f"{one.says} {one.time} {one.cut} {one.population}" for one in facts.values())
    unit, _, number = point.partition(" ")
    pattern = rf"\b(?:{unit} {number}\b(?![.,]\d)|{number}[ -]{unit}s?\b)"
    return re.search(pattern, f"{fields} {text}".lower()) is not None


def find_unread(read: Source, story: Printed) -> list[JudgedFigure]:
    """Digits read neither as a figure nor as a name, and names, that the story does not print."""
    own, printed = story.text.lower(), story.numbers
    spans = [one.span for one in read.figures] + [name.span for name in read.identifiers]
    found = []
    for match in _DIGITS.finditer(read.text):
        span = Span(start=match.start(), end=match.start() + len(match[0].rstrip(".,")))
        if not any(other.overlaps(span) for other in spans) and span.cut(read.text) not in printed:
            found.append(_absent(span, read.text, "The story prints no such number."))
    for name in read.identifiers:
        known = name.text.lower() in own or name.key in own.replace("-", " ")
        label = name.kind is IdentifierKind.LABEL and read_numbers(name.text) <= printed
        if not known and not label:
            found.append(_absent(name.span, read.text, "The story has no such name."))
    return found


def _absent(span: Span, text: str, why: str) -> JudgedFigure:
    return JudgedFigure(
        start=span.start,
        end=span.end,
        text=span.cut(text),
        kind=Kind.NUMBER,
        truth=Truth.ABSENT,
        why=why,
    )
