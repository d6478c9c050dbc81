"""Which words and numbers count something: statements of absence, lone ones, names with digits."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from pipeline.figures.scan import find_figures

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "counted.toml").read_text("utf-8")
)["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_a_text_has_the_figures_that_a_reader_would_count(case: dict[str, Any]) -> None:
    """Those that the row lists, in reading order, and no other."""
    figures, _ = find_figures(case["text"])

    assert [figure.text for figure in figures] == case["figures"]
