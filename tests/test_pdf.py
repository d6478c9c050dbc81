"""What a PDF prints is read in the order it is read in, with every figure as it is printed."""

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.pdf_pages import (
    BOLD,
    LEFT,
    RIGHT,
    put,
    put_letters,
    put_lines,
    read,
    set_lines,
    texts,
)


def columns(canvas: Canvas) -> None:
    """Two columns under a title that spans them."""
    put(canvas, 60, 80, "A drug for the kidney, and what it did in a year", 16, BOLD)
    set_lines(canvas, 60, 120, [*LEFT, ""], 215)
    set_lines(canvas, 310, 120, RIGHT, 215)


def test_the_left_column_is_read_before_the_right_one() -> None:
    """And the sentence that the column's end parts is one."""
    raw = read(columns)

    assert raw.text == (
        "A drug for the kidney, and what it did in a year\n\n" + " ".join([*LEFT, *RIGHT])
    )
    assert texts(raw, "h1") == ["A drug for the kidney, and what it did in a year"]


def test_columns_are_found_when_the_page_is_drawn_line_by_line_across_them() -> None:
    """The order of drawing is not the order of reading."""

    def draw(canvas: Canvas) -> None:
        for at, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
            put(canvas, 60, 120 + 12 * at, left)
            put(canvas, 310, 120 + 12 * at, right)

    raw = read(draw)

    assert " ".join(raw.text.split()) == " ".join([*LEFT, *RIGHT])


def test_what_spans_the_columns_in_the_middle_of_a_page_parts_them() -> None:
    """Above it both columns, then it, then both below it."""

    def draw(canvas: Canvas) -> None:
        set_lines(canvas, 60, 120, LEFT, 215)
        set_lines(canvas, 310, 120, RIGHT, 215)
        put(
            canvas,
            60,
            220,
            "Figure 1. Responses over time in both arms, and in all who were treated once",
        )
        put_lines(
            canvas,
            60,
            260,
            [
                "The left column goes on below with 12 of",
                "40 patients, who were older than the",
                "others in the trial by 9.1 years or so.",
            ],
        )
        put_lines(
            canvas,
            310,
            260,
            [
                "The right column ends with 31 of 40 and",
                "with a few words on the next trial, to",
                "be started before the end of 2027.",
            ],
        )

    raw = read(draw)

    order = ["complete response", "from a ladder", "Figure 1", "12 of 40", "31 of 40"]
    assert sorted(order, key=raw.text.index) == order
    assert texts(raw, "figcaption") == [
        "Figure 1. Responses over time in both arms, and in all who were treated once"
    ]


def test_three_columns_are_read_one_after_another() -> None:
    """Also where their lines stand on different baselines."""
    parts = [
        [
            "Sales of one product rose",
            "by 22% to 71.4 million in",
            "the year that ended in",
            "June, for the first time.",
        ],
        [
            "Those of another one, for",
            "which the patent has been",
            "lost, fell by 9% to 38.0",
            "million in the same year.",
        ],
        [
            "Others brought in a sum of",
            "74.8 million, some of it",
            "from the firm bought this",
            "March for 31 million.",
        ],
    ]

    def draw(canvas: Canvas) -> None:
        for at, part in enumerate(parts):
            put_lines(canvas, 50 + 170 * at, 100 + 5 * at, part)

    assert " ".join(read(draw).text.split()) == " ".join(line for part in parts for line in part)


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("the effects were statisti-", "cally sound", "statistically sound"),
        ("the trial was double-", "blind and short", "double-blind and short"),
        ("patients were given CAR-", "T cells of their own", "CAR-T cells"),
        ("at sites in some 12-", "14 countries of Europe", "12-14 countries"),
        ("failure is seen in 10–", "20% of the patients", "10–20% of"),
        ("a protein-to-", "creatinine ratio of 3", "protein-to-creatinine ratio"),
        ("both pre- and", "post-treatment values", "pre- and post-treatment"),
        ("both long-", "and short-term effects", "long- and short-term"),
        ("a dose of 450 mg/", "day for a whole year", "450 mg/day for"),
        ("what follow-up there is, and the fol-", "low-up visits", "follow-up visits"),
        ("the co-", "administered drug, and coadministered ones", "coadministered drug"),
        ("the agents’ re-use, and the re-", "use of those", "re-use of"),
    ],
)
def test_a_word_broken_at_a_lines_end_is_put_together(above: str, below: str, joined: str) -> None:
    """A hyphen goes only where it parts a lower-case word that is no compound."""

    def draw(canvas: Canvas) -> None:
        put_lines(canvas, 60, 100, [above, below])

    assert joined in read(draw).text


def test_a_hyphen_of_its_own_kind_tells_broken_words_from_compounds() -> None:
    """Where U+2010 marks breaks, a plain hyphen at a line's end is a compound's."""

    def draw(canvas: Canvas) -> None:
        put_letters(canvas, 100, "patients took talvexin for a year and were fol\u2010")
        put_letters(canvas, 112, "lowed up by nurses in an easy-")
        put_letters(canvas, 124, "going way. In\u2010")
        put_letters(canvas, 136, "creases were seen")

    text = read(draw).text

    assert "followed up" in text
    assert "easy-going way" in text
    assert "way. Increases were" in text


def test_lines_end_paragraphs_where_the_next_word_would_have_fitted() -> None:
    """No blank space parts these two, nor is the second one set in."""

    def draw(canvas: Canvas) -> None:
        put_lines(
            canvas,
            60,
            100,
            [*LEFT[:2], "trial.", "Then 12 more patients were added to the trial, so"],
        )

    assert read(draw).text == " ".join([*LEFT[:2], "trial."]) + (
        "\n\nThen 12 more patients were added to the trial, so"
    )


def test_a_line_set_in_begins_a_paragraph() -> None:
    """Though the line above is full and nothing but the indent parts them."""

    def draw(canvas: Canvas) -> None:
        put_lines(canvas, 60, 100, LEFT[:2])
        put(canvas, 60, 124, "trial. Of those on placebo 23 of 107 patients did.")
        put(canvas, 74, 136, "Later 12 more patients were added to them, and")
        put(canvas, 60, 148, "none of these had a response.")

    assert read(draw).text.count("\n\n") == 1
    assert "did.\n\nLater 12" in read(draw).text
