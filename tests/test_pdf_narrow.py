"""Tables whose columns stand no farther apart than words do are found; sentences stay sentences."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from pipeline.read.heads import head_cells
from pipeline.read.raw import Raw
from tests.pdf_pages import BOLD, ROMAN, cells, put, put_lines, read, set_lines, width

SPACE = 2.5
"""Points, between two words of ten-point Times."""

ROWS = [
    ["Event", "Talvexin (n=107)", "Placebo (n=106)"],
    ["Any serious infection of the lung", "31.7% (34)", "30.1% (32)"],
    ["Zoster", "8.9% (10)", "4.2% (4)"],
]

TEXT = [
    "The trial was done at 61 sites in eleven countries, and all",
    "patients were followed for a year or until they died of any",
    "cause, whichever of these came first.",
]


def put_narrow(
    canvas: Canvas,
    y: float,
    rows: Sequence[Sequence[str]],
    align: str = "left",
    gap: float = SPACE + 0.5,
) -> float:
    """Draw rows whose columns are as wide as their longest cell; where the next would stand."""
    wide = [max(width(row[at]) for row in rows) for at in range(len(rows[0]))]
    for row in rows:
        x = 60.0
        for at, text in enumerate(row):
            room = wide[at] - width(text)
            shift = {"left": 0.0, "right": room, "middle": room / 2}[align] if at else 0.0
            put(canvas, x + shift, y, text)
            x += wide[at] + gap
        y += 14
    return y


def flat(rows: Sequence[Sequence[str]]) -> list[tuple[int, int, str]]:
    """Row, column and text of all cells."""
    return [(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row)]


def between_texts(rows: Sequence[Sequence[str]], align: str = "left") -> Raw:
    """Rows between two paragraphs."""

    def draw(canvas: Canvas) -> None:
        y = put_lines(canvas, 60, 100, TEXT) + 8
        put_lines(canvas, 60, put_narrow(canvas, y, rows, align) + 8, TEXT)

    return read(draw)


@pytest.mark.parametrize("align", ["left", "right", "middle"])
def test_columns_as_near_as_words_are_a_table(align: str) -> None:
    """Figures set left, right and in the middle; the paragraphs are no part of it."""
    raw = between_texts(ROWS, align)

    assert cells(raw) == flat(ROWS)
    assert raw.text.startswith(" ".join(TEXT) + "\n\nEvent\t")
    assert raw.text.endswith(" ".join(TEXT))


def test_two_short_columns_are_a_table() -> None:
    """A name and a price."""
    rows = [["Country", "Price"], ["Italy", "€6.20"], ["Portugal", "€5.85"]]

    assert cells(between_texts(rows)) == flat(rows)


def test_a_figure_has_the_heads_of_its_column_and_row() -> None:
    """As in a wide table."""
    raw = between_texts(ROWS)
    headed = head_cells(raw.tables[0], raw.text)
    figure = next(cell for cell in headed.cells if cell.span.cut(raw.text) == "4.2% (4)")

    assert [head.cut(raw.text) for head in figure.column_heads] == ["Placebo (n=106)"]
    assert [head.cut(raw.text) for head in figure.row_heads] == ["Zoster"]


def test_years_head_columns_and_are_no_row_of_figures() -> None:
    """Though they are nothing but digits."""
    rows = [["Sales", "2026", "2025"], ["Drugs for gout", "0.57 (0.23)", "0.83 (0.46)"]]
    rows.append(["Pain", "0.86 (0.46)", "0.18 (0.16)"])
    raw = between_texts(rows, "right")
    headed = head_cells(raw.tables[0], raw.text)
    figure = next(cell for cell in headed.cells if cell.span.cut(raw.text) == "0.18 (0.16)")

    assert [head.cut(raw.text) for head in figure.column_heads] == ["2025"]


def test_a_bracket_stays_with_its_figure() -> None:
    """Though figures and brackets are all of one width, one below the other."""
    rows = [["Drugs for gout", "57 (23)", "8 (4)"], ["Pain", "8 (4)", "11 (5)"]]
    rows.append(["Any other", "23 (19)", "44 (40)"])

    assert cells(between_texts(rows)) == flat(rows)


def test_the_rest_of_a_label_belongs_to_its_row() -> None:
    """Its second line stands alone, below its figures."""
    rows = [
        ROWS[1],
        ["Stopped the drug", "6.1% (7)", "3.8% (4)"],
        ["because of it", "", ""],
        ROWS[2],
    ]

    texts = [text for _, _, text in cells(between_texts(rows))]

    assert texts[3] == "Stopped the drug because of it"
    assert texts[6:] == ROWS[2]


def test_a_caption_right_above_is_no_head() -> None:
    """Its words stand anyhow over the columns."""

    def draw(canvas: Canvas) -> None:
        put(canvas, 60, 86, "Table 1. Events in the first year in all who took a dose", 10, ROMAN)
        put_narrow(canvas, 100, ROWS)

    raw = read(draw)

    assert cells(raw) == flat(ROWS)
    assert raw.tables[0].caption is not None


def test_a_sentence_right_below_is_no_row() -> None:
    """It has figures, but as many words as a line."""

    def draw(canvas: Canvas) -> None:
        y = put_narrow(canvas, 100, ROWS)
        put_lines(canvas, 60, y, ["In 12 of 40 patients this was seen 31.7% more often", *TEXT[1:]])

    assert cells(read(draw)) == flat(ROWS)


@pytest.mark.parametrize("spread", [False, True])
def test_lines_of_text_with_figures_in_them_are_no_table(spread: bool) -> None:
    """Also where they are spread out and a gap of one stands below a gap of the other."""
    lines = [
        "Of those on the drug 45 of 107 and 23 of 106 did, which is 42.1% and 21.7%",
        "Of those on a lower 31 of 104 and 22 of 105 did, which is 29.8% and 21.0%",
        "Of those on neither 12 of 101 and 19 of 103 did, which is 11.9% and 18.4%",
        "or so.",
    ]

    def draw(canvas: Canvas) -> None:
        if spread:
            set_lines(canvas, 60, 100, lines, 400)
        else:
            put_lines(canvas, 60, 100, lines)

    assert read(draw).tables == ()


def test_lines_spread_far_over_a_narrow_column_are_no_table() -> None:
    """Few words on each, alike apart on one line and not on the next: of equal width, all."""
    lines = [
        "of $867 million adverse",
        "361 (1.90) placebo investigators",
        "was 5.3 12.4% 9",
        "or so.",
    ]

    def draw(canvas: Canvas) -> None:
        set_lines(canvas, 60, 100, lines, 200)

    assert read(draw).tables == ()


def test_sentences_set_two_spaces_apart_are_no_table() -> None:
    """The wide gap behind a full stop stands over a gap of the next line by chance."""

    def draw(canvas: Canvas) -> None:
        for at, (before, behind) in enumerate(
            [("No patient died.", "45 of them"), ("They took a pill", "12 times a week"),
             ("until they stopped.", "23 went on")]
        ):  # fmt: skip
            put(canvas, 60, 100 + 12 * at, before)
            put(canvas, 60 + width(before) + (5 if at != 1 else 2.5), 100 + 12 * at, behind)

    assert read(draw).tables == ()


def test_numbered_items_that_begin_with_figures_are_no_table() -> None:
    """A number and what it stands before are no two columns."""

    def draw(canvas: Canvas) -> None:
        put_narrow(canvas, 100, [["1.", "45 patients"], ["10.", "5 of them"], ["11.", "12 more"]])

    assert read(draw).tables == ()


def test_bold_rows_are_rows() -> None:
    """The sum below a table is printed bold."""
    rows = [["Europe", "341.1", "171.9"], ["Asia and Africa", "98.6", "7.2"]]

    def draw(canvas: Canvas) -> None:
        y = put_narrow(canvas, 100, rows)
        for x, text in ((60, "All"), (60 + width("Asia and Africa") + 3, "439.7")):
            put(canvas, x, y, text, 10, BOLD)
        put(canvas, 60 + width("Asia and Africa") + 6 + width("341.1"), y, "179.1", 10, BOLD)

    assert cells(read(draw))[6:] == [(2, 0, "All"), (2, 1, "439.7"), (2, 2, "179.1")]


WORDS = st.sampled_from(
    "in of the drug patients 12 of 40 31.7% (34) placebo, trial. were and 2026 0.83 no".split()
)


@pytest.mark.slow
@given(st.lists(st.lists(WORDS, min_size=1, max_size=9), min_size=1, max_size=7))
def test_no_word_of_any_lines_is_lost(lines: list[list[str]]) -> None:
    """Whatever is taken for a table."""

    def draw(canvas: Canvas) -> None:
        put_lines(canvas, 60, 100, [" ".join(line) for line in lines])

    assert sorted(read(draw).text.split()) == sorted(word for line in lines for word in line)
