"""Every word of a PDF leads back to its place on the page; what the PDF states is told."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from pipeline.read.pdf import read_pdf
from tests.pdf_pages import (
    BOLD,
    LEFT,
    box_of,
    make_pdf,
    put,
    put_lines,
    read,
    width,
)


def test_a_sideways_page_is_read_as_it_is_turned() -> None:
    """With and without the entry that turns it."""

    def draw(canvas: Canvas) -> None:
        canvas.translate(595, 0)
        canvas.rotate(90)
        canvas.setFont("Times-Roman", 10)
        canvas.drawString(60, 400, "Nine of 12 patients answered")
        canvas.drawString(60, 388, "within the first 3 weeks.")

    def turned(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        draw(canvas)

    for page in (draw, turned):
        assert read(page).text == "Nine of 12 patients answered within the first 3 weeks."


def test_a_words_box_lies_where_it_was_drawn() -> None:
    """In points from the top left; from the height of a `b` to the depth of a `p`."""

    def draw(canvas: Canvas) -> None:
        put(canvas, 60, 100, "Of 107 patients 45 responded.", 12)

    where, box = box_of(read(draw), "45")

    left = 60 + width("Of 107 patients ", 12)
    assert where == "page 1"
    assert box == pytest.approx((left, 100 - 9, left + 12, 100 + 2.64), abs=0.1)


def test_a_words_box_on_a_turned_page_lies_where_it_is_seen() -> None:
    """A quarter to the right: what is drawn 300 above the page's foot is seen 300 from its left."""

    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        canvas.setFont("Times-Roman", 10)
        canvas.drawString(60, 300, "turned 45")

    where, box = box_of(read(draw), "45")

    start = 60 + width("turned ")
    assert where == "page 1"
    assert box == pytest.approx((300 - 2.2, start, 300 + 7.5, start + 10), abs=0.1)


def test_a_words_box_on_a_sideways_page_lies_where_it_is_seen() -> None:
    """Text that runs up the page: its baseline is upright, its first letter the lowest."""

    def draw(canvas: Canvas) -> None:
        canvas.translate(595, 0)
        canvas.rotate(90)
        canvas.setFont("Times-Roman", 10)
        canvas.drawString(60, 400, "turned 45")

    _, box = box_of(read(draw), "45")

    start = 842 - 60 - width("turned ")
    assert box == pytest.approx((195 - 7.5, start - 10, 195 + 2.2, start), abs=0.1)


def test_both_parts_of_a_broken_word_lead_to_their_own_lines() -> None:
    """And the hyphen that is dropped belongs to neither."""

    def draw(canvas: Canvas) -> None:
        put_lines(canvas, 60, 100, ["effects that were statisti-", "cally sound"])

    raw = read(draw)
    tops = {raw.text[o.start : o.end]: o.box[1] for o in raw.origins if o.box}

    assert tops["statisti"] == pytest.approx(92.5)
    assert tops["cally"] == pytest.approx(104.5)


def test_what_the_pdf_states_of_itself_is_told_as_it_stands() -> None:
    """Times as ISO 8601; a title that a program wrote is no title."""

    def draw(canvas: Canvas) -> None:
        put(canvas, 60, 100, "What the trial found", 18, BOLD)
        put_lines(canvas, 60, 130, LEFT)

    data = make_pdf(
        draw,
        title="Microsoft Word - draft 3.docx",
        author="Ilse Ottokar",
        date="D:20260304103000+01'00'",
    )
    (raw,) = read_pdf(data, "a.pdf")

    said = {one.name: one.value for one in raw.said}
    assert said["pdf /Title"] == "Microsoft Word - draft 3.docx"
    assert said["pdf /Author"] == "Ilse Ottokar"
    assert said["pdf /CreationDate"] == "2026-03-04T10:30:00+01:00"
    assert raw.title == "What the trial found"
    assert read(draw, title="A real title").title == "A real title"


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        # A lone `o` at the start is a bullet, as Word prints them.
        st.from_regex(r"[a-zA-Z0-9.,%()±≤]{1,12}", fullmatch=True).filter(lambda word: word != "o"),
        min_size=1,
        max_size=60,
    )
)
def test_every_word_of_a_column_is_read_once_and_in_order(words: list[str]) -> None:
    """Whatever the words are; each leads back to a place on its page."""
    words = [word.replace("±", "+").replace("≤", "<") for word in words]
    lines = [" ".join(words[at : at + 8]) for at in range(0, len(words), 8)]

    def draw(canvas: Canvas) -> None:
        put_lines(canvas, 60, 200, lines)

    raw = read(draw)

    assert raw.text.split() == words
    assert all(origin.where == "page 1" and origin.box for origin in raw.origins)
