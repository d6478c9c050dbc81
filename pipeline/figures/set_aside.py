"""Figures that stand only in a part of the page that was set aside, and in which.

In: a report, the checked text and the parts set aside by kind. Out: the report, with the true
reason where `nothing in the source supports it` would not be one. What a company says of itself,
disclaims or discloses stands in the document all the same: a person looks. What a page sells, shows
beside the story or leads elsewhere with is no figure of the article: it stays wrong.
"""

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.figures.reading import read_source
from pipeline.figures.relate import relate
from pipeline.figures.relation import Strength
from pipeline.figures.support import evidence
from schemas.article import SegmentKind
from schemas.source import Source
from schemas.verdict import FigureCheck, FigureReport, Severity, Verdict

_NAMES = {
    SegmentKind.ABOUT: "what the company says about itself",
    SegmentKind.FORWARD_LOOKING: "forward-looking statements",
    SegmentKind.DISCLAIMER: "a disclaimer",
    SegmentKind.DISCLOSURE: "a disclosure of interests",
    SegmentKind.CAPTION: "a caption",
    SegmentKind.BYLINE: "the byline",
    SegmentKind.AUTHOR: "a box on the author",
    SegmentKind.PROMOTION: "a promotion",
    SegmentKind.NAVIGATION: "the navigation of the page",
    SegmentKind.WIDGET: "a widget of the page",
}
_OF_THE_DOCUMENT = frozenset(
    {
        SegmentKind.ABOUT,
        SegmentKind.FORWARD_LOOKING,
        SegmentKind.DISCLAIMER,
        SegmentKind.DISCLOSURE,
        SegmentKind.CAPTION,
        SegmentKind.BYLINE,
    }
)
"""Written by whoever wrote the article, on its own matter: information, though not the story."""
_FOUND = frozenset({Strength.EXACT, Strength.ROUNDED})


class Aside(NamedTuple):
    """All parts of one kind, in a text as long as the page's, so that offsets are the page's."""

    source_id: str
    kind: SegmentKind
    text: str


def tell_asides(report: FigureReport, text: Source, asides: Sequence[Aside]) -> FigureReport:
    """The report with a part set aside named for each figure that stands only there."""
    missing = [at for at, check in enumerate(report.checks) if _is_missing(check)]
    if not missing:
        return report
    parts = [(one.kind, read_source(one.text, one.source_id)) for one in asides if one.text.strip()]
    parts.sort(key=lambda part: part[0] not in _OF_THE_DOCUMENT)
    checks = list(report.checks)
    for at in missing:
        checks[at] = next(
            (found for kind, part in parts if (found := _look(at, text, kind, part, checks[at]))),
            checks[at],
        )
    return report.model_copy(update={"checks": tuple(checks)})


def _is_missing(check: FigureCheck) -> bool:
    """Is the reason that nothing in the source supports it?"""
    return check.verdict is Verdict.ABSENT and not check.evidence


def _look(
    at: int, text: Source, kind: SegmentKind, part: Source, check: FigureCheck
) -> FigureCheck | None:
    """The finding where the figure stands in one part; `None` where it does not."""
    figure = text.figures[at]
    same = (k for k, one in enumerate(part.figures) if relate(figure, one).strength in _FOUND)
    index = next(same, None)
    if index is None:
        return None
    found = evidence(part, index)
    place = f"{check.figure.text} stands only in {_NAMES[kind]}, which is set aside"
    if kind in _OF_THE_DOCUMENT:
        return check.model_copy(
            update={
                "verdict": Verdict.UNCLEAR,
                "severity": Severity.WARN,
                "rule": "EB_UNCLEAR",
                "reason": f"{place}: see whether it is meant.",
                "evidence": (found,),
                "nearest": None,
            }
        )
    reason = f"{place}: it is no figure of the article."
    return check.model_copy(update={"reason": reason, "nearest": found})
