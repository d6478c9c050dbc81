"""Rates of a small invented set, worked out by hand: nothing here asks the checker."""

from decimal import Decimal

from evals.accuracy_judge import CLAIM, Fault, Judged, LabelOutcome
from evals.accuracy_missed import Missed
from evals.accuracy_rates import (
    count_faults,
    count_missed,
    is_flagged,
    is_noticed,
    lacks_number,
    measure_checker,
    measure_figures,
    measure_kinds,
    precision,
)
from evals.accuracy_read import LabelledFigure, Pair
from schemas.score import Share
from schemas.text import Span

SPAN = Span(start=0, end=1)


def pair(name: str, document: str, *, faithful: bool, figure: bool, edit: str = "") -> Pair:
    """A text of one labelled figure."""
    label = LabelledFigure(SPAN, faithful or not figure, "digit")
    kinds = (("edit", edit),) if edit else ()
    return Pair(name, document, "s", "t", faithful, figure, (label,), kinds)


def judged(
    pair: Pair, *faults: Fault, look: bool = False, lacks: bool = False, unclear: int = 0
) -> Judged:
    """What was said of it: flagged where it has faults."""
    failed = any(fault.kind != CLAIM for fault in faults)
    return Judged(
        pair=pair,
        is_flagged=bool(faults),
        is_noticed=look or bool(faults),
        lacks_number=lacks,
        figures=2,
        unclear=unclear,
        faults=faults,
        labels=tuple(LabelOutcome(label.is_supported, failed) for label in pair.figures),
        figure="percent",
        missed=Missed.NO_CUE if pair.is_figure_error and not faults else None,
    )


ALTERED = Fault("EB_ALTERED", "percent")
QUOTE = Fault("EB_QUOTE", CLAIM)

ROWS = (
    judged(pair("a1", "a", faithful=False, figure=True, edit="value"), ALTERED, lacks=True),
    judged(pair("a2", "a", faithful=False, figure=True, edit="value"), ALTERED),
    judged(pair("a3", "a", faithful=True, figure=False, edit="value")),
    judged(pair("b1", "b", faithful=False, figure=True, edit="near"), QUOTE),
    judged(pair("b2", "b", faithful=False, figure=True, edit="near"), look=True, unclear=1),
    judged(pair("b3", "b", faithful=True, figure=False, edit="near"), ALTERED, QUOTE, lacks=True),
    judged(pair("c1", "c", faithful=True, figure=False)),
    judged(pair("c2", "c", faithful=True, figure=False), look=True),
    judged(pair("c3", "c", faithful=False, figure=False), QUOTE),
)
"""Three of four wrong in a figure caught, one of four faithful flagged, one wrong elsewhere."""


def share(hits: int, of: int) -> Share:
    """So many of so many."""
    return Share(hits=hits, of=of)


def test_balanced_accuracy_is_the_mean_of_caught_and_passed() -> None:
    """3/4 caught and 3/4 passed; what is wrong elsewhere stands apart."""
    measured = measure_checker(ROWS, is_flagged)

    assert measured.balanced == Decimal("0.75")
    assert (measured.caught.share, measured.flagged.share) == (share(3, 4), share(1, 4))
    assert measured.other.share == share(1, 1)
    assert measured.interval is not None
    assert measured.interval.low <= Decimal("0.75") <= measured.interval.high


def test_the_baseline_is_measured_on_the_same_texts() -> None:
    """It catches 1 of 4 and flags 1 of 4: (1/4 + 3/4) / 2, a coin."""
    measured = measure_checker(ROWS, lacks_number)

    assert measured.balanced == Decimal("0.5")
    assert (measured.caught.share, measured.flagged.share) == (share(1, 4), share(1, 4))


def test_a_look_counts_where_it_is_asked_to() -> None:
    """All four wrong ones, and two of the faithful."""
    measured = measure_checker(ROWS, is_noticed)

    assert (measured.caught.share, measured.flagged.share) == (share(4, 4), share(2, 4))


