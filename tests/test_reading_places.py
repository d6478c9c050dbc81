"""Tests of the places of originals: what stands there is found, and elsewhere it is not."""

import pytest
from reportlab.pdfgen.canvas import Canvas

from benchmarks.reading_corpus import CORPUS
from benchmarks.reading_places import element_around, is_same_box, stands_at, text_at
from pipeline.read.page import read_bytes
from pipeline.read.trace import trace
from schemas.article import Media, Origin
from schemas.text import Span
from tests.pdf_pages import make_pdf, put

PAGE = b"""<html><body><h1>Velm eases colic</h1>
<p>Of 38<sup>2</sup> babies on velm, 17 (44.7%) cried less.</p>
<p>The drops cost $9 a bottle, the company said.</p></body></html>"""


def test_characters_are_found_at_the_place_an_origin_names() -> None:
    """And not at another node, nor at another offset."""
    origin = Origin(span=Span(start=0, end=2), where="//p[1]/text()[1]", offset=3)

    assert stands_at(PAGE, Media.HTML, origin, "38")
    assert not stands_at(PAGE, Media.HTML, origin.model_copy(update={"offset": 4}), "38")
    assert not stands_at(PAGE, Media.HTML, origin.model_copy(update={"where": "//h1"}), "38")
    assert element_around(PAGE, "//p[1]", "/html/body/p[1]/text()[1]")
    assert not element_around(PAGE, "//p[1]", "/html/body/p[2]/text()[1]")


def test_a_box_of_a_pdf_is_asked_for_what_is_drawn_in_it() -> None:
    """A box a little lower holds other words, or none; one too wide holds others beside them."""
    data = (CORPUS / "safety-letter.pdf").read_bytes()
    page = read_bytes(data, "a.pdf")
    at = page.text.index("57 reports")

    (origin,) = trace(page, Span(start=at, end=at + 2))
    left, top, right, bottom = origin.box or (0.0, 0.0, 0.0, 0.0)
    lower = origin.model_copy(update={"box": (left, top + 300, right, bottom + 300)})
    page_wide = origin.model_copy(update={"box": (0.0, 0.0, 595.0, 842.0)})
    line_wide = origin.model_copy(update={"box": (left, top, right + 60, bottom)})
    empty_too = origin.model_copy(update={"box": (left, top - 5, right, bottom + 1)})

    assert stands_at(data, Media.PDF, origin, "57")
    assert stands_at(data, Media.PDF, empty_too, "57")
    for wrong in (lower, page_wide, line_wide):
        assert not stands_at(data, Media.PDF, wrong, "57")


def test_places_of_other_formats_are_followed_by_plain_means() -> None:
    """A line of Markdown, a pointer into JSON, an element of a feed's item."""
    feed = b"<rss><channel><item><title>One 5%</title></item></channel></rss>"

    assert text_at(b"# One\n\nTwo 52%", Media.MARKDOWN, "line 3") == "Two 52%"
    assert text_at(b'{}\n{"a": {"b": ["x 5"]}}', Media.JSON, "line 2: /a/b/0") == "x 5"
    assert text_at(feed, Media.FEED, "item 1: /title") == "One 5%"


def test_a_box_with_more_room_than_its_word_fills_is_not_its_box() -> None:
    """One word alone on a page, and a box of most of that page around it."""

    def draw(canvas: Canvas) -> None:
        put(canvas, 72, 100, "Nineteen")

    data = make_pdf(draw)
    (origin,) = trace(read_bytes(data, "a.pdf"), Span(start=0, end=8))
    roomy = origin.model_copy(update={"box": (20.0, 20.0, 500.0, 700.0)})

    assert stands_at(data, Media.PDF, origin, "Nineteen")
    assert not stands_at(data, Media.PDF, roomy, "Nineteen")


@pytest.mark.parametrize(
    ("boxes", "is_same"),
    [([(10.0, 10.0, 20.0, 20.0)], True), ([(10.0, 12.0, 20.0, 20.0)], True),
     ([(10.0, 10.0, 15.0, 20.0), (15.0, 10.0, 20.0, 20.0)], True),
     ([(10.0, 10.0, 60.0, 20.0)], False), ([(30.0, 10.0, 40.0, 20.0)], False), ([], False)],
)  # fmt: skip
def test_a_box_is_the_same_where_most_of_both_is_shared(
    boxes: list[tuple[float, float, float, float]], is_same: bool
) -> None:
    """Two libraries draw a word's box a little differently; a whole line is another box."""
    assert is_same_box(boxes, (10.0, 10.0, 20.0, 20.0)) is is_same
