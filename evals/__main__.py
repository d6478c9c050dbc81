"""`python -m evals [GOLDEN]`: what the engines do on the goldens, with every fault shown.

For those who change the engines; the command's own `evals` comes later. `--table` prints the sums
of all goldens as the table of the README instead. Exit codes are those of the command.
"""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

from evals.briefs import score_briefs
from evals.figures import score_finding
from evals.probes import score_checking
from evals.read import find_article_ids, read_goldens
from evals.stories import score_splitting
from evals.summary import markdown_table, sum_up
from pipeline.embedded.engine import EmbeddedEngine
from schemas.errors import EvenbriefError, GoldenError
from schemas.exits import Exit
from schemas.golden import Golden

LENGTH = 250
"""Words a brief may have; the longest the command writes."""


def main(arguments: Sequence[str]) -> Exit:
    """Print the shares of each golden, then what was missed, false, wrong or escaped."""
    parser = argparse.ArgumentParser(prog="python -m evals", description="Measure on the goldens.")
    parser.add_argument("golden", nargs="?", type=Path, default=Path("golden"))
    parser.add_argument("--table", action="store_true", help="only the sums, as a Markdown table")
    given = parser.parse_args(arguments)
    try:
        goldens = _read(given.golden)
    except EvenbriefError as error:
        print(f"evals: {error}", file=sys.stderr)
        return Exit.BAD_INPUT
    if not goldens:
        said = f"{given.golden}: articles/ holds no article; name the folder of the goldens"
        print(f"evals: {said}", file=sys.stderr)
        return Exit.NOTHING
    if given.table:
        print(markdown_table(sum_up(goldens, EmbeddedEngine(), LENGTH)))
    else:
        for golden in goldens:
            _print_golden(golden)
    return Exit.FINE


def _read(folder: Path) -> tuple[Golden, ...]:
    """The goldens of a folder; none where it holds no article at all."""
    if not folder.is_dir():
        raise GoldenError(f"{folder}: no such folder; name the folder of the goldens")
    return read_goldens(folder) if find_article_ids(folder) else ()


def _print_golden(golden: Golden) -> None:
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
    sys.exit(main(sys.argv[1:]))
