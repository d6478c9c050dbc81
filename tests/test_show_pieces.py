"""Texts cut at the edges of marks that may overlap; words around a place."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.show.pieces import cut_pieces
from pipeline.show.snippets import harmless, snippet
from schemas.text import Span

SPANS = st.tuples(st.integers(0, 29), st.integers(1, 10)).map(
    lambda pair: Span(start=pair[0], end=pair[0] + pair[1])
)


def test_overlapping_marks_share_the_piece_they_share() -> None:
    """0:4 with marks on 1:3 and 2:4 is four pieces."""
    pieces = cut_pieces(Span(start=0, end=4), [Span(start=1, end=3), Span(start=2, end=4)])

    assert [(p.span.start, p.span.end, p.marks) for p in pieces] == [
        (0, 1, ()),
        (1, 2, (0,)),
        (2, 3, (0, 1)),
        (3, 4, (1,)),
    ]


@given(SPANS, st.lists(SPANS, max_size=8))
def test_pieces_are_the_whole_stretch_once(within: Span, marks: list[Span]) -> None:
    """Each code point lies in one piece, which names exactly the marks that cover it."""
    pieces = cut_pieces(within, marks)
    places = [place for p in pieces for place in range(p.span.start, p.span.end)]

    assert places == list(range(within.start, within.end))
    for piece in pieces:
        for place in range(piece.span.start, piece.span.end):
            covering = tuple(i for i, m in enumerate(marks) if m.start <= place < m.end)
            assert piece.marks == covering


def test_a_snippet_stays_on_its_line_and_is_cut_between_words() -> None:
    """The words before and after, with `…` only where the line goes on."""
    text = "above\nthe rate in this group of patients was 42% overall\nbelow"
    start = text.index("42%")

    assert snippet(text, Span(start=start, end=start + 3), 16) == (
        "…patients was ",
        "42%",
        " overall",
    )


def test_a_snippet_makes_one_space_of_many() -> None:
    """Masked boilerplate is a run of spaces; nobody wants to read it."""
    text = "a" + " " * 40 + "42%"

    assert snippet(text, Span(start=41, end=44)).before.endswith(" ")
    assert "  " not in snippet(text, Span(start=41, end=44)).before


def test_characters_that_steer_a_terminal_are_shown_not_obeyed() -> None:
    """An escape sequence in an article must not colour or erase the editor's screen."""
    assert harmless("a\x1b[2Jb\x9bc") == "a�[2Jb�c"


def test_marks_that_turn_the_reading_order_are_replaced() -> None:
    """`12\u202e34` would read as 43 to a person and as 34 to the engine."""
    assert harmless("12\u202e34\u2066") == "12�34�"


@given(st.text())
def test_a_harmless_text_is_as_long_as_before(text: str) -> None:
    """So that every offset still holds."""
    assert len(harmless(text)) == len(text)
