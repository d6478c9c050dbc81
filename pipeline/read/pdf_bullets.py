"""The words of a page and the dots drawn on it in; out, the words with a bullet for each dot.

Many programs draw a list's bullets as circles, which are no characters.
"""

from collections.abc import Iterable, Sequence

from pipeline.read.pdf_shapes import Piece, Word
from pipeline.read.pdf_turn import Corners

_NEAREST, _FARTHEST = 0.15, 2.5
"""Of the type size: how far an item's first word stands from its bullet."""

_ALONE = 0.8
"""Of the type size: no word stands so near on the bullet's other side."""


def with_bullets(words: Sequence[Word], dots: Iterable[Corners]) -> tuple[Word, ...]:
    """The words, and a bullet where a dot stands before the first one of a line.

    Its order, by which words are told apart, is below 0.
    """
    found = list(words)
    for dot in dots:
        first = _first_behind(words, dot)
        if first:
            piece = Piece("•", first.pieces[0].number, dot)
            found.append(
                first._replace(
                    pieces=(piece,), left=dot[0], right=dot[2], order=-first.order - 1, linked=False
                )
            )
    return tuple(found)


def _first_behind(words: Sequence[Word], dot: Corners) -> Word | None:
    """The word that a dot stands before, if none stands before the dot."""
    left, top, right, bottom = dot
    middle = (top + bottom) / 2
    beside = [word for word in words if word.top < middle < word.bottom]
    if any(-_ALONE * word.size < word.right - left <= 0 for word in beside):
        return None
    behind = [
        word for word in beside if _NEAREST * word.size < word.left - right < _FARTHEST * word.size
    ]
    return min(behind, key=lambda word: word.left, default=None)