def test_a_set_without_faithful_texts_has_no_balance() -> None:
    """Half a balance is none."""
    measured = measure_checker([row for row in ROWS if not row.pair.is_faithful], is_flagged)

    assert (measured.balanced, measured.interval) == (None, None)
    assert measured.flagged.interval is None


def test_a_perfect_set_is_not_held_for_certain() -> None:
    """One document with both sides right: each side's Wilson of 1 goes into the interval."""
    rows = [
        judged(pair("a", "a", faithful=False, figure=True), ALTERED),
        judged(pair("b", "a", faithful=True, figure=False)),
    ]
    measured = measure_checker(rows, is_flagged)

    assert measured.balanced == Decimal(1)
    assert measured.interval is not None
    assert f"{measured.interval.low:.3f}" == "0.207"  # 1 of 1: 1/(1+3.8415)
    assert measured.interval.high == 1


def test_kinds_are_the_datas_and_the_figures() -> None:
    """Value edits: 2 of 2 caught, 0 of 1 flagged; beside a number: 1 of 2, and 1 of 1."""
    kinds = {(k.axis, k.kind): k for k in measure_kinds(ROWS)}

    value, near = kinds["edit", "value"], kinds["edit", "near"]
    assert (value.caught.share, value.flagged.share) == (share(2, 2), share(0, 1))
    assert (near.caught.share, near.flagged.share) == (share(1, 2), share(1, 1))
    assert kinds["figure", "percent"].caught.share == share(3, 4)
    assert kinds["figure", "percent"].flagged.share == share(0, 0)
    assert kinds["written in", "digit"].caught.share == share(3, 4)


def test_false_errors_are_counted_per_figure_of_faithful_texts() -> None:
    """Four faithful texts of two figures each; one figure and one claim fail."""
    per = measure_figures(ROWS)

    assert (per.failed.share, per.claims) == (share(1, 8), 1)
    assert per.unclear.share == share(1, 18)


def test_labelled_figures_are_counted_where_they_stand() -> None:
    """Right: one of four in faithful texts, none of one in a wrong text. Wrong: two of four."""
    per = measure_figures(ROWS)

    assert (per.right.share, per.beside.share) == (share(1, 4), share(0, 1))
    assert per.wrong.share == share(2, 4)


def test_an_alarms_worth_follows_from_bayes() -> None:
    """At 10% wrong: .1·.75 / (.1·.75 + .9·.25) = .25; at 50% it is .75."""
    measured = measure_checker(ROWS, is_flagged)
    value, interval = precision(measured, Decimal("0.1"))

    assert value == Decimal("0.25")
    assert interval is not None
    assert interval.low <= Decimal("0.25") <= interval.high
    assert precision(measured, Decimal("0.5"))[0] == Decimal("0.75")


def test_the_interval_of_an_alarm_puts_worse_with_worse() -> None:
    """Ends at the low end of caught with the high end of flagged, and the other way about."""
    measured = measure_checker(ROWS, is_flagged)
    caught, flagged = measured.caught.interval, measured.flagged.interval
    _, interval = precision(measured, Decimal("0.5"))

    assert caught is not None
    assert flagged is not None
    assert interval is not None
    worst = caught.low / (caught.low + flagged.high)
    assert interval.low.quantize(Decimal("1e-9")) == worst.quantize(Decimal("1e-9"))
    assert interval.high == caught.high / (caught.high + flagged.low)


def test_no_alarm_has_no_worth() -> None:
    """A checker that flags nothing; and a set with nothing faithful."""
    silent = [row for row in ROWS if not row.is_flagged]
    assert precision(measure_checker(silent, is_flagged), Decimal("0.1"))[0] is None

    wrong = [row for row in ROWS if row.pair.is_figure_error]
    assert precision(measure_checker(wrong, is_flagged), Decimal("0.1")) == (None, None)


def test_misses_and_false_errors_are_counted_by_their_names() -> None:
    """One wrong text passed; one faithful text has two errors. Wrong texts' errors are none."""
    assert count_missed(ROWS) == {"no-cue": 1}
    assert count_faults(ROWS) == {("EB_ALTERED", "percent"): 1, ("EB_QUOTE", CLAIM): 1}
