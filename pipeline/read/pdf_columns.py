"""The lines and drawn tables of a page in, its parts in reading order out.

The empty upright strip that parts the most lines divides a page: what stands above the strip is
read first, then what is left of it, what is right of it, and what is below; and so within each.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from pipeline.read.pdf_heads import is_value
from pipeline.read.pdf_lines import WIDE, group_rows
from pipeline.read.pdf_shapes import Line, Rule, TableShape

Item = Line | TableShape

_LEAST_LINES = 3
"""On either side of a strip between columns of running text."""

_FULL = 0.6
"""Of its column's width: the lines of running text are longer."""

_MANY = 6
"""Lines of running text; so many make a column, whatever tables stand in it."""

_LONG = 20
"""Characters; so long are the lines of running text."""

_BREAK = 1.6
"""Of the usual step from line to line: a wider one sets apart what stands on one side alone."""

_NEAR = 1.5
"""Of the type size: what heads a table stands no farther above it."""

_TRIED = 40
"""The strips that part the most lines; if none of these is one between columns, none is."""


class _Strip(NamedTuple):
    """An upright strip without text, and what stands on its two sides."""

    left: tuple[Item, ...]
    right: tuple[Item, ...]
    top: float
    bottom: float

    @property
    def parted(self) -> int:
        """How many lines it parts."""
        return min(_count(self.left), _count(self.right))


def find_parts(items: Sequence[Item], rules: Sequence[Rule]) -> Iterator[list[Item]]:
    """The parts of a page that hold no columns, in reading order, each from the top down."""
    strip = _best_strip(items, rules)
    if strip is None:
        if items:
            yield sorted(items, key=lambda item: (item.top, item.left))
        return
    inside = {id(item) for item in (*strip.left, *strip.right)}
    outside = [item for item in items if id(item) not in inside]
    level = (strip.top + strip.bottom) / 2
    yield from find_parts([item for item in outside if _middle(item) < level], rules)
    yield from find_parts(strip.left, rules)
    yield from find_parts(strip.right, rules)
    yield from find_parts([item for item in outside if _middle(item) >= level], rules)


def _best_strip(items: Sequence[Item], rules: Sequence[Rule]) -> _Strip | None:
    strips = [(strip.parted, strip) for strip in _strips(items, rules)]
    strips.sort(key=lambda found: -found[0])
    return next(
        (_trimmed(strip) for _, strip in strips[:_TRIED] if _parts_columns(strip, items)), None
    )


def _gaps(items: Sequence[Item]) -> list[float]:
    """Where a strip may run: between neighbours on a line, and beside tables."""
    lines = [item for item in items if isinstance(item, Line)]
    places = {
        round((left.right + right.left) / 2)
        for row in group_rows(lines)
        for left, right in pairwise(row)
        if right.left > left.right
    }
    for table in items:
        if isinstance(table, TableShape):
            places |= {round(table.left - 4), round(table.right + 4)}
    places |= _edges_between(lines)
    return sorted(places)


def _edges_between(lines: Sequence[Line]) -> set[int]:
    """Right before the left edges that several lines share: columns need not share baselines."""
    counts: dict[int, int] = {}
    for line in lines:
        edge = round(line.left)
        counts[edge] = counts.get(edge, 0) + 1
    return {edge - 4 for edge, count in counts.items() if count >= _LEAST_LINES}


def _strips(items: Sequence[Item], rules: Sequence[Rule]) -> Iterator[_Strip]:
    """All upright strips of a page or part, with what stands on their sides."""
    ordered = sorted(items, key=_middle)
    middles = [_middle(item) for item in ordered]
    for x in _gaps(items):
        yield from _strips_at(x, ordered, middles, rules)


def _strips_at(
    x: float, ordered: Sequence[Item], middles: Sequence[float], rules: Sequence[Rule]
) -> Iterator[_Strip]:
    """The strips along `x`, from one item or rule that crosses it to the next."""
    crossing = sorted(
        (item.top, item.bottom)
        for item in (*ordered, *(rule for rule in rules if rule.is_level))
        if item.left < x < item.right
    )
    top = -1e9
    for start, end in [*crossing, (1e9, 1e9)]:
        first, last = bisect_right(middles, top), bisect_left(middles, start)
        inside = ordered[first:last]
        left = tuple(item for item in inside if item.right <= x)
        right = tuple(item for item in inside if item.left >= x)
        if left and right:
            yield _Strip(left, right, max(top, -1e6), min(start, 1e6))
        top = max(top, end)


def _parts_columns(strip: _Strip, items: Sequence[Item]) -> bool:
    """Is it the strip between columns of text, and not between those of a table?

    Yes between running texts; else where one side is drawn wholly before the other, the strip is
    wide (twice as wide as a gap must be if it parts few lines), the right side is not mostly
    figures, and no rows of figures follow, which the two sides head.
    """
    width = min(item.left for item in strip.right) - max(item.right for item in strip.left)
    size = min(line.size for line in _lines((*strip.left, *strip.right)))
    if strip.parted < 2 or width < WIDE * size:
        return False
    if strip.parted >= _LEAST_LINES and all(map(_has_prose, (strip.left, strip.right))):
        return True
    least = 1 if strip.parted >= _MANY else 2
    shared = 1 if any(map(_runs_on, (strip.left, strip.right))) else 2
    if width < least * WIDE * size or not _is_drawn_apart(strip) or _shared_rows(strip) < shared:
        return False
    right = [line.text for line in _lines(strip.right)]
    return 2 * sum(map(is_value, right)) < len(right) and not _heads_figures(strip, items)


