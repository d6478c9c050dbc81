"""The primary result: which sentence gives it, and that a brief tells it before anything else."""

import asyncio

import pytest

from pipeline.balance.primary import find_primary
from pipeline.embedded.engine import EmbeddedEngine
from pipeline.embedded.extract import extract_record
from pipeline.read.page import read_bytes
from pipeline.split import split_page
from pipeline.summarise import read_story, summarise
from schemas.balance import Outcome
from schemas.brief import Brief

LEAD = "Norvanta said velocel met the primary endpoint of the Phase 3 HARROW trial in stroke."
RESULT = (
    "In the randomised, double-blind trial of 1,204 adults, death or a first stroke occurred in 62 "
    "of 602 patients (10.3%) given velocel 20 mg and in 91 of 602 patients (15.1%) given placebo "
    "over a median follow-up of 19.2 months (hazard ratio 0.67; 95% CI 0.49 to 0.92; p = 0.01)."
)
ALONE = (
    "The difference in death alone was not significant (hazard ratio 0.94; 95% CI 0.71 to 1.24) "
    "against placebo."
)
HARMS = "Nausea was more common with velocel (9.1%) than with placebo (4.0%)."
PLANNED = "The primary endpoint will be a 30% fall in strokes against placebo."


def write_page(*sentences: str) -> bytes:
    """A page of one story, each sentence a paragraph of its own."""
    body = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    return f"<html><body><h1>Norvanta reports HARROW results</h1>{body}</body></html>".encode()


def primary_of(*sentences: str) -> str:
    """The words of the primary result; empty where none is found."""
    page = read_bytes(write_page(*sentences), "a.html")
    (article,) = split_page(page)
    source = read_story(page, article)
    found = find_primary(extract_record(page, article, source).passages, source)
    return found.evidence.text if found else ""


def brief_of(length: int, *sentences: str) -> Brief:
    """The brief of such a page."""
    page = read_bytes(write_page(*sentences), "a.html")
    (article,) = split_page(page)
    return asyncio.run(summarise(page, article, EmbeddedEngine(), length))


@pytest.mark.parametrize(
    ("sentences", "found"),
    [
        ((LEAD, RESULT, ALONE, HARMS), RESULT),
        ((LEAD, HARMS, RESULT), RESULT),
        ((LEAD, HARMS, ALONE), ""),
        ((HARMS, RESULT), ""),
        ((PLANNED, HARMS), ""),
        (
            (HARMS, "The primary endpoint, stroke, was 10.3% with velocel and 15.1% on placebo."),
            "The primary endpoint, stroke, was 10.3% with velocel and 15.1% on placebo.",
        ),
    ],
)
def test_the_primary_result_is_where_the_story_says_so(
    sentences: tuple[str, ...], found: str
) -> None:
    """Beside the endpoint's name or right behind it; no secondary, safety or planned figure."""
    assert primary_of(*sentences) == found


@pytest.mark.parametrize("length", [60, 120, 250])
def test_a_brief_tells_the_primary_result_first_of_all(length: int) -> None:
    """Both arms, though its own sentence is too long to print and names a harm."""
    brief = brief_of(length, LEAD, RESULT, ALONE, HARMS)

    assert "10.3%" in brief.summary
    assert "15.1%" in brief.summary
    row = next(item for item in brief.balance.criteria if item.id == "B17")
    assert row.outcome is Outcome.PASS


def test_what_a_trial_set_out_to_prevent_is_no_harm_of_its_drug() -> None:
    """Deaths of the primary endpoint are results; nausea is a harm."""
    record = brief_of(120, LEAD, RESULT, ALONE, HARMS).record

    assert [item.comparator_kind.value for item in record.outcomes] == ["concurrent_control"]
    assert "death" not in " ".join(event.term for event in record.safety)
    assert "nausea" in " ".join(event.term for event in record.safety).lower()


def test_the_effect_stands_right_behind_its_own_result() -> None:
    """`The hazard ratio was 0.67` never follows another comparison."""
    summary = brief_of(250, LEAD, RESULT, ALONE, HARMS).summary

    assert summary.index("15.1%") < summary.index("0.67")
    assert "0.94" not in summary or summary.index("0.67") < summary.index("0.94")
