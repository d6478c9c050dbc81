"""`python -m evals [GOLDEN]`: what the figure engine does on the goldens, with every fault shown.

For those who change the engine; the command's own `evals` comes later.
"""

import sys
from pathlib import Path

from evals.figures import score_finding
from evals.probes import score_checking
from evals.read import read_goldens
from schemas.golden import Golden


def main(folder: Path) -> None:
    """Print the shares of each golden, then what was missed, false, wrong or escaped."""
    for golden in read_goldens(folder):
        _print_finding(golden)
        _print_checking(golden)


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
    print(f", wrong sentences caught {score.caught}")
    for word, lines in (("complaint", score.complaints), ("escaped", score.escaped)):
        for line in lines:
            print(f"    {word}: {line}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("golden"))
