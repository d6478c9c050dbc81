"""The words of a PDF are those that a reader sees, each figure apart from the marks beside it."""

import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.read.pdf_shapes import Glyph
from pipeline.read.pdf_words import find_words
from tests.pdf_pages import (
    BOLD,
    HEIGHT,
    put,
    put_letters,
    read,
)


def test_raised_digits_stay_apart_from_the_figures_before_them() -> None:
    """Smaller type above the baseline is raised; below it, lowered."""

    def draw(canvas: Canvas) -> None:
        x = put(canvas, 60, 100, "Responses in 58%")
        x = put(canvas, x, 96, "2,3", 6.5)
        x = put(canvas, x, 100, " and 10")
        x = put(canvas, x, 96, "9", 6.5)
        x = put(canvas, x, 100, " cells, in CO")
        x = put(canvas, x, 102, "2", 6.5)
        x = put(canvas, x, 100, ", at log")
        x = put(canvas, x, 102, "10", 6.5)
        x = put(canvas, x, 100, "2, in 31")
        put(canvas, x, 96, "a", 6.5)

    assert read(draw).text == "Responses in 58%²,³ and 10⁹ cells, in CO2, at log₁₀2, in 31ᵃ"


def test_small_type_on_the_baseline_is_not_raised() -> None:
    """`4.2%` in small capitals' size beside larger type is no footnote's mark."""

    def draw(canvas: Canvas) -> None:
        x = put(canvas, 60, 100, "A rise of 4.2", 12)
        put(canvas, x, 100, "7%", 8)

    assert read(draw).text == "A rise of 4.27%"


def test_words_are_parted_by_gaps_where_a_page_holds_no_spaces() -> None:
    """As TeX writes; the gap of a line set tight is a fifth of the type size."""

    def draw(canvas: Canvas) -> None:
        x = 60.0
        for word in "Of 107 patients 45 (42.3%) responded".split():
            x = put(canvas, x, 100, word) + 2.0

    assert read(draw).text == "Of 107 patients 45 (42.3%) responded"


def test_a_ligature_is_the_letters_that_it_joins() -> None:
    """One glyph for two letters does not cut the word."""

    def draw(canvas: Canvas) -> None:
        put_letters(canvas, 100, "a con\ufb01dence interval of 44% and pro\ufb01t")

    assert read(draw).text == "a confidence interval of 44% and profit"


def glyphs(text: str, gap: float) -> list[Glyph | None]:
    """Glyphs five points wide, so far apart where the text has a bar."""
    found: list[Glyph | None] = []
    at = 0.0
    for number, char in enumerate(text):
        if char == "|":
            at += gap
            continue
        box = (at, 92.5, at + 5, 102.2)
        found.append(Glyph(char, number, at, at + 5, 100, 10, bold=False, box=box))
        at += 5
    return found


@pytest.mark.parametrize(("gap", "count"), [(1.2, 1), (1.9, 2)])
def test_a_gap_of_a_sixth_of_the_type_size_parts_words(gap: float, count: int) -> None:
    """Kerning does not, nor need PDFium see a space."""
    assert len(find_words(glyphs("week|52", gap), 1)) == count


def test_letters_of_one_glyph_stay_together() -> None:
    """PDFium gives both letters of a wide ligature the box of it."""
    before, f, i, after = (one for one in glyphs("ofit", 0) if one)
    wide = (f.left, 92.5, f.left + 11, 102.2)
    joined = [one._replace(right=wide[2], left=wide[0], box=wide) for one in (f, i)]
    last = after._replace(left=wide[2], right=wide[2] + 5)

    assert [word.text for word in find_words([before, *joined, last], 1)] == ["ofit"]


def test_figures_set_apart_are_words_of_their_own() -> None:
    """Single digits in columns do not become one number, however alike their gaps are."""

    def draw(canvas: Canvas) -> None:
        for at, digit in enumerate("0517"):
            put(canvas, 60 + 12 * at, 100, digit)

    assert read(draw).text.split() == ["0", "5", "1", "7"]


def test_letters_set_apart_are_one_word() -> None:
    """A spaced heading's words are parted by its wider gaps."""

    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(60, HEIGHT - 100)
        text.setFont(BOLD, 12)
        text.setCharSpace(4)
        text.textOut("RESULTS AT WEEK 52")
        canvas.drawText(text)

    assert read(draw).text == "RESULTS AT WEEK 52"
