"""What mutation testing of the checker gives: each text that was tried, and whether it failed."""

from schemas.base import Value
from schemas.figure import Kind


class Tried(Value):
    """One mutant or benign edit, and whether the checker failed it."""

    golden: str
    operator: str
    """An operator or edit of `evals/operators.toml`."""
    kind: Kind
    """Of the figure that was changed."""
    text: str
    start: int
    end: int
    """Half-open, into `text`: what is wrong in a mutant; all of a benign edit."""
    why: str
    """Why it is wrong, from the labels."""
    failed: bool
    """Does the checker call something in it an error?"""
    warned: bool = False
    """No error, but a warning that the true sentence did not have."""
    is_benign: bool


class Power(Value):
    """Everything that was tried."""

    tried: tuple[Tried, ...]
    sentences: int = 0
    """True sentences that were taken, the unsound ones included."""
    unsound: tuple[str, ...]
    """True sentences that fail as they are; nothing was tried on them."""
