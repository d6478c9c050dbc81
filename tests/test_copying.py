"""How much of a brief stands word for word in its source."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.copying import measure_copying

SOURCE = "The small trial of Qorvex in nine towns ended early because the pumps froze in May."


def test_a_copied_sentence_is_one_run() -> None:
    """Sixteen words in the source's order are a run of sixteen, and all of the text."""
    copying = measure_copying(SOURCE, SOURCE)

    assert (copying.longest_run, copying.share) == (16, "1.00")


def test_own_words_are_no_run() -> None:
    """Four words in a row are the language's, not the publisher's."""
    copying = measure_copying("Because the pumps froze, Qorvex stopped.", SOURCE)

    assert (copying.longest_run, copying.share) == (0, "0.00")


def test_a_quotation_is_not_copying() -> None:
    """What stands in quotation marks is said to be another's."""
    text = "It says: “The small trial of Qorvex in nine towns ended early”."

    assert measure_copying(text, SOURCE).longest_run == 0


def test_one_changed_word_ends_a_run() -> None:
    """Six words, one of our own, nine words from `towns` to `May`: the longest run is nine."""
    text = "The small trial of Qorvex in ten towns ended early because the pumps froze in May."

    assert measure_copying(text, SOURCE).longest_run == 9


@given(st.text(max_size=200))
def test_a_text_copies_no_more_words_than_it_has(text: str) -> None:
    """The share is between nothing and all, for any text."""
    copying = measure_copying(text, SOURCE + text)

    assert "0.00" <= copying.share <= "1.00"
    assert copying.longest_run <= len(text) + 1
