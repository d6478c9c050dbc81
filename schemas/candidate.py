"""A figure of a source that was looked at for a checked figure, and what was made of it."""

from schemas.base import Value
from schemas.text import Evidence


class Candidate(Value):
    """One source figure in question: where it stands, whether it was taken, and why."""

    evidence: Evidence
    sentence: str
    """The sentence it stands in, cut to about 160 characters around it; `…` where words are left
    out."""
    taken: bool
    """Is it among the evidence of the verdict?"""
    reason: str
    """In an editor's words, without a full stop: `another value: 16.7%`. If taken, it begins so."""
