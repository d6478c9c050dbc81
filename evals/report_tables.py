"""The tables that every report prints. In: a run; out: titled rows of plain words.

A report escapes and lays out; what stands in a cell is decided here, once.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from evals.confusion import Matrix, cross_checker, cross_kinds, find_figures
from evals.counts import Pick, first, released
from evals.measures import (
    Group,
    Measured,
    count_endings,
    measure_by_kind,
    measure_by_split,
    measure_run,
)
from evals.report_words import (
    BESIDE,
    NONE,
    beside_words,
    endings_words,
    interval_words,
    percent_words,
    share_words,
)
from schemas.eval import Run

KEY = ("errors_released", "violations_released", "must_released", "conflicts", "tuples")
"""Measures that stand beside each other for every split and kind."""


class Plain(NamedTuple):
    """A table of words; the first column names the row, the others are numbers."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def all_tables(run: Run) -> tuple[Plain, ...]:
    """Every table of a run, in the order of reading."""
    return (
        *score_tables(measure_run(run)),
        *group_tables(run),
        *matrix_tables(run, "the released briefs", released),
        *matrix_tables(run, "the first drafts", first),
    )


def summary_line(run: Run) -> str:
    """`60 cases of 41 articles: 58 scored, 1 abstained, 1 errored, 0 skipped`."""
    articles = len({case.document for case in run.cases})
    counted = endings_words(count_endings(run.cases))
    return f"{len(run.cases)} cases of {articles} articles: {counted}"


def score_tables(measured: Sequence[Measured]) -> tuple[Plain, ...]:
    """A table for each group of measures; a hard measure is marked."""
    columns = ("", "hits/of", "share", "95%", "articles", BESIDE, "better")
    return tuple(
        Plain(
            group.value,
            columns,
            tuple(score_row(one) for one in measured if one.measure.group is group),
        )
        for group in Group
    )


def score_row(one: Measured) -> tuple[str, ...]:
    """One measure: title, counts, share, interval, articles, what was not counted, direction."""
    share = one.rate.share
    return (
        one.measure.title + (" (hard)" if one.measure.is_hard else ""),
        share_words(share),
        percent_words(share),
        interval_words(one.rate.interval),
        str(one.documents),
        beside_words(one.endings),
        one.measure.better.value,
    )


def group_tables(run: Run) -> tuple[Plain, ...]:
    """The key measures by split and by kind of story; a table of one row is left out."""
    tables = (
        _groups("By split", {str(k): v for k, v in measure_by_split(run).items()}),
        _groups("By kind of story", measure_by_kind(run)),
    )
    return tuple(table for table in tables if len(table.rows) > 1)


def _groups(title: str, groups: Mapping[str, Sequence[Measured]]) -> Plain:
    names = {one.measure.name: one.measure for of in groups.values() for one in of}
    titles = tuple(f"{names[name].title}, 95%" for name in KEY if name in names)
    rows = tuple(
        (name, *(_in_short(one) for one in _keys(of)), beside_words(of[0].endings))
        for name, of in groups.items()
    )
    return Plain(title, ("", *titles, BESIDE), rows)


def _keys(of: Iterable[Measured]) -> list[Measured]:
    return [one for one in of if one.measure.name in KEY]


def _in_short(one: Measured) -> str:
    """`3/4 (19.4–99.4%)`."""
    return f"{share_words(one.rate.share)} ({interval_words(one.rate.interval)})"


def matrix_tables(run: Run, of: str, pick: Pick) -> tuple[Plain, ...]:
    """What the labels say against what our checker says, and against the kind of figure."""
    figures = find_figures(run.cases, pick)
    if not figures:
        return ()
    beside = f"{BESIDE}: {beside_words(count_endings(run.cases))}."
    return (
        _matrix(
            f"Labels (rows) against our checker (columns) in {of}", cross_checker(figures), beside
        ),
        _matrix(f"Kinds of figure against the labels in {of}", cross_kinds(figures), beside),
    )


def _matrix(title: str, matrix: Matrix, note: str) -> Plain:
    """Counts, with sums; columns in which nothing fell are left out."""
    columns = [column for column in matrix.columns if matrix.column_sum(column)]
    rows = [
        (
            row,
            *(str(matrix.at(row, column) or NONE) for column in columns),
            str(matrix.row_sum(row)),
        )
        for row in matrix.rows
    ]
    total = sum(matrix.row_sum(row) for row in matrix.rows)
    sums = ("in all", *(str(matrix.column_sum(column)) for column in columns), str(total))
    return Plain(title, ("", *columns, "in all"), (*rows, sums), note)
