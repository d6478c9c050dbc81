"""Small articles with one contradiction each: an editor hears of it, and of none in a sound one."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from pipeline.figures.arithmetic import check_source
from pipeline.figures.reading import read_source

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "contradictions.toml").read_text("utf-8")
)["case"]


@pytest.mark.parametrize("case", CASES, ids=[c["why"] + "/" + c["text"][-12:] for c in CASES])
def test_a_contradiction_is_noted_with_both_its_places(case: dict[str, Any]) -> None:
    """One note points at all the words of a row together; a sound article has no note at all."""
    notes = check_source(read_source(case["text"]))

    told = [(n.rule, n.reason, [e.text for e in n.evidence]) for n in notes]
    if not case["touches"]:
        assert told == []
    else:
        shown = [" | ".join(words) for _, _, words in told]
        assert any(all(words in each for words in case["touches"]) for each in shown), told
