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


@pytest.mark.parametrize(
    ("text", "latest"),
    [
        ("At week 12 31 of 84 patients responded; at week 52 30% still did.", "week 52"),
        ("31 of 84 patients responded (36.9%) over a median follow-up of 14 months.", "14 months"),
        ("31 of 84 patients (36.9%) responded after 9 months of follow-up.", "9 months"),
        ("Median survival was 18.26 weeks and 36.9% of patients responded to 24 months of it.", ""),
        ("36.9% of patients responded; its cash lasts 20 months.", ""),
    ],
)
def test_results_end_with_the_latest_reading_or_follow_up(text: str, latest: str) -> None:
    """Neither a survival, a part of a decimal, nor how long a drug is given or cash lasts."""
    page = read_bytes(f"Orbin Bio trial results\n\nThe trial. {text}\n".encode(), "page")
    article = split_page(page)[0]
    gaps = extract_record(page, article, read_story(page, article)).gaps
    told = [gap.text for gap in gaps if gap.field == "duration"]

    assert told == (
        [f"Nothing is reported beyond {latest}; later results are not known."] * bool(latest)
    )
