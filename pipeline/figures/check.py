"""The engine's front door: a text and its sources in, a report out."""

from collections.abc import Sequence

from pipeline.figures.claims import check_claims
from pipeline.figures.match import match_figure
from pipeline.figures.reading import read_figures, read_source
from schemas.source import Source
from schemas.verdict import FigureReport

ENGINE = "figures@1"
"""Raise this when a verdict in `golden/` changes, so that old reports can be told from new."""


def check_figures(text: str, source: str) -> FigureReport:
    """Check every figure and claim of `text` against the article text `source`.

    Both are plain text; spans in the report count code points of the text they came from.
    """
    return check_against(read_figures(text), (read_source(source),))


def check_against(text: Source, sources: Sequence[Source]) -> FigureReport:
    """Check a text that was read already against sources that were read already."""
    return FigureReport(
        engine=ENGINE,
        checks=tuple(match_figure(i, text, sources) for i in range(len(text.figures))),
        claims=check_claims(text, sources),
        sources=tuple(source.id for source in sources),
    )
