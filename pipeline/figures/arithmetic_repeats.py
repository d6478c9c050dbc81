"""Places that repeat the story in short: headline, key points, caption, box, question and answer.

In: a source. Out: notes where such a place prints a number that the rest of the article does not
have, while the rest gives another for the same words; and where two digits changed places.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from pipeline.figures.arithmetic_reading import Sheet, is_point, note
from pipeline.figures.arithmetic_rows import is_in_table
from pipeline.figures.claims_reading import content_words
from pipeline.figures.lazy_regex import lazy_regex
from schemas.figure import Figure, Kind
from schemas.text import Span
from schemas.verdict import SourceNote

_HEADED = lazy_regex(
    r"^\W*(?:key (?:points|takeaways|facts|figures|findings)|highlights|in brief|at a glance"
    r"|the numbers|summary|fact ?(?:box|sheet|file)|trial facts|quick facts|main points|tl;?dr"
    r"|what you need to know|the short version|in short|bottom line)\b[^.]{0,20}$",
    re.IGNORECASE,
)
_CAPTION = lazy_regex(
    r"^\W*(?:photo|pictured|caption|picture|image|figure \d+|chart)\b", re.IGNORECASE
)
_BULLET = lazy_regex(r"^\s*(?:[-•*▪●–]|\d\.|o) ")
_LABELLED = lazy_regex(r"^[A-Z][A-Za-z ()/'-]{2,40}: \S.{0,90}$")
_NUMBERS = frozenset({Kind.COUNT, Kind.NUMBER})
_SHARED = {Kind.COUNT: 2, Kind.NUMBER: 2}
_SHARED_ELSE = 4
"""Words in common that make two numbers one thing: for a rate or a sum it takes more."""
_NEAR = Decimal("0.35")
_SAME_THING = lazy_regex(
    r"\b(?:treated|dosed|enroll?ed|enroll?ment|randomi[sz]ed|participants|patients|people"
    r"|volunteers"
    r"|subjects|recruited|adults|women|men|children)\b"
)
_MANY = 100
_FEW = 9
"""Number words up to this one count more things than a part repeats."""


class Part(NamedTuple):
    """A place that repeats the story, with the words that say what its numbers are."""

    span: Span
    words: str


def find_parts(text: str) -> tuple[Part, ...]:
    """The headline, lines under `Key points` and the like, captions, boxes, and answers."""
    lines = list(_lines(text))
    parts, headed, question = [], False, ""
    for at, (start, line) in enumerate(lines):
        if not line.strip():
            headed = headed and at + 1 < len(lines) and bool(_BULLET.match(lines[at + 1][1]))
            continue
        span = Span(start=start, end=start + len(line))
        is_short = bool(_CAPTION.match(line) or _LABELLED.match(line))
        if at == 0 or headed or question or is_short:
            parts.append(Part(span, f"{question} {line}".lower()))
        headed = headed or bool(_HEADED.match(line))
        question = line if line.rstrip().endswith("?") and len(line) < 120 else ""
    return tuple(parts)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text, each with where it starts; blank ones before the first are dropped."""
    start = 0
    begun = False
    for line in text.split("\n"):
        begun = begun or bool(line.strip())
        if begun:
            yield start, line
        start += len(line) + 1


def check_repeats(sheet: Sheet) -> Iterator[SourceNote]:
    """`27 hospitals` in the key points and 29 in the text: a part with its own number."""
    for part in find_parts(sheet.source.text):
        inside, outside = _divide(sheet, part)
        for figure in inside:
            if not _is_plain(figure) or any(_is_same(figure, other) for other in outside):
                continue
            best = _best(sheet, part, figure, outside)
            if best is not None:
                reason = (
                    f"The article prints {figure.text} in a part that repeats it in short, and "
                    f"{best.text} in the text, for what reads as one thing."
                )
                yield note(sheet, "EB_SOURCE_CONFLICT", reason, (figure.span, best.span))


def _divide(sheet: Sheet, part: Part) -> tuple[list[Figure], list[Figure]]:
    """The figures inside and outside of a part."""
    inside: list[Figure] = []
    outside: list[Figure] = []
    for figure in sheet.source.figures:
        within = part.span.start <= figure.span.start < part.span.end
        (inside if within else outside).append(figure)
    return inside, outside


_KINDS = frozenset({Kind.COUNT, Kind.NUMBER, Kind.PERCENT, Kind.MONEY, Kind.DURATION, Kind.RATIO})


def _is_plain(figure: Figure) -> bool:
    """Is it a plain value of a kind that is repeated, and neither one nor two?"""
    if figure.kind not in _KINDS or not is_point(figure) or figure.hedge:
        return False
    return figure.values[0] > (_FEW if figure.is_words else 2)