def _heads_figures(strip: _Strip, items: Sequence[Item]) -> bool:
    """Does a row of a table stand right below, which has a figure in one of its cells?"""
    last = max(item.bottom for item in (*strip.left, *strip.right))
    below = [item for item in items if isinstance(item, Line) and item.top >= strip.bottom - 1]
    row = next(iter(group_rows(below)), [])
    is_near = bool(row) and row[0].top - last < _NEAR * row[0].size
    return is_near and len(row) > 1 and any(is_value(line.text) for line in row[1:])


def _shared_rows(strip: _Strip) -> int:
    """How many rows of either side lie beside the other one."""
    return min(
        _count([item for item in one if bounds[0] < _middle(item) < bounds[1]])
        for one, bounds in (
            (strip.left, _bounds(strip.right)),
            (strip.right, _bounds(strip.left)),
        )
    )


def _bounds(items: Sequence[Item]) -> tuple[float, float]:
    return min(item.top for item in items), max(item.bottom for item in items)


def _has_prose(items: Sequence[Item]) -> bool:
    """Is it running text, or two columns of it?"""
    if _is_prose(items):
        return True
    return any(
        strip.parted >= _LEAST_LINES and _is_prose(strip.left) and _is_prose(strip.right)
        for strip in _strips(items, ())
    )


def _is_prose(items: Sequence[Item]) -> bool:
    """Do lines of running text stand in half of the rows, or in many?"""
    lines = [item for item in items if isinstance(item, Line)]
    rows = group_rows(lines)
    if len(rows) < _LEAST_LINES:
        return False
    width = max(line.right for line in lines) - min(line.left for line in lines)
    full = sum(
        len(row) == 1 and row[0].right - row[0].left > _FULL * width and _is_long(row[0].text)
        for row in rows
    )
    return 2 * full > len(rows) or full >= _MANY


def _runs_on(items: Sequence[Item]) -> bool:
    """Are all lines but the last ones of paragraphs as long as those of running text?"""
    lines = [item for item in items if isinstance(item, Line)]
    return len(lines) == len(items) and 2 * sum(_is_long(line.text) for line in lines) >= len(lines)


def _is_long(text: str) -> bool:
    """Has it as many characters as a line of running text, most of them letters?"""
    return len(text) >= _LONG and 2 * sum(map(str.isalpha, text)) > len(text)


def _is_drawn_apart(strip: _Strip) -> bool:
    left, right = ([item.order for item in side] for side in (strip.left, strip.right))
    return max(left) < min(right) or max(right) < min(left)


def _trimmed(strip: _Strip) -> _Strip:
    """The strip without what stands at its ends on one side alone, apart from the rest."""
    for side, other in ((strip.left, strip.right), (strip.right, strip.left)):
        first = min(item.top for item in other)
        above = _cut_off([item for item in side if item.bottom < first], side, is_above=True)
        last = max(item.bottom for item in other)
        loose = [item for item in side if item.top > last] if strip.bottom < 1e6 else []
        below = _cut_off(loose, side, is_above=False)
        gone = {id(item) for item in (*above, *below)}
        if gone:
            strip = strip._replace(
                left=tuple(item for item in strip.left if id(item) not in gone),
                right=tuple(item for item in strip.right if id(item) not in gone),
                top=max([strip.top, *(item.bottom for item in above)]),
                bottom=min([strip.bottom, *(item.top for item in below)]),
            )
    return strip


def _cut_off(loose: list[Item], side: Sequence[Item], *, is_above: bool) -> list[Item]:
    """Of items at the end of a side, those beyond the widest step, if that is unusually wide."""
    if not loose or len(loose) == len(side):
        return []
    ordered = sorted(side, key=lambda item: item.top)
    steps = [(two.top - one.top, at) for at, (one, two) in enumerate(pairwise(ordered), start=1)]
    ends = steps[: len(loose)] if is_above else steps[-len(loose) :]
    step, at = max(ends)
    if step <= _BREAK * median(step for step, _ in steps):
        return []
    return ordered[:at] if is_above else ordered[at:]


def _lines(items: Sequence[Item]) -> list[Line]:
    found: list[Line] = []
    for item in items:
        if isinstance(item, Line):
            found.append(item)
        else:
            found.extend(line for cell in item.cells for line in cell.lines)
    return found


def _count(items: Sequence[Item]) -> int:
    """How many rows of lines they are."""
    rows = len(group_rows(item for item in items if isinstance(item, Line)))
    tables = (item for item in items if isinstance(item, TableShape))
    return rows + sum(len({cell.row for cell in table.cells}) for table in tables)


def _middle(item: Item) -> float:
    return (item.top + item.bottom) / 2
