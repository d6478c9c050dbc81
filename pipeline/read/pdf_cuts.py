"""The rows of a part of a page in; out, the same, cut where columns of figures stand close.

pdf_strips finds the columns; here the heads above them and what stands between their rows are cut.
"""

from collections.abc import Sequence
from itertools import pairwise

from pipeline.read.pdf_lines import line_of
from pipeline.read.pdf_shapes import Line, Word
from pipeline.read.pdf_strips import ALIGNED, STEP, Columns, find_close_columns, words_of
from pipeline.read.pdf_table_columns import Row

_MOST_HEADS = 4
"""Rows of heads."""


def cut_rows(rows: Sequence[Row]) -> list[Row]:
    """The rows, those of narrow tables cut at their columns, with the heads above them."""
    cut = list(rows)
    at = 0
    while at < len(rows):
        found = find_close_columns(rows, at)
        if found is None:
            at += 1
            continue
        end, columns = found
        for number in range(_first_head(rows, at, columns), end):
            cut[number] = _cut(rows[number], columns)
        at = end
    return cut


def _first_head(rows: Sequence[Row], start: int, columns: Columns) -> int:
    """The first of the rows right above the figures whose cells stand over the columns."""
    first = start
    while first > 0 and start - first < _MOST_HEADS:
        above, below = rows[first - 1], rows[first]
        far = below[0].base - above[0].base > STEP * above[0].size
        if far or len(_cut(above, columns)) < 2:
            break
        first -= 1
    return first


def _cut(row: Row, columns: Columns) -> Row:
    """The row's lines, cut at the columns too where all its cells stand over or in them."""
    words = words_of(row)
    starts = {line.words[0] for line in row} | _edges(words, columns)
    pieces: list[list[Word]] = []
    for word in words:
        if word in starts:
            pieces.append([word])
        else:
            pieces[-1].append(word)
    lines = [line_of(piece) for piece in pieces]
    if words in columns.rows:
        return lines
    apart = {line.words[0]: line.words for line in row}
    is_beside = lines[0].left > columns.spans[0][1]
    if len(row) == 1 and len(lines) + is_beside <= len(columns.strips):
        return row
    fits = all(
        _stands_over(
            line, columns, is_loose=len(row) > 1 and apart.get(line.words[0]) == line.words
        )
        for line in lines
    )
    return lines if fits else row


def _edges(words: Sequence[Word], columns: Columns) -> set[Word]:
    """The words that begin a column: behind the widest gap that meets the strip before it.

    Of gaps of one width it is that which ends as the column before it, or begins as the next one.
    """
    found = set()
    spans = columns.spans
    for at, (left, right) in enumerate(columns.strips):
        meeting = [
            (
                round(two.left - one.right),
                -min(abs(one.right - spans[at][1]), abs(two.left - spans[at + 1][0])),
                two,
            )
            for one, two in pairwise(words)
            if max(one.right, left) < min(two.left, right)
        ]
        if meeting and (at or words[0].left < spans[0][1]):
            found.add(max(meeting, key=lambda gap: gap[:2])[2])
    return found


def _stands_over(line: Line, columns: Columns, *, is_loose: bool) -> bool:
    """Does a cell keep to one column, or to several beside the first?

    Where no wide gap stands in its row, it must begin, end or have its middle where a column does.
    """
    spans = columns.spans
    near = [span for span in spans if line.left < span[1] and line.right > span[0]]
    if not near:
        return is_loose
    left, right = near[0][0], near[-1][1]
    far = (3 if is_loose else 1) * ALIGNED * line.size
    offs = (line.left - left, line.right - right, (line.left + line.right - left - right) / 2)
    is_aligned = min(map(abs, offs)) <= far
    if len(near) > 1 and near[0] == spans[0]:
        return False
    is_within = left - far <= line.left and line.right <= right + far
    return is_aligned or (is_within and (is_loose or near[0] == spans[0]))
