"""Hand-made values for the tests of the shows: a made-up text, its source and the report on it."""

from decimal import Decimal

from schemas.checked import CheckedText, NamedText
from schemas.figure import Figure, Kind
from schemas.text import Evidence, Span
from schemas.verdict import ClaimFinding, FigureCheck, FigureReport, Severity, SourceNote, Verdict

TEXT = "Qorvex cut relapses by 52% in 30 people. It was safe."
SOURCE = "Qorvex, given to 30 people,\ncut relapses by 25%.\nNobody reported a serious event."


def span_of(text: str, words: str) -> Span:
    """The place of the first such words."""
    start = text.index(words)
    return Span(start=start, end=start + len(words))


def evidence_of(words: str, source: str = SOURCE, source_id: str = "article.txt") -> Evidence:
    """The first such words of a source."""
    return Evidence(source_id=source_id, span=span_of(source, words), text=words)


def figure_of(words: str, text: str = TEXT, kind: Kind = Kind.PERCENT) -> Figure:
    """The first such words of a text as a figure of no particular value."""
    return Figure(text=words, span=span_of(text, words), kind=kind, values=(Decimal(1),))


def wrong(
    words: str = "52%", text: str = TEXT, reason: str = "The source has 25% here."
) -> FigureCheck:
    """A figure that is altered, with a fix."""
    return FigureCheck(
        figure=figure_of(words, text),
        verdict=Verdict.ALTERED,
        severity=Severity.ERROR,
        rule="EB_ALTERED",
        reason=reason,
        evidence=(evidence_of("25%"),),
        fix="25%",
    )


def right(words: str = "30 people", text: str = TEXT) -> FigureCheck:
    """A figure that matches."""
    return FigureCheck(
        figure=figure_of(words, text, Kind.COUNT),
        verdict=Verdict.EXACT,
        severity=Severity.NONE,
        rule="EB_EXACT",
        reason="The source prints the same.",
        evidence=(evidence_of("30 people"),),
    )


def claim(words: str = "safe", text: str = TEXT) -> ClaimFinding:
    """A claim of safety to look at."""
    return ClaimFinding(
        span=span_of(text, words),
        text=words,
        rule="EB_SAFETY",
        severity=Severity.WARN,
        reason="The source reports no serious event, which is not safety.",
        evidence=(evidence_of("Nobody reported a serious event"),),
    )


def report_of(*checks: FigureCheck, claims: tuple[ClaimFinding, ...] = ()) -> FigureReport:
    """A report of these."""
    return FigureReport(
        engine="figures@test", checks=checks, claims=claims, sources=("article.txt",)
    )


def checked_of(
    report: FigureReport, text: str = TEXT, source: str = SOURCE, name: str = "summary.txt"
) -> CheckedText:
    """A text checked against one article."""
    return CheckedText(
        text=NamedText(id="text", name=name, text=text),
        sources=(NamedText(id="article.txt", name="article.txt", text=source),),
        report=report,
    )


def usual() -> CheckedText:
    """One figure wrong, one right, one claim to look at, one note on the source."""
    note = SourceNote(
        rule="EB_SOURCE_SUM", reason="The parts make 31.", evidence=(evidence_of("30"),)
    )
    report = report_of(wrong(), right(), claims=(claim(),))
    return checked_of(report.model_copy(update={"source_notes": (note,)}))
