"""Tables of a PDF stay tables: each figure in its cell, under what heads it."""

from collections.abc import Sequence

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, Table, TableStyle

from pipeline.read.heads import head_cells
from pipeline.read.raw import Raw
from tests.pdf_pages import BOLD, HEIGHT, cells, put, put_lines, read, rule, texts

ROWS = [
    ["Endpoint", "Talvexin", "Placebo"],
    ["Complete response", "45 (42.1%)", "23 (21.5%)"],
    ["Any response", "62 (57.9%)", "34 (31.8%)"],
    ["Deaths", "0", "1 (0.9%)"],
]
CELLS = [(row, column, text) for row, texts in enumerate(ROWS) for column, text in enumerate(texts)]

TEXT = [
    "The trial was done at 61 sites in eleven countries, and all",
    "patients were followed for a year or until they died of any",
    "cause, whichever of these came first.",
]


def put_rows(
    canvas: Canvas, x: float, y: float, rows: Sequence[Sequence[str]], step: float = 14
) -> float:
    """Draw rows of cells 110 points apart; where the next would stand."""
    for row in rows:
        for at, text in enumerate(row):
            put(canvas, x + 110 * at, y, text)
        y += step
    return y


def put_table(canvas: Canvas, table: Table, top: float) -> None:
    """Draw one of reportlab's tables."""
    _, height = table.wrap(A4[0] - 120, A4[1])
    table.drawOn(canvas, 60, HEIGHT - top - height)


def read_table(table: Table) -> Raw:
    """What a page with that table alone is read as."""

    def draw(canvas: Canvas) -> None:
        put_table(canvas, table, 100)

    return read(draw)


def test_a_table_without_rules_is_found_by_its_gaps() -> None:
    """Between two paragraphs, which are no part of it."""

    def draw(canvas: Canvas) -> None:
        y = put_lines(canvas, 60, 100, TEXT) + 10
        y = put_rows(canvas, 60, y, ROWS) + 10
        put_lines(canvas, 60, y, TEXT)

    raw = read(draw)

    assert cells(raw) == CELLS
    assert raw.text.startswith(
        " ".join(TEXT) + "\n\nEndpoint\tTalvexin\tPlacebo\nComplete response\t45"
    )
    assert raw.text.endswith("1 (0.9%)\n\n" + " ".join(TEXT))


def test_a_table_in_a_grid_of_rules_is_found_by_them() -> None:
    """Its cells are those that rules enclose, however near their words stand."""
    table = Table(ROWS, colWidths=[80, 55, 55])
    table.setStyle(
        TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), ("LEFTPADDING", (0, 0), (-1, -1), 1)])
    )

    assert cells(read_table(table)) == CELLS


def test_grids_side_by_side_do_not_take_each_others_rules() -> None:
    """Two tables whose rows begin a point apart keep all of theirs."""
    table = Table(ROWS, colWidths=[80, 60, 60])
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black")]))

    def draw(canvas: Canvas) -> None:
        for x, top in ((60, 100), (320, 101)):
            _, height = table.wrap(A4[0], A4[1])
            table.drawOn(canvas, x, HEIGHT - top - height)

    raw = read(draw)

    assert [cells(raw, number) for number in range(2)] == [CELLS, CELLS]


def test_rows_of_figures_are_never_put_together() -> None:
    """However near they stand, and though a cell of one is empty."""
    rows = [*ROWS, ["Zoster", "", "2 (1.9%)"], ["Sepsis", "3 (2.8%)", "4 (3.7%)"]]

    def draw(canvas: Canvas) -> None:
        put_rows(canvas, 60, 100, rows, step=10.5)

    found = cells(read(draw))

    assert (4, 2, "2 (1.9%)") in found
    assert (5, 2, "4 (3.7%)") in found


def test_tables_one_below_another_are_two() -> None:
    """Where space parts them and the second begins with a head of its own."""

    def draw(canvas: Canvas) -> None:
        y = put_rows(canvas, 60, 100, ROWS) + 12
        put_rows(canvas, 60, y, [["Event", "Talvexin", "Placebo"], ["Zoster", "6", "2"]])

    raw = read(draw)

    assert cells(raw) == CELLS
    assert cells(raw, 1)[3:] == [(1, 0, "Zoster"), (1, 1, "6"), (1, 2, "2")]


