"""What a PDF prints is read in the order it is read in, with every figure as it is printed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from pipeline.read.pdf import read_pdf
from pipeline.read.pdf_shapes import Glyph
from pipeline.read.pdf_words import find_words
from pipeline.read.raw import Raw
from tests.pdf_pages import (
    BOLD,
    HEIGHT,
    box_of,
    make_pdf,
    put,
    put_lines,
    read,
    rule,
    set_lines,
    texts,
    use_letters,
    width,
)

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
        from_letters(canvas, 100, "patients took talvexin for a year and were fol\u2010")
        from_letters(canvas, 112, "lowed up by nurses in an easy-")
        from_letters(canvas, 124, "going way. In\u2010")
        from_letters(canvas, 136, "creases were seen")

    text = read(draw).text

    assert "followed up" in text
    assert "easy-going way" in text
    assert "way. Increases were" in text


def from_letters(canvas: Canvas, y: float, text: str) -> None:
    """Draw a line in a font that has all signs."""
    use_letters(canvas)
    canvas.drawString(60, HEIGHT - y, text)


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
        from_letters(canvas, 100, "a con\ufb01dence interval of 44% and pro\ufb01t")

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
    st.lists(st.from_regex(r"[a-zA-Z0-9.,%()±≤]{1,12}", fullmatch=True), min_size=1, max_size=60)
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
