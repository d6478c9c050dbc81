"""May a change be merged? In: two runs over the same inputs, the rules, waivers; out: a verdict.

For an engine that does not sample a single new slip blocks. For one that does, a new slip blocks
where it recurs. The rates are tested beside that, over the declared family. What was not asked, not
answered or could not have been decided is never called a pass.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from evals.compare import compare_runs
from evals.compare_pairs import Pair, pair_cases
from evals.gate_again import count_again, find_suspects
from evals.gate_goldens import Since
from evals.gate_rules import GateRules
from evals.gate_soft import weigh_family
from evals.waivers import find_waiver, tell_unused
from schemas.eval import CaseRecord, Ending, Run
from schemas.exits import Exit
from schemas.gate import (
    Comparison,
    GateReport,
    Outcome,
    Proof,
    Recurrence,
    Slip,
    SoftTest,
    Waived,
)

EXITS = {
    Outcome.PASSED: Exit.FINE,
    Outcome.BLOCKED: Exit.FAILED,
    Outcome.INCONCLUSIVE: Exit.INCONCLUSIVE,
    Outcome.INCOMPLETE: Exit.INCOMPLETE,
}

REPLAY = (
    "replay answers with what was stored for the very words asked, so it cannot judge a changed "
    "prompt; ask the model: --cache readwrite"
)


class Evidence(NamedTuple):
    """What both sides did."""

    base: Run
    new: Run
    again_base: tuple[CaseRecord, ...] = ()
    """Suspect cases of a sampling engine, asked again."""
    again_new: tuple[CaseRecord, ...] = ()
    replayed: bool = False
    """Were all answers to come from the store?"""
    since: Since = Since()
    """What became of the goldens since the base."""

    @property
    def sampling(self) -> bool:
        """Does a model answer, which may answer otherwise the next time?"""
        return bool(self.new.header.model or self.base.header.model)

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The cases of both."""
        return pair_cases(self.base.cases, self.new.cases)


class Ground(NamedTuple):
    """One ground of a verdict."""

    outcome: Outcome
    why: str


class Found(NamedTuple):
    """What stands against a change."""

    blocking: tuple[Slip, ...]
    """Of which none is waived."""
    again: tuple[Recurrence, ...]
    waived: tuple[Waived, ...]


def decide(
    evidence: Evidence,
    rules: GateRules,
    waivers: Sequence[Waived] = (),
    proof: Proof | None = None,
) -> GateReport:
    """The verdict on a change; the heaviest of its grounds wins, and all are told."""
    comparison = compare_runs(evidence.base, evidence.new)
    found = find_blocking(evidence, comparison, rules, waivers)
    soft = weigh_family(evidence.pairs, rules)
    fallen = [(test, find_waiver(test, waivers)) for test in soft if test.blocks]
    grounds = [
        *_incomplete(evidence, comparison, found, rules),
        *_blocked(found, [test for test, waiver in fallen if waiver is None]),
        *_inconclusive(comparison, soft, proof),
    ]
    used = (*found.waived, *(waiver for _, waiver in fallen if waiver))
    return GateReport(
        outcome=_heaviest(grounds),
        why=tuple(ground.why for ground in grounds) or _passed(evidence, soft),
        sampling=evidence.sampling,
        comparison=comparison,
        blocking=found.blocking,
        single=tuple(one for one in found.again if not one.recurs),
        recurring=tuple(one for one in found.again if one.recurs),
        soft=soft,
        proof=proof,
        waived=tuple(dict.fromkeys(used)),
        told=(*evidence.since.told, *tell_unused(waivers, used)),
    )


def find_blocking(
    evidence: Evidence, comparison: Comparison, rules: GateRules, waivers: Sequence[Waived]
) -> Found:
    """New slips that block, and the waivers that let others pass."""
    again: tuple[Recurrence, ...] = ()
    if evidence.sampling:
        suspects = find_suspects(evidence.pairs)
        again = count_again(suspects, evidence.again_base, evidence.again_new, rules.again)
        slips: Iterable[Slip] = [one.slip for one in again if one.recurs]
    else:
        slips = [slip for change in comparison.documents for slip in change.added]
    covered = [(slip, find_waiver(slip, waivers)) for slip in slips]
    return Found(
        blocking=tuple(slip for slip, waiver in covered if waiver is None),
        again=again,
        waived=tuple(waiver for _, waiver in covered if waiver),
    )


