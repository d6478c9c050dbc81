"""One brief beside its labels: what the record of a case keeps, for good briefs, bad ones, none."""

import asyncio

import pytest

from evals.cases import check_text, fail_case, judge_text, new_case, score_case
from evals.truth import Shelf
from pipeline.embedded.engine import EmbeddedEngine
from pipeline.figures.check import check_against
from pipeline.figures.reading import read_figures, read_source
from pipeline.read.page import read_bytes
from pipeline.split import split_page
from pipeline.summarise import summarise
from schemas.brief import Brief
from schemas.eval import Ending, Truth
from schemas.score import Share
from tests.judged_golden import ARTICLE, shelf_of

SHELF = shelf_of()
SOURCE = read_source(ARTICLE, "s1")
GOOD = "Orbestat\nAt week 48, 44% on orbestat and 28% on placebo had a complete response."
BAD = "Orbestat\nAt week 48, 28% on orbestat and 44% on placebo had a complete response."


@pytest.fixture(scope="module")
def brief() -> Brief:
    """What the rules write of the article."""
    page = read_bytes(ARTICLE.encode(), "orbestat")
    (article,) = split_page(page)
    return asyncio.run(summarise(page, article, EmbeddedEngine(), 250))


def with_text(brief: Brief, text: str, first_draft: str = "") -> Brief:
    """The brief with other words, and with a first draft that said something else."""
    headline, summary = text.split("\n", 1)
    report = check_against(read_figures(text), (brief.source,))
    provenance = brief.provenance.model_copy(update={"first_draft": first_draft})
    return brief.model_copy(
        update={
            "headline": headline,
            "summary": summary,
            "report": report,
            "provenance": provenance,
        }
    )


def test_a_case_owes_what_its_labels_ask(shelf: Shelf = SHELF) -> None:
    """Also before anything came of it."""
    case = new_case(shelf, 2)

    assert (case.case, case.repeat, case.ending) == ("orbestat#s1", 2, Ending.ERRORED)
    assert (case.owed.must, case.owed.forbidden, case.owed.conflicts, case.owed.gaps) == (
        3,
        2,
        1,
        2,
    )
    assert case.owed.figures == len(SHELF.figures)


def test_a_crash_is_a_record_with_its_reason() -> None:
    """It delivers nothing of what it owes."""
    case = fail_case(SHELF, 0, "ModelError: no answer")

    assert (case.ending, case.error, case.released) == (
        Ending.ERRORED,
        "ModelError: no answer",
        None,
    )
    assert case.owed == new_case(SHELF, 0).owed


def test_a_case_that_was_not_asked_is_skipped() -> None:
    """A budget that is spent is no crash."""
    assert fail_case(SHELF, 0, "budget", Ending.SKIPPED).ending is Ending.SKIPPED


def test_a_right_text_has_no_wrong_figure_and_covers_its_must_say() -> None:
    """Judged by the labels."""
    judged = check_text(GOOD, SHELF, SOURCE)

    assert not judged.wrong
    assert judged.must == Share(hits=1, of=3)
    assert judged.words == len(GOOD.split()) - 1


def test_arms_that_changed_places_are_wrong_and_cover_nothing() -> None:
    """Each share is the other arm's; one wrong figure is enough to spoil what is to be covered."""
    judged = check_text(BAD, SHELF, SOURCE)

    assert {one.truth for one in judged.wrong} == {Truth.MISATTRIBUTED}
    assert judged.must.hits == 0


def test_the_checker_stands_beside_the_labels_and_never_for_them() -> None:
    """Its verdict is noted on each figure it saw; the truth is the same with no report at all."""
    text = "Orbestat\nSerious infections affected 8% of patients on orbestat."
    judged = check_text(text, SHELF, SOURCE)
    blind = judge_text(text, SHELF, check_against(read_figures(""), (SOURCE,)))

    (figure,) = judged.figures
    assert figure.checker is not None
    assert not figure.checker_ok
    assert blind.figures[0].checker is None
    assert blind.figures[0].truth is figure.truth is Truth.ALTERED


def test_a_forbidden_sentence_is_on_record() -> None:
    """With what forbids it."""
    judged = check_text("Orbestat\nOrbestat is safe for the kidney.", SHELF, SOURCE)

    assert [one.forbidden for one in judged.violations] == ["Orbestat is safe for the kidney."]
    assert judged.forbidden == 2


def test_copied_words_are_counted_in_a_row() -> None:
    """A sentence of the article, word for word."""
    said = "No deaths were reported. The reduction of steroid dose was 3.2 mg."

    assert check_text(f"Orbestat\n{said}", SHELF, SOURCE).longest_copied_run == 12
    assert check_text(GOOD, SHELF, SOURCE).longest_copied_run < 12


def test_a_brief_of_the_rules_is_scored(brief: Brief) -> None:
    """Both drafts, the reading, and what it took."""
    case = score_case(SHELF, 0, brief, 1.5)

    assert case.ending is Ending.SCORED
    assert case.released is not None
    assert case.released.text == brief.text
    assert not case.released.wrong
    assert case.reading is not None
    assert case.seconds == 1.5


def test_a_first_draft_is_judged_apart(brief: Brief) -> None:
    """An error that our checks took out stays on record as the draft's."""
    case = score_case(SHELF, 0, with_text(brief, GOOD, first_draft=BAD), 0)

    assert case.first is not None
    assert case.released is not None
    assert case.first.wrong
    assert not case.released.wrong
    assert not case.lost_must


def test_a_must_say_that_was_withheld_is_lost(brief: Brief) -> None:
    """The first draft covered it; the released brief does not."""
    case = score_case(SHELF, 0, with_text(brief, "Orbestat\nIt is a pill.", first_draft=GOOD), 0)

    assert case.lost_must == (SHELF.story.must_say[0].say,)


def test_an_empty_brief_abstains(brief: Brief) -> None:
    """A brief came, with no sentence in it."""
    case = score_case(SHELF, 0, with_text(brief, "Orbestat\n"), 0)

    assert case.ending is Ending.ABSTAINED
    assert case.released is not None
    assert case.released.must == Share(hits=0, of=3)
