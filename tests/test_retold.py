"""Articles retold: a wrong telling has an error on its words, a right one has none."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from pipeline.figures.check import check_figures
from schemas.verdict import FigureReport, Severity

ARTICLES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "retold.toml").read_text("utf-8")
)["article"]
WRONG = [(a["source"], text, words) for a in ARTICLES for text, words in a["wrong"]]
RIGHT = [(a["source"], text) for a in ARTICLES for text in a["right"]]


def _said(report: FigureReport, *severities: Severity) -> list[tuple[str, str]]:
    """The words and reasons of all findings of these severities."""
    figures = [(c.figure.text, c.reason) for c in report.checks if c.severity in severities]
    return figures + [(c.text, c.reason) for c in report.claims if c.severity in severities]


@pytest.mark.parametrize(("source", "text", "words"), WRONG, ids=[text for _, text, _ in WRONG])
def test_a_wrong_telling_has_an_error_on_its_words(source: str, text: str, words: str) -> None:
    """A figure or claim that fails holds the words that the row names."""
    errors = _said(check_figures(text, source), Severity.ERROR)

    assert any(words in found or found in words for found, _ in errors), errors


@pytest.mark.parametrize(("source", "text"), RIGHT, ids=[text for _, text in RIGHT])
def test_a_right_telling_is_left_in_peace(source: str, text: str) -> None:
    """Neither an error nor a warning stands on it."""
    assert _said(check_figures(text, source), Severity.ERROR, Severity.WARN) == []
