"""Code points of a text in, lines and columns out; offset units are converted here only.

Everything inside evenbrief counts code points from 0, half-open. Editors count lines and columns
from 1. A line ends at LF, CR LF or CR, as in SARIF 2.1.0 section 3.30.2 (read 2026-11-21); a
column is one code point, so an emoji, a no-break space and a combining mark are one column each.
"""

import re
from bisect import bisect_right
from itertools import pairwise
from typing import NamedTuple

from schemas.text import Span

_BREAK = re.compile(r"\r\n|\n|\r")


class Region(NamedTuple):
    """A span as editors count it: from 1, the end column exclusive."""

    start_line: int
    start_column: int
    end_line: int
    end_column: int


class Lines:
    """The lines of one text, found once, so that many spans can be converted."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in _BREAK.finditer(text))]

    def line(self, offset: int) -> int:
        """The line, from 1, that holds the code point at `offset`."""
        return bisect_right(self._starts, offset)

    def region(self, span: Span) -> Region:
        r"""Where the span begins and where it ends; the end is the place after its last character.

        Example: `b` in `"a\nb"` is line 2, column 1 to line 2, column 2.
        """
        start_line, end_line = self.line(span.start), self.line(span.end - 1)
        return Region(
            start_line=start_line,
            start_column=span.start - self._starts[start_line - 1] + 1,
            end_line=end_line,
            end_column=span.end - self._starts[end_line - 1] + 1,
        )

    def spans(self, within: Span) -> tuple[Span, ...]:
        """Each line that lies in `within`, its line break included, cut to `within`."""
        first, last = self.line(within.start), self.line(within.end - 1)
        edges = [within.start, *self._starts[first:last], within.end]
        return tuple(Span(start=a, end=b) for a, b in pairwise(edges))

    def offset(self, line: int, column: int) -> int:
        """The code point at a line and column: the way back."""
        return self._starts[line - 1] + column - 1
