"""Spin comes off, facts stay on."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.embedded.clauses import find_figures_in
from pipeline.embedded.spin import cut_spin, is_coloured

CASES = tomllib.loads(Path(__file__).with_name("cases").joinpath("spin.toml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES["cut"], ids=lambda case: case["why"])
def test_what_colours_a_fact_is_cut(case: dict[str, str]) -> None:
    """Interpretation, praise, labels and connectives go."""
    assert cut_spin(case["text"]).text == case["gives"]


@pytest.mark.parametrize("case", CASES["keep"], ids=lambda case: case["why"])
def test_what_belongs_to_a_fact_stays(case: dict[str, str]) -> None:
    """Figures, conditions, terms of art and limits stay."""
    assert cut_spin(case["text"]).text == case["gives"]


def test_a_cut_phrase_is_reported_with_its_family() -> None:
    """An editor can see what was taken off, and why."""
    cut = cut_spin("Volume was {m1}, showcasing interest that could grow.")

    assert cut.removed == (("extrapolation", "showcasing interest that could grow"),)


def test_praise_that_cannot_be_cut_is_seen() -> None:
    """`remained clean` would break without its adjective, so the clause is marked coloured."""
    cut = cut_spin("Safety remained clean at the cutoff.")

    assert is_coloured(cut.text)
    assert not is_coloured("No adverse events were reported at the cutoff.")


@given(st.lists(st.sampled_from(
    ["Rates rose", ", showing {m1}", ", reflecting hope", "{m2} of them", " and", " impressive",
     " of {m3} patients", ", which lifted {m4}", ": ", "; ", "however", ", far exceeding {m5}"]
), max_size=9))  # fmt: skip
def test_no_cut_loses_a_figure(parts: list[str]) -> None:
    """Whatever the sentence, every figure that went in comes out, in order."""
    text = "Qorvex " + "".join(parts)

    assert find_figures_in(cut_spin(text).text) == find_figures_in(text)
