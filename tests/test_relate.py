"""How two numbers relate by value and unit alone; each relation both ways."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from pipeline.figures.relate import relate
from pipeline.figures.relation import Strength
from pipeline.figures.scan import find_figures
from tests.figure_texts import any_text

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "relate.toml").read_text("utf-8")
)["case"]


@pytest.mark.parametrize("case", CASES, ids=[c["why"] for c in CASES])
def test_two_printed_figures_relate_as_a_careful_reader_says(case: dict[str, Any]) -> None:
    """The first figure of each text: how strongly the text's follows from the source's."""
    figure = find_figures(case["text"])[0][0]
    source = find_figures(case["source"])[0][0]

    relation = relate(figure, source)

    assert relation.strength.name.lower() == case["strength"]
    assert bool(relation.formula) == (relation.strength is Strength.DERIVED)


@given(any_text)
@settings(max_examples=200, deadline=None)
def test_a_figure_is_the_same_as_itself(text: str) -> None:
    """Whatever its kind, hedge and bound."""
    for figure in find_figures(text)[0]:
        assert relate(figure, figure).strength is Strength.EXACT


@given(any_text, any_text)
@settings(max_examples=100, deadline=None)
def test_any_two_figures_can_be_related(text: str, source: str) -> None:
    """No pair of kinds, however odd, stops the check."""
    for figure in find_figures(text)[0]:
        for other in find_figures(source)[0]:
            assert relate(figure, other).strength in Strength
