"""The engine's front door: a text and its sources in, a report out."""

from collections.abc import Sequence

from pipeline.figures.claims import check_claims
from pipeline.figures.match import match_figure
from pipeline.figures.reading import read_figures, read_source
from schemas.source import Source
from schemas.text import Span
from schemas.verdict import ClaimFinding, FigureReport

ENGINE = "figures@1"
"""Raise this when a verdict in `golden/` changes, so that old reports can be told from new."""


def check_figures(text: str, source: str) -> FigureReport:
    """Check every figure and claim of `text` against the article text `source`.

    Both are plain text; spans in the report count code points of the text they came from.
    """
    return check_against(read_figures(text), (read_source(source),))


def check_against(text: Source, sources: Sequence[Source]) -> FigureReport:
    """Check a text that was read already against sources that were read already."""
    checks = tuple(match_figure(i, text, sources) for i in range(len(text.figures)))
    wrong = [check.figure.span for check in checks if not check.ok]
    return FigureReport(
        engine=ENGINE,
        checks=checks,
        claims=tuple(c for c in check_claims(text, sources) if not _is_said(c, wrong)),
        sources=tuple(source.id for source in sources),
    )


_OF_FIGURES = frozenset({"EB_STATUS", "EB_RESTRICTOR", "EB_DESIGN"})
"""Rules of claims that may be about what a figure is told as."""


def _is_said(claim: ClaimFinding, wrong: Sequence[Span]) -> bool:
    """Is the claim about a figure that is reported as wrong already: one fault, one finding?"""
    return claim.rule in _OF_FIGURES and any(
        claim.span.start <= span.start and span.end <= claim.span.end for span in wrong
    )
