"""A batch that is killed at any moment loses nothing, doubles nothing and pays nothing twice."""

import json
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.batch_articles import lay_articles, tell
from tests.batch_template import STAGES, Order, write_order
from tests.model_habits import plays
from tests.model_server import ModelServer
from tests.test_store_writers import ROOT

ARTICLES = 24
AT_ONCE = 4
KILLS = 200
"""At least, in all."""
MOST_KILLS = 40
"""Of one batch, before its articles must be done."""


class Template:
    """A process that forks batches; see `tests.batch_template`."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def run(self, order: Order) -> int:
        """A batch to its end: its exit code, or minus the signal that ended it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(write_order(order))
        self._process.stdin.flush()
        return int(self._process.stdout.readline())


@contextmanager
def template() -> Iterator[Template]:
    """One, until the block ends."""
    command = [sys.executable, "-m", "tests.batch_template"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Template(process)
        assert process.stdin is not None
        process.stdin.close()
        process.wait(20)


class Batch:
    """One folder of articles, and its batch, run again and again."""

    def __init__(self, folder: Path, server: ModelServer, runner: Template) -> None:
        self.folder, self.server, self.runner = folder, server, runner
        folder.mkdir()
        lay_articles(folder / "in", ARTICLES)
        self.order = Order(
            ["batch", "in", "--out", "out", "--engine", "model", "--workers", "1"],
            str(folder),
            {
                "EVENBRIEF_BASE_URL": server.url, "EVENBRIEF_MODEL": "m",
                "EVENBRIEF_MODE": "schema", "EVENBRIEF_API_KEY": "k",
                "EVENBRIEF_AT_ONCE": str(AT_ONCE), "EVENBRIEF_PRICE": "prompt=1,completion=2",
            },
        )  # fmt: skip

    def run(self, **given: Any) -> int:
        """Once, killed as the order says."""
        return self.runner.run(replace(self.order, **given))

    def under_way(self) -> int:
        """Questions that went out and whose answers were not stored, over all runs so far."""
        calls = Counter((self.folder / "calls.log").read_text())
        return calls["a"] - calls["s"]

    def briefs(self) -> list[dict[str, Any]]:
        """What was written, without what it took: tokens, seconds, and which answers were stored."""
        lines = (self.folder / "out" / "briefs.jsonl").read_text().splitlines()
        return [dict(without_calls(json.loads(line))) for line in lines]

    def questions(self) -> Counter[str]:
        """How often the server was asked each question."""
        return Counter(f"{one.shape} {one.user}" for one in self.server.requests)


def without_calls(value: Any) -> Any:
    """A brief but for what it took to ask."""
    if isinstance(value, list):
        return [without_calls(one) for one in value]
    if isinstance(value, dict):
        kept = value.keys() - {"calls", "usage"}
        return {name: without_calls(value[name]) for name in kept}
    return value


@contextmanager
def batch(folder: Path, runner: Template) -> Iterator[Batch]:
    """A batch with a server of its own."""
    with ModelServer(plays(tell)) as server:
        yield Batch(folder, server, runner)


def check_end(one: Batch, expected: list[dict[str, Any]]) -> None:
    """After all kills a last run brings everything to its end, and nothing was paid for twice."""
    under_way = one.under_way()
    assert one.run() == 0, (one.folder / "err.log").read_text()

    assert one.briefs() == expected
    assert (one.folder / "out" / "failures.jsonl").read_text() == ""
    questions = one.questions()
    assert len(questions) == 2 * ARTICLES
    assert questions.total() <= 2 * ARTICLES + under_way
    assert not list((one.folder / "out").glob(".*.part"))


@pytest.mark.slow
def test_200_kills_at_every_stage_and_at_random_lose_nothing(tmp_path: Path) -> None:
    """The same briefs as those of a run that nobody killed; see `batch_template.STAGES`."""
    chance = random.Random(7)
    killed: Counter[str] = Counter()
    with template() as runner:
        with batch(tmp_path / "whole", runner) as whole:
            assert whole.run() == 0, (whole.folder / "err.log").read_text()
            expected = whole.briefs()
            assert len(whole.server.requests) == 2 * ARTICLES
        number = 0
        while killed.total() < KILLS or set(STAGES) - set(killed):
            number += 1
            assert number < 40
            with batch(tmp_path / str(number), runner) as one:
                killed += kill_to_the_end(one, chance)
                check_end(one, expected)

    assert min(killed[stage] for stage in ("at random", *STAGES)) >= 3, killed


def kill_to_the_end(one: Batch, chance: random.Random) -> Counter[str]:
    """Kill it until no article is left to do, and then at its files; how often at which stage."""
    killed: Counter[str] = Counter()
    for stage in chance.choices(("", *STAGES[: STAGES.index("drafted")]), k=MOST_KILLS):
        crossing = 1 if stage in {"begun", "listed"} else chance.randint(1, 3)
        seconds = 0.0 if stage else chance.uniform(0.02, 0.2)
        code = one.run(stage=stage, crossing=crossing, seconds=seconds)
        assert code in {0, -9}, (one.folder / "err.log").read_text()
        killed[stage or "at random"] += code == -9
        if code == 0:
            break
    for stage, crossing in (("drafted", 1), ("written", 1), ("drafted", 2), ("ended", 1)):
        killed[stage] += one.run(stage=stage, crossing=crossing) == -9
    return killed
