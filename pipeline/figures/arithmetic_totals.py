"""Lists that are said to be all there is, and the total that their paragraph prints.

In: a source. Out: notes where the parts of such a list do not make the total in its sentence or the
one beside it. That they are all there is must be announced: by `only`, `each`, `respectively`, by
an assignment to groups, by a colon, or by a word such as `total`.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipeline.figures.arithmetic_reading import Sheet, figures_in, is_point, note, plain
from pipeline.figures.arithmetic_rows import is_in_table
from pipeline.figures.lazy_regex import lazy_regex
from schemas.figure import Figure, Kind
from schemas.text import Span
from schemas.verdict import SourceNote

_COUNTS = (Kind.COUNT, Kind.NUMBER)
_ANNOUNCED = lazy_regex(
    r"\b(?:only|each|once|respectively|exclusive\w*|altogether|together|in all|in total|total\w*"
    r"|sums?|adds? up|made up|consist\w*|compris\w*|split|divided|randomi[sz]ed|assigned|allocated"
    r"|namely|breakdown|quarters|segments|divisions|group (?:sales|revenue)|the year|all (?:three"
    r"|four|five|six)|came to|come to)\b|:"
)
_OPEN = lazy_regex(
    r"\b(?:others?|rest|remain\w*|includ\w*|most|mostly|mainly|chiefly|some|several|more than one"
    r"|between segments|eliminat\w*|consolidation|intersegment|inter-company|less|minus|net of"
    r"|of which|such as|for example|e\.g|played a part|among (?:them|the)|at least|unknown|missing"
    r"|not (?:reported|known|include\w*)|rounded|rounding|also|main|top|leading|overlap\w*"
    r"|both|again|so far|restated|weighted|excluding|plus)\b"
)
_REST = lazy_regex(
    r"\b(?:others?|the rest|remain\w*|restated|rounded|more than one|weighted|eliminat\w*)\b"
)
"""What leaves room for more than is listed, though in another sentence."""
_TWO = lazy_regex(r"\b(?:randomi[sz]ed|assigned|allocated|of whom|only|split|divided|namely)\b")
_BETWEEN = lazy_regex(r"[^.;:\n]{0,60}?(?:,|;| and| or)[^.:\n]{0,45}")
_NEAR = Decimal("0.16")
_LEAST = 2


def check_announced(sheet: Sheet) -> Iterator[SourceNote]:
    """`340 jobs go: 190 in Cork, 95 in Basel and 45 in Raleigh`: parts of another total."""
    sentences = sheet.source.sentences
    for at, sentence in enumerate(sentences):
        parts = _list_in(sheet, sentence)
        if len(parts) < _LEAST:
            continue
        around = sentences[max(0, at - 1) : at + 2]
        window = sheet.folded[around[0].start : around[-1].end]
        own = sheet.folded[sentence.start : sentence.end]
        if _OPEN.search(own) or _REST.search(window):
            continue
        if len(parts) < 3 and not _ANNOUNCED.search(window):
            continue
        if len(parts) == _LEAST and not _TWO.search(own):
            continue
        totals = [
            figure
            for figure in sheet.source.figures
            if around[0].start <= figure.span.start < around[-1].end
            and figure not in parts
            and _is_like(figure, parts[0])
        ]
        yield from _judge(sheet, parts, totals)


def _list_in(sheet: Sheet, sentence: Span) -> list[Figure]:
    """The longest run of like numbers of a sentence that commas and `and` set side by side."""
    best: list[Figure] = []
    run: list[Figure] = []
    for figure in figures_in(sheet, (sentence.start, sentence.end)):
        if is_in_table(sheet, figure.span.start) or not _is_plain(figure):
            continue
        joined = run and _is_like(figure, run[-1])
        if joined and not _BETWEEN.fullmatch(sheet.between(run[-1], figure)):
            joined = False
        run = [*run, figure] if joined else [figure]
        best = run if len(run) > len(best) else best
    return best


def _is_plain(figure: Figure) -> bool:
    """Is it a plain count or a plain sum of money?"""
    if not is_point(figure) or figure.hedge or figure.values[0] <= 0:
        return False
    whole = figure.values[0] == figure.values[0].to_integral_value()
    return figure.kind is Kind.MONEY or (figure.kind in _COUNTS and whole)


def _is_like(one: Figure, two: Figure) -> bool:
    if not _is_plain(one):
        return False
    if Kind.MONEY in (one.kind, two.kind):
        return one.kind is two.kind and one.unit == two.unit
    return True


def _judge(sheet: Sheet, parts: Sequence[Figure], totals: Sequence[Figure]) -> Iterator[SourceNote]:
    """A note where no total is the sum, and one is near it that no other number explains."""
    added = sum((part.values[0] for part in parts), Decimal(0))
    slack = sum((p.step / 2 for p in parts), Decimal(0)) if parts[0].kind is Kind.MONEY else 0
    off = [total.values[0] - added for total in totals]
    if any(abs(gap) <= slack for gap in off) or (len(parts) == _LEAST and len(totals) > 1):
        return
    near = [t for t in totals if abs(t.values[0] - added) <= t.values[0] * _NEAR]
    largest = max(part.values[0] for part in parts)
    if len(near) != 1 or near[0].values[0] <= largest:
        return
    total = near[0]
    gap = abs(total.values[0] - added)
    if any(gap == other.values[0] for other in totals if other is not total):
        return
    shown = " + ".join(part.text for part in parts)
    reason = (
        f"The parts do not make the total: {shown} = {plain(added)}, "
        f"the article prints {total.text}."
    )
    yield note(sheet, "EB_SOURCE_SUM", reason, [total.span, *(part.span for part in parts)])
