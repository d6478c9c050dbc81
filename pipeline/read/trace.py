"""A span of a page's text in; out, where its characters stand in what the page was read from."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Protocol

from schemas.article import Media, Origin
from schemas.text import Span


class Traced(Protocol):
    """A page, or what else has its text and knows where that came from."""

    @property
    def text(self) -> str:
        """In code points."""

    @property
    def media(self) -> Media:
        """What it was before it was text."""

    @property
    def origins(self) -> Sequence[Origin]:
        """As `Page.origins`."""


def trace(page: Traced, span: Span) -> tuple[Origin, ...]:
    """The stretches of the original that a span was read from, in reading order, cut to the span.

    Empty where it covers only what we wrote ourselves, a bullet or a tab. Of a plain text the place
    is `line 3, column 14`, both from 1.
    """
    if page.media is Media.TEXT:
        return (_in_text(page.text, span),)
    first = bisect_right(page.origins, span.start, key=lambda origin: origin.span.end)
    found = []
    for origin in page.origins[first:]:
        if origin.span.start >= span.end:
            break
        found.append(_cut(origin, span))
    return tuple(found)


def _cut(origin: Origin, span: Span) -> Origin:
    start, end = max(origin.span.start, span.start), min(origin.span.end, span.end)
    offset = origin.offset + start - origin.span.start
    return origin.model_copy(update={"span": Span(start=start, end=end), "offset": offset})


def _in_text(text: str, span: Span) -> Origin:
    line = text.count("\n", 0, span.start) + 1
    column = span.start - text.rfind("\n", 0, span.start)
    return Origin(span=span, where=f"line {line}, column {column}")
