"""What every report prints: each rate with what it is made of, drafts beside releases."""

from decimal import Decimal

import pytest

from evals.intervals import Interval
from evals.measures import measure_run
from evals.report_changes import set_against
from evals.report_sides import SIDES, list_sides, withheld_figures
from evals.report_tables import all_tables, group_tables, moved_table, score_tables
from evals.report_words import interval_words, percent_words, warn_of
from schemas.golden import Split
from schemas.score import Share
from tests.eval_runs import abstained, case, errored, figure, run, share, skipped, text
from tests.report_runs import mixed


@pytest.mark.parametrize(
    ("hits", "of", "words"),
    [
        (0, 0, "–"),
        (0, 9, "0.0%"),
        (9, 9, "100.0%"),
        (41, 45, "91.1%"),
        (1, 3, "33.3%"),
        (1, 100_000, "0.1%"),
        (99_999, 100_000, "99.9%"),
    ],
)
def test_no_share_is_rounded_to_all_or_none(hits: int, of: int, words: str) -> None:
    """One missing of a hundred thousand is not 100%."""
    assert percent_words(share(hits, of)) == words


def test_an_interval_is_never_printed_narrower_than_it_is() -> None:
    """Its ends are rounded outwards, and none is told as none."""
    assert interval_words(Interval(Decimal("0.80199"), Decimal("0.96201"))) == "80.1–96.3%"
    assert interval_words(None) == "–"


def test_every_rate_has_its_counts_and_what_was_left_out_beside_it() -> None:
    """One case was skipped, one errored, one abstained, in that order."""
    for table in score_tables(measure_run(mixed())):
        for row in table.rows:
            assert "/" in row[1]
            assert row[5] == "1 · 1 · 1"


def test_a_crash_is_missing_of_what_it_owed() -> None:
    """Scored 3 of 4 must-says; errored 0 of 4; abstained 0 of 4; who was not asked owes none."""
    rows = {row[0]: row for table in score_tables(measure_run(mixed())) for row in table.rows}

    assert rows["must-say sentences covered"][1] == "6/12"  # the first draft: 3, 0, 3
    released = score_tables(measure_run(mixed()))[0].rows
    assert next(r[1] for r in released if r[0] == "must-say sentences covered") == "3/12"


def test_labels_and_checker_stand_apart_for_draft_and_release() -> None:
    """The draft has 2 wrong figures and an abstained right one, the checker fails one of them."""
    (row, *_) = list_sides(mixed())

    counted = {side.title: str(rate.share.hits) + "/" + str(rate.share.of)
               for side, rate in zip(SIDES, row.rates, strict=True)}  # fmt: skip
    assert counted == {
        "draft: labels say wrong": "2/3",
        "draft: checker fails": "1/3",
        "released: labels say wrong": "1/1",
        "released: checker fails": "0/1",
        "figures withheld": "2/3",
        "must-says lost": "4/6",
    }


def test_a_figure_printed_once_less_is_withheld_once() -> None:
    """And one that stayed is not, though another text of the brief changed."""
    twice = case(first=text(figure(), figure()), released=text(figure()))

    assert withheld_figures(twice) == share(1, 2)
    assert withheld_figures(case()) == share(0, 1)
    assert withheld_figures(abstained()) == share(1, 1)
    assert withheld_figures(errored()) == Share(hits=0, of=0)


def test_kinds_and_splits_stand_apart_where_there_are_several() -> None:
    """One kind alone is not listed a second time."""
    both = run(case(), case("orvane-two", kind="market", split=Split.TEST))

    assert [row.name for row in list_sides(both)] == [
        "all cases", "dev", "test", "clinical", "market",
    ]  # fmt: skip
    assert [table.title for table in group_tables(both)] == ["By split", "By kind of story"]
    assert group_tables(run(case())) == ()


def test_a_run_that_was_cut_short_is_incomplete() -> None:
    """The header promises a case that has no line; a whole run is not warned of."""
    whole = run(case(), case("orvane-two"))
    cut = whole.model_copy(update={"cases": whole.cases[:1], "footer": None})

    assert warn_of(cut) == ("Incomplete: 1 cases are missing, since the run was cut short.",)
    assert warn_of(whole) == ()
    assert warn_of(run(skipped())) == ("Incomplete: 1 cases were not asked: the budget was spent",)


def test_another_model_than_the_one_asked_is_told() -> None:
    """And a change on the way, with both names."""
    changed = run(case(answered=("m-1",)), case("orvane-two", answered=("m-2",)), model="m-1")

    told = warn_of(changed)

    assert told[0] == "Another model: 'm-1' was asked and 'm-2' answered in 1 cases."
    assert told[1] == "The model changed within the run: m-1, m-2 answered."


def test_measures_that_moved_are_told_worse_first() -> None:
    """Those that did not are left out, and an unchanged run moves none."""
    versus = set_against(run(case(balance=90, gaps=share(1, 3))), run(case()))

    rows = moved_table(versus).rows

    assert [(row[0], row[-1]) for row in rows] == [
        ("Notes for the editor: labelled gaps that a note names", "worse"),
        ("The released brief: balance points of 100", "better"),
    ]
    assert rows[1][1].startswith("80/100 (")
    assert moved_table(set_against(run(case()), run(case()))).rows == ()


def test_a_run_without_a_figure_has_no_matrix() -> None:
    """And one with a figure has two of each text."""
    titles = [table.title for table in all_tables(run(case()))]

    assert sum("Labels (rows)" in title for title in titles) == 2
    assert not any("Labels (rows)" in table.title for table in all_tables(run(errored())))
