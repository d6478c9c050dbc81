"""What was considered for a figure, and why: as an editor reads it, and as the verdict has it."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from pipeline.figures.candidates import MOST, explain_report
from pipeline.figures.check import check_against
from pipeline.figures.reading import read_figures, read_source
from schemas.verdict import FigureCheck, FigureReport
from tests.figure_texts import any_text

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "candidates.toml").read_text("utf-8")
)["case"]


def explain(text: str, *sources: str) -> FigureReport:
    """The report on a text, explained; the sources are `a`, `b`, …"""
    read = read_figures(text)
    known = tuple(read_source(s, name) for s, name in zip(sources, "abc", strict=False))
    return explain_report(check_against(read, known), read, known)


def told(check: FigureCheck, *, taken: bool) -> list[str]:
    """`52% | taken: …` for each candidate that was (not) taken."""
    chosen = (c for c in check.candidates if c.taken is taken)
    return [f"{c.evidence.text} | {c.reason}" for c in chosen]


@pytest.mark.parametrize("case", CASES, ids=[c["why"] for c in CASES])
def test_a_row_s_candidates_are_taken_and_refused_for_a_reason(case: dict[str, Any]) -> None:
    """One figure of a text: what was taken for it, and what was not."""
    report = explain(case["text"], case["source"])
    [check] = [c for c in report.checks if c.figure.text == case["figure"]]

    assert told(check, taken=True) == case["taken"], check.reason
    assert told(check, taken=False) == case["refused"], check.reason


@given(any_text, any_text)
@settings(max_examples=150, deadline=None)
def test_what_is_taken_is_the_evidence_of_the_verdict(text: str, source: str) -> None:
    """In its order and before the rest; at most six unless it is more; and nothing else changes."""
    read, known = read_figures(text), (read_source(source, "a"), read_source(text, "b"))
    plain = check_against(read, known)
    report = explain_report(plain, read, known)

    for before, check in zip(plain.checks, report.checks, strict=True):
        assert check.model_copy(update={"candidates": ()}) == before
        taken = [c for c in check.candidates if c.taken]
        assert tuple(c.evidence for c in taken) == check.evidence
        assert list(check.candidates[: len(taken)]) == taken
        assert len(check.candidates) <= max(MOST, len(taken))
        for candidate in check.candidates:
            assert candidate.reason.startswith("taken") is candidate.taken
            assert " ".join(candidate.evidence.text.split()) in candidate.sentence


def test_a_report_has_no_candidates_until_they_are_asked_for() -> None:
    """So that a check which explains nothing does no more work than before."""
    read, known = read_figures("It rose 12%."), (read_source("It rose 12%.", "a"),)

    assert [c.candidates for c in check_against(read, known).checks] == [()]


def test_each_candidate_names_its_own_source() -> None:
    """The value stands in one source, the same fact in another."""
    [check] = explain(
        "Belcoran sales rose 12%.", "Sales were flat.", "Belcoran sales rose 12%."
    ).checks

    assert [c.evidence.source_id for c in check.candidates] == ["b"]


def test_a_long_sentence_is_cut_between_words_around_the_figure() -> None:
    """Its beginning and end are left out with a sign."""
    words = "word " * 40
    [check] = explain(
        "Belcoran sales rose 12%.", f"{words}belcoran sales rose 12% {words}end."
    ).checks
    [candidate] = check.candidates

    assert candidate.sentence.startswith("…word ")
    assert candidate.sentence.endswith(" word…")
    assert "belcoran sales rose 12% word" in candidate.sentence
    assert len(candidate.sentence) < 160


@pytest.mark.parametrize(
    ("fix", "replaced"),
    [("25%", "52%"), ("nearly 25%", "about 52%")],
)
def test_a_fix_takes_the_hedge_s_place_only_if_it_brings_one(fix: str, replaced: str) -> None:
    """Never `about nearly 25%`, and no `about` is lost to a plain value."""
    text = "Relapses fell by about 52% with belcoran."
    [check] = explain(text, "Relapses fell by 25% with belcoran.").checks
    check = check.model_copy(update={"fix": fix})

    assert check.fix_span.cut(text) == replaced
