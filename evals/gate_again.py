"""Does a new slip of an engine that samples recur? In: pairs, repeats of both sides; out: counts.

One slip may be chance: a model that errs in 2% of its briefs errs anew in some document of every
comparison of it with itself. So the case is asked again on both sides, and only what the new side
does again, and the base never did, blocks. What was seen first chose the case and is not counted.
Nor is a repeat that brought nothing to look at: who was not heard did not do it, and did not leave
it.
"""

from collections.abc import Iterable, Sequence
from functools import cache

from evals.compare_pairs import Pair
from evals.compare_slips import list_slips
from evals.gate_rules import Again
from pipeline.figures.scan import find_figures
from schemas.eval import CaseRecord, Ending
from schemas.gate import Recurrence, Slip, Sort

Likeness = tuple[object, ...]

_HEARD = frozenset({Ending.SCORED, Ending.ABSTAINED})
"""Endings of a repeat in which a slip could have been seen."""


def alike(slip: Slip) -> Likeness:
    """What makes two slips of a sampling engine one: not its words, which change every time.

    A wrong figure is known by the labelled facts that it is most like; one that is like none, by
    its value and unit.
    """
    match slip.sort:
        case Sort.FIGURE:
            return slip.case, slip.sort, slip.facts or _amount(slip.text)
        case Sort.FORBIDDEN:
            return slip.case, slip.sort, slip.text
    return slip.case, slip.sort


@cache
def _amount(words: str) -> Likeness:
    """`52 percent` is `52%`; words that hold no figure, or a date, are themselves."""
    figures, _ = find_figures(words)
    if len(figures) == 1 and figures[0].values:
        return figures[0].values, figures[0].unit
    return tuple(words.casefold().split())


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
    return tuple(
        one
        for one in found
        if alike(one.slip) in first or (one.new >= rules.recurs and not one.base)
    )


def _count(
    slip: Slip, base: Sequence[CaseRecord], new: Sequence[CaseRecord], rules: Again
) -> Recurrence:
    """Only what was heard counts; too few heard on either side, and nothing recurs."""
    theirs, ours = _heard(slip, base), _heard(slip, new)
    here = sum(_has(case, slip) for case in ours)
    there = sum(_has(case, slip) for case in theirs)
    times = min(len(theirs), len(ours))
    recurs = here >= rules.recurs and not there and times >= rules.times
    return Recurrence(slip=slip, times=times, new=here, base=there, recurs=recurs)


def _heard(slip: Slip, side: Sequence[CaseRecord]) -> list[CaseRecord]:
    """Repeats of its case in which it could have been seen; a crash is seen in a crash too."""
    heard = _HEARD | {Ending.ERRORED} if slip.sort is Sort.ERRORED else _HEARD
    return [case for case in side if case.case == slip.case and case.ending in heard]


def _has(case: CaseRecord, slip: Slip) -> bool:
    return any(alike(other) == alike(slip) for other in list_slips(case))
