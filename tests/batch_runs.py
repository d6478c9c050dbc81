"""Batches of the whole command, forked from one template, against a scripted server."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any

from tests.batch_articles import lay_articles, tell
from tests.batch_template import Order, write_order
from tests.model_habits import plays
from tests.model_server import ModelServer, Script
from tests.test_store_writers import ROOT

ARTICLES = 24
AT_ONCE = 4
FAIR = plays(tell)
"""The script of a model that answers well and at once."""


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


class Batch:
    """One folder of articles, and its batch, run again and again."""

    def __init__(
        self, folder: Path, server: ModelServer, runner: Template, articles: int = ARTICLES
    ) -> None:
        self.folder, self.server, self.runner = folder, server, runner
        folder.mkdir()
        lay_articles(folder / "in", articles)
        self.order = Order(
            ["batch", "in", "--out", "out", "--engine", "model", "--workers", "1"],
            str(folder),
            {
                "EVENBRIEF_BASE_URL": server.url, "EVENBRIEF_MODEL": "m",
                "EVENBRIEF_MODE": "schema", "EVENBRIEF_API_KEY": "k",
                "EVENBRIEF_AT_ONCE": str(AT_ONCE), "EVENBRIEF_PRICE": "prompt=1,completion=2",
            },
        )  # fmt: skip

    def run(
        self, *more: str, environment: Mapping[str, str] = MappingProxyType({}), **given: Any
    ) -> int:
        """Once, killed as the order says, with more arguments and more of an environment."""
        order = replace(
            self.order,
            arguments=[*self.order.arguments, *more],
            environment={**self.order.environment, **environment},
            **given,
        )
        (self.folder / "err.log").unlink(missing_ok=True)
        return self.runner.run(order)

    @property
    def said(self) -> str:
        """What the last run said."""
        return (self.folder / "err.log").read_text(encoding="utf-8")

    def lines(self, name: str) -> list[dict[str, Any]]:
        """The lines of an output."""
        text = (self.folder / "out" / name).read_text(encoding="utf-8")
        return [json.loads(line) for line in text.splitlines()]

    def under_way(self) -> int:
        """Questions that went out and whose answers were not stored, over all runs so far."""
        calls = Counter((self.folder / "calls.log").read_text("ascii"))
        return calls["a"] - calls["s"]

    def briefs(self) -> list[dict[str, Any]]:
        """What was written, but for what it took: tokens, seconds, answers from the store."""
        return [dict(without_calls(line)) for line in self.lines("briefs.jsonl")]

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
def batch(
    folder: Path, runner: Template, script: Script = FAIR, articles: int = ARTICLES
) -> Iterator[Batch]:
    """A batch with a server of its own."""
    with ModelServer(script) as server:
        yield Batch(folder, server, runner, articles)


@contextmanager
def template() -> Iterator[Template]:
    """One, until the block ends."""
    command = [sys.executable, "-m", "tests.batch_template"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        runner = Template(process)
        with TemporaryDirectory() as folder, batch(Path(folder, "warm"), runner) as one:
            assert one.run(is_warming=True) == 0
        yield runner
        assert process.stdin is not None
        process.stdin.close()
        process.wait(20)
