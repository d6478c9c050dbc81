"""Whose words are whose in a sentence that prints several values."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from pipeline.figures.glyphs import shade
from pipeline.figures.reading import read_source
from pipeline.figures.series import Labels, read_series
from pipeline.figures.series_phrases import words_of
from schemas.source import Source
from tests.figure_texts import any_text

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "series.toml").read_text("utf-8")
)["case"]


def _labels(source: Source, sentence: int) -> dict[str, Labels]:
    figures = [f for f, r in zip(source.figures, source.roles, strict=True)
               if r.sentence == sentence]  # fmt: skip
    low = shade(source.text).low
    labels = read_series(low, source.sentences[sentence], figures)
    return {f.text: one for f, one in zip(figures, labels, strict=True)}


@pytest.mark.parametrize("case", CASES, ids=[c["why"] for c in CASES])
def test_a_value_s_own_words_are_those_a_person_would_give_it(case: dict[str, Any]) -> None:
    """Each value named in the row has these words for its own and no others."""
    labels = _labels(read_source(case["text"]), 0)

    own = {text: sorted(frozenset().union(*labels[text].own)) for text in case["own"]}
    assert own == {text: sorted(words_of(words)) for text, words in case["own"].items()}


@given(any_text)
@settings(max_examples=150, deadline=None)
def test_every_figure_of_any_sentence_gets_labels(text: str) -> None:
    """One value's own words are none of what its series shares, whatever the text."""
    source = read_source(text)
    for sentence in {role.sentence for role in source.roles}:
        for one in _labels(source, sentence).values():
            assert not one.shared & frozenset().union(*one.own)