def test_a_cell_that_spans_heads_all_columns_below_it() -> None:
    """And one that spans rows stands for both."""
    table = Table(
        [
            ["Event", "Talvexin", "", "Placebo", ""],
            ["", "Any grade", "Grade 3", "Any grade", "Grade 3"],
            ["Zoster", "6 (5.6)", "1 (0.9)", "2 (1.9)", "0"],
        ]
    )
    spans = [("SPAN", (0, 0), (0, 1)), ("SPAN", (1, 0), (2, 0)), ("SPAN", (3, 0), (4, 0))]
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), *spans]))

    raw = read_table(table)
    headed = head_cells(raw.tables[0], raw.text)
    figure = next(cell for cell in headed.cells if cell.span.cut(raw.text) == "1 (0.9)")

    assert [head.cut(raw.text) for head in figure.column_heads] == ["Talvexin", "Grade 3"]
    assert [head.cut(raw.text) for head in figure.row_heads] == ["Zoster"]


def test_a_row_below_heads_that_span_columns_heads_them_too() -> None:
    """Though its own first cell says something."""
    table = Table(
        [
            ["Event", "Talvexin", "", "Placebo", ""],
            ["as coded", "Any grade", "Grade 3", "Any grade", "Grade 3"],
            ["Zoster", "6 (5.6)", "1 (0.9)", "2 (1.9)", "0"],
        ]
    )
    spans = [("SPAN", (1, 0), (2, 0)), ("SPAN", (3, 0), (4, 0))]
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), *spans]))

    raw = read(lambda canvas: put_table(canvas, table, 100))
    headed = head_cells(raw.tables[0], raw.text)
    figure = next(cell for cell in headed.cells if cell.span.cut(raw.text) == "2 (1.9)")

    assert [head.cut(raw.text) for head in figure.column_heads] == ["Placebo", "Any grade"]


def test_heads_without_rules_span_their_share_of_the_columns() -> None:
    """Two years above two columns each, set above the second of these."""
    rows = [["", "", "H1 2026", "", "H1 2025"], ["Region", "Sales", "Share", "Sales", "Share"]]
    rows += [["Europe", "92.1", "50", "85.6", "53"], ["Asia", "27.6", "15", "19.4", "12"]]

    def draw(canvas: Canvas) -> None:
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                put(canvas, 60 + 90 * column, 100 + 14 * at, text)

    raw = read(draw)
    headed = head_cells(raw.tables[0], raw.text)
    figure = next(cell for cell in headed.cells if cell.span.cut(raw.text) == "92.1")

    assert [head.cut(raw.text) for head in figure.column_heads] == ["H1 2026", "Sales"]


def test_lines_of_one_cell_are_one_row() -> None:
    """With the figures beside the first line, and beside the middle."""
    style = getSampleStyleSheet()["BodyText"]
    style.fontSize, style.leading = 9, 10.5
    rows = [
        ["Endpoint", "Talvexin", "Placebo"],
        ["Complete response at week 52, as judged by the committee", "45 (42.1%)", "23 (21.5%)"],
        ["Deaths", "0", "1 (0.9%)"],
    ]
    for place in ("TOP", "MIDDLE"):
        table = Table(
            [[Paragraph(text, style) for text in row] for row in rows], colWidths=[150, 90, 90]
        )
        table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), place)]))

        assert [text for _, _, text in cells(read_table(table))] == [
            text for row in rows for text in row
        ]


def test_a_caption_belongs_to_the_table_below_it() -> None:
    """It is read before the table, and is no heading."""

    def draw(canvas: Canvas) -> None:
        y = put_lines(canvas, 60, 100, TEXT) + 10
        put(canvas, 60, y, "Table 1. Responses at week 52 (n=214)", 10, BOLD)
        rule(canvas, 60, y + 6, 400)
        put_rows(canvas, 60, y + 20, ROWS)

    raw = read(draw)
    caption = raw.tables[0].caption

    assert caption is not None
    assert raw.text[slice(*caption)] == "Table 1. Responses at week 52 (n=214)"
    assert cells(raw) == CELLS


