"""Case records of a scripted model. In: what it did with a document; out: the record of it."""

from functools import cache
from typing import NamedTuple

from schemas.eval import CaseRecord, Ending, JudgedFigure, JudgedText, Owed, Truth
from schemas.figure import Kind
from schemas.golden import Split
from schemas.score import Share

MUST = 5
"""Must-say sentences that a document owes."""
SENTENCES = 6
FIGURES = 8


class Brief(NamedTuple):
    """What became of one document."""

    slips: bool = False
    """One figure is wrong, in the draft and in the brief."""
    fact: int = 0
    """Which of the labelled facts it is of."""
    misses: bool = False
    """One must-say is not said."""
    withholds: bool = False
    """One sentence is taken out."""
    unfit: bool = False
    """A balance gate fails."""


@cache
def make_case(golden: str, brief: Brief, repeat: int = 0) -> CaseRecord:
    """The record; documents are told apart by name only."""
    text = _text(brief)
    return CaseRecord(
        golden=golden,
        story="s1",
        repeat=repeat,
        split=Split.DEV,
        kind="clinical",
        ending=Ending.SCORED,
        owed=Owed(must=MUST, figures=FIGURES),
        first=text,
        released=text,
        withheld=("A sentence.",) * brief.withholds,
        sentences=SENTENCES - brief.withholds,
        balance=80,
        balance_ok=not brief.unfit,
        attempts=1,
    )


@cache
def _text(brief: Brief) -> JudgedText:
    said = MUST - brief.misses
    slip = Truth.OVERSTATED if brief.slips else Truth.SUPPORTED
    truths = (slip if place == brief.fact else Truth.SUPPORTED for place in range(FIGURES))
    return JudgedText(
        text="A brief",
        figures=tuple(_figure(place, truth) for place, truth in enumerate(truths)),
        must=Share(hits=said, of=MUST),
        should=Share(hits=0, of=0),
        lacking=("What must be said.",) * brief.misses,
        violations=(),
        forbidden=0,
        words=100,
        longest_copied_run=5,
        checker_ok=True,
    )


def _figure(place: int, truth: Truth) -> JudgedFigure:
    return JudgedFigure(
        start=0,
        end=1,
        text=str(place),
        kind=Kind.PERCENT,
        truth=truth,
        facts=(f"f{place}",),
    )
