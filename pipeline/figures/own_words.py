"""Which words of a sentence are one figure's own: its clause, up to what is told of the next value.

In: a text and the index of one of its figures. Out: the stretch that speaks of this figure alone,
and its words. `38% of smokers and 21% of others had it`: `of smokers` is of 38% alone.
"""

import re

from pipeline.figures.glyphs import shade_once
from pipeline.figures.sentences import stems
from schemas.figure import Figure, Kind
from schemas.source import Source
from schemas.text import Span

_TELLING = frozenset({Kind.PERCENT, Kind.PROPORTION, Kind.MONEY, Kind.RATIO, Kind.COUNT,
                      Kind.NUMBER, Kind.SCORE, Kind.QUANTITY})  # fmt: skip
_BREAK = re.compile(
    r"[;:]|, |\. | \(|\b(?:and|but|while|whereas|against|versus|vs|compared (?:with|to)|than|or)\b"
)
"""What stands between two values; words before it are of the first, behind it of the second."""
_CLAUSE = re.compile(
    r"[;:]|\. |, (?:and|but|while|whereas|which|with|though|although|so|yet|since|after)\b"
    r"| (?:but|while|whereas|although|after)\b"
)
_LEAD = re.compile(r"(?:[-–•*] )?(?:among|in|at|after|for|by|on|with|against|as of) [^,;]{2,130}, ")
"""`Among adults with diabetes, …`: what leads a sentence is said of all that follows."""
_NAMED = re.compile(
    r"\b(?:week|month|day|year|phase|part|cohort|stage|dose|aged?|grade|p ?[=<≤]) ?\Z"
)
_CONFIDENCE = re.compile(r" ?(?:ci\b|confidence)")
_STUCK = re.compile(r"(?: (?:[a-z-]+ ){0,3})?[(,/ ]*\Z")
"""`5 patients (12%)`: one value in two forms."""
_ASIDE = re.compile(r"\([^()]*\)")


def is_alike(one: Figure, two: Figure) -> bool:
    """Two figures of one sort and unit; a hazard ratio may be read as a bare number."""
    return _sort(one) is _sort(two) and one.unit == two.unit


def _sort(figure: Figure) -> Kind:
    return Kind.NUMBER if figure.kind is Kind.RATIO else figure.kind


class _Own(dict[int, frozenset[str]]):
    """The own words of the figures asked about so far; kept with the text."""


def own_words(source: Source, index: int) -> frozenset[str]:
    """The stems of the words that speak of figure `index` alone."""
    kept = source.kept.get(_Own)
    if not isinstance(kept, _Own):
        kept = source.kept[_Own] = _Own()
    if index not in kept:
        span = own_span(source, index)
        kept[index] = stems(shade_once(source).low[span.start : span.end])
    return kept[index]


def own_span(source: Source, index: int) -> Span:
    """The stretch of its sentence that speaks of figure `index` alone."""
    figure, number = source.figures[index], source.sentence_numbers[index]
    sentence = source.sentences[number]
    offset, start, end = sentence.start, figure.span.start, figure.span.end
    low = _without_asides(shade_once(source).low[sentence.start : sentence.end], start - offset)
    left, right = 0, len(low)
    for other in source.indexes_by_sentence[number]:
        if other == index or not _is_telling(source, other, index):
            continue
        its = source.figures[other].span
        if its.end <= start:
            found = _BREAK.search(low, its.end - offset, start - offset)
            left = found.end() if found else its.end - offset
        elif its.start >= end:
            found = _BREAK.search(low, end - offset, its.start - offset)
            right = found.start() if found else its.start - offset
            break
    for found in _CLAUSE.finditer(low, left, start - offset):
        left = found.end()
    found = _CLAUSE.search(low, end - offset, right)
    return Span(start=offset + left, end=offset + (found.start() if found else right))


def lead_words(source: Source, index: int) -> frozenset[str]:
    """The stems of what leads the sentence of figure `index`, up to its comma."""
    return stems(lead_text(source, index))


def lead_text(source: Source, index: int) -> str:
    """What leads the sentence of figure `index`, in lower case; empty where nothing does."""
    span = source.sentences[source.sentence_numbers[index]]
    found = _LEAD.match(shade_once(source).low, span.start, span.end)
    return found[0] if found and found.end() <= source.figures[index].span.start else ""


def _without_asides(low: str, at: int) -> str:
    """The sentence with no break inside a bracket, but for the one that place `at` is in."""
    if "(" not in low:
        return low
    return _ASIDE.sub(lambda m: m[0] if m.start() <= at < m.end() else "_" * len(m[0]), low)


def _is_telling(source: Source, other: int, index: int) -> bool:
    """Is `other` told of something of its own, and no label or second form of figure `index`?"""
    its, figure, low = source.figures[other], source.figures[index], shade_once(source).low
    if its.is_range or not (its.kind in _TELLING or is_alike(its, figure)):
        return False
    is_label = its.text[0].isalpha() and not its.is_words and its.kind is not Kind.MONEY
    if is_label or _NAMED.search(low, max(0, its.span.start - 12), its.span.start):
        return False
    if _CONFIDENCE.match(low, its.span.end):
        return False
    first, second = sorted((its.span, figure.span), key=lambda span: span.start)
    is_share = figure.kind in (Kind.PERCENT, Kind.PROPORTION) and its.kind is not figure.kind
    return not (is_share and _STUCK.match(low, first.end, second.start))


_PEOPLE = (
    "patients|people|those|participants|subjects|recipients|users|cases|adults|children|women|men"
)
_ATTACHED = re.compile(
    rf"\)?(?: of)?(?: (?:the )?(?:{_PEOPLE}))? (?:on|in|for|with|among|given|taking|receiving|at"
    r"|under|against|to) (?:the |those |patients |people |a |an )*([a-z][a-z'’-]+)"
    rf"|\)? (?:of|in|among) (?:the )?([a-z][a-z'’-]+) (?:{_PEOPLE}|group|arm)\b"
)


def attached_words(source: Source, index: int) -> frozenset[str]:
    """Whose a figure is by the words right behind it: `12% of those on placebo`."""
    found = _ATTACHED.match(shade_once(source).low, source.figures[index].span.end)
    return stems(" ".join(filter(None, found.groups()))) if found else frozenset()
