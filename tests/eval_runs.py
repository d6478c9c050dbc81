"""Hand-made runs of an eval, small enough to be counted by hand."""

from collections.abc import Sequence
from typing import Any

from schemas.eval import (
    CaseRecord,
    Ending,
    GoldenRef,
    JudgedFigure,
    JudgedText,
    Owed,
    Reading,
    Run,
    RunFooter,
    RunHeader,
    Truth,
    Violation,
)
from schemas.figure import Kind
from schemas.golden import Split
from schemas.score import Share
from schemas.verdict import FAILING, Verdict

TEXT = "Orvane halves relapses\nRelapses fell by 52% in 40 people."
OWED = Owed(must=4, should=3, forbidden=5, conflicts=2, gaps=3, figures=10)


def share(hits: int, of: int) -> Share:
    """So many of so many."""
    return Share(hits=hits, of=of)


def figure(
    truth: Truth = Truth.SUPPORTED,
    checker: Verdict | None = Verdict.EXACT,
    words: str = "52%",
    kind: Kind = Kind.PERCENT,
) -> JudgedFigure:
    """A figure of `TEXT`, judged by the labels and by the checker."""
    start = TEXT.find(words)
    return JudgedFigure(
        start=max(start, 0),
        end=max(start, 0) + len(words),
        text=words,
        kind=kind,
        truth=truth,
        facts=("f1",),
        why="" if truth is Truth.SUPPORTED else "The article has 25%, of another arm.",
        checker=checker,
        checker_ok=checker not in FAILING,
        rule=f"EB_{checker.value.upper()}" if checker else "",
        source_start=14,
        source_end=17,
    )


def text(*figures: JudgedFigure, **changes: Any) -> JudgedText:
    """A brief that covers 3 of 4 must-says and says nothing forbidden."""
    plain = JudgedText(
        text=TEXT,
        figures=figures or (figure(),),
        must=share(3, 4),
        should=share(1, 3),
        lacking=("Two people died.",),
        violations=(),
        forbidden=5,
        words=8,
        longest_copied_run=6,
        checker_ok=True,
    )
    return plain.model_copy(update=changes)


def violation(said: str = "Orvane is safe.") -> Violation:
    """Something forbidden that is said."""
    return Violation(said=said, forbidden=f"not: {said}", why="Nobody showed it.")


def case(golden: str = "orvane-one", story: str = "s1", **changes: Any) -> CaseRecord:
    """A case that was scored: one right figure, released as it was first drafted."""
    plain = CaseRecord(
        golden=golden,
        story=story,
        split=Split.DEV,
        kind="clinical",
        ending=Ending.SCORED,
        owed=OWED,
        first=text(),
        released=text(),
        sentences=3,
        reading=Reading(
            found=share(9, 10),
            right=share(9, 9),
            values=share(9, 9),
            tuples=share(8, 9),
            named=share(5, 12),
        ),
        conflicts=share(1, 2),
        conflict_notes=share(1, 1),
        gaps=share(2, 3),
        gap_notes=share(3, 5),
        balance=80,
        balance_ok=True,
        attempts=1,
        seconds=0.25,
    )
    return plain.model_copy(update=changes)


def errored(golden: str = "orvane-two", **changes: Any) -> CaseRecord:
    """A case of which nothing came but its labels' claims."""
    plain = CaseRecord(
        golden=golden,
        story="s1",
        split=Split.DEV,
        kind="clinical",
        ending=Ending.ERRORED,
        error="ModelError: no answer after 3 attempts; try again",
        owed=OWED,
    )
    return plain.model_copy(update=changes)


def abstained(golden: str = "orvane-three", **changes: Any) -> CaseRecord:
    """A case whose every sentence was withheld."""
    return case(
        golden,
        ending=Ending.ABSTAINED,
        released=text(figure(), must=share(0, 4), text=""),
        withheld=("Relapses fell by 52%.", "It was 40 people."),
        sentences=0,
        **changes,
    )


def skipped(golden: str = "orvane-four", **changes: Any) -> CaseRecord:
    """A case that nobody asked."""
    return errored(golden, ending=Ending.SKIPPED, error="the budget was spent", **changes)


def header(cases: Sequence[CaseRecord], **changes: Any) -> RunHeader:
    """What was asked, told from the cases."""
    stories = {name: {c.story for c in cases if c.golden == name} for name in goldens(cases)}
    plain = RunHeader(
        made="2026-11-22T01:00:00Z",
        engine="embedded@1",
        length=120,
        split="all",
        goldens=tuple(
            GoldenRef(
                id=name,
                split=next(c.split for c in cases if c.golden == name),
                sha256="a" * 64,
                labels_sha256="b" * 64,
                stories=len(stories[name]),
            )
            for name in goldens(cases)
        ),
        digest="c" * 64,
        version="0.5.0",
    )
    return plain.model_copy(update=changes)


def goldens(cases: Sequence[CaseRecord]) -> tuple[str, ...]:
    """The articles of the cases, in their order."""
    return tuple(dict.fromkeys(one.golden for one in cases))


def run(*cases: CaseRecord, **changes: Any) -> Run:
    """A whole run of these cases, its header changed as asked."""
    return Run(
        header=header(cases, **changes),
        cases=cases,
        footer=RunFooter(cases=len(cases), digest="d" * 64, seconds=1.5),
    )
