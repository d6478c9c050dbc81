"""What is measured of a run: every share counted by hand, every loss told beside it."""

import time
from decimal import Decimal
from typing import Any

import pytest

from evals.confusion import UNSEEN, cross_checker, cross_kinds, find_figures
from evals.counts import first, released
from evals.measures import (
    MEASURES,
    Better,
    Endings,
    Measured,
    count_missing,
    measure_by_kind,
    measure_by_split,
    measure_run,
)
from schemas.eval import CaseRecord, Ending, Reading, Truth
from schemas.figure import Kind
from schemas.golden import Split
from schemas.score import Share
from schemas.verdict import Verdict
from tests.eval_runs import abstained, case, errored, figure, run, share, skipped, text, violation

HARD = {
    "errors_released",
    "hallucinated_released",
    "violations_released",
    "errored",
    "abstained",
}
WRONG = figure(Truth.MISATTRIBUTED, Verdict.EXACT)
ABSENT = figure(Truth.ABSENT, Verdict.ABSENT)
UNCAUGHT = figure(Truth.ABSENT, None)
BLAMED = figure(Truth.SUPPORTED, Verdict.ALTERED)


def counted(name: str, one: CaseRecord) -> Share:
    """One measure of one case."""
    return next(measure for measure in MEASURES if measure.name == name).share(one)


def measured(name: str, of: tuple[Measured, ...]) -> Measured:
    """One of many."""
    return next(one for one in of if one.measure.name == name)


@pytest.mark.parametrize(
    ("name", "changes", "hits", "of"),
    [
        ("errors_released", {"released": text(figure(), WRONG, ABSENT)}, 2, 3),
        ("errors_released", {"first": text(WRONG)}, 0, 1),
        ("errors_first", {"first": text(WRONG, figure())}, 1, 2),
        ("errors_first", {"released": text(WRONG)}, 0, 1),
        ("hallucinated_released", {"released": text(figure(), WRONG, ABSENT)}, 1, 3),
        ("hallucinated_first", {"first": text(WRONG, ABSENT)}, 1, 2),
        ("violations_released", {"released": text(violations=(violation(),))}, 1, 5),
        ("violations_released", {"released": text(violations=(violation(),) * 2)}, 1, 5),
        ("violations_first", {"first": text(violations=(violation(), violation("x")))}, 2, 5),
        ("clean_released", {}, 1, 1),
        ("clean_released", {"released": text(WRONG)}, 0, 1),
        ("clean_released", {"released": text(violations=(violation(),))}, 0, 1),
        ("must_released", {}, 3, 4),
        ("should_released", {}, 1, 3),
        ("must_first", {"first": text(must=share(4, 4))}, 4, 4),
        ("should_first", {"first": None}, 0, 3),
        ("gates_released", {"balance_ok": False}, 0, 1),
        ("gates_released", {}, 1, 1),
        ("balance_released", {}, 80, 100),
        ("balance_released", {"balance": None}, 0, 0),
        ("copied_released", {"released": text(longest_copied_run=15)}, 1, 1),
        ("copied_released", {"released": text(longest_copied_run=16)}, 0, 1),
        ("checked_released", {"released": text(checker_ok=False)}, 0, 1),
        ("withheld", {"withheld": ("One.",)}, 1, 4),
        ("must_lost", {"lost_must": ("One.",)}, 1, 3),
        ("must_lost", {"first": None}, 0, 0),
        ("conflicts", {}, 1, 2),
        ("conflict_notes", {}, 1, 1),
        ("gaps", {}, 2, 3),
        ("gap_notes", {}, 3, 5),
        ("found", {}, 9, 10),
        ("right", {}, 9, 9),
        ("values", {}, 9, 9),
        ("tuples", {}, 8, 9),
        ("named", {}, 5, 12),
        ("checker_missed", {"first": text(WRONG, ABSENT, UNCAUGHT, figure())}, 2, 3),
        ("checker_missed", {}, 0, 0),
        ("checker_false", {"first": text(WRONG, BLAMED, figure())}, 1, 2),
        ("errored", {}, 0, 1),
        ("abstained", {}, 0, 1),
    ],
)
def test_a_case_that_was_scored_is_counted(
    name: str, changes: dict[str, Any], hits: int, of: int
) -> None:
    """Each count is of the text it is said to be of, first draft and release apart."""
    assert counted(name, case(**changes)) == share(hits, of)


