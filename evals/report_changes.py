"""Two runs of the same goldens in, what reports print of them beside the comparison out.

The comparison says what came and what went of the slips that block; here stand the scores of both
runs over the cases that both have, and the must-says that a brief no longer covers.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from evals.compare import compare_runs
from evals.compare_pairs import Pair, case_id, pair_cases
from evals.counts import released
from evals.faults import Fault, Sort
from evals.measures import Better, Measured, measure_cases
from schemas.eval import CaseRecord, Ending, Run
from schemas.gate import Comparison, Slip
from schemas.gate import Sort as SlipSort

SLIPS: Mapping[Sort, SlipSort] = {
    Sort.FIGURE: SlipSort.FIGURE,
    Sort.FORBIDDEN: SlipSort.FORBIDDEN,
    Sort.ERRORED: SlipSort.ERRORED,
    Sort.ABSTAINED: SlipSort.ABSTAINED,
}
"""Faults that are slips: a single new one blocks."""


class MeasuredPair(NamedTuple):
    """One measure of both runs, over the cases that both have."""

    base: Measured
    new: Measured

    @property
    def direction(self) -> str:
        """`worse`, `better` or `same`: which way the share moved, however little.

        Of what should not be, only a change of the count itself: 4 of 808 after 4 of 817 is `same`.
        """
        old, new = self.base.rate.share, self.new.rate.share
        if old.value is None or new.value is None or old.value == new.value:
            return "same"
        has_risen = new.value > old.value
        if self.base.measure.better is Better.HIGHER:
            return "better" if has_risen else "worse"
        if has_risen:
            return "worse" if new.hits > old.hits else "same"
        return "better" if new.hits < old.hits else "same"


class Versus(NamedTuple):
    """A run beside the one that it is held against."""

    base: Run
    new: Run
    comparison: Comparison
    pairs: tuple[Pair, ...]
    measured: tuple[MeasuredPair, ...]


def set_against(new: Run, base: Run) -> Versus:
    """The two runs and all that is told of them."""
    pairs = pair_cases(base.cases, new.cases)
    before = measure_cases([pair.base for pair in pairs])
    after = measure_cases([pair.new for pair in pairs])
    return Versus(
        base=base,
        new=new,
        comparison=compare_runs(base, new),
        pairs=pairs,
        measured=tuple(map(MeasuredPair, before, after)),
    )


def new_faults(faults: Sequence[Fault], comparison: Comparison) -> tuple[Fault, ...]:
    """Those of a run's faults that block and that its base does not have."""
    added = Counter(_of_slip(slip) for change in comparison.documents for slip in change.added)
    found = []
    for fault in faults:
        if fault.sort in SLIPS and added[_of_fault(fault)]:
            added[_of_fault(fault)] -= 1
            found.append(fault)
    return tuple(found)


def _of_slip(slip: Slip) -> tuple[str, str, str]:
    return slip.case, slip.sort.value, _text(slip.sort, slip.text)


def _of_fault(fault: Fault) -> tuple[str, str, str]:
    sort = SLIPS[fault.sort]
    text = fault.figure.text if fault.figure else fault.what
    return fault.case.case, sort.value, _text(sort, text)


def _text(sort: SlipSort, text: str) -> str:
    """What tells two slips of a case apart; one that ended without a brief has nothing more."""
    return text if sort in {SlipSort.FIGURE, SlipSort.FORBIDDEN} else ""


def newly_lacking(base: CaseRecord, new: CaseRecord) -> tuple[str, ...]:
    """Must-says that the base's brief covers and the new one does not; all where none came."""
    before = released(base)
    if before is None or new.ending is Ending.SKIPPED:
        return ()
    after = released(new)
    if after is None:
        return ("every must-say that the base covered",) if before.must.hits else ()
    return tuple(say for say in after.lacking if say not in before.lacking)


def new_lacks(faults: Sequence[Fault], versus: Versus) -> tuple[Fault, ...]:
    """Those of a run's faults that are must-says which its base covers."""
    base = find_base(versus)
    return tuple(
        fault
        for fault in faults
        if fault.sort is Sort.LACKING
        and case_id(fault.case) in base
        and fault.what in newly_lacking(base[case_id(fault.case)], fault.case)
    )


def find_base(versus: Versus) -> Mapping[tuple[str, str, int], CaseRecord]:
    """The base's case for each case of the run."""
    return {case_id(pair.new): pair.base for pair in versus.pairs}
