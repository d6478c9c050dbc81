"""Two runs set side by side, and whether the change between them may be merged."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, PlainSerializer

from schemas.base import Value
from schemas.eval import Ending, Truth

Probability = Annotated[
    Decimal, PlainSerializer(lambda value: format(round(value, 6), "f"), return_type=str)
]
"""From 0 to 1; printed to six digits."""


class Sort(StrEnum):
    """What a new slip is."""

    FIGURE = "figure"
    """A figure of a released brief that the labels do not bear out."""
    FORBIDDEN = "forbidden"
    """A must-not-say sentence that a released brief says."""
    ERRORED = "errored"
    """No brief came."""
    ABSTAINED = "abstained"
    """A brief came of which no sentence was left."""


class Slip(Value):
    """One slip of one case: what a single new one of blocks a change."""

    golden: str
    story: str
    sort: Sort
    text: str
    """The figure as printed, the forbidden sentence, or what went wrong."""
    truth: Truth | None = None
    """Of a figure."""
    facts: tuple[str, ...] = ()
    """Labelled facts that the figure is most like."""
    why: str = ""

    @property
    def case(self) -> str:
        """`tavrocel-two-cuts#s1`."""
        return f"{self.golden}#{self.story}"


class Sums(Value):
    """What is told of one document on one side, its stories and repeats together."""

    cases: int = 0
    wrong_first: int = 0
    """Figures of the first drafts that the labels do not bear out."""
    wrong: int = 0
    """The same of the released briefs."""
    failed_first: int = 0
    """Figures of the first drafts that our checker fails, whatever the labels say."""
    failed: int = 0
    forbidden: int = 0
    must: int = 0
    """Must-say sentences covered."""
    owed: int = 0
    lost: int = 0
    """Must-say sentences that the first draft covered and the released brief does not."""
    withheld: int = 0
    """Sentences."""
    errored: int = 0
    abstained: int = 0


class Move(StrEnum):
    """Which way a document went."""

    WORSE = "worse"
    MIXED = "mixed"
    """Better in one thing, worse in another; fewer errors for more withheld is this."""
    BETTER = "better"
    SAME = "same"


class DocumentChange(Value):
    """One document on both sides."""

    document: str
    base: Sums
    new: Sums
    move: Move
    added: tuple[Slip, ...] = ()
    """Slips that the new run has and the base has not."""
    gone: tuple[Slip, ...] = ()
    """Slips of the base that are not there any more."""
    unpaid: bool = False
    """Are slips gone only because something was withheld, lost or not briefed at all?"""


class Comparison(Value):
    """Two runs, document by document; worst first."""

    form: Literal["evenbrief.comparison/1"] = Field(
        default="evenbrief.comparison/1", alias="schema"
    )
    base: str
    new: str
    """What each run was: engine, model, revision."""
    documents: tuple[DocumentChange, ...]
    unpaired: tuple[str, ...] = ()
    """Cases that only one of the two has, or that one of them never asked; each in a sentence."""
    unlike: tuple[str, ...] = ()
    """Inputs or labels that were not the same, each in a sentence."""
    told: tuple[str, ...] = ()
    """What else must be known: another model that answered, other prompts."""

    @property
    def is_complete(self) -> bool:
        """Were both asked the very same, and did both answer for all of it?"""
        return not self.unpaired and not self.unlike


class Waived(Value):
    """A slip or a measure that a person lets pass, for a while."""

    case: str = ""
    """`tavrocel-two-cuts#s1`; empty for a measure."""
    sort: Sort | Literal["measure"]
    text: str
    """The figure or sentence as printed, or the measure's name."""
    name: str = Field(min_length=1)
    """Who waives it."""
    reason: str = Field(min_length=1)
    expires: str
    """The last day on which it holds, ISO 8601."""


class Recurrence(Value):
    """A new slip of a sampling engine, asked again on both sides."""

    slip: Slip
    times: int
    """How often each side was asked again."""
    new: int
    """In how many of those the new side had it."""
    base: int
    recurs: bool


class SoftTest(Value):
    """One measure of the declared family, document by document."""

    measure: str
    title: str
    documents: int
    """In which there was something to count on both sides."""
    worse: int
    better: int
    loss: int
    """Summed over the documents, in units of the measure; above 0 is worse."""
    low: int = 0
    high: int = 0
    """The middle 95% of the loss when documents are drawn again."""
    p: Probability
    """One-sided and exact: the chance of so great a loss, were each document's sign a coin's."""
    reachable: bool
    """Could any outcome on so many documents have blocked?"""
    fewest: int
    """Documents that must get worse, none better, before it can block."""
    detectable: Probability | None = None
    """The smallest share of documents getting worse that is seen four times in five."""
    blocks: bool = False


class Proof(Value):
    """That this very gate can fire."""

    broken: int
    """Stored outputs of the new side with one figure broken on purpose, one at a time."""
    caught: int
    withheld_caught: bool
    """Was a copy of the new run in which every brief is withheld blocked?"""
    dropped_caught: bool
    """Was a copy of the new run with a case less called incomplete?"""

    @property
    def holds(self) -> bool:
        """Is all as it must be, and was there something to break?"""
        caught = self.broken > 0 and self.caught == self.broken
        return caught and self.withheld_caught and self.dropped_caught


class Outcome(StrEnum):
    """What the gate says."""

    PASSED = "passed"
    BLOCKED = "blocked"
    INCONCLUSIVE = "inconclusive"
    """A verdict that could not have been reached is refused."""
    INCOMPLETE = "incomplete"


class GateReport(Value):
    """What the gate says of a change, and why."""

    form: Literal["evenbrief.gate/1"] = Field(default="evenbrief.gate/1", alias="schema")
    outcome: Outcome
    why: tuple[str, ...]
    """Each reason in a sentence; for a change that passed, what that rests on."""
    sampling: bool
    comparison: Comparison
    blocking: tuple[Slip, ...] = ()
    """New slips that block."""
    single: tuple[Recurrence, ...] = ()
    """New slips of a sampling engine that did not recur; they join the rate test."""
    recurring: tuple[Recurrence, ...] = ()
    soft: tuple[SoftTest, ...] = ()
    proof: Proof | None = None
    """`None` where the gate stopped before it was needed."""
    waived: tuple[Waived, ...] = ()
    """Waivers that were used."""
    told: tuple[str, ...] = ()
    """What must be known beside the verdict."""
    stopped_early: bool = False
    """After the smoke subset; the other documents were not asked."""


ENDINGS = {Ending.ERRORED: Sort.ERRORED, Ending.ABSTAINED: Sort.ABSTAINED}
"""Endings that are slips."""
