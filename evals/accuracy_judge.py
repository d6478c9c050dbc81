"""Pairs in, what the checker and the baseline say of each out, counted but not yet summed."""

from collections.abc import Sequence
from typing import NamedTuple

from evals.accuracy_missed import Missed, classify_miss, find_staked
from evals.accuracy_presence import lacks_a_number
from evals.accuracy_read import Pair
from pipeline.figures.check import check_against
from pipeline.figures.reading import read_figures, read_source
from schemas.source import Source
from schemas.verdict import FigureReport, Severity, Verdict

CLAIM = "claim"
"""Stands where a figure's kind would, for what is said against words."""


class Fault(NamedTuple):
    """One error against a text: the rule, and the kind of figure it is against."""

    rule: str
    kind: str


class LabelOutcome(NamedTuple):
    """A labelled figure, and whether some figure that overlaps it fails."""

    is_supported: bool
    is_failed: bool


class Judged(NamedTuple):
    """A pair, and what was said of it."""

    pair: Pair
    is_flagged: bool
    """Does a figure or a claim fail?"""
    is_noticed: bool
    """Does one fail, or is a person asked to look?"""
    lacks_number: bool
    """Does the baseline flag it?"""
    figures: int
    unclear: int
    faults: tuple[Fault, ...]
    labels: tuple[LabelOutcome, ...]
    figure: str
    """The kind of the figure at stake: one kind, `several`, or `none found`."""
    missed: Missed | None
    """Why it passed, where it is wrong in a figure and passed."""


def judge_pairs(pairs: Sequence[Pair]) -> tuple[Judged, ...]:
    """Check every text against its source; a source is read once."""
    sources: dict[str, Source] = {}
    judged = []
    for pair in pairs:
        if pair.source not in sources:
            sources[pair.source] = read_source(pair.source)
        text, source = read_figures(pair.text), sources[pair.source]
        judged.append(judge_report(pair, text, source, check_against(text, (source,))))
    return tuple(judged)


def judge_report(pair: Pair, text: Source, source: Source, report: FigureReport) -> Judged:
    """What a report says of a pair, counted; `text` and `source` as they were read for it."""
    severities = {c.severity for c in report.checks} | {c.severity for c in report.claims}
    is_missed = pair.is_figure_error and report.ok
    return Judged(
        pair=pair,
        is_flagged=not report.ok,
        is_noticed=bool(severities & {Severity.ERROR, Severity.WARN}),
        lacks_number=lacks_a_number(pair.text, pair.source),
        figures=len(report.checks),
        unclear=sum(check.verdict is Verdict.UNCLEAR for check in report.checks),
        faults=_faults(report),
        labels=_label_outcomes(pair, report),
        figure=_figure_kind(pair, report),
        missed=classify_miss(text, source, report, pair.figures) if is_missed else None,
    )


def _faults(report: FigureReport) -> tuple[Fault, ...]:
    figures = [Fault(c.rule, c.figure.kind.value) for c in report.checks if not c.ok]
    return (*figures, *(Fault(c.rule, CLAIM) for c in report.claims if not c.ok))


def _label_outcomes(pair: Pair, report: FigureReport) -> tuple[LabelOutcome, ...]:
    failed = [check.figure.span for check in report.checks if not check.ok]
    return tuple(
        LabelOutcome(label.is_supported, any(span.overlaps(label.span) for span in failed))
        for label in pair.figures
    )


def _figure_kind(pair: Pair, report: FigureReport) -> str:
    kinds = {check.figure.kind.value for check in find_staked(report, pair.figures)}
    if not kinds:
        return "none found"
    return kinds.pop() if len(kinds) == 1 else "several"
