"""What is wrong with one article's labels. In: the text and its labels; out: findings.

Everything here is read from the characters, not from the engine: a label must stand on its own.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise

from evals.read import list_marks
from schemas.figure import Kind
from schemas.golden import Check, GoldenFigure, GoldenStory, Labels, LintFinding
from schemas.text import Span

REFERENCE_WORDS = 250
"""The longest brief the command writes (`--length 250`)."""

_LEVEL = re.compile(r"\d+(?:\.\d+)?\s*%\s*(?:CI\b|confidence interval)")
"""The level of an interval, which is not one of its ends."""

_PLAIN = re.compile(r"-?\d+(?:\.\d+)?")
"""A value as labels write it."""

_NUMBER = re.compile(r"(?:(?<![\w%])-)?\d[\d,]*(?:\.\d+)?")
_DIGITS = re.compile(r"\w*\d\w*")
_WORDS = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
    r"fifteen|sixteen|seventeen|eighteen|nineteen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|"
    r"hundreds?|thousands?|millions?|billions?|dozens?|half|halves|halved|thirds?|quarters?|"
    r"twice|thrice|doubl(?:e|ed|ing)|tripl(?:e|ed|ing)|trebled|quadrupled|\w+fold)\b",
    re.IGNORECASE,
)
"""Number words a person must have looked at; `first` and `second` are mostly ordinals, so not."""

_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_UNREAD = frozenset({Kind.DATE, Kind.TIME, Kind.NOT_REACHED, Kind.NONE})


def lint_labels(where: str, text: str, labels: Labels) -> tuple[LintFinding, ...]:
    """Every fault of one labels file that its own text shows."""
    unread = tuple(_unreadable(labels))
    faults = [
        *_slices(text, labels),
        *unread,
        *(() if unread else _values(labels.figures)),
        *_ids(labels),
        *_stories(labels),
        *(() if unread else _arithmetic(labels)),
        *_uncovered(text, labels),
    ]
    return tuple(LintFinding(rule=rule, text=f"{where}: {fault}") for rule, fault in faults)


Fault = tuple[str, str]
"""A rule and what is wrong, without the place."""


def _slices(text: str, labels: Labels) -> Iterator[Fault]:
    """Each mark cuts out the words it says, and no two figures or names overlap."""
    for mark in list_marks(labels):
        found = text[mark.start : mark.end]
        if found != mark.text:
            yield (
                "slice",
                f"says {mark.text!r} at {mark.start}:{mark.end}, the article has {found!r}; "
                "re-anchor the span",
            )
    for figure in labels.figures:
        if figure.hedge and _holds(figure.text, figure.hedge):
            yield (
                "slice",
                f"figure {figure.text!r} at {figure.start} holds its hedge {figure.hedge!r}; leave "
                "the hedge outside the span",
            )
    kept = sorted((*labels.figures, *labels.identifiers, *labels.idle), key=lambda m: m.start)
    for before, after in pairwise(kept):
        if after.start < before.end:
            yield "slice", f"{before.text!r} and {after.text!r} overlap at {after.start}; keep one"
    if list(labels.figures) != sorted(labels.figures, key=lambda f: f.start):
        yield "slice", "figures are not in reading order; sort them by start"


def _holds(text: str, words: str) -> bool:
    """Do these words stand in the text as words?"""
    return bool(re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE))


def _unreadable(labels: Labels) -> Iterator[Fault]:
    """Values, parts, wholes and dates that are not written as such: nothing else can be counted."""
    for figure in labels.figures:
        for value in figure.values:
            if not _PLAIN.fullmatch(value):
                yield (
                    "value",
                    f"figure {figure.text!r} at {figure.start} has value {value!r}, no plain "
                    "decimal; write digits with the scale written out",
                )
        for day in (figure.first, figure.last):
            if day and not _is_day(day):
                yield (
                    "value",
                    f"figure {figure.text!r} at {figure.start} has day {day!r}; write YYYY-MM-DD",
                )
        if figure.first > figure.last or bool(figure.first) != bool(figure.last):
            yield (
                "value",
                f"figure {figure.text!r} at {figure.start} is from {figure.first!r} to "
                f"{figure.last!r}; give both days, the earlier first",
            )
    for fact in labels.facts:
        for name, number in (("n", fact.n), ("N", fact.N)):
            if number and not _PLAIN.fullmatch(number):
                yield "arithmetic", f"fact {fact.id!r} has {name} {number!r}; write plain digits"


def _is_day(day: str) -> bool:
    try:
        return date.fromisoformat(day).isoformat() == day
    except ValueError:
        return False


def _values(figures: Iterable[GoldenFigure]) -> Iterator[Fault]:
    """A value printed in plain digits is the value labelled."""
    for figure in figures:
        if figure.kind in _UNREAD:
            continue
        printed = read_plain(figure.text)
        if _has_number_word(figure.text):
            continue
        if printed and printed != tuple(Decimal(value) for value in figure.values):
            shown = ", ".join(format(value, "f") for value in printed)
            yield (
                "value",
                f"figure {figure.text!r} at {figure.start} is labelled {figure.values}, "
                f"its digits read {shown}; mend the value or the span",
            )
        if figure.is_range and len(figure.values) != 2:
            yield "value", f"range {figure.text!r} at {figure.start} has not two values; give both"


def _has_number_word(text: str) -> bool:
    """Is part of the figure in words, as in `Seven of 11`? Then its digits are not all of it."""
    return any(word.lower() not in _SCALES for word in _WORDS.findall(text))


def read_plain(text: str) -> tuple[Decimal, ...]:
    """The values of digits in a figure's text, scale written out; empty where it has no digits.

    Example: `$212.4 million` is 212400000; `7 of 11` is 7 and 11; `-0.12` is -0.12.
    """
    scale = next((by for word, by in _SCALES.items() if word in text.lower()), 1)
    text = _LEVEL.sub("", text)
    printed = _NUMBER.findall(text.replace("\u2212", "-"))
    return tuple(Decimal(number.replace(",", "")) * scale for number in printed)


def _ids(labels: Labels) -> Iterator[Fault]:
    """Facts and stories are named once, and every name used is one of them."""
    names = [fact.id for fact in labels.facts]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield "reference", f"fact {name!r} stands twice; number the facts anew"
    for fact in labels.facts:
        if not (fact.says.strip() and fact.measure.strip()):
            yield "unfinished", f"fact {fact.id!r} says nothing; write what it says and its measure"
    mentioned = {figure.fact for figure in labels.figures}
    for name in sorted(mentioned - set(names)):
        yield "reference", f"a figure mentions fact {name!r}, which is not there; add the fact"
    for name in sorted(set(names) - mentioned):
        yield "reference", f"fact {name!r} has no mention; mark its figure or strike it out"
    for story in labels.stories:
        for what, used in _used_facts(story):
            for name in sorted(used - set(names)):
                yield "reference", f"{story.id} {what} names fact {name!r}, which is not there"


def _used_facts(story: GoldenStory) -> Iterator[tuple[str, set[str]]]:
    lists: tuple[tuple[str, tuple[Check, ...]], ...] = (
        ("must_say", story.must_say),
        ("should_say", story.should_say),
        ("must_not_say", story.must_not_say),
    )
    for name, checks in lists:
        yield name, {fact for check in checks for fact in check.facts}
    yield "conflicts", {fact for conflict in story.conflicts for fact in conflict.facts}
    yield "gaps", {fact for gap in story.gaps for fact in gap.facts}


def _stories(labels: Labels) -> Iterator[Fault]:
    """Stories follow each other without overlap, and every figure lies in one."""
    spans = [story.span for story in labels.stories]
    for before, after in pairwise(labels.stories):
        if after.span.start < before.span.end:
            yield "story", f"{after.id} starts inside {before.id}; mend the spans"
    for story in labels.stories:
        if not story.span.covers(story.headline.span):
            yield "story", f"{story.id} does not hold its headline; mend the span"
        if not (story.reference.headline.strip() and story.reference.summary.strip()):
            yield "unfinished", f"{story.id} has no reference brief; write headline and summary"
        if not story.must_say:
            yield "unfinished", f"{story.id} has no must_say; write what a brief owes"
        words = len(story.reference.text.split())
        if words > REFERENCE_WORDS:
            yield "story", f"{story.id} reference has {words} words; cut it to {REFERENCE_WORDS}"
    for figure in labels.figures:
        if not any(span.covers(figure.span) for span in spans):
            yield "story", f"figure {figure.text!r} at {figure.start} is in no story; widen a span"


def _arithmetic(labels: Labels) -> Iterator[Fault]:
    """A part, its whole and the percentage beside them agree, or a conflict says they do not."""
    excused = {f for story in labels.stories for c in story.conflicts for f in c.facts}
    for fact in labels.facts:
        if fact.id in excused:
            continue
        if fact.n and fact.N and Decimal(fact.n) > Decimal(fact.N):
            yield (
                "arithmetic",
                f"fact {fact.id!r} has n {fact.n} of N {fact.N}; a part is no larger than its "
                "whole, mend them or label the conflict",
            )
        for figure in labels.figures:
            if figure.fact != fact.id:
                continue
            if figure.kind is Kind.PERCENT and fact.N and not _fits(figure, fact.n, fact.N):
                of = f"{fact.n} of {fact.N}" if fact.n else f"any whole number of {fact.N}"
                yield (
                    "arithmetic",
                    f"fact {fact.id!r} has {figure.text!r}, which is not {of}; mend n and N or "
                    "label the conflict",
                )
            pair = (fact.n, fact.N)
            if figure.kind is Kind.PROPORTION and len(figure.values) == 2 and figure.values != pair:
                yield (
                    "arithmetic",
                    f"fact {fact.id!r} has n and N {pair}, its mention says {figure.text!r}; "
                    "mend the fact",
                )


def _fits(figure: GoldenFigure, n: str, whole: str) -> bool:
    """Is the percentage that of `n`, or of any whole number, in `whole`, rounded as printed?

    Both roundings of a half are accepted, and a percentage said to be approximate may be one off.
    """
    percent, size = Decimal(figure.values[0]), Decimal(whole)
    places = -int(percent.as_tuple().exponent)
    slack = Decimal(10) ** -places / 2 + (1 if figure.approximate else 0)
    if n:
        return abs(100 * Decimal(n) / size - percent) <= slack if size else False
    low, high = (percent - slack) * size / 100, (percent + slack) * size / 100
    return high.to_integral_value(ROUND_FLOOR) >= low.to_integral_value(ROUND_CEILING)


def _uncovered(text: str, labels: Labels) -> Iterator[Fault]:
    """Every digit and every number word was looked at: it is in some label."""
    looked_at = (*labels.figures, *labels.identifiers, *labels.idle, *labels.boilerplate)
    covered = [mark.span for mark in looked_at]
    for pattern in (_DIGITS, _WORDS):
        for token in pattern.finditer(text):
            here = Span(start=token.start(), end=token.end())
            if not any(span.overlaps(here) for span in covered):
                around = text[max(0, here.start - 20) : here.end + 20].replace("\n", " ")
                yield (
                    "uncovered",
                    f"{token.group()!r} at {here.start} in {around!r} has no label; mark it as a "
                    "figure, an identifier, idle or boilerplate",
                )