OWED_AND_LOST = {
    "clean_released": (0, 1),
    "must_released": (0, 4),
    "should_released": (0, 3),
    "gates_released": (0, 1),
    "balance_released": (0, 100),
    "copied_released": (0, 1),
    "checked_released": (0, 1),
}


def test_a_crash_loses_all_that_was_owed() -> None:
    """Of what is good it has nothing; of what is bad there is nothing to count."""
    losses = OWED_AND_LOST | {
        "must_first": (0, 4),
        "should_first": (0, 3),
        "conflicts": (0, 2),
        "gaps": (0, 3),
        "found": (0, 10),
        "errored": (1, 1),
        "abstained": (0, 1),
    }

    for measure in MEASURES:
        assert measure.share(errored()) == share(*losses.get(measure.name, (0, 0))), measure.name


def test_an_abstention_loses_what_the_brief_owed_and_keeps_its_notes() -> None:
    """Withholding all cannot look like few errors: there are no figures to be right."""
    one = abstained()

    for name, (hits, of) in OWED_AND_LOST.items():
        assert counted(name, one) == share(hits, of), name
    assert counted("errors_released", one) == share(0, 0)
    assert counted("violations_released", one) == share(0, 0)
    assert counted("withheld", one) == share(2, 2)
    assert counted("must_lost", one) == share(3, 3)
    assert counted("conflicts", one) == share(1, 2)
    assert counted("abstained", one) == share(1, 1)
    assert counted("must_first", one) == share(3, 4)


def test_a_case_that_nobody_asked_is_in_no_count() -> None:
    """It is told beside the rate instead."""
    assert {measure.share(skipped()) for measure in MEASURES} == {share(0, 0)}


def test_what_came_before_a_crash_is_counted() -> None:
    """The article was read and a draft written; then the model fell silent."""
    reading = Reading(found=share(7, 10), right=share(7, 7), values=share(7, 7), tuples=share(5, 7))
    one = errored(first=text(WRONG), reading=reading)

    assert counted("found", one) == share(7, 10)
    assert counted("errors_first", one) == share(1, 1)
    assert counted("must_lost", one) == share(3, 3)
    assert counted("errors_released", one) == share(0, 0)


def test_the_table_is_closed_and_says_what_blocks() -> None:
    """Names are unique; every new wrong figure, violation, crash and abstention blocks."""
    names = [measure.name for measure in MEASURES]

    assert len(names) == len(set(names))
    assert {measure.name for measure in MEASURES if measure.is_hard} == HARD
    assert all(m.better is Better.LOWER for m in MEASURES if m.is_hard)


READ = {"right", "values", "tuples", "named", "conflict_notes", "gap_notes"}
"""Good, and counted only in what the engine said; `found` and `conflicts` are what it owes."""


@pytest.mark.parametrize("dropped", [errored("orvane-two"), abstained("orvane-two")])
def test_losing_the_bad_case_makes_nothing_good_better(dropped: CaseRecord) -> None:
    """Neither by a crash nor by withholding all: the denominators stay, the hits go."""
    bad = case("orvane-two", released=text(WRONG, must=share(1, 4)), first=text(WRONG))
    honest = measure_run(run(case(), bad))
    fooled = measure_run(run(case(), dropped))

    for before, after in zip(honest, fooled, strict=True):
        if before.measure.better is Better.HIGHER and before.measure.name not in READ:
            assert after.rate.share.of == before.rate.share.of
            assert after.rate.share.hits <= before.rate.share.hits


def test_every_rate_stands_beside_what_was_not_counted() -> None:
    """One scored, one abstained, one errored, one skipped, over four articles."""
    of = measure_run(run(case(), errored(), abstained(), skipped()))

    assert {one.endings for one in of} == {Endings(scored=1, abstained=1, errored=1, skipped=1)}
    must = measured("must_released", of)
    assert must.rate.share == share(3, 12)
    assert must.documents == 3
    assert must.rate.interval is not None


