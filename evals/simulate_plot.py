"""Two panels as SVG, readable on white and on black. In: curves; out: the picture's text.

Left the share of gates that block although nothing changed, right the share that block a change for
the worse, against the number of documents. Bars are Wilson's 95% intervals.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 980, 400
TOP, BOTTOM = 60, 330
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#7f7f7f")
"""Told apart by most colour-blind readers (Okabe and Ito 2008)."""
MOST_FALSE = 0.08
"""Top of the left panel."""
LIMIT = 0.05
"""False blocks that are promised at most."""


APART = 2
"""Between curves, so that their intervals do not hide each other."""


class Point(NamedTuple):
    """A share with its interval."""

    x: float
    y: float
    low: float
    high: float


class Curve(NamedTuple):
    """Points with one name."""

    name: str
    points: tuple[Point, ...]


class _Panel(NamedTuple):
    """Where a panel lies, and how its numbers become places."""

    left: int
    right: int
    most: float
    across: Callable[[float], float]

    def down(self, share: float) -> float:
        """The place of a share."""
        return BOTTOM - (BOTTOM - TOP) * min(share, self.most) / self.most


def render_plot(
    false: Sequence[Curve], slips: Sequence[str], detected: Sequence[Curve], sizes: Sequence[int]
) -> str:
    """The whole picture."""
    step = 240 / max(1, len(slips) - 1)
    left = _Panel(60, 340, MOST_FALSE, lambda x: 80 + step * x)
    right = _Panel(430, 700, 1.0, lambda x: 430 + 270 * x / max(sizes))
    parts = [
        *_frame(left, "False blocks: nothing has changed", "documents in which the model slips"),
        *_shares(left, (0.0, 0.02, 0.04, 0.06, 0.08)),
        *(_below(left.across(n), slip) for n, slip in enumerate(slips)),
        f'<line class="limit" x1="{left.left}" x2="{left.right}" y1="{left.down(LIMIT):.1f}" '
        f'y2="{left.down(LIMIT):.1f}"/>',
        _words(left.right, left.down(LIMIT) - 5, "promised at most 5%", "end"),
        *_curves(left, false, x=left.left + 8, y=TOP + 14),
        *_frame(right, "Blocked: a change for the worse", "documents"),
        *_shares(right, (0.0, 0.25, 0.5, 0.75, 1.0)),
        *(_below(right.across(size), str(size)) for size in sizes if size % 20 == 0 or size > 100),
        *_curves(right, detected, x=right.right + 14, y=TOP + 14),
    ]
    return _DOCUMENT.format(width=WIDTH, height=HEIGHT, body="\n".join(parts))


_DOCUMENT = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" \
aria-label="False blocks of the gate, and changes for the worse that it blocks">
<style>
text {{ font: 12px sans-serif; fill: #777 }}
.title {{ font-weight: bold; font-size: 14px }}
.axis {{ stroke: #999; fill: none }}
.grid {{ stroke: #9994 }}
.limit {{ stroke: #c00; stroke-dasharray: 5 4 }}
.curve {{ fill: none; stroke-width: 2 }}
</style>
{body}
</svg>
"""


def _frame(panel: _Panel, title: str, below: str) -> Iterator[str]:
    yield (
        f'<path class="axis" d="M{panel.left} {TOP} V{BOTTOM} H{panel.right}"/>'
        f'<text class="title" x="{panel.left}" y="{TOP - 24}">{escape(title)}</text>'
    )
    yield _words((panel.left + panel.right) / 2, BOTTOM + 42, below, "middle")


def _shares(panel: _Panel, shares: Sequence[float]) -> Iterator[str]:
    for share in shares:
        y = panel.down(share)
        yield f'<line class="grid" x1="{panel.left}" x2="{panel.right}" y1="{y:.1f}" y2="{y:.1f}"/>'
        yield _words(panel.left - 6, y + 4, f"{share:.0%}", "end")


def _below(x: float, words: str) -> str:
    return _words(x, BOTTOM + 18, words, "middle")


def _words(x: float, y: float, words: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def _curves(panel: _Panel, curves: Sequence[Curve], x: float, y: float) -> Iterator[str]:
    """Lines with their intervals, and a key from `x`, `y` downwards."""
    for number, curve in enumerate(curves):
        colour = COLOURS[number % len(COLOURS)]
        places = [(panel.across(p.x) + APART * (number - 1), p) for p in curve.points]
        line = " ".join(f"{at:.1f},{panel.down(p.y):.1f}" for at, p in places)
        yield f'<polyline class="curve" stroke="{colour}" points="{line}"/>'
        for at, p in places:
            low, high = panel.down(p.low), panel.down(p.high)
            yield f'<path stroke="{colour}" d="M{at:.1f} {low:.1f} V{high:.1f}"/>'
        key = y + 18 * number
        yield f'<path class="curve" stroke="{colour}" d="M{x} {key - 4} h18"/>'
        yield _words(x + 24, key, curve.name, "start")
