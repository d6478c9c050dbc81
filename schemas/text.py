"""Places in a text."""

from typing import Any

from schemas.base import Value


class Span(Value):
    """Half-open range of characters: `text[start:end]`, counted in code points."""

    start: int
    end: int

    def model_post_init(self, context: Any, /) -> None:
        """Refuse a span that is empty or runs backwards; asked when one is made, not when held."""
        if not 0 <= self.start < self.end:
            raise ValueError(f"span must satisfy 0 <= start < end, got {self.start}:{self.end}")

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
