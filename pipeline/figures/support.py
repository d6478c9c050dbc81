"""A source figure that supports a checked one: its words, and the verdict if all is well."""

from typing import NamedTuple

from pipeline.figures.conflict import Conflict
from pipeline.figures.relation import Relation, Strength
from schemas.figure import Figure
from schemas.source import Role, Source
from schemas.text import Evidence
from schemas.verdict import FigureCheck, Severity, Verdict


class Support(NamedTuple):
    """A source figure whose value supports a checked figure."""

    source: Source
    at: int
    relation: Relation
    conflicts: tuple[Conflict, ...]
    similarity: int

    @property
    def figure(self) -> Figure:
        """The supporting figure."""
        return self.source.figures[self.at]

    @property
    def role(self) -> Role:
        """What the source says of it."""
        return self.source.roles[self.at]


def evidence(source: Source, index: int) -> Evidence:
    """The words of one source figure, with its hedge where that stands right before it."""
    figure = source.figures[index]
    return Evidence(source_id=source.id, span=figure.span, text=figure.text)


def with_hedge(figure: Figure) -> str:
    """The figure with its hedge in the order printed: `nearly $500 million`, `2 or more`."""
    if figure.hedge_span is None or figure.span.covers(figure.hedge_span):
        return figure.text
    if figure.hedge_span.start < figure.span.start:
        glue = "" if figure.hedge in ("~", "≥", "≤", "<", ">") else " "
        return f"{figure.hedge}{glue}{figure.text}"
    return f"{figure.text} {figure.hedge}"


def pass_figure(figure: Figure, best: Support) -> FigureCheck:
    """The passing verdict that the relation of the two values gives."""
    verdict, rule, reason = {
        Strength.EXACT: (Verdict.EXACT, "EB_EXACT", "The source prints the same."),
        Strength.ROUNDED: (
            Verdict.ROUNDED,
            "EB_ROUNDED",
            f"A fair rounding of {best.figure.text}.",
        ),
        Strength.DERIVED: (Verdict.DERIVED, "EB_DERIVED", f"Follows from {best.relation.formula}."),
    }[best.relation.strength]
    return FigureCheck(
        figure=figure, verdict=verdict, severity=Severity.NONE, rule=rule, reason=reason,
        evidence=(evidence(best.source, best.at),), formula=best.relation.formula,
    )  # fmt: skip


def give_to(figure: Figure, support: Support, index: int, reason: str) -> FigureCheck:
    """The finding that the source figure at `index` is the one meant; it is the fix."""
    other = support.source.figures[index]
    return FigureCheck(
        figure=figure, verdict=Verdict.MISATTRIBUTED, severity=Severity.ERROR,
        rule="EB_MISATTRIBUTED", reason=reason,
        evidence=(evidence(support.source, support.at), evidence(support.source, index)),
        fix=other.text,
    )  # fmt: skip
