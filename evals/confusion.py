"""What the labels say of figures beside what our checker says. In: judged texts; out: counts.

The labels are the truth here and the checker is what is judged; a run's records keep the two apart
and this is where they meet.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from evals.counts import Pick
from schemas.eval import CaseRecord, JudgedFigure, Truth
from schemas.figure import Kind
from schemas.verdict import Verdict

UNSEEN = "unseen"
"""The checker's column for what it did not take for a figure."""

COLUMNS = (*(verdict.value for verdict in Verdict), UNSEEN)


class Matrix(NamedTuple):
    """Counts by two words; a row or a column without any is there all the same."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: Mapping[tuple[str, str], int]

    def at(self, row: str, column: str) -> int:
        """How many of this row and column."""
        return self.counts.get((row, column), 0)

    def row_sum(self, row: str) -> int:
        """How many of this row."""
        return sum(self.at(row, column) for column in self.columns)

    def column_sum(self, column: str) -> int:
        """How many of this column."""
        return sum(self.at(row, column) for row in self.rows)


def find_figures(cases: Iterable[CaseRecord], pick: Pick) -> tuple[JudgedFigure, ...]:
    """All judged figures of the released briefs, or of the first drafts."""
    return tuple(figure for case in cases if (text := pick(case)) for figure in text.figures)


def cross_checker(figures: Sequence[JudgedFigure]) -> Matrix:
    """Truth by the labels in rows, the checker's verdict in columns."""
    pairs = ((f.truth.value, f.checker.value if f.checker else UNSEEN) for f in figures)
    return Matrix(tuple(truth.value for truth in Truth), COLUMNS, Counter(pairs))


def cross_kinds(figures: Sequence[JudgedFigure]) -> Matrix:
    """Kinds of figure in rows, those that occur, and truth by the labels in columns."""
    kinds = tuple(kind.value for kind in Kind if any(figure.kind is kind for figure in figures))
    pairs = ((figure.kind.value, figure.truth.value) for figure in figures)
    return Matrix(kinds, tuple(truth.value for truth in Truth), Counter(pairs))
