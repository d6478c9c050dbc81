"""Words and rules of a page in; out, the framed boxes that its text runs around, and other words.

A box that a text runs around is no column: lines above or below it reach over its place.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.read.pdf_lines import find_lines
from pipeline.read.pdf_shapes import Line, Rule, Word

_TOUCH = 3.0
"""Points; rules that come so near meet."""

_NARROWEST = 50.0
_LOWEST = 15.0
"""Points; what is smaller is no box of text."""

_NEAR = 4.0
"""Of the type size: so near stand the lines that run over the place of a box."""

_MOST_RULES = 60
"""Upright ones on a page; with more it is a chart or full of tables."""


_MARGIN = 6.0
"""Points; so far at least a text stands from the frame of a box."""


class Boxed(NamedTuple):
    """A frame and the lines within it."""

    frame: Rule
    lines: tuple[Line, ...]


def find_boxes(
    words: Sequence[Word], rules: Sequence[Rule]
) -> tuple[list[Boxed], tuple[Word, ...]]:
    """The boxes that text runs around, and the words outside them."""
    found: list[Boxed] = []
    left = tuple(words)
    for frame in _frames(rules):
        inside = [word for word in left if _is_inside(word, frame)]
        outside = tuple(word for word in left if not _is_inside(word, frame))
        if inside and _is_run_around(frame, find_lines(outside)):
            found.append(Boxed(frame, tuple(find_lines(inside))))
            left = outside
    return found, left


def with_limits(lines: Sequence[Line], boxes: Sequence[Boxed]) -> list[Line]:
    """The lines; those left of a box end before it."""
    limited = list(lines)
    for frame, _ in boxes:
        limited = [
            line._replace(limit=frame.left - _MARGIN)
            if line.right < frame.left and line.top < frame.bottom and line.bottom > frame.top
            else line
            for line in limited
        ]
    return limited


def _frames(rules: Sequence[Rule]) -> Iterator[Rule]:
    """The rectangles that rules draw, with no rule across them."""
    upright = [rule for rule in rules if not rule.is_level]
    if len(upright) > _MOST_RULES:
        return
    level = [rule for rule in rules if rule.is_level]
    for left in upright:
        for right in upright:
            is_pair = abs(left.top - right.top) + abs(left.bottom - right.bottom) < _TOUCH
            if right.left - left.left < _NARROWEST or not is_pair:
                continue
            frame = Rule(left.left, left.top, right.left, left.bottom)
            edges = [rule for rule in level if _spans(rule, frame)]
            is_drawn = all(
                any(abs(rule.top - y) < _TOUCH for rule in edges) for y in (left.top, left.bottom)
            )
            crossed = any(left.top + _TOUCH < rule.top < left.bottom - _TOUCH for rule in edges)
            if is_drawn and not crossed and left.bottom - left.top > _LOWEST:
                yield frame


def _spans(rule: Rule, frame: Rule) -> bool:
    return rule.left < frame.left + _TOUCH and rule.right > frame.right - _TOUCH


def _is_inside(word: Word, frame: Rule) -> bool:
    x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
    return frame.left < x < frame.right and frame.top < y < frame.bottom


def _is_run_around(frame: Rule, lines: Sequence[Line]) -> bool:
    """Do lines stand beside it, and one above or below it that reaches over one of its edges?"""
    beside = any(line.top < frame.bottom and line.bottom > frame.top for line in lines)
    return beside and any(
        (line.left < frame.left - line.size < line.right - 3 * line.size
         or line.left + 3 * line.size < frame.right + line.size < line.right)
        and (0 <= line.top - frame.bottom < _NEAR * line.size
             or 0 <= frame.top - line.bottom < _NEAR * line.size)
        for line in lines
    )  # fmt: skip
