"""What an eval counts. A share keeps its denominator: nothing measured is not a score of 0."""

from decimal import Decimal
from typing import Self

from pydantic import model_validator

from schemas.base import Value


class Share(Value):
    """`hits` of `of`; the two numbers are always shown together."""

    hits: int
    of: int

    @property
    def value(self) -> Decimal | None:
        """The share as a number from 0 to 1; `None` where nothing was measured."""
        return Decimal(self.hits) / Decimal(self.of) if self.of else None

    @model_validator(mode="after")
    def _is_part(self) -> Self:
        if not 0 <= self.hits <= self.of:
            raise ValueError(f"a share needs 0 <= hits <= of, got {self.hits} of {self.of}")
        return self

    def __add__(self, other: "Share") -> "Share":
        """Both samples together."""
        return Share(hits=self.hits + other.hits, of=self.of + other.of)

    def __str__(self) -> str:
        """As printed: `41/45 (91%)`, or `0/0` where nothing was measured."""
        if not self.of:
            return "0/0"
        return f"{self.hits}/{self.of} ({100 * self.hits / self.of:.0f}%)"


class FindingScore(Value):
    """How well the finder found the figures of one golden article."""

    golden: str
    found: Share
    """Labelled figures that a reported figure overlaps, one to one."""
    exact: Share
    """Labelled figures whose span was reported to the character."""
    right: Share
    """Reported figures that overlap a labelled one; boilerplate is left out of the count."""
    values: Share
    """Of the figures found, those whose value is the labelled one (dates: both ends)."""
    kinds: Share
    """Of the figures found, those of the labelled kind."""
    identifiers: Share
    """Labelled identifiers that were reported as figures: fewer is better."""
    missed: tuple[str, ...]
    """What was not found, with the words around it."""
    false: tuple[str, ...]
    """What was reported and is no figure, with the words around it."""
    wrong: tuple[str, ...]
    """What was found with another value or kind than the label's."""


class CheckingScore(Value):
    """How the checker judged sentences whose truth a person knows."""

    golden: str
    references: Share
    """Reference briefs that pass."""
    true: Share
    """`must_say` and `should_say` sentences that pass."""
    caught: Share
    """`must_not_say` sentences in which something fails."""
    noticed: Share
    """`must_not_say` sentences in which something fails or a human is asked to look."""
    conflicts: Share
    """Labelled conflicts that a note on the source names: figures of two of their facts, or of
    their one fact."""
    notes: Share
    """Notes on the source that a label bears out."""
    overlooked: tuple[str, ...]
    """Conflicts that no note names."""
    unasked: tuple[str, ...]
    """Notes that no label bears out."""
    complaints: tuple[str, ...]
    """What was said against references and true sentences."""
    escaped: tuple[str, ...]
    """Wrong sentences that passed."""


class SplittingScore(Value):
    """How well a page was split into its stories."""

    golden: str
    stories: Share
    """Labelled stories whose headline begins a story of the same span of figures."""
    figures: Share
    """Labelled figures outside boilerplate that lie in editorial text of their own story."""
    boilerplate: Share
    """Labelled boilerplate of which nothing was left in editorial text."""
    opinions: Share
    """Labelled opinion passages that were marked as opinion."""
    faults: tuple[str, ...]