def _incomplete(
    evidence: Evidence, comparison: Comparison, found: Found, rules: GateRules
) -> Iterator[Ground]:
    for sentence in (*evidence.since.dropped, *comparison.unpaired, *comparison.unlike):
        yield Ground(Outcome.INCOMPLETE, sentence)
    pairs = evidence.pairs
    bare = sum({p.base.ending, p.new.ending} == {Ending.ERRORED} for p in pairs)
    if bare > rules.unjudged * len(pairs):
        yield Ground(
            Outcome.INCOMPLETE,
            f"neither side brought a brief for {bare} of {_count(len(pairs), 'case')}, so "
            "nothing of them was judged",
        )
    short = [one for one in found.again if one.times < rules.again.times]
    if short:
        yield Ground(
            Outcome.INCOMPLETE,
            f"{_count(len(short), 'new slip')} could not be tried again "
            f"{_count(rules.again.times, 'time')} on both sides, because repeats were not asked or "
            f"brought no brief, such as those of {short[0].slip.case}",
        )


def _blocked(found: Found, fallen: Sequence[SoftTest]) -> Iterator[Ground]:
    if found.blocking:
        yield Ground(Outcome.BLOCKED, count_slips(found.blocking))
    for test in fallen:
        yield Ground(
            Outcome.BLOCKED,
            f"{test.title}: worse in {test.worse} documents, better in {test.better} "
            f"(p = {test.p:.4f}, Holm over the family)",
        )


def count_slips(blocking: Sequence[Slip]) -> str:
    """How many slips block, and in how many briefs."""
    cases = len({slip.case for slip in blocking})
    block = "blocks" if len(blocking) == 1 else "block"
    return f"{_count(len(blocking), 'new slip')} that {block}, in {_count(cases, 'case')}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _inconclusive(
    comparison: Comparison, soft: Sequence[SoftTest], proof: Proof | None
) -> Iterator[Ground]:
    beyond = [test for test in soft if not test.reachable]
    if beyond:
        few = min(beyond, key=lambda test: test.documents)
        yield Ground(
            Outcome.INCONCLUSIVE,
            f"{len(beyond)} of {len(soft)} rates could not have blocked whatever happened: "
            f"{few.title} is counted in {few.documents} documents, and {few.fewest} must get worse",
        )
    if proof and not proof.holds:
        yield Ground(Outcome.INCONCLUSIVE, f"this gate could not be shown to fire: {tell(proof)}")
    if not comparison.documents:
        yield Ground(Outcome.INCONCLUSIVE, "there is no document that both sides were asked about")


def tell(proof: Proof) -> str:
    """What was tried on copies of the stored outputs, and what came of it."""
    held = {True: "yes", False: "NO"}
    return (
        f"{proof.caught} of {proof.broken} figures broken on purpose were stopped; "
        f"briefs that withhold were stopped: {held[proof.withheld_caught]}; "
        f"a dropped case was called incomplete: {held[proof.dropped_caught]}"
    )


def _passed(evidence: Evidence, soft: Sequence[SoftTest]) -> tuple[str, ...]:
    least = [test.detectable for test in soft if test.detectable is not None]
    seen = f"; a loss in {max(least):.0%} of documents would mostly have been seen" if least else ""
    return (
        f"no new slip in {_count(len(evidence.pairs), 'case')} "
        f"{'that recurs ' if evidence.sampling else ''}and no rate fell beyond chance{seen}",
    )


def _heaviest(grounds: Sequence[Ground]) -> Outcome:
    order = list(Exit)
    found = (ground.outcome for ground in grounds)
    return min(found, key=lambda one: order.index(EXITS[one]), default=Outcome.PASSED)
