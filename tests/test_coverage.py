"""What a text covers of its must-says, and which forbidden sentences it says: both ways each."""

import pytest

from evals.coverage import find_lacking, find_stated, find_violations
from evals.truth import judge_figures
from pipeline.figures.sentences import split_sentences
from schemas.golden import Check
from tests.judged_golden import ARTICLE, shelf_of
from tests.judged_sales import sales_shelf

SHELF = shelf_of()
MAIN, DEATHS, LIMIT = (check.say for check in SHELF.story.must_say)
TRUE = (
    *(check.say for check in SHELF.story.must_say),
    *(span.cut(ARTICLE) for span in split_sentences(ARTICLE)),
)


def lacking(text: str) -> tuple[str, ...]:
    """The must-says that a text does not cover."""
    return find_lacking(SHELF.story.must_say, text, judge_figures(text, SHELF), SHELF)


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("At week 48, 44% on orbestat and 28% on placebo had a complete renal response.", [MAIN]),
        ("A complete renal response: 91 of 206 on orbestat, 58 of 206 on placebo.", [MAIN]),
        ("At week 48, 44% on orbestat had a complete renal response.", []),
        ("At week 48, 45% on orbestat and 28% on placebo had a complete renal response.", []),
        ("A complete renal response: 28% on orbestat, 44% on placebo.", []),
        ("No deaths were reported.", [DEATHS]),
        ("Deaths were not reported in the trial.", [DEATHS]),
        ("Infections were seen.", []),
        ("The trial set orbestat against placebo, not standard drugs, to compare.", [LIMIT]),
        ("Velorin makes drugs.", []),
    ],
)
def test_a_must_say_is_covered_where_its_facts_are_stated_right(
    text: str, covered: list[str]
) -> None:
    """Every fact it rests on by a right figure; where it rests on none, its words."""
    assert [say for say in (MAIN, DEATHS, LIMIT) if say not in lacking(text)] == covered


def test_a_must_say_may_be_covered_by_two_sentences() -> None:
    """One arm here, the other there."""
    text = "With orbestat 91 of 206 had a complete renal response. With placebo 58 of 206 had."

    assert MAIN not in lacking(text)


@pytest.mark.parametrize(
    ("text", "is_covered"),
    [
        ("€44 million, a fall of 45% after a bad year.", False),
        ("Redness sensors brought €44 million, a fall of 45%.", True),
        ("It sells sensors for redness. They brought €44 million, a fall of 45%.", True),
        ("Its sensors stay. The shop is new. In it €44 million came in, a fall of 45%.", False),
    ],
)
def test_a_must_say_is_covered_only_where_it_is_told_what_its_figures_are_of(
    text: str, is_covered: bool
) -> None:
    """A headless run of figures covers nothing; the sentence before may name what they are of."""
    shelf = sales_shelf()
    lack = find_lacking(shelf.story.must_say, text, judge_figures(text, shelf), shelf)

    assert (not lack) is is_covered


def test_an_empty_text_covers_nothing() -> None:
    """All that must be said is lacking."""
    assert lacking("") == (MAIN, DEATHS, LIMIT)


def test_labels_that_are_listed_together_are_stated_singly() -> None:
    """`120 of 412` states neither fact by a share of the labels, but both counts are theirs."""
    figures = judge_figures("Of 412 participants 120 patients had heavy proteinuria.", SHELF)

    assert find_stated(figures) >= {"f1", "f6"}


@pytest.mark.parametrize(
    ("text", "is_said"),
    [
        ("Orbestat cut serious infections to 4%.", True),
        ("The drug orbestat cut serious infections to 4%.", True),
        ("Serious infections affected 4% on placebo.", False),
        ("Orbestat cut serious infections to 9%.", False),
        ("Orbestat did not cut serious infections to 4%.", False),
        ("Orbestat is safe for the kidney.", True),
        ("Orbestat is not safe for the kidney.", False),
        ("Orbestat slows kidney decline in HARBOUR-2.", False),
    ],
)
def test_a_forbidden_sentence_is_found_and_true_ones_are_not(text: str, is_said: bool) -> None:
    """A violation has the figures and most words of what is forbidden, and says no less than it."""
    found = find_violations(SHELF.story.must_not_say, text, TRUE)

    assert bool(found) is is_said
    assert all(violation.said == text for violation in found)


def test_no_sentence_of_the_article_violates() -> None:
    """What the article itself says is not forbidden."""
    assert not find_violations(SHELF.story.must_not_say, ARTICLE, TRUE)


def test_what_a_true_sentence_says_as_nearly_is_no_violation() -> None:
    """A forbidden sentence that is a true one is a fault of the labels, not of the brief."""
    check = Check(say="No deaths were reported.", why="By mistake.")

    assert not find_violations((check,), "No deaths were reported.", TRUE)