def _is_same(figure: Figure, other: Figure) -> bool:
    """Does another figure say the value too, as it stands, rounded, or as a part of it?"""
    values = (*other.values, *(v for v in (other.part, other.whole) if v is not None))
    slack = max(figure.step, other.step) / 2
    if any(abs(value - figure.values[0]) <= slack for value in values):
        return True
    return len(other.values) > 1 and other.values[0] <= figure.values[0] <= other.values[-1]


def _best(sheet: Sheet, part: Part, figure: Figure, outside: Sequence[Figure]) -> Figure | None:
    """The like figure of the text that shares most words with a part's figure; `None` for none."""
    mine = _own_words(sheet, part, figure)
    scored = [
        (_count_shared(sheet, mine, figure, other), -abs(other.values[0] - figure.values[0]), other)
        for other in outside
        if _is_like(sheet, part, figure, other)
    ]
    needed = _SHARED.get(figure.kind, _SHARED_ELSE)
    scored = [entry for entry in scored if entry[0] >= needed]
    return max(scored, key=lambda entry: entry[:2])[2] if scored else None


def _count_shared(sheet: Sheet, mine: frozenset[str], figure: Figure, other: Figure) -> int:
    """How many words two figures share; what a bare number of an answer counts, counts twice."""
    noun = content_words(other.unit) if figure.unit == "" else frozenset()
    return len(mine & (_words_near(sheet, other) | noun)) + len(mine & noun)


def _is_like(sheet: Sheet, part: Part, figure: Figure, other: Figure) -> bool:
    """Is it of the same kind and unit, and not far off?"""
    if not is_point(other) or other.hedge or other.values[0] == 0:
        return False
    if is_in_table(sheet, other.span.start):
        return False
    if abs(figure.values[0] - other.values[0]) > other.values[0] * _NEAR:
        return False
    if {figure.kind, other.kind} <= _NUMBERS:
        nouns = content_words(figure.unit) | content_words(other.unit)
        return bool(nouns & content_words(part.words)) or figure.unit == other.unit != ""
    return figure.kind is other.kind and figure.unit == other.unit


def _own_words(sheet: Sheet, part: Part, figure: Figure) -> frozenset[str]:
    """What a part says of its figure: its line, or of a long one the words around the figure."""
    line = part.words
    if part.span.end - part.span.start <= 120:
        return content_words(line)
    return _words_near(sheet, figure)


def _words_near(sheet: Sheet, figure: Figure) -> frozenset[str]:
    """The stems around a figure, within its sentence."""
    before = re.split(r"[.;:!?]\s", sheet.before(figure, 80))[-1]
    after = re.split(r"[.;:!?]\s", sheet.after(figure, 80))[0]
    return content_words(before) | content_words(after)


def check_transposed(sheet: Sheet) -> Iterator[SourceNote]:
    """`2,154` in one place and `2,145` in another: two digits that changed places."""
    figures = [
        f
        for f in sheet.source.figures
        if f.kind in _NUMBERS and is_point(f) and f.values[0] >= _MANY and not f.is_words
        if not is_in_table(sheet, f.span.start)
    ]
    seen: set[frozenset[Decimal]] = set()
    alike: dict[str, list[Figure]] = {}
    for figure in figures:
        alike.setdefault("".join(sorted(re.sub(r"\D", "", figure.text))), []).append(figure)
    for first, second in (two for group in alike.values() for two in combinations(group, 2)):
        pair = frozenset((first.values[0], second.values[0]))
        if (
            not _is_transposed(first, second)
            or pair in seen
            or _in_one_sentence(sheet, first, second)
        ):
            continue
        if _tells_of_one(sheet, first, second):
            seen.add(pair)
            reason = (
                f"The article prints {first.text} in one place and {second.text} in another; two "
                "digits may have changed places."
            )
            yield note(sheet, "EB_SOURCE_CONFLICT", reason, (first.span, second.span))


def _is_transposed(first: Figure, second: Figure) -> bool:
    """Do two numbers differ by two neighbouring digits only?"""
    one, two = (re.sub(r"\D", "", f.text) for f in (first, second))
    if len(one) != len(two) or one == two:
        return False
    apart = [at for at, (a, b) in enumerate(zip(one, two, strict=True)) if a != b]
    if len(apart) != 2 or apart[1] - apart[0] != 1:
        return False
    return one[apart[0]] == two[apart[1]] and one[apart[1]] == two[apart[0]]


def _in_one_sentence(sheet: Sheet, first: Figure, second: Figure) -> bool:
    """Does no full stop and no line's end stand between two figures?"""
    between = sheet.source.text[first.span.end : second.span.start]
    return not re.search(r"[.!?]\s|\n", between)


def _tells_of_one(sheet: Sheet, first: Figure, second: Figure) -> bool:
    """Are both numbers of people in a trial, or of things with a word in common?"""
    around = [
        sheet.before(f, 40) + " " + sheet.after(f, 60).split(". ")[0] for f in (first, second)
    ]
    if all(_SAME_THING.search(words) for words in around):
        return True
    return len(content_words(around[0]) & content_words(around[1])) >= _SHARED[Kind.COUNT]
