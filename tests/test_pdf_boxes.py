"""Boxes, notes, letterheads and small capitals leave the sentences beside them whole."""

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.pdf_pages import BOLD, HEIGHT, LEFT, RIGHT, put, put_lines, read, rule, texts, width

AROUND = [
    "The text runs around a box, whose lines stand",
    "beside its own ones, and goes on below it with",
    "the same sentence that it had begun there, which",
]
BELOW = (
    "then runs over the whole width of the page again, below the box, until it comes to its end."
)
BOX = ["At a glance", "Children: 824"]


def around(canvas: Canvas, framed: bool) -> None:
    """A paragraph around a box at its right."""
    put_lines(canvas, 60, 100, AROUND)
    left = 60 + max(map(width, AROUND)) + 8
    put_lines(canvas, left + 12, 102, BOX, 9)
    if framed:
        canvas.rect(left, HEIGHT - 125, 120, 36)
    put(canvas, 60, 136, BELOW)


@pytest.mark.parametrize("framed", [False, True])
def test_a_text_goes_on_around_a_box(framed: bool) -> None:
    """With a frame or without; the box is read behind the paragraph that runs around it."""
    raw = read(lambda canvas: around(canvas, framed))

    assert raw.text.startswith(" ".join([*AROUND, BELOW]))
    assert raw.text.endswith("Children: 824")


def test_a_box_that_fills_its_column_is_read_in_it() -> None:
    """The text of the other column stands beside it, and does not run around it."""

    def draw(canvas: Canvas) -> None:
        put_lines(canvas, 60, 100, [*LEFT, *RIGHT])
        put_lines(canvas, 310, 100, LEFT)
        canvas.rect(305, HEIGHT - 196, 215, 32)
        put_lines(canvas, 310, 178, BOX)
        put_lines(canvas, 310, 216, RIGHT)

    text = read(draw).text

    order = [LEFT[-1], RIGHT[-1], BOX[0], BOX[1]]
    assert sorted(order, key=text.index) == order
    assert text.index("824") < text.rindex(RIGHT[1])


def test_a_note_below_both_columns_is_a_note() -> None:
    """Small print that begins with a mark and stands alone below the columns."""

    def draw(canvas: Canvas) -> None:
        put_lines(canvas, 60, 120, LEFT)
        put_lines(canvas, 310, 120, RIGHT)
        note = "* All who took at least 1 capsule; 34 people withdrew and were left out."
        put(canvas, 60, 220, note, 8)

    raw = read(draw)

    assert texts(raw, "aside") == [
        "* All who took at least 1 capsule; 34 people withdrew and were left out."
    ]
    assert "higher by far with the drug" in raw.text


def test_the_name_on_a_letterhead_is_no_headline() -> None:
    """It is larger than the headline, and the text repeats it."""

    def draw(canvas: Canvas) -> None:
        put(canvas, 60, 60, "OSTRAND BIOLOGICS", 22)
        put(canvas, 60, 110, "Gene therapy frees seven in ten from infusions", 15, BOLD)
        put_lines(canvas, 60, 140, [*LEFT, "Ostrand Biologics will go on with the trial."])
        put_lines(canvas, 60, 240, ["Ostrand Biologics has 165 employees."])

    raw = read(draw)

    assert texts(raw, "header") == ["OSTRAND BIOLOGICS"]
    assert texts(raw, "h1") == ["Gene therapy frees seven in ten from infusions"]


@pytest.mark.parametrize("above", ["A cure in sight", "Talvexin"])
def test_a_short_headline_stays_one(above: str) -> None:
    """The text does not repeat it, or comes before another heading does."""

    def draw(canvas: Canvas) -> None:
        put(canvas, 60, 60, above, 22)
        put_lines(canvas, 60, 140, [*LEFT, "Talvexin was given. Talvexin is a pill."])
        put(canvas, 60, 240, "What the trial will show in a year", 15, BOLD)
        put_lines(canvas, 60, 260, RIGHT)

    assert texts(read(draw), "h1") == [above]


def test_small_heads_that_recur_may_stand_near_the_text() -> None:
    """As browsers print them; the same size as the text, they would be text."""

    def draw(canvas: Canvas, number: int) -> None:
        put(canvas, 60, 40, f"11/22/26, 6:38 AM   page {number}", 8)
        put_lines(canvas, 60, 54, LEFT)

    raw = read(lambda canvas: draw(canvas, 1), lambda canvas: draw(canvas, 2))

    assert texts(raw, "header") == ["11/22/26, 6:38 AM page 1", "11/22/26, 6:38 AM page 2"]


def test_a_first_line_in_small_capitals_begins_its_paragraph() -> None:
    """Its letters are smaller than what follows, its figures are not."""

    def draw(canvas: Canvas) -> None:
        put(canvas, 60, 100, "A SCANNER THAT FINDS EARLY ARTHRITIS FOUND IT IN", 7.5)
        put(canvas, 266, 100, "83", 10)
        put(canvas, 280, 100, "OF", 7.5)
        put(canvas, 294, 100, "97", 10)
        put_lines(canvas, 60, 112, ["people five months before the doctors did by other means."])

    assert "OF 97 people five months" in read(draw).text


def test_a_line_of_small_print_above_a_paragraph_is_apart() -> None:
    """It has nothing in the size of what follows."""

    def draw(canvas: Canvas) -> None:
        put(canvas, 60, 100, "NOT FOR RELEASE BEFORE NOON ON THE SIXTH OF MARCH", 7.5)
        put_lines(canvas, 60, 112, LEFT)

    assert "SIXTH OF MARCH\n\nOf 107 patients" in read(draw).text


def test_a_raised_mark_as_large_as_its_word_is_raised() -> None:
    """So that it becomes no digit of what it stands behind."""

    def draw(canvas: Canvas) -> None:
        x = put(canvas, 60, 100, "in 44.7%")
        put(canvas, put(canvas, x, 96, "2") + 3, 100, "of all")

    assert "in 44.7%² of all" in read(draw).text


def test_a_rule_and_short_columns_below_a_table_are_no_row_of_it() -> None:
    """Two columns of two and three lines, which share one baseline."""

    def draw(canvas: Canvas) -> None:
        for at, row in enumerate([("Event", "Talvexin", "Placebo"), ("Zoster", "8.9%", "4.2%")]):
            for x, text in zip((60, 250, 400), row, strict=True):
                put(canvas, x, 100 + 15 * at, text)
        rule(canvas, 55, 122, 520)
        put_lines(canvas, 60, 147, LEFT[:3])
        put_lines(canvas, 310, 135, RIGHT[:2])

    raw = read(draw)

    assert len(raw.tables[0].cells) == 6
    assert " ".join(LEFT[:3]) in raw.text
    assert " ".join(RIGHT[:2]) in raw.text
