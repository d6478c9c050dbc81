"""What the goldens say in a few lines. In: goldens, an engine, a length; out: shares, added up.

The shares are those of `python -m evals`, over all goldens together, with their denominators.
"""

import asyncio
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import add
from typing import NamedTuple

from evals.briefs import score_briefs
from evals.figures import score_finding
from evals.probes import score_checking
from pipeline.engine import Engine
from schemas.golden import Golden
from schemas.score import Share

NOTHING = Share(hits=0, of=0)


class Measured(NamedTuple):
    """One measure in words and its share."""

    what: str
    share: Share


def sum_up(goldens: Sequence[Golden], engine: Engine, length: int) -> tuple[Measured, ...]:
    """Finding, checking and briefing on all goldens together."""
    finding = [score_finding(golden) for golden in goldens]
    checking = [score_checking(golden) for golden in goldens]
    briefs = [
        score for golden in goldens for score in asyncio.run(score_briefs(golden, engine, length))
    ]
    return (
        Measured("labelled figures that are found", _sum(s.found for s in finding)),
        Measured("of what is reported as a figure, is one", _sum(s.right for s in finding)),
        Measured("values read as a person reads them", _sum(s.values for s in finding)),
        Measured(
            "right sentences and reference briefs that pass",
            _sum(s.true + s.references for s in checking),
        ),
        Measured("deliberately wrong sentences called wrong", _sum(s.caught for s in checking)),
        Measured("of the same, called wrong or *look*", _sum(s.noticed for s in checking)),
        Measured(
            "contradictions of an article with itself that are noted",
            _sum(s.conflicts for s in checking),
        ),
        Measured(
            f"facts that a brief of {length} words must give, given", _sum(s.must for s in briefs)
        ),
        Measured(
            "briefs in which no figure, claim or gate fails",
            Share(hits=sum(score.ok for score in briefs), of=len(briefs)),
        ),
    )


def markdown_table(measured: Sequence[Measured]) -> str:
    """The measures as a Markdown table: `| labelled figures found | 276 of 277 | 99% |`."""
    rows = [
        f"| {m.what} | {m.share.hits} of {m.share.of} | {_percent(m.share)} |" for m in measured
    ]
    return "\n".join(("| on the goldens | | |", "| --- | --- | --- |", *rows))


def _percent(share: Share) -> str:
    """Whole percent, rounded down, so that only all is 100%."""
    return f"{100 * share.hits // share.of}%" if share.of else ""


def _sum(shares: Iterable[Share]) -> Share:
    return reduce(add, shares, NOTHING)
