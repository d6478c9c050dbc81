"""`python -m evals [GOLDEN]`: what the figure engine does on the goldens, with every fault shown.

For those who change the engine; the command's own `evals` comes later.
"""

import asyncio
import sys
from pathlib import Path

from evals.briefs import score_briefs
from evals.figures import score_finding
from evals.probes import score_checking
from evals.read import read_goldens
from evals.stories import score_splitting
from pipeline.embedded.engine import EmbeddedEngine
from schemas.golden import Golden

LENGTH = 250
"""Words a brief may have; the longest the command writes."""


def main(folder: Path) -> None:
    """Print the shares of each golden, then what was missed, false, wrong or escaped."""
    for golden in read_goldens(folder):
        _print_finding(golden)
        _print_checking(golden)
        _print_splitting(golden)
        _print_briefs(golden)


def _print_finding(golden: Golden) -> None:
    score = score_finding(golden)
    print(f"\n{golden.id}")
    print(f"  found {score.found}, exact span {score.exact}, of reported right {score.right}")
    print(f"  values {score.values}, kinds {score.kinds}, names as figures {score.identifiers}")
    for word, lines in (("missed", score.missed), ("false", score.false), ("wrong", score.wrong)):
        for line in lines:
            print(f"    {word}: {line}")


def _print_checking(golden: Golden) -> None:
    score = score_checking(golden)
    print(f"  references pass {score.references}, true sentences {score.true}", end="")
    print(f", wrong sentences caught {score.caught}, noticed {score.noticed}")
    print(f"  conflicts noted {score.conflicts}, notes borne out {score.notes}")
    faults = {
        "complaint": score.complaints,
        "escaped": score.escaped,
        "overlooked": score.overlooked,
        "not asked for": score.unasked,
    }
    for word, lines in faults.items():
        for line in lines:
            print(f"    {word}: {line}")


def _print_splitting(golden: Golden) -> None:
    score = score_splitting(golden)
    print(f"  stories {score.stories}, figures kept {score.figures}", end="")
    print(f", boilerplate out {score.boilerplate}, opinion marked {score.opinions}")
    for line in score.faults:
        print(f"    split: {line}")


def _print_briefs(golden: Golden) -> None:
    for score in asyncio.run(score_briefs(golden, EmbeddedEngine(), LENGTH)):
        print(f"  brief {score.story}: ok {score.ok}, {score.words} words", end="")
        print(f", must say {score.must}, should say {score.should}")
        for line in score.lacking:
            print(f"    lacks: {line}")
        for line in score.own_opinions:
            print(f"    opinion in our voice: {line}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("golden"))
