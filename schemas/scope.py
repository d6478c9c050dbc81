"""Which labels of other people's sets lie outside what the finder promises, and why."""

import re
from enum import StrEnum

from pydantic import field_validator

from schemas.base import Value
from schemas.score import Share


class LeftOut(StrEnum):
    """What of a label is left out of the count."""

    FIGURE = "figure"
    """The whole label: nobody is expected to report it."""
    VALUE = "value"
    """Its value only: it is to be found, and its value is printed otherwise by us."""


class ScopeRule(Value):
    """One reason for leaving labels out, and a pattern that says which."""

    id: str
    why: str
    """One sentence that an editor would agree with."""
    leaves_out: LeftOut
    text: str
    """Matches the whole labelled text, whatever its case."""
    before: str = ""
    """Matches what stands right before the label; empty for anything."""
    after: str = ""
    """Matches what stands right after the label; empty for anything."""

    @field_validator("text", "before", "after")
    @classmethod
    def _compiles(cls, pattern: str) -> str:
        try:
            re.compile(pattern)
        except re.error as error:
            raise ValueError(f"{pattern!r} is no pattern: {error}") from error
        return pattern


class SetScore(Value):
    """How the finder did on one labelled set, on all of it and on what is in scope."""

    name: str
    found: Share
    found_in_scope: Share
    values: Share
    """Of the labels found that have a value, those whose value was read."""
    values_in_scope: Share
    reported: int
    """All figures reported; each set labels some kinds only, so this is no precision."""
    left_out: tuple[tuple[str, int], ...] = ()
    """Rule ids and how many labels each left out, in the order of the rules."""
    missed: tuple[str, ...] = ()
    """Labels in scope that were not found, with the words around them."""
    wrong: tuple[str, ...] = ()
    """Labels in scope that were found with another value."""
