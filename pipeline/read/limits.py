"""What reading one document may use at most. In: nothing. Out: a frozen value, its defaults."""

from typing import NamedTuple


class Limits(NamedTuple):
    """The memory, time and answer that a parser may use on one document."""

    memory_bytes: int = 512 * 2**20
    """Of the child's whole address space, some 40 million of which are Python's own."""
    cpu_seconds: int = 20
    """Of computing."""
    wall_seconds: float = 30.0
    """By the clock, from handing over the document to the last byte of the answer."""
    characters: int = 5_000_000
    """Of text in all documents of one input together."""
    answer_bytes: int = 24 * 2**20
    """Of the answer: texts, marks, tables and origins together."""
    open_files: int = 32
    documents: int = 100
    """That one child reads before another takes its place, so that nothing piles up in it."""


LIMITS = Limits()
"""As measured on press releases and pages of news; docs/reading.md says how much they need."""
