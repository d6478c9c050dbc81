"""A page's own coordinates in, those of the page turned by quarters out.

A page's own y grows upwards from its lower edge; here it grows downwards from the upper one.
"""

from math import hypot
from typing import NamedTuple

Corners = tuple[float, float, float, float]


class Turn(NamedTuple):
    """A page turned clockwise by so many quarters; `frame` is left, bottom, right, top of it."""

    quarters: int
    frame: Corners

    @property
    def size(self) -> tuple[float, float]:
        """Its width and height once it is turned."""
        left, bottom, right, top = self.frame
        size = (right - left, top - bottom)
        return size if self.quarters % 2 == 0 else size[::-1]

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the page lies."""
        left, bottom, right, top = self.frame
        if self.quarters == 0:
            return x - left, top - y
        if self.quarters == 1:
            return y - bottom, x - left
        if self.quarters == 2:
            return right - x, y - bottom
        return top - y, right - x

    def box(self, corners: Corners) -> Corners:
        """Left, top, right, bottom of a box of the page."""
        x0, y0 = self.point(corners[0], corners[1])
        x1, y1 = self.point(corners[2], corners[3])
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def quarter_of(across: float, up: float) -> int | None:
    """How many quarters make text that runs in this direction level; `None` where none does."""
    length = hypot(across, up) or 1.0
    for quarter, (x, y) in enumerate(((1, 0), (0, 1), (-1, 0), (0, -1))):
        if (across * x + up * y) / length > 0.99:
            return quarter
    return None
