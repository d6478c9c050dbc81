"""A page of PDFium in; out, the straight lines and boxes drawn on it, and where its links lie."""

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw as pdfium

from pipeline.read.pdf_shapes import Rule
from pipeline.read.pdf_turn import Corners

THICKEST = 3.0
"""Points; a filled box that is thinner is a line."""

_SHORTEST = 4.0
"""Points; what is shorter is part of a letter or of a drawing."""

_MOST_SEGMENTS = 400
"""A path with more is a drawing, not a table's lines."""

_MOST_RULES = 5000
"""On one page; a page with more is a chart or a map."""

_SMALLEST_DOT, _LARGEST_DOT = 1.2, 8.0
"""Points, of a bullet."""

_MOST_DOT_SEGMENTS = 64
_MOST_DOTS = 80
"""On one page; a page with more has a chart of points."""

_DEEPEST = 4
"""Forms within forms."""

Matrix = tuple[float, float, float, float, float, float]
_PLAIN: Matrix = (1, 0, 0, 1, 0, 0)


class Drawn(NamedTuple):
    """What is drawn on a page beside its text, in the page's own coordinates."""

    rules: list[Rule]
    """Every level or upright line and every edge of a box."""
    dots: list[Corners]
    """Small round shapes: bullets, as a rule. Left, bottom, right, top."""


def find_drawn(page: pypdfium2.PdfPage) -> Drawn:
    """The rules and dots of a page; no dots where they are so many that they are a chart's."""
    drawn = Drawn([], [])
    _collect(page.raw, _PLAIN, drawn, depth=0)
    return drawn if len(drawn.dots) <= _MOST_DOTS else Drawn(drawn.rules, [])


def find_links(page: pypdfium2.PdfPage) -> tuple[Corners, ...]:
    """The boxes of the page's links: left, bottom, right, top in its own coordinates."""
    found = []
    position, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    while pdfium.FPDFLink_Enumerate(page.raw, position, link):
        box = pdfium.FS_RECTF()
        if pdfium.FPDFLink_GetAnnotRect(link, box):
            found.append((box.left, box.bottom, box.right, box.top))
    return tuple(found)


def has_picture(page: pypdfium2.PdfPage) -> bool:
    """Does a picture stand on the page itself?"""
    count = pdfium.FPDFPage_CountObjects(page.raw)
    objects = (pdfium.FPDFPage_GetObject(page.raw, index) for index in range(min(count, 1000)))
    return any(
        pdfium.FPDFPageObj_GetType(item) in {pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM}
        for item in objects
    )


def _collect(holder: ctypes.c_void_p, outer: Matrix, drawn: Drawn, depth: int) -> None:
    """Add what is drawn on a page, or in a form on it, to `drawn`."""
    is_page = depth == 0
    count = pdfium.FPDFPage_CountObjects if is_page else pdfium.FPDFFormObj_CountObjects
    get = pdfium.FPDFPage_GetObject if is_page else pdfium.FPDFFormObj_GetObject
    for index in range(count(holder)):
        item = get(holder, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            drawn.rules.extend(_path(item, outer))
            drawn.dots.extend(_dot(item, outer))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            _collect(item, _times(_matrix(item), outer), drawn, depth + 1)
        if len(drawn.rules) > _MOST_RULES:
            return


def _path(item: ctypes.c_void_p, outer: Matrix) -> Iterator[Rule]:
    """The rules of one path: thin boxes whole, wide ones by their edges if these are drawn.

    A box that is only filled shades a row or a heading; it parts no cells.
    """
    count = pdfium.FPDFPath_CountSegments(item)
    if not 2 <= count <= _MOST_SEGMENTS:
        return
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, filled, stroked)
    if not filled.value and not stroked.value:
        return
    matrix = _times(_matrix(item), outer)
    for points in _outlines(item, count, matrix):
        xs, ys = [x for x, _ in points], [y for _, y in points]
        width, height = max(xs) - min(xs), max(ys) - min(ys)
        if min(width, height) <= THICKEST < _SHORTEST <= max(width, height):
            yield Rule(min(xs), min(ys), max(xs), max(ys))
        elif stroked.value and min(width, height) > THICKEST:
            yield from _edges(points)


def _dot(item: ctypes.c_void_p, outer: Matrix) -> Iterator[Corners]:
    """The box of a path, if that is small and as wide as it is high, and has a curve."""
    count = pdfium.FPDFPath_CountSegments(item)
    if not 4 <= count <= _MOST_DOT_SEGMENTS:
        return
    a, b, c, d, e, f = _times(_matrix(item), outer)
    x, y = ctypes.c_float(), ctypes.c_float()
    points, curved = [], False
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        curved = curved or pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_BEZIERTO
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
    xs, ys = [x for x, _ in points], [y for _, y in points]
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    if curved and _SMALLEST_DOT < width < _LARGEST_DOT and abs(width - height) < 0.2 * width:
        yield min(xs), min(ys), max(xs), max(ys)


def _edges(points: list[tuple[float, float]]) -> Iterator[Rule]:
    for (x0, y0), (x1, y1) in pairwise(points):
        level, upright = abs(y0 - y1) < 0.5, abs(x0 - x1) < 0.5
        if level != upright and max(abs(x0 - x1), abs(y0 - y1)) >= _SHORTEST:
            yield Rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _outlines(
    item: ctypes.c_void_p, count: int, matrix: Matrix
) -> Iterator[list[tuple[float, float]]]:
    """The corners of each run of straight strokes, closed where the path says so; no curves."""
    a, b, c, d, e, f = matrix
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            return
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points
            points = []
        points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1:
        yield points


def _matrix(item: ctypes.c_void_p) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, found):
        return _PLAIN
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    """First the one, then the other."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )
