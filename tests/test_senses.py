"""What a figure measures is read from its cell, its clause, the sentence before and the heading."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from pipeline.figures.reading import read_source
from pipeline.figures.senses import read_senses
from pipeline.figures.sentences import stems
from tests.figure_texts import any_text

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "senses.toml").read_text("utf-8")
)["case"]


@pytest.mark.parametrize("case", CASES, ids=[c["why"] for c in CASES])
def test_a_figure_measures_what_a_reader_would_say(case: dict[str, Any]) -> None:
    """Every word that tells the measure is there, and none that tells another's."""
    source = read_source(case["text"])
    found = {f.text: sense for f, sense in zip(source.figures, read_senses(source), strict=True)}
    for text, wanted in case["senses"].items():
        near = source.roles[[f.text for f in source.figures].index(text)].words
        assert stems(wanted["has"]) <= found[text] | near
        assert not stems(wanted.get("lacks", "")) & found[text]


@given(any_text)
def test_every_figure_has_a_sense_though_it_may_be_empty(text: str) -> None:
    """One for each, in order, whatever the text."""
    source = read_source(text)
    assert len(read_senses(source)) == len(source.figures)
