"""The gate from a revision to a verdict. In: a repository, a revision, goldens; out: a report.

The base is checked out, both sides brief a few documents first, and a block among those ends it.
Then the others are asked; for an engine that samples, cases with a new slip are asked again on both
sides. One judge, that of the code which runs the gate, reads all briefs of both.
"""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from evals.gate import REPLAY, Evidence, count_slips, decide
from evals.gate_again import find_suspects
from evals.gate_goldens import Since, compare_goldens
from evals.gate_proof import prove
from evals.gate_rules import USUAL, GateRules
from evals.gate_sides import Asked, Side, run_sides
from evals.headers import hash_code
from evals.rejudge import Shelves, rejudge_run, tell_judges
from evals.truth import lay_out
from evals.worktree import check_out, find_commit
from schemas.errors import EvalError
from schemas.eval import Ending, Run
from schemas.gate import GateReport, Outcome, Waived
from schemas.golden import Golden

Say = Callable[[str], None]


class Job(NamedTuple):
    """What is to be gated, on what, by which rules."""

    repository: Path
    revision: str
    goldens: tuple[Golden, ...]
    asked: Asked
    rules: GateRules
    waivers: tuple[Waived, ...] = ()
    split: str = "all"
    replayed: bool = False


class _Table(NamedTuple):
    """Both sides, what they are judged by, and where it is told how far things are."""

    job: Job
    sides: tuple[Side, Side]
    shelves: Shelves
    say: Say
    since: Since


def run_gate(job: Job, say: Say) -> GateReport:
    """The verdict on the working tree against a revision of it."""
    commit = find_commit(job.repository, job.revision)
    shelves = {f"{g.id}#{s.id}": lay_out(g, s) for g in job.goldens for s in g.labels.stories}
    with check_out(job.repository, commit) as root:
        base = Side(f"{job.revision} ({commit[:12]})", root)
        sides = (base, Side("the working tree", job.repository))
        return _gate(_Table(job, sides, shelves, say, _look_back(job, root)), commit)


def _look_back(job: Job, root: Path) -> Since:
    """What became of goldens and rules since the revision that is checked out at `root`."""
    folder = job.asked.folder.resolve()
    if not folder.is_relative_to(job.repository):
        return Since()
    before = root / folder.relative_to(job.repository)
    since = compare_goldens(before, folder, job.goldens, job.split)
    rules = root / "evals" / USUAL.name
    if rules.is_file() and rules.read_bytes() != USUAL.read_bytes():
        since = since._replace(told=(*since.told, "the gate's own rules changed since"))
    return since


def _gate(table: _Table, commit: str) -> GateReport:
    job = table.job
    smoke, rest = split_smoke(job.goldens, job.rules.smoke.documents)
    evidence = _ask(table, smoke or rest)
    check_code(evidence.base, table.sides[0].root, commit)
    if _cannot_replay(evidence):
        return _refused(decide(evidence, job.rules))
    if smoke and rest:
        report = decide(evidence, job.rules, job.waivers)
        if report.blocking:
            return _stopped(report, len(smoke), len(job.goldens))
        evidence = _joined(evidence, _ask(table, rest))
    proof = prove(evidence, table.shelves, job.rules)
    return decide(evidence, job.rules, job.waivers, proof)


def split_smoke(
    goldens: Sequence[Golden], documents: int
) -> tuple[tuple[Golden, ...], tuple[Golden, ...]]:
    """Those asked first and the others: always the same ones, by a hash of their names."""
    drawn = sorted(goldens, key=lambda g: hashlib.sha256(g.id.encode()).digest())
    first = {golden.id for golden in drawn[:documents]}
    return (
        tuple(golden for golden in goldens if golden.id in first),
        tuple(golden for golden in goldens if golden.id not in first),
    )


def _ask(table: _Table, goldens: Sequence[Golden]) -> Evidence:
    """Both sides on some goldens, and suspects of a sampling engine again."""
    table.say(f"both sides are asked about {len(goldens)} documents")
    own = run_sides(table.sides, goldens, table.job.asked)
    base, new = (_judged(run, table) for run in own)
    told = tuple(tell_judges(run, judged) for run, judged in zip(own, (base, new), strict=True))
    since = table.since._replace(told=(*table.since.told, *filter(None, told)))
    evidence = Evidence(base, new, replayed=table.job.replayed, since=since)
    suspects = find_suspects(evidence.pairs) if evidence.sampling else ()
    if not suspects or _cannot_replay(evidence):
        return evidence
    named = {slip.golden for slip in suspects}
    times = table.job.rules.again.times
    table.say(f"{len(named)} of them have a new slip and are asked {times} times more")
    again = [golden for golden in goldens if golden.id in named]
    runs = run_sides(table.sides, again, table.job.asked, repeats=times + 1)
    repeats = [tuple(case for case in _judged(run, table).cases if case.repeat > 0) for run in runs]
    return evidence._replace(again_base=repeats[0], again_new=repeats[1])


def _judged(run: Run, table: _Table) -> Run:
    """The run as this judge sees it."""
    judged = rejudge_run(run, table.shelves)
    return _leave_out_unstored(judged) if table.job.replayed else judged


def _leave_out_unstored(run: Run) -> Run:
    """In a replay a case without a brief was not answered, rather than answered badly."""
    cases = tuple(
        case.model_copy(update={"ending": Ending.SKIPPED})
        if case.ending is Ending.ERRORED
        else case
        for case in run.cases
    )
    return run.model_copy(update={"cases": cases})


def _cannot_replay(evidence: Evidence) -> bool:
    return evidence.replayed and evidence.base.header.prompts != evidence.new.header.prompts


def _refused(report: GateReport) -> GateReport:
    """No verdict: what came of a replay of other words is nothing to go by."""
    told = {"outcome": Outcome.INCONCLUSIVE, "why": (REPLAY,), "soft": (), "single": ()}
    return report.model_copy(update=told)


def check_code(base: Run, root: Path, commit: str) -> None:
    """EvalError unless the code that answered is that in `root`, of a revision checked out there.

    Where both sides have the same code one run is that of both, whichever commit it names.
    """
    if base.header.code == hash_code(root) or base.header.revision == commit:
        return
    ran = base.header.revision or "no commit"
    raise EvalError(
        f"the base ran the code of {ran}, not of {commit}; its revision has no `evals run` that "
        "says so, name a later one"
    )


def _joined(one: Evidence, other: Evidence) -> Evidence:
    """Both parts as one."""
    return Evidence(
        base=_join(one.base, other.base),
        new=_join(one.new, other.new),
        again_base=one.again_base + other.again_base,
        again_new=one.again_new + other.again_new,
        replayed=one.replayed,
        since=one.since._replace(told=tuple(dict.fromkeys((*one.since.told, *other.since.told)))),
    )


def _join(one: Run, other: Run) -> Run:
    goldens = (*one.header.goldens, *other.header.goldens)
    header = one.header.model_copy(update={"goldens": goldens})
    return one.model_copy(update={"header": header, "cases": (*one.cases, *other.cases)})


def _stopped(report: GateReport, asked: int, documents: int) -> GateReport:
    """A block is a block on few documents too; what the rates do is not told of so few."""
    said = f"stopped after the first {asked} of {documents} documents; the others were not asked"
    told = {"why": (count_slips(report.blocking), said), "soft": (), "stopped_early": True}
    if report.outcome is Outcome.INCOMPLETE:
        told["why"] = (*report.why, said)
    return report.model_copy(update=told)
