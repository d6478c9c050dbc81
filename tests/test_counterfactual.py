"""The counterfactual probe: figures move with their labels, and a brief that remembers is seen."""

import asyncio
from decimal import Decimal

import pytest

from evals.cases import check_text, fail_case, new_case
from evals.counterfactual import (
    Following,
    add_followings,
    list_faults,
    make_counterfactual,
    score_following,
)
from evals.runs import Plan, Seat, run_all
from evals.truth import judge_figures, lay_out
from pipeline.embedded.engine import EmbeddedEngine
from pipeline.figures.reading import read_source
from schemas.eval import WRONG, CaseRecord, Ending
from schemas.score import Share
from tests.judged_golden import ARTICLE, golden_of

GOLDEN = golden_of()
OTHER = make_counterfactual(GOLDEN)
NEW = {swap.old: swap.new for swap in OTHER.swaps}


def told(text: str) -> Following:
    """What the probe says of a first draft of the swapped article."""
    shelf = lay_out(OTHER.golden, OTHER.golden.labels.stories[0])
    first = check_text(f"Orbestat\n{text}", shelf, read_source(OTHER.golden.text, "s1"))
    case = new_case(shelf, 0).model_copy(update={"ending": Ending.SCORED, "first": first})
    return score_following(case, OTHER)


def test_facts_that_stand_alone_are_swapped() -> None:
    """Rates and sums move; shares of counts, sides of a conflict, dates and denominators stay."""
    swapped = {swap.fact for swap in OTHER.swaps}

    assert swapped >= {"f4", "f7", "f8", "f13", "f15", "f16", "f17"}
    assert not swapped & {"f2", "f3", "f5", "f12", "f14"}


def test_labels_move_along() -> None:
    """Every label still cuts its words out of the article, and has their value."""
    text = OTHER.golden.text

    assert len(text) == len(ARTICLE)
    assert text != ARTICLE
    for mark in (*OTHER.golden.labels.figures, OTHER.golden.labels.stories[0].headline):
        assert text[mark.start : mark.end] == mark.text
    cash = next(one for one in OTHER.golden.labels.figures if one.fact == "f16")
    assert Decimal(cash.values[0]) == Decimal(NEW["212.4"]) * 1_000_000


def test_the_swapped_article_bears_itself_out() -> None:
    """Its own labels find nothing wrong in it."""
    shelf = lay_out(OTHER.golden, OTHER.golden.labels.stories[0])

    judged = judge_figures(OTHER.golden.text, shelf)

    assert not [(one.text, one.why) for one in judged if one.truth in WRONG]


def test_a_new_figure_is_printed_nowhere_else() -> None:
    """No new numeral was in the article, and none is drawn twice."""
    assert len({swap.new for swap in OTHER.swaps}) == len(OTHER.swaps)
    assert not any(swap.new in ARTICLE for swap in OTHER.swaps if len(swap.new) > 2)


def test_the_same_seed_gives_the_same_figures_and_another_others() -> None:
    """A probe can be run again."""
    assert make_counterfactual(GOLDEN) == OTHER
    assert make_counterfactual(GOLDEN, 1).swaps != OTHER.swaps


def test_all_mentions_of_a_fact_move_together() -> None:
    """A fact that is printed in two forms cannot move alone, and is left."""
    labels = GOLDEN.labels
    doubled = labels.model_copy(
        update={
            "figures": tuple(
                one.model_copy(update={"fact": "f8"}) if one.fact == "f9" else one
                for one in labels.figures
            )
        }
    )
    swaps = make_counterfactual(GOLDEN.model_copy(update={"labels": doubled})).swaps

    assert "f8" not in {swap.fact for swap in swaps}


def test_a_brief_of_new_figures_follows() -> None:
    """The new rate of infections is the article's now."""
    found = told(f"Serious infections affected {NEW['9']}% of patients on orbestat.")

    assert found.follows == Share(hits=1, of=1)
    assert not found.kept


def test_a_brief_of_old_figures_remembers() -> None:
    """$212.4 million is nowhere in the article any more."""
    found = told("Velorin had $212.4 million in cash at 30 June.")

    assert found.follows == Share(hits=0, of=1)
    assert found.kept == ("$212.4 million",)
    assert "does not print any more" in next(list_faults([found]))


def test_a_figure_that_was_never_swapped_counts_for_nothing() -> None:
    """The response rates stayed, and an invented figure is no memory."""
    found = told("At week 48, 44% on orbestat responded. Headache affected 73 patients.")

    assert found.follows == Share(hits=0, of=0)
    assert found.astray == ("73",)


def test_a_crash_is_on_the_table() -> None:
    """Nothing followed, nothing was kept, and its ending tells why."""
    shelf = lay_out(OTHER.golden, OTHER.golden.labels.stories[0])

    found = score_following(fail_case(shelf, 0, "ModelError: no answer"), OTHER)

    assert (found.ending, found.follows) == (Ending.ERRORED, Share(hits=0, of=0))


def test_rules_follow_their_source() -> None:
    """The embedded engine knows nothing but the article."""
    cases: list[CaseRecord] = []
    rules = EmbeddedEngine()
    asyncio.run(run_all([OTHER.golden], lambda repeat: Seat(rules), Plan(), cases.append))

    total = add_followings([score_following(case, OTHER) for case in cases])

    assert total.of > 0
    assert total.hits == total.of


@pytest.mark.parametrize("seed", range(5))
def test_a_percentage_stays_one(seed: int) -> None:
    """No swap makes more than 100 percent, or a figure that begins with nought."""
    other = make_counterfactual(GOLDEN, seed)

    for figure in other.golden.labels.figures:
        if figure.unit == "%":
            assert 0 < Decimal(figure.values[0]) <= 100
