"""A story as a prompt shows it, whole or in chunks that fit a model's window.

In: a source. Out: its text without hidden characters and without the blanks that stand for other
stories, each place traced back; and stretches of it, cut at headings and paragraphs.
"""

import re
from collections.abc import Iterator

from pipeline.model.clean import Cleaned, clean
from schemas.source import Source
from schemas.text import Span

LETTERS_A_TOKEN = 3
"""Fewer letters than a token of English news has (about four), so that a chunk surely fits."""
_BREAKS = re.compile(r"\n[ \t\n]*\n|(?<=\n)[ \t]+|[ \t]{2,}")
"""Blank lines, of which one is kept; the indent of a line; blanks that stand for another story."""


def show(source: Source) -> Cleaned:
    """The story's text for a prompt; `Cleaned.find` leads back to the source's own places."""
    whole = clean(source.text)
    kept: list[int] = []
    end = 0
    for gap in _BREAKS.finditer(whole.text):
        kept += range(end, gap.start())
        if gap[0].startswith("\n"):
            kept += (gap.start(), gap.end() - 1)
        elif not _starts_line(whole.text, gap.start()):
            kept.append(gap.start())
        end = gap.end()
    kept += range(end, len(whole.text))
    return Cleaned(
        text="".join(whole.text[at] for at in kept), starts=tuple(whole.starts[at] for at in kept)
    )


def _starts_line(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] == "\n"


def cut(shown: Cleaned, most: int) -> tuple[Span, ...]:
    """Stretches of a shown text of at most `most` tokens, all of it and nothing twice.

    Cut behind a blank line where there is one in the last half, else behind a line, a sentence or a
    word. Spans are into `shown.text`.
    """
    return tuple(_cut(shown.text, max(1, most) * LETTERS_A_TOKEN))


def _cut(text: str, room: int) -> Iterator[Span]:
    start = 0
    while start < len(text):
        end = min(len(text), start + room)
        if end < len(text):
            end = start + _border(text[start:end])
        yield Span(start=start, end=end)
        start = end


def _border(piece: str) -> int:
    """Where to end a piece that is too long."""
    for mark in ("\n\n", "\n", ". ", " "):
        at = piece.rfind(mark)
        if at >= len(piece) // 2:
            return at + len(mark)
    return len(piece)


def original(shown: Cleaned, stretch: Span) -> Span:
    """The place in the source of a stretch of the shown text."""
    return Span(start=shown.starts[stretch.start], end=shown.starts[stretch.end - 1] + 1)
