"""`python -m evals.page [GOLDEN] [--out FILE]`: docs/evals.md, the same bytes for the same code.

In: the goldens. Out: one page of Markdown: targets, every measure on `test` and on `dev`, and what
mutation testing gives. Exit codes are those of the command.
"""

import argparse
import asyncio
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from string import Template

from evals.headers import make_header
from evals.measures import Measured, measure_by_split, measure_run
from evals.power import measure_power
from evals.power_show import render_power
from evals.power_table import count_power
from evals.read import select_goldens
from evals.report_markdown import table_lines
from evals.report_tables import Plain, group_tables, score_tables
from evals.report_words import interval_words, percent_words, share_words
from evals.runs import Plan, Seat, list_cases, run_all
from evals.targets import Held, hold, read_targets
from pipeline.embedded.engine import EmbeddedEngine
from schemas.errors import EvenbriefError
from schemas.eval import CaseRecord, Run
from schemas.exits import Exit
from schemas.golden import Golden, Split

PAGE = Path(__file__).parent / "page.md"


def main(arguments: Sequence[str]) -> Exit:
    """Write the page, or print it where no file is named."""
    parser = argparse.ArgumentParser(prog="python -m evals.page", description=__doc__)
    parser.add_argument("golden", nargs="?", type=Path, default=Path("golden"))
    parser.add_argument("--out", type=Path, help="file to write; else standard output")
    given = parser.parse_args(arguments)
    try:
        text = write_page(select_goldens(given.golden))
    except EvenbriefError as error:
        print(f"evals: {error}", file=sys.stderr)
        return Exit.BAD_INPUT
    if given.out:
        given.out.write_text(text, encoding="utf-8")
    else:
        print(text, end="")
    return Exit.FINE


def write_page(goldens: Sequence[Golden]) -> str:
    """The page for these goldens, the rules asked once for every story."""
    run = run_rules(goldens)
    splits = measure_by_split(run)
    held = hold(splits.get(Split.TEST, measure_run(run)), read_targets())
    power = count_power(measure_power(goldens, os.cpu_count() or 1))
    tried = sum(row.row.share.of for row in power.groups)
    return Template(PAGE.read_text(encoding="utf-8")).substitute(
        engine=run.header.engine,
        code=run.header.code[:12],
        digest=run.header.digest[:12],
        articles=len(goldens),
        stories=len(run.cases),
        length=run.header.length,
        targets="\n".join(list(table_lines(tabulate_targets(held)))[1:]).strip(),
        missed=_say_missed(held),
        test=_lines(score_tables(splits.get(Split.TEST, ()))),
        dev=_lines(score_tables(splits.get(Split.DEV, ()))),
        kinds=_lines(group_tables(run)),
        sentences=power.sentences,
        tried=f"{tried:,}",
        power=render_power(power, markdown=True).strip(),
    )


def run_rules(goldens: Sequence[Golden]) -> Run:
    """Every story briefed by the rules, in the order of the goldens."""
    plan, engine = Plan(), EmbeddedEngine()
    cases: list[CaseRecord] = []
    asyncio.run(run_all(goldens, lambda repeat: Seat(engine), plan, cases.append))
    order = {case: at for at, case in enumerate(list_cases(goldens, plan.repeats))}
    cases.sort(key=lambda case: order[case.golden, case.story, case.repeat])
    header = make_header(goldens, plan, engine.name, "all")
    return Run(header=header, cases=tuple(cases))


def tabulate_targets(held: Sequence[Held]) -> Plain:
    """Each target, what was measured, and whether it is met."""
    return Plain(
        "Targets",
        ("", "wanted", "hits/of", "share", "95%", ""),
        tuple(_target_row(one.measured, one) for one in held),
    )


def _target_row(measured: Measured, held: Held) -> tuple[str, ...]:
    rate = measured.rate
    return (
        f"{measured.measure.group.value}: {measured.measure.title}",
        str(held.target),
        share_words(rate.share),
        percent_words(rate.share),
        interval_words(rate.interval),
        "met" if held.is_met else "missed",
    )


def _say_missed(held: Sequence[Held]) -> str:
    missed = [one.measured.measure.title for one in held if not one.is_met]
    if not missed:
        return "Every target is met."
    return f"{len(missed)} of {len(held)} targets are missed: {'; '.join(missed)}."


def _lines(tables: Iterable[Plain]) -> str:
    return "\n".join(line for table in tables for line in _table(table)).strip()


def _table(table: Plain) -> Iterator[str]:
    title, *lines = table_lines(table)
    yield f"#{title}"
    yield from lines


if __name__ == "__main__":
    sys.exit(int(main(sys.argv[1:])))
