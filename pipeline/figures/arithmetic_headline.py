"""A headline against the text below it.

In: a source. Out: notes where no figure of the text bears out the headline's `more than`, or where
the headline gives to death alone what the text gives to death counted with other events.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipeline.figures.arithmetic_reading import Sheet, note
from pipeline.figures.lazy_regex import lazy_regex
from schemas.figure import Bound, Figure, Kind
from schemas.verdict import SourceNote

_KINDS = frozenset({Kind.PERCENT, Kind.POINTS, Kind.MONEY, Kind.COUNT, Kind.NUMBER, Kind.DURATION})
_NEAR = Decimal("0.1")
_DEATH = lazy_regex(r"\b(?:deaths?|mortality|die|dying|survival)\b")
_WITH = lazy_regex(
    r"\b(?:deaths?|dying|mortality)(?: from [a-z ]{3,30}?)?,? (?:or|and|plus) (?!death"
    r"|survival)[a-z]"
    r"|\bor (?:[a-z]+ ){0,3}?(?:deaths?|dying)\b|\bcomposite\b|\bcombined (?:rate|risk|end)"
)


def check_headline_bound(sheet: Sheet) -> Iterator[SourceNote]:
    """`By more than 30%` in the headline, and no more than 28.6% in the text."""
    head, body = _divide(sheet)
    for figure in head:
        if figure.kind not in _KINDS or len(figure.values) != 1:
            continue
        if figure.bound not in (Bound.MORE, Bound.AT_LEAST, Bound.LESS, Bound.NEARLY):
            continue
        like = [f for f in body if _is_like(figure, f)]
        said = figure.values[0]
        if not like or any(_bears_out(figure, abs(f.values[0])) for f in like):
            continue
        near = [f for f in like if abs(abs(f.values[0]) - said) <= said * _NEAR]
        if near:
            best = min(near, key=lambda f: abs(abs(f.values[0]) - said))
            reason = (
                f"The headline says {figure.hedge} {figure.text}; the text has {best.text} and "
                "nothing that bears it out."
            )
            yield note(sheet, "EB_SOURCE_HEDGE", reason, (figure.span, best.span))


def _divide(sheet: Sheet) -> tuple[Sequence[Figure], Sequence[Figure]]:
    """The figures of the first line that holds a word, and those below it."""
    text = sheet.source.text
    start = next((i for i, c in enumerate(text) if c.isalnum()), 0)
    while True:
        end = text.find("\n", start)
        if end < 0:
            return (), sheet.source.figures
        if any(start <= f.span.start < end for f in sheet.source.figures) or end > _HEAD:
            break
        start = end + 1
    head = [f for f in sheet.source.figures if f.span.start < end]
    return head, [f for f in sheet.source.figures if f.span.start >= end]


_HEAD = 240
"""Within so many characters stands the headline, under what the page prints over it."""


def _is_like(figure: Figure, other: Figure) -> bool:
    """Is it one value of the same kind and unit, exactly printed?"""
    return (
        (other.kind is figure.kind or {other.kind, figure.kind} <= {Kind.COUNT, Kind.NUMBER})
        and len(other.values) == 1
        and other.bound is Bound.EXACTLY
        and (other.unit == figure.unit or figure.kind is Kind.COUNT)
    )


def _bears_out(figure: Figure, value: Decimal) -> bool:
    """Does a value of the text fit what the headline says, and not by far more?"""
    said = figure.values[0]
    if figure.bound in (Bound.MORE, Bound.AT_LEAST):
        return said <= value <= said * Decimal("1.25")
    return said * Decimal("0.75") <= value <= said


def check_headline_deaths(sheet: Sheet) -> Iterator[SourceNote]:
    """`Lowers deaths by 22%` over a text in which 22% is of death or another event."""
    head, body = _divide(sheet)
    if not head or not body:
        return
    end = body[0].span.start
    title = sheet.folded[: sheet.source.text.find("\n", head[-1].span.end)]
    if not _DEATH.search(title) or _WITH.search(title):
        return
    for figure in (f for f in head if f.kind is Kind.PERCENT and f.span.end < end):
        same = [f for f in body if f.kind is Kind.PERCENT and f.values == figure.values]
        told = [_sentence(sheet, f) for f in same]
        if not same or not all(_WITH.search(words) for words in told):
            continue
        alone = [f for f in body if f.kind is Kind.RATIO and _is_of_death(sheet, f)]
        reason = (
            f"The headline gives {figure.text} to deaths; the text gives it to death counted with "
            "other events."
        )
        spans = [figure.span, same[0].span, *(f.span for f in alone[:2])]
        yield note(sheet, "EB_SOURCE_CONFLICT", reason, spans)


def _sentence(sheet: Sheet, figure: Figure) -> str:
    """The folded sentence of a figure."""
    for sentence in sheet.source.sentences:
        if sentence.start <= figure.span.start < sentence.end:
            return sheet.folded[sentence.start : sentence.end]
    return ""


def _is_of_death(sheet: Sheet, figure: Figure) -> bool:
    """Does the sentence of a ratio, or the one before it, speak of death and of nothing with it?"""
    words = _sentence(sheet, figure)
    return bool(_DEATH.search(words) or "killed" in words) and not _WITH.search(words)
