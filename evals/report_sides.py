"""The first draft beside the released brief, the labels beside our checker. In: cases; out: rates.

Here a brief cannot look better by saying less: what the labels call wrong, what our checker fails,
the figures that were withheld and the must-says that went with them stand in one row.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import reduce
from operator import add
from typing import NamedTuple

from evals import counts
from evals.counts import NOTHING, Count, first, in_text, released
from evals.intervals import Rate
from evals.measures import Endings, count_endings
from evals.rates import measure_rates
from schemas.eval import CaseRecord, JudgedText, Run
from schemas.golden import Split
from schemas.score import Share


class Side(NamedTuple):
    """One column."""

    title: str
    share: Count


class SideRow(NamedTuple):
    """All columns for some of the cases."""

    name: str
    rates: tuple[Rate, ...]
    endings: Endings


def failed(text: JudgedText) -> Share:
    """Figures that our checker fails, of all figures."""
    return Share(hits=sum(not figure.checker_ok for figure in text.figures), of=len(text.figures))


def withheld_figures(case: CaseRecord) -> Share:
    """Figures of the first draft that the released brief does not print, of all of the draft's.

    One that was printed twice and is printed once is gone once. A brief that did not come has none.
    """
    if case.first is None:
        return NOTHING
    brief = released(case)
    kept = Counter(figure.text for figure in brief.figures) if brief else Counter[str]()
    gone = Counter(figure.text for figure in case.first.figures) - kept
    return Share(hits=gone.total(), of=len(case.first.figures))


SIDES = (
    Side("draft: labels say wrong", in_text(first, counts.errors)),
    Side("draft: checker fails", in_text(first, failed)),
    Side("released: labels say wrong", in_text(released, counts.errors)),
    Side("released: checker fails", in_text(released, failed)),
    Side("figures withheld", withheld_figures),
    Side("must-says lost", counts.lost),
)
"""In the order of reading, from what was written first to what was lost on the way."""


def list_sides(run: Run) -> tuple[SideRow, ...]:
    """A row for all cases, then one for each split and kind where there are several."""
    splits = {str(split): [c for c in run.cases if c.split is split] for split in Split}
    kinds = {kind: [c for c in run.cases if c.kind == kind] for kind in _kinds(run)}
    groups: list[tuple[str, Sequence[CaseRecord]]] = [("all cases", run.cases)]
    for several in (splits, kinds):
        filled = {name: cases for name, cases in several.items() if cases}
        groups += filled.items() if len(filled) > 1 else ()
    return tuple(_row(name, cases) for name, cases in groups)


def _kinds(run: Run) -> list[str]:
    return sorted({case.kind for case in run.cases})


def _row(name: str, cases: Sequence[CaseRecord]) -> SideRow:
    tables = [_by_document(side.share, cases) for side in SIDES]
    return SideRow(name, measure_rates(tables), count_endings(cases))


def _by_document(count: Count, cases: Sequence[CaseRecord]) -> Mapping[str, Share]:
    names = dict.fromkeys(case.document for case in cases)
    return {
        name: reduce(add, (count(case) for case in cases if case.document == name), NOTHING)
        for name in names
    }
