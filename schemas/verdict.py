"""What the checker says: verdicts on figures, findings on claims, notes on the source."""

from enum import StrEnum
from typing import Self

from pydantic import model_validator

from schemas.base import Value
from schemas.candidate import Candidate
from schemas.figure import Figure
from schemas.text import Evidence, Span


class Verdict(StrEnum):
    """What the engine can honestly say of one figure; there is no `None` and no bare bool."""

    EXACT = "exact"
    """Same value, unit and role."""
    ROUNDED = "rounded"
    DERIVED = "derived"
    """From the closed list of derivations; `formula` says how."""
    ALTERED = "altered"
    """The right place in the source, another value, unit or scale there."""
    MISATTRIBUTED = "misattributed"
    """The value is in the source, for another measure, arm, population, product, cut or time."""
    OVERSTATED = "overstated"
    """A bound, condition, expectation or `unverified` was dropped."""
    ABSENT = "absent"
    """Nothing in the source supports it. That is: not found there, which is not: false."""
    UNCLEAR = "unclear"
    """Two readings; a human should look."""


PASSING = frozenset({Verdict.EXACT, Verdict.ROUNDED, Verdict.DERIVED})
FAILING = frozenset({Verdict.ALTERED, Verdict.MISATTRIBUTED, Verdict.OVERSTATED, Verdict.ABSENT})


class Severity(StrEnum):
    """How much a finding matters; only errors fail."""

    ERROR = "error"
    WARN = "warn"
    NOTE = "note"
    NONE = "none"
    """Nothing to say: the figure matches."""


class Word(StrEnum):
    """What a newcomer reads at the terminal."""

    MATCHES = "matches"
    WRONG = "wrong"
    LOOK = "look"
    NOTED = "noted"
    """Does not match, but a desk's settings make no more of it than a note."""


class FigureCheck(Value):
    """One figure of the checked text, the verdict on it and the words that decided it."""

    figure: Figure
    verdict: Verdict
    severity: Severity
    rule: str
    """`EB_EXACT`, `EB_ALTERED`, …, or a narrower rule such as `EB_HEDGE_DROPPED`."""
    reason: str
    """One sentence for an editor."""
    evidence: tuple[Evidence, ...] = ()
    """The source figures that decided it; for `absent`, empty."""
    nearest: Evidence | None = None
    """Where nothing supports the figure: the source figure most like it, if any is like it."""
    fix: str = ""
    """What to print instead, where the right value is known."""
    formula: str = ""
    """For `derived`: `58.3 - 16.7 = 41.6`."""
    dismissed: str = ""
    """`name: reason` where `evenbrief.toml` dismisses this finding."""
    candidates: tuple[Candidate, ...] = ()
    """The source figures considered, the best first; empty unless an explanation was asked for."""

    @property
    def ok(self) -> bool:
        """False only for errors."""
        return self.severity is not Severity.ERROR

    @property
    def fix_span(self) -> Span:
        """The characters of the checked text that `fix` replaces.

        Those of the figure, and its hedge right beside it where `fix` brings a hedge of its own:
        for `about 52%` to `nearly 25%` both words.
        """
        span, hedge = self.figure.span, self.figure.hedge_span
        if hedge is None or self.fix in {words.text for words in self.evidence}:
            return span
        if hedge.end <= span.start <= hedge.end + 1:
            return Span(start=hedge.start, end=span.end)
        if span.end <= hedge.start <= span.end + 1:
            return Span(start=span.start, end=hedge.end)
        return span

    @property
    def word(self) -> Word:
        """`matches`, `wrong` or `look`; `noted` only where a desk's settings say so."""
        if self.severity is Severity.ERROR:
            return Word.WRONG
        if self.severity is Severity.WARN:
            return Word.LOOK
        return Word.MATCHES if self.verdict in PASSING else Word.NOTED

    @model_validator(mode="after")
    def _has_evidence(self) -> Self:
        if self.verdict in PASSING and not self.evidence:
            raise ValueError(f"verdict {self.verdict} needs the source's words")
        return self


class ClaimFinding(Value):
    """Words of the checked text that say more than the source does."""

    span: Span
    text: str
    rule: str
    """`EB_SAFETY`, `EB_EFFICACY`, `EB_APPROVAL`, `EB_SIGNIFICANCE`, `EB_CAUSE`, `EB_CHRONOLOGY`,

    `EB_STATUS`, `EB_RESTRICTOR`, `EB_NAME`, `EB_QUOTE`, `EB_ADVICE`, `EB_DESIGN` (a control arm
    that is a benchmark), `EB_ATTRIBUTION` (the wrong speaker, agency or product), `EB_DIRECTION` (a
    comparison turned round), `EB_REVERSED` (a word turned to its opposite, a `not` lost or added),
    `EB_SENTIMENT` (a score the page gives to no such ticker).
    """
    severity: Severity
    reason: str
    evidence: tuple[Evidence, ...] = ()
    dismissed: str = ""

    @property
    def ok(self) -> bool:
        """False only for errors."""
        return self.severity is not Severity.ERROR


class SourceNote(Value):
    """Something in the source that does not fit with itself; for the editor, never a correction."""

    rule: str
    """Arithmetic: `EB_SOURCE_GRIM` (whole patients), `EB_SOURCE_PROPORTION` (n/N and %),

    `EB_SOURCE_INTERVAL`, `EB_SOURCE_ABOVE` (changes), `EB_SOURCE_SUM`, `EB_SOURCE_ORDER` (a part
    above its whole). Unit: `EB_SOURCE_POINTS`. Two places: `EB_SOURCE_CONFLICT`, `EB_SOURCE_HEDGE`.
    """
    reason: str
    evidence: tuple[Evidence, ...]


class FigureReport(Value):
    """Every figure of one text, in reading order, and the claims around them."""

    engine: str
    """Name and version of the engine that judged, e.g. `figures@1`."""
    checks: tuple[FigureCheck, ...]
    claims: tuple[ClaimFinding, ...] = ()
    source_notes: tuple[SourceNote, ...] = ()
    sources: tuple[str, ...] = ()
    """The ids of the sources checked against."""

    @property
    def ok(self) -> bool:
        """True where no figure and no claim is an error."""
        return all(c.ok for c in self.checks) and all(c.ok for c in self.claims)
