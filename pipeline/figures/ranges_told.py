"""A range told as what it is not: as one of its ends, or as a confidence interval.

`Sales of $60 million are expected` where the source expects $50 million to $60 million. In: a
checked figure and the places that print its value. Out: a finding, where each of these is a range
and no word of the text says which end it tells.
"""

import re
from collections.abc import Sequence

from pipeline.figures.glyphs import shade_once
from pipeline.figures.support import Support, evidence
from schemas.figure import Bound, Kind
from schemas.source import Source
from schemas.verdict import FigureCheck, Severity, Verdict

_TOLD = frozenset({Kind.PERCENT, Kind.POINTS, Kind.MONEY, Kind.DURATION, Kind.QUANTITY, Kind.SCORE})
_END = re.compile(
    r"\b(?:ends?|top|bottom|upper|lower|high|low|higher|up to|between|from|least|most|much|many"
    r"|little|minimum|maximum|rang\w+|more than|best|worst|above|below|over|under|limit|ceiling"
    r"|floor|nearly|almost|towards?|midpoint|potentially|biggest|largest|longest|peak)\b"
)
"""What tells that there is more than one value, or which of them it is."""
_TO = re.compile(r"\bto\b|\d ?[-–] ?[$€£¥]?\d")
_BETWEEN = re.compile(r"\bbetween $")
_CONFIDENCE = re.compile(r"\bci\b|\bconfidence\b")


def find_range_told(index: int, text: Source, supports: Sequence[Support]) -> FigureCheck | None:
    """The finding where figure `index` is a range's end or a confidence interval nobody gave."""
    if not supports:
        return None
    return _find_end(index, text, supports) or _find_confidence(index, text, supports)


def _find_end(index: int, text: Source, supports: Sequence[Support]) -> FigureCheck | None:
    figure = text.figures[index]
    plain = figure.bound is Bound.EXACTLY and not figure.approximate and not figure.is_range
    if figure.kind not in _TOLD or not plain or len(figure.values) != 1:
        return None
    if not all(_is_range(support) and support.figure.kind is figure.kind for support in supports):
        return None
    span = text.sentences[text.sentence_numbers[index]]
    if _END.search(shade_once(text).low, span.start, span.end):
        return None
    best = supports[0]
    return FigureCheck(
        figure=figure, verdict=Verdict.OVERSTATED, severity=Severity.ERROR,
        rule="EB_BOUND_DROPPED", fix=best.figure.text,
        reason=f"The source gives a range, {best.figure.text}; the text tells one end of it.",
        evidence=(evidence(best.source, best.at),),
    )  # fmt: skip


def _is_range(support: Support) -> bool:
    """A range of amounts: `-2.1 and 3.5` and `200 or 400 mg` are two values."""
    figure = support.figure
    if not figure.is_range or len(figure.values) != 2 or min(figure.values) < 0:
        return False
    return _TO.search(figure.text) is not None or _BETWEEN.search(support.role.before) is not None


def _find_confidence(index: int, text: Source, supports: Sequence[Support]) -> FigureCheck | None:
    figure = text.figures[index]
    if figure.kind is not Kind.INTERVAL or any(s.figure.kind is Kind.INTERVAL for s in supports):
        return None
    if not _CONFIDENCE.search(figure.text.lower()) or any(map(_is_confident, supports)):
        return None
    best = supports[0]
    return FigureCheck(
        figure=figure, verdict=Verdict.ALTERED, severity=Severity.ERROR, rule="EB_ALTERED",
        reason=f"The source has {best.figure.text} as a range, and no confidence interval.",
        evidence=(evidence(best.source, best.at),),
    )  # fmt: skip


def _is_confident(support: Support) -> bool:
    """Does the source speak of confidence anywhere? A table's heading may say it for all rows."""
    return _CONFIDENCE.search(shade_once(support.source).low) is not None
