"""The judge by labels: what it calls wrong of a text, and what it leaves alone."""

import tomllib
from pathlib import Path

import pytest

from evals.truth import judge_figures
from schemas.eval import WRONG
from tests.judged_golden import ARTICLE, golden_of, shelf_of
from tests.judged_sales import sales_shelf

CASES, SALES = (
    tomllib.loads((Path(__file__).parent / "cases" / name).read_text("utf-8"))["case"]
    for name in ("truth.toml", "truth_sales.toml")
)
SHELF, SALES_SHELF = shelf_of(), sales_shelf()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_a_figure_has_the_truth_that_the_labels_give_it(case: dict[str, str]) -> None:
    """Each row's figure is judged as a person judged it; a row without one has nothing to judge."""
    judged = {one.text: one.truth.value for one in judge_figures(case["text"], SHELF)}

    assert case["figure"] in judged or not (case["figure"] or judged), judged
    assert judged.get(case["figure"], "") == case["truth"]


@pytest.mark.parametrize("case", SALES, ids=lambda case: case["text"])
def test_a_figure_of_sales_has_the_truth_that_the_labels_give_it(case: dict[str, str]) -> None:
    """The same of a story about money; `message` is in what the judge says of the figure."""
    judged = {one.text: one for one in judge_figures(case["text"], SALES_SHELF)}

    assert case["figure"] in judged or not (case["figure"] or judged), judged
    if case["figure"]:
        assert judged[case["figure"]].truth.value == case["truth"], judged
        assert case.get("message", "") in judged[case["figure"]].why
        assert case.get("states", "") in (*judged[case["figure"]].facts, "")
        assert case.get("does_not_state", "") not in judged[case["figure"]].facts


def test_the_article_bears_itself_out() -> None:
    """No figure of the article is wrong by the labels of the article."""
    judged = judge_figures(ARTICLE, SHELF)

    assert len(judged) > 20
    assert not [(one.text, one.why) for one in judged if one.truth in WRONG]


def test_the_reference_brief_is_borne_out() -> None:
    """The reference brief of the labels holds no wrong figure."""
    judged = judge_figures(golden_of().labels.stories[0].reference.text, SHELF)

    assert judged
    assert not [(one.text, one.why) for one in judged if one.truth in WRONG]


@pytest.mark.parametrize(
    "text",
    [
        "Serious infections affected 9% of patients on Orbestat.",
        "Serious infections affected 4% on placebo.",
        "The American agency was told that 9% on orbestat had serious infections.",
        "The founder of Velorin, from Geneva, was silent.",
    ],
)
def test_names_that_the_story_knows_or_beside_which_no_figure_stands_are_left(text: str) -> None:
    """Only what is told of a figure can make it wrong."""
    assert not [one.text for one in judge_figures(text, SHELF) if one.truth in WRONG]
