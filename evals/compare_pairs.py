"""Which cases of two runs belong together, and what was not the same. In: runs; out: pairs.

A case that one run lacks is told, never left out in silence; so is a model that answered although
another was asked for, or that changed between two runs which asked for the same one.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from evals.measures import count_missing
from schemas.eval import CaseRecord, Ending, Run, RunHeader

CaseId = tuple[str, str, int]
"""Golden, story, repeat."""

SHOWN = 5
"""Of many cases that are unpaired for one reason, so many are named."""


class Pair(NamedTuple):
    """One case on both sides."""

    base: CaseRecord
    new: CaseRecord


def case_id(case: CaseRecord) -> CaseId:
    """What tells a case from every other of its run."""
    return case.golden, case.story, case.repeat


def pair_cases(base: Sequence[CaseRecord], new: Sequence[CaseRecord]) -> tuple[Pair, ...]:
    """The cases that both runs asked, in the base's order."""
    theirs = {case_id(case): case for case in new if case.ending is not Ending.SKIPPED}
    asked = [case for case in base if case.ending is not Ending.SKIPPED]
    return tuple(Pair(case, theirs[case_id(case)]) for case in asked if case_id(case) in theirs)


def find_unpaired(base: Run, new: Run) -> tuple[str, ...]:
    """What one run has and the other lacks, was never asked or never finished; in sentences."""
    ours, theirs = _asked(base), _asked(new)
    known = {case_id(case) for case in (*base.cases, *new.cases)}
    found = [
        _tell(ours - theirs, "only the base has an outcome of"),
        _tell(theirs - ours, "only the new run has an outcome of"),
        _tell(known - ours - theirs, "neither run came to ask about"),
        *(
            f"the {side} run was cut short: {count} cases that it promises have no line"
            for side, run in (("base", base), ("new", new))
            if (count := count_missing(run))
        ),
    ]
    return tuple(sentence for sentence in found if sentence)


def _asked(run: Run) -> set[CaseId]:
    return {case_id(case) for case in run.cases if case.ending is not Ending.SKIPPED}


def _tell(cases: Iterable[CaseId], what: str) -> str:
    names = [f"{golden}#{story}" + f" repeat {n}" * bool(n) for golden, story, n in sorted(cases)]
    if not names:
        return ""
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return f"{what} {', '.join(names[:SHOWN])}{more}"


def find_unlike(base: RunHeader, new: RunHeader) -> tuple[str, ...]:
    """What was asked otherwise, so that the two cannot be set against each other."""
    theirs = {golden.id: golden for golden in new.goldens}
    changed = [g.id for g in base.goldens if g.id in theirs and theirs[g.id] != g]
    found = [f"the article or the labels of {', '.join(changed[:SHOWN])} changed"] * bool(changed)
    for name in ("length", "repeats"):
        one, other = getattr(base, name), getattr(new, name)
        if one != other:
            found.append(f"{name} was {one} and is {other}")
    return tuple(found)


def tell_models(base: Run, new: Run) -> tuple[str, ...]:
    """Which models answered, where that is not what one would think."""
    answered = [_answered(run) for run in (base, new)]
    told = []
    for side, run, names in zip(("base", "new"), (base, new), answered, strict=True):
        if len(names) > 1:
            told.append(
                f"the {side} run asked for {run.header.model!r}, and several models answered: "
                f"{', '.join(sorted(names))}"
            )
    before, after = answered
    if before and after and before != after:
        asked = base.header.model == new.header.model
        silent = f"both runs asked for {new.header.model!r}, yet the model changed in silence: "
        known = f"{base.header.model!r} and {new.header.model!r} were asked for: "
        told.append(
            f"{silent if asked else known}{', '.join(sorted(before))} answered the base, "
            f"{', '.join(sorted(after))} the new run"
        )
    return tuple(told)


def _answered(run: Run) -> frozenset[str]:
    return frozenset(name for case in run.cases for name in case.answered)


def tell_prompts(base: RunHeader, new: RunHeader) -> tuple[str, ...]:
    """Prompts whose words differ."""
    before = {ref.name: ref for ref in base.prompts}
    return tuple(
        f"{ref.name}: version {before[ref.name].version} ({before[ref.name].sha}) "
        f"and {ref.version} ({ref.sha})"
        for ref in new.prompts
        if ref.name in before and before[ref.name] != ref
    )
