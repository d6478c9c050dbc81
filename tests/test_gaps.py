"""Whether notes for the editor name what the labels find amiss: conflicts and gaps, both ways."""

import pytest

from evals.gaps import score_conflicts, score_gaps
from schemas.balance import Outcome
from schemas.brief import Brief, Notes
from schemas.record import Conflict, Gap
from schemas.score import Share
from schemas.text import Evidence
from schemas.verdict import SourceNote
from tests.builders import balance_of, brief_of, evidence_of, report_of
from tests.judged_golden import ARTICLE, shelf_of

SHELF = shelf_of()


def noted(
    *conflicts: Conflict, gaps: tuple[Gap, ...] = (), cautions: tuple[str, ...] = ()
) -> Brief:
    """A brief with these notes and no others."""
    brief = brief_of(report_of(), balance_of(Outcome.PASS), "Orbestat\nIt works.")
    notes = Notes(conflicts=conflicts, gaps=gaps, cautions=cautions)
    return brief.model_copy(update={"notes": notes})


def at(*words: str) -> tuple[Evidence, ...]:
    """The first such words of the article."""
    return tuple(evidence_of(one, ARTICLE, "orbestat") for one in words)


def conflict(*words: str) -> Conflict:
    """A note that points there."""
    return Conflict(kind="value", text="Two values.", evidence=at(*words))


def test_a_conflict_is_named_by_a_note_on_two_of_its_facts() -> None:
    """44% and 51% are both pointed at."""
    named, borne = score_conflicts(noted(conflict("44%", "51%")), SHELF)

    assert named == Share(hits=1, of=1)
    assert borne == Share(hits=1, of=1)


def test_a_note_on_one_of_two_facts_names_no_conflict() -> None:
    """Nor does the label bear it out: one shared fact may be part of any other complaint."""
    named, borne = score_conflicts(noted(conflict("44%")), SHELF)

    assert named == Share(hits=0, of=1)
    assert borne == Share(hits=0, of=1)


def test_a_note_on_other_facts_is_borne_out_by_nothing() -> None:
    """9% and 4% are no conflict of the labels."""
    named, borne = score_conflicts(noted(conflict("9%", "4% on placebo")), SHELF)

    assert named == Share(hits=0, of=1)
    assert borne == Share(hits=0, of=1)


def test_the_same_note_from_two_hands_counts_once() -> None:
    """By the record and by the checker's note on its source, word for word."""
    brief = noted(conflict("44%", "51%"))
    note = SourceNote(rule="EB_SOURCE_CONFLICT", reason="Two values.", evidence=at("44%", "51%"))
    report = brief.report.model_copy(update={"source_notes": (note,)})

    named, borne = score_conflicts(brief.model_copy(update={"report": report}), SHELF)

    assert (named, borne) == (Share(hits=1, of=1), Share(hits=1, of=1))


def test_no_false_alarm_leaves_the_notes() -> None:
    """One note touches nothing labelled; two are of the same facts, which are no conflict."""
    brief = noted(
        conflict("HARBOUR-2"), conflict("9%", "6% on"), conflict("6% on", "9%"), conflict()
    )

    assert score_conflicts(brief, SHELF) == (Share(hits=0, of=1), Share(hits=0, of=4))


def test_a_conflict_of_one_fact_needs_that_fact_alone() -> None:
    """A percentage that no whole number gives."""
    shelf = shelf_of(conflicts=[{"kind": "whole_patients", "text": "9%.", "facts": ["f8"]}])

    assert score_conflicts(noted(conflict("9%")), shelf)[0] == Share(hits=1, of=1)
    assert score_conflicts(noted(conflict("6% on")), shelf)[0] == Share(hits=0, of=1)


def test_without_notes_nothing_is_named() -> None:
    """No note, no share of notes."""
    assert score_conflicts(noted(), SHELF) == (Share(hits=0, of=1), Share(hits=0, of=0))


@pytest.mark.parametrize(
    ("field", "text", "hits"),
    [
        ("denominator", "One rate has no number of patients.", 1),
        ("duration", "Nothing of how it lasts.", 1),
        ("follow_up", "Nothing of how it lasts.", 1),
        ("safety_denominator", "Harms have no number of patients.", 1),
        ("comparator", "No control group.", 0),
        ("date", "How long the responses last is not said.", 1),
    ],
)
def test_a_gap_is_named_by_its_field_or_by_its_words(field: str, text: str, hits: int) -> None:
    """Fields that different hands name differently are one; words count by their share."""
    gap = Gap(field=field, reason="not_reported", text=text)

    assert score_gaps(noted(gaps=(gap,)), SHELF) == (Share(hits=hits, of=2), Share(hits=hits, of=1))


def test_a_caution_can_name_a_gap() -> None:
    """What is said to the reader is said."""
    brief = noted(cautions=("How long responses last is not known.",))

    assert score_gaps(brief, SHELF) == (Share(hits=1, of=2), Share(hits=0, of=0))


def test_notes_on_gaps_that_nobody_labelled_are_counted() -> None:
    """One of two is borne out, whichever comes first."""
    gaps = (
        Gap(field="comparator", reason="not_reported", text="No control group."),
        Gap(field="denominator", reason="not_reported", text="Of how many is not said."),
    )

    assert score_gaps(noted(gaps=gaps), SHELF)[1] == Share(hits=1, of=2)
    assert score_gaps(noted(gaps=gaps[::-1]), SHELF)[1] == Share(hits=1, of=2)
