"""What a model is shown of a text, and how its words are found again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.figures.reading import read_source
from pipeline.model.clean import clean
from pipeline.model.shown import cut, original, show

TEXT = "Ostrel said\u200b 7 of\n  12 adults\u2063 responded.\U000e0041\U000e0042 More later."


def test_what_no_reader_sees_is_not_shown() -> None:
    """Zero-width characters, invisible separators and tag characters are left out."""
    assert clean(TEXT).text == "Ostrel said 7 of\n  12 adults responded. More later."


def test_copied_words_are_found_where_they_stand() -> None:
    """White space counts as one, hidden characters as none, and the place is the original's."""
    place = clean(TEXT).find("7 of 12 adults responded.")

    assert place is not None
    assert place.cut(TEXT) == "7 of\n  12 adults\u2063 responded."


@pytest.mark.parametrize("words", ["7 of 13 adults", "7 OF 12 adults", "", " ", "Ostrel said 8"])
def test_words_that_do_not_stand_there_are_not_found(words: str) -> None:
    """No edit, no case and no guess is forgiven."""
    assert clean(TEXT).find(words) is None


@given(st.text(alphabet="ab \n\u200b\ufe0f9%", max_size=80))
def test_every_word_shown_is_found_in_its_place(text: str) -> None:
    """The map back holds for any text."""
    cleaned = clean(text)
    for word in cleaned.text.split():
        place = cleaned.find(word)
        assert place is not None
        assert clean(place.cut(text)).text == word


@given(st.text(alphabet="ab .\n ", min_size=1, max_size=600), st.integers(1, 40))
def test_stretches_cover_a_text_once(text: str, most: int) -> None:
    """Nothing is lost and nothing is shown twice, however small the window."""
    shown = show(read_source(text))
    stretches = cut(shown, most)

    assert "".join(stretch.cut(shown.text) for stretch in stretches) == shown.text
    assert all(stretch.end - stretch.start <= most * 3 for stretch in stretches)


def test_a_stretch_ends_behind_a_paragraph_and_leads_back() -> None:
    """Blanks that stand for other stories are not shown; places are the source's own."""
    text = "First paragraph of it.\n\n" + " " * 50 + "\n\nSecond one with 12% in it."
    source = read_source(text)
    shown = show(source)
    first, second = cut(shown, 11)

    assert shown.text == "First paragraph of it.\n\nSecond one with 12% in it."
    assert second.cut(shown.text) == "Second one with 12% in it."
    assert original(shown, second).cut(text) == "Second one with 12% in it."
    assert first.cut(shown.text) == "First paragraph of it.\n\n"
