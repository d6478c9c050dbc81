"""Why a wrong text passed. In: the text and its source as read, the report; out: a class by name.

The classes are told from the report alone, by what the checker did with the figures at stake, and
stand in the order in which they are asked; `accuracy.toml` says each in words, with what would
have had to notice. The figures at stake are those the data call wrong, else all of the text.
"""

from collections.abc import Sequence
from enum import StrEnum
from itertools import product

from evals.accuracy_read import LabelledFigure
from schemas.source import Role, Source
from schemas.text import Span
from schemas.verdict import FAILING, FigureCheck, FigureReport, Severity, Verdict


class Missed(StrEnum):
    """What a wrong text passed as; the first that fits any figure at stake is the text's."""

    LOOK = "look"
    NO_FIGURE = "no-figure"
    NOT_FOUND = "not-found"
    NOTED = "noted"
    DERIVED = "derived"
    ROUNDED = "rounded"
    PARAPHRASE = "paraphrase"
    NO_CUE = "no-cue"
    CUES_AGREE = "cues-agree"
    CUES_DIFFER = "cues-differ"


_SLOTS = (
    "measure", "grade", "population", "arm", "product", "company",
    "cut", "time", "line", "comparator", "direction", "statistic",
)  # fmt: skip
"""What a cue can say of a figure."""


def classify_miss(
    text: Source, source: Source, report: FigureReport, labels: Sequence[LabelledFigure]
) -> Missed:
    """The class of a wrong text in which nothing failed."""
    if any(claim.severity is Severity.WARN for claim in report.claims):
        return Missed.LOOK
    if not report.checks:
        return Missed.NO_FIGURE
    staked = find_staked(report, labels)
    if not staked:
        return Missed.NOT_FOUND
    classes = {_classify(text, source, check) for check in staked}
    return next(missed for missed in Missed if missed in classes)


def find_staked(report: FigureReport, labels: Sequence[LabelledFigure]) -> tuple[FigureCheck, ...]:
    """The checks on figures the data call wrong; on all figures where the data name none."""
    wrong = [label.span for label in labels if not label.is_supported]
    if not wrong:
        return report.checks
    return tuple(c for c in report.checks if any(c.figure.span.overlaps(span) for span in wrong))


def _classify(text: Source, source: Source, check: FigureCheck) -> Missed:
    if check.severity is Severity.WARN:
        return Missed.LOOK
    if check.verdict in FAILING or check.verdict is Verdict.UNCLEAR:
        return Missed.NOTED
    if check.verdict is Verdict.DERIVED:
        return Missed.DERIVED
    if check.verdict is Verdict.ROUNDED:
        return Missed.ROUNDED
    mine = _roles_at(text, (check.figure.span,))
    return _compare(mine, _roles_at(source, tuple(e.span for e in check.evidence)))


def _roles_at(read: Source, spans: Sequence[Span]) -> tuple[Role, ...]:
    """The roles of the figures of a text that these places overlap."""
    return tuple(
        read.roles[index]
        for index, figure in enumerate(read.figures)
        if any(span.overlaps(figure.span) for span in spans)
    )


def _compare(mine: Sequence[Role], theirs: Sequence[Role]) -> Missed:
    """How a figure and what it was matched with are told: by which words, and by which cues."""
    pairs = tuple(product(mine, theirs))
    if not any(one.words & other.words for one, other in pairs):
        return Missed.PARAPHRASE
    both = [
        (getattr(one, slot), getattr(other, slot))
        for one, other in pairs
        for slot in _SLOTS
        if getattr(one, slot) and getattr(other, slot)
    ]
    if not both:
        return Missed.NO_CUE
    return Missed.CUES_AGREE if all(one == other for one, other in both) else Missed.CUES_DIFFER
