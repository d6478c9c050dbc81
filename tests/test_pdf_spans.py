"""Cells that stand above, beside or between several others, where no rules say so."""

import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.read.heads import head_cells
from pipeline.read.raw import Raw
from tests.pdf_pages import cells, put, put_lines, read, width

BODY = [("Any infection", "31.7% (34)", "30.1% (32)"), ("Zoster", "8.9% (10)", "4.2% (4)")]
COLUMNS = (60, 200, 300)


def put_body(canvas: Canvas, y: float) -> None:
    """Draw two rows of figures in three columns."""
    for at, row in enumerate(BODY):
        for x, text in zip(COLUMNS, row, strict=True):
            put(canvas, x, y + 14 * at, text)


def heads_of(raw: Raw, text: str) -> list[str]:
    """The cells that head the column of a figure."""
    headed = head_cells(raw.tables[0], raw.text)
    figure = next(cell for cell in headed.cells if cell.span.cut(raw.text) == text)
    return [head.cut(raw.text) for head in figure.column_heads]


@pytest.mark.parametrize("x", [200.0, 250.0])
def test_a_head_alone_above_two_columns_heads_both(x: float) -> None:
    """Set where the first of them begins, or over the middle; `Event` stands beside both rows."""

    def draw(canvas: Canvas) -> None:
        put(canvas, x, 100, "AURORA-HF")
        put(canvas, 60, 107, "Event")
        put(canvas, 200, 114, "Talvexin")
        put(canvas, 300, 114, "Placebo")
        put_body(canvas, 128)

    raw = read(draw)

    assert heads_of(raw, "31.7% (34)") == ["AURORA-HF", "Talvexin"]
    assert heads_of(raw, "4.2% (4)") == ["AURORA-HF", "Placebo"]
    assert cells(raw)[0] == (0, 0, "Event")


def test_a_head_alone_above_the_only_column_heads_it() -> None:
    """No other cell stands in its row."""

    def draw(canvas: Canvas) -> None:
        put(canvas, 200, 100, "Talvexin 50 mg (n=107)")
        for at, (label, text, _) in enumerate(BODY):
            put(canvas, 60, 114 + 14 * at, label)
            put(canvas, 200, 114 + 14 * at, text)

    assert heads_of(read(draw), "8.9% (10)") == ["Talvexin 50 mg (n=107)"]


def test_a_line_of_text_above_a_table_is_no_head() -> None:
    """It begins where the first column does."""

    def draw(canvas: Canvas) -> None:
        put_lines(canvas, 60, 100, ["All events were counted from the first dose on."])
        put_body(canvas, 114)

    raw = read(draw)

    assert len(cells(raw)) == 6
    assert raw.text.startswith("All events were counted from the first dose on.\n")


def test_a_head_of_two_lines_above_two_columns_is_one_head() -> None:
    """Both lines end where the second column ends."""

    def draw(canvas: Canvas) -> None:
        right = 340
        for y, text in ((100, "Six months of treatment to 30"), (111, "June")):
            put(canvas, right - width(text), y, text)
        for x, text in ((200, "Talvexin"), (300, "Placebo")):
            put(canvas, x + 40 - width(text), 127, text)
        for at, row in enumerate([("Any infection", "31.7", "30.1"), ("Zoster", "8.9", "4.2")]):
            put(canvas, 60, 143 + 16 * at, row[0])
            for x, text in zip((200, 300), row[1:], strict=True):
                put(canvas, x + 40 - width(text), 143 + 16 * at, text)

    assert heads_of(read(draw), "30.1") == ["Six months of treatment to 30 June", "Placebo"]


def test_a_label_in_the_middle_of_a_table_is_a_row_of_its_own() -> None:
    """It is the rest of no head and of no cell."""

    def draw(canvas: Canvas) -> None:
        for x, text in zip(COLUMNS, ("Event", "Talvexin", "Placebo"), strict=True):
            put(canvas, x, 100, text)
        right = 300 + width("30.1% (32)")
        put(canvas, (60 + right - width("Safety")) / 2, 114, "Safety")
        put_body(canvas, 128)

    raw = read(draw)

    assert (1, 0, "Safety") in cells(raw)
    assert heads_of(raw, "31.7% (34)") == ["Talvexin"]


def test_the_second_line_of_a_head_is_no_label() -> None:
    """It stands in the middle of the table, but its column does, too."""

    def draw(canvas: Canvas) -> None:
        for at, row in enumerate(
            [("Event", "Talvexin", "Placebo"), ("", "(n=107)", ""), ("Zoster", "8.9%", "4.2%"),
             ("Sepsis", "1.9%", "2.8%")]
        ):  # fmt: skip
            y = 100 + (11 if at == 1 else 14 * at)
            for middle, text in zip((80, 200, 320), row, strict=True):
                put(canvas, middle - width(text) / 2, y, text)

    assert heads_of(read(draw), "8.9%") == ["Talvexin (n=107)"]


def test_a_label_beside_two_rows_of_figures_heads_both() -> None:
    """They are two rows: what is below does not go on from what is above."""

    def draw(canvas: Canvas) -> None:
        put_body(canvas, 100)
        put(canvas, 60, 135, "Discontinuation")
        for y, texts in ((128, ("6.1% early", "3.8% early")), (142, ("10.4% late", "9.7% late"))):
            for x, text in zip(COLUMNS[1:], texts, strict=True):
                put(canvas, x, y, text)

    found = cells(read(draw))

    assert found[6:] == [
        (2, 0, "Discontinuation"),
        (2, 1, "6.1% early"),
        (2, 2, "3.8% early"),
        (3, 1, "10.4% late"),
        (3, 2, "9.7% late"),
    ]


def test_a_label_beside_figures_of_two_lines_heads_one_row() -> None:
    """What is below goes on from what is above: the bracket is open."""

    def draw(canvas: Canvas) -> None:
        put_body(canvas, 100)
        put(canvas, 60, 135, "Discontinuation")
        for y, texts in ((129, ("6.1% (95%", "3.8% (95%")), (141, ("CI 2–11)", "CI 1–8)"))):
            for x, text in zip(COLUMNS[1:], texts, strict=True):
                put(canvas, x, y, text)

    assert (2, 1, "6.1% (95% CI 2–11)") in cells(read(draw))


def test_heads_drawn_one_after_another_are_no_columns_of_text() -> None:
    """Two lines each, side by side; the figures below them tell that they head a table."""

    def draw(canvas: Canvas) -> None:
        for x, lines in ((200, ["Talvexin", "(n=107)"]), (290, ["Placebo", "(n=106)"])):
            put_lines(canvas, x, 100, lines)
        for at, row in enumerate(BODY):
            for x, text in zip((60, 230, 310), row, strict=True):
                put(canvas, x, 130 + 14 * at, text)

    assert heads_of(read(draw), "4.2% (4)") == ["Placebo (n=106)"]


def test_a_head_over_the_middle_of_a_wide_column_heads_it() -> None:
    """Though it stands over none of its cells, which are set left."""

    def draw(canvas: Canvas) -> None:
        put(canvas, 60, 100, "Event")
        put(canvas, 380, 100, "Talvexin")
        for at, (label, text, _) in enumerate(BODY):
            put(canvas, 60, 114 + 14 * at, label)
            put(canvas, 250, 114 + 14 * at, text)

    assert heads_of(read(draw), "8.9% (10)") == ["Talvexin"]
