"""The tables that every report prints. In: a run; out: titled rows of plain words.

A report escapes and lays out; what stands in a cell is decided here, once.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from evals.confusion import Matrix, cross_checker, cross_kinds, find_figures
from evals.counts import Pick, first, released
from evals.intervals import Rate
from evals.measures import (
    Group,
    Measured,
    count_endings,
    measure_by_kind,
    measure_by_split,
    measure_run,
)
from evals.report_changes import Versus
from evals.report_sides import SIDES, list_sides
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

KEY = {
    "errors_released": "wrong figures",
    "violations_released": "forbidden said",
    "must_released": "must-says covered",
    "conflicts": "conflicts named",
    "tuples": "roles not contradicted",
}
"""Measures that stand beside each other for every split and kind, with their short names."""


class Plain(NamedTuple):
    """A table of words; the first column names the row, the others are numbers."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def all_tables(run: Run) -> tuple[Plain, ...]:
    """Every table of a run, in the order of reading."""
    return (
        sides_table(run),
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


def sides_table(run: Run) -> Plain:
    """What was wrong at first, what is in the end, and what was taken out in between."""
    rows = tuple(
        (row.name, *(_in_short(rate) for rate in row.rates), beside_words(row.endings))
        for row in list_sides(run)
    )
    return Plain(
        "Labels and checker, first draft and release",
        ("", *(side.title for side in SIDES), BESIDE),
        rows,
        "The labels are the truth; what our checker says stands beside them, 95% intervals below.",
    )


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


def moved_table(versus: Versus) -> Plain:
    """Measures whose share is not the same in both runs, what got worse first."""
    order = ("worse", "better")
    moved = [pair for pair in versus.measured if pair.direction != "same"]
    rows = tuple(
        (
            f"{pair.new.measure.group}: {pair.new.measure.title}"
            + (" (hard)" if pair.new.measure.is_hard else ""),
            _in_short(pair.base.rate),
            _in_short(pair.new.rate),
            beside_words(pair.new.endings),
            pair.direction,
        )
        for pair in sorted(moved, key=lambda pair: order.index(pair.direction))
    )
    return Plain(
        "Measures that moved, over the cases that both runs have",
        ("", "base (95%)", "new (95%)", BESIDE, ""),
        rows,
        "" if rows else "None moved.",
    )


def group_tables(run: Run) -> tuple[Plain, ...]:
    """The key measures by split and by kind of story; a table of one row is left out."""
    tables = (
        _groups("By split", {str(k): v for k, v in measure_by_split(run).items()}),
        _groups("By kind of story", measure_by_kind(run)),
    )
    return tuple(table for table in tables if len(table.rows) > 1)


def _groups(title: str, groups: Mapping[str, Sequence[Measured]]) -> Plain:
    rows = tuple(
        (name, *(_in_short(one.rate) for one in keys_of(of)), beside_words(of[0].endings))
        for name, of in groups.items()
    )
    return Plain(title, ("", *KEY.values(), BESIDE), rows)


def keys_of(of: Iterable[Measured]) -> tuple[Measured, ...]:
    """The measures of `KEY`, in its order."""
    named = {one.measure.name: one for one in of}
    return tuple(named[name] for name in KEY)


def _in_short(rate: Rate) -> str:
    """`3/4 (19.4–99.4%)`."""
    return f"{share_words(rate.share)} ({interval_words(rate.interval)})"


def matrix_tables(run: Run, of: str, pick: Pick) -> tuple[Plain, ...]:
    """What the labels say against what our checker says, and against the kind of figure."""
    figures = find_figures(run.cases, pick)
    if not figures:
        return ()
    beside = f"{BESIDE}: {beside_words(count_endings(run.cases))}"
    checker = f"Labels (rows) against our checker (columns) in {of}"
    return (
        matrix_table(checker, cross_checker(figures), beside),
        matrix_table(f"Kinds of figure against the labels in {of}", cross_kinds(figures), beside),
    )


def matrix_table(title: str, matrix: Matrix, note: str) -> Plain:
    """Counts, with sums; columns in which nothing fell are left out."""
    columns = [column for column in matrix.columns if matrix.column_sum(column)]
    rows = [
        (
            plain_word(row),
            *(str(matrix.at(row, column) or NONE) for column in columns),
            str(matrix.row_sum(row)),
        )
        for row in matrix.rows
    ]
    total = sum(matrix.row_sum(row) for row in matrix.rows)
    sums = ("in all", *(str(matrix.column_sum(column)) for column in columns), str(total))
    return Plain(title, ("", *map(plain_word, columns), "in all"), (*rows, sums), note)


def plain_word(name: str) -> str:
    """`percentage_points` as a person writes it."""
    return name.replace("_", " ")