def test_repeats_and_stories_of_an_article_are_one_document() -> None:
    """Three records of one article are one trial of it."""
    of = measure_run(run(case(), case(story="s2"), case(repeat=1)))

    assert measured("clean_released", of).documents == 1
    assert measured("clean_released", of).rate.share == share(3, 3)
    interval = measured("clean_released", of).rate.interval
    assert interval is not None
    assert Decimal("0.20") < interval.low < Decimal("0.21")  # Wilson of 1 in 1: 1/(1+3.8415)


def test_measures_can_be_asked_by_split_and_by_kind() -> None:
    """Each split and kind has its own counts and its own endings."""
    one = run(case(), case("tessel", split=Split.TEST, kind="market"), errored())

    assert list(measure_by_split(one)) == [Split.DEV, Split.TEST]
    assert measured("must_released", measure_by_split(one)[Split.DEV]).rate.share == share(3, 8)
    assert list(measure_by_kind(one)) == ["clinical", "market"]
    assert measured("must_released", measure_by_kind(one)["market"]).rate.share == share(3, 4)
    assert measure_by_kind(one)["market"][0].endings == Endings(1, 0, 0, 0)


def test_a_run_that_was_cut_short_misses_cases() -> None:
    """Two articles of one story, twice each, are four; three lines stand there."""
    cut = run(case(), case("tessel"), case(repeat=1), repeats=2)

    assert count_missing(cut) == 1
    assert count_missing(run(case(), errored())) == 0


def test_the_confusion_matrix_keeps_labels_and_checker_apart() -> None:
    """Rows say what is true, columns what our checker says; unseen is a column."""
    cases = [case(first=text(figure(), WRONG, ABSENT, UNCAUGHT, BLAMED)), errored()]
    matrix = cross_checker(find_figures(cases, first))

    assert matrix.at("supported", "exact") == 1
    assert matrix.at("supported", "altered") == 1
    assert matrix.at("misattributed", "exact") == 1
    assert matrix.at("absent", "absent") == 1
    assert matrix.at("absent", UNSEEN) == 1
    assert matrix.row_sum("absent") == 2
    assert matrix.column_sum("exact") == 2
    assert sum(matrix.row_sum(row) for row in matrix.rows) == 5
    assert [f.truth for f in find_figures(cases, released)] == [Truth.SUPPORTED]


def test_errors_are_counted_by_kind_of_figure() -> None:
    """Only kinds that occur have a row."""
    money = figure(Truth.ALTERED, kind=Kind.MONEY)
    matrix = cross_kinds(find_figures([case(released=text(figure(), money, WRONG))], released))

    assert matrix.rows == ("percent", "money")
    assert matrix.at("money", "altered") == 1
    assert matrix.at("percent", "misattributed") == 1


def test_measuring_sixty_cases_takes_well_under_two_seconds() -> None:
    """All measures, by split and by kind as well, over forty articles."""
    rows = [
        case(
            f"golden-{at % 40}",
            f"s{at // 40}",
            split=(Split.DEV, Split.TEST)[at % 2],
            kind=("clinical", "market", "safety")[at % 3],
            released=text(
                *(figure(),) * (3 + at % 5), *(WRONG,) * (at % 2), must=share(at % 5, 4 + at % 3)
            ),
        )
        for at in range(60)
    ]
    one = run(*rows)
    began = time.perf_counter()

    measure_run(one)
    measure_by_split(one)
    measure_by_kind(one)

    assert time.perf_counter() - began < 2


@pytest.mark.parametrize("ending", list(Ending))
def test_nothing_measured_is_not_a_score(ending: Ending) -> None:
    """A case with nothing in it has no hit of what is good."""
    empty = CaseRecord(golden="a", story="s1", split=Split.DEV, kind="x", ending=ending)

    for measure in MEASURES:
        assert measure.better is Better.LOWER or measure.share(empty).hits == 0
