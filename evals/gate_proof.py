"""A gate that cannot fire proves nothing. In: the runs of this very gate; out: whether it fires.

Copies of stored outputs are made wrong on purpose and put through the same judge and the same
decision: a figure of a released brief gets a number that stands nowhere in its article; every brief
loses a must-say and a sentence; a case is dropped.
"""

import random
import re
from collections.abc import Sequence

from evals.cases import judge_text
from evals.compare import compare_runs
from evals.gate import Evidence, find_blocking
from evals.gate_rules import GateRules
from evals.gate_soft import find_losses, find_worse
from evals.intervals import SEED
from evals.rejudge import UNCHECKED, Shelves
from evals.truth import Shelf
from schemas.eval import CaseRecord, Ending, JudgedFigure, JudgedText, Run, Truth
from schemas.figure import Kind
from schemas.gate import Proof
from schemas.score import Share

_PLAIN = frozenset({Kind.PERCENT, Kind.COUNT, Kind.PROPORTION, Kind.MONEY, Kind.DURATION})
"""Figures that say how much; dates and ages say when and of whom."""

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


def prove(evidence: Evidence, shelves: Shelves, rules: GateRules) -> Proof:
    """Break stored outputs one at a time and see each stopped."""
    heard = [pair.new for pair in evidence.pairs if pair.base.ending is not Ending.ERRORED]
    broken = break_some(heard, shelves, rules.proof.broken)
    caught = sum(_is_caught(evidence, before, after, rules) for before, after in broken)
    base = evidence.base
    return Proof(
        broken=len(broken),
        caught=caught,
        withheld_caught=bool(_worse(base, _with(base, withhold_all(base)), rules)),
        dropped_caught=not compare_runs(base, _with(base, base.cases[:-1])).is_complete,
    )


def break_some(
    cases: Sequence[CaseRecord], shelves: Shelves, most: int
) -> list[tuple[CaseRecord, CaseRecord]]:
    """Cases drawn by chance, each with a copy in which one figure is broken."""
    draw = random.Random(SEED)
    drawn = draw.sample(list(cases), k=len(cases))
    found: list[tuple[CaseRecord, CaseRecord]] = []
    for case in drawn:
        if len(found) == most:
            break
        copy = break_figure(case, shelves[case.case], draw) if case.case in shelves else None
        if copy:
            found.append((case, copy))
    return found


def break_figure(case: CaseRecord, shelf: Shelf, draw: random.Random) -> CaseRecord | None:
    """The case with one right figure made wrong and judged anew; `None` where it has none to break.

    The proof that it is wrong: its number stands nowhere in the article, and is too odd and too
    great to follow from two that do.
    """
    text = case.released
    if text is None or case.ending is not Ending.SCORED:
        return None
    right = [figure for figure in text.figures if _can_break(figure)]
    if not right:
        return None
    figure = draw.choice(right)
    words = _DIGITS.sub(_foreign(shelf.golden.text, draw), figure.text, count=1)
    changed = text.text[: figure.start] + words + text.text[figure.end :]
    return case.model_copy(update={"released": judge_text(changed, shelf, UNCHECKED)})


def _can_break(figure: JudgedFigure) -> bool:
    digits = figure.kind in _PLAIN and _DIGITS.search(figure.text)
    return figure.truth is Truth.SUPPORTED and bool(digits)


def _foreign(article: str, draw: random.Random) -> str:
    """Digits that the article does not hold."""
    while True:
        number = draw.randrange(61_001, 98_999, 2)
        if str(number) not in article and f"{number:,}" not in article:
            return str(number)


def _is_caught(evidence: Evidence, before: CaseRecord, after: CaseRecord, rules: GateRules) -> bool:
    """Does the very case block, all else being as it is?"""
    cases = tuple(after if case is before else case for case in evidence.new.cases)
    there = next(
        c for c in evidence.base.cases if c.case == before.case and c.repeat == before.repeat
    )
    broken = evidence._replace(
        new=_with(evidence.new, cases),
        again_base=(*evidence.again_base, *(there for _ in range(rules.again.times))),
        again_new=(*evidence.again_new, *(after for _ in range(rules.again.times))),
    )
    return before.case in _stopped(broken, rules)


def withhold_all(run: Run) -> tuple[CaseRecord, ...]:
    """Every brief with a sentence less, and a must-say gone with it."""
    return tuple(_poorer(case) for case in run.cases)


def _poorer(case: CaseRecord) -> CaseRecord:
    if case.released is None:
        return case
    must = case.released.must
    less = Share(hits=max(0, must.hits - 1), of=must.of)
    text: JudgedText = case.released.model_copy(update={"must": less})
    withheld = (*case.withheld, "A sentence.")
    return case.model_copy(update={"released": text, "withheld": withheld})


def _with(run: Run, cases: tuple[CaseRecord, ...]) -> Run:
    return run.model_copy(update={"cases": cases})


def _stopped(evidence: Evidence, rules: GateRules) -> frozenset[str]:
    """The cases that block."""
    comparison = compare_runs(evidence.base, evidence.new)
    found = find_blocking(evidence, comparison, rules, ())
    return frozenset(slip.case for slip in found.blocking)


def _worse(base: Run, new: Run, rules: GateRules) -> frozenset[str]:
    """The rates that fell."""
    return find_worse(find_losses(Evidence(base, new).pairs, rules), rules)
