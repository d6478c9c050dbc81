"""How two versions of one story differ in their figures."""

from enum import StrEnum

from schemas.base import Value
from schemas.text import Evidence


class ChangeKind(StrEnum):
    """What became of a figure or of words about one, the gravest first."""

    ALTERED = "altered"
    """Another value, unit or scale in the same place."""
    MOVED = "moved"
    """The value is there, said of another measure, arm, population, cut or time."""
    HEDGE = "hedge"
    """A bound, `nearly`, `expected` or `unverified` lost, gained or changed."""
    CLAIM = "claim"
    """Words that say more, or less, than the other version's."""
    DENOMINATOR = "denominator"
    """`7 of 12` told only as `58.3%`."""
    ROUNDED = "rounded"
    """`16.7%` told as `17%`, or the other way round."""
    GONE = "gone"
    """In the old version only."""
    ADDED = "added"
    """In the new version only."""
    UNCLEAR = "unclear"
    """Two readings; a human should look."""


class Change(Value):
    """One difference, with the words of each version that show it."""

    kind: ChangeKind
    reason: str
    """One sentence for an editor."""
    old: Evidence | None = None
    new: Evidence | None = None


class Diff(Value):
    """All differences between two versions, in order of kind and then of place."""

    old: str
    """The id of each text."""
    new: str
    changes: tuple[Change, ...]
    same: int
    """Figures of the new version that stand in the old with value, role and hedge."""
