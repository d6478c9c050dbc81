"""What a figure measures, in words: where its sentence does not say, from what it stands in.

In: a source. Out: for each figure the stems of the words that tell its measure: the heads of its
cell, what its kind and the verbs of its clause say, and where its own sentence names no measure the
sentence before, in the same paragraph, or the heading above. The checker takes no part in this.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from pipeline.figures import word_lists
from pipeline.figures.conflict import CLOCK
from pipeline.figures.glyphs import shade_once
from pipeline.figures.sentences import stems
from pipeline.figures.tables import Table, tables_of
from schemas.figure import Figure, Kind
from schemas.source import Source

Patterns = tuple[tuple[re.Pattern[str], frozenset[str]], ...]

REACH = 90
"""Characters on each side of a figure, within its sentence, in which a verb tells its measure."""

_NEAREST = 2
"""Words that tell a measure, the nearest first; what is beyond is of another figure."""
_DEAR = 25
_BETWEEN = re.compile(
    r"[;:]|, (?:and|but|while|whereas|which|who)\b| (?:and|but|while|than|against|versus) "
    r"|\d[\d.,]*"
)

_SHORT = 8
"""Content words; a sentence of fewer may name no measure but that of its heading."""

MOST_HEADING = 90
"""Characters; a line of its own that is no longer, and no sentence, heads what is below it."""

LONGEST_HEAD = 160
"""Characters of a line that names the columns of the lines below it."""

_KINDS: Mapping[Kind, frozenset[str]] = {
    Kind.DURATION: stems("length of time, time point, period, duration, follow-up"),
    Kind.AGE: stems("age"),
    Kind.QUANTITY: stems("dose"),
    Kind.POINTS: stems("difference"),
    Kind.MULTIPLE: stems("change, increase"),
    Kind.SCORE: stems("score"),
}
"""What a kind says by itself."""
_TABLE_OF = {
    Kind.MONEY: "money",
    Kind.PERCENT: "percent",
    Kind.PROPORTION: "percent",
    Kind.MULTIPLE: "percent",
    Kind.POINTS: "percent",
    Kind.COUNT: "count",
    Kind.NUMBER: "count",
    Kind.RATIO: "count",
    Kind.NONE: "count",
    Kind.DURATION: "duration",
}
_CERTAINTY = frozenset({Kind.INTERVAL, Kind.P_VALUE})
"""Kinds that measure what the figure before them does."""


def read_senses(source: Source) -> tuple[frozenset[str], ...]:
    """For each figure, in order, the stems of the words that tell what it measures."""
    headed = dict(_headed(source))
    senses: list[frozenset[str]] = []
    for index, figure in enumerate(source.figures):
        sense = headed.get(index, frozenset()) | _KINDS.get(figure.kind, frozenset())
        sense |= _told(source, index, figure)
        if source.roles[index].before.rstrip().endswith(CLOCK):
            sense |= _KINDS[Kind.DURATION]
        if index not in headed:
            sense |= _inherited(source, index)
        if figure.kind in _CERTAINTY and senses and _is_beside(source, index):
            sense |= senses[-1] | source.roles[index - 1].near
        senses.append(sense)
    return tuple(senses)


def _headed(source: Source) -> Iterator[tuple[int, frozenset[str]]]:
    """By index, the words of the row and of the column that a cell stands in."""
    places = {figure.span.start: i for i, figure in enumerate(source.figures)}
    for table in tables_of(source):
        above = () if table.heads else _lines_above(source, table)
        for cell in table.cells:
            index = places.get(cell.figure.span.start)
            if index is not None:
                heads = table.heads[max(0, cell.column - 1) : cell.column + 1] or above
                yield index, _spelled(" ".join((table.names[cell.row], *heads)).lower())


def _spelled(low: str) -> frozenset[str]:
    """The stems of some words, what is short for a measure written out besides."""
    long = (words for pattern, words in _PATTERNS["short"] if pattern.search(low))
    return stems(low).union(*long)


def _lines_above(source: Source, table: Table) -> Sequence[str]:
    """The short lines above a table whose columns could not be told apart."""
    lines = source.text[: table.span.start].rstrip().splitlines()
    found: list[str] = []
    for line in reversed(lines[-12:]):
        if not line.strip() or len(line) > MOST_HEADING or line.rstrip().endswith("."):
            break
        found.append(line)
    return found


def _told(source: Source, index: int, figure: Figure) -> frozenset[str]:
    """What the verbs and nouns nearest a figure of its kind tell, in its sentence."""
    low, span = shade_once(source).low, source.sentences[source.sentence_numbers[index]]
    left = low[max(span.start, figure.span.start - REACH) : figure.span.start]
    right = low[figure.span.end : min(span.end, figure.span.end + REACH)]
    around = f"{left}#{right}"
    found = [
        (min(_gap(around, len(left), m) for m in pattern.finditer(around)), words)
        for pattern, words in _PATTERNS[_TABLE_OF.get(figure.kind, "short")]
        if pattern.search(around)
    ]
    near = sorted({gap for gap, _ in found})[:_NEAREST]
    told = (words for gap, words in found if gap in near)
    return _spelled(around).union(*told)


def _gap(around: str, at: int, found: re.Match[str]) -> int:
    """Characters from a word to the figure at a place; breaks and numbers between cost more."""
    if found.start() <= at < found.end():
        return 0
    gap = around[found.end() : at] if found.end() <= at else around[at + 1 : found.start()]
    return len(gap) + _DEAR * len(_BETWEEN.findall(gap))


def _compiled(terms: Mapping[str, tuple[str, ...]]) -> Patterns:
    """Each measure's spellings as one pattern, with the stems of what it tells."""
    return tuple(
        (re.compile(rf"(?<!\w)(?:{'|'.join(spellings)})(?!\w)"), stems(measure))
        for measure, spellings in terms.items()
    )


