"""Stored briefs judged anew by the labels as they are now. In: cases and labels; out: cases.

Two runs made by two versions of the code were judged by two versions of the judge. Before they are
set against each other, one judge reads both. What each checker said of its own brief is kept.
"""

from collections.abc import Mapping

from evals.cases import judge_text
from evals.truth import Shelf
from schemas.eval import CaseRecord, JudgedFigure, JudgedText, Run
from schemas.verdict import FigureReport

Shelves = Mapping[str, Shelf]
"""By case: `tavrocel-two-cuts#s1`."""

UNCHECKED = FigureReport(engine="", checks=())
"""The labels judge; our checker is not asked."""


def rejudge_run(run: Run, shelves: Shelves) -> Run:
    """The run with every text judged by this judge."""
    cases = tuple(rejudge(case, shelves[case.case]) for case in run.cases)
    return run.model_copy(update={"cases": cases})


def rejudge(case: CaseRecord, shelf: Shelf) -> CaseRecord:
    """The case with its texts judged anew; notes, balance and reading stay as they were scored."""
    if case.released is None:
        return case
    released = _rejudged(case.released, shelf)
    first = case.first
    if first is not None:
        is_same = first.text == case.released.text
        first = released if is_same else _rejudged(first, shelf)
    said = first.lacking if first and first.text else released.lacking
    lost = tuple(say for say in released.lacking if say not in said)
    return case.model_copy(update={"released": released, "first": first, "lost_must": lost})


def _rejudged(text: JudgedText, shelf: Shelf) -> JudgedText:
    judged = judge_text(text.text, shelf, UNCHECKED)
    before = {(figure.start, figure.end): figure for figure in text.figures}
    figures = tuple(_checked(figure, before) for figure in judged.figures)
    return judged.model_copy(update={"figures": figures, "checker_ok": text.checker_ok})


def _checked(figure: JudgedFigure, before: Mapping[tuple[int, int], JudgedFigure]) -> JudgedFigure:
    """The figure with what the run's own checker said of these characters."""
    own = before.get((figure.start, figure.end))
    if own is None:
        return figure
    kept = {"checker": own.checker, "checker_ok": own.checker_ok, "rule": own.rule}
    return figure.model_copy(update=kept)


def tell_judges(before: Run, after: Run) -> str:
    """Where this judge is milder or stricter than the code's own was; empty where it is neither.

    A change that bends the judge until nothing is wrong shows here, on the base's own briefs.
    """
    milder = stricter = 0
    for old, new in zip(before.cases, after.cases, strict=True):
        less = _count_wrong(old) - _count_wrong(new)
        milder, stricter = milder + max(0, less), stricter + max(0, -less)
    if not milder and not stricter:
        return ""
    return (
        f"{before.header.revision[:12] or 'the run'}: of its released figures this judge calls "
        f"{milder} right that its own judge called wrong, and {stricter} wrong that it called right"
    )


def _count_wrong(case: CaseRecord) -> int:
    return len(case.released.wrong) if case.released else 0
