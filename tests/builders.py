"""Hand-made values for the tests of the shows: a made-up text, its source and the report on it."""

from decimal import Decimal

from pipeline.show.briefed import Briefed
from schemas.article import ArticleKind
from schemas.balance import BalanceReport, Criterion, Outcome
from schemas.brief import Brief, Calculation, Copying, Notes, Provenance
from schemas.candidate import Candidate
from schemas.checked import CheckedText, NamedText
from schemas.figure import Figure, Kind
from schemas.record import Conflict, Gap, Inventory, Record
from schemas.source import Source
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


def explained() -> CheckedText:
    """The same, with two places considered for the figure that is wrong and none for the other."""
    places = (
        ("25%", "cut relapses by 25%.", True, "taken as the figure that belongs here"),
        ("30", "Qorvex, given to 30 people,", False, "another value: 30"),
    )
    candidates = tuple(
        Candidate(evidence=evidence_of(words), sentence=sentence, taken=taken, reason=reason)
        for words, sentence, taken, reason in places
    )
    checked = usual()
    first, second = checked.report.checks
    checks = (first.model_copy(update={"candidates": candidates}), second)
    report = checked.report.model_copy(update={"checks": checks})
    return checked.model_copy(update={"report": report, "explained": True})


def brief_of(report: FigureReport, balance: BalanceReport, text: str = TEXT) -> Brief:
    """A brief with that text under the headline `Qorvex`, one note of each sort, and no record."""
    headline, summary = text.split("\n", 1)
    record = Record(
        article_id="article.txt#1",
        headline=headline,
        kind=ArticleKind.CLINICAL,
        inventory=Inventory(figures=2, facts=2, identifiers=0, boilerplate=()),
    )
    return Brief(
        article_id="article.txt#1",
        headline=headline,
        summary=summary,
        sentences=(),
        report=report,
        record=record,
        notes=Notes(
            gaps=(
                Gap(field="date", reason="not_reported", text="No date is given."),
                Gap(field="comparator", reason="not_reported", text="No control.", weight=3),
            ),
            conflicts=(Conflict(kind="value", text="25% or 30.", evidence=(evidence_of("25%"),)),),
            cautions=("Small.",),
            calculations=(Calculation(text="25% of 30 is 7.5", formula="0.25 x 30", evidence=()),),
        ),
        balance=balance,
        copying=Copying(longest_run=4, share="0.10"),
        provenance=Provenance(
            source_name="article.txt",
            source_sha256="ab" * 32,
            engine="embedded@test",
            figures_engine="figures@test",
            version="0.0.0",
            withheld=("Nine in ten recovered.",),
        ),
        source=Source(
            id="article.txt",
            text=SOURCE,
            sentences=(),
            figures=(),
            roles=(),
            identifiers=(),
            facts=(),
        ),
    )


def balance_of(gate: Outcome) -> BalanceReport:
    """One gate with that outcome, one criterion met, one that does not apply."""

    def row(id: str, name: str, outcome: Outcome) -> Criterion:
        return Criterion(
            id=id, name=name, anchor="a standard", outcome=outcome, reason=f"{name}, because."
        )

    return BalanceReport(
        criteria=(
            row("G1", "harms told", gate),
            row("B01", "denominator", Outcome.PASS),
            row("B02", "comparator", Outcome.NOT_APPLICABLE),
        )
    )


def briefed_of(brief: Brief) -> Briefed:
    """A brief beside its source."""
    return Briefed(brief, NamedText(id="article.txt", name="in/article.txt", text=SOURCE))
