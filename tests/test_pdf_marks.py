"""What frames a page, heads a part or stands below it is told apart from its text."""

from reportlab.pdfgen.canvas import Canvas

from pipeline.read.raw import Raw
from tests.pdf_pages import (
    BOLD,
    HEIGHT,
    LEFT,
    RIGHT,
    put,
    put_lines,
    read,
    rule,
    texts,
)


def frame(number: int) -> list[str]:
    """The lines of a page's text, which end in mid-sentence on the first."""
    first = [*LEFT, "so that the company will ask for approval of its"]
    return (
        first
        if number == 1
        else ["drug in the autumn, and of a pen to inject it with", "too. Nothing else was said."]
    )


def two_pages() -> Raw:
    """Two pages of which the second goes on where the first ends."""

    def draw(number: int, canvas: Canvas) -> None:
        put(canvas, 60, 40, "Velmora Therapeutics: results of the year")
        put(canvas, 290, 815, f"Page {number} of 2")
        put_lines(canvas, 60, 100, frame(number))

    return read(lambda canvas: draw(1, canvas), lambda canvas: draw(2, canvas))


def test_heads_and_feet_are_marked_and_stand_in_no_sentence() -> None:
    """The sentence over the page's end is one; the frame's words stand before and behind it."""
    raw = two_pages()

    assert "for approval of its drug in the autumn, and of a pen" in raw.text
    assert texts(raw, "header") == ["Velmora Therapeutics: results of the year"] * 2
    assert texts(raw, "footer") == ["Page 1 of 2", "Page 2 of 2"]


def test_a_small_line_alone_at_the_edge_is_of_the_frame() -> None:
    """A page has no other page beside it; the line is far from the text and smaller."""

    def draw(canvas: Canvas) -> None:
        put(canvas, 60, 30, "Annals of Invented Medicine 12 (2026) 101", 8)
        put_lines(canvas, 60, 100, LEFT)

    assert texts(read(draw), "header") == ["Annals of Invented Medicine 12 (2026) 101"]


def test_a_line_that_recurs_right_above_the_text_is_text() -> None:
    """As the head of a table does that goes on over pages."""

    def draw(canvas: Canvas) -> None:
        put_lines(canvas, 60, 60, ["Endpoint and arm of the trial", *LEFT])

    assert texts(read(draw, draw), "header") == []


def test_a_first_line_that_recurs_on_no_other_page_is_text() -> None:
    """A headline at the very top is none of the frame."""

    def draw(canvas: Canvas) -> None:
        put(canvas, 60, 50, "Velmora meets its goal in 58% of patients", 16, BOLD)
        put_lines(canvas, 60, 80, LEFT)

    raw = read(draw)

    assert texts(raw, "header") == []
    assert texts(raw, "h1") == ["Velmora meets its goal in 58% of patients"]


def test_footnotes_stand_behind_the_text_of_their_page() -> None:
    """Small print with marks at the end of a column; the column's sentence goes on without it."""

    def draw(canvas: Canvas) -> None:
        put_lines(canvas, 60, 120, LEFT)
        rule(canvas, 60, 700, 140)
        put(canvas, 60, 712, "1", 5)
        put(canvas, 65, 715, "As judged by 3 readers who knew no names.", 8)
        put_lines(canvas, 310, 120, RIGHT)

    raw = read(draw)

    assert "higher by far with the drug" in raw.text
    assert texts(raw, "aside") == ["¹ As judged by 3 readers who knew no names."]
    assert raw.text.index("¹ As judged") > raw.text.index("higher by far")


def test_small_print_without_marks_is_text() -> None:
    """A disclaimer at the end is no footnote."""

    def draw(canvas: Canvas) -> None:
        put_lines(canvas, 60, 120, LEFT)
        put(canvas, 60, 300, "This release contains statements about the future.", 8)

    assert texts(read(draw), "aside") == []


def test_headings_are_ranked_by_size_and_then_by_weight() -> None:
    """Largest first; bold lines of the body's size come last; a bold sentence is none."""

    def draw(canvas: Canvas) -> None:
        put(canvas, 60, 100, "The title of it all", 18, BOLD)
        put(canvas, 60, 130, "Results of the trial", 13, BOLD)
        put(canvas, 60, 150, "Primary endpoint", 10, BOLD)
        put_lines(canvas, 60, 170, LEFT)
        put(canvas, 60, 260, "No patient died of the drug.", 10, BOLD)

    raw = read(draw)

    assert texts(raw, "h1") == ["The title of it all"]
    assert texts(raw, "h2") == ["Results of the trial"]
    assert texts(raw, "h3") == ["Primary endpoint"]


def test_a_bold_line_right_below_a_full_one_is_no_part_of_it() -> None:
    """A term and what it means, line by line without a gap."""

    def draw(canvas: Canvas) -> None:
        put(canvas, 60, 100, "44.0 million (31 December: 58.1 million)")
        put(canvas, 60, 112, "Cash and what can be sold at once", 10, BOLD)
        put(canvas, 60, 124, "12.9 million")

    assert texts(read(draw), "h2") == ["Cash and what can be sold at once"]


def test_list_items_have_one_look_whatever_their_bullets_are() -> None:
    """And the lines of an item are one."""

    def draw(canvas: Canvas) -> None:
        put(canvas, 70, 100, "•")
        put_lines(
            canvas,
            84,
            100,
            ["Response in 45 of 107 patients on talvexin, and in 23 of", "107 on placebo"],
        )
        put(canvas, 70, 124, "–")
        put(canvas, 84, 124, "No deaths")

    assert read(draw).text == (
        "• Response in 45 of 107 patients on talvexin, and in 23 of 107 on placebo\n• No deaths"
    )


def test_a_drawn_dot_before_a_line_is_a_bullet() -> None:
    """As browsers print lists; a dot that no line stands behind is none."""

    def draw(canvas: Canvas) -> None:
        for y in (97.5, 111.5, 300):
            canvas.circle(75, HEIGHT - y, 1.5, stroke=0, fill=1)
        put(canvas, 84, 100, "Response in 45 of 107 patients on talvexin")
        put(canvas, 84, 114, "No deaths")

    assert read(draw).text == "• Response in 45 of 107 patients on talvexin\n• No deaths"


def test_text_in_the_margin_and_across_the_page_stands_at_its_end() -> None:
    """It is kept and marked; a sentence is not cut by it."""

    def draw(canvas: Canvas) -> None:
        put_lines(canvas, 60, 100, LEFT)
        for x, y, turn, size, text in [
            (20, 300, 90, 7, "Not before 6 March 2026"),
            (200, 200, 45, 40, "EMBARGOED"),
        ]:
            canvas.saveState()
            canvas.translate(x, y)
            canvas.rotate(turn)
            canvas.setFont("Helvetica", size)
            canvas.drawString(0, 0, text)
            canvas.restoreState()

    raw = read(draw)

    assert raw.text.startswith(" ".join(LEFT))
    assert sorted(texts(raw, "aside")) == ["EMBARGOED", "Not before 6 March 2026"]
