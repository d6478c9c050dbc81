"""What a story leaves out is asked for once, and only where the story raises the question."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from pipeline.embedded.extract import extract_record
from pipeline.read.page import read_bytes
from pipeline.split import split_page
from pipeline.summarise import read_story

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "missing.toml").read_text("utf-8")
)["case"]


def _fields(text: str) -> list[str]:
    """The fields of a story's gaps."""
    page = read_bytes(f"Orbin Bio news\n\n{text}\n".encode(), "page")
    article = split_page(page)[0]
    return [gap.field for gap in extract_record(page, article, read_story(page, article)).gaps]


@pytest.mark.parametrize("case", CASES, ids=[c["why"] for c in CASES])
def test_a_question_is_asked_where_it_arises(case: dict[str, Any]) -> None:
    """The row's field is among the gaps, or is not where the story answers it."""
    fields = _fields(case["text"])

    assert case.get("field", "") in ("", *fields)
    assert case.get("without", "none") not in fields


def test_no_field_is_asked_twice() -> None:
    """One question of a kind is enough for an editor."""
    for case in CASES:
        fields = _fields(case["text"])
        assert len(fields) == len(set(fields)), fields
