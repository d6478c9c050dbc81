"""The glyphs of a page in, its words out, with raised and lowered digits as such.

A word ends at a space, or at a gap wider than the letters of its line stand apart by more than a
sixth of the type size: many PDFs hold no spaces at all.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from statistics import median

from pipeline.read.pdf_shapes import Glyph, Piece, Word
from pipeline.read.pdf_turn import Corners
from pipeline.read.raised import lower_text, raise_text

GAP = 1 / 6
"""Of the type size. Measured: the narrowest space of justified text is some 0.2, kerning 0.05."""

SEEN_GAP = 0.05
"""The same where PDFium sees a space: a slanted f reaches into the one behind it."""

_WIDEST_ROOM = 0.8
"""Of the type size: letters of one word stand no farther apart."""

SMALLER = 0.85
"""A raised or lowered character is at most so large, beside those of its line."""

RAISED = 0.15
"""Of the type size beside it: what stands so much above the baseline is raised."""

LIFTED = 0.25
"""The same of what is no smaller than the rest of its word."""

LOWERED = 0.06
"""As `RAISED`; subscripts go down less far."""


def find_words(glyphs: Sequence[Glyph | None], page: int) -> tuple[Word, ...]:
    """The words of glyphs in the order they are drawn, `None` between two that a space parts."""
    words: list[Word] = []
    for run in _runs(glyphs):
        room = _room(run)
        word: list[Glyph] = []
        for glyph in run:
            if glyph is None or (word and _is_apart(word[-1], glyph, room)):
                words.extend(_word(word, page))
                word = []
            if glyph is not None:
                word.append(glyph)
        words.extend(_word(word, page))
    return tuple(words)


def _runs(glyphs: Sequence[Glyph | None]) -> Iterator[list[Glyph | None]]:
    """Glyphs drawn one after another on one line; a raised one is on it too."""
    run: list[Glyph | None] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if glyph is not None and last is not None and not _is_beside(last, glyph):
            yield run
            run = []
        run.append(glyph)
        last = glyph or last
    if run:
        yield run


def _is_beside(last: Glyph, glyph: Glyph) -> bool:
    """Does it stand behind the last one on its line, or are they one glyph, a ligature?"""
    if glyph.box == last.box:
        return True
    size = max(last.size, glyph.size)
    return abs(glyph.base - last.base) < 0.6 * size and glyph.left > last.right - 0.6 * size


def _room(run: Sequence[Glyph | None]) -> float:
    """How far apart, in type sizes, the letters of a line stand: 0, save where they are spaced.

    Only words are set so; figures that stand apart are cells of a table.
    """
    gaps = [
        (right.left - left.right) / max(left.size, right.size)
        for left, right in pairwise(run)
        if left is not None and right is not None
    ]
    near = [gap for gap in gaps if gap < _WIDEST_ROOM]
    letters = sum(glyph is not None and glyph.text.isalpha() for glyph in run)
    is_word = len(near) > 3 and 3 * letters > 2 * sum(glyph is not None for glyph in run)
    return max(median(near), 0.0) if is_word else 0.0


def _is_apart(left: Glyph, right: Glyph, room: float) -> bool:
    least = SEEN_GAP if right.spaced else GAP
    return right.left - left.right > (room + least) * max(left.size, right.size)


def _word(glyphs: Sequence[Glyph], page: int) -> Iterator[Word]:
    """The word that these glyphs make, its size and baseline those of its largest stretch."""
    if not glyphs:
        return
    stretches = [list(found) for _, found in groupby(glyphs, key=_height)]
    main = max(stretches, key=lambda found: (round(found[0].size, 1), len(found)))[0]
    yield Word(
        pieces=tuple(_pieces(stretches, main)),
        left=min(glyph.left for glyph in glyphs),
        right=max(glyph.right for glyph in glyphs),
        base=main.base,
        size=main.size,
        bold=2 * sum(glyph.bold for glyph in glyphs) > len(glyphs),
        order=glyphs[0].number,
        page=page,
    )


def _height(glyph: Glyph) -> tuple[float, float]:
    return round(glyph.size, 1), round(glyph.base, 1)


def _pieces(stretches: list[list[Glyph]], main: Glyph) -> Iterator[Piece]:
    for at, stretch in enumerate(stretches):
        first = stretch[0]
        before = stretches[at - 1][-1].text if at else ""
        after = stretches[at + 1][0].text if at + 1 < len(stretches) else ""
        text = "".join(glyph.text for glyph in stretch)
        is_lifted = main.base - first.base > LIFTED * main.size
        if is_lifted or is_raised(first.size, first.base, main.size, main.base):
            text = raise_text(text)
        elif is_lowered(first.size, first.base, main.size, main.base):
            text = lower_text(text, before, after)
        yield from _numbered(stretch, text)


def is_raised(size: float, base: float, main_size: float, main_base: float) -> bool:
    """Does type of that size and baseline stand above the line beside it?"""
    return size < SMALLER * main_size and main_base - base > RAISED * main_size


def is_lowered(size: float, base: float, main_size: float, main_base: float) -> bool:
    """Does type of that size and baseline stand below the line beside it?"""
    return size < SMALLER * main_size and base - main_base > LOWERED * main_size


def _numbered(stretch: Sequence[Glyph], text: str) -> Iterator[Piece]:
    """The stretch, cut where its characters are not numbered in step."""
    start = 0
    for at in range(1, len(stretch) + 1):
        runs_on = at < len(stretch) and stretch[at].number == stretch[at - 1].number + 1
        if not runs_on:
            cut = stretch[start:at]
            yield Piece(text[start:at], cut[0].number, around([glyph.box for glyph in cut]))
            start = at


def around(boxes: Sequence[Corners]) -> Corners:
    """The smallest box that holds them all, to a hundredth of a point."""
    return (
        round(min(box[0] for box in boxes), 2),
        round(min(box[1] for box in boxes), 2),
        round(max(box[2] for box in boxes), 2),
        round(max(box[3] for box in boxes), 2),
    )
