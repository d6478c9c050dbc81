"""What is wrong with a case, worst first. In: case records; out: faults that every report prints.

The labels decide what is wrong. What our checker says is told beside it, as one more thing to know.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from evals.counts import MOST_COPIED, released
from schemas.eval import CaseRecord, Ending, JudgedFigure


class Sort(StrEnum):
    """What sort of fault it is; the members stand in order of weight."""

    ERRORED = "no brief"
    FIGURE = "wrong figure"
    FORBIDDEN = "must not say"
    ABSTAINED = "all withheld"
    LACKING = "must say"
    GATE = "balance gate"
    COPIED = "copied"
    DRAFT = "wrong in the draft"
    """Wrong in the first draft and not in the released brief."""


HARD = frozenset({Sort.ERRORED, Sort.FIGURE, Sort.FORBIDDEN, Sort.ABSTAINED})
"""Those of which a single new one blocks."""


_COUNTED = {
    Sort.ERRORED: ("case without a brief", "cases without a brief"),
    Sort.FIGURE: ("wrong figure", "wrong figures"),
    Sort.FORBIDDEN: ("forbidden sentence", "forbidden sentences"),
    Sort.ABSTAINED: ("brief all withheld", "briefs all withheld"),
    Sort.LACKING: ("must-say lacking", "must-says lacking"),
    Sort.GATE: ("balance gate failed", "balance gates failed"),
    Sort.COPIED: ("copied run", "copied runs"),
    Sort.DRAFT: ("wrong in the draft only", "wrong in the draft only"),
}


def count_words(sort: Sort, count: int) -> str:
    """`1 wrong figure`, `14 wrong figures`."""
    one, many = _COUNTED[sort]
    return f"{count} {one if count == 1 else many}"


class Fault(NamedTuple):
    """One thing that is wrong with one case."""

    sort: Sort
    case: CaseRecord
    title: str
    """A few words: `52% is misattributed`."""
    reason: str
    """Sentences."""
    what: str = ""
    """The label's sentence that is lacking or forbidden."""
    figure: JudgedFigure | None = None

    @property
    def is_hard(self) -> bool:
        """Does a single new one block?"""
        return self.sort in HARD


def find_faults(cases: Iterable[CaseRecord]) -> tuple[Fault, ...]:
    """All faults of these cases, the worst first; those of a sort in the cases' order."""
    order = list(Sort)
    found = [fault for case in cases for fault in _faults(case)]
    return tuple(sorted(found, key=lambda fault: order.index(fault.sort)))


def name_of(case: CaseRecord) -> str:
    """`tavrocel-two-cuts#s1`, and of a repeat `tavrocel-two-cuts#s1 again (2)`."""
    return f"{case.case} again ({case.repeat})" if case.repeat else case.case


def _faults(case: CaseRecord) -> Iterator[Fault]:
    if case.ending is Ending.ERRORED:
        yield Fault(Sort.ERRORED, case, "no brief came", case.error)
    if case.ending is Ending.ABSTAINED:
        reason = f"{len(case.withheld)} sentences were withheld and none was left."
        yield Fault(Sort.ABSTAINED, case, "every sentence was withheld", reason)
    brief = released(case)
    if brief is not None:
        yield from (figure_fault(Sort.FIGURE, case, figure) for figure in brief.wrong)
        for found in brief.violations:
            reason = f"It says “{found.said}”. Forbidden is “{found.forbidden}”: {found.why}"
            yield Fault(Sort.FORBIDDEN, case, "says what it must not", reason, found.forbidden)
        for say in brief.lacking:
            lost = " The first draft said it." if say in case.lost_must else ""
            yield Fault(Sort.LACKING, case, "lacks a must-say", f"{say}{lost}", say)
        if not case.balance_ok:
            points = "" if case.balance is None else f"{case.balance} points of 100."
            yield Fault(Sort.GATE, case, "a balance gate fails", points)
        if brief.longest_copied_run > MOST_COPIED:
            reason = f"{brief.longest_copied_run} words in a row stand so in the article."
            yield Fault(Sort.COPIED, case, "copies its article", reason)
    yield from _draft_faults(case)


def _draft_faults(case: CaseRecord) -> Iterator[Fault]:
    """Wrong figures of the first draft of which the released brief has no like."""
    brief = released(case)
    kept = {(figure.text, figure.truth) for figure in brief.wrong} if brief else set()
    for figure in case.first.wrong if case.first else ():
        if (figure.text, figure.truth) not in kept:
            yield figure_fault(Sort.DRAFT, case, figure)


def figure_fault(sort: Sort, case: CaseRecord, figure: JudgedFigure) -> Fault:
    """A figure that the labels do not bear out, with what our checker says of it."""
    if figure.checker is None:
        said = "Our checker sees no figure here."
    else:
        passes = "passes" if figure.checker_ok else "fails"
        said = f"Our checker {passes} it: {figure.checker.value}."
    return Fault(
        sort,
        case,
        f"{figure.text} is {figure.truth.value}",
        f"{figure.why} {said}".strip(),
        figure=figure,
    )
