"""Measured rates in, rows of a plot out: where the mark and its interval lie, from 0 to 100%.

The page draws them as plain SVG from percentages; a report needs no plotting library for that, and
a picture that is part of the page follows its light and dark colours.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from typing import NamedTuple, TypeAlias

from evals.confusion import UNSEEN, Matrix, cross_checker, cross_kinds, find_figures
from evals.counts import Pick
from evals.measures import Group, Measured, measure_by_kind, measure_run
from evals.report_changes import MeasuredPair
from evals.report_tables import KEY, keys_of, plain_word
from evals.report_words import (
    beside_words,
    interval_words,
    percent_words,
    share_words,
)
from schemas.eval import Run, Truth
from schemas.verdict import FAILING

_TENTH = Decimal("0.1")

Meaning: TypeAlias = Callable[[str, str], tuple[str, str]]
"""The tone and the meaning of a row and a column."""


class Mark(NamedTuple):
    """One rate as it is drawn and printed."""

    series: int
    """Which run, from 0."""
    at: str
    """Where the point lies: `72.3%`; empty where nothing was measured."""
    low: str
    high: str
    counts: str
    percent: str
    interval: str
    beside: str


class PlotRow(NamedTuple):
    """A measure or a kind, with a mark for each run."""

    title: str
    better: str
    is_hard: bool
    marks: tuple[Mark, ...]
    direction: str = ""
    """`worse`, `better` or `same`, where two runs are set against each other."""


class Plot(NamedTuple):
    """Rows under a title."""

    title: str
    rows: tuple[PlotRow, ...]


class Cell(NamedTuple):
    """A count of a matrix: how many, how strong its tint is and what it means."""

    text: str
    heat: int
    """0 for none, then 1 to 5 by the logarithm."""
    tone: str
    """`matches`, `wrong`, `look` or empty."""
    meaning: str


class MatrixView(NamedTuple):
    """A matrix with its sums."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


def plot_scores(runs: Sequence[Run]) -> tuple[Plot, ...]:
    """A plot for each group of measures, with a mark for each run."""
    measured = [measure_run(run) for run in runs]
    rows = [_row(ones) for ones in zip(*measured, strict=True)]
    groups = [one.measure.group for one in measured[0]]
    return tuple(
        Plot(group.value, tuple(row for row, of in zip(rows, groups, strict=True) if of is group))
        for group in Group
    )


def plot_kinds(runs: Sequence[Run]) -> tuple[Plot, ...]:
    """A plot for each key measure, a row for each kind of story; none where all are of one."""
    by_kind = [measure_by_kind(run) for run in runs]
    kinds = sorted({kind for of in by_kind for kind in of})
    if len(kinds) < 2:
        return ()
    return tuple(
        Plot(short, tuple(_kind_row(kind, by_kind, at) for kind in kinds))
        for at, short in enumerate(KEY.values())
    )


def plot_pairs(pairs: Sequence[MeasuredPair]) -> tuple[Plot, ...]:
    """Every measure of the base and of the new run, in its group."""
    rows = [
        (pair.base.measure.group, _row((pair.base, pair.new))._replace(direction=pair.direction))
        for pair in pairs
    ]
    return tuple(
        Plot(group.value, tuple(row for of, row in rows if of is group)) for group in Group
    )


def _row(ones: Sequence[Measured]) -> PlotRow:
    measure = ones[0].measure
    return PlotRow(
        title=measure.title,
        better=measure.better.value,
        is_hard=measure.is_hard,
        marks=tuple(_mark(one, series) for series, one in enumerate(ones)),
    )


def _kind_row(kind: str, by_kind: Sequence[Mapping[str, Sequence[Measured]]], at: int) -> PlotRow:
    ones = [(series, keys_of(of[kind])[at]) for series, of in enumerate(by_kind) if kind in of]
    measure = ones[0][1].measure
    marks = tuple(_mark(one, series) for series, one in ones)
    return PlotRow(plain_word(kind), measure.better.value, is_hard=False, marks=marks)


def _mark(one: Measured, series: int) -> Mark:
    rate = one.rate
    value, interval = rate.share.value, rate.interval
    return Mark(
        series=series,
        at="" if value is None else place(value),
        low=place(interval.low) if interval else "",
        high=place(interval.high) if interval else "",
        counts=share_words(rate.share),
        percent=percent_words(rate.share),
        interval=interval_words(interval),
        beside=beside_words(one.endings),
    )


def place(share: Decimal) -> str:
    """`72.3%` of the plot's width."""
    return f"{(100 * share).quantize(_TENTH, ROUND_HALF_EVEN)}%"


def show_matrices(run: Run, of: str, pick: Pick) -> tuple[MatrixView, ...]:
    """What the labels say against our checker, and against the kinds of figure."""
    figures = find_figures(run.cases, pick)
    if not figures:
        return ()
    return (
        _view(f"Labels against our checker, {of}", cross_checker(figures), _meaning),
        _view(f"Kinds of figure against the labels, {of}", cross_kinds(figures), _kind_meaning),
    )


def _view(title: str, matrix: Matrix, meaning: Meaning) -> MatrixView:
    columns = [column for column in matrix.columns if matrix.column_sum(column)]
    rows = [
        (
            plain_word(row),
            (
                *(_cell(matrix.at(row, column), *meaning(row, column)) for column in columns),
                Cell(str(matrix.row_sum(row)), 0, "", ""),
            ),
        )
        for row in matrix.rows
    ]
    sums = [matrix.column_sum(column) for column in columns]
    total = tuple(Cell(str(count), 0, "", "") for count in (*sums, sum(sums)))
    return MatrixView(title, (*map(plain_word, columns), "in all"), (*rows, ("in all", total)))


def _cell(count: int, tone: str, meaning: str) -> Cell:
    """Tinted by the number of digits in base 4, so that one figure is seen beside a thousand."""
    heat = 0
    while count >= 4**heat and heat < 5:
        heat += 1
    return Cell(str(count) if count else "·", heat, tone if count else "", meaning)


def _meaning(truth: str, verdict: str) -> tuple[str, str]:
    """What a figure of this row and column is: agreed, missed, or blamed for nothing."""
    fails = verdict in {one.value for one in FAILING}
    if truth == Truth.SUPPORTED.value:
        return ("look", "false alarm") if fails else ("matches", "right and passed")
    if fails:
        return "matches", "wrong and caught"
    return "wrong", "wrong and not seen" if verdict == UNSEEN else "wrong and passed"


def _kind_meaning(_: str, truth: str) -> tuple[str, str]:
    return ("matches", "borne out") if truth == Truth.SUPPORTED.value else ("wrong", "wrong")
