"""Two runs side by side, document by document. In: two runs; out: what got worse, what better.

A case that one run lacks is never left out in silence: the comparison is then incomplete. Slips
that are gone because a sentence was withheld, a must-say lost or no brief came are not paid for,
and their document is mixed or worse, never better.
"""

from collections import Counter
from collections.abc import Sequence

from evals.compare_pairs import (
    Pair,
    find_unlike,
    find_unpaired,
    pair_cases,
    tell_models,
    tell_prompts,
)
from evals.compare_slips import change_slips
from schemas.eval import CaseRecord, Ending, Run, RunHeader
from schemas.gate import Comparison, DocumentChange, Move, Sums


def compare_runs(base: Run, new: Run) -> Comparison:
    """What the new run does otherwise; documents that got worse come first."""
    pairs = pair_cases(base.cases, new.cases)
    documents = tuple(dict.fromkeys(pair.base.document for pair in pairs))
    changes = [
        compare_document(name, [pair for pair in pairs if pair.base.document == name])
        for name in documents
    ]
    order = list(Move)
    return Comparison(
        base=name_run(base.header),
        new=name_run(new.header),
        documents=tuple(sorted(changes, key=lambda c: (order.index(c.move), -_weight(c)))),
        unpaired=find_unpaired(base, new),
        unlike=find_unlike(base.header, new.header),
        told=(*tell_models(base, new), *tell_prompts(base.header, new.header)),
    )


def name_run(header: RunHeader) -> str:
    """`model gpt-x, draft_brief@4, 1a2b3c4d5e6f`."""
    prompts = " ".join(f"{ref.name}@{ref.version}" for ref in header.prompts)
    commit, mark, dirty = header.revision.partition("+")
    return ", ".join(
        part for part in (header.engine, prompts, f"{commit[:12]}{mark}{dirty}") if part
    )


def compare_document(document: str, pairs: Sequence[Pair]) -> DocumentChange:
    """One document: sums of both sides, and which slips came and went."""
    base, new = sum_cases([p.base for p in pairs]), sum_cases([p.new for p in pairs])
    added, gone = change_slips(pairs)
    worse, better = _losses(base, new) + len(added), _losses(new, base) + len(gone)
    paid = _is_dearer(base, new)
    return DocumentChange(
        document=document,
        base=base,
        new=new,
        move=_move(worse, better),
        added=added,
        gone=gone,
        unpaid=bool(gone) and paid,
    )


def _move(worse: int, better: int) -> Move:
    if worse and better:
        return Move.MIXED
    return Move.WORSE if worse else Move.BETTER if better else Move.SAME


def _losses(base: Sums, new: Sums) -> int:
    """By how much the second is worse, everything in which it is added up."""
    pairs = (
        (base.wrong_first, new.wrong_first),
        (base.wrong, new.wrong),
        (base.forbidden, new.forbidden),
        (new.must, base.must),
        (base.lost, new.lost),
        (base.withheld, new.withheld),
        (base.errored, new.errored),
        (base.abstained, new.abstained),
    )
    return sum(max(0, after - before) for before, after in pairs)


def _is_dearer(base: Sums, new: Sums) -> bool:
    """Was more withheld, lost or not briefed, or less said that must be?"""
    more = ("lost", "withheld", "errored", "abstained")
    return new.must < base.must or any(getattr(new, n) > getattr(base, n) for n in more)


def _weight(change: DocumentChange) -> int:
    return len(change.added) * 1000 + _losses(change.base, change.new)


def sum_cases(cases: Sequence[CaseRecord]) -> Sums:
    """What is told of some cases, added up."""
    first = [case.first for case in cases if case.first]
    out = [c.released for c in cases if c.released and c.ending is Ending.SCORED]
    ends = Counter(case.ending for case in cases)
    return Sums(
        cases=len(cases),
        wrong_first=sum(len(text.wrong) for text in first),
        wrong=sum(len(text.wrong) for text in out),
        failed_first=sum(not f.checker_ok for text in first for f in text.figures),
        failed=sum(not f.checker_ok for text in out for f in text.figures),
        forbidden=sum(len(text.violations) for text in out),
        must=sum(text.must.hits for text in out),
        owed=sum(case.owed.must for case in cases),
        lost=sum(len(case.lost_must) for case in cases),
        withheld=sum(len(case.withheld) for case in cases),
        errored=ends[Ending.ERRORED],
        abstained=ends[Ending.ABSTAINED],
    )
