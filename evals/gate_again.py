"""Does a new slip of an engine that samples recur? In: pairs, repeats of both sides; out: counts.

One slip may be chance: a model that errs in 2% of its briefs errs anew in some document of every
comparison of it with itself. So the case is asked again on both sides, and only what the new side
does again, and the base never did, blocks. What was seen first chose the case and is not counted.
"""

from collections.abc import Iterable, Sequence

from evals.compare_pairs import Pair
from evals.compare_slips import list_slips
from evals.gate_rules import Again
from schemas.eval import CaseRecord
from schemas.gate import Recurrence, Slip, Sort

Likeness = tuple[object, ...]


def alike(slip: Slip) -> Likeness:
    """What makes two slips of a sampling engine one: not its words, which change every time.

    A wrong figure is known by the labelled facts that it is most like, or by what is wrong with it.
    """
    match slip.sort:
        case Sort.FIGURE:
            return slip.case, slip.sort, slip.facts or slip.truth
        case Sort.FORBIDDEN:
            return slip.case, slip.sort, slip.text
    return slip.case, slip.sort


def find_suspects(pairs: Iterable[Pair]) -> tuple[Slip, ...]:
    """Slips of the new side of which the base has none alike; each kind of a case once."""
    suspects: dict[Likeness, Slip] = {}
    for pair in pairs:
        known = {alike(slip) for slip in list_slips(pair.base)}
        for slip in list_slips(pair.new):
            if alike(slip) not in known:
                suspects.setdefault(alike(slip), slip)
    return tuple(suspects.values())


def count_again(
    suspects: Sequence[Slip],
    base: Sequence[CaseRecord],
    new: Sequence[CaseRecord],
    rules: Again,
) -> tuple[Recurrence, ...]:
    """How often each suspect came again on either side, and whether it recurs.

    What comes again in a suspect's case counts too, though the first answer did not have it.
    """
    cases = {slip.case for slip in suspects}
    slips = {alike(slip): slip for slip in suspects}
    for case in new:
        for slip in list_slips(case) if case.case in cases else ():
            slips.setdefault(alike(slip), slip)
    found = [_count(slip, base, new, rules) for slip in slips.values()]
    first = {alike(slip) for slip in suspects}
    return tuple(one for one in found if one.recurs or alike(one.slip) in first)


def _count(
    slip: Slip, base: Sequence[CaseRecord], new: Sequence[CaseRecord], rules: Again
) -> Recurrence:
    here = sum(_has(case, slip) for case in new)
    there = sum(_has(case, slip) for case in base)
    times = min(sum(case.case == slip.case for case in side) for side in (base, new))
    recurs = here >= rules.recurs and not there
    return Recurrence(slip=slip, times=times, new=here, base=there, recurs=recurs)


def _has(case: CaseRecord, slip: Slip) -> bool:
    return any(alike(other) == alike(slip) for other in list_slips(case))
