"""PDFs for the tests, drawn by reportlab: words at places that the tests know."""

from collections.abc import Callable, Sequence
from io import BytesIO

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.read.pdf import read_pdf
from pipeline.read.raw import Raw

WIDTH, HEIGHT = 595.0, 842.0
"""A4 in points."""

ROMAN, BOLD = "Times-Roman", "Times-Bold"

LETTERS = "/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf"
"""A font with more characters than those of the fourteen that every PDF reader has."""

LEFT = [
    "Of 107 patients who were given talvexin, 45 had a",
    "complete response by the fifty-second week of the",
    "trial. Of those on placebo 23 did, and the share of",
    "patients with any response was 58.0% as against a",
    "share of 31.6%, so that the odds were higher by far",
]
RIGHT = [
    "with the drug than without it, whatever the age of",
    "the patients was. The drug was given once a month",
    "in a dose of 450 mg under the skin. No deaths were",
    "seen in the first year. In the second year one of",
    "the patients died after a fall from a ladder.",
]
"""Lines of two columns; the sentence goes on from the one to the other."""

Draw = Callable[[Canvas], None]


def make_pdf(*pages: Draw, title: str = "", author: str = "", date: str = "") -> bytes:
    """A PDF with one page for each function that draws one."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=(WIDTH, HEIGHT), pageCompression=0, invariant=1)
    canvas.setTitle(title)
    canvas.setAuthor(author)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    data = file.getvalue()
    return data.replace(b"D:20000101000000+00'00'", date.encode()) if date else data


def read(*pages: Draw, title: str = "") -> Raw:
    """What those pages are read as."""
    (raw,) = read_pdf(make_pdf(*pages, title=title), "a.pdf")
    return raw


def put(
    canvas: Canvas, x: float, y: float, text: str, size: float = 10, font: str = ROMAN
) -> float:
    """Draw text with its baseline `y` points below the page's top; where it ends."""
    canvas.setFont(font, size)
    canvas.drawString(x, HEIGHT - y, text)
    return x + width(text, size, font)


def width(text: str, size: float = 10, font: str = ROMAN) -> float:
    """How wide a text is."""
    return float(pdfmetrics.stringWidth(text, font, size))


def put_lines(canvas: Canvas, x: float, y: float, lines: Sequence[str], size: float = 10) -> float:
    """Draw lines one below another; where the next would stand."""
    for line in lines:
        put(canvas, x, y, line, size)
        y += 1.2 * size
    return y


def set_lines(canvas: Canvas, x: float, y: float, lines: Sequence[str], to: float) -> float:
    """As `put_lines`, but each line but the last spread out to the width `to`, word by word."""
    for line in lines[:-1]:
        words = line.split(" ")
        gap = (to - sum(map(width, words))) / (len(words) - 1)
        at = x
        for word in words:
            at = put(canvas, at, y, word) + gap
        y += 12
    return put_lines(canvas, x, y, lines[-1:])


def rule(canvas: Canvas, left: float, y: float, right: float) -> None:
    """A level line."""
    canvas.line(left, HEIGHT - y, right, HEIGHT - y)


def use_letters(canvas: Canvas, size: float = 10) -> None:
    """Set the font that has Greek and signs."""
    pdfmetrics.registerFont(TTFont("Letters", LETTERS))
    canvas.setFont("Letters", size)
    # reportlab draws in the font that is set; the caller draws on.


def texts(raw: Raw, tag: str) -> list[str]:
    """What the marks of that name cover."""
    return [raw.text[mark.start : mark.end] for mark in raw.marks if mark.tag == tag]


def cells(raw: Raw, number: int = 0) -> list[tuple[int, int, str]]:
    """Row, column and text of the cells of a table."""
    table = raw.tables[number]
    return [(cell.row, cell.column, raw.text[cell.start : cell.end]) for cell in table.cells]


def box_of(raw: Raw, text: str) -> tuple[str, tuple[float, float, float, float]]:
    """The page of a word, and its box on it."""
    start = raw.text.index(text)
    (found,) = [o for o in raw.origins if o.start <= start < o.end]
    assert found.box is not None
    return found.where, found.box


def put_letters(canvas: Canvas, y: float, text: str) -> None:
    """Draw a line in a font that has all signs."""
    use_letters(canvas)
    canvas.drawString(60, HEIGHT - y, text)