_PATTERNS: Mapping[str, Patterns] = {
    "money": _compiled(word_lists.terms("senses", "money")),
    "percent": _compiled(word_lists.terms("senses", "percent")),
    "count": _compiled(word_lists.terms("senses", "count")),
    "duration": _compiled(word_lists.terms("senses", "duration")),
    "short": _compiled(word_lists.terms("senses", "short")),
}


def _inherited(source: Source, index: int) -> frozenset[str]:
    """The words of the sentence before, or of the heading above, where the own names no measure."""
    role = source.roles[index]
    number, low, span = role.sentence, shade_once(source).low, source.sentences[role.sentence]
    words: frozenset[str] = frozenset()
    if not role.measure and number:
        before = source.sentences[number - 1]
        if "\n" not in source.text[before.end : span.start].strip(" "):
            words = stems(low[before.start : before.end])
    if role.measure and len(role.words) >= _SHORT:
        return words
    return words | _heading(source, span.start) | _head_of_block(source, span.start)


def _heading(source: Source, at: int) -> frozenset[str]:
    """The stems of the nearest line above that heads what is below it: short, and no sentence."""
    lines = source.text[:at].split("\n")[:-1]
    for line in reversed(lines[-8:]):
        words = line.strip(" #*_>•-")
        if words and len(words) <= MOST_HEADING and not words.endswith((".", ";", ",")):
            return _spelled(words.lower())
    return frozenset()


def _head_of_block(source: Source, at: int) -> frozenset[str]:
    """The stems of the line that a run of lines begins with, where that has a line below it."""
    start = source.text.rfind("\n\n", 0, at) + 2
    line = source.text[max(0, start) : at].split("\n")[0]
    return _spelled(line.lower()) if len(line) <= LONGEST_HEAD and start < at else frozenset()


def _is_beside(source: Source, index: int) -> bool:
    """Does the figure before stand in the same sentence?"""
    return source.sentence_numbers[index] == source.sentence_numbers[index - 1]
