"""A figure report in, one list of findings out, as every show prints them: wrong first.

A figure and a claim become the same thing here, so that the terminal, the page, SARIF and the
annotations cannot differ in what they call wrong.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from schemas.candidate import Candidate
from schemas.text import Evidence, Span
from schemas.verdict import PASSING, ClaimFinding, FigureCheck, FigureReport, Severity, Verdict


class Status(StrEnum):
    """The word a reader sees first."""

    WRONG = "wrong"
    LOOK = "look"
    DISMISSED = "dismissed"
    NOTED = "noted"
    """Does not match, but the desk's settings make no more of it than a note."""
    MATCHES = "matches"


MARKS = {
    Status.WRONG: "✗",
    Status.LOOK: "?",
    Status.DISMISSED: "–",
    Status.NOTED: "•",
    Status.MATCHES: "✓",
}
"""Beside each word, so that nothing depends on colour."""


TAKEN, REFUSED = "●", "○"
"""Before a candidate; its reason says the same in words."""


class Finding(NamedTuple):
    """One figure or claim of the checked text and what is said of it."""

    number: int
    """From 1, in reading order; figures and claims share the count."""
    status: Status
    severity: Severity
    rule: str
    text: str
    span: Span
    reason: str
    evidence: tuple[Evidence, ...]
    dismissed: str
    verdict: Verdict | None = None
    """`None` for a claim, which also has none of what follows."""
    nearest: Evidence | None = None
    fix: str = ""
    fix_span: Span | None = None
    """What `fix` replaces, where there is one: the figure, with its hedge if need be."""
    formula: str = ""
    candidates: tuple[Candidate, ...] = ()

    @property
    def mark(self) -> str:
        """The sign that stands beside the word."""
        return MARKS[self.status]

    @property
    def is_plain(self) -> bool:
        """The source prints the very same, and there is nothing to add?"""
        return self.verdict is Verdict.EXACT and self.severity is Severity.NONE

    @property
    def is_claim(self) -> bool:
        """Is this about words rather than a figure?"""
        return self.verdict is None


def find_findings(report: FigureReport) -> tuple[Finding, ...]:
    """All figures of a report and all claims that are worth a word, in reading order."""
    claims = [c for c in report.claims if c.severity is not Severity.NONE]
    things: list[FigureCheck | ClaimFinding] = sorted([*report.checks, *claims], key=_place)
    return tuple(_finding(number, thing) for number, thing in enumerate(things, 1))


def sign_after(on: Sequence[Finding], end: int) -> str:
    """The sign to print after a piece of text that these findings lie on, the weightiest first.

    A figure that matches within words that are wrong gets none: `no deaths✗`, not `no✓ deaths✗`.
    """
    weightiest = [f for f in on if f.status is on[0].status]
    return on[0].mark if any(f.span.end == end for f in weightiest) else ""


def by_weight(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Wrong first, then what to look at, dismissed, noted, matching; each in reading order."""
    order = list(Status)
    return tuple(sorted(findings, key=lambda f: (order.index(f.status), f.number)))


def tally(report: FigureReport) -> str:
    """The report in one line: `9 figures: 1 wrong, 2 to look at, 6 match`."""
    found = find_findings(report)
    figures = [f for f in found if not f.is_claim]
    claims = [f for f in found if f.is_claim]
    parts = [_counted(figures, "figure") if figures else "no figures to check"]
    if claims:
        parts.append(_counted(claims, "claim"))
    return "; ".join(parts)


def plural(n: int, word: str) -> str:
    """`1 figure`, `2 figures`."""
    return f"{n} {word}" if n == 1 else f"{n} {word}s"


_SAID = {
    Status.WRONG: "wrong",
    Status.LOOK: "to look at",
    Status.DISMISSED: "dismissed",
    Status.NOTED: "noted",
    Status.MATCHES: "match",
}


def _counted(findings: list[Finding], word: str) -> str:
    """`9 figures: 9 match`."""
    counts = ((sum(f.status is status for f in findings), said) for status, said in _SAID.items())
    said = ", ".join(
        f"{n} matches" if said == "match" and n == 1 else f"{n} {said}" for n, said in counts if n
    )
    return f"{plural(len(findings), word)}: {said}"


def _place(thing: FigureCheck | ClaimFinding) -> tuple[int, int]:
    span = thing.figure.span if isinstance(thing, FigureCheck) else thing.span
    return span.start, span.end


def _status(thing: FigureCheck | ClaimFinding) -> Status:
    if thing.dismissed:
        return Status.DISMISSED
    if thing.severity is Severity.ERROR:
        return Status.WRONG
    if thing.severity is Severity.WARN:
        return Status.LOOK
    matches = isinstance(thing, FigureCheck) and thing.verdict in PASSING
    return Status.MATCHES if matches else Status.NOTED


def _finding(number: int, thing: FigureCheck | ClaimFinding) -> Finding:
    if isinstance(thing, FigureCheck):
        return _figure_finding(number, thing)
    return Finding(
        number=number,
        status=_status(thing),
        severity=thing.severity,
        rule=thing.rule,
        text=thing.text,
        span=thing.span,
        reason=thing.reason,
        evidence=thing.evidence,
        dismissed=thing.dismissed,
    )


def _figure_finding(number: int, check: FigureCheck) -> Finding:
    return Finding(
        number=number,
        status=_status(check),
        severity=check.severity,
        rule=check.rule,
        text=check.figure.text,
        span=check.figure.span,
        reason=check.reason,
        evidence=check.evidence,
        dismissed=check.dismissed,
        verdict=check.verdict,
        nearest=check.nearest,
        fix=check.fix,
        fix_span=check.fix_span if check.fix else None,
        formula=check.formula,
        candidates=check.candidates,
    )
