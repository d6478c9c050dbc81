"""What a figure says and of whom, as the words around it tell."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from pipeline.figures.reading import read_figures
from tests.figure_texts import any_text

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "cues.toml").read_text("utf-8")
)["case"]


@pytest.mark.parametrize("case", CASES, ids=[c["why"] for c in CASES])
def test_a_figure_takes_the_cues_that_a_reader_would_give_it(case: dict[str, Any]) -> None:
    """Each figure the row names has the cues the row gives; an empty cue is not told."""
    read = read_figures(case["text"])
    roles = {f.text: r for f, r in zip(read.figures, read.roles, strict=True)}

    for text, wanted in case["roles"].items():
        said = {n: getattr(roles[text], n) for n in wanted if n != "status"}
        if "status" in wanted:
            said["status"] = roles[text].status.name.lower()
        assert said == wanted, text


@given(any_text)
@settings(max_examples=150, deadline=None)
def test_every_figure_has_one_role(text: str) -> None:
    """In the same order, each with a sentence that holds the figure's start."""
    read = read_figures(text)

    assert len(read.roles) == len(read.figures)
    for figure, role in zip(read.figures, read.roles, strict=True):
        assert 0 <= role.sentence < len(read.sentences)
        assert read.sentences[role.sentence].start <= figure.span.start


def test_a_source_written_out_holds_its_roles_and_facts() -> None:
    """What is read only when asked for is there when the whole is asked for."""
    source = read_figures("The response rate was 52% (13/25). No patient died.")

    written = source.model_dump()

    assert [role["measure"] for role in written["roles"]] == [r.measure for r in source.roles]
    assert [fact["id"] for fact in written["facts"]] == ["f1", "f2"]
    assert source.roles[:2] == (source.roles[0], source.roles[-2])
