"""An estimate of tokens: a rule that can be worked out by hand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.tokens import estimate_tokens


@pytest.mark.parametrize(
    ("text", "tokens", "why"),
    [
        ("", 0, "nothing"),
        ("patients", 1, "eight letters"),
        ("Neutropenia in 38%.", 6, "2 + 1 + 1 + 1 + 1"),
        ("1204", 2, "three digits and one"),
        ("a\n\n\nb", 3, "a run of line breaks is one"),
        ("a    b", 2, "blanks are part of the word behind them"),
        ("中文", 2, "one for each sign"),
        ("(≥3)", 4, "each mark by itself"),
    ],
)
def test_the_rule_is_the_documented_one(text: str, tokens: int, why: str) -> None:
    """Eight letters, three digits, one mark."""
    assert estimate_tokens(text) == tokens, why


@settings(deadline=None)
@given(one=st.text(max_size=50), other=st.text(max_size=50))
def test_more_text_is_never_fewer_tokens(one: str, other: str) -> None:
    """A limit that holds for the whole holds for each part."""
    assert estimate_tokens(f"{one}\n{other}") >= max(estimate_tokens(one), estimate_tokens(other))
