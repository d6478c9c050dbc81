"""Places in a text."""

from typing import Self

from pydantic import model_validator

from schemas.base import Value


class Span(Value):
    """Half-open range of characters: `text[start:end]`, counted in code points."""

    start: int
    end: int

    @model_validator(mode="after")
    def _is_forward(self) -> Self:
        if not 0 <= self.start < self.end:
            raise ValueError(f"span must satisfy 0 <= start < end, got {self.start}:{self.end}")
        return self

    def cut(self, text: str) -> str:
        """The characters of `text` this span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Do the two share a character?"""
        return self.start < other.end and other.start < self.end

    def covers(self, other: "Span") -> bool:
        """Does this span hold all of `other`?"""
        return self.start <= other.start and other.end <= self.end


class Evidence(Value):
    """Words of a source: `text` is exactly what stands at `span` in the page of that id."""

    source_id: str
    span: Span
    text: str
