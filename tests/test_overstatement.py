"""What a text says beyond its source, and what it keeps of a bound or a doubt in other words."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from pipeline.figures.check import check_figures

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "overstatement.toml").read_text("utf-8")
)["case"]


@pytest.mark.parametrize("case", CASES, ids=[c["why"] for c in CASES])
def test_a_text_says_no_more_than_its_source_or_is_told_so(case: dict[str, Any]) -> None:
    """Every figure of the text, in order, with its verdict and, where given, rule and severity."""
    report = check_figures(case["text"], case["source"])

    said = [f"{c.figure.text} {c.verdict.value}" for c in report.checks]
    assert said == [f"{w['text']} {w['verdict']}" for w in case["figures"]], [
        c.reason for c in report.checks
    ]
    for check, wanted in zip(report.checks, case["figures"], strict=True):
        assert check.rule == wanted.get("rule", check.rule), check.reason
        assert check.severity.value == wanted.get("severity", check.severity.value), check.reason