def test_a_table_goes_on_over_a_pages_end() -> None:
    """As one, with the head that it repeats; the page's foot does not stand in it."""

    def draw(canvas: Canvas, rows: Sequence[Sequence[str]], number: int) -> None:
        put(canvas, 290, 815, f"Page {number} of 2", 8)
        put_rows(canvas, 60, 100 if number == 2 else 740, rows)

    more = [["Infections", "48 (44.9%)", "44 (41.1%)"], ["Zoster", "6 (5.6%)", "2 (1.9%)"]]
    raw = read(
        lambda canvas: draw(canvas, ROWS, 1), lambda canvas: draw(canvas, [ROWS[0], *more], 2)
    )

    assert len(raw.tables) == 1
    assert (6, 1, "6 (5.6%)") in cells(raw)
    headed = head_cells(raw.tables[0], raw.text)
    figure = next(cell for cell in headed.cells if cell.span.cut(raw.text) == "6 (5.6%)")
    assert [head.cut(raw.text) for head in figure.column_heads] == ["Talvexin"]


def test_a_table_in_one_column_leaves_the_text_of_the_other_alone() -> None:
    """A sentence goes on above and below the table that interrupts it."""

    def draw(canvas: Canvas) -> None:
        y = put_lines(canvas, 60, 100, [*TEXT[:2], "cause, and they were seen by a nurse who"])
        for row in ROWS:
            for at, text in enumerate(row):
                put(canvas, 60 + 85 * at, y + 12, text)
            y += 14
        put_lines(
            canvas,
            60,
            y + 24,
            ["counted the tablets that were left at every visit they made.", *TEXT],
        )
        put_lines(canvas, 340, 100, [line[:44] for line in TEXT * 4])

    raw = read(draw)

    assert "seen by a nurse who counted the tablets" in raw.text
    assert cells(raw) == CELLS


def test_names_side_by_side_are_no_table() -> None:
    """A table tells figures; these are read one group after another."""

    def draw(canvas: Canvas) -> None:
        put_lines(canvas, 60, 100, ["Investors", "Ann Lee"])
        put_lines(canvas, 300, 100, ["Media", "Bo Li"])

    raw = read(draw)

    assert raw.tables == ()
    assert raw.text.split() == ["Investors", "Ann", "Lee", "Media", "Bo", "Li"]


def test_words_in_columns_with_a_figure_or_two_are_no_table() -> None:
    """A table tells figures in a third of its cells."""
    rows = [
        ["Ann Lee", "London", "chair"],
        ["Bo Li", "Basel", "since 2019"],
        ["Cy Ng", "Oslo", "none"],
    ]

    def draw(canvas: Canvas) -> None:
        put_rows(canvas, 60, 100, rows)

    assert read(draw).tables == ()


def test_a_table_may_begin_with_lines_of_its_first_cell() -> None:
    """Their figures stand beside the middle, lower than the first of them."""

    def draw(canvas: Canvas) -> None:
        put(canvas, 60, 100, "Any response, which")
        put(canvas, 60, 111, "means half or more")
        put(canvas, 200, 105.5, "62 (57.9%)")
        put(canvas, 300, 105.5, "34 (31.8%)")
        put(canvas, 60, 135, "Deaths")
        put(canvas, 200, 135, "0")
        put(canvas, 300, 135, "1 (0.9%)")

    first = [text for row, _, text in cells(read(draw)) if row == 0]

    assert first == ["Any response, which means half or more", "62 (57.9%)", "34 (31.8%)"]


def test_a_bullet_is_no_column() -> None:
    """Though its item stands far from it, and tells figures."""

    def draw(canvas: Canvas) -> None:
        for at in range(3):
            put(canvas, 60, 100 + 14 * at, "•")
            put(canvas, 90, 100 + 14 * at, f"Response in {20 + at} of 40 patients")

    raw = read(draw)

    assert raw.tables == ()
    assert texts(raw, "tr") == []
    assert raw.text.startswith("• Response in 20 of 40 patients\n• Response")


def test_a_box_around_a_text_is_no_table() -> None:
    """Nor are rules above and below a headline."""

    def draw(canvas: Canvas) -> None:
        canvas.rect(50, HEIGHT - 160, 300, 80)
        put_lines(canvas, 60, 100, TEXT)
        rule(canvas, 60, 300, 500)
        put(canvas, 60, 320, "Talvexin meets its goal in 214 patients", 16, BOLD)
        rule(canvas, 60, 330, 500)

    assert read(draw).tables == ()
