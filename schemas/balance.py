"""What the balance rules say of one brief, against what its source offers."""

from decimal import Decimal
from enum import StrEnum

from schemas.base import Value


class Outcome(StrEnum):
    """One criterion's answer."""

    PASS = "pass"
    FAIL = "fail"
    NOT_APPLICABLE = "not_applicable"


class Criterion(Value):
    """One row of the balance report."""

    id: str
    """`G1` to `G7` are gates: a failure blocks publication. `B01` to `B17` are scored."""
    name: str
    anchor: str
    """The standard it rests on, e.g. `CONSORT 2025 item 1b`."""
    outcome: Outcome
    reason: str
    """Why it passed, failed or does not apply, in one sentence."""

    @property
    def is_gate(self) -> bool:
        """Does a failure block publication?"""
        return self.id.startswith("G")


class BalanceReport(Value):
    """All criteria, in the order of the table."""

    criteria: tuple[Criterion, ...]

    @property
    def failed_gates(self) -> tuple[Criterion, ...]:
        """The gates that block publication."""
        return tuple(c for c in self.criteria if c.is_gate and c.outcome is Outcome.FAIL)

    @property
    def score(self) -> Decimal | None:
        """Passed share of the scored criteria that apply; `None` where none applies."""
        scored = [c for c in self.criteria if not c.is_gate]
        applicable = [c for c in scored if c.outcome is not Outcome.NOT_APPLICABLE]
        if not applicable:
            return None
        passed = sum(c.outcome is Outcome.PASS for c in applicable)
        return (Decimal(passed) / Decimal(len(applicable))).quantize(Decimal("0.01"))

    @property
    def ok(self) -> bool:
        """True where no gate failed."""
        return not self.failed_gates
